"""What a month holds, in ids and figures: what is confirmed, its fingerprint, and what has changed since."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.absence import AbsenceState
from portal.domain.attendance import Attendance, LookAnswer
from portal.domain.calendar import minutes_between
from portal.services.week_days import Chain, Day, Planned
from portal.store.absence import Away
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than it was confirmed. Without `before` it is new, without `now` it is gone."""

    day: date
    about: str
    before: Mapping[str, Any] | None
    now: Mapping[str, Any] | None

    @property
    def is_absence(self) -> bool:
        """Whether it is an absence, and not something that was planned or done."""
        return "state" in (self.now or self.before or {})

    @property
    def only_planned(self) -> bool:
        """Whether the same was said, and the plan of the day is another."""
        return self.said(self.before) == self.said(self.now) and self._minutes(self.before) == self._minutes(
            self.now
        )

    def said(self, line: Mapping[str, Any] | None) -> Attendance | None:
        """What is said in one of the two, None when nothing is."""
        return Attendance(line["said"]) if line and "said" in line else None

    def state(self, line: Mapping[str, Any] | None) -> AbsenceState | None:
        """Where the absence stands in one of the two, None where it does not stand."""
        return AbsenceState(line["state"]) if line else None

    def _minutes(self, line: Mapping[str, Any] | None) -> object:
        return line.get("minutes") if line and "said" in line else None


def content_of(month: date, days: Sequence[Day], today: date) -> dict[str, Any]:
    """The month as data: each day's lines and absences, and the sums in minutes.

    A day to come counts for nothing yet. What nobody has said anything of is `not_said` and nothing worse.
    """
    told = [_day(day) for day in days if day.day <= today]
    return {
        "month": month.isoformat()[:7],
        "days": [one for one in told if one["lines"] or one["absences"]],
        "sums": _sums(told),
    }


def fingerprint_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content, written the one way that it can be written."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two contents of a month, day by day."""
    old, new = _by_thing(before), _by_thing(now)
    return tuple(
        Change(date.fromisoformat(day), about, old.get((day, about)), new.get((day, about)))
        for day, about in sorted(old.keys() | new.keys())
        if old.get((day, about)) != new.get((day, about))
    )


def _by_thing(content: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (day["day"], line["about"]): line
        for day in content["days"]
        for line in (*day["lines"], *day["absences"])
    }


def _day(day: Day) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "lines": sorted(_lines(day), key=lambda line: str(line["about"])),
        "absences": [_away(row) for row in sorted(day.gone, key=lambda row: row.id)],
    }


def _away(row: Away) -> dict[str, Any]:
    part = row.starts is not None
    line: dict[str, Any] = {"about": row.id, "kind": row.kind.value, "state": row.state.value, "part": part}
    if row.starts is not None:
        line["minutes"] = minutes_between(row.starts, row.ends) if row.ends else row.minutes_a_day or 0
    return line


def _lines(day: Day) -> Iterator[dict[str, Any]]:
    things: dict[str, list[Planned]] = {}
    for item in day.planned:
        things.setdefault(item.thing, []).append(item)
    for thing, items in things.items():
        planned = sum(item.minutes for item in items)
        yield _line(thing, planned, items[0].chain, drop_in=all(item.drop_in for item in items))
    for chain in (*day.loose, *day.own):
        if chain.standing is not None:
            yield _line(chain.thing, 0, chain, drop_in=False)


def _line(about: str, planned: int, chain: Chain | None, *, drop_in: bool) -> dict[str, Any]:
    row = chain.standing if chain else None
    line: dict[str, Any] = {"about": about, "planned": planned, "drop_in": drop_in}
    if row is None:
        return line
    return line | {
        "said": row.attendance.value,
        "minutes": _minutes(row, planned),
        "version": row.version,
        "own": row.entry_id is not None,
        "counted": row.entry_id is None or row.answer is LookAnswer.COUNTED,
    }


def _minutes(row: AnyRow, planned: int) -> int:
    if row.entry_id is None and row.attendance is Attendance.PRESENT:
        return planned or int(row.minutes)
    return 0 if row.attendance in {Attendance.AWAY, Attendance.WITHDRAWN} else int(row.minutes)


def _sums(days: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    sums: dict[str, Any] = dict.fromkeys(
        ("planned", "present", "away", "not_said", "drop_in", "own_counted", "own_other"), 0
    )
    absent: dict[str, dict[str, int]] = {}
    for day in days:
        gone = _standing(day["absences"])
        for one in gone:
            absent.setdefault(_kind(one), {"days": 0, "minutes": 0})["days"] += 1
        for line in day["lines"]:
            _add(sums, line, gone, absent)
    return sums | {"absent": dict(sorted(absent.items()))}


def _add(
    sums: dict[str, Any],
    line: Mapping[str, Any],
    gone: Sequence[dict[str, Any]],
    absent: dict[str, dict[str, int]],
) -> None:
    """Add one line, and account for the planned minutes that nobody was there."""
    minutes = line.get("minutes", 0)
    if line.get("own"):
        sums["own_counted" if line["counted"] else "own_other"] += minutes
        return
    if line["drop_in"]:
        sums["drop_in"] += minutes
        return
    whole = next((one for one in gone if not one["part"]), None)
    if whole is not None and whole["state"] != AbsenceState.REFUSED.value:
        # Whoever was away all day was not there, also where they had said so before they fell ill.
        minutes = 0
    sums["planned"] += line["planned"]
    sums["present"] += minutes
    rest: int = max(0, line["planned"] - minutes)
    if whole is not None:
        absent[_kind(whole)]["minutes"] += rest
        return
    if "said" not in line:
        sums["not_said"] += rest
        return
    for one in gone:
        covered = min(rest, one["minutes"])
        absent[_kind(one)]["minutes"] += covered
        one["minutes"] -= covered
        rest -= covered
    sums["away"] += rest


def _kind(absence: Mapping[str, Any]) -> str:
    return f"{absence['kind']}/{absence['state']}"


def _standing(absences: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What of a day's absences its sums speak of: one for the whole day, or else each one for a part of it.

    What stands comes before what was refused, and the whole day before its parts where both stand or neither does.
    """

    def rank(one: Mapping[str, Any]) -> tuple[bool, bool, str]:
        return one["state"] == AbsenceState.REFUSED.value, one["part"], one["about"]

    found = [dict(one) for one in sorted(absences, key=rank)]
    return found[:1] if found and not found[0]["part"] else [one for one in found if one["part"]]
