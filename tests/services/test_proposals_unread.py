"""Proposals about health: who sees only an appointment answers, counters, decides and takes back nothing."""

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import Engine

from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor
from portal.domain.plan import PartOfLife, PlanActivity
from portal.services import proposal_answers, proposals
from portal.services.plan_wish import NEW, STOP, Wish
from portal.services.work import Desk
from tests.builders import Village, add_mandate, fingerprint, key_for
from tests.services.proposing import NO, answered, proposed, seen, side_of

Door = Callable[[Desk, Actor, Village, str], object]
SECRET = Wish(
    NEW, "add", title="Psykolog", days=frozenset({2}), starts=time(9), ends=time(10), serves=PartOfLife.HEALTH
)
GOAL = Wish("goal", "other", goal="Noe annet")


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def counter(desk: Desk, by: Actor, village: Village, proposal_id: str) -> object:
    return proposed(desk, by, village.participant, GOAL, NO, (proposal_id, 1))


def say_yes(desk: Desk, by: Actor, village: Village, proposal_id: str) -> object:
    return answered(desk, by, village.participant, proposal_id, yes=True)


def say_no(desk: Desk, by: Actor, village: Village, proposal_id: str) -> object:
    return answered(desk, by, village.participant, proposal_id, yes=False, text=NO)


def take_back(desk: Desk, by: Actor, village: Village, proposal_id: str) -> None:
    with desk.writing(by) as work:
        proposals.withdraw(work, side_of(work, village.participant), key_for("back"), proposal_id)


@pytest.mark.parametrize("door", [counter, say_yes, say_no], ids=lambda door: door.__name__)
@pytest.mark.parametrize("by_staff", [False, True], ids=["to a colleague", "to a helper"])
def test_nobody_answers_what_they_do_not_read(
    engine: Engine, desk: Desk, village: Village, door: Door, by_staff: bool
) -> None:
    proposer = village.caseworker if by_staff else village.participant
    other = village.representative if by_staff else village.colleague
    proposal_id = proposed(desk, proposer, village.participant, SECRET)
    shown = seen(desk, other, village.participant, proposal_id)
    assert (shown.hides, shown.may_answer, shown.may_counter) == (True, False, False)
    before = fingerprint(engine)
    with pytest.raises(Refused, match="plan-unread"):
        door(desk, other, village, proposal_id)
    assert fingerprint(engine) == before
    reader = village.participant if by_staff else village.caseworker
    assert seen(desk, reader, village.participant, proposal_id).may_answer
    door(desk, reader, village, proposal_id)


@pytest.mark.parametrize("by_staff", [False, True])
def test_nobody_takes_back_what_they_do_not_read(desk: Desk, village: Village, by_staff: bool) -> None:
    proposer = village.caseworker if by_staff else village.participant
    other = village.colleague if by_staff else village.representative
    proposal_id = proposed(desk, proposer, village.participant, SECRET)
    assert not seen(desk, other, village.participant, proposal_id).may_withdraw
    with pytest.raises(Refused, match="plan-unread"):
        take_back(desk, other, village, proposal_id)
    take_back(desk, proposer, village, proposal_id)


@pytest.mark.parametrize("approve", [True, False])
def test_nobody_decides_what_they_do_not_read(
    desk: Desk, village: Village, course: str, approve: bool
) -> None:
    both = (SECRET, Wish(course, STOP))
    proposal_id = proposed(desk, village.participant, village.participant, both)
    answered(desk, village.caseworker, village.participant, proposal_id, yes=True)

    def decide(by: Actor) -> None:
        with desk.writing(by) as work:
            side = side_of(work, village.participant)
            proposal_answers.decide(work, side, proposal_id, 2, approve=approve, text=NO)

    assert not seen(desk, village.colleague, village.participant, proposal_id).may_decide
    with pytest.raises(Refused, match="plan-unread"):
        decide(village.colleague)
    assert seen(desk, village.caseworker, village.participant, proposal_id).may_decide
    decide(village.caseworker)


def test_what_one_does_not_read_fills_in_no_form(engine: Engine, desk: Desk, village: Village) -> None:
    """What is copied from the other side's entry is copied for its readers alone."""
    add_mandate(engine, village.participant, village.representative)
    proposal_id = proposed(desk, village.caseworker, village.participant, SECRET)
    (change,) = seen(desk, village.participant, village.participant, proposal_id).changes
    assert isinstance(change.after, PlanActivity)
    like = Wish(NEW, "add", title="Noe", like=f"{proposal_id} {change.after.id}", from_day=date(2026, 12, 1))
    with pytest.raises(NotFound):
        proposed(desk, village.representative, village.participant, like)
    assert proposed(desk, village.participant, village.participant, like)
