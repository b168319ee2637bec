"""Use cases: the one gate for participants, caseworkers, the command line and the worker."""
