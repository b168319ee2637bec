"""Proposals about health while the contact person is away, and what the office never answered: nothing waits unseen."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine, insert

from portal.adapters.clock import FixedClock
from portal.domain.errors import Refused
from portal.domain.people import Actor
from portal.domain.plan import PartOfLife, ProposalState
from portal.services import proposal_lapse, proposal_reading, proposals
from portal.services.plan_wish import EVALUATION, FREE_WEEK, GOAL, NEW, OTHER, STOP, Wish
from portal.services.proposal_lapse import let_lapse
from portal.services.proposals import MOST_OPEN, MOST_OPEN_OF_A_HELPER
from portal.services.work import Desk
from portal.store.base import AnyRow, rows
from portal.store.models import Cover, EventRow
from tests.builders import Village, all_rows, key_for, programme_of
from tests.conftest import NOW
from tests.services.proposing import answered, held, moved_to, proposed, row_of, seen, side_of

TODAY = date(2026, 11, 24)
SECRET = Wish(
    NEW, "add", title="Psykolog", days=frozenset({2}), starts=time(9), ends=time(10), serves=PartOfLife.HEALTH
)
ANOTHER_GOAL = Wish(GOAL, OTHER, goal="Jobb som kokk")


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def cover(engine: Engine, village: Village, by: Actor, *, last_day: date = TODAY) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(rows(Cover)).values(
                id=key_for(by.id),
                staff_id=village.caseworker.id,
                by_id=by.id,
                first_day=TODAY - timedelta(days=7),
                last_day=last_day,
                made_by=village.leader.id,
                made_at=NOW,
            )
        )


@pytest.mark.parametrize("far", [False, True], ids=["a colleague", "somebody of another office"])
def test_who_covers_the_contact_person_answers_what_is_about_health(
    engine: Engine, desk: Desk, village: Village, far: bool
) -> None:
    by = village.far_caseworker if far else village.colleague
    sent = proposed(desk, village.participant, village.participant, (SECRET, ANOTHER_GOAL))
    cover(engine, village, by)
    assert seen(desk, by, village.participant, sent).may_answer
    with desk.reading(by) as work:
        ((_, (told, _)),) = proposal_reading.waiting(work)
        assert told.name == "Psykolog"
    assert answered(desk, by, village.participant, sent, yes=True) is ProposalState.ACCEPTED


def test_a_cover_that_is_over_opens_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    sent = proposed(desk, village.participant, village.participant, SECRET)
    cover(engine, village, village.colleague, last_day=TODAY - timedelta(days=1))
    assert seen(desk, village.colleague, village.participant, sent).hides
    with pytest.raises(Refused, match="plan-unread"):
        answered(desk, village.colleague, village.participant, sent, yes=True)


@pytest.mark.parametrize("by_staff", [False, True])
def test_who_made_a_proposal_takes_it_back_whatever_they_read(
    engine: Engine, desk: Desk, village: Village, by_staff: bool
) -> None:
    maker = village.colleague if by_staff else village.representative
    sent = proposed(desk, maker, village.participant, SECRET)
    shown = seen(desk, maker, village.participant, sent)
    assert (shown.hides, shown.may_withdraw) == (True, True)
    with desk.writing(maker) as work:
        proposals.withdraw(work, side_of(work, village.participant), key_for("back"), sent)
    assert row_of(engine, sent).state is ProposalState.WITHDRAWN


def test_what_the_office_let_run_out_stays_on_its_list(
    desk: Desk, village: Village, sent: str, clock: FixedClock
) -> None:
    def listed() -> list[str]:
        with desk.reading(village.colleague) as work:
            return [row.id for row, _ in proposal_reading.ran_out(work)]

    clock.moment = NOW + timedelta(days=14)
    assert listed() == []
    clock.moment = NOW + timedelta(days=15)
    assert listed() == [sent], "Before the clock has said so."
    assert let_lapse(desk) == 1
    assert listed() == [sent]
    clock.moment = NOW + timedelta(days=28)
    assert listed() == [sent]
    clock.moment = NOW + timedelta(days=29)
    assert listed() == []


def test_what_is_proposed_instead_is_no_longer_said_to_have_run_out(
    desk: Desk, village: Village, sent: str, clock: FixedClock
) -> None:
    clock.moment = NOW + timedelta(days=15)
    let_lapse(desk)
    proposed(desk, village.caseworker, village.participant, ANOTHER_GOAL, instead=(sent, 2))
    with desk.reading(village.colleague) as work:
        assert proposal_reading.ran_out(work) == []


def test_the_clock_lets_lapse_and_one_that_fails_stops_no_other(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = proposed(desk, village.participant, village.participant, SECRET)
    second = proposed(desk, village.participant, village.participant, ANOTHER_GOAL)
    broken = min(first, second)
    clock.moment = NOW + timedelta(days=15)
    real = proposal_lapse._lapse

    def lapse(desk: Desk, row: AnyRow) -> bool:
        if row.id == broken:
            raise ValueError("Psykolog")
        return real(desk, row)

    monkeypatch.setattr(proposal_lapse, "_lapse", lapse)
    assert let_lapse(desk) == 1
    assert "Psykolog" not in caplog.text
    (event,) = all_rows(engine, EventRow, kind="ProposalLapsed")
    assert event.data["by_the_clock"], "Who proposed it did nothing then."


def test_what_the_office_has_yet_to_decide_silences_nobody(
    desk: Desk, village: Village, course: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_OPEN", 1)
    sent = proposed(desk, village.participant, village.participant, Wish(course, STOP))
    with pytest.raises(Refused, match="plan-too-many-open"):
        proposed(desk, village.participant, village.participant, ANOTHER_GOAL)
    answer = answered(desk, village.caseworker, village.participant, sent, yes=True)
    assert answer is ProposalState.AWAITING_DECISION
    assert proposed(desk, village.participant, village.participant, ANOTHER_GOAL)


def test_a_helper_takes_no_place_of_the_participants(desk: Desk, village: Village) -> None:
    def send(by: Actor, number: int) -> str:
        return proposed(desk, by, village.participant, replace(ANOTHER_GOAL, goal=f"Jobb {number}"))

    for number in range(MOST_OPEN_OF_A_HELPER):
        send(village.representative, number)
    with pytest.raises(Refused, match="plan-too-many-open"):
        send(village.representative, MOST_OPEN)
    for number in range(MOST_OPEN):
        send(village.participant, number)


def test_two_times_of_one_course_move_in_one_proposal(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    wishes = (
        moved_to(course, 3, slot="4 09:00"),
        moved_to(course, 2, slot="1 09:00", hours=(13, 16)),
    )
    sent = proposed(desk, village.participant, village.participant, wishes)
    assert answered(desk, village.caseworker, village.participant, sent, yes=True) is ProposalState.ACCEPTED
    plan = held(desk, village.participant, programme_of(engine, village.participant))
    old, new = plan.activities
    assert (old.id, old.last_day, new.follows) == (course, TODAY, course)
    assert [(slot.weekday, slot.starts.hour) for slot in new.slots] == [
        (0, 9),
        (2, 9),
        (2, 13),
        (3, 9),
        (3, 12),
    ]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (moved_to("", 2, slot="4 09:00"), "plan-changed-twice"),
        (moved_to("", 3, slot="1 09:00", hours=(13, 14)), "plan-slot-taken"),
        (replace(moved_to("", 2, slot="1 09:00"), from_day=date(2026, 12, 8)), "plan-changed-twice"),
        (Wish("", STOP), "plan-changed-twice"),
    ],
    ids=["the same time", "to the same hours", "from another day", "and stopped"],
)
def test_times_that_do_not_go_together_are_refused(
    desk: Desk, village: Village, course: str, second: Wish, code: str
) -> None:
    wishes = (moved_to(course, 3, slot="4 09:00"), replace(second, about=course))
    with pytest.raises(Refused, match=code):
        proposed(desk, village.participant, village.participant, wishes)


def test_no_course_is_left_without_a_time(desk: Desk, village: Village, course: str) -> None:
    wishes = tuple(
        replace(moved_to(course, 0, slot=f"{day} 09:00"), weekday=None, starts=None, ends=None)
        for day in range(5)
    )
    assert proposed(desk, village.participant, village.participant, wishes[:4])
    with pytest.raises(Refused, match="plan-slot-empty"):
        proposed(desk, village.participant, village.participant, wishes)


def test_an_evaluation_and_a_free_week_of_one_date_are_two_things(desk: Desk, village: Village) -> None:
    monday = date(2026, 12, 7)
    both = (Wish(EVALUATION, "add", day=monday), Wish(FREE_WEEK, "add", day=monday))
    assert proposed(desk, village.participant, village.participant, both)
    with pytest.raises(Refused, match="plan-changed-twice"):
        proposed(desk, village.participant, village.participant, (both[0], both[0]))


def test_what_is_put_together_is_kept_beside_what_was_saved(desk: Desk, village: Village) -> None:
    def drafts() -> tuple[dict[str, str], dict[str, str]]:
        with desk.reading(village.participant) as work:
            side = side_of(work, village.participant)
            return proposals.own_draft(work, side), proposals.own_begun(work, side)

    def send(*wishes: Wish, draft: str = "") -> None:
        with desk.writing(village.participant) as work:
            side = side_of(work, village.participant)
            proposals.propose(work, side, key_for(wishes), wishes, "", draft=draft)

    saved, begun = {"about": "goal", "goal": "Halvferdig"}, {"about": "new", "title": "Tur"}
    with desk.writing(village.participant) as work:
        side = side_of(work, village.participant)
        proposals.keep_draft(work, side, saved)
        proposals.keep_begun(work, side, begun)
    assert drafts() == (saved | {"draft": "saved"}, begun)
    send(SECRET)
    assert drafts() == (saved | {"draft": "saved"}, begun), "It was neither."
    send(SECRET, Wish(EVALUATION, "add", day=date(2026, 12, 7)))
    assert drafts() == (saved | {"draft": "saved"}, {})
    with desk.writing(village.participant) as work:
        proposals.keep_begun(work, side_of(work, village.participant), begun)
    send(ANOTHER_GOAL, draft="saved")
    assert drafts() == (begun | {"draft": "begun"}, begun)
    send(replace(SECRET, title="Tur"), draft="begun")
    assert drafts() == ({}, {})
