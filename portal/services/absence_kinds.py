"""Each kind of absence: what it asks for, and which questions of the law it puts with which facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from portal.domain.absence import AbsenceKind, BirthPart
from portal.rules.birth_days import Carer
from portal.rules.days import Holidays, is_working_day, working_days_among
from portal.rules.deducted import Away
from portal.rules.sick_child_report import Ground
from portal.rules.welfare import WelfareGround
from portal.services.absence_command import AbsenceCommand

Facts = dict[str, Any]
Asked = list[tuple[str, Facts]]
"""Questions by name with their facts as JSON, the one that the answer is about first."""

GROUNDS: Mapping[AbsenceKind, tuple[str, ...]] = MappingProxyType(
    {
        AbsenceKind.SICK_CHILD: tuple(Ground),
        # A death has a kind of its own.
        AbsenceKind.WELFARE: tuple(one for one in WelfareGround if one is not WelfareGround.DEATH),
    }
)
ROLES = tuple(Carer)
MEMBER = "in_church"
"""Whether somebody belongs to Den norske kirke, so that § 16 is not for them: answered on the page, and kept nowhere."""
OF_BIRTH: Mapping[BirthPart, tuple[str, ...]] = MappingProxyType(
    {
        BirthPart.BEFORE: ("due",),
        BirthPart.AFTER: ("born", "certificate"),
        BirthPart.OTHER_PARENT: ("born", "role", "together"),
        BirthPart.BREASTFEEDING: ("hours",),
        BirthPart.LONGER: ("adoption",),
    }
)
ASKED: Mapping[AbsenceKind, tuple[str, ...]] = MappingProxyType(
    {
        AbsenceKind.SICK_CHILD: ("ground", "children_born", "alone"),
        AbsenceKind.ANTENATAL: ("outside_possible",),
        AbsenceKind.DEATH: ("travel_days",),
        AbsenceKind.WELFARE: ("ground",),
        AbsenceKind.RELIGIOUS: (MEMBER,),
        AbsenceKind.BIRTH: ("birth",),
    }
)
"""What a kind asks on a page of its own. The others ask nothing but the days."""
OF_STAFF = {AbsenceKind.SICK_CHILD: ("chronic_born",)}
"""What a kind asks of a caseworker alone: that a child is chronically ill is nothing that a participant writes."""
MUST = frozenset(
    {"ground", "children_born", "outside_possible", MEMBER}
    | {"birth", "due", "born", "role", "together", "hours"}
)
"""What cannot be left open when it is asked."""
AWAY: Mapping[AbsenceKind, Away] = MappingProxyType(
    {
        AbsenceKind.SELF_REPORT: Away.OWN_ILLNESS,
        AbsenceKind.SICK_CHILD: Away.SICK_CHILD,
        AbsenceKind.ANTENATAL: Away.ANTENATAL,
        AbsenceKind.DEATH: Away.WELFARE,
        AbsenceKind.WELFARE: Away.WELFARE,
        AbsenceKind.RELIGIOUS: Away.RELIGIOUS,
        AbsenceKind.HOLIDAY: Away.HOLIDAY,
    }
)
AWAY_AT_BIRTH: Mapping[BirthPart, Away] = MappingProxyType(
    {
        BirthPart.BEFORE: Away.BEFORE_BIRTH,
        BirthPart.AFTER: Away.AFTER_BIRTH,
        BirthPart.OTHER_PARENT: Away.OTHER_PARENT,
        BirthPart.BREASTFEEDING: Away.BREASTFEEDING,
        BirthPart.LONGER: Away.UNPAID_LEAVE,
    }
)


@dataclass(frozen=True, slots=True)
class Before:
    """What counts beside the absence itself. `ill` are earlier illnesses, `days` those of the same kind that stand.

    `told_on` is the day the municipality was told, `lost_until` the last day without the right to self-report.
    """

    started_on: date
    told_on: date
    born_on: date | None = None
    ill: tuple[Facts, ...] = ()
    days: tuple[date, ...] = ()
    travel: tuple[date, ...] = ()
    lost_until: date | None = None
    holidays: Holidays = field(default=lambda _year: frozenset())


def asked_of(kind: AbsenceKind, birth: BirthPart | None, *, by_staff: bool = False) -> tuple[str, ...]:
    """The names of what must be asked beside the days: for a birth first which part of it, then what that part needs."""
    if kind is AbsenceKind.BIRTH and birth is not None:
        return OF_BIRTH[birth]
    return (*ASKED.get(kind, ()), *(OF_STAFF.get(kind, ()) if by_staff else ()))


def away_of(kind: AbsenceKind, birth: BirthPart | None) -> Away:
    """Under which of the law's kinds the absence falls when hours are counted."""
    if kind is AbsenceKind.BIRTH and birth is not None:
        return AWAY_AT_BIRTH[birth]
    return AWAY.get(kind, Away.OTHER)


def questions(command: AbsenceCommand, before: Before) -> Asked:
    """The questions that the absence puts. None at all when only the act is asked: then a caseworker decides."""
    put = QUESTIONS.get(command.kind)
    if put is None:
        return []
    calendar = command.kind in {AbsenceKind.SELF_REPORT, AbsenceKind.SICK_CHILD, AbsenceKind.BIRTH}
    if not calendar and not any(is_working_day(day, before.holidays) for day in command.days):
        return [("free-day", {"day": command.first_day.isoformat()})]
    return put(command, before)


def _ill(command: AbsenceCommand, before: Before) -> Asked:
    facts = _span(command) | {
        "programme_start": before.started_on.isoformat(),
        "earlier": list(before.ill),
    }
    if before.lost_until:
        facts["right_lost_until"] = before.lost_until.isoformat()
    return [("self-report", facts)]


