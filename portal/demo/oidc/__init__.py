"""The demo against real OpenID providers on this machine: one like ID-porten and one like Entra ID."""
