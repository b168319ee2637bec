"""Months: what each one held, where it stands between the participant and the office, and what waits in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import DayState, MonthState
from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound
from portal.domain.months import last_day_of, month_before, month_of, months_between
from portal.services.month_content import Change, changes, content_of, fingerprint_of
from portal.services.permissions import TABLE, Action, Subject, case_of, offices_of, own_case, within
from portal.services.planning import reads_health
from portal.services.reach import Scope
from portal.services.week_days import Chain, Day
from portal.services.week_reading import read_days
from portal.services.work import Work
from portal.store import month as store
from portal.store import programme as programmes
from portal.store.absence import Away
from portal.store.base import AnyRow

MOST_MONTHS = 49
"""Three years of a programme and its pauses: as far back as anybody's weeks are shown."""
ASKED_FOR = 3
"""How many ended months the list of work asks for; older ones stand on the page of the case."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What of a month one kind of absence in one state took."""

    kind: AbsenceKind
    state: AbsenceState
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one case. `content` is what it holds now, and `confirmations` what was confirmed, oldest first.

    `left` is the programme at an office that the participant has moved from: then it is there to be read and nothing
    else. Empty otherwise.
    """

    month: date
    days: tuple[Day, ...]
    content: dict[str, Any]
    confirmations: tuple[AnyRow, ...]
    today: date
    left: str = ""

    @property
    def version(self) -> int:
        """How many times it has been confirmed."""
        return len(self.confirmations)

    @property
    def fingerprint(self) -> str:
        """What would be confirmed if somebody did so now."""
        return fingerprint_of(self.content)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is otherwise than it was confirmed last."""
        return changes(self.confirmations[-1].content, self.content) if self.confirmations else ()

    @property
    def waiting(self) -> tuple[Chain, ...]:
        """What a caseworker has still to look at: own entries, and corrections of what was confirmed."""
        return tuple(chain for day in self.days for chain in day.chains if chain.waits)

    @property
    def open_absences(self) -> tuple[Away, ...]:
        """The absences that nobody has decided, each once."""
        found = {row.id: row for day in self.days for row in day.gone if row.state is AbsenceState.REPORTED}
        return tuple(found.values())

    @property
    def not_said(self) -> tuple[Day, ...]:
        """The days of which something is not said yet."""
        return tuple(
            day
            for day in self.days
            if day.state(self.today) in {DayState.NOT_SAID, DayState.PARTLY_SAID} and day.day <= self.today
        )

    @property
    def absent(self) -> tuple[Absent, ...]:
        """The sums of absence by kind and state."""
        found = []
        for key, sums in self.content["sums"]["absent"].items():
            kind, state = key.split("/")
            found.append(Absent(AbsenceKind(kind), AbsenceState(state), sums["days"], sums["minutes"]))
        return tuple(found)

    def called(self, about: str) -> str:
        """What the activity, offer or entry with that id is called; nothing for what does not stand here any more."""
        for day in self.days:
            for item in day.planned:
                if item.thing == about:
                    return item.title
            for chain in (*day.loose, *day.own):
                if chain.thing == about:
                    return str(chain.last.title)
        return ""

    def kind_of(self, about: str) -> AbsenceKind | None:
        """Which kind of absence has that id, None for what is none."""
        return next((row.kind for day in self.days for row in day.gone if row.id == about), None)

    def since(self, moment: datetime) -> tuple[Chain, ...]:
        """What was said after that moment."""
        return tuple(chain for day in self.days for chain in day.chains if chain.last.reported_at > moment)

    @property
    def is_over(self) -> bool:
        """Whether its last day is past, so that it can be confirmed."""
        return self.today > last_day_of(self.month)

    @property
    def state(self) -> MonthState:
        """Where it stands."""
        if not self.confirmations:
            return MonthState.TO_CONFIRM if self.is_over else MonthState.OPEN
        return MonthState.CORRECTED if self.changes or self.waiting else MonthState.CONFIRMED

    @property
    def ready(self) -> bool:
        """Whether nothing stands between the month and its being confirmed."""
        is_new = self.state in {MonthState.TO_CONFIRM, MonthState.CORRECTED} and self.is_over
        changed = not self.confirmations or bool(self.changes)
        return is_new and changed and not self.waiting and not self.open_absences