def _child(command: AbsenceCommand, before: Before) -> Asked:
    facts = _span(command) | {"ground": command.details.ground}
    if command.note_from:
        facts["note_from"] = command.note_from.isoformat()
    return [("sick-child-report", facts), ("sick-child", _child_days(command, before))]


def _child_days(command: AbsenceCommand, before: Before) -> Facts:
    # One day must be left for the last of those asked for; then all before it have had theirs.
    here = sorted(working_days_among(command.days, before.holidays))
    return {
        "on": (here[-1] if here else command.last_day).isoformat(),
        "children_born": list(command.details.children_born),
        "chronic_born": list(command.details.chronic_born),
        "alone": command.details.alone,
        # Their own word: a caseworker confirms it by deciding.
        "alone_confirmed": False,
        "used": _dates({*before.days, *here[:-1]}),
    }


def _antenatal(command: AbsenceCommand, _before: Before) -> Asked:
    return [("antenatal", {"outside_programme_time_possible": bool(command.details.outside_possible)})]


def _welfare(command: AbsenceCommand, before: Before) -> Asked:
    working = sorted(working_days_among(command.days, before.holidays))
    death = command.kind is AbsenceKind.DEATH
    number = command.details.travel_days
    # The last of the days are those of the travel, and one at least is not.
    travel = working[1:][-number:] if number else []
    of_ground = working[: len(working) - len(travel)]
    asked = []
    for days in _by_year(working):
        here = sum(day in of_ground for day in days)
        facts = {
            "on": days[0].isoformat(),
            "ground": WelfareGround.DEATH.value if death else command.details.ground,
            "days": here,
            "travel_days": len(days) - here,
            "used": _dates(before.days),
            "used_travel": _dates(before.travel),
        }
        # The ground's own limit is the whole leave's, and said of the last part of it.
        facts["days_other_year"] = sum(day < days[0] for day in of_ground)
        asked.append(("welfare-leave", facts))
    return asked


def _religious(command: AbsenceCommand, before: Before) -> Asked:
    return [
        (
            "religious-days",
            {
                "days": _dates(days),
                "told_on": before.told_on.isoformat(),
                # Who belongs to it is led to another kind of leave before anything is asked.
                "belongs_to_norske_kirke": False,
                "taken": _dates(before.days),
            },
        )
        for days in _by_year(command.days)
    ]


def _holiday(command: AbsenceCommand, before: Before) -> Asked:
    if before.born_on is None:
        return []
    return [
        (
            "holiday-balance",
            {
                "on": days[-1].isoformat(),
                "born": before.born_on.isoformat(),
                "taken": _dates({*before.days, *days}),
                "programme_from": before.started_on.isoformat(),
            },
        )
        for days in _by_year(command.days)
    ]


def _birth(command: AbsenceCommand, before: Before) -> Asked:
    part = command.details.birth
    return PARTS[part](command, before) if part else []


def _before_birth(command: AbsenceCommand, before: Before) -> Asked:
    due, told_on = command.details.due, before.told_on
    if due is None:
        return []
    facts = {
        "due": due.isoformat(),
        "told_on": told_on.isoformat(),
        "first_day": command.first_day.isoformat(),
    }
    return [("before-birth", facts)]


def _after_birth(command: AbsenceCommand, _before: Before) -> Asked:
    born = command.details.born
    if born is None:
        return []
    return [
        (
            "after-birth",
            {"born": born.isoformat(), "certificate_to_take_part": command.details.certificate},
        )
    ]


def _other_parent(command: AbsenceCommand, before: Before) -> Asked:
    if command.details.born is None:
        return []
    here = sorted(working_days_among(command.days, before.holidays))
    facts = {
        "born": command.details.born.isoformat(),
        "taken": _dates({*before.days, *here[:-1]}),
        "lives_with_mother": bool(command.details.together),
        "role": command.details.role,
    }
    return [("other-parent", facts)]


def _breastfeeding(command: AbsenceCommand, _before: Before) -> Asked:
    hours = Decimal(command.minutes_a_day or 0) / 60
    return [("breastfeeding", {"hours": str(hours), "on": command.first_day.isoformat()})]


def _longer(command: AbsenceCommand, _before: Before) -> Asked:
    facts = {"from": command.first_day.isoformat(), "adoption": command.details.adoption}
    return [("parental-leave", facts)]


def _span(command: AbsenceCommand) -> Facts:
    return {"from": command.first_day.isoformat(), "to": command.last_day.isoformat()}


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _by_year(days: list[date]) -> list[list[date]]:
    years = sorted({day.year for day in days})
    return [[day for day in days if day.year == year] for year in years]


QUESTIONS: Mapping[AbsenceKind, Callable[[AbsenceCommand, Before], Asked]] = MappingProxyType(
    {
        AbsenceKind.SELF_REPORT: _ill,
        AbsenceKind.SICK_CHILD: _child,
        AbsenceKind.ANTENATAL: _antenatal,
        AbsenceKind.DEATH: _welfare,
        AbsenceKind.WELFARE: _welfare,
        AbsenceKind.RELIGIOUS: _religious,
        AbsenceKind.HOLIDAY: _holiday,
        AbsenceKind.BIRTH: _birth,
    }
)
PARTS: Mapping[BirthPart, Callable[[AbsenceCommand, Before], Asked]] = MappingProxyType(
    {
        BirthPart.BEFORE: _before_birth,
        BirthPart.AFTER: _after_birth,
        BirthPart.OTHER_PARENT: _other_parent,
        BirthPart.BREASTFEEDING: _breastfeeding,
        BirthPart.LONGER: _longer,
    }
)
