"""The steps of a proposal: choosing what it is about, what about it, and filling in how it should be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.domain.plan import Goal, PartOfLife, PlanActivity, PlanContent, PlanSlot
from portal.domain.plan_changes import earliest
from portal.domain.programme import ActivityKind, Responsible
from portal.services.plan_wish import (
    ADD,
    EVALUATION,
    FREE_WEEK,
    GOAL,
    HOW,
    HOW_OF_ACTIVITY,
    MOVE,
    NEW,
    OTHER,
    PLACE,
    REMOVE,
    STOP,
    Wish,
    slot_name,
)
from portal.services.planning import Side
from portal.services.work import Work
from portal.web.plan_forms import WEEKDAYS
from portal.web.plan_written import filled_from


def steps(
    work: Work, side: Side, content: PlanContent, filled: Mapping[str, str], *, fresh: bool
) -> dict[str, Any]:
    """What the page of the next step needs: choosing what it is about, what about it, or filling in how it should be.

    `content` is the plan as this side reads it. What it may not read it cannot choose. `fresh`: nothing has been filled
    in yet, so the form begins with what stands in the plan.
    """
    first = earliest(work.today)
    entries = tuple(
        one
        for one in content.activities
        if (one.last_day is None or one.last_day >= first) and (side.private or not one.is_private)
    )
    about, how = filled.get("about", ""), filled.get("how", "")
    newest = content.newest_of(about)
    chosen = newest if newest in entries else None
    known = about in HOW or chosen is not None
    ways = HOW_OF_ACTIVITY if chosen else HOW.get(about, ())
    evaluations = tuple(day for day in content.evaluations if day >= work.today)
    weeks = tuple(day for day in content.free_weeks if day > work.today)
    if about in {EVALUATION, FREE_WEEK} and not (evaluations if about == EVALUATION else weeks):
        ways = (ADD,)
    if len(ways) == 1:
        how = ways[0]
    how = how if known and how in ways else ""
    begun = _begun(chosen, about, how, content) if fresh else {}
    return {
        "about": about if known else "",
        "how": how,
        "ways": ways,
        "chosen": chosen,
        "drawn": drawn(about, how, chosen, by_staff=side.by_staff),
        "entries": entries,
        "slots": [(slot_name(slot), slot) for slot in chosen.slots] if chosen else [],
        "evaluations": evaluations,
        "free_weeks": weeks,
        "goal": content.goal if isinstance(content.goal, Goal) else None,
        "first": first,
        "fresh": fresh,
        "weekdays": WEEKDAYS,
        "words": (NEW, GOAL, EVALUATION, FREE_WEEK),
        "filled": begun | {name: value for name, value in filled.items() if value},
        "kinds": tuple(ActivityKind),
        "parts_of_life": tuple(PartOfLife),
        "responsibles": tuple(Responsible),
    }


_TIMES = frozenset({"starts", "ends"})
_DESCRIBED = frozenset({"title", "what", "place", "serves", "from_day", "last_day"})
_OF_THE_OFFICE = frozenset({"why", "provider"})
_OF_WAY = {
    STOP: frozenset({"from_day"}),
    PLACE: frozenset({"place", "from_day"}),
    OTHER: _DESCRIBED,
}


def drawn(about: str, how: str, chosen: PlanActivity | None, *, by_staff: bool) -> frozenset[str]:
    """The fields with a place for a complaint on the form of that step; every other complaint stands above it."""
    if not how:
        return frozenset()
    office = _OF_THE_OFFICE if by_staff else frozenset()
    if about == GOAL:
        found = frozenset({"goal"})
    elif about in {EVALUATION, FREE_WEEK}:
        found = frozenset() if how == REMOVE else frozenset({"day"})
    elif about == NEW:
        found = _DESCRIBED | _TIMES | office | {"days", "weekly_hours"}
    elif how == MOVE:
        found = _TIMES | {"from_day"} | (frozenset() if chosen and chosen.once else {"weekday"})
    else:
        hours = {"weekly_hours"} if how == OTHER and has_hours(chosen) else set()
        found = _OF_WAY[how] | (office if how == OTHER else frozenset()) | hours
    return found | {"how", "text"}


def has_hours(entry: PlanActivity | None) -> bool:
    """Whether the hours of a week are said of it as a number: it has no fixed times, and takes place more than once."""
    return entry is not None and not entry.slots and not entry.once


def _begun(chosen: PlanActivity | None, about: str, how: str, content: PlanContent) -> dict[str, str]:
    """The form as it begins: with what stands in the plan."""
    if about == GOAL:
        return {"goal": content.goal.text}
    if chosen and how in {OTHER, PLACE}:
        wish = Wish(
            chosen.id,
            how,
            title=chosen.title,
            what=chosen.what,
            why=chosen.why,
            place=chosen.place,
            provider=chosen.provider,
            kind=chosen.kind,
            serves=chosen.serves,
            responsible=chosen.responsible,
            weekly_minutes=chosen.weekly_minutes if has_hours(chosen) else 0,
            last_day=chosen.last_day,
        )
        return filled_from(wish)
    if chosen and how == MOVE and len(chosen.slots) == 1:
        return _at(chosen.slots[0], chosen.first_day if chosen.once else None)
    return {}


def _at(slot: PlanSlot, day: date | None) -> dict[str, str]:
    times = {"starts": slot.starts.isoformat("minutes"), "ends": slot.ends.isoformat("minutes")}
    moved = {"from_day": day.isoformat()} if day else {}
    return {"slot": slot_name(slot), "weekday": str(slot.weekday), **times, **moved}
