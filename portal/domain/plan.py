"""The plan in words: what it holds, what may be changed in it, and where a proposal stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from portal.domain.calendar import minutes_between
from portal.domain.programme import ActivityKind, Responsible


class PartOfLife(StrEnum):
    """Which part of life an activity serves."""

    WORK = "work"
    LANGUAGE = "language"
    LEARNING = "learning"
    HEALTH = "health"
    FAMILY = "family"
    ECONOMY = "economy"
    HOUSING = "housing"
    NETWORK = "network"
    EVERYDAY = "everyday"


class ChangeKind(StrEnum):
    """What somebody may want otherwise."""

    ADD = "add"
    CHANGE = "change"
    MOVE = "move"
    """The same activity at other times."""
    REMOVE = "remove"
    GOAL = "goal"
    EVALUATION_ADDED = "evaluation_added"
    EVALUATION_MOVED = "evaluation_moved"
    EVALUATION_REMOVED = "evaluation_removed"
    FREE_WEEK = "free_week"
    FREE_WEEK_REMOVED = "free_week_removed"


class ProposalState(StrEnum):
    """Where a proposal stands. What is not sent yet is none: it lies among the drafts."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    """The other side proposed something else instead."""
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """Nobody answered or decided in time, and nothing changed: silence is no consent."""
    AWAITING_DECISION = "awaiting_decision"
    """Both have said yes, and a caseworker must decide."""
    DECISION_REFUSED = "decision_refused"


MAY_BECOME: Mapping[ProposalState, frozenset[ProposalState]] = MappingProxyType(
    {
        ProposalState.SENT: frozenset(
            {
                ProposalState.ACCEPTED,
                ProposalState.DECLINED,
                ProposalState.COUNTERED,
                ProposalState.WITHDRAWN,
                ProposalState.EXPIRED,
                ProposalState.AWAITING_DECISION,
            }
        ),
        ProposalState.AWAITING_DECISION: frozenset(
            {
                ProposalState.ACCEPTED,
                ProposalState.WITHDRAWN,
                ProposalState.DECISION_REFUSED,
                ProposalState.EXPIRED,
            }
        ),
    }
)
"""From where to where a proposal may go. What is not named here is the end."""

LONGEST_TITLE = 120
LONGEST_WORDS = 2000
LONGEST_REASON = 2000
PRIVATE_TITLE = "Avtale"
"""What an activity that is about health is called before everybody but the participant and their contact person."""


def standing(state: ProposalState, expires_on: date, today: date) -> ProposalState:
    """Where a proposal stands today: one that was sent and not answered through its last day has expired."""
    if state is ProposalState.SENT and expires_on < today:
        return ProposalState.EXPIRED
    return state


@dataclass(frozen=True, slots=True, order=True)
class PlanSlot:
    """When something takes place in a week. `weekday` 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    drop_in: bool = False


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """One entry of the plan, from `first_day` to `last_day` (None: until it is changed).

    `follows` is the entry that this one stands instead of. Something that takes place once has the same first and last
    day. `weekly_minutes` is what a week of it takes where it has no fixed times.
    """

    id: str
    kind: ActivityKind
    title: str
    first_day: date
    last_day: date | None = None
    what: str = ""
    why: str = ""
    place: str = ""
    provider: str = ""
    responsible: Responsible = Responsible.MUNICIPALITY
    serves: PartOfLife | None = None
    slots: tuple[PlanSlot, ...] = ()
    weekly_minutes: int = 0
    follows: str = ""

    @property
    def minutes(self) -> int:
        """How long a week of it lasts, drop-in included."""
        return sum(minutes_between(slot.starts, slot.ends) for slot in self.slots) or self.weekly_minutes

    @property
    def once(self) -> bool:
        """Whether it takes place on one day alone."""
        return self.first_day == self.last_day

    @property
    def is_private(self) -> bool:
        """Whether it is about health, so that only the participant and their contact person read what it is."""
        return self.kind is ActivityKind.HEALTH or self.serves is PartOfLife.HEALTH

    def covers(self, day: date) -> bool:
        """Whether the entry stands on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Goal:
    """The goal in the participant's own words, and the language of the words."""

    text: str
    locale: str = "nb"


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The whole plan as it was agreed at one moment. Free weeks are named by their Monday. Everything is in order."""

    goal: Goal = Goal("")
    activities: tuple[PlanActivity, ...] = ()
    evaluations: tuple[date, ...] = ()
    free_weeks: tuple[date, ...] = ()

    def activity(self, activity_id: str) -> PlanActivity | None:
        """The entry with that id, or None."""
        return next((one for one in self.activities if one.id == activity_id), None)

    def newest_of(self, activity_id: str) -> PlanActivity | None:
        """What stands now in the place of that entry: itself, or the last of those that followed it; None when it is gone."""
        found = self.activity(activity_id)
        while follower := next((one for one in self.activities if one.follows == activity_id), None):
            found, activity_id = follower, follower.id
        return found

    def in_order(self) -> "PlanContent":
        """The same in the one order, so that equal plans are equal."""
        return replace(
            self,
            activities=tuple(
                sorted(
                    (replace(one, slots=tuple(sorted(one.slots))) for one in self.activities),
                    key=lambda one: (one.first_day, one.title, one.id),
                )
            ),
            evaluations=tuple(sorted(set(self.evaluations))),
            free_weeks=tuple(sorted(set(self.free_weeks))),
        )


Part: TypeAlias = PlanActivity | Goal | date


@dataclass(frozen=True, slots=True)
class Change:
    """One change with what stood there when it was proposed and what should stand there, None for nothing.

    A change of an activity counts from `from_day`. Evaluations are days, and free weeks are Mondays.
    """

    kind: ChangeKind
    before: Part | None = None
    after: Part | None = None
    from_day: date | None = None

    @property
    def activities(self) -> tuple[PlanActivity, ...]:
        """The entries that it speaks of."""
        return tuple(part for part in (self.before, self.after) if isinstance(part, PlanActivity))

    @property
    def is_private(self) -> bool:
        """Whether it is about health."""
        return any(one.is_private for one in self.activities)

    @property
    def name(self) -> str:
        """The name of the activity that it is about, nothing for what is no activity."""
        return self.activities[0].title if self.activities else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what differs, for an activity that is changed."""
        return differing(*self.activities) if len(self.activities) > 1 else ()


