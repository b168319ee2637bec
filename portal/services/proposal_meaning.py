"""What wishes come to on the plan of today: the changes, whether two yeses are enough, how long they can be answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from portal.domain.errors import NotFound, Refused
from portal.domain.plan import LONGEST_REASON, Change, ChangeKind, PlanActivity, PlanContent
from portal.domain.plan_changes import DAY, EVALUATIONS, applied, earliest
from portal.domain.plan_data import changes_of
from portal.domain.programme import ActivityKind
from portal.rules.decision import Decision, Outcome
from portal.rules.plan_change import PlanChangeFacts, agreement_is_enough, stands_until
from portal.services.offices import practice_of
from portal.services.plan_versions import current
from portal.services.plan_wish import NEW, Wish
from portal.services.plan_wishes import changes_from
from portal.services.planning import Side
from portal.services.work import Work
from portal.store import proposal as store

MOST_CHANGES = 15
"""How many changes one proposal can hold: a whole first plan, and not more than somebody can read."""
WORKED = (ActivityKind.PAID_WORK, ActivityKind.APPRENTICESHIP)


class WishRefused(Refused):
    """One of several wishes cannot stand as it is: `which` is its place among them."""

    def __init__(self, code: str, which: int) -> None:
        """`code` is that of the refusal."""
        super().__init__(code)
        self.which = which


@dataclass(frozen=True, slots=True)
class Meaning:
    """What wishes come to on the plan of today: the changes, whether two yeses are enough, how long they can be answered."""

    changes: tuple[Change, ...]
    ruling: Decision[None]
    stands: Decision[date]


def meaning_of(work: Work, side: Side, wishes: Sequence[Wish], reason: str, entry: str) -> Meaning:
    """What the wishes come to together. `entry` is the id of the first entry that may come of them.

    Raises Refused for too much at once, WishRefused for one that cannot stand, and NotFound for what the side may not read.
    """
    if len(reason) > LONGEST_REASON:
        raise Refused("plan-reason-too-long")
    if not 0 < len(wishes) <= MOST_CHANGES:
        raise Refused("plan-too-many-changes")
    content = current(work, side.programme.id).content
    changes: list[Change] = []
    for place, wish in enumerate(wishes):
        fresh = str(uuid5(NAMESPACE_OID, f"{entry}/{place}")) if place else entry
        try:
            changes.append(_change_of(work, side, content, wish, fresh, changes))
        except Refused as refused:
            raise WishRefused(refused.code, place) from refused
    practice = practice_of(work, side.subject.office_id)
    ruling = ruling_of(work, side, content, changes)
    return Meaning(tuple(changes), ruling, stands_until(work.today, practice))


def _change_of(
    work: Work, side: Side, content: PlanContent, wish: Wish, entry: str, others: Sequence[Change]
) -> Change:
    completed = _completed(work, side, content, wish)
    (change,) = changes_from(completed, content, work.today, entry, work.actor.locale)
    # Each change says what stood there before, so nothing can be changed twice in one go.
    if same := [other for other in others if _touched(change) & _touched(other)]:
        _beside(change, same)
    return change


def _touched(change: Change) -> set[object]:
    """What of the plan a change is about, by what cannot be changed twice at once."""
    before = change.before
    if change.activities:
        return {before.id} if isinstance(before, PlanActivity) else set()
    if change.kind is ChangeKind.GOAL:
        return {ChangeKind.GOAL}
    # A day to look at the plan and a free week may have the same date.
    return {(change.kind in EVALUATIONS, part) for part in (before, change.after) if part}


def _beside(change: Change, others: Sequence[Change]) -> None:
    """Raise Refused unless all of them change times of one activity from the same day, and each another time of it."""
    if {(one.kind, one.from_day) for one in others} != {(ChangeKind.MOVE, change.from_day)}:
        raise Refused("plan-changed-twice")
    gone, come, slots = [], [], set()
    for one in (change, *others):
        old, new = one.before, one.after
        if one.kind is not ChangeKind.MOVE or not isinstance(old, PlanActivity) or old.once:
            raise Refused("plan-changed-twice")
        after = {*new.slots} if isinstance(new, PlanActivity) else set()
        slots |= {*old.slots}
        gone += [*({*old.slots} - after)]
        come += [*(after - {*old.slots})]
    if len({*gone}) < len(gone):
        raise Refused("plan-changed-twice")
    kept = sorted([*(slots - {*gone}), *come])
    if not kept:
        raise Refused("plan-slot-empty")
    if any(one.weekday == two.weekday and two.starts < one.ends for one, two in pairwise(kept)):
        raise Refused("plan-slot-taken")


def _completed(work: Work, side: Side, content: PlanContent, wish: Wish) -> Wish:
    """What a side does not see or is not asked for stays as it is, and nobody changes what they cannot read."""
    new = wish.about == NEW
    old = _answered_to(work, side, wish.like) if new else content.newest_of(wish.about)
    if old is not None and not new and old.is_private and not side.private:
        raise Refused("plan-gone")
    if old is None and not new:
        return wish
    if not side.by_staff:
        wish = replace(
            wish,
            why=old.why if old else "",
            provider=old.provider if old else "",
            kind=old.kind if old else None,
            responsible=old.responsible if old else None,
        )
    return wish if side.places or old is None else replace(wish, place=wish.place or old.place)


def _answered_to(work: Work, side: Side, like: str) -> PlanActivity | None:
    """The new entry of another proposal about this plan that a wish names, or None for what is there no more."""
    proposal_id, _, entry = like.partition(" ")
    row = store.one(work.session, side.subject.id, side.subject.office_id, proposal_id) if like else None
    for change in changes_of(row.changes) if row else ():
        if isinstance(change.after, PlanActivity) and change.before is None and change.after.id == entry:
            if side.hides(change):
                raise NotFound("What one does not read one cannot propose otherwise.")
            return change.after
    return None


def ruling_of(work: Work, side: Side, content: PlanContent, changes: Sequence[Change]) -> Decision[None]:
    """Whether two yeses are enough for these changes of that plan: on every day from which a week is otherwise."""
    after = applied(content, changes, work.today)
    practice = practice_of(work, side.subject.office_id)
    days = _turning_days(earliest(work.today), content, after)
    rulings = [agreement_is_enough(_facts(content, after, day), practice) for day in days]
    return next((one for one in rulings if needs_a_person(one)), rulings[-1])


def _turning_days(first: date, *plans: PlanContent) -> list[date]:
    """`first`, and every later day on which something in one of the plans begins or is over for the first time."""
    entries = [one for plan in plans for one in plan.activities]
    # An end is as good as a stop: what lasts until a day leaves the week after it empty.
    days = {one.first_day for one in entries} | {one.last_day + DAY for one in entries if one.last_day}
    return sorted({first, *(day for day in days if day > first)})


def _facts(before: PlanContent, after: PlanContent, day: date) -> PlanChangeFacts:
    def minutes(plan: PlanContent, *kinds: ActivityKind) -> int:
        weekly = (one for one in plan.activities if one.covers(day) and not one.once)
        return sum(one.minutes for one in weekly if not kinds or one.kind in kinds)

    return PlanChangeFacts(
        day,
        minutes(before),
        minutes(after),
        minutes(before, *WORKED),
        minutes(after, *WORKED),
        apprentice=minutes(after, ActivityKind.APPRENTICESHIP) > 0,
        free_weeks=len({*after.free_weeks} - {*before.free_weeks}),
    )


def needs_a_person(ruling: Decision[Any]) -> bool:
    """Whether two yeses are not enough."""
    return ruling.outcome is not Outcome.MET
