"""Nothing is decided against anybody before they were heard, and the right to self-report only so and for a while."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import (
    AbsenceKind,
    AbsenceState,
    Documentation,
    HearingOutcome,
    HearingState,
)
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.services import absence_changes, absence_hearing, absence_queue, absences
from portal.services.absences import AbsenceCommand
from portal.services.absences_documentation import file_came
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceHearing, EventRow, Notice
from tests.builders import Village, all_rows, at_once, fingerprint, key_for, oslo
from tests.services.deciding import NOTICE, announce, refuse, speak

DAY = date(2026, 11, 23)
LAST = date(2026, 11, 25)
WHY = "Du var ikke syk, og kurset gikk som vanlig."


def _report(desk: Desk, actor: Actor, first: date = DAY, last: date = LAST) -> None:
    with desk.writing(actor) as work:
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, first, last)
        absences.report_absence(work, key_for((actor.id, first)), command)


def _decide(engine: Engine, desk: Desk, actor: Actor, state: AbsenceState, **more: object) -> None:
    row = all_rows(engine, Absence)[0]
    with desk.writing(actor) as work:
        absence_queue.decide_absence(work, row.id, row.version, state, WHY, **more)  # type: ignore[arg-type]


def test_nothing_is_refused_without_a_notice(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant)
    before = fingerprint(engine)
    for state, granted in ((AbsenceState.REFUSED, None), (AbsenceState.PARTLY, (DAY, DAY))):
        with pytest.raises(Refused, match="absence-not-told-first"):
            _decide(engine, desk, village.caseworker, state, granted=granted)
    assert fingerprint(engine) == before


def test_silence_is_waited_for_and_is_no_consent(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _report(desk, village.participant)
    hearing = announce(engine, desk, village.caseworker, all_rows(engine, Absence)[0].id)
    # On the last day itself there is still time.
    clock.moment = oslo(f"{hearing.answer_by} 23:30")
    with pytest.raises(Refused, match="absence-not-heard-yet"):
        _decide(engine, desk, village.caseworker, AbsenceState.REFUSED)
    clock.move(hours=1)
    _decide(engine, desk, village.caseworker, AbsenceState.REFUSED)
    closed = all_rows(engine, AbsenceHearing)[0]
    assert (closed.answer, closed.outcome) == ("", HearingOutcome.AGAINST)
    row = all_rows(engine, Absence)[0]
    assert row.state is AbsenceState.REFUSED
    assert row.complaint_by is not None


def test_who_was_heard_can_be_refused_or_be_given_a_part(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    hearing = announce(engine, desk, village.caseworker, all_rows(engine, Absence)[0].id)
    speak(desk, village.participant, hearing, "Jeg var syk onsdag også.")
    for wrong in (None, (DAY, LAST), (date(2026, 11, 20), DAY)):
        with pytest.raises(Refused, match="granted-outside"):
            _decide(engine, desk, village.caseworker, AbsenceState.PARTLY, granted=wrong)
    _decide(engine, desk, village.caseworker, AbsenceState.PARTLY, granted=(DAY, DAY))
    row = all_rows(engine, Absence)[0]
    assert (row.state, row.granted_from, row.granted_to) == (AbsenceState.PARTLY, DAY, DAY)
    assert all_rows(engine, AbsenceHearing)[0].answer == "Jeg var syk onsdag også."
    assert [event.kind for event in all_rows(engine, EventRow)] == [
        *("AbsenceReported", "HearingOpened", "HearingAnswered", "AbsenceDecided")
    ]
    assert len(all_rows(engine, Notice)) == 2


def test_accepting_needs_no_waiting_and_ends_the_hearing(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    announce(engine, desk, village.caseworker, all_rows(engine, Absence)[0].id)
    _decide(engine, desk, village.colleague, AbsenceState.ACCEPTED)
    assert all_rows(engine, AbsenceHearing)[0].outcome is HearingOutcome.NOT_AGAINST


def test_a_changed_report_drops_what_was_announced_about_the_old_one(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    absence = all_rows(engine, Absence)[0]
    announce(engine, desk, village.caseworker, absence.id)
    row = all_rows(engine, Absence)[0]
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, DAY, DAY)
        absence_changes.change_absence(work, "changed", row.id, row.version, command)
    assert all_rows(engine, AbsenceHearing)[0].outcome is HearingOutcome.DROPPED
    with pytest.raises(Refused, match="absence-not-told-first"):
        _decide(engine, desk, village.caseworker, AbsenceState.REFUSED)


def test_of_many_notices_and_answers_at_once_one_of_each_stands(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant)
    row = all_rows(engine, Absence)[0]

    def notice(number: int) -> str:
        with desk.writing((village.caseworker, village.colleague)[number % 2]) as work:
            text = f"{NOTICE} {number}"
            return absence_hearing.notice_about(work, row.id, row.version, text).id

    sent = [one for one in at_once(6, notice) if isinstance(one, str)]
    assert len(sent) == len(all_rows(engine, AbsenceHearing)) == 1
    hearing = all_rows(engine, AbsenceHearing)[0]

    def answer(number: int) -> None:
        with desk.writing(village.participant) as work:
            absence_hearing.answer_notice(work, f"answer {number}", hearing.id, f"Svar {number}")

    answers = at_once(6, answer)
    assert answers.count(None) == 1, answers
    assert sum(isinstance(one, Conflict) for one in answers) == 5, answers


@pytest.mark.parametrize("who", ["neighbour", "stranger", "caseworker", "leader"])
def test_nobody_else_reads_or_answers_a_notice(
    engine: Engine, desk: Desk, village: Village, who: str
) -> None:
    _report(desk, village.participant)
    hearing = announce(engine, desk, village.caseworker, all_rows(engine, Absence)[0].id)
    with pytest.raises((NotFound, NotPermitted)), desk.reading(getattr(village, who)) as work:
        absence_hearing.own_hearing(work, hearing.id)
    with pytest.raises((NotFound, NotPermitted)):
        speak(desk, getattr(village, who), hearing)
    assert all_rows(engine, AbsenceHearing)[0].state is HearingState.SENT


def test_a_refused_part_can_be_complained_over(engine: Engine, desk: Desk, village: Village) -> None:
    from portal.services import rights

    _report(desk, village.participant)
    refuse(engine, desk, village.participant, village.caseworker, all_rows(engine, Absence)[0].id)
    with desk.reading(village.participant) as work:
        assert len(rights.refused_absences(work)) == 1


def test_an_answer_that_nobody_has_seen_is_not_decided_over(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _report(desk, village.participant)
    hearing = announce(engine, desk, village.caseworker, all_rows(engine, Absence)[0].id)
    clock.moment = oslo(f"{hearing.answer_by} 23:59") + timedelta(days=1)
    seen = all_rows(engine, Absence)[0]
    speak(desk, village.participant, hearing)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        absence_queue.decide_absence(work, seen.id, seen.version, AbsenceState.REFUSED, WHY)
    _decide(engine, desk, village.caseworker, AbsenceState.REFUSED)
    assert all_rows(engine, Absence)[0].state is AbsenceState.REFUSED


@pytest.mark.parametrize("promised", [Documentation.NOW, Documentation.LATER, Documentation.NONE])
def test_a_file_that_nobody_has_seen_is_not_decided_over(
    engine: Engine, desk: Desk, village: Village, promised: Documentation
) -> None:
    by = date(2026, 12, 4) if promised is Documentation.LATER else None
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(
            AbsenceKind.SELF_REPORT, DAY, LAST, documentation=promised, documentation_by=by
        )
        absences.report_absence(work, "papers", command)
    seen = all_rows(engine, Absence)[0]
    with desk.writing(village.participant) as work:
        file_came(work, village.participant.id, seen.id)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        absence_queue.decide_absence(work, seen.id, seen.version, AbsenceState.ACCEPTED)
