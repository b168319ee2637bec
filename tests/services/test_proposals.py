"""Proposals: nothing changes without both sides, no text is lost, and who comes too late is told."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.plan import ChangeKind, PlanActivity, ProposalState
from portal.services import plan_versions, proposal_answers, proposal_reading, proposals, weeks
from portal.services.plan_wish import EVALUATION, FREE_WEEK, GOAL, NEW, OTHER, PLACE, STOP, Wish
from portal.services.plan_wishes_again import wish_from
from portal.services.planning import own_side
from portal.services.proposal_answers import PlanMoved
from portal.services.work import Desk
from tests.builders import (
    Village,
    at_once,
    fingerprint,
    key_for,
    programme_of,
)
from tests.conftest import NOW
from tests.services.proposing import (
    NO,
    REASON,
    answered,
    day,
    held,
    moved_to,
    proposed,
    row_of,
    seen,
    side_of,
    versions,
)

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)


def test_a_yes_changes_the_plan_and_keeps_what_it_was(
    engine: Engine, desk: Desk, village: Village, course: str, sent: str
) -> None:
    programme = programme_of(engine, village.participant)
    before = held(desk, village.participant, programme)
    assert answered(desk, village.caseworker, village.participant, sent, yes=True) is ProposalState.ACCEPTED
    after = held(desk, village.participant, programme)
    assert versions(engine, programme) == [before, after]
    old, new = after.activities
    assert (old.id, old.last_day, old.slots) == (course, TODAY, before.activities[0].slots)
    assert (new.follows, new.first_day, [slot.weekday for slot in new.slots]) == (
        course,
        TOMORROW,
        [0, 1, 2, 3, 3],
    )
    with desk.reading(village.participant) as work:
        week = weeks.week_of(work, TODAY)
        assert [len(one.planned) for one in week.days] == [1, 1, 1, 2, 0, 0, 0]
        assert week.days[1].planned[0].activity_id == course, "What was planned until now is as it was."


def test_nothing_changes_before_the_other_side_has_said_yes(
    engine: Engine, desk: Desk, village: Village, sent: str
) -> None:
    programme = programme_of(engine, village.participant)
    before = held(desk, village.participant, programme)
    assert versions(engine, programme) == []
    assert answered(desk, village.caseworker, village.participant, sent, yes=False, text=NO)
    assert held(desk, village.participant, programme) == before
    shown = seen(desk, village.participant, village.participant, sent)
    assert (shown.state, shown.answer_text, shown.reason) == (ProposalState.DECLINED, NO, REASON)


@pytest.mark.parametrize("by_staff", [True, False])
def test_nobody_answers_what_their_own_side_proposed(
    desk: Desk, village: Village, course: str, by_staff: bool
) -> None:
    proposer = village.caseworker if by_staff else village.participant
    others = (
        (village.caseworker, village.colleague) if by_staff else (village.participant, village.representative)
    )
    proposal_id = proposed(desk, proposer, village.participant, moved_to(course, 3))
    for who in others:
        assert not seen(desk, who, village.participant, proposal_id).may_answer
        for yes in (True, False):
            with pytest.raises(NotFound):
                answered(desk, who, village.participant, proposal_id, yes=yes, text=NO)


def test_silence_is_no_consent(
    engine: Engine, desk: Desk, village: Village, sent: str, clock: FixedClock
) -> None:
    before = fingerprint(engine)
    clock.moment = NOW + timedelta(days=14)
    assert seen(desk, village.caseworker, village.participant, sent).may_answer
    clock.moment = NOW + timedelta(days=15)
    shown = seen(desk, village.caseworker, village.participant, sent)
    assert (shown.state, shown.may_answer) == (ProposalState.EXPIRED, False)
    with pytest.raises(Conflict):
        answered(desk, village.caseworker, village.participant, sent, yes=True)
    with desk.reading(village.caseworker) as work:
        assert proposal_reading.count_waiting(work) == 0
        assert proposal_reading.waiting(work) == []
    assert fingerprint(engine, "sign_in.seen_at") == before


def test_the_other_side_may_propose_something_else_and_both_texts_stay(
    engine: Engine, desk: Desk, village: Village, course: str, sent: str
) -> None:
    wish = moved_to(course, 2, hours=(13, 16))
    counter = proposed(desk, village.caseworker, village.participant, wish, "Onsdag er ledig.", (sent, 1))
    first = seen(desk, village.participant, village.participant, sent)
    assert (first.state, first.reason, first.may_answer) == (ProposalState.COUNTERED, REASON, False)
    other = seen(desk, village.participant, village.participant, counter)
    assert (other.reason, other.row.counter_of, other.may_answer) == ("Onsdag er ledig.", sent, True)
    answered(desk, village.participant, village.participant, counter, yes=True)
    plan = held(desk, village.participant, programme_of(engine, village.participant))
    assert [(slot.weekday, slot.starts) for slot in plan.activities[-1].slots if slot.starts > time(9)] == [
        (2, time(13))
    ]
    with pytest.raises(Conflict):
        answered(desk, village.caseworker, village.participant, sent, yes=True, version=2)


def test_a_proposal_on_what_has_changed_since_is_a_conflict_that_loses_nothing(
    engine: Engine, desk: Desk, village: Village, course: str, sent: str
) -> None:
    other = proposed(
        desk, village.caseworker, village.participant, Wish(course, PLACE, place="Rom 4"), "Nytt rom."
    )
    answered(desk, village.participant, village.participant, other, yes=True)
    with pytest.raises(PlanMoved):
        answered(desk, village.caseworker, village.participant, sent, yes=True)
    shown = seen(desk, village.caseworker, village.participant, sent)
    (clash,) = shown.clashes
    assert isinstance(clash.change.before, PlanActivity)
    assert isinstance(clash.now, PlanActivity)
    assert (clash.change.before.place, clash.now.place, shown.reason) == ("", "Rom 4", REASON)
    again = wish_from(clash.change, clash.now)
    answer = proposed(desk, village.caseworker, village.participant, again, "På planen nå.", (sent, 1))
    answered(desk, village.participant, village.participant, answer, yes=True)
    plan = held(desk, village.participant, programme_of(engine, village.participant))
    newest = plan.newest_of(course)
    assert newest is not None
    assert (newest.place, [slot.weekday for slot in newest.slots]) == ("Rom 4", [0, 1, 2, 3, 3])


def test_of_two_answers_at_once_one_stands(engine: Engine, desk: Desk, village: Village, sent: str) -> None:
    people = (village.caseworker, village.colleague)

    def answer(number: int) -> ProposalState:
        yes = number % 2 == 0
        return answered(desk, people[number % 2], village.participant, sent, yes=yes, text="" if yes else NO)

    found = at_once(4, answer)
    assert sum(isinstance(one, Conflict) for one in found) == 2
    state = row_of(engine, sent).state
    assert [one for one in found if not isinstance(one, Conflict)] == [state, state]
    kept = versions(engine, programme_of(engine, village.participant))
    assert len(kept) == (2 if state is ProposalState.ACCEPTED else 0)


def test_the_same_form_sent_twice_is_one(engine: Engine, desk: Desk, village: Village, course: str) -> None:
    ids = {proposed(desk, village.participant, village.participant, moved_to(course, 3)) for _ in range(2)}
    assert len(ids) == 1
    for _ in range(2):
        answered(desk, village.caseworker, village.participant, *ids, yes=True)
    assert len(versions(engine, programme_of(engine, village.participant))) == 2


def test_who_proposed_takes_it_back_until_it_is_answered(
    desk: Desk, village: Village, course: str, sent: str
) -> None:
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        proposals.withdraw(work, side_of(work, village.participant), key_for("x"), sent)
    with desk.writing(village.participant) as work:
        proposals.withdraw(work, own_side(work), key_for("y"), sent)
    with pytest.raises(Conflict):
        answered(desk, village.caseworker, village.participant, sent, yes=True)
    other = proposed(desk, village.caseworker, village.participant, moved_to(course, 6))
    answered(desk, village.participant, village.participant, other, yes=False, text=NO)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        proposals.withdraw(work, side_of(work, village.participant), key_for("z"), other)


def test_fewer_hours_than_full_time_wait_for_a_decision_and_say_so(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    stop = proposed(desk, village.participant, village.participant, Wish(course, STOP), "Orker ikke mer.")
    state = answered(desk, village.caseworker, village.participant, stop, yes=True)
    assert state is ProposalState.AWAITING_DECISION
    programme = programme_of(engine, village.participant)
    assert versions(engine, programme) == []
    for who in (village.participant, village.caseworker):
        shown = seen(desk, who, village.participant, stop)
        assert "content.week-is-not-full" in {one.reason.code for one in shown.ruling.because}
        assert shown.may_decide is (who is village.caseworker)
    with desk.reading(village.colleague) as work:
        assert proposal_reading.count_waiting(work) == 1
    with pytest.raises(Refused, match="refusal-without-reason"), desk.writing(village.caseworker) as work:
        proposal_answers.decide(work, side_of(work, village.participant), stop, 2, approve=False, text="nei")
    with desk.writing(village.caseworker) as work:
        proposal_answers.decide(work, side_of(work, village.participant), stop, 2, approve=True, text="")
    assert [one.last_day for one in held(desk, village.caseworker, programme).activities] == [TODAY]


def test_a_refused_decision_says_why_and_until_when_one_complains(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    stop = proposed(desk, village.participant, village.participant, Wish(course, STOP))
    answered(desk, village.caseworker, village.participant, stop, yes=True)
    for _ in range(2):
        with desk.writing(village.colleague) as work:
            side = side_of(work, village.participant)
            proposal_answers.decide(work, side, stop, 2, approve=False, text="Uka må være full.")
    row = row_of(engine, stop)
    assert (row.state, row.complaint_by) == (ProposalState.DECISION_REFUSED, date(2026, 12, 15))
    assert row.complaint["rule"]
    assert versions(engine, programme_of(engine, village.participant)) == []
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        proposal_answers.decide(work, side_of(work, village.participant), stop, 2, approve=True, text="")


def test_goal_evaluation_and_free_week_are_proposed_the_same_way(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    wishes = (
        Wish(GOAL, OTHER, goal="Fast jobb i butikk"),
        Wish(EVALUATION, "add", day=day("2027-01-12")),
        Wish(EVALUATION, "move", day=day("2027-01-14"), old_day=day("2027-01-12")),
        Wish(NEW, "add", title="Svømming", days=frozenset({2}), starts=time(18), ends=time(19)),
        Wish(course, OTHER, title="Norsk på jobb", place="Rom 9"),
    )
    for wish in wishes:
        proposal_id = proposed(desk, village.participant, village.participant, wish)
        state = answered(desk, village.caseworker, village.participant, proposal_id, yes=True)
        assert state is ProposalState.ACCEPTED
    programme = programme_of(engine, village.participant)
    plan = held(desk, village.participant, programme)
    assert (plan.goal.text, plan.evaluations) == ("Fast jobb i butikk", (day("2027-01-14"),))
    assert [one.title for one in plan.activities if one.last_day is None] == ["Norsk på jobb", "Svømming"]
    week = proposed(
        desk, village.caseworker, village.participant, Wish(FREE_WEEK, "add", day=day("2026-12-23"))
    )
    assert answered(desk, village.participant, village.participant, week, yes=True) is (
        ProposalState.AWAITING_DECISION
    )
    with desk.writing(village.caseworker) as work:
        proposal_answers.decide(work, side_of(work, village.participant), week, 2, approve=True, text="")
    with desk.reading(village.participant) as work:
        free = weeks.week_of(work, day("2026-12-23"))
        assert free.left_free
        assert not any(one.planned for one in free.days)
    with desk.reading(village.participant) as work:
        found = plan_versions.history(work, own_side(work))
        assert [one.changes[0].kind for one in found if one.changes] == [
            ChangeKind.FREE_WEEK,
            ChangeKind.CHANGE,
            ChangeKind.ADD,
            ChangeKind.EVALUATION_MOVED,
            ChangeKind.EVALUATION_ADDED,
            ChangeKind.GOAL,
        ]


def test_the_plan_of_an_earlier_day_can_be_read(
    desk: Desk, village: Village, course: str, sent: str, clock: FixedClock
) -> None:
    clock.moment = NOW + timedelta(days=2)
    answered(desk, village.caseworker, village.participant, sent, yes=True)
    clock.moment = NOW + timedelta(days=9)
    place = proposed(desk, village.caseworker, village.participant, Wish(course, STOP), key="late")
    assert place
    with desk.reading(village.participant) as work:
        side = own_side(work)
        assert plan_versions.plan_on(work, side, TOMORROW) is None, "Nobody kept what was before."
        found = plan_versions.plan_on(work, side, TODAY + timedelta(days=2))
        assert found is not None
        assert found.number == 2
