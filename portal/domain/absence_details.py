"""What a kind of absence asks for beside the days: each kind has a few of these, and never a diagnosis or a religion."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from portal.domain.absence import BirthPart


@dataclass(frozen=True, slots=True)
class Details:
    """What was answered; what was not asked is None, empty or False.

    `ground` is why a child needs somebody (§ 9) or the ground for welfare leave (§ 15). `children_born` and
    `chronic_born` are birth years. `outside_possible`: an antenatal check could be at another time. `due` is the day a
    child is due, `born` the day it was born, `role` who asks for days at a birth, `together` whether the child's parents
    live together.
    """

    ground: str | None = None
    children_born: tuple[int, ...] = ()
    chronic_born: tuple[int, ...] = ()
    alone: bool = False
    travel_days: int = 0
    outside_possible: bool | None = None
    birth: BirthPart | None = None
    due: date | None = None
    born: date | None = None
    certificate: bool = False
    role: str | None = None
    together: bool | None = None
    adoption: bool = False

    def as_data(self) -> dict[str, Any]:
        """The answers as plain JSON data; what was not answered is left out."""
        return {
            field.name: _written(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }


def details_from(data: Mapping[str, Any] | None) -> Details:
    """What `as_data` wrote. A name that nobody knows any more is left out, so that old rows stay readable."""
    given = dict(data or {})
    for name in ("children_born", "chronic_born"):
        if name in given:
            given[name] = tuple(given[name])
    for name in ("due", "born"):
        if given.get(name):
            given[name] = date.fromisoformat(given[name])
    if given.get("birth"):
        given["birth"] = BirthPart(given["birth"])
    known = {field.name for field in fields(Details)}
    return Details(**{name: value for name, value in given.items() if name in known})


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
