"""Absence: the rules' word beside the report, no day reported twice, and one caseworker who decides."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind, AbsenceState, Proposed
from portal.domain.allowance import USUAL, Counted, Rate
from portal.domain.errors import Conflict, Refused, TooMany
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.rules.decision import Outcome, from_data
from portal.rules.law import Citation
from portal.services import absence_queue, absences
from portal.services.absences import AbsenceCommand, Overlaps
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.models import Absence, EventRow, Notice, Submission
from tests.builders import RecordingBus, Village, add_person, add_programme, all_rows, at_once, key_for, oslo
from tests.services.deciding import announce, refuse, speak

ACCEPTED, REFUSED = AbsenceState.ACCEPTED, AbsenceState.REFUSED


def _ill(first: int, last: int | None = None, month: int = 11, **more: str) -> AbsenceCommand:
    kind = AbsenceKind(more.pop("kind", AbsenceKind.SELF_REPORT))
    return AbsenceCommand(kind, date(2026, month, first), date(2026, month, last or first), **more)  # type: ignore[arg-type]


def _report(desk: Desk, actor: Actor, command: AbsenceCommand, key: str | None = None) -> Receipt:
    with desk.writing(actor) as work:
        return absences.report_absence(work, key or key_for(command), command)


def _decide(desk: Desk, actor: Actor, row: Absence, state: AbsenceState = ACCEPTED, text: str = "") -> None:
    with desk.writing(actor) as work:
        absence_queue.decide_absence(work, row.id, row.version, state, text)


def _heard(engine: Engine, desk: Desk, village: Village) -> Absence:
    """The only absence, after its participant was told and has answered."""
    row = all_rows(engine, Absence)[0]
    speak(desk, village.participant, announce(engine, desk, village.caseworker, row.id))
    return all_rows(engine, Absence)[0]  # type: ignore[no-any-return] # A row has no narrower type.


def test_a_reason_that_nobody_would_read_to_its_end_is_refused(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant, _ill(24))
    row = _heard(engine, desk, village)
    with pytest.raises(Refused, match="refusal-too-long"):
        _decide(desk, village.caseworker, row, REFUSED, text="x" * 5001)
    _decide(desk, village.caseworker, row, REFUSED, text="x" * 5000)
    assert all_rows(engine, Absence)[0].state is AbsenceState.REFUSED


def test_decisions_are_counted_with_what_else_staff_send_and_a_retry_is_not(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    """Who has sent very much is asked to wait, and the absence stays undecided until then."""
    rates = dict(USUAL) | {Counted.STAFF: Rate(1, timedelta(minutes=5))}
    few = Desk(engine, clock, desk.holidays, bus, b"a key of the tests", rates=rates)
    for day in (24, 25):
        _report(desk, village.participant, _ill(day))
    first, second = all_rows(engine, Absence)
    for _ in range(2):
        _decide(few, village.caseworker, first)
    with pytest.raises(TooMany):
        _decide(few, village.caseworker, second)
    assert sorted(row.state for row in all_rows(engine, Absence)) == [
        AbsenceState.ACCEPTED,
        AbsenceState.REPORTED,
    ]


def test_a_short_illness_is_met_by_a_self_report(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    receipt = _report(desk, village.participant, _ill(24, 26))
    row = all_rows(engine, Absence)[0]
    assert (row.state, row.submission_id, row.office_id) == (
        AbsenceState.REPORTED,
        receipt.id,
        village.office,
    )
    assert from_data(row.proposal).outcome is Outcome.MET
    assert [event.kind for event in all_rows(engine, EventRow)] == ["AbsenceReported"]
    assert all_rows(engine, Notice) == []
    assert (f"office:{village.office}", "inbox") in bus.told()


@pytest.mark.parametrize(
    "command", [_ill(24, 27), _ill(24, kind="other", note="Flytter")], ids=["four days", "another reason"]
)
def test_what_the_machine_cannot_say_is_left_to_a_person(
    engine: Engine, desk: Desk, village: Village, command: AbsenceCommand
) -> None:
    _report(desk, village.participant, command)
    assert from_data(all_rows(engine, Absence)[0].proposal).outcome is Outcome.UNDECIDED


def test_the_proposal_that_is_kept_is_the_one_that_was_shown(
    engine: Engine, desk: Desk, village: Village
) -> None:
    command = _ill(24, 27)
    with desk.reading(village.participant) as work:
        shown = absences.what_it_means(work, command)
    _report(desk, village.participant, command)
    row = all_rows(engine, Absence)[0]
    assert from_data(row.proposal) == shown.decision
    assert row.proposed is shown.proposed is Proposed.DECIDES


def test_days_of_an_illness_shortly_before_are_counted_from_the_reports(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant, _ill(10, 12))
    _report(desk, village.participant, _ill(24))
    second = all_rows(engine, Absence, first_day=date(2026, 11, 24))[0]
    assert from_data(second.proposal).outcome is Outcome.UNDECIDED
    assert from_data(second.proposal).value.days_used_before == 3


def test_a_refused_self_report_is_not_counted(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant, _ill(10, 12))
    row = all_rows(engine, Absence)[0]
    refuse(engine, desk, village.participant, village.caseworker, row.id, "Du var på kurset.")
    _report(desk, village.participant, _ill(24))
    second = all_rows(engine, Absence, first_day=date(2026, 11, 24))[0]
    assert from_data(second.proposal).outcome is Outcome.MET


@pytest.mark.parametrize("days", [(24, 24), (20, 24), (26, 30), (23, 27)])
def test_a_day_is_reported_once(engine: Engine, desk: Desk, village: Village, days: tuple[int, int]) -> None:
    _report(desk, village.participant, _ill(24, 26))
    with pytest.raises(Overlaps) as refused:
        _report(desk, village.participant, _ill(*days))
    assert refused.value.day == date(2026, 11, 24)
    assert len(all_rows(engine, Absence)) == len(all_rows(engine, Submission)) == 1


def test_a_neighbours_absence_overlaps_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.neighbour, _ill(24))
    _report(desk, village.participant, _ill(24))
    assert len(all_rows(engine, Absence)) == 2


def test_a_refused_day_can_be_reported_again(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant, _ill(24))
    row = all_rows(engine, Absence)[0]
    refuse(engine, desk, village.participant, village.caseworker, row.id, "Legg ved legeerklæring.")
    _report(desk, village.participant, _ill(24), key="again")
    assert len(all_rows(engine, Absence)) == 2


def test_of_two_reports_of_the_same_days_at_once_one_stands(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answers = at_once(
        8, lambda number: _report(desk, village.participant, _ill(24 + number % 2, 26), f"{number}")
    )
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1, answers
    assert sum(isinstance(answer, Overlaps) for answer in answers) == 7
    assert len(all_rows(engine, Absence)) == len(all_rows(engine, Submission)) == 1


def test_the_same_report_sent_twice_at_once_gets_one_receipt(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answers = at_once(8, lambda _number: _report(desk, village.participant, _ill(24), "same"))
    assert len({answer.number for answer in answers if isinstance(answer, Receipt)}) == 1
    assert all(isinstance(answer, Receipt) for answer in answers), answers
    assert len(all_rows(engine, Absence)) == 1


@pytest.mark.parametrize("state", sorted(set(ProgrammeState) - {ProgrammeState.RUNNING}))
def test_absence_needs_a_programme_that_runs(
    engine: Engine, desk: Desk, village: Village, state: ProgrammeState
) -> None:
    person = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nilsen")
    add_programme(engine, person, village.caseworker, state=state)
    with desk.reading(person) as work:
        assert not absences.can_report(work)
    with pytest.raises(Refused, match="absence-not-running"):
        _report(desk, person, _ill(24))
    assert all_rows(engine, Absence) == all_rows(engine, Submission) == []


def test_accepting_tells_the_participant(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    _report(desk, village.participant, _ill(24))
    bus.changes.clear()
    clock.move(minutes=5)
    _decide(desk, village.colleague, all_rows(engine, Absence)[0])
    row = all_rows(engine, Absence)[0]
    assert (row.state, row.decided_by, row.decided_at) == (
        AbsenceState.ACCEPTED,
        village.colleague.id,
        clock.now(),
    )
    assert row.complaint_by is None
    assert [notice.person_id for notice in all_rows(engine, Notice)] == [village.participant.id]
    assert (f"person:{village.participant.id}", "absences") in bus.told()


@pytest.mark.parametrize(
    ("decided", "complain_by"),
    [("2026-11-24 09:30", date(2026, 12, 15)), ("2026-12-04 09:30", date(2026, 12, 28))],
    ids=["three weeks", "moved past Christmas"],
)
def test_a_refusal_carries_its_reason_and_the_last_day_to_complain(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, decided: str, complain_by: date
) -> None:
    _report(desk, village.participant, _ill(24))
    clock.moment = oslo(decided)
    _decide(desk, village.caseworker, _heard(engine, desk, village), REFUSED, text="  Du var der.  ")
    row = all_rows(engine, Absence)[0]
    assert (row.state, row.decision_text, row.complaint_by) == (
        AbsenceState.REFUSED,
        "Du var der.",
        complain_by,
    )
    why = from_data(row.complaint)
    assert why.value == complain_by
    assert any(isinstance(b.basis, Citation) and b.basis.paragraf == "29" for b in why.because)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_refusal_without_a_reason_is_not_possible(
    engine: Engine, desk: Desk, village: Village, text: str
) -> None:
    _report(desk, village.participant, _ill(24))
    with pytest.raises(Refused, match="reason"):
        _decide(desk, village.caseworker, _heard(engine, desk, village), REFUSED, text=text)
    assert all_rows(engine, Absence)[0].state is AbsenceState.REPORTED


def test_of_two_caseworkers_who_decide_at_once_one_is_told_so(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _report(desk, village.participant, _ill(24))
    row = _heard(engine, desk, village)

    def decide(number: int) -> str:
        actor = (village.caseworker, village.colleague)[number % 2]
        state = ACCEPTED if number % 2 == 0 else REFUSED
        _decide(desk, actor, row, state, text=f"Du var på kurset, sier {number}.")
        return actor.id

    answers = at_once(6, decide)
    winners = [answer for answer in answers if isinstance(answer, str)]
    assert len(winners) == 1, answers
    assert sum(isinstance(answer, Conflict) for answer in answers) == 5, answers
    assert [row.decided_by for row in all_rows(engine, Absence)] == winners
    # One of the advance notice, one of the decision.
    assert len(all_rows(engine, Notice)) == 2


def test_what_is_decided_is_not_decided_again(engine: Engine, desk: Desk, village: Village) -> None:
    _report(desk, village.participant, _ill(24))
    _decide(desk, village.caseworker, all_rows(engine, Absence)[0])
    decided = all_rows(engine, Absence)[0]
    with pytest.raises(Conflict):
        _decide(desk, village.colleague, decided, REFUSED, text="Likevel ikke, sier jeg.")
    assert all_rows(engine, Absence)[0] == decided


def test_the_queue_of_undecided_absences_is_the_offices_own(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    for actor in (village.neighbour, village.participant, village.stranger):
        _report(desk, actor, _ill(24))
        clock.move(minutes=1)
    with desk.reading(village.caseworker) as work:
        assert [one.row.participant_id for one in absence_queue.waiting(work)] == [
            village.neighbour.id,
            village.participant.id,
        ]


def test_the_receipt_leads_back_to_the_absence_for_its_owner_alone(desk: Desk, village: Village) -> None:
    receipt = _report(desk, village.participant, _ill(24))
    for actor, found in (
        (village.participant, True),
        (village.neighbour, False),
        (village.caseworker, False),
    ):
        with desk.reading(actor) as work:
            assert (absences.absence_of_receipt(work, receipt.id) is not None) is found
