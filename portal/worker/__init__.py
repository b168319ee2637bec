"""What must still be told to the world: the outbox of notices."""
