"""The days of somebody's weeks: what the plan holds, what was said of it, and where each day stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from portal.domain.absence import AbsenceState
from portal.domain.attendance import Attendance, DayState, Feeling, LookAnswer
from portal.domain.calendar import minutes_between
from portal.domain.months import month_of
from portal.domain.programme import ActivityKind, ProgrammeState
from portal.rules.decision import Decision
from portal.store.absence import Away
from portal.store.attendance import thing_of
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Chain:
    """Every version of what was said about one thing on one day, oldest first."""

    versions: tuple[AnyRow, ...]

    @property
    def last(self) -> AnyRow:
        """What was said last."""
        return self.versions[-1]

    @property
    def thing(self) -> str:
        """The id of the activity, offer or entry that it is about."""
        return thing_of(self.last)

    @property
    def is_own(self) -> bool:
        """Whether it is the participant's own entry, and neither in the plan nor an open offer."""
        return self.last.entry_id is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.last.attendance is Attendance.WITHDRAWN

    @property
    def is_correction(self) -> bool:
        """Whether what was said last changes a month that had been confirmed."""
        return self.last.month_version is not None

    @property
    def waits(self) -> bool:
        """Whether a caseworker has still to look at it."""
        asked = self.is_correction or (self.is_own and not self.is_withdrawn)
        return asked and self.last.answer is None

    @property
    def standing(self) -> AnyRow | None:
        """What counts: the newest version, but for corrections that a caseworker answered without counting them."""
        for row in reversed(self.versions):
            if row.month_version is None or row.answer is not LookAnswer.NOTED:
                return row
        return None

    @property
    def shown(self) -> AnyRow:
        """What a day shows of it: what counts, or, where nothing does, what was said last."""
        return self.standing or self.last

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is left to show, because it was taken back and that counts."""
        return self.shown.attendance is Attendance.WITHDRAWN

    @property
    def not_counted(self) -> AnyRow | None:
        """A correction that was said last and that a caseworker answered without counting it; None without one."""
        return None if self.last is self.standing else self.last


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity on one day, with what was said of it and counts. `said` is None until the participant has reported.

    `by_helper`: it was a representative who said it for them. An open offer that the participant has put into their week
    has its `offer_id` instead of an activity, and nobody is awaited there.
    """

    activity_id: str
    title: str
    kind: ActivityKind
    place: str
    starts: time
    ends: time
    drop_in: bool
    said: Attendance | None = None
    minutes_said: int = 0
    feeling: Feeling | None = None
    note: str = ""
    version: int = 0
    by_helper: bool = False
    offer_id: str = ""
    chain: Chain | None = None

    @property
    def minutes(self) -> int:
        """How long the activity lasts."""
        return minutes_between(self.starts, self.ends)

    @property
    def thing(self) -> str:
        """What the reports are about: the id of the activity or the offer."""
        return self.activity_id or self.offer_id


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `why_free` is the decision that makes it a free day (KVF § 16), None for other days.

    `absence` says where an absence stands that covers the whole day. `own` is what the participant wrote down besides
    the plan, `loose` what was said of something that does not stand in the plan any more, and `left` what was said at an
    office that the participant has moved from, to be read and nothing else. `left_free`: the plan leaves the week free. `confirmed` is how many times the month has been confirmed. `gone` are all absences of the day, those
    for a part of it too. `quiet` is the leave, the suspension or the end, decided ahead or begun, for which nothing of
    the plan takes place.
    """

    day: date
    planned: tuple[Planned, ...]
    why_free: Decision[None] | None
    absence: AbsenceState | None = None
    own: tuple[Chain, ...] = ()
    loose: tuple[Chain, ...] = ()
    left_free: bool = False
    confirmed: int = 0
    gone: tuple[Away, ...] = ()
    quiet: ProgrammeState | None = None
    left: tuple[Chain, ...] = ()

    @property
    def free(self) -> bool:
        """Whether nobody is awaited that day."""
        return self.why_free is not None

    @property
    def away(self) -> bool:
        """Whether the participant has said to be away all day, and nobody has said no."""
        return self.absence in {AbsenceState.REPORTED, AbsenceState.ACCEPTED}

    @property
    def to_say(self) -> tuple[Planned, ...]:
        """What is still to be said: not what an absence covers, and no drop-in, where nobody is awaited."""
        if self.away:
            return ()
        return tuple(item for item in self.planned if item.chain is None and not item.drop_in)

    @property
    def to_report(self) -> tuple[Planned, ...]:
        """What of it can be said to have gone as planned without a look at it.

        Where somebody has said to be away for a part of the time, or was refused it, they answer for that alone.
        """
        apart = {
            item.thing for item in self.planned for row in self.gone if row.is_about(item.starts, item.ends)
        }
        return tuple(item for item in self.to_say if item.thing not in apart)

    @property
    def parts_away(self) -> tuple[Away, ...]:
        """The absences for a part of the day."""
        return tuple(row for row in self.gone if row.starts is not None)

    @property
    def was_there_too(self) -> bool:
        """Whether something planned was also said to have been attended, on a day that an absence covers."""
        there = {Attendance.PRESENT, Attendance.PART}
        return self.away and any(item.said in there and not item.drop_in for item in self.planned)

    def slots_of(self, thing: str) -> tuple[Planned, ...]:
        """Every time of one thing on this day: what is said of it is said of them all."""
        return tuple(item for item in self.planned if item.thing == thing)

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Everything that was said about the day, each thing once."""
        found = {item.thing: item.chain for item in self.planned if item.chain}
        return (*found.values(), *self.loose, *self.own, *self.left)

    @property
    def corrected(self) -> bool:
        """Whether anything was said otherwise than at first."""
        return any(len(chain.versions) > 1 or chain.is_correction for chain in self.chains)

    @property
    def waits(self) -> bool:
        """Whether a caseworker has something to look at."""
        return any(chain.waits for chain in self.chains)

    def state(self, today: date) -> DayState:
        """Where the day stands on `today`."""
        absent = {
            AbsenceState.REPORTED: DayState.AWAY_REPORTED,
            AbsenceState.ACCEPTED: DayState.AWAY_ACCEPTED,
            AbsenceState.REFUSED: DayState.AWAY_REFUSED,
        }
        if self.absence in absent and (self.away or not self._said):
            return absent[self.absence]
        if self._said:
            return DayState.PARTLY_SAID if self.to_say else self._as_said()
        if self.free or self.left_free:
            return DayState.FREE
        if not any(not item.drop_in for item in self.planned):
            return DayState.NOTHING
        return DayState.COMING if self.day > today else DayState.NOT_SAID

    @property
    def _said(self) -> tuple[Chain, ...]:
        return tuple(chain for chain in self.chains if chain.standing is not None and not chain.is_gone)

    def _as_said(self) -> DayState:
        said = {chain.shown.attendance for chain in self._said}
        if said == {Attendance.AWAY}:
            return DayState.AWAY
        return DayState.SAID if said == {Attendance.PRESENT} else DayState.PART


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday. `state` is the programme's, None without a programme.

    `left_free`: the plan leaves the whole week free. `confirmed` says which months of it the office has confirmed, and
    when it did so last. `runs`: somebody is awaited these days, so that there is something to report.
    """

    monday: date
    days: tuple[Day, ...]
    state: ProgrammeState | None
    left_free: bool = False
    confirmed: Mapping[date, AnyRow] = field(default_factory=dict)
    runs: bool = False

    def singly_until(self, today: date) -> bool:
        """Whether something up to today is still to be said, each thing for itself."""
        return any(len(day.to_say) > len(day.to_report) for day in self.days if day.day <= today)

    def open_until(self, today: date) -> tuple[Day, ...]:
        """The days up to today that hold something to report."""
        return tuple(day for day in self.days if day.day <= today and day.to_report)


def chains_by_day(found: Sequence[AnyRow]) -> dict[date, dict[str, Chain]]:
    """The chains of each day by the thing that they are about."""
    rows: dict[date, dict[str, list[AnyRow]]] = {}
    for row in found:
        rows.setdefault(row.day, {}).setdefault(thing_of(row), []).append(row)
    return {
        day: {thing: Chain(tuple(versions)) for thing, versions in things.items()}
        for day, things in rows.items()
    }


def days_from(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def confirmed_on(confirmed: Mapping[date, AnyRow], day: date) -> int:
    """How many times the month of that day has been confirmed."""
    row = confirmed.get(month_of(day))
    return row.version if row else 0