TOLD = (
    *("title", "what", "why", "slots", "weekly_minutes", "place", "provider", "responsible", "serves"),
    *("kind", "last_day"),
)
"""What of an activity people read and change."""


def differing(before: PlanActivity, after: PlanActivity) -> tuple[str, ...]:
    """The names of what differs between two entries, of what people read."""
    return tuple(name for name in TOLD if getattr(before, name) != getattr(after, name))


def masked(activity: PlanActivity) -> PlanActivity:
    """The entry as everybody but the participant and their contact person reads it."""
    if not activity.is_private:
        return activity
    hidden = {"what": "", "why": "", "place": "", "provider": "", "serves": None}
    return replace(activity, title=PRIVATE_TITLE, kind=ActivityKind.HEALTH, **hidden)  # type: ignore[arg-type]


def masked_change(change: Change) -> Change:
    """The change as everybody but the participant and their contact person reads it.

    One side of it being about health is enough: what it is beside the other tells what it was.
    """
    if not change.is_private:
        return change

    def hidden(part: Part | None) -> Part | None:
        return masked(replace(part, kind=ActivityKind.HEALTH)) if isinstance(part, PlanActivity) else part

    return replace(change, before=hidden(change.before), after=hidden(change.after))


def masked_content(content: PlanContent) -> PlanContent:
    """The plan as everybody but the participant and their contact person reads it, in the order that its own titles give."""
    # Sorted again: in the order of titles that are not told, the place of an appointment would tell of its title.
    return replace(content, activities=tuple(masked(one) for one in content.activities)).in_order()


def without_places(content: PlanContent) -> PlanContent:
    """The plan without a place and without who gives what, for somebody whose whereabouts must show nowhere."""
    return replace(content, activities=tuple(placeless(one) for one in content.activities))


def placeless(activity: PlanActivity) -> PlanActivity:
    """The entry without where it is and who gives it."""
    return replace(activity, place="", provider="")
