"""Rights at the office's end: who reads a request, and how a person answers it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.access import Protection
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.rights import Letter, RightsAnswer, RightsKind, RightsState
from portal.services import absences, rights, rights_desk
from portal.services.absences import AbsenceCommand
from portal.services.moving import move
from portal.services.rights import RightsCommand
from portal.services.work import Desk
from portal.store.models import (
    Absence,
    AuditRow,
    Notice,
    Person,
    RightsRequest,
    TeamMember,
)
from tests.builders import RecordingBus, Village, all_rows, fingerprint, oslo, save
from tests.conftest import NOW
from tests.services.wishes import ANSWER, UNHAPPY, WRONG, answer, ask, over_letter, refused_absence


def test_a_request_is_taken_back_until_somebody_has_answered(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _, first = ask(desk, village.participant, WRONG)
    _, second = ask(desk, village.participant, over_letter())
    for _ in range(2):
        with desk.writing(village.participant) as work:
            rights.withdraw(work, "back", first)
    assert all_rows(engine, RightsRequest, id=first)[0].state is RightsState.WITHDRAWN
    with pytest.raises(Conflict):
        answer(desk, village.caseworker, first, RightsAnswer.CORRECTED)
    answer(desk, village.caseworker, second, RightsAnswer.SENT_ON)
    with pytest.raises(Conflict), desk.writing(village.participant) as work:
        rights.withdraw(work, "too late", second)
    with pytest.raises(NotFound), desk.writing(village.neighbour) as work:
        rights.withdraw(work, "other", second)
    with desk.reading(village.caseworker) as work:
        assert rights_desk.waiting(work) == []


def test_an_answer_reaches_the_participant_with_a_notice(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _, request_id = ask(desk, village.participant, WRONG)
    bus.changes.clear()
    answer(desk, village.caseworker, request_id, RightsAnswer.CORRECTED)
    # The same answer again is the same answer.
    answer(desk, village.caseworker, request_id, RightsAnswer.CORRECTED)
    assert [notice.person_id for notice in all_rows(engine, Notice)] == [village.participant.id]
    assert (f"person:{village.participant.id}", "rights") in bus.told()
    with desk.reading(village.participant) as work:
        row = rights.own_request(work, request_id)
    assert (row.answer, row.answer_text, row.answered_alias) == (RightsAnswer.CORRECTED, ANSWER, "Veileder")
    with pytest.raises(Conflict):
        answer(desk, village.colleague, request_id, RightsAnswer.NOT_CORRECTED)


@pytest.mark.parametrize(
    ("how", "text", "day", "code"),
    [
        (RightsAnswer.CORRECTED, ANSWER, None, "answer-of-another-kind"),
        (RightsAnswer.SENT_ON, "Nei.", None, "answer-without-reason"),
        (RightsAnswer.SENT_ON, "a" * 5001, None, "message-too-long"),
        (RightsAnswer.SENT_ON, ANSWER, date(2026, 11, 25), "sent-on-ahead"),
    ],
)
def test_an_answer_says_something_that_goes_with_the_request(
    engine: Engine,
    desk: Desk,
    village: Village,
    how: RightsAnswer,
    text: str,
    day: date | None,
    code: str,
) -> None:
    _, request_id = ask(desk, village.participant, over_letter())
    with pytest.raises(Refused) as refused:
        answer(desk, village.caseworker, request_id, how, text, day=day)
    assert refused.value.code == code
    assert all_rows(engine, RightsRequest)[0].state is RightsState.SENT


def test_a_complaint_that_is_sent_on_says_on_which_day(engine: Engine, desk: Desk, village: Village) -> None:
    for day, kept in ((None, date(2026, 11, 24)), (date(2026, 11, 23), date(2026, 11, 23))):
        _, request_id = ask(desk, village.participant, over_letter(day=day))
        answer(desk, village.caseworker, request_id, RightsAnswer.SENT_ON, day=day)
        assert all_rows(engine, RightsRequest, id=request_id)[0].sent_on == kept


def test_a_decision_that_is_changed_lets_the_absence_stand(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    absence_id = refused_absence(engine, desk, village)
    _, request_id = ask(desk, village.participant, over_letter(Letter.ABSENCE, absence_id=absence_id))
    bus.changes.clear()
    answer(desk, village.caseworker, request_id, RightsAnswer.CHANGED)
    row = all_rows(engine, Absence)[0]
    # What was refused and why stays to be read.
    assert (row.state, row.decision_text) == (
        AbsenceState.ACCEPTED,
        "Avtalen kunne vært lagt en annen dag.",
    )
    assert (f"person:{village.participant.id}", "absences") in bus.told()


def test_days_that_were_reported_again_are_not_accepted_twice(
    engine: Engine, desk: Desk, village: Village
) -> None:
    absence_id = refused_absence(engine, desk, village)
    _, request_id = ask(desk, village.participant, over_letter(Letter.ABSENCE, absence_id=absence_id))
    with desk.writing(village.participant) as work:
        again = AbsenceCommand(AbsenceKind.SELF_REPORT, date(2026, 11, 20), date(2026, 11, 20))
        absences.report_absence(work, "again", again)
    answer(desk, village.caseworker, request_id, RightsAnswer.CHANGED)
    assert all_rows(engine, Absence, id=absence_id)[0].state is AbsenceState.REFUSED


def test_complaints_over_the_service_are_the_leaders_alone(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _, service = ask(desk, village.participant, UNHAPPY)
    _, correction = ask(desk, village.participant, WRONG)
    for actor, sees, not_theirs in (
        (village.caseworker, correction, service),
        (village.leader, service, correction),
    ):
        with desk.reading(actor) as work:
            assert [row.id for row in rights_desk.waiting(work)] == [sees]
            assert rights_desk.count_waiting(work) == 1
            assert rights_desk.request_to_answer(work, sees).id == sees
        with pytest.raises(NotFound), desk.reading(actor) as work:
            rights_desk.request_to_answer(work, not_theirs)
    answer(desk, village.leader, service, RightsAnswer.ANSWERED)
    assert all_rows(engine, RightsRequest, id=service)[0].state is RightsState.ANSWERED


@pytest.mark.parametrize("protection", [one for one in Protection if one is not Protection.NONE])
def test_complaints_over_the_service_of_a_protected_person_are_the_named_teams(
    engine: Engine, desk: Desk, village: Village, protection: Protection
) -> None:
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(protection=protection))
    save(
        engine,
        TeamMember(participant_id=village.participant.id, staff_id=village.colleague.id, added_at=NOW),
    )
    _, service = ask(desk, village.participant, UNHAPPY)
    _, neighbours = ask(desk, village.neighbour, UNHAPPY)
    for actor, sees in (
        (village.colleague, [service]),
        (village.caseworker, []),
        (village.leader, [neighbours]),
    ):
        with desk.reading(actor) as work:
            assert [row.id for row in rights_desk.waiting(work)] == sees
            assert rights_desk.count_waiting(work) == len(sees)
    for actor in (village.caseworker, village.leader):
        with pytest.raises(NotFound), desk.reading(actor) as work:
            rights_desk.request_to_answer(work, service)
    for actor, by_team in ((village.participant, True), (village.neighbour, False)):
        with desk.reading(actor) as work:
            assert rights.team_answers_service(work) is by_team
    answer(desk, village.colleague, service, RightsAnswer.ANSWERED)
    assert all_rows(engine, RightsRequest, id=service)[0].state is RightsState.ANSWERED


def test_after_a_move_a_refusal_of_the_old_office_is_neither_read_nor_changed_by_the_new(
    engine: Engine, desk: Desk, village: Village
) -> None:
    absence_id = refused_absence(engine, desk, village)
    with desk.reading(village.participant) as work:
        assert [row.id for row in rights.refused_absences(work)] == [absence_id]
        assert rights.refused_elsewhere(work) is False
    with desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)
    moved = replace(village.participant, office_id=village.other_office)
    over_absence = over_letter(Letter.ABSENCE, absence_id=absence_id)
    with desk.reading(moved) as work:
        assert rights.refused_absences(work) == []
        assert rights.refused_elsewhere(work) is True
        with pytest.raises(NotFound):
            rights.what_it_means(work, over_absence)
    with pytest.raises(NotFound):
        ask(desk, moved, over_absence)
    # A complaint over another letter goes through, and the new office can send it on.
    _, request_id = ask(desk, moved, over_letter(day=date(2026, 11, 24)))
    answer(desk, village.far_caseworker, request_id, RightsAnswer.SENT_ON)


def test_a_request_that_names_another_offices_absence_opens_nothing(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """However such a row came to be: the lock is in the reading, and not in the form alone."""
    absence_id = refused_absence(engine, desk, village)
    _, request_id = ask(desk, village.participant, over_letter(Letter.ABSENCE, absence_id=absence_id))
    with engine.begin() as connection:
        there = village.other_office
        connection.execute(update(Person).where(Person.id == village.participant.id).values(office_id=there))
        connection.execute(update(RightsRequest).values(office_id=there))
    with desk.reading(village.far_caseworker) as work:
        found = rights_desk.request_to_answer(work, request_id)
        assert rights_desk.absence_of(work, found) is None
    answer(desk, village.far_caseworker, request_id, RightsAnswer.CHANGED)
    assert all_rows(engine, Absence, id=absence_id)[0].state is AbsenceState.REFUSED


def test_nobody_from_elsewhere_reads_or_answers_and_nothing_changes(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _, correction = ask(desk, village.participant, WRONG)
    _, service = ask(desk, village.participant, UNHAPPY)
    before = fingerprint(engine)
    others = (village.contact_centre, village.administrator, village.auditor, village.translator)
    expected = [
        *((actor, NotFound) for actor in (village.far_caseworker, village.far_leader)),
        *((actor, NotPermitted) for actor in (*others, village.neighbour, village.representative)),
    ]
    for actor, error in expected:
        for request_id in (correction, service):
            with pytest.raises(error), desk.reading(actor) as work:
                rights_desk.request_to_answer(work, request_id)
            with pytest.raises(error):
                answer(desk, actor, request_id, RightsAnswer.CORRECTED)
    for actor in (*others, village.caseworker, village.leader, village.representative):
        with pytest.raises(NotPermitted), desk.reading(actor) as work:
            rights.own_requests(work)
        with pytest.raises(NotPermitted):
            ask(desk, actor, WRONG)
    with pytest.raises(NotFound), desk.reading(village.neighbour) as work:
        rights.own_request(work, correction)
    assert fingerprint(engine) == before


def test_each_look_of_the_staff_is_written_down(engine: Engine, desk: Desk, village: Village) -> None:
    _, request_id = ask(desk, village.participant, WRONG)
    with desk.reading(village.caseworker) as work:
        rights_desk.request_to_answer(work, request_id)
    with pytest.raises(NotFound), desk.reading(village.far_caseworker) as work:
        rights_desk.request_to_answer(work, request_id)
    seen = [(row.actor_id, row.what, row.granted) for row in all_rows(engine, AuditRow)]
    assert seen == [
        (village.caseworker.id, "request", True),
        (village.far_caseworker.id, "request", False),
    ]


def test_the_list_goes_on_where_it_stopped(desk: Desk, clock: FixedClock, village: Village) -> None:
    for number in range(27):
        clock.moment = oslo("2026-11-24 09:30") + timedelta(minutes=number // 2)
        ask(desk, village.participant, RightsCommand(RightsKind.CORRECTION, text=f"Nummer {number}"))
    with desk.reading(village.caseworker) as work:
        first = rights_desk.waiting(work)
        rest = rights_desk.waiting(work, (first[-1].sent_at, first[-1].id))
        assert rights_desk.count_waiting(work) == 27
    assert (len(first), len(rest)) == (25, 2)
    assert len({row.id for row in (*first, *rest)}) == 27
