"""The rows of one case divided by office: each office has its own record, and nobody else's goes along with it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from portal.domain.calendar import oslo_day
from portal.store.case_rows import TABLES, CaseRows
from portal.store.models import METADATA
from portal.store.retention import Kind, Retention, parent_of

Line = Mapping[str, Any]


def by_office(kept: Retention, found: CaseRows) -> dict[str, CaseRows]:
    """The rows of each office where anything was archived, by its id; each archived row is in one of them at least.

    A row is of the office that it names, of the office of the row it points at, or of those of the rows that point at
    it. Where none of that says it, the days in `placed_by` do. What is about the person alone goes along everywhere,
    and the person's row then names the office whose record it is in: where somebody went is not the old office's
    business.
    """
    return _Division(kept, found).parts()


class _Division:
    def __init__(self, kept: Retention, found: CaseRows) -> None:
        self._kept, self._found = kept, found
        self._programmes = sorted(found.get("programme", ()), key=lambda line: line["received_on"])
        named = {
            line["office_id"]
            for name, lines in found.items()
            for line in lines
            if name != "person" and kept.rules[name].kind is Kind.ARCHIVE and line.get("office_id")
        }
        # Somebody whose case has nothing yet is a party where they belong.
        mine = {line["office_id"] or "" for line in found.get("person", ())}
        self._offices = frozenset(named or mine)
        self._placed: dict[tuple[str, Any], frozenset[str]] = {}
        self._pointing: dict[tuple[str, Any], frozenset[str]] = {}

    def parts(self) -> dict[str, CaseRows]:
        """Every office's rows."""
        for table in sorted(TABLES, key=lambda one: self._is_pointed_at(one.name)):
            for line in self._found.get(table.name, ()):
                self._place(table, line, self._offices_of(table, line))
        return {office: self._part(office) for office in sorted(self._offices)}

    def _place(self, table: Table, line: Line, offices: frozenset[str]) -> None:
        self._placed[_key(table, line)] = offices
        for column in table.columns:
            target = parent_of(column)
            if target is not None and self._is_pointed_at(target.table.name):
                key = target.table.name, line[column.name]
                self._pointing[key] = self._pointing.get(key, frozenset()) | offices

    def _part(self, office: str) -> CaseRows:
        return {
            name: [
                {**line, "office_id": office} if name == "person" else line
                for line in lines
                if office in self._placed[_key(METADATA.tables[name], line)]
            ]
            for name, lines in self._found.items()
        }

    def _is_pointed_at(self, name: str) -> bool:
        return name in self._kept.rules and self._kept.rules[name].pointed_at

    def _offices_of(self, table: Table, line: Line) -> frozenset[str]:
        if table.name == "person":
            return self._offices
        if line.get("office_id"):
            return frozenset({line["office_id"]})
        if found := next((some for some in self._leading(table, line) if some), None):
            return found
        return self._by_day(table, line) or self._offices

    def _leading(self, table: Table, line: Line) -> Iterator[frozenset[str]]:
        """The offices of what the row points at, and of what points at it."""
        for column in table.columns:
            target = parent_of(column)
            if target is not None and not self._is_everywhere(target.table.name) and line[column.name]:
                yield self._placed.get((target.table.name, line[column.name]), frozenset())
        yield self._pointing.get(_key(table, line), frozenset())

    def _is_everywhere(self, name: str) -> bool:
        return name == "person" or self._is_pointed_at(name)

    def _by_day(self, table: Table, line: Line) -> frozenset[str]:
        days = [_day(line[name]) for name in self._kept.rules[table.name].placed_by]
        if not days or not self._programmes:
            return frozenset()
        numbers = [self._running(one) for one in (days[0], days[-1])]
        return frozenset(one["office_id"] for one in self._programmes[numbers[0] : numbers[1] + 1])

    def _running(self, day: date | None) -> int:
        """The programme of a day, by its place in the row of them; without a day, the last.

        On the day of a move it is the earlier one: what belongs to either stays behind the lock.
        """
        for number, one in enumerate(self._programmes):
            if day is not None and (one["closed_on"] is None or day <= one["closed_on"]):
                return number
        return len(self._programmes) - 1


def _key(table: Table, line: Line) -> tuple[str, Any]:
    keys = [line[column.name] for column in table.primary_key]
    return table.name, keys[0] if len(keys) == 1 else tuple(keys)


def _day(value: date | None) -> date | None:
    return oslo_day(value) if isinstance(value, datetime) else value
