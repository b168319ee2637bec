"""Rights at the participant's end: requests are sent, kept for later and taken back; late is never refused."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import KeyReused, NotFound, Refused
from portal.domain.rights import Letter, RightsKind, RightsState
from portal.rules.decision import Outcome, from_data
from portal.services import rights, rights_desk
from portal.services.rights import RightsCommand
from portal.services.work import Desk
from portal.store.models import (
    Absence,
    EventRow,
    Notice,
    Person,
    RightsDraft,
    RightsRequest,
    Submission,
)
from tests.builders import RecordingBus, Village, all_rows, oslo
from tests.services.wishes import UNHAPPY, WRONG, ask, over_letter, refused_absence


def test_a_correction_is_received_with_a_number_and_answered_within_a_month(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    receipt, request_id = ask(desk, village.participant, WRONG)
    row = all_rows(engine, RightsRequest)[0]
    assert (row.id, row.submission_id, row.state) == (request_id, receipt.id, RightsState.SENT)
    # A month after Tuesday 24 November is Christmas Eve, a Thursday, and no public holiday.
    assert row.answer_by == date(2026, 12, 24)
    assert from_data(row.promise).value == row.answer_by
    assert row.body is row.timing is None
    assert [event.kind for event in all_rows(engine, EventRow)] == ["RightsRequested"]
    assert all_rows(engine, Notice) == []
    assert {
        (f"office:{village.office}", "inbox"),
        (f"person:{village.participant.id}", "rights"),
    } <= bus.told()


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-01-31 10:00", date(2026, 3, 2)),
        ("2026-11-25 10:00", date(2026, 12, 28)),
        ("2027-04-17 23:30", date(2027, 5, 18)),
    ],
    ids=["no 31 February, and the 28th is a Saturday", "Christmas Day", "17 May"],
)
def test_the_month_is_counted_with_norwegian_days(
    engine: Engine, desk: Desk, clock: FixedClock, village: Village, sent: str, due: date
) -> None:
    clock.moment = oslo(sent)
    ask(desk, village.participant, WRONG)
    assert all_rows(engine, RightsRequest)[0].answer_by == due


def test_the_same_form_twice_is_one_request_and_one_receipt(
    engine: Engine, desk: Desk, village: Village
) -> None:
    first, request_id = ask(desk, village.participant, WRONG, "once")
    again, same_id = ask(desk, village.participant, WRONG, "once")
    assert (again.id, same_id, again.again) == (first.id, request_id, True)
    assert len(all_rows(engine, RightsRequest)) == len(all_rows(engine, Submission)) == 1
    with pytest.raises(KeyReused):
        ask(desk, village.participant, UNHAPPY, "once")


@pytest.mark.parametrize(
    ("letter", "body"),
    [
        (Letter.PROGRAMME, "STATSFORVALTEREN"),
        (Letter.PLAN, "STATSFORVALTEREN"),
        (Letter.WORK_CAPACITY, "NAV_KLAGEINSTANS"),
    ],
)
def test_the_letter_says_who_decides_the_complaint(
    engine: Engine, desk: Desk, village: Village, letter: Letter, body: str
) -> None:
    ask(desk, village.participant, over_letter(letter, date(2026, 11, 20)))
    assert from_data(all_rows(engine, RightsRequest)[0].body).value == body


@pytest.mark.parametrize(
    ("came", "outcome"),
    [
        # Three weeks from Tuesday 3 November end on the day that the clock stands at.
        (date(2026, 11, 3), Outcome.MET),
        (date(2026, 11, 2), Outcome.UNDECIDED),
        (date(2025, 11, 24), Outcome.UNDECIDED),
        (date(2025, 11, 23), Outcome.NOT_MET),
        (None, None),
    ],
)
def test_a_complaint_is_taken_whenever_it_comes(
    engine: Engine, desk: Desk, village: Village, came: date | None, outcome: Outcome | None
) -> None:
    ask(desk, village.participant, over_letter(day=came, why_late="Jeg var syk.", deferred=True))
    row = all_rows(engine, RightsRequest)[0]
    assert (from_data(row.timing).outcome if row.timing else None) is outcome
    assert (row.state, row.why_late, row.deferred) == (RightsState.SENT, "Jeg var syk.", True)


def test_a_refused_absence_brings_its_own_day(engine: Engine, desk: Desk, village: Village) -> None:
    absence_id = refused_absence(engine, desk, village)
    command = over_letter(Letter.ABSENCE, absence_id=absence_id)
    with desk.reading(village.participant) as work:
        meaning = rights.what_it_means(work, command)
    assert meaning.limit is not None
    assert meaning.timing is not None
    assert meaning.limit.value == all_rows(engine, Absence)[0].complaint_by == date(2026, 12, 15)
    assert meaning.timing.outcome is Outcome.MET


def test_nobody_complains_over_what_is_not_theirs_or_was_not_refused(
    engine: Engine, desk: Desk, village: Village
) -> None:
    absence_id = refused_absence(engine, desk, village)
    with pytest.raises(NotFound):
        ask(desk, village.neighbour, over_letter(Letter.ABSENCE, absence_id=absence_id))
    with pytest.raises(NotFound):
        ask(desk, village.participant, over_letter(Letter.ABSENCE, absence_id="no such"))
    assert all_rows(engine, RightsRequest) == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RightsCommand(RightsKind.CORRECTION), "request-empty"),
        (RightsCommand(RightsKind.SERVICE, text="a" * 5001), "request-too-long"),
        (RightsCommand(RightsKind.CORRECTION, text="a", wanted="a" * 2001), "request-addition-too-long"),
        (RightsCommand(RightsKind.COMPLAINT, wanted="Mer"), "complaint-without-letter"),
        (RightsCommand(RightsKind.COMPLAINT, letter=Letter.PLAN), "complaint-without-wish"),
        (over_letter(day=date(2026, 11, 25)), "letter-day-ahead"),
        (over_letter(why_late="a" * 2001), "request-addition-too-long"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_leaves_no_receipt(
    engine: Engine, desk: Desk, village: Village, command: RightsCommand, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(desk, village.participant, command)
    assert refused.value.code == code
    assert all_rows(engine, Submission) == all_rows(engine, RightsRequest) == []


def test_a_draft_is_kept_seen_by_nobody_else_and_gone_when_it_is_sent(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    for text in ("Ad", "Adressen"):
        with desk.writing(village.participant) as work:
            rights.keep_draft(work, RightsKind.CORRECTION, {"text": text, "wanted": ""})
    with desk.reading(village.participant) as work:
        assert rights.own_draft(work, RightsKind.CORRECTION) == {"text": "Adressen"}
        assert rights.own_draft(work, RightsKind.SERVICE) == {}
    with desk.reading(village.neighbour) as work:
        assert rights.own_drafts(work) == []
    for staff in (village.caseworker, village.leader):
        with desk.reading(staff) as work:
            assert rights_desk.waiting(work) == []
            assert rights_desk.count_waiting(work) == 0
    assert bus.told() == set()
    assert all_rows(engine, EventRow) == all_rows(engine, Submission) == []
    ask(desk, village.participant, WRONG)
    assert all_rows(engine, RightsDraft) == []


def test_saying_no_to_notices_has_a_receipt_and_can_be_undone(
    engine: Engine, desk: Desk, village: Village
) -> None:
    for key, wanted in (("off", False), ("on", True), ("off", False)):
        with desk.writing(village.participant) as work:
            receipt = rights.set_notices(work, key, wanted=wanted)
        assert receipt.number
    # The third was the first one sent again: it changes nothing.
    assert all_rows(engine, Person, id=village.participant.id)[0].notices is True
    assert all_rows(engine, Person, id=village.neighbour.id)[0].notices is True
    with desk.writing(village.participant) as work:
        rights.set_notices(work, "off again", wanted=False)
    with desk.reading(village.participant) as work:
        assert rights.wants_notices(work) is False


@pytest.mark.parametrize("day", [date(1, 1, 1), date(26, 11, 1), date(1900, 1, 1), date(2007, 10, 31)])
def test_a_letter_older_than_the_programme_is_a_slip_of_the_pen(
    desk: Desk, village: Village, day: date
) -> None:
    """A year that was half typed is asked about, and no rule has to know the law of that time."""
    command = over_letter(day=day)
    with desk.reading(village.participant) as work, pytest.raises(Refused, match="letter-day-too-early"):
        rights.what_it_means(work, command)
    with pytest.raises(Refused, match="letter-day-too-early"):
        ask(desk, village.participant, command)
