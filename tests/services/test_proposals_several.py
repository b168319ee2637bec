"""Proposals of several changes at once, and answers that keep what their form does not ask for."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Refused
from portal.domain.plan import PartOfLife, PlanActivity, ProposalState
from portal.domain.programme import ActivityKind, Responsible
from portal.services import proposals
from portal.services.plan_wish import EVALUATION, GOAL, NEW, OTHER, PLACE, STOP, Wish
from portal.services.plan_wishes_again import wish_from
from portal.services.planning import own_side
from portal.services.proposal_meaning import MOST_CHANGES, WishRefused
from portal.services.work import Desk
from tests.builders import Village, programme_of
from tests.services.proposing import answered, held, moved_to, proposed, seen, versions

TODAY = date(2026, 11, 24)
SWIMMING = Wish(NEW, "add", title="Svømming", days=frozenset({5, 6}), starts=time(18), ends=time(19))


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_a_whole_first_plan_is_one_proposal_and_one_answer(
    engine: Engine, desk: Desk, village: Village
) -> None:
    wishes = (
        Wish(GOAL, OTHER, goal="Jobb i butikk"),
        SWIMMING,
        Wish(NEW, "add", title="Lese hjemme", weekly_minutes=150),
        Wish(EVALUATION, "add", day=date(2027, 1, 12)),
    )
    proposal_id = proposed(desk, village.caseworker, village.participant, wishes)
    shown = seen(desk, village.participant, village.participant, proposal_id)
    assert [change.kind.value for change in shown.changes] == ["goal", "add", "add", "evaluation_added"]
    assert answered(desk, village.participant, village.participant, proposal_id, yes=True) is (
        ProposalState.ACCEPTED
    )
    plan = held(desk, village.participant, programme_of(engine, village.participant))
    assert (plan.goal.text, plan.evaluations) == ("Jobb i butikk", (date(2027, 1, 12),))
    assert {one.title: one.minutes for one in plan.activities} == {"Svømming": 120, "Lese hjemme": 150}
    assert len(versions(engine, programme_of(engine, village.participant))) == 1


def test_hours_between_two_changes_are_looked_at_too(desk: Desk, village: Village, course: str) -> None:
    """A course that ends now and another that begins in spring leave months with less, whatever comes at their end."""
    later = replace(
        SWIMMING, days=frozenset(range(5)), starts=time(8), ends=time(16), from_day=TODAY + timedelta(days=90)
    )
    with desk.reading(village.participant) as work:
        found = proposals.what_it_means(work, own_side(work), (Wish(course, STOP), later))
        alone = proposals.what_it_means(work, own_side(work), (later,))
    assert (found.ruling.outcome.value, alone.ruling.outcome.value) == ("undecided", "met")


@pytest.mark.parametrize("other", [Wish("", PLACE, place="Rom 2"), Wish("", STOP)])
def test_the_same_is_not_changed_twice_in_one_go(
    desk: Desk, village: Village, course: str, other: Wish
) -> None:
    with pytest.raises(WishRefused, match="plan-changed-twice") as refused:
        proposed(
            desk,
            village.participant,
            village.participant,
            (moved_to(course, 3), replace(other, about=course)),
        )
    assert refused.value.which == 1


def test_a_proposal_has_an_end(desk: Desk, village: Village) -> None:
    wishes = tuple(replace(SWIMMING, title=f"Kurs {number}") for number in range(MOST_CHANGES + 1))
    with pytest.raises(Refused, match="plan-too-many-changes"):
        proposed(desk, village.participant, village.participant, wishes)
    assert proposed(desk, village.participant, village.participant, wishes[1:])


def test_what_the_form_does_not_ask_is_as_the_other_side_proposed_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    wish = replace(
        SWIMMING,
        kind=ActivityKind.SUPPORTING,
        why="Kondisjon til lagerjobb.",
        provider="Svømmeklubben",
        responsible=Responsible.STATE,
        serves=PartOfLife.NETWORK,
    )
    proposal_id = proposed(desk, village.caseworker, village.participant, wish)
    (change,) = seen(desk, village.participant, village.participant, proposal_id).changes
    assert isinstance(change.after, PlanActivity)
    # What comes from the participant's form: nothing of what only the office fills in.
    again = replace(
        wish_from(change),
        kind=None,
        why="",
        provider="",
        responsible=None,
        days=frozenset({1}),
        place="Halden",
    )
    like = replace(again, like=f"{proposal_id} {change.after.id}")
    counter = proposed(
        desk, village.participant, village.participant, like, "Heller tirsdag.", (proposal_id, 1)
    )
    answered(desk, village.caseworker, village.participant, counter, yes=True)
    (entry,) = held(desk, village.participant, programme_of(engine, village.participant)).activities
    assert (entry.kind, entry.why, entry.provider) == (wish.kind, wish.why, wish.provider)
    assert (entry.responsible, entry.serves, entry.place) == (wish.responsible, wish.serves, "Halden")
