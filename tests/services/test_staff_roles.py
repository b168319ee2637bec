"""The contact centre's summary, the administrator's staff and the auditor's trail: what each shows, and what never."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.live import session_ended
from portal.domain.people import Actor, Role
from portal.services import conversations, plans, staff, summary, trail
from portal.services.trail import Line
from portal.services.work import Desk
from portal.store.models import Appointment, AuditRow, SignIn
from portal.store.trail import busiest
from tests.builders import RecordingBus, Village, add_person, all_rows, key_for, save
from tests.conftest import NOW
from tests.staff_roles import grade, number_of, opened

HOUR = timedelta(hours=1)


# The contact centre.


def test_the_summary_says_six_things_and_nothing_else(engine: Engine, desk: Desk, village: Village) -> None:
    save(
        engine,
        Appointment(
            participant_id=village.participant.id,
            office_id=village.office,
            title="Hos psykologen",
            place="Storgata 1",
            starts_at=NOW + HOUR,
            ends_at=NOW + 2 * HOUR,
        ),
    )
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, key_for(1), "Noe hemmelig")
    numbers = number_of(engine, village.participant)
    with desk.reading(village.contact_centre) as work:
        shown = asdict(summary.summary_of(work, numbers))
    assert shown == {
        "name": "Deltaker Dal",
        "locale": "nb",
        "interpreter": "",
        "contact": "Veileder",
        "phone": "00 00 00 00",
        "next_at": NOW + HOUR,
        "owed": True,
        "answer_by": date(2026, 11, 27),
    }
    (look,) = all_rows(engine, AuditRow)
    assert (look.actor_id, look.participant_id, look.what, look.granted) == (
        village.contact_centre.id,
        village.participant.id,
        Looked.SUMMARY,
        True,
    )
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, key_for(2), "Svar")
    with desk.reading(village.contact_centre) as work:
        answered = summary.summary_of(work, numbers)
    assert (answered.owed, answered.answer_by) == (False, None)


@pytest.mark.parametrize("protection", [*(one for one in Protection if one is not Protection.NONE), None])
def test_of_a_protected_person_the_contact_centre_learns_no_more_than_of_nobody(
    engine: Engine, desk: Desk, village: Village, protection: Protection | None
) -> None:
    grade(engine, village.participant, protection)
    said = set()
    for numbers in (
        number_of(engine, village.participant),
        number_of(engine, village.stranger),
        number_of(engine, village.colleague),
        ["of nobody"],
        [],
    ):
        with pytest.raises(NotFound) as refused, desk.reading(village.contact_centre) as work:
            summary.summary_of(work, numbers)
        said.add(str(refused.value))
    assert len(said) == 1
    assert [row.granted for row in all_rows(engine, AuditRow)] == [False] * 5


def test_nobody_else_asks_for_a_summary(engine: Engine, desk: Desk, village: Village) -> None:
    numbers = number_of(engine, village.participant)
    for who in (village.caseworker, village.leader, village.auditor, village.participant):
        with pytest.raises(NotPermitted), desk.reading(who) as work:
            summary.summary_of(work, numbers)


# The administrator.


def signed_in(engine: Engine, actor: Actor, name: str, **when: datetime | None) -> str:
    row = SignIn(
        token_hash=f"{name:->64}",
        person_id=actor.id,
        started_at=when.get("started") or NOW,
        seen_at=when.get("seen") or NOW,
        ended_at=when.get("ended"),
        data={},
        id_token="sealed",
    )
    save(engine, row)
    return row.token_hash


def listed(desk: Desk, village: Village) -> dict[str, Any]:
    with desk.reading(village.administrator) as work:
        return {
            row.name: row for row in staff.staff_of_office(work, timedelta(minutes=30), timedelta(hours=10))
        }


def test_the_administrator_sees_the_offices_staff_and_no_participant(
    engine: Engine, desk: Desk, village: Village
) -> None:
    ages = {"now": 0, "idle": 31, "ended": 1}
    for name, minutes in ages.items():
        seen = NOW - timedelta(minutes=minutes)
        ended = NOW if name == "ended" else None
        signed_in(engine, village.caseworker, name, started=NOW - HOUR, seen=seen, ended=ended)
    signed_in(engine, village.colleague, "long", started=NOW - 10 * HOUR)
    rows = listed(desk, village)
    assert set(rows) == {
        "Veileder Vang",
        "Kollega Krok",
        "Leder Lund",
        "Sentral Sund",
        "Ansvarlig Aas",
        "Revisor Ruud",
    }
    vang, krok, lund = rows["Veileder Vang"], rows["Kollega Krok"], rows["Leder Lund"]
    assert (vang.role, vang.living, vang.last) == (Role.CASEWORKER, 1, NOW - HOUR)
    assert (krok.living, lund.living, lund.last) == (0, 0, None)


def test_signing_somebody_out_everywhere_ends_all_of_theirs_and_closes_their_pages(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    theirs = {signed_in(engine, village.caseworker, name) for name in ("one", "two")}
    signed_in(engine, village.caseworker, "before", ended=NOW - HOUR)
    others = signed_in(engine, village.colleague, "other")
    with desk.writing(village.administrator) as work:
        assert staff.end_sign_ins(work, village.caseworker.id) == 2
    assert set(bus.changes) == {session_ended(one) for one in theirs}
    rows = {row.token_hash: row for row in all_rows(engine, SignIn)}
    assert all((rows[one].ended_at, rows[one].id_token) == (NOW, None) for one in theirs)
    assert rows[others].ended_at is None
    assert rows[f"{'before':->64}"].ended_at == NOW - HOUR
    with desk.writing(village.administrator) as work:
        assert staff.end_sign_ins(work, village.caseworker.id) == 0


@pytest.mark.parametrize("who", ["participant", "far_caseworker", "translator", "representative"])
def test_the_administrator_ends_nobody_elses(engine: Engine, desk: Desk, village: Village, who: str) -> None:
    kept = signed_in(engine, getattr(village, who), "kept")
    with pytest.raises(NotFound), desk.writing(village.administrator) as work:
        staff.end_sign_ins(work, getattr(village, who).id)
    assert all_rows(engine, SignIn, token_hash=kept)[0].ended_at is None


def test_only_an_administrator_sees_and_ends(desk: Desk, village: Village) -> None:
    for who in (village.caseworker, village.leader, village.auditor, village.contact_centre):
        with pytest.raises(NotPermitted), desk.reading(who) as work:
            staff.staff_of_office(work, HOUR, HOUR)
        with pytest.raises(NotPermitted), desk.writing(who) as work:
            staff.end_sign_ins(work, village.caseworker.id)


# The auditor.


def lines(desk: Desk, auditor: Actor, **asked: Any) -> tuple[Line, ...]:  # noqa: ANN401 -- As the service takes them.
    with desk.reading(auditor) as work:
        return trail.trail(work, **asked)


def test_the_trail_shows_the_offices_looks_under_short_names_newest_first(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    with desk.reading(village.caseworker) as work:
        plans.plan_of(work, village.participant.id)
    clock.move(minutes=1)
    with pytest.raises(NotFound), desk.reading(village.caseworker) as work:
        plans.plan_of(work, village.stranger.id)
    clock.move(minutes=1)
    opened(desk, village.far_caseworker, number_of(engine, village.participant))
    with desk.reading(village.far_caseworker) as work:
        plans.plan_of(work, village.stranger.id)
    found = lines(desk, village.auditor)
    assert [(one.name, one.why, one.granted, one.case) for one in found] == [
        ("Fjern Foss", "emergency", True, village.participant.id[:8]),
        ("Veileder Vang", "out of reach", False, village.stranger.id[:8]),
        ("Veileder Vang", "office", True, village.participant.id[:8]),
    ]
    assert "Dal" not in str(found)
    assert next(one.name for one in lines(desk, village.auditor)) == "Revisor Ruud"
    assert [one.granted for one in lines(desk, village.auditor, refused=True)] == [False]
    ours = lines(desk, village.auditor, staff_id=village.caseworker.id)
    assert {one.name for one in ours} == {"Veileder Vang"}
    assert lines(desk, village.auditor, day=date(2026, 11, 23)) == ()
    assert len(lines(desk, village.auditor, day=date(2026, 11, 24), staff_id=village.caseworker.id)) == 2


def test_the_auditors_own_looking_is_written_down(engine: Engine, desk: Desk, village: Village) -> None:
    lines(desk, village.auditor)
    (row,) = all_rows(engine, AuditRow)
    assert (row.actor_id, row.what, row.participant_id) == (village.auditor.id, Looked.TRAIL, None)


def test_the_trail_goes_on_from_page_to_page_without_a_gap(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    for _ in range(trail.PAGE + 7):
        clock.move(seconds=1)
        with desk.reading(village.caseworker) as work:
            plans.plan_of(work, village.participant.id)
    first = lines(desk, village.auditor)
    second = lines(desk, village.auditor, before=first[-1].sequence)
    assert (len(first), len(second)) == (trail.PAGE, 7)
    numbers = [one.sequence for one in (*first, *second)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == trail.PAGE + 7


def look(desk: Desk, clock: FixedClock, who: Actor, cases: range, minutes: float) -> None:
    for number in cases:
        with desk.reading(who) as work:
            work.look(Look(f"case {number}", Looked.CASE, "office"))
        clock.move(minutes=minutes)


@pytest.mark.parametrize(("cases", "minutes", "found"), [(41, 1, 41), (40, 1, 0), (41, 1.5, 0), (80, 1, 60)])
def test_more_than_forty_cases_within_any_hour_stand_out(
    desk: Desk, village: Village, clock: FixedClock, cases: int, minutes: float, found: int
) -> None:
    """The hour may begin at any minute: these begin at half past."""
    look(desk, clock, village.caseworker, range(cases), minutes)
    look(desk, clock, village.colleague, range(5), 1)
    with desk.reading(village.auditor) as work:
        shown = trail.anomalies(work)
    assert [(one.name, one.cases) for one in shown] == ([("Veileder Vang", found)] if found else [])
    far = add_person(desk._writing, Role.AUDITOR, village.other_office, "Fremmed Revisor")
    with desk.reading(far) as work:
        assert trail.anomalies(work) == ()


def test_the_same_case_counts_once_and_an_old_hour_is_forgotten(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    for _ in range(60):
        look(desk, clock, village.caseworker, range(1), 0.5)
    look(desk, clock, village.colleague, range(45), 0.1)
    clock.move(days=31)
    with desk.reading(village.auditor) as work:
        assert trail.anomalies(work) == ()


def test_the_busiest_stretch_is_found_wherever_it_lies() -> None:
    looks = [(NOW + timedelta(minutes=minute), str(minute // 2)) for minute in range(0, 300, 10)]
    assert busiest(looks, HOUR) == (6, NOW + timedelta(minutes=50))
    assert busiest([], HOUR) == (0, None)
    assert busiest([(NOW, "a"), (NOW, "a"), (NOW + HOUR, "b")], HOUR)[0] == 1


def test_only_an_auditor_reads_the_trail(desk: Desk, village: Village) -> None:
    for who in (village.caseworker, village.leader, village.administrator, village.contact_centre):
        for use in (trail.trail, trail.anomalies, trail.people_to_pick):
            with pytest.raises(NotPermitted), desk.reading(who) as work:
                use(work)
