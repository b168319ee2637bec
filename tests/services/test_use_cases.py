"""Every use case stands behind the gate: who may use it, on whose case, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import Attendance
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.people import Actor, Role
from portal.services import (
    absence_queue,
    absences,
    appointment_desk,
    appointments,
    caseload,
    conversations,
    making_appointments,
    permissions,
    plans,
    take_away_desk,
    take_aways,
    weeks,
)
from portal.services.absences import AbsenceCommand
from portal.services.agreements import TakeAwayCommand
from portal.services.caseload import Filter
from portal.services.making_appointments import MeetingCommand
from portal.services.permissions import Action
from portal.services.weeks import Report
from portal.services.work import Desk, Work
from portal.store.base import new_id
from portal.store.models import Absence
from tests.builders import Village, add_activity, all_rows, fingerprint
from tests.conftest import NOW
from tests.services.reaching import MEANT, TARGETS, actor_of, target_of, with_ways, without


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def village(engine: Engine, village: Village) -> Village:
    return with_ways(engine, village)


MEETING = MeetingCommand("Samtale", NOW + timedelta(days=2), NOW + timedelta(days=2, hours=1), place="Rom 2")
AGREED = TakeAwayCommand("Vi prøver en uke til.", (), date(2026, 11, 24))

# Every use case that is told whose case it is about, by the action behind it.
OF_A_CASE: dict[str, tuple[Action, Callable[[Work, str], Any]]] = {
    "see the conversation": (Action.SEE_CASE, conversations.conversation_with),
    "mark it read": (Action.WRITE_AS_STAFF, lambda work, who: conversations.mark_read(work, who, 1)),
    "answer": (Action.WRITE_AS_STAFF, lambda work, who: conversations.answer(work, who, "k", "Hei")),
    "see the plan": (Action.SEE_CASE, plans.plan_of),
    "see the absences": (Action.SEE_CASE, absences.absences_of),
    "see the person": (Action.SEE_CASE, caseload.person),
    "see the appointments": (Action.SEE_CASE, appointment_desk.of_case),
    "make an appointment": (
        Action.WRITE_AS_STAFF,
        lambda work, who: making_appointments.make(work, who, MEETING),
    ),
    "see what was agreed": (Action.SEE_CASE, take_away_desk.of_case),
    "write what was agreed": (
        Action.WRITE_AS_STAFF,
        lambda work, who: take_away_desk.write(work, who, AGREED),
    ),
}
# Every use case that a participant has on their own case.
OF_ONES_OWN: dict[str, Callable[[Work], Any]] = {
    "see the conversation": conversations.own_conversation,
    "write": lambda work: conversations.write_to_us(work, "k", "Hei"),
    "count unread": conversations.unread,
    "see the week": lambda work: weeks.week_of(work, work.today),
    "see the appointment": appointments.for_the_week,
    "see all appointments": appointments.own_appointments,
    "see what was agreed": take_aways.own_agreed,
    "write what was agreed": lambda work: take_aways.write_own(work, "k", AGREED),
    "confirm the week": lambda work: weeks.report_planned(work, "k", date(2026, 11, 23)),
    "see the plan": plans.own_plan,
    "see the contact": plans.own_contact,
    "see the absences": absences.own_absences,
    "ask whether one can report": absences.can_report,
    "report": lambda work: absences.report_absence(
        work, "k", AbsenceCommand(AbsenceKind.SELF_REPORT, work.today, work.today)
    ),
}
OWN_MARKS = {(Role.PARTICIPANT, "own"), (Role.REPRESENTATIVE, "represented")}
# What a representative has none of: everything that no area opens.
FOR_NOBODY_ELSE = {"see the contact"}
# Every use case on an office's rows.
OF_AN_OFFICE: dict[str, tuple[frozenset[Role], Callable[[Work], Any]]] = {
    "see the inbox": (frozenset({Role.CASEWORKER}), lambda work: conversations.inbox(work, Filter.WAITING)),
    "see the queue": (frozenset({Role.CASEWORKER}), absence_queue.waiting),
    "see today's meetings": (frozenset({Role.CASEWORKER}), appointment_desk.today),
    "see what does not suit": (frozenset({Role.CASEWORKER}), appointment_desk.not_suiting),
    "count": (frozenset({Role.CASEWORKER, Role.LEADER}), caseload.counts),
    "see the load": (frozenset({Role.CASEWORKER, Role.LEADER}), caseload.load),
}


@pytest.fixture
def busy_village(engine: Engine, desk: Desk, village: Village) -> Village:
    """Everybody has something that others could try to reach."""
    for actor in (village.participant, village.neighbour, village.stranger):
        add_activity(engine, actor)
        with desk.writing(actor) as work:
            conversations.write_to_us(work, "first", f"Hei fra {actor.name}")
            command = AbsenceCommand(AbsenceKind.SELF_REPORT, date(2026, 11, 20), date(2026, 11, 20))
            absences.report_absence(work, "absence", command)
    return village


@pytest.mark.parametrize("use_case", OF_A_CASE)
def test_a_use_case_on_a_case_refuses_everybody_it_is_not_meant_for(
    engine: Engine, desk: Desk, busy_village: Village, use_case: str
) -> None:
    use = OF_A_CASE[use_case][1]
    before = fingerprint(engine)
    for role in Role:
        actor = actor_of(busy_village, role)
        for target in TARGETS:
            if target in MEANT.get((OF_A_CASE[use_case][0], role), ()):
                continue
            if use_case == "mark it read" and (role, target) in OWN_MARKS:
                continue
            with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
                use(work, target_of(busy_village, actor, target, engine))
    assert fingerprint(engine) == before
    with desk.writing(busy_village.caseworker) as work:
        use(work, busy_village.neighbour.id)


@pytest.mark.parametrize("use_case", OF_A_CASE)
def test_without_its_line_a_use_case_refuses_its_caseworker_too(
    desk: Desk, busy_village: Village, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    action, use = OF_A_CASE[use_case]
    monkeypatch.setattr(permissions, "TABLE", without((action, Role.CASEWORKER)))
    with pytest.raises(NotPermitted), desk.writing(busy_village.caseworker) as work:
        use(work, busy_village.participant.id)


@pytest.mark.parametrize("use_case", OF_ONES_OWN)
def test_what_is_ones_own_is_a_participants_alone(
    engine: Engine, desk: Desk, busy_village: Village, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(engine)
    helped = set() if use_case in FOR_NOBODY_ELSE else {Role.REPRESENTATIVE}
    for role in set(Role) - {Role.PARTICIPANT} - helped:
        with pytest.raises(NotPermitted), desk.writing(actor_of(busy_village, role)) as work:
            OF_ONES_OWN[use_case](work)
    assert fingerprint(engine) == before
    with desk.writing(busy_village.participant) as work:
        OF_ONES_OWN[use_case](work)
    nothing = {action: {} for action in Action}
    monkeypatch.setattr(permissions, "TABLE", MappingProxyType(nothing))
    with pytest.raises(NotPermitted), desk.writing(busy_village.participant) as work:
        OF_ONES_OWN[use_case](work)


@pytest.mark.parametrize("use_case", OF_AN_OFFICE)
@pytest.mark.parametrize("role", Role)
def test_an_offices_work_is_seen_by_its_own_staff(
    desk: Desk, busy_village: Village, use_case: str, role: Role
) -> None:
    roles, use = OF_AN_OFFICE[use_case]
    with desk.reading(actor_of(busy_village, role)) as work:
        if role in roles:
            assert busy_village.stranger.name not in repr(use(work))
            assert busy_village.stranger.id not in repr(use(work))
        else:
            with pytest.raises(NotPermitted):
                use(work)


@pytest.mark.parametrize("who", ["participant", "neighbour", "far_caseworker", "leader", "translator"])
@pytest.mark.parametrize("state", [AbsenceState.ACCEPTED, AbsenceState.REFUSED])
def test_only_the_offices_caseworkers_decide_an_absence(
    engine: Engine, desk: Desk, busy_village: Village, who: str, state: AbsenceState
) -> None:
    absence = all_rows(engine, Absence, participant_id=busy_village.participant.id)[0]
    actor: Actor = getattr(busy_village, who)
    before = fingerprint(engine)
    with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
        absence_queue.absence_to_decide(work, absence.id)
    with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
        absence_queue.decide_absence(work, absence.id, absence.version, state, "Fordi det er slik.")
    assert fingerprint(engine) == before


def test_another_office_and_nobody_look_the_same(desk: Desk, busy_village: Village) -> None:
    said = set()
    for participant_id in (busy_village.stranger.id, busy_village.leader.id, new_id(), ""):
        with desk.reading(busy_village.caseworker) as work, pytest.raises(NotFound) as refused:
            conversations.conversation_with(work, participant_id)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_participant_never_reaches_anothers_rows(engine: Engine, desk: Desk, busy_village: Village) -> None:
    activity = add_activity(engine, busy_village.neighbour, "Naboens kurs")
    own: list[object] = []
    with desk.reading(busy_village.participant) as work:
        own += [use(work) for name, use in OF_ONES_OWN.items() if name.startswith(("see", "count"))]
        with pytest.raises(NotFound):
            weeks.planned_on(work, work.today, activity)
    for other in (busy_village.neighbour, busy_village.stranger):
        assert other.name not in repr(own)
        assert other.id not in repr(own)
    before = fingerprint(engine)
    report = Report(activity, date(2026, 11, 24), Attendance.PRESENT)
    with pytest.raises(NotFound), desk.writing(busy_village.participant) as work:
        weeks.report_day(work, "k", report)
    assert fingerprint(engine) == before
