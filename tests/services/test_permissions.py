"""Who reaches what: the whole truth table, every use case behind the gate, and every line of the table needed."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind
from portal.domain.attendance import Attendance
from portal.domain.errors import NotFound, NotPermitted, PortalError
from portal.domain.people import Actor, Role
from portal.services import absences, caseload, conversations, permissions, plans, weeks
from portal.services.absences import AbsenceCommand
from portal.services.caseload import Filter
from portal.services.permissions import TABLE, Action, Scope, case_of, own_case, own_office, participants_of
from portal.services.weeks import Report
from portal.services.work import Desk, Work
from portal.store.base import new_id
from portal.store.models import Absence
from tests.builders import Village, add_activity, all_rows, fingerprint

TARGETS = ("own", "same office", "other office", "nobody")
# Written out here a second time on purpose: what the table says must be what we meant.
MEANT: Mapping[tuple[Action, Role], frozenset[str]] = {
    (Action.USE_OWN_CASE, Role.PARTICIPANT): frozenset({"own"}),
    (Action.SEE_CASE, Role.CASEWORKER): frozenset({"same office"}),
    (Action.WRITE_AS_STAFF, Role.CASEWORKER): frozenset({"same office"}),
    (Action.DECIDE_ABSENCE, Role.CASEWORKER): frozenset({"same office"}),
    (Action.SEE_COUNTS, Role.CASEWORKER): frozenset({"same office"}),
    (Action.SEE_COUNTS, Role.LEADER): frozenset({"same office"}),
    (Action.SEE_TRANSLATIONS, Role.TRANSLATOR): frozenset(),
}
LINES = [(action, role) for action, roles in TABLE.items() for role in roles]


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _actor(village: Village, role: Role) -> Actor:
    return {
        Role.PARTICIPANT: village.participant,
        Role.CASEWORKER: village.caseworker,
        Role.LEADER: village.leader,
        Role.TRANSLATOR: village.translator,
    }[role]


def _target(village: Village, actor: Actor, target: str) -> str:
    return {
        "own": actor.id,
        "same office": village.neighbour.id,
        "other office": village.stranger.id,
        "nobody": new_id(),
    }[target]


def _outcome(work: Work, action: Action, participant_id: str) -> type[PortalError] | None:
    try:
        case_of(work, action, participant_id)
    except PortalError as error:
        return type(error)
    return None


def _without(line: tuple[Action, Role]) -> Mapping[Action, Mapping[Role, Scope]]:
    return MappingProxyType(
        {
            action: {role: scope for role, scope in roles.items() if (action, role) != line}
            for action, roles in TABLE.items()
        }
    )


def test_the_table_is_as_long_as_we_meant() -> None:
    assert set(LINES) == set(MEANT)
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("role", Role)
def test_an_action_reaches_exactly_whom_it_should(desk: Desk, village: Village, role: Role) -> None:
    actor = _actor(village, role)
    with desk.reading(actor) as work:
        for action in Action:
            ids = set(work.session.scalars(participants_of(actor, action)))
            for target in TARGETS:
                participant_id = _target(village, actor, target)
                reached = MEANT.get((action, role))
                expected = NotPermitted if reached is None else None if target in reached else NotFound
                assert _outcome(work, action, participant_id) is expected, (action, target)
                assert (participant_id in ids) is (expected is None), (action, target)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[1]} {line[0]}")
def test_every_line_of_the_table_is_what_opens_its_door(
    desk: Desk, village: Village, line: tuple[Action, Role], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _everything(desk, village)
    monkeypatch.setattr(permissions, "TABLE", _without(line))
    after = _everything(desk, village)
    for (action, role, target), outcome in before.items():
        expected = NotPermitted if (action, role) == line else outcome
        assert after[action, role, target] is expected
    actor = _actor(village, line[1])
    with desk.reading(actor) as work:
        assert list(work.session.scalars(participants_of(actor, line[0]))) == []


def _everything(desk: Desk, village: Village) -> dict[tuple[Action, Role, str], type[PortalError] | None]:
    outcomes = {}
    for role in Role:
        actor = _actor(village, role)
        with desk.reading(actor) as work:
            for action in Action:
                for target in TARGETS:
                    outcomes[action, role, target] = _outcome(work, action, _target(village, actor, target))
    return outcomes


# Every use case that is told whose case it is about, by the action behind it.
OF_A_CASE: dict[str, tuple[Action, Callable[[Work, str], Any]]] = {
    "see the conversation": (Action.SEE_CASE, conversations.conversation_with),
    "mark it read": (Action.SEE_CASE, lambda work, who: conversations.mark_read(work, who, 1)),
    "answer": (Action.WRITE_AS_STAFF, lambda work, who: conversations.answer(work, who, "k", "Hei")),
    "see the plan": (Action.SEE_CASE, plans.plan_of),
    "see the absences": (Action.SEE_CASE, absences.absences_of),
    "see the person": (Action.SEE_CASE, caseload.person),
}
# Every use case that a participant has on their own case.
OF_ONES_OWN: dict[str, Callable[[Work], Any]] = {
    "see the conversation": conversations.own_conversation,
    "write": lambda work: conversations.write_to_us(work, "k", "Hei"),
    "count unread": conversations.unread,
    "see the week": lambda work: weeks.week_of(work, work.today),
    "see the appointment": weeks.next_appointment,
    "confirm the week": lambda work: weeks.report_planned(work, "k", date(2026, 11, 23)),
    "see the plan": plans.own_plan,
    "see the contact": plans.own_contact,
    "see the absences": absences.own_absences,
    "ask whether one can report": absences.can_report,
    "report": lambda work: absences.report_absence(
        work, "k", AbsenceCommand(AbsenceKind.SELF_REPORT, work.today, work.today)
    ),
}
# Every use case on an office's rows.
OF_AN_OFFICE: dict[str, tuple[frozenset[Role], Callable[[Work], Any]]] = {
    "see the inbox": (frozenset({Role.CASEWORKER}), lambda work: conversations.inbox(work, Filter.WAITING)),
    "see the queue": (frozenset({Role.CASEWORKER}), absences.waiting),
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
        actor = _actor(busy_village, role)
        for target in TARGETS:
            own_mark = use_case == "mark it read" and role is Role.PARTICIPANT and target == "own"
            if own_mark or (role is Role.CASEWORKER and target == "same office"):
                continue
            with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
                use(work, _target(busy_village, actor, target))
    assert fingerprint(engine) == before
    with desk.writing(busy_village.caseworker) as work:
        use(work, busy_village.neighbour.id)


@pytest.mark.parametrize("use_case", OF_A_CASE)
def test_without_its_line_a_use_case_refuses_its_caseworker_too(
    desk: Desk, busy_village: Village, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    action, use = OF_A_CASE[use_case]
    monkeypatch.setattr(permissions, "TABLE", _without((action, Role.CASEWORKER)))
    with pytest.raises(NotPermitted), desk.writing(busy_village.caseworker) as work:
        use(work, busy_village.participant.id)


@pytest.mark.parametrize("use_case", OF_ONES_OWN)
def test_what_is_ones_own_is_a_participants_alone(
    engine: Engine, desk: Desk, busy_village: Village, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(engine)
    for role in set(Role) - {Role.PARTICIPANT}:
        with pytest.raises(NotPermitted), desk.writing(_actor(busy_village, role)) as work:
            OF_ONES_OWN[use_case](work)
    assert fingerprint(engine) == before
    with desk.writing(busy_village.participant) as work:
        OF_ONES_OWN[use_case](work)
    monkeypatch.setattr(permissions, "TABLE", _without((Action.USE_OWN_CASE, Role.PARTICIPANT)))
    with pytest.raises(NotPermitted), desk.writing(busy_village.participant) as work:
        OF_ONES_OWN[use_case](work)


@pytest.mark.parametrize("use_case", OF_AN_OFFICE)
@pytest.mark.parametrize("role", Role)
def test_an_offices_work_is_seen_by_its_own_staff(
    desk: Desk, busy_village: Village, use_case: str, role: Role
) -> None:
    roles, use = OF_AN_OFFICE[use_case]
    with desk.reading(_actor(busy_village, role)) as work:
        if role in roles:
            assert busy_village.stranger.name not in repr(use(work))
            assert busy_village.stranger.id not in repr(use(work))
        else:
            with pytest.raises(NotPermitted):
                use(work)


@pytest.mark.parametrize("who", ["participant", "neighbour", "far_caseworker", "leader", "translator"])
@pytest.mark.parametrize("accept", [True, False])
def test_only_the_offices_caseworkers_decide_an_absence(
    engine: Engine, desk: Desk, busy_village: Village, who: str, accept: bool
) -> None:
    absence = all_rows(engine, Absence, participant_id=busy_village.participant.id)[0]
    actor: Actor = getattr(busy_village, who)
    before = fingerprint(engine)
    with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
        absences.absence_to_decide(work, absence.id)
    with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
        absences.decide_absence(work, absence.id, absence.version, accept=accept, text="Fordi det er slik.")
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


def test_somebody_without_an_office_reaches_no_office(desk: Desk) -> None:
    homeless = Actor(new_id(), Role.CASEWORKER, None, "Uten Kontor", "nb")
    with pytest.raises(NotPermitted):
        own_office(homeless, Action.SEE_CASE)
    with desk.reading(homeless) as work:
        assert list(work.session.scalars(participants_of(homeless, Action.SEE_CASE))) == []
    with pytest.raises(NotFound):
        own_case(Actor(new_id(), Role.PARTICIPANT, None, "Uten Kontor", "nb"))
