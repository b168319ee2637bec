"""Moving: the old office loses the case at once, the new one begins anew, and nothing that waits is lost on the way."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.access import GrantKind, Protection
from portal.domain.appointments import MOVED_AWAY, AppointmentState
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.programme import ProgrammeState
from portal.domain.rights import RightsKind
from portal.services import (
    absence_queue,
    absences,
    appointments,
    caseload,
    conversations,
    emergency,
    making_appointments,
    plans,
    rights,
)
from portal.services.absences import AbsenceCommand
from portal.services.calendar_entries import entries_of
from portal.services.caseload import Filter
from portal.services.moving import move
from portal.services.rights import RightsCommand
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.models import (
    Absence,
    Appointment,
    Conversation,
    Grant,
    Notice,
    Person,
    Programme,
    TeamMember,
)
from tests.builders import RecordingBus, Village, add_programme, all_rows, at_once, fingerprint, save
from tests.conftest import NOW
from tests.services.meeting_world import make, meeting


def _move(desk: Desk, village: Village) -> None:
    with desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)


def _settled(desk: Desk, village: Village) -> None:
    """A conversation that has been answered and an absence that has been decided."""
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "k" * 24, "Et spørsmål fra før")
        absences.report_absence(work, "a" * 24, AbsenceCommand(AbsenceKind.OTHER, DAY, DAY, "Noe annet"))
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "s" * 24, "Et svar fra før")
        absence = absence_queue.waiting(work)[0].row
        absence_queue.decide_absence(work, absence.id, absence.version, AbsenceState.ACCEPTED)


DAY = date(2026, 11, 23)


def test_the_old_office_loses_the_case_at_once(engine: Engine, desk: Desk, village: Village) -> None:
    _settled(desk, village)
    _move(desk, village)
    for staff in (village.caseworker, village.colleague):
        for use in (conversations.conversation_with, plans.plan_of, absences.absences_of, caseload.person):
            with pytest.raises(NotFound), desk.reading(staff) as work:
                use(work, village.participant.id)
    absence = all_rows(engine, Absence)[0]
    with pytest.raises(NotFound), desk.reading(village.caseworker) as work:
        absence_queue.absence_to_decide(work, absence.id)


def test_what_the_old_office_has_written_stays_behind_its_lock(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """The new office sees the person, and nothing from before; what comes now is a conversation of its own."""
    _settled(desk, village)
    _move(desk, village)
    moved = next(row for row in all_rows(engine, Person, id=village.participant.id))
    assert moved.office_id == village.other_office
    with desk.reading(village.far_caseworker) as work:
        assert conversations.conversation_with(work, moved.id).messages == ()
        assert plans.plan_of(work, moved.id) is None
        assert absences.absences_of(work, moved.id) == []
        assert conversations.inbox(work, Filter.WAITING) == []
    now = type(village.participant)(moved.id, moved.role, moved.office_id, moved.name, "nb")
    with desk.writing(now) as work:
        conversations.write_to_us(work, "n" * 24, "Hei, jeg er ny her")
    with desk.reading(village.far_caseworker) as work:
        found = conversations.conversation_with(work, moved.id)
        assert [row.text for row in found.messages] == ["Hei, jeg er ny her"]
        assert [row.participant_id for row in conversations.inbox(work, Filter.WAITING)] == [moved.id]
    assert len(all_rows(engine, Conversation)) == 2


def test_the_programme_ends_as_moved_and_a_new_one_can_begin(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _move(desk, village)
    programme = all_rows(engine, Programme, participant_id=village.participant.id)[0]
    assert (programme.state, programme.closed_on) == (ProgrammeState.MOVED, date(2026, 11, 24))
    actor = village.participant
    add_programme(
        engine, type(actor)(actor.id, actor.role, village.other_office, "", "nb"), village.far_caseworker
    )
    with desk.reading(village.far_caseworker) as work:
        plan = plans.plan_of(work, actor.id)
        assert plan is not None
        assert plan.programme.state is ProgrammeState.RUNNING


@pytest.mark.parametrize("what", ["message", "absence", "request"])
def test_nobody_moves_away_from_what_still_waits(
    engine: Engine, desk: Desk, village: Village, what: str
) -> None:
    with desk.writing(village.participant) as work:
        if what == "message":
            conversations.write_to_us(work, "k" * 24, "Hei")
        elif what == "request":
            rights.ask(work, "k" * 24, RightsCommand(RightsKind.SERVICE, text="Jeg måtte vente lenge."))
        else:
            absences.report_absence(work, "k" * 24, AbsenceCommand(AbsenceKind.OTHER, DAY, DAY, "Noe"))
    with desk.writing(village.neighbour) as work:
        conversations.write_to_us(work, "k" * 24, "En annen venter også")
    before = fingerprint(engine)
    with pytest.raises(Refused, match="open-work"):
        _move(desk, village)
    assert fingerprint(engine) == before


def test_a_neighbour_who_waits_keeps_nobody_back(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.neighbour) as work:
        conversations.write_to_us(work, "k" * 24, "Hei")
    _move(desk, village)
    assert all_rows(engine, Person, id=village.participant.id)[0].office_id == village.other_office


def test_a_move_ends_what_was_given_at_the_old_office(engine: Engine, desk: Desk, village: Village) -> None:
    save(
        engine,
        Grant(
            staff_id=village.leader.id,
            participant_id=village.participant.id,
            office_id=village.office,
            kind=GrantKind.ASSIGNED,
            reason="Skal være med i et møte om bolig.",
            begins_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=1),
            made_by=village.leader.id,
        ),
    )
    _move(desk, village)
    assert all_rows(engine, Grant)[0].ended_at == NOW


def test_open_pages_of_both_hear_of_a_move(desk: Desk, village: Village, bus: RecordingBus) -> None:
    _move(desk, village)
    assert (f"person:{village.participant.id}", "week") in bus.told()
    assert (f"office:{village.office}", "inbox") in bus.told()


def test_only_the_leader_of_the_office_moves_somebody(engine: Engine, desk: Desk, village: Village) -> None:
    before = fingerprint(engine)
    others = (village.participant, village.caseworker, village.far_leader, village.administrator)
    for actor in others:
        with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
            move(work, village.participant.id, village.other_office)
    for nowhere in (village.office, new_id()):
        with pytest.raises(NotFound), desk.writing(village.leader) as work:
            move(work, village.participant.id, nowhere)
    assert fingerprint(engine) == before


def test_a_protected_person_moves_only_to_somebody_who_may_know_of_them(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Or nobody at the new office would see that they are there, nor what they write."""
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(protection=Protection.CONFIDENTIAL))
    save(engine, TeamMember(participant_id=village.participant.id, staff_id=village.leader.id, added_at=NOW))
    with pytest.raises(Refused, match="without-team"):
        _move(desk, village)
    there = village.far_caseworker.id
    save(engine, TeamMember(participant_id=village.participant.id, staff_id=there, added_at=NOW))
    _move(desk, village)
    with desk.reading(village.far_caseworker) as work:
        assert caseload.person(work, village.participant.id).name == village.participant.name


