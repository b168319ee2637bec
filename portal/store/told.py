"""How a table is told to the participant whose rows it holds, and the reasons for keeping a column back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

INNER = "An inner name or counter that tells nothing of the participant."
OWN = "It says that the row is the participant's, as all of them are."
ELSEWHERE = "It leads to a row that is told in its own place."
REGISTER = (
    "The register's secret; a screen that others see must not say it, and the register itself answers for it."
)
KEYS = "It opens a door or finds somebody, and would harm the participant in other hands."
SEALED = "Two people took it away because it would harm somebody to read it."
STAFF_OWN = "It tells of the staff and not of the participant."


@dataclass(frozen=True, slots=True)
class Told:
    """One table. `people` are told by alias and function, `offices` by name, `days` by their date in Norway alone.

    `sealed` is told in part and only on the readable page. `kept_back` says why for each other column.
    """

    columns: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    kept_back: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """Every column that goes out in some form."""
        return (*self.columns, *self.offices, *self.people, *self.days)


def back(reason: str, *columns: str) -> dict[str, str]:
    """The same reason for each of these columns."""
    return dict.fromkeys(columns, reason)
