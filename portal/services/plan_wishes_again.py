"""A wish that means what a proposal means: to answer it with another one, or to propose it again on the plan of today."""

from dataclasses import replace
from datetime import date

from portal.domain.plan import Change, ChangeKind, Goal, PlanActivity, differing
from portal.domain.plan_changes import carried
from portal.services.plan_wish import (
    ADD,
    EVALUATION,
    FREE_WEEK,
    GOAL,
    MOVE,
    NEW,
    OTHER,
    PLACE,
    REMOVE,
    STOP,
    Wish,
    slot_name,
)


def wish_from(change: Change, now: PlanActivity | None = None) -> Wish:
    """A wish that means the same, to begin a form with; on the entry `now` where something else stands there by now."""
    match change.kind, change.before, change.after:
        case ChangeKind.GOAL, _, Goal() as goal:
            return Wish(GOAL, OTHER, goal=goal.text)
        case ChangeKind.ADD, _, PlanActivity() as new:
            return replace(_described(new, NEW, ADD), once=new.once)
        case ChangeKind.REMOVE, PlanActivity() as old, _:
            return Wish((now or old).id, STOP, from_day=change.from_day)
        case _, PlanActivity() as old, PlanActivity() as new:
            return _of_change(change, old, new, now or old)
        case ChangeKind.FREE_WEEK | ChangeKind.FREE_WEEK_REMOVED, before, after:
            how = ADD if before is None else REMOVE
            return Wish(FREE_WEEK, how, day=_day(after), old_day=_day(before))
        case kind, before, after:
            how = {ChangeKind.EVALUATION_ADDED: ADD, ChangeKind.EVALUATION_MOVED: MOVE}.get(kind, REMOVE)
            return Wish(EVALUATION, how, day=_day(after), old_day=_day(before))


def _of_change(change: Change, old: PlanActivity, new: PlanActivity, now: PlanActivity) -> Wish:
    gone, come = sorted({*old.slots} - {*new.slots}), sorted({*new.slots} - {*old.slots})
    only_times = set(differing(old, new)) <= {"slots", "last_day"}
    if only_times and len(gone) <= 1 and len(come) <= 1 and (gone or come):
        at = come[0] if come else None
        return Wish(
            now.id,
            MOVE,
            slot=slot_name(gone[0]) if gone and gone[0] in now.slots else "",
            weekday=at.weekday if at else None,
            starts=at.starts if at else None,
            ends=at.ends if at else None,
            from_day=change.from_day,
        )
    wanted = carried(change, now)
    how = PLACE if set(differing(old, new)) == {"place"} else OTHER
    return replace(_described(wanted, now.id, how), from_day=change.from_day)


def _described(one: PlanActivity, about: str, how: str) -> Wish:
    at = one.slots[0] if one.slots else None
    return Wish(
        about,
        how,
        title=one.title,
        what=one.what,
        why=one.why,
        place=one.place,
        provider=one.provider,
        kind=one.kind,
        serves=one.serves,
        responsible=one.responsible,
        starts=at.starts if at else None,
        ends=at.ends if at else None,
        days=frozenset(slot.weekday for slot in one.slots),
        weekly_minutes=0 if one.slots else one.weekly_minutes,
        from_day=one.first_day,
        last_day=None if one.once else one.last_day,
    )


def _day(part: object) -> date | None:
    return part if isinstance(part, date) else None
