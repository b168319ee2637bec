"""Months: what is confirmed, what is a correction, and that nothing said is ever lost between the two sides."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.attendance import Attendance, DayState, LookAnswer, MonthState
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.services import months, own_entries
from portal.services.month_content import fingerprint_of
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.models import AttendanceLook, AttendanceMonth, AttendanceReport, AuditRow, Notice
from tests.builders import RecordingBus, Village, all_rows, at_once, oslo
from tests.services.month_world import A_MONDAY, A_TUESDAY, OCTOBER, October


@pytest.fixture
def october(engine: Engine, desk: Desk, village: Village) -> October:
    return October(engine, desk, village)


def test_a_month_sums_what_was_planned_and_what_was_said(october: October) -> None:
    october.say(A_MONDAY)
    october.say(A_TUESDAY, attendance=Attendance.PART, minutes=60)
    october.say(date(2026, 10, 19), attendance=Attendance.AWAY)
    month = october.month()
    sums = month.content["sums"]
    assert (sums["planned"], sums["present"], sums["away"], sums["not_said"]) == (720, 240, 300, 180)
    assert [day.day for day in month.not_said] == [date(2026, 10, 20)]
    assert month.state is MonthState.TO_CONFIRM
    assert month.ready


def test_days_that_nobody_said_anything_of_hold_no_month_back(october: October) -> None:
    assert october.confirm() == 1
    assert october.own().state is MonthState.CONFIRMED
    assert october.own().content["sums"]["not_said"] == 720


def test_what_was_confirmed_is_written_down_whole_with_its_fingerprint(
    engine: Engine, october: October, bus: RecordingBus
) -> None:
    october.say()
    october.confirm()
    (row,) = all_rows(engine, AttendanceMonth)
    assert fingerprint_of(row.content) == row.fingerprint
    assert (row.version, row.month, row.made_by) == (1, OCTOBER, october.village.caseworker.id)
    line = row.content["days"][0]["lines"][0]
    assert (line["about"], line["said"], line["minutes"], line["version"]) == (
        october.course,
        "present",
        180,
        1,
    )
    assert (f"person:{october.village.participant.id}", "week") in bus.told()
    assert [notice.person_id for notice in all_rows(engine, Notice)] == [october.village.participant.id]
    looks = [row for row in all_rows(engine, AuditRow) if row.actor_id == october.village.caseworker.id]
    assert {look.participant_id for look in looks} == {october.village.participant.id}


def test_a_month_that_lasts_cannot_be_confirmed(october: October) -> None:
    with pytest.raises(Refused, match="month-not-over"):
        october.confirm(october.month(date(2026, 11, 1)))


def test_what_is_said_after_the_month_was_confirmed_is_a_correction_that_both_see(
    engine: Engine, october: October, clock: FixedClock
) -> None:
    october.say()
    october.confirm()
    clock.moment = oslo("2026-11-25 10:00")
    october.say(before=1, attendance=Attendance.AWAY)
    for month in (october.own(), october.month()):
        assert month.state is MonthState.CORRECTED
        (change,) = month.changes
        assert (change.day, change.said(change.before), change.said(change.now)) == (
            A_MONDAY,
            Attendance.PRESENT,
            Attendance.AWAY,
        )
        (chain,) = month.waiting
        assert [row.attendance for row in chain.versions] == [Attendance.PRESENT, Attendance.AWAY]
        assert chain.is_correction
    assert not october.month().ready
    with pytest.raises(Refused, match="month-not-looked-at"):
        october.confirm()
    october.look()
    assert october.confirm() == 2
    assert october.own().state is MonthState.CONFIRMED
    assert [row.version for row in all_rows(engine, AttendanceMonth)] == [1, 2]


def test_a_correction_that_is_answered_stays_in_the_chain_and_changes_nothing_confirmed(
    october: October,
) -> None:
    october.say()
    october.confirm()
    october.say(before=1, attendance=Attendance.AWAY)
    with pytest.raises(Refused, match="look-without-text"):
        october.look(LookAnswer.NOTED, "nei")
    october.look(LookAnswer.NOTED, "Lista fra kurset sier at du var der.")
    month = october.own()
    assert month.state is MonthState.CONFIRMED
    chain = month.days[A_MONDAY.day - 1].planned[0].chain
    assert chain is not None
    assert [row.answer_text for row in chain.versions] == [None, "Lista fra kurset sier at du var der."]
    assert chain.standing.version == 1
    october.say(before=2, attendance=Attendance.PART, minutes=90)
    assert october.month().state is MonthState.CORRECTED


def test_an_own_entry_is_information_until_somebody_has_looked(october: October) -> None:
    october.write()
    sums = october.own().content["sums"]
    assert (sums["own_counted"], sums["own_other"], sums["planned"]) == (0, 90, 720)
    with pytest.raises(Refused, match="month-not-looked-at"):
        october.confirm()
    october.look()
    sums = october.own().content["sums"]
    assert (sums["own_counted"], sums["own_other"]) == (90, 0)
    assert october.confirm() == 1


def test_an_own_entry_can_be_corrected_and_taken_back_and_every_version_is_kept(
    engine: Engine, october: October
) -> None:
    october.write()
    entry = all_rows(engine, AttendanceReport)[0].entry_id
    october.write(entry_id=entry, before=1, minutes=120)
    with pytest.raises(Conflict):
        october.write(entry_id=entry, before=1, minutes=30)
    october.write(entry_id=entry, before=2, withdraw=True)
    said = sorted(all_rows(engine, AttendanceReport), key=lambda row: row.version)
    assert [(row.minutes, row.attendance) for row in said] == [
        (90, Attendance.PRESENT),
        (120, Attendance.PRESENT),
        (0, Attendance.WITHDRAWN),
    ]
    assert october.month().waiting == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"day": date(2026, 11, 25)}, "entry-day"),
        ({"day": date(2026, 8, 31)}, "entry-day"),
        ({"title": ""}, "entry-title"),
        ({"title": "x" * 121}, "entry-title"),
        ({"minutes": 0}, "entry-hours"),
        ({"note": "x" * 501}, "note-too-long"),
    ],
)
def test_an_own_entry_that_cannot_stand_is_refused(
    engine: Engine, october: October, said: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        october.write(**said)
    assert all_rows(engine, AttendanceReport) == []


def test_another_ones_entry_is_not_found(engine: Engine, october: October, desk: Desk) -> None:
    october.write()
    entry = all_rows(engine, AttendanceReport)[0].entry_id
    with desk.reading(october.village.neighbour) as work, pytest.raises(NotFound):
        own_entries.entry_of(work, entry)


def test_confirming_twice_is_once_and_a_colleague_is_told(engine: Engine, october: October) -> None:
    seen = october.month()
    assert (october.confirm(seen), october.confirm(seen)) == (1, 1)
    with pytest.raises(Conflict):
        october.confirm(seen, october.village.colleague)
    with pytest.raises(Conflict):
        october.confirm(october.month(), october.village.colleague)
    assert len(all_rows(engine, AttendanceMonth)) == 1


def test_two_caseworkers_at_once_confirm_the_month_once(engine: Engine, october: October) -> None:
    seen = october.month()
    staff = (october.village.caseworker, october.village.colleague)
    answers = at_once(6, lambda number: october.confirm(seen, staff[number % 2]))
    assert all(answer == 1 or isinstance(answer, Conflict) for answer in answers), answers
    assert len(all_rows(engine, AttendanceMonth)) == 1


def test_confirming_while_the_participant_corrects_loses_nothing(engine: Engine, october: October) -> None:
    october.say()
    seen = october.month()
    answers = at_once(
        2,
        lambda number: october.confirm(seen) if number else october.say(before=1, attendance=Attendance.AWAY),
    )
    assert isinstance(answers[0], Receipt), answers
    said = all_rows(engine, AttendanceReport, current=True)
    assert [row.attendance for row in said] == [Attendance.AWAY]
    if isinstance(answers[1], Conflict):
        assert (said[0].month_version, october.month().state) == (None, MonthState.TO_CONFIRM)
    else:
        assert (said[0].month_version, october.month().state) == (1, MonthState.CORRECTED)


def test_what_was_said_otherwise_meanwhile_is_not_looked_at(engine: Engine, october: October) -> None:
    october.write()
    first = october.month().waiting[0].last
    october.write(entry_id=first.entry_id, before=1, minutes=30)
    with pytest.raises(Conflict):
        october.look_at(first.id)
    second = october.month().waiting[0].last.id
    october.look_at(second)
    october.look_at(second)
    with pytest.raises(Conflict):
        october.look_at(second, by=october.village.colleague)
    assert len(all_rows(engine, AttendanceLook)) == 1


def test_what_stands_in_the_plan_needs_no_look(engine: Engine, october: October) -> None:
    october.say()
    with pytest.raises(NotFound):
        october.look_at(all_rows(engine, AttendanceReport)[0].id)


@pytest.mark.parametrize(
    "who", ["far_caseworker", "leader", "participant", "contact_centre", "representative"]
)
def test_only_the_offices_caseworkers_confirm(october: October, who: str) -> None:
    seen = october.month()
    with pytest.raises((NotFound, NotPermitted)):
        october.confirm(seen, getattr(october.village, who))


def test_the_list_of_work_names_who_waits_and_counts_them(october: October, desk: Desk) -> None:
    def waiting() -> dict[str, list[tuple[date, int]]]:
        with desk.reading(october.village.caseworker) as work:
            found: dict[str, list[tuple[date, int]]] = {}
            for one in months.waiting(work):
                found.setdefault(one.name, []).append((one.month, one.unseen))
            assert months.count_waiting(work) == len(found)
            return found

    september = date(2026, 9, 1)
    both = [(september, 0), (OCTOBER, 0)]
    assert waiting() == {"Deltaker Dal": both, "Nabo Nes": both}
    october.confirm(october.month(september))
    october.confirm()
    assert waiting() == {"Nabo Nes": both}
    october.say()
    october.write()
    assert waiting()["Deltaker Dal"] == [(OCTOBER, 2)]


def test_each_day_says_where_it_stands(october: October) -> None:
    october.say()
    october.say(A_TUESDAY, attendance=Attendance.AWAY)
    days = {day.day.day: day.state(date(2026, 11, 24)) for day in october.own().days}
    assert (days[12], days[13], days[19], days[14]) == (
        DayState.SAID,
        DayState.AWAY,
        DayState.NOT_SAID,
        DayState.NOTHING,
    )
    assert october.own().days[11].corrected is False
