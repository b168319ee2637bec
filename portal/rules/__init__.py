"""The law: pure functions from facts to decisions, one file per part of the law, without clock, words or I/O."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def load_all() -> tuple[str, ...]:
    """Load every file of the law, so that all reasons that were ever given are known; the files' names.

    There are hundreds of reasons, and who asks one question needs a few of them: the command line answers in half
    the time because nobody loads the rest. The portal loads them all when it starts.
    """
    names = tuple(found.name for found in iter_modules(__path__))
    for name in names:
        import_module(f"{__name__}.{name}")
    return names
