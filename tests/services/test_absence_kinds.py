"""Every kind of absence: what it asks, and an answer that is the one of the same question asked by name."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.holidays import NorwegianHolidays
from portal.domain.absence import AbsenceKind, BirthPart, Proposed
from portal.domain.absence_details import Details, details_from
from portal.domain.errors import Refused
from portal.rules.decision import Outcome, as_data
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.services import absences
from portal.services.absence_kinds import asked_of
from portal.services.absences import AbsenceCommand, Overlaps
from portal.services.work import Desk
from portal.store.engine import for_writing
from portal.store.models import Absence, Person
from tests.builders import Village, all_rows, key_for

K, P = AbsenceKind, Proposed
STARTED, TODAY = "2026-09-01", "2026-11-24"
AROUND = Around(NorwegianHolidays().of_year, USUAL)


@dataclass(frozen=True)
class Case:
    """A kind with its days and answers, and the question and facts that it must come to."""

    kind: AbsenceKind
    first: date
    last: date
    asks: tuple[str, ...]
    question: str | None
    facts: dict[str, Any]
    proposed: Proposed
    details: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def command(self) -> AbsenceCommand:
        return AbsenceCommand(
            self.kind, self.first, self.last, "En grunn", details=Details(**self.details), **self.more
        )


def _day(day: int, month: int = 12) -> date:
    return date(2026, month, day)


CASES = {
    "ill for three days": Case(
        *(K.SELF_REPORT, _day(1), _day(3), (), "self-report"),
        {"programme_start": STARTED, "earlier": [], "from": "2026-12-01", "to": "2026-12-03"},
        P.PAID,
    ),
    "ill for four days": Case(
        *(K.SELF_REPORT, _day(1), _day(4), (), "self-report"),
        {"programme_start": STARTED, "earlier": [], "from": "2026-12-01", "to": "2026-12-04"},
        P.DECIDES,
    ),
    "ill with a note": Case(
        *(K.SELF_REPORT, _day(1), _day(11), (), "doctors-note"),
        {"from": "2026-12-01", "to": "2026-12-11", "note_from": "2026-12-03", "days_available": 3},
        P.PAID,
        more={"note_from": _day(3)},
    ),
    "a child is ill": Case(
        *(K.SICK_CHILD, _day(1), _day(2), ("ground", "children_born", "alone")),
        "sick-child-report",
        {"from": "2026-12-01", "to": "2026-12-02", "ground": "CHILD_ILL"},
        P.PAID,
        {"ground": "CHILD_ILL", "children_born": (2019,)},
    ),
    "something else with the child": Case(
        *(K.SICK_CHILD, _day(1), _day(1), ("ground", "children_born", "alone")),
        "sick-child-report",
        {"from": "2026-12-01", "to": "2026-12-01", "ground": "OTHER"},
        P.DECIDES,
        {"ground": "OTHER"},
    ),
    "the doctor": Case(
        *(K.APPOINTMENT, _day(1), _day(1), (), None, {}, P.DECIDES),
        more={"starts": time(9), "ends": time(10)},
    ),
    "a check that cannot be otherwise": Case(
        *(K.ANTENATAL, _day(1), _day(1), ("outside_possible",), "antenatal"),
        {"outside_programme_time_possible": False},
        P.PAID,
        {"outside_possible": False},
    ),
    "a check that could be otherwise": Case(
        *(K.ANTENATAL, _day(1), _day(1), ("outside_possible",), "antenatal"),
        {"outside_programme_time_possible": True},
        P.DECIDES,
        {"outside_possible": True},
    ),
    "an interview": Case(K.INTERVIEW, _day(1), _day(1), (), None, {}, P.DECIDES),
    "a funeral far away": Case(
        *(K.DEATH, _day(1), _day(4), ("travel_days",), "welfare-leave"),
        {"on": "2026-12-01", "ground": "DEATH", "days": 3, "travel_days": 1, "used": [], "used_travel": []},
        P.DECIDES,
        {"travel_days": 1},
    ),
    "a wedding": Case(
        *(K.WELFARE, _day(4), _day(4), ("ground",), "welfare-leave"),
        {"on": "2026-12-04", "ground": "WEDDING", "days": 1},
        P.DECIDES,
        {"ground": "WEDDING"},
    ),
    "a feast in time": Case(
        *(K.RELIGIOUS, _day(9), _day(9), ("in_church",), "religious-days"),
        {"days": ["2026-12-09"], "told_on": TODAY, "belongs_to_norske_kirke": False},
        P.PAID,
    ),
    "a feast told late": Case(
        *(K.RELIGIOUS, _day(7), _day(7), ("in_church",), "religious-days"),
        {"days": ["2026-12-07"], "told_on": TODAY, "belongs_to_norske_kirke": False},
        P.DECIDES,
    ),
    "a holiday": Case(
        *(K.HOLIDAY, _day(21), _day(23), (), "holiday-balance"),
        {
            "on": "2026-12-23",
            "born": "1990-05-17",
            "taken": ["2026-12-21", "2026-12-22", "2026-12-23"],
            "programme_from": STARTED,
        },
        P.PAID,
    ),
    "the weeks before a birth": Case(
        *(K.BIRTH, _day(7), _day(18), ("due",), "before-birth"),
        {"due": "2026-12-20", "told_on": TODAY, "first_day": "2026-12-07"},
        P.PAID,
        {"birth": BirthPart.BEFORE, "due": _day(20)},
    ),
    "before a birth told late": Case(
        *(K.BIRTH, _day(26, 11), _day(4), ("due",), "before-birth"),
        {"due": "2026-12-05", "told_on": TODAY, "first_day": "2026-11-26"},
        P.DECIDES,
        {"birth": BirthPart.BEFORE, "due": _day(5)},
    ),
    "the weeks after a birth": Case(
        *(K.BIRTH, _day(23, 11), _day(31), ("born", "certificate"), "after-birth"),
        {"born": "2026-11-23", "certificate_to_take_part": False},
        P.PAID,
        {"birth": BirthPart.AFTER, "born": _day(23, 11)},
    ),
    "a father": Case(
        *(K.BIRTH, _day(1), _day(2), ("born", "role", "together"), "other-parent"),
        {"born": "2026-11-23", "taken": ["2026-12-01"], "lives_with_mother": True, "role": "FATHER"},
        P.PAID,
        {"birth": BirthPart.OTHER_PARENT, "born": _day(23, 11), "role": "FATHER", "together": True},
    ),
    "an hour to breastfeed": Case(
        *(K.BIRTH, _day(1), _day(31), ("hours",), "breastfeeding"),
        {"hours": "1", "on": "2026-12-01"},
        P.PAID,
        {"birth": BirthPart.BREASTFEEDING},
        {"minutes_a_day": 60},
    ),
    "longer leave": Case(
        *(K.BIRTH, _day(1), date(2027, 6, 1), ("adoption",), "parental-leave"),
        {"from": "2026-12-01", "adoption": True},
        P.UNPAID,
        {"birth": BirthPart.LONGER, "adoption": True},
    ),
    "agreed leave": Case(K.AGREED, _day(1), _day(1), (), None, {}, P.DECIDES),
    "something else": Case(K.OTHER, _day(1), _day(1), (), None, {}, P.DECIDES),
    "a feast on a day that is free": Case(
        *(K.RELIGIOUS, _day(25), _day(25), ("in_church",), "free-day"),
        {"day": "2026-12-25"},
        P.PAID,
    ),
}


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """What is asked here is asked of the rules; the balance itself is tested on both databases."""
    return sqlite_engine


@pytest.fixture
def born(engine: Engine, village: Village) -> Village:
    """The village whose participant's day of birth is known."""
    with Session(for_writing(engine)) as session:
        who = Person.id == village.participant.id
        session.execute(update(Person).where(who).values(born_on=date(1990, 5, 17)))
        session.commit()
    return village


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_kind_asks_what_it_needs_and_answers_as_the_question_does(
    engine: Engine, desk: Desk, born: Village, case: Case
) -> None:
    command = case.command
    assert asked_of(command.kind, command.details.birth) == case.asks
    with desk.writing(born.participant) as work:
        absences.report_absence(work, key_for(case), command)
    row = all_rows(engine, Absence)[0]
    assert row.proposed is case.proposed
    assert details_from(row.details) == command.details
    if case.question is None:
        # The act alone is asked: nothing is decided before a person has.
        asked = {"kind": "OTHER", "hours": "7.5", "on": case.first.isoformat()}
        assert ALL["hours-to-deduct"].answer(asked, AROUND).outcome is Outcome.UNDECIDED
        assert row.proposal["rule"] == "absence.other"
    else:
        assert row.proposal == as_data(ALL[case.question].answer(case.facts, AROUND))


