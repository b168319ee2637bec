"""Changing a plan: what comes of a change, what differs between two plans, and which changes no longer fit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.domain.plan import (
    Change,
    ChangeKind,
    Goal,
    Part,
    PlanActivity,
    PlanContent,
    differing,
)

DAY = timedelta(days=1)
EVALUATIONS = {ChangeKind.EVALUATION_ADDED, ChangeKind.EVALUATION_MOVED, ChangeKind.EVALUATION_REMOVED}
TIMES = ("slots", "weekly_minutes")


@dataclass(frozen=True, slots=True)
class Clash:
    """A change that does not fit any more. `now` is what stands where it meant to change something.

    `past`: what it asks for would have to begin on a day that is over.
    """

    change: Change
    now: Part | None
    past: bool = False


def earliest(today: date) -> date:
    """From which day a change of an activity can count: tomorrow, because today may have been reported already."""
    return today + DAY


def applied(content: PlanContent, changes: Iterable[Change], today: date) -> PlanContent:
    """The plan with the changes in it, as agreed on `today`.

    An activity that has begun is closed the day before and goes on as a new entry that follows it, so that past weeks
    keep what was planned then. One that has not begun is replaced where it stands. The changes must fit (`clashes`).
    """
    for change in changes:
        content = _applied(content, change, earliest(today))
    return content.in_order()


def _applied(content: PlanContent, change: Change, first: date) -> PlanContent:
    match change.kind, change.before, change.after:
        case ChangeKind.GOAL, _, Goal() as goal:
            return replace(content, goal=goal)
        case ChangeKind.ADD, _, PlanActivity() as new:
            begun = replace(new, first_day=max(new.first_day, first))
            return replace(content, activities=(*content.activities, begun))
        case ChangeKind.CHANGE | ChangeKind.MOVE, PlanActivity() as old, PlanActivity() as new:
            now = content.newest_of(old.id)
            if now is not None and now != old:
                # Another change of the same proposal came first: of several times each changes its own.
                new = replace(carried(change, now), id=new.id, first_day=new.first_day)
                old = now
            return replace(content, activities=_followed(content, old, new, _start(change, first)))
        case ChangeKind.REMOVE, PlanActivity() as old, _:
            return replace(content, activities=_stopped(content, old, _start(change, first)))
        case kind, old_day, new_day:
            days = {old_day, new_day} - {None}
            kept = content.evaluations if kind in EVALUATIONS else content.free_weeks
            left = {*kept} - ({old_day} if old_day else set()) | ({new_day} if new_day else set())
            field = "evaluations" if kind in EVALUATIONS else "free_weeks"
            if not all(isinstance(day, date) for day in days):
                raise ValueError(f"{kind} is about days")
            return replace(content, **{field: tuple(left)})  # type: ignore[arg-type]


def _start(change: Change, first: date) -> date:
    return max(change.from_day or first, first)


def _followed(
    content: PlanContent, old: PlanActivity, new: PlanActivity, start: date
) -> tuple[PlanActivity, ...]:
    kept = tuple(one for one in content.activities if one.id != old.id)
    if old.first_day >= start:
        # It has not begun: the same entry, otherwise.
        begins = max(new.first_day, start)
        return (*kept, replace(new, id=old.id, follows=old.follows, first_day=begins))
    follower = replace(new, follows=old.id, first_day=start)
    return (*kept, replace(old, last_day=start - DAY), follower)


def _stopped(content: PlanContent, old: PlanActivity, start: date) -> tuple[PlanActivity, ...]:
    kept = tuple(one for one in content.activities if one.id != old.id)
    return kept if old.first_day >= start else (*kept, replace(old, last_day=start - DAY))


def clashes(changes: Iterable[Change], current: PlanContent, today: date) -> tuple[Clash, ...]:
    """The changes whose part of the plan is not what it was when they were proposed, or whose day is over."""
    found = []
    for change in changes:
        now = _now(change, current)
        if now != change.before:
            found.append(Clash(change, now))
        elif _is_past(change, today):
            found.append(Clash(change, now, past=True))
    return tuple(found)


def _now(change: Change, current: PlanContent) -> Part | None:
    match change.kind, change.before, change.after:
        case ChangeKind.GOAL, _, _:
            return current.goal
        case ChangeKind.ADD, _, PlanActivity() as new:
            return current.activity(new.id)
        case _, PlanActivity() as old, _:
            return current.newest_of(old.id)
        case kind, before, after:
            days = current.evaluations if kind in EVALUATIONS else current.free_weeks
            if after is not None and after != before and after in days:
                return after
            return before if before in days else None


def _is_past(change: Change, today: date) -> bool:
    first = earliest(today)
    match change.kind, change.before, change.after:
        case ChangeKind.GOAL, _, _:
            return False
        case ChangeKind.ADD, _, PlanActivity() as new:
            return (new.once and new.first_day < first) or _is_over(new, first)
        case ChangeKind.REMOVE, PlanActivity() as old, _:
            return _is_over(old, first)
        case _, PlanActivity() as old, PlanActivity() as new:
            start = _start(change, first)
            return _is_over(old, start) or _is_over(new, start) or (new.once and new.first_day < first)
        case kind, before, after:
            days = [day for day in (before, after) if isinstance(day, date)]
            # A week that has begun is no free week to come; an evaluation may still be moved on its own day.
            return any(day < (today if kind in EVALUATIONS else first) for day in days)


def _is_over(activity: PlanActivity, first: date) -> bool:
    return activity.last_day is not None and activity.last_day < first


def differences(before: PlanContent, after: PlanContent) -> tuple[Change, ...]:
    """What must be changed to come from one plan to the other, told as people would propose it."""
    found: list[Change] = []
    if before.goal != after.goal:
        found.append(Change(ChangeKind.GOAL, before.goal, after.goal))
    # An entry that was followed ended because of what followed, which is told in its place.
    followed = {one.follows for one in after.activities if before.activity(one.id) is None and one.follows}
    for new in after.activities:
        old = before.activity(new.id)
        if old is None:
            was = before.activity(new.follows) if new.follows else None
            kind = ChangeKind.ADD if was is None else _kind(was, new)
            found.append(Change(kind, was, new, new.first_day))
        elif old != new and new.id not in followed:
            found.append(_changed(old, new))
    gone = (old for old in before.activities if after.activity(old.id) is None)
    found += [Change(ChangeKind.REMOVE, old, None, old.first_day) for old in gone]
    found += _days(
        before.evaluations,
        after.evaluations,
        ChangeKind.EVALUATION_ADDED,
        ChangeKind.EVALUATION_REMOVED,
        ChangeKind.EVALUATION_MOVED,
    )
    found += _days(
        before.free_weeks, after.free_weeks, ChangeKind.FREE_WEEK, ChangeKind.FREE_WEEK_REMOVED, None
    )
    return tuple(found)


def in_told_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in an order that says no more of them than they say themselves, whatever stands behind an appointment."""
    return tuple(sorted(changes, key=_told_place))


