"""The plan as plain data: how a version and a proposal are kept, and read again years later."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from portal.domain.plan import (
    Change,
    ChangeKind,
    Goal,
    Part,
    PartOfLife,
    PlanActivity,
    PlanContent,
    PlanSlot,
)
from portal.domain.programme import ActivityKind, Responsible

Data = Mapping[str, Any]


def content_as_data(content: PlanContent) -> dict[str, Any]:
    """The whole plan as JSON."""
    return {
        "goal": content.goal.text,
        "goal_locale": content.goal.locale,
        "activities": [activity_as_data(one) for one in content.activities],
        "evaluations": [day.isoformat() for day in content.evaluations],
        "free_weeks": [day.isoformat() for day in content.free_weeks],
    }


def content_of(data: Data) -> PlanContent:
    """The plan that `content_as_data` wrote."""
    return PlanContent(
        Goal(data["goal"], data["goal_locale"]),
        tuple(activity_of(one) for one in data["activities"]),
        tuple(date.fromisoformat(day) for day in data["evaluations"]),
        tuple(date.fromisoformat(day) for day in data["free_weeks"]),
    ).in_order()


def activity_as_data(one: PlanActivity) -> dict[str, Any]:
    """One entry as JSON."""
    return {
        "id": one.id,
        "follows": one.follows,
        "kind": one.kind.value,
        "title": one.title,
        "what": one.what,
        "why": one.why,
        "place": one.place,
        "provider": one.provider,
        "responsible": one.responsible.value,
        "serves": one.serves.value if one.serves else "",
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat() if one.last_day else "",
        "weekly_minutes": one.weekly_minutes,
        "slots": [
            {
                "weekday": slot.weekday,
                "starts": slot.starts.isoformat("minutes"),
                "ends": slot.ends.isoformat("minutes"),
                "drop_in": slot.drop_in,
            }
            for slot in one.slots
        ],
    }


def activity_of(data: Data) -> PlanActivity:
    """The entry that `activity_as_data` wrote."""
    return PlanActivity(
        id=data["id"],
        follows=data["follows"],
        kind=ActivityKind(data["kind"]),
        title=data["title"],
        what=data["what"],
        why=data["why"],
        place=data["place"],
        provider=data["provider"],
        responsible=Responsible(data["responsible"]),
        serves=PartOfLife(data["serves"]) if data["serves"] else None,
        first_day=date.fromisoformat(data["first_day"]),
        last_day=date.fromisoformat(data["last_day"]) if data["last_day"] else None,
        weekly_minutes=data["weekly_minutes"],
        slots=tuple(
            PlanSlot(
                slot["weekday"],
                time.fromisoformat(slot["starts"]),
                time.fromisoformat(slot["ends"]),
                slot["drop_in"],
            )
            for slot in data["slots"]
        ),
    )


def changes_as_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as JSON, in their order."""
    return [
        {
            "kind": one.kind.value,
            "from_day": one.from_day.isoformat() if one.from_day else "",
            "before": _part_as_data(one.before),
            "after": _part_as_data(one.after),
        }
        for one in changes
    ]


def changes_of(data: Iterable[Data]) -> tuple[Change, ...]:
    """The changes that `changes_as_data` wrote."""
    return tuple(
        Change(
            ChangeKind(one["kind"]),
            _part_of(one["before"]),
            _part_of(one["after"]),
            date.fromisoformat(one["from_day"]) if one["from_day"] else None,
        )
        for one in data
    )


def _part_as_data(part: Part | None) -> Any:  # noqa: ANN401 -- JSON has no narrower type.
    match part:
        case PlanActivity():
            return activity_as_data(part)
        case Goal():
            return {"goal": part.text, "goal_locale": part.locale}
        case date():
            return part.isoformat()
    return None


def _part_of(data: Any) -> Part | None:  # noqa: ANN401 -- JSON has no narrower type.
    if data is None:
        return None
    if isinstance(data, str):
        return date.fromisoformat(data)
    return Goal(data["goal"], data["goal_locale"]) if "goal" in data else activity_of(data)
