"""Proposals as each side reads them, with what its reader may do; and those that wait for the office."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound
from portal.domain.plan import Change, PlanActivity, ProposalState, masked_change, standing
from portal.domain.plan_changes import Clash, clashes
from portal.domain.plan_data import changes_of
from portal.rules.decision import Decision, from_data
from portal.services.permissions import Action, offices_of, within
from portal.services.plan_versions import Current, current
from portal.services.planning import Side, stood_in_for
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import proposal as store
from portal.store.base import AnyRow

PAGE = 25
LAST_DAYS = timedelta(days=3)
RAN_OUT = timedelta(days=14)
"""How long what ran out without an answer stays on the office's list."""
WAITING = frozenset({ProposalState.SENT, ProposalState.AWAITING_DECISION})


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as its reader may read it, and what they may do.

    `hides`: it is about health, and the reader sees only that something is asked for. `mine`: the reader's own side made it.
    `by_contact`: the contact person answered. `clashes` is empty unless it waits and does not fit the plan of today.
    """

    row: AnyRow
    state: ProposalState
    changes: tuple[Change, ...]
    clashes: tuple[Clash, ...]
    ruling: Decision[Any]
    reason: str
    answer_text: str
    decision_text: str
    hides: bool
    mine: bool
    by_contact: bool
    may_answer: bool
    may_counter: bool
    may_withdraw: bool
    may_decide: bool

    @property
    def waits(self) -> bool:
        """Whether somebody still has to say something."""
        return self.state in WAITING


def proposals_of(work: Work, side: Side) -> list[Shown]:
    """Every proposal about the plan, newest first."""
    now = current(work, side.programme.id)
    return [_shown(work, side, row, now) for row in store.of_programme(work.session, side.programme.id)]


def open_proposals(work: Work, side: Side) -> list[Shown]:
    """Those that wait for an answer or a decision, newest first."""
    rows = store.open_of(work.session, side.programme.id, work.today)
    if not rows:
        return []
    now = current(work, side.programme.id)
    return [_shown(work, side, row, now) for row in rows]


def proposal_of(work: Work, side: Side, proposal_id: str) -> Shown:
    """One of them. Raises NotFound."""
    row = store.one(work.session, side.subject.id, side.subject.office_id, proposal_id)
    if row is None:
        raise NotFound("No such proposal.")
    return _shown(work, side, row, current(work, side.programme.id))


def waiting(work: Work, after: tuple[datetime, str] | None = None) -> list[tuple[AnyRow, tuple[Change, ...]]]:
    """What waits for the staff's answer or decision within reach, oldest first, with the changes as the actor may read them."""
    offices = offices_of(work, Action.CHANGE_PLAN)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(within, work, Action.CHANGE_PLAN)
    found = store.waiting(work.session, offices, reach, work.today, after=after, limit=PAGE)
    return _for_the_list(work, found)


def running_out(work: Work) -> list[tuple[AnyRow, tuple[Change, ...]]]:
    """What the staff proposed and the participant has not answered, in its last days: a call can still reach them."""
    offices = offices_of(work, Action.CHANGE_PLAN)
    reach = partial(within, work, Action.CHANGE_PLAN)
    last = work.today + LAST_DAYS
    return _for_the_list(work, store.running_out(work.session, offices, reach, work.today, last, limit=PAGE))


def ran_out(work: Work) -> list[tuple[AnyRow, tuple[Change, ...]]]:
    """What participants proposed and the office let run out without an answer, of late, and nobody has taken up since."""
    offices = offices_of(work, Action.CHANGE_PLAN)
    reach = partial(within, work, Action.CHANGE_PLAN)
    since = work.today - RAN_OUT
    return _for_the_list(work, store.ran_out(work.session, offices, reach, work.today, since, limit=PAGE))


def _for_the_list(work: Work, found: list[AnyRow]) -> list[tuple[AnyRow, tuple[Change, ...]]]:
    stood_in = stood_in_for(work) if found else frozenset()
    told = []
    for row in found:
        private = row.contact_person_id == work.actor.id or (row.contact_person_id, row.office_id) in stood_in
        told.append((row, tuple(one if private else masked_change(one) for one in changes_of(row.changes))))
    return told


def count_waiting(work: Work) -> int:
    """How many of them there are. Raises NotPermitted."""
    offices = offices_of(work, Action.CHANGE_PLAN)
    return store.count_waiting(work.session, offices, partial(within, work, Action.CHANGE_PLAN), work.today)


def _shown(work: Work, side: Side, row: AnyRow, now: Current) -> Shown:
    changes = changes_of(row.changes)
    state = standing(row.state, row.expires_on, work.today)
    waits = state in WAITING
    found = clashes(changes, now.content, work.today) if waits else ()
    hides = any(side.hides(one) for one in changes)
    mine = row.by_staff is side.by_staff
    ruling = from_data(row.ruling)
    asked = state is ProposalState.SENT and side.may_change
    return Shown(
        row,
        state,
        tuple(side.change(one) for one in changes),
        tuple(_clash(side, one) for one in found),
        ruling,
        "" if hides else row.reason,
        "" if hides else row.answer_text,
        "" if hides else row.decision_text,
        hides,
        mine,
        row.answered_by == row.contact_person_id,
        may_answer=asked and not mine and not hides,
        may_counter=asked and not mine and not hides,
        may_withdraw=waits and mine and side.may_change and (not hides or row.made_by == work.actor.id),
        may_decide=state is ProposalState.AWAITING_DECISION
        and side.by_staff
        and side.may_change
        and not hides,
    )


def _clash(side: Side, clash: Clash) -> Clash:
    now = side.activity(clash.now) if isinstance(clash.now, PlanActivity) else clash.now
    return Clash(side.change(clash.change), now, clash.past)
