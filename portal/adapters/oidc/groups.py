"""Which group of the directory gives which role at which office: the municipality's own table, a TOML file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from portal.domain.people import CITIZENS, STAFF, Role


class BadGroups(Exception):
    """The file cannot be used. The message says which entry and why."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a group gives. `office` is a municipality number or an office's id, empty for roles without an office."""

    group: str
    role: Role
    office: str


class Groups:
    """The table. Its order counts: somebody in several groups gets what the first of them gives."""

    def __init__(self, grants: list[Grant]) -> None:
        """From entries that have been checked."""
        self._grants = grants

    def first(self, groups: set[str]) -> Grant | None:
        """What somebody in these groups may, or None: unknown means no."""
        return next((grant for grant in self._grants if grant.group in groups), None)


def read_groups(path: Path) -> Groups:
    """Read `[[group]]` entries with `id`, `role` and, for all roles but translators, `office`. Raises BadGroups."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("group")
    except (OSError, ValueError) as error:
        raise BadGroups("It cannot be read as TOML.") from error
    if not isinstance(entries, list) or not entries:
        raise BadGroups("It has no [[group]] in it.")
    grants = [_grant(number, entry) for number, entry in enumerate(entries, 1)]
    if len({grant.group for grant in grants}) != len(grants):
        raise BadGroups("It names a group twice.")
    return Groups(grants)


def _grant(number: int, entry: dict[str, Any]) -> Grant:
    try:
        group, role = str(UUID(entry["id"])), Role(entry["role"])
    except (KeyError, ValueError, TypeError, AttributeError):
        raise BadGroups(f"Group {number} needs an id (an object id) and a role.") from None
    office = entry.get("office", "")
    if role in CITIZENS:
        raise BadGroups(f"Group {number} makes staff into participants or representatives.")
    if not isinstance(office, str) or bool(office) != (role in STAFF):
        raise BadGroups(f"Group {number} needs an office if, and only if, its role belongs to one.")
    return Grant(group, role, office)
