"""The world outside: what implements the ports of `portal.domain.ports`."""
