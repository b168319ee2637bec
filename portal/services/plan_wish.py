"""A wish: what somebody fills in when they propose something, before it means anything on a plan."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from portal.domain.plan import PartOfLife, PlanSlot
from portal.domain.programme import ActivityKind, Responsible

NEW, GOAL, EVALUATION, FREE_WEEK = "new", "goal", "evaluation", "free-week"
MOVE, PLACE, STOP, OTHER = "move", "place", "stop", "other"
ADD, REMOVE = "add", "remove"
HOW = {EVALUATION: (ADD, MOVE, REMOVE), FREE_WEEK: (ADD, REMOVE), NEW: (ADD,), GOAL: (OTHER,)}
HOW_OF_ACTIVITY = (MOVE, PLACE, STOP, OTHER)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `about` is the id of an activity or one of the words above, and `how` what about it.

    Of an activity's times one is changed at once: `slot` names it as "0 08:30", or nothing for one that comes to them;
    `weekday` None takes it away. `days` are the weekdays of something new, `once` means the day `from_day` alone.
    `weekly_minutes` is what a week takes where there are no fixed times. `day` is the evaluation or a day of the free
    week, and `old_day` the one it is instead of. `like` names the new entry of another proposal that this one answers,
    as "<proposal> <entry>": what the form does not ask for is as it is there.
    """

    about: str
    how: str = ""
    title: str = ""
    what: str = ""
    why: str = ""
    place: str = ""
    provider: str = ""
    kind: ActivityKind | None = None
    serves: PartOfLife | None = None
    responsible: Responsible | None = None
    slot: str = ""
    weekday: int | None = None
    starts: time | None = None
    ends: time | None = None
    days: frozenset[int] = frozenset()
    once: bool = False
    weekly_minutes: int = 0
    from_day: date | None = None
    last_day: date | None = None
    goal: str = ""
    day: date | None = None
    old_day: date | None = None
    like: str = ""

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt: only what was filled in."""
        named = {
            "about": self.about,
            "how": self.how,
            "title": self.title,
            "what": self.what,
            "why": self.why,
            "place": self.place,
            "provider": self.provider,
            "kind": self.kind.value if self.kind else "",
            "serves": self.serves.value if self.serves else "",
            "responsible": self.responsible.value if self.responsible else "",
            "slot": self.slot,
            "weekday": str(self.weekday) if self.weekday is not None else "",
            "starts": self.starts.isoformat("minutes") if self.starts else "",
            "ends": self.ends.isoformat("minutes") if self.ends else "",
            "days": "".join(str(day) for day in sorted(self.days)),
            "once": "1" if self.once else "",
            "weekly_minutes": str(self.weekly_minutes) if self.weekly_minutes else "",
            "from_day": self.from_day.isoformat() if self.from_day else "",
            "last_day": self.last_day.isoformat() if self.last_day else "",
            "goal": self.goal,
            "day": self.day.isoformat() if self.day else "",
            "old_day": self.old_day.isoformat() if self.old_day else "",
            "like": self.like,
        }
        return {name: value for name, value in named.items() if value}


def slot_name(slot: PlanSlot) -> str:
    """How a form names one of an activity's times."""
    return f"{slot.weekday} {slot.starts.isoformat('minutes')}"
