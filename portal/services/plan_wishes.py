"""Wishes turned into changes of the plan."""

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.calendar import monday_of
from portal.domain.errors import Refused
from portal.domain.plan import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    Change,
    ChangeKind,
    Goal,
    PartOfLife,
    PlanActivity,
    PlanContent,
    PlanSlot,
    differing,
)
from portal.domain.plan_changes import earliest
from portal.domain.programme import ActivityKind, Responsible
from portal.services.plan_wish import ADD, MOVE, PLACE, REMOVE, STOP, Wish, slot_name

FURTHEST = timedelta(days=3 * 366)
LONGEST = {
    "title": (LONGEST_TITLE, "plan-name-too-long"),
    "place": (LONGEST_TITLE, "plan-place-too-long"),
    "provider": (LONGEST_TITLE, "plan-provider-too-long"),
    "what": (LONGEST_WORDS, "plan-words-too-long"),
    "why": (LONGEST_WORDS, "plan-why-too-long"),
    "goal": (LONGEST_WORDS, "plan-goal-too-long"),
}
"""How long what is written may be, and the refusal of what is longer."""


def changes_from(
    wish: Wish, content: PlanContent, today: date, new_id: str, locale: str
) -> tuple[Change, ...]:
    """The changes that the wish means on that plan. `new_id` is for the entry that may come of it.

    Raises Refused for what is not in the plan any more, cannot be understood or changes nothing.
    """
    for name, (longest, code) in LONGEST.items():
        if len(getattr(wish, name)) > longest:
            raise Refused(code)
    change = _change(wish, content, today, new_id, locale)
    if change.before == change.after or (
        isinstance(change.before, PlanActivity)
        and isinstance(change.after, PlanActivity)
        and not differing(change.before, change.after)
    ):
        raise Refused("plan-same-as-before")
    return (change,)


def _change(wish: Wish, content: PlanContent, today: date, new_id: str, locale: str) -> Change:
    match wish.about:
        case "goal":
            if not wish.goal:
                raise Refused("plan-goal-empty")
            same = wish.goal == content.goal.text
            return Change(ChangeKind.GOAL, content.goal, content.goal if same else Goal(wish.goal, locale))
        case "evaluation":
            return _evaluation(wish, content, today)
        case "free-week":
            return _free_week(wish, content, today)
        case "new":
            return _new(wish, today, new_id)
    return _of_activity(wish, content, today, new_id)


def _evaluation(wish: Wish, content: PlanContent, today: date) -> Change:
    if wish.how != ADD and wish.old_day not in content.evaluations:
        raise Refused("plan-gone")
    if wish.how == REMOVE:
        return Change(ChangeKind.EVALUATION_REMOVED, wish.old_day, None)
    if wish.day is None or not today <= wish.day <= today + FURTHEST:
        raise Refused("plan-day-to-come")
    if wish.day in content.evaluations:
        raise Refused("plan-day-taken")
    if wish.how == MOVE:
        return Change(ChangeKind.EVALUATION_MOVED, wish.old_day, wish.day)
    return Change(ChangeKind.EVALUATION_ADDED, None, wish.day)


def _free_week(wish: Wish, content: PlanContent, today: date) -> Change:
    if wish.how == REMOVE:
        if wish.old_day not in content.free_weeks:
            raise Refused("plan-gone")
        return Change(ChangeKind.FREE_WEEK_REMOVED, wish.old_day, None)
    if wish.day is None or not today < wish.day <= today + FURTHEST or monday_of(wish.day) <= today:
        raise Refused("plan-week-to-come")
    monday = monday_of(wish.day)
    if monday in content.free_weeks:
        raise Refused("plan-day-taken")
    return Change(ChangeKind.FREE_WEEK, None, monday)


