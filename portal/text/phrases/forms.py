"""How a sentence with a count is marked for translation in a table."""

from typing import NamedTuple, TypeAlias


class Forms(NamedTuple):
    """A sentence for one and for many."""

    one: str
    many: str


Sentence: TypeAlias = str | Forms
"""One sentence, or one for each way of counting."""


def ngettext(one: str, many: str) -> Forms:
    """Mark a sentence with `%(num)s` for translation; it is looked up later, as with `N_`. The name is gettext's."""
    return Forms(one, many)
