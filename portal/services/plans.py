"""The plan: goal, activities, hours, periods and the dates that follow from the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from portal.domain.calendar import minutes_between
from portal.domain.programme import OPEN_STATES, ProgrammeState
from portal.rules.content import PlannedWeek, planned_hours
from portal.rules.decision import Decision
from portal.rules.duration import LatestEnd, decision_period_end, latest_end, start_deadline
from portal.services.permissions import Action, Subject, case_of, own_case
from portal.services.planning import reads_health
from portal.services.programme_case import state_now
from portal.services.work import Work
from portal.store import activity as activities
from portal.store import programme as programmes
from portal.store.base import AnyRow

BEFORE_START = frozenset({ProgrammeState.APPLIED, ProgrammeState.PLANNED})


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity with its weekly times. `minutes` is what a week of it lasts, drop-in included."""

    row: AnyRow
    slots: tuple[AnyRow, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a participant turns to: the contact person's alias, the office's name, municipality and telephone."""

    alias: str
    office: str
    municipality: str
    phone: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan as it stands today. `end` is None before the programme has started, and
    `state` is the one of the day, also in the moments before the row has followed it.

    `away` is the time that does not count, and `period` how far the decision in force could reach, None before there is one.
    """

    programme: AnyRow
    state: ProgrammeState
    now: tuple[PlannedActivity, ...]
    coming: tuple[PlannedActivity, ...]
    done: tuple[PlannedActivity, ...]
    evaluations: tuple[date, ...]
    hours: Decision[PlannedWeek]
    away: tuple[AnyRow, ...]
    period: Decision[date] | None
    end: Decision[LatestEnd] | None
    start_at_latest: Decision[date] | None

    @property
    def latest_end(self) -> date | None:
        """The last day that counts now: two years, or three once a year on special grounds is decided."""
        if self.end is None:
            return None
        decided = self.programme.period_to
        beyond = decided is not None and decided > self.end.value.base_maximum
        return self.end.value.absolute_maximum if beyond else self.end.value.base_maximum

    @property
    def is_open(self) -> bool:
        """Whether the programme still lives."""
        return self.state in OPEN_STATES


def own_plan(work: Work) -> Plan | None:
    """The participant's own plan, or None before anybody has made a programme."""
    return _plan(work, own_case(work, Action.USE_OWN_PLAN))


def own_contact(work: Work, action: Action = Action.USE_OWN_CASE) -> Contact | None:
    """The participant's contact person and office. Of who must not be found, only the telephone is shown.

    `action` is the part of the case in which it is shown.
    """
    subject = own_case(work, action)
    row = programmes.contact_of(work.session, subject.id)
    if row is None:
        return None
    if subject.hidden:
        return Contact("", "", "", row.phone)
    return Contact(row.alias or "", row.office, row.municipality, row.phone)


def plan_of(work: Work, participant_id: str) -> Plan | None:
    """The plan of a participant within the caseworker's reach. Raises NotFound and NotPermitted."""
    return _plan(work, case_of(work, Action.SEE_CASE, participant_id))


def _plan(work: Work, subject: Subject) -> Plan | None:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return plan_in(work, subject, programme) if programme is not None else None


def plan_in(work: Work, subject: Subject, programme: AnyRow) -> Plan:
    """The plan of one programme of a subject whom the actor has reached."""
    today = work.today
    away = tuple(programmes.intervals(work.session, programme.id))
    private = reads_health(work, subject, programme.contact_person_id)
    found = activities.of_programme(work.session, programme.id, places=not subject.hidden, private=private)
    all_of_them = [_activity(tuple(same)) for _, same in groupby(found, key=lambda row: row.id)]
    now = tuple(item for item in all_of_them if _covers(item.row, today))
    return Plan(
        programme=programme,
        state=state_now(work, programme),
        now=now,
        coming=tuple(item for item in all_of_them if item.row.first_day > today),
        done=tuple(
            item for item in all_of_them if item.row.last_day is not None and item.row.last_day < today
        ),
        evaluations=tuple(programmes.evaluations(work.session, programme.id)),
        hours=planned_hours(tuple(item.minutes for item in now), today),
        away=away,
        period=decision_period_end(programme.period_from) if programme.period_from else None,
        end=_end(work, programme, away),
        start_at_latest=start_deadline(programme.received_on, work.holidays.of_year)
        if programme.state in BEFORE_START
        else None,
    )


def _end(work: Work, programme: AnyRow, away: Sequence[AnyRow]) -> Decision[LatestEnd] | None:
    if programme.started_on is None:
        return None
    excluded = tuple(
        (row.first_day, row.last_day or work.today) for row in away if row.first_day <= work.today
    )
    return latest_end(programme.started_on, excluded)


def _covers(row: AnyRow, day: date) -> bool:
    return bool(row.first_day <= day and (row.last_day is None or day <= row.last_day))


def _activity(same: Sequence[AnyRow]) -> PlannedActivity:
    """One activity out of its rows, of which there is one for each slot."""
    slots = tuple(row for row in same if row.weekday is not None)
    minutes = sum(minutes_between(slot.starts, slot.ends) for slot in slots)
    return PlannedActivity(same[0], slots, minutes or same[0].weekly_minutes)
