"""The law: pure functions from facts to decisions, one file per part of the law, without clock, words or I/O."""

# Every rule file is named here, so that whoever reads a stored decision knows all reasons that were ever given.
from portal.rules import absence, content, deadlines, duration, free_days

__all__ = ["absence", "content", "deadlines", "duration", "free_days"]
