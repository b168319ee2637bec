"""Flask: a skin over the services. It reads forms, opens work, draws pages, and decides nothing."""
