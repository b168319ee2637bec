"""What a kind asks and what it never keeps: children's years, being alone, the church, and a leave over New Year."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind, Proposed
from portal.domain.absence_details import Details
from portal.services import absence_queue, absences
from portal.services.absence_kinds import asked_of
from portal.services.absences import AbsenceCommand
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceVersion, Submission
from tests.builders import Village, all_rows, key_for

K = AbsenceKind
NOVEMBER = (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """What is asked here is asked of the rules."""
    return sqlite_engine


def _report(desk: Desk, village: Village, first: date, last: date, kind: K, details: Details) -> None:
    command = AbsenceCommand(kind, first, last, "En grunn", details=details)
    with desk.writing(village.participant) as work:
        absences.report_absence(work, key_for(command), command)


def _children(engine: Engine, desk: Desk, village: Village, details: Details) -> list[Absence]:
    for day in NOVEMBER:
        _report(desk, village, date(2026, 11, day), date(2026, 11, day), K.SICK_CHILD, details)
    return sorted(all_rows(engine, Absence), key=lambda row: row.first_day)


def test_without_the_childrens_years_a_day_is_never_said_to_be_paid(
    engine: Engine, desk: Desk, village: Village
) -> None:
    rows = _children(engine, desk, village, Details(ground="CHILD_ILL"))
    assert {row.proposed for row in rows} == {Proposed.DECIDES}
    assert "sick-child.birth-years-missing" in str(rows[0].further)
    with desk.writing(village.caseworker) as work:
        accepted = absence_queue.accept_clear(work, [(row.id, row.version) for row in rows])[0]
    assert accepted == []


def test_days_that_hang_on_being_alone_are_for_a_person(engine: Engine, desk: Desk, village: Village) -> None:
    alone = Details(ground="CHILD_ILL", children_born=(2019,), alone=True)
    rows = _children(engine, desk, village, alone)
    assert [row.proposed for row in rows] == [Proposed.PAID] * 10 + [Proposed.DECIDES]
    assert "sick-child.alone-is-confirmed-first" in str(rows[-1].further)


def test_that_a_child_is_chronically_ill_is_asked_of_the_staff_alone() -> None:
    assert "chronic_born" not in asked_of(K.SICK_CHILD, None)
    assert "chronic_born" in asked_of(K.SICK_CHILD, None, by_staff=True)


def test_what_was_told_of_the_children_is_filled_in_the_next_time(desk: Desk, village: Village) -> None:
    told = Details(ground="CHILD_ILL", children_born=(2019, 2021))
    _report(desk, village, date(2026, 11, 2), date(2026, 11, 2), K.SICK_CHILD, told)
    without = Details(ground="CHILD_ILL")
    _report(desk, village, date(2026, 11, 9), date(2026, 11, 9), K.SICK_CHILD, without)
    with desk.reading(village.participant) as work:
        assert absences.children_told(absences.own_absences(work)) == "2019, 2021"
    assert absences.children_told([]) == ""


def test_nothing_is_kept_of_who_belongs_to_a_church(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village, date(2026, 12, 9), date(2026, 12, 9), K.RELIGIOUS, Details())
    kept = [*all_rows(engine, Absence), *all_rows(engine, AbsenceVersion), *all_rows(engine, Submission)]
    assert "church" not in "".join(map(str, kept))


@pytest.mark.parametrize(
    ("kind", "details"),
    [(K.WELFARE, Details(ground="CARE_AT_HOME")), (K.DEATH, Details(travel_days=1))],
    ids=["welfare", "death"],
)
def test_a_leave_over_new_year_is_counted_in_each_of_the_years(
    engine: Engine, desk: Desk, village: Village, kind: K, details: Details
) -> None:
    """§ 15: ten working days a calendar year. 30 and 31 December, and 4, 5 and 6 January; 1 January is free."""
    _report(desk, village, date(2026, 12, 30), date(2027, 1, 6), kind, details)
    row = all_rows(engine, Absence)[0]
    values = [one["value"] for one in (row.proposal, *row.further)]
    assert [value["facts"]["asked"] for value in values] == [2, 3]
    years = [str(one["because"]) for one in (row.proposal, *row.further)]
    assert "2026" in years[0]
    assert "2027" in years[1]