@dataclass(frozen=True, slots=True)
class OfCase:
    """Months of a case as the staff see them. Without `may_confirm` they can be read and nothing else."""

    months: tuple[Month, ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case with a month that waits. `unseen` is how much of it a caseworker has to look at first."""

    participant_id: str
    name: str
    month: date
    unseen: int


def own_months(work: Work) -> tuple[Month, ...]:
    """The participant's own months, newest first, those at offices that they have moved from too.

    Nothing before the programme began. To a representative only those at the present office: a mandate is for what
    goes on.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    found = _months(work, subject, private=subject.scope is Scope.OWN)
    left = [month for where in _left(work, subject) for month in _months_left(work, subject, where)]
    return tuple(sorted((*found, *left), key=lambda one: one.month, reverse=True))


def own_month(work: Work, month: date, left: str = "") -> Month:
    """One of the participant's own months, with `left` the one of that programme at an office they have moved from.

    Raises NotFound for one in which no such programme ran.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    if not left:
        return _only(_months(work, subject, month, private=subject.scope is Scope.OWN))
    where = [row for row in _left(work, subject) if row.id == left]
    return _only([one for row in where for one in _months_left(work, subject, row, month)])


def own_states(work: Work, only: date | None = None, most: int = MOST_MONTHS) -> dict[date, MonthState]:
    """Where the newest `most` of the participant's months stand at their present office, or the one asked for."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    return {one.month: one.state for one in _months(work, subject, only, private=True, most=most)}


def months_of(work: Work, participant_id: str) -> OfCase:
    """The months of a case within reach, newest first. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.WEEK)
    return OfCase(_months(work, subject, private=_private(work, subject)), _may_confirm(work, subject))


def month_in_case(work: Work, participant_id: str, month: date) -> OfCase:
    """One month of a case within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.WEEK)
    found = _only(_months(work, subject, month, private=_private(work, subject)))
    return OfCase((found,), _may_confirm(work, subject))


def month_to_confirm(work: Work, subject: Subject, month: date) -> Month:
    """The month as it stands for whoever confirms it, asked under their own permission. Raises NotFound."""
    return _only(_months(work, subject, month, private=False))


def months_for(work: Work, subject: Subject, most: int) -> tuple[Month, ...]:
    """The newest `most` months of a case, for whoever has asked already whether the actor may read it."""
    return _months(work, subject, private=False, most=most)


def waiting(work: Work) -> list[Waiting]:
    """The cases within reach with a month that waits, the oldest month first, each month of a case once."""
    offices, reach = offices_of(work, Action.CONFIRM_MONTH), partial(within, work, Action.CONFIRM_MONTH)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    found = store.waiting(work.session, offices, reach, _asked_for(work))
    by_case = sorted(found, key=_case)
    return [
        Waiting(case[2], case[1], case[0], sum(row.unseen for row in rows))
        for case, rows in groupby(by_case, key=_case)
    ]


def count_waiting(work: Work) -> int:
    """How many cases within reach have a month that waits."""
    offices, reach = offices_of(work, Action.CONFIRM_MONTH), partial(within, work, Action.CONFIRM_MONTH)
    return store.count_waiting(work.session, offices, reach, _asked_for(work))


def _case(row: AnyRow) -> tuple[date, str, str]:
    return month_of(row.month), row.name, row.participant_id


def _asked_for(work: Work) -> list[date]:
    months, month = [], month_of(work.today)
    for _ in range(ASKED_FOR):
        month = month_before(month)
        months.append(month)
    return months


def _private(work: Work, subject: Subject) -> bool:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return programme is not None and reads_health(work, subject, programme.contact_person_id)


def _may_confirm(work: Work, subject: Subject) -> bool:
    return subject.scope in TABLE[Action.CONFIRM_MONTH].get(work.actor.role, ())


def _left(work: Work, subject: Subject) -> list[AnyRow]:
    """The last programme at each office that the participant has moved from, for nobody but themselves."""
    if subject.scope is not Scope.OWN:
        return []
    earlier = programmes.earlier(work.session, subject.id, subject.office_id)
    return [row for row in earlier if row.current and row.office_id != subject.office_id]


def _months_left(
    work: Work, subject: Subject, programme: AnyRow, only: date | None = None
) -> tuple[Month, ...]:
    there = replace(subject, office_id=programme.office_id)
    found = _months(work, there, only, private=True)
    return tuple(replace(month, left=programme.id) for month in found)


def _only(found: Sequence[Month]) -> Month:
    if len(found) != 1:
        raise NotFound("No such month in this case.")
    return found[0]


def _months(
    work: Work, subject: Subject, only: date | None = None, *, private: bool, most: int = MOST_MONTHS
) -> tuple[Month, ...]:
    """The months in which the programme ran, newest first, or the one that is asked for."""
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    if programme is None or programme.started_on is None:
        return ()
    last = min(work.today, programme.closed_on or work.today)
    asked = [month for month in months_between(programme.started_on, last) if only in {None, month}]
    if not asked:
        return ()
    asked = asked[:most]
    first_day, last_day = asked[-1], last_day_of(asked[0])
    days = read_days(work, subject, first_day, last_day, private=private, only_here=True).days
    confirmed = store.confirmations(work.session, subject.id, subject.office_id, asked[-1], asked[0])
    return tuple(_month(work, month, days, confirmed) for month in asked)


def _month(work: Work, month: date, days: Sequence[Day], confirmed: Sequence[AnyRow]) -> Month:
    own = tuple(day for day in days if month_of(day.day) == month)
    rows = tuple(row for row in confirmed if row.month == month)
    return Month(month, own, content_of(month, own, work.today), rows, work.today)
