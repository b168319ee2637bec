"""Names in the order of the Norwegian alphabet, whatever database holds them.

Databases sort by code point, or as the machine they run on was set up, and would put Ås before Øst and Aas first of all.
What a query sorts by name only so that its answer is always the same (activities of a day) stays as the database has it.
"""

from collections.abc import Iterable

from portal.domain.alphabets import nb_key
from portal.store.base import AnyRow


def by_name(found: Iterable[AnyRow], *columns: str) -> list[AnyRow]:
    """The rows in the order of their names, or of those columns in turn; what is the same in all keeps its order."""
    names = columns or ("name",)
    return sorted(found, key=lambda row: [nb_key(getattr(row, name) or "") for name in names])