def test_what_is_sent_while_one_is_moved_goes_to_the_new_office(desk: Desk, village: Village) -> None:
    """The page was opened before the move and the message comes after it: nobody may be left with a case that is gone."""
    before = village.participant
    _move(desk, village)
    with desk.writing(before) as work:
        conversations.write_to_us(work, "k" * 24, "Sendt i samme øyeblikk")
    with desk.reading(village.far_caseworker) as work:
        assert [row.participant_id for row in conversations.inbox(work, Filter.WAITING)] == [before.id]


def test_a_move_and_a_message_at_once_leave_no_message_behind(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Whichever comes first, the message waits where somebody sees it, or there was no move."""

    def one(number: int) -> None:
        if number:
            with desk.writing(village.participant) as work:
                conversations.write_to_us(work, "k" * 24, "Hei")
        else:
            with suppress(Refused):
                _move(desk, village)

    assert at_once(2, one) == [None, None]
    person = all_rows(engine, Person, id=village.participant.id)[0]
    assert [row.office_id for row in all_rows(engine, Conversation)] == [person.office_id]


def test_an_emergency_nobody_has_looked_at_stays_with_the_leader_after_a_move(
    engine: Engine, desk: Desk, village: Village
) -> None:
    opened = Grant(
        staff_id=village.far_caseworker.id,
        participant_id=village.participant.id,
        office_id=village.office,
        kind=GrantKind.EMERGENCY,
        reason="Deltakeren sto i døra og trengte hjelp.",
        begins_at=NOW - timedelta(hours=1),
        ends_at=NOW + timedelta(hours=1),
        made_by=village.far_caseworker.id,
    )
    save(engine, opened)
    _move(desk, village)
    with desk.reading(village.leader) as work:
        assert [row.id for row in emergency.openings(work)] == [opened.id]


def test_what_was_planned_at_the_office_that_is_left_is_cancelled_and_told(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Nobody would be there, and nobody there could cancel it any more. What has been stays as it was."""
    soon, later = make(desk, village), make(desk, village, meeting(NOW + timedelta(days=9)))
    with engine.begin() as connection:
        over = {"starts_at": NOW - timedelta(hours=2), "ends_at": NOW - timedelta(hours=1)}
        connection.execute(update(Appointment).where(Appointment.id == soon).values(**over))
    told = len(all_rows(engine, Notice))
    _move(desk, village)
    kept = {row.id: (row.state, row.cancel_reason) for row in all_rows(engine, Appointment)}
    assert kept == {
        soon: (AppointmentState.PLANNED, ""),
        later: (AppointmentState.CANCELLED, MOVED_AWAY),
    }
    assert len(all_rows(engine, Notice)) == told + 1
    now = type(village.participant)(
        village.participant.id, village.participant.role, village.other_office, "", "nb"
    )
    with desk.reading(now) as work:
        (own,) = appointments.for_the_week(work)
        assert (own.row.id, own.cancelled_by_move) == (later, True)


def test_a_meeting_that_goes_on_while_one_is_moved_is_held_to_its_end(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    made = make(desk, village, meeting(NOW + timedelta(minutes=30)))
    clock.move(hours=1)
    _move(desk, village)
    assert [row.state for row in all_rows(engine, Appointment)] == [AppointmentState.PLANNED]
    with desk.reading(replace(village.participant, office_id=village.other_office)) as work:
        assert [one.row.id for one in appointments.for_the_week(work)] == [made]
        assert [one.cancelled for one in entries_of(work, names_shown=True)] == [False]


def test_many_meetings_that_a_move_has_cancelled_hide_none_that_was_made(
    desk: Desk, village: Village
) -> None:
    for number in range(13):
        make(desk, village, meeting(NOW + timedelta(days=2 + number)), all_the_same=True)
    _move(desk, village)
    with desk.writing(village.far_caseworker) as work:
        later = meeting(NOW + timedelta(days=60))
        new = making_appointments.make(work, village.participant.id, later, all_the_same=True)
    with desk.reading(replace(village.participant, office_id=village.other_office)) as work:
        found = appointments.for_the_week(work)
    assert found[0].row.id == new
    assert [one.cancelled for one in found] == [False] + [True] * 12
