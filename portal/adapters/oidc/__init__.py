"""OpenID Connect: the doors to ID-porten for participants and to the municipality's directory for staff."""