def test_every_kind_is_among_the_cases() -> None:
    assert {case.kind for case in CASES.values()} == set(AbsenceKind)
    parts = {case.details.get("birth") for case in CASES.values()}
    assert parts == {None, *BirthPart}


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("absence-ends-before-it-begins", AbsenceCommand(K.HOLIDAY, _day(2), _day(1))),
        ("absence-out-of-reach", AbsenceCommand(K.SELF_REPORT, date(2027, 3, 1), date(2027, 3, 1))),
        ("absence-out-of-reach", AbsenceCommand(K.HOLIDAY, date(2028, 3, 1), date(2028, 3, 1))),
        ("absence-note-after-the-end", AbsenceCommand(K.SELF_REPORT, _day(1), _day(1), note_from=_day(2))),
        ("absence-without-reason", AbsenceCommand(K.AGREED, _day(1), _day(1))),
        (
            "absence-without-reason",
            AbsenceCommand(K.WELFARE, _day(1), _day(1), details=Details(ground="OTHER")),
        ),
        (
            "absence-not-before-due",
            AbsenceCommand(K.BIRTH, _day(1), _day(9), details=Details(birth=BirthPart.BEFORE, due=_day(9))),
        ),
        (
            "absence-before-the-birth",
            AbsenceCommand(K.BIRTH, _day(1), _day(9), details=Details(birth=BirthPart.AFTER, born=_day(9))),
        ),
        (
            "absence-child-unborn",
            AbsenceCommand(K.SICK_CHILD, _day(1), _day(1), details=Details(children_born=(2031,))),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    engine: Engine, desk: Desk, village: Village, code: str, command: AbsenceCommand
) -> None:
    with pytest.raises(Refused, match=code), desk.writing(village.participant) as work:
        absences.report_absence(work, key_for(code), command)
    assert all_rows(engine, Absence) == []


def test_two_appointments_on_one_day_clash_only_when_their_hours_do(
    engine: Engine, desk: Desk, village: Village
) -> None:
    def report(starts: int, ends: int) -> None:
        command = AbsenceCommand(K.APPOINTMENT, _day(1), _day(1), starts=time(starts), ends=time(ends))
        with desk.writing(village.participant) as work:
            absences.report_absence(work, key_for(command), command)

    report(9, 10)
    report(12, 13)
    with pytest.raises(Overlaps):
        report(9, 11)
    assert len(all_rows(engine, Absence)) == 2


def test_old_rows_with_no_more_than_their_days_can_still_be_read() -> None:
    assert details_from(None) == Details()
    assert details_from({"in_church": False, "alone": True}) == Details(alone=True)