def _new(wish: Wish, today: date, new_id: str) -> Change:
    if not wish.title:
        raise Refused("plan-title-empty")
    first = _the_day(wish, today) if wish.once else _first(wish, today)
    days = {first.weekday()} if wish.once else wish.days
    if days and not _good_times(wish):
        raise Refused("plan-times")
    if not days and (wish.starts or wish.ends):
        raise Refused("plan-days-empty")
    if days and wish.weekly_minutes:
        raise Refused("plan-hours-beside-times")
    last = first if wish.once else wish.last_day
    if last is not None and last < first:
        raise Refused("plan-ends-before-it-begins")
    health = ActivityKind.HEALTH if wish.serves is PartOfLife.HEALTH else ActivityKind.OWN_ACTIVITY
    slots = tuple(PlanSlot(day, wish.starts, wish.ends) for day in sorted(days) if wish.starts and wish.ends)
    entry = PlanActivity(
        id=new_id,
        kind=wish.kind or health,
        title=wish.title,
        first_day=first,
        last_day=last,
        what=wish.what,
        why=wish.why,
        place=wish.place,
        provider=wish.provider,
        responsible=wish.responsible or Responsible.OTHER,
        serves=wish.serves,
        slots=slots,
        weekly_minutes=wish.weekly_minutes,
    )
    return Change(ChangeKind.ADD, None, entry, first)


def _of_activity(wish: Wish, content: PlanContent, today: date, new_id: str) -> Change:
    # Somebody may have changed it while the form was filled in: then what stands there now is meant.
    old = content.newest_of(wish.about)
    if old is None or (old.last_day is not None and old.last_day < earliest(today)):
        raise Refused("plan-gone")
    moves_once = wish.how == MOVE and old.once
    start = _the_day(wish, today) if moves_once else max(_first(wish, today), old.first_day)
    if old.last_day is not None and start > old.last_day and not moves_once:
        raise Refused("plan-ends-before-it-begins")
    if wish.how == STOP:
        return Change(ChangeKind.REMOVE, old, None, start)
    if wish.how == MOVE and not old.once:
        wanted = replace(old, slots=_slots(wish, old))
    elif wish.how == MOVE:
        # What takes place once is moved to another day altogether.
        if not _good_times(wish):
            raise Refused("plan-times")
        at = PlanSlot(start.weekday(), wish.starts, wish.ends)  # type: ignore[arg-type] # `_good_times` says so.
        wanted = replace(old, slots=(at,), last_day=start)
    elif wish.how == PLACE:
        wanted = replace(old, place=wish.place)
    else:
        wanted = _otherwise(wish, old)
    if wanted.last_day is not None and wanted.last_day < start:
        raise Refused("plan-ends-before-it-begins")
    wanted = replace(wanted, id=new_id, follows=old.id, first_day=start)
    times = wish.how == MOVE
    return Change(ChangeKind.MOVE if times else ChangeKind.CHANGE, old, wanted, start)


def _otherwise(wish: Wish, old: PlanActivity) -> PlanActivity:
    if not wish.title:
        raise Refused("plan-title-empty")
    return replace(
        old,
        title=wish.title,
        what=wish.what,
        why=wish.why,
        place=wish.place,
        provider=wish.provider,
        kind=wish.kind or old.kind,
        serves=wish.serves,
        responsible=wish.responsible or old.responsible,
        last_day=old.last_day if old.once else wish.last_day,
        weekly_minutes=old.weekly_minutes if old.slots or old.once else wish.weekly_minutes,
    )


def _slots(wish: Wish, old: PlanActivity) -> tuple[PlanSlot, ...]:
    kept = [slot for slot in old.slots if slot_name(slot) != wish.slot]
    moved = [slot for slot in old.slots if slot_name(slot) == wish.slot]
    if wish.slot and not moved:
        raise Refused("plan-gone")
    if wish.weekday is None:
        if not wish.slot or not kept:
            raise Refused("plan-slot-empty")
        return tuple(kept)
    if not _good_times(wish):
        raise Refused("plan-times")
    drop_in = moved[0].drop_in if moved else False
    new = PlanSlot(wish.weekday, wish.starts, wish.ends, drop_in)  # type: ignore[arg-type] # `_good_times` says so.
    if any(one.weekday == new.weekday and one.starts < new.ends and new.starts < one.ends for one in kept):
        raise Refused("plan-slot-taken")
    return tuple(sorted([*kept, new]))


def _good_times(wish: Wish) -> bool:
    return wish.starts is not None and wish.ends is not None and wish.starts < wish.ends


def _the_day(wish: Wish, today: date) -> date:
    """The day of what takes place once, which nobody can guess."""
    if wish.from_day is None:
        raise Refused("plan-once-without-day")
    return _first(wish, today)


def _first(wish: Wish, today: date) -> date:
    first = wish.from_day or earliest(today)
    if not earliest(today) <= first <= today + FURTHEST:
        raise Refused("plan-from-tomorrow")
    return first
