"""Short ways to propose, answer and look at a plan, for tests."""

from datetime import date, time
from typing import Any

from sqlalchemy import Engine

from portal.domain.people import Actor, Role
from portal.domain.plan import PlanContent, ProposalState
from portal.domain.plan_data import content_of
from portal.services import proposal_answers, proposal_reading, proposals
from portal.services.plan_wish import MOVE, Wish
from portal.services.planning import Side, own_side, staff_side
from portal.services.proposal_reading import Shown
from portal.services.work import Desk, Work
from portal.store.models import PlanVersion, Proposal
from portal.store.plan_version import projected
from tests.builders import all_rows, key_for

REASON = "Fredager passer dårlig for meg."
NO = "Kurset har ingen plass den dagen."


def side_of(work: Work, about: Actor) -> Side:
    """The actor's side of somebody's plan."""
    return own_side(work) if work.actor.role is not Role.CASEWORKER else staff_side(work, about.id)


def moved_to(
    activity_id: str, weekday: int, *, slot: str = "4 09:00", hours: tuple[int, int] = (12, 15)
) -> Wish:
    """One time of an activity at another day and hour."""
    return Wish(activity_id, MOVE, slot=slot, weekday=weekday, starts=time(hours[0]), ends=time(hours[1]))


def proposed(
    desk: Desk,
    by: Actor,
    about: Actor,
    wish: Wish | tuple[Wish, ...],
    reason: str = REASON,
    instead: tuple[str, int] | None = None,
    key: object = None,
) -> str:
    """Send a proposal; its id."""
    wishes = wish if isinstance(wish, tuple) else (wish,)
    with desk.writing(by) as work:
        return proposals.propose(
            work, side_of(work, about), key_for(key or (by.id, wish, reason)), wishes, reason, instead
        )[1]


def answered(
    desk: Desk, by: Actor, about: Actor, proposal_id: str, *, yes: bool, text: str = "", version: int = 1
) -> ProposalState:
    """Answer it."""
    with desk.writing(by) as work:
        key = key_for((by.id, proposal_id, yes, text))
        return proposal_answers.answer(
            work, side_of(work, about), key, proposal_id, version, yes=yes, text=text
        )


def seen(desk: Desk, by: Actor, about: Actor, proposal_id: str) -> Shown:
    """The proposal as that person reads it."""
    with desk.reading(by) as work:
        return proposal_reading.proposal_of(work, side_of(work, about), proposal_id)


def row_of(engine: Engine, proposal_id: str) -> Any:  # noqa: ANN401 -- A row of a Core query.
    """The row."""
    return all_rows(engine, Proposal, id=proposal_id)[0]


def held(desk: Desk, by: Actor, programme_id: str) -> PlanContent:
    """What the plan's rows hold."""
    with desk.reading(by) as work:
        return projected(work.session, programme_id)


def versions(engine: Engine, programme_id: str) -> list[PlanContent]:
    """Every version that is kept, oldest first."""
    rows = sorted(all_rows(engine, PlanVersion, programme_id=programme_id), key=lambda row: row.number)
    return [content_of(row.content) for row in rows]


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