def _told_place(change: Change) -> tuple[int, date, str, str]:
    days = [part for part in (change.after, change.before) if isinstance(part, date)]
    first = change.from_day or min(days, default=date.min)
    entry = change.activities[-1].id if change.activities else ""
    return [*ChangeKind].index(change.kind), first, change.name, entry


def _changed(old: PlanActivity, new: PlanActivity) -> Change:
    if (
        set(differing(old, new)) == {"last_day"}
        and new.last_day
        and (old.last_day or date.max) > new.last_day
    ):
        return Change(ChangeKind.REMOVE, old, None, new.last_day + DAY)
    return Change(_kind(old, new), old, new, new.first_day)


def _kind(old: PlanActivity, new: PlanActivity) -> ChangeKind:
    only_times = set(differing(old, new)) - {"last_day"} <= set(TIMES)
    return ChangeKind.MOVE if only_times else ChangeKind.CHANGE


def _days(
    before: tuple[date, ...],
    after: tuple[date, ...],
    added: ChangeKind,
    removed: ChangeKind,
    moved: ChangeKind | None,
) -> list[Change]:
    gone, come = sorted({*before} - {*after}), sorted({*after} - {*before})
    if moved and len(gone) == len(come) == 1:
        return [Change(moved, gone[0], come[0])]
    return [
        *(Change(removed, day, None) for day in gone),
        *(Change(added, None, day) for day in come),
    ]


def carried(change: Change, now: PlanActivity) -> PlanActivity:
    """What the change wanted, on the entry as it stands now: only what it meant to change is carried over."""
    old, new = change.before, change.after
    if not isinstance(old, PlanActivity) or not isinstance(new, PlanActivity):
        return now
    wanted = {name: getattr(new, name) for name in differing(old, new)}
    if "slots" in wanted:
        # Other times may have been changed meanwhile; those that this change did not touch stay as they are now.
        gone, come = {*old.slots} - {*new.slots}, {*new.slots} - {*old.slots}
        wanted["slots"] = tuple(sorted({*now.slots} - gone | come))
    return replace(now, **wanted)
