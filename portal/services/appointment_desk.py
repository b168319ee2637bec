"""Appointments at the office's end: seeing those of a case with their answers, and the lists of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from portal.domain.appointments import WISHES, AppointmentState, Reply
from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.errors import NotFound
from portal.rules.decision import Decision, Outcome
from portal.rules.free_days import free_day
from portal.services.permissions import TABLE, Action, case_of, offices_of, require, within
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import appointment as store
from portal.store import appointment_list as lists
from portal.store.appointment import Appointment
from portal.store.base import AnyRow, Within

NO_DOUBTS: tuple[AnyRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against a time without forbidding it: other appointments of the same person, and a free day."""

    overlaps: tuple[AnyRow, ...] = NO_DOUBTS
    why_free: Decision[None] | None = None

    def __bool__(self) -> bool:
        """Whether anything does."""
        return bool(self.overlaps or self.why_free)


@dataclass(frozen=True, slots=True)
class Wish:
    """A time that the participant wished for. `may_take`: it is still to come."""

    place: int
    starts_at: datetime
    doubts: Doubts
    may_take: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One appointment as the staff see it: its row with the answer that stands, every answer, and the wishes.

    `may_change`: it is planned, has not ended, and the actor may write in the case.
    """

    row: AnyRow
    answers: tuple[AnyRow, ...]
    wishes: tuple[Wish, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class OfCase:
    """The appointments of a case at the office, those to come soonest first and the others latest first.

    `may_write`: whether the actor may make one.
    """

    coming: tuple[AnyRow, ...]
    past: tuple[AnyRow, ...]
    may_write: bool


def of_case(work: Work, participant_id: str) -> OfCase:
    """The appointments of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    found = store.of_participant(work.session, subject.id, subject.office_id)
    coming = tuple(reversed([row for row in found if row.ends_at > work.now]))
    writes = subject.scope in TABLE[Action.WRITE_AS_STAFF].get(work.actor.role, ())
    return OfCase(coming, tuple(row for row in found if row.ends_at <= work.now), writes)


def meeting_of(work: Work, appointment_id: str) -> Meeting:
    """One appointment within reach. Raises NotFound and NotPermitted."""
    appointment = reached(work, Action.SEE_CASE, appointment_id)
    subject = case_of(work, Action.SEE_CASE, appointment.participant_id)
    row = store.standing(work.session, appointment.id)
    writes = subject.scope in TABLE[Action.WRITE_AS_STAFF].get(work.actor.role, ())
    open_still = row.state is AppointmentState.PLANNED and row.ends_at > work.now
    wishes = []
    for place, starts_at in wishes_of(row).items():
        ends_at = starts_at + (row.ends_at - row.starts_at)
        doubts = doubts_about(work, row.participant_id, row.office_id, starts_at, ends_at, row.id)
        wishes.append(Wish(place, starts_at, doubts, may_take=starts_at > work.now))
    answers = tuple(store.answers_of(work.session, row.id))
    return Meeting(row, answers, tuple(wishes), may_change=writes and open_still)


def wishes_of(row: AnyRow) -> Mapping[int, datetime]:
    """The times that the answer which stands wishes for, by their place."""
    if row.answer is not Reply.DOES_NOT_SUIT:
        return {}
    wished = {place: getattr(row, f"wish_{place}") for place in range(1, WISHES + 1)}
    return {place: moment for place, moment in wished.items() if moment is not None}


def doubts_about(
    work: Work, participant_id: str, office_id: str, starts_at: datetime, ends_at: datetime, but: str = ""
) -> Doubts:
    """What speaks against that time, but for the appointment `but` itself. The caller has been let into the case."""
    overlaps = store.overlapping(work.session, participant_id, office_id, starts_at, ends_at, but)
    free = free_day(oslo_day(starts_at), work.holidays.of_year)
    return Doubts(tuple(overlaps), free if free.outcome is Outcome.MET else None)


def today(work: Work) -> list[AnyRow]:
    """What is planned today within reach, soonest first, with the participants' names. Raises NotPermitted."""
    offices, reach = _list(work)
    return lists.between(work.session, offices, reach, *_day(work))


def not_suiting(work: Work) -> list[AnyRow]:
    """What is to come and does not suit the participant, soonest first, with their names. Raises NotPermitted."""
    offices, reach = _list(work)
    return lists.not_suiting(work.session, offices, reach, work.now)


def counts(work: Work) -> AnyRow:
    """How many stand in each list: `today` and `not_suiting`. Raises NotPermitted."""
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    reach = partial(within, work, Action.WRITE_AS_STAFF)
    return lists.counts(work.session, offices, reach, work.now, *_day(work))


def reached(work: Work, action: Action, appointment_id: str) -> Appointment:
    """The row to change, if the action reaches it. Raises NotFound and NotPermitted; a refused look is written down."""
    appointment = store.by_id(work.session, partial(within, work, action), appointment_id)
    if appointment is None:
        work.look(Look(None, Looked.CASE, "out of reach", granted=False))
        require(work.actor, action)
        raise NotFound("No such appointment within reach.")
    return appointment


def _list(work: Work) -> tuple[list[str], Within]:
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return offices, partial(within, work, Action.WRITE_AS_STAFF)


def _day(work: Work) -> tuple[datetime, datetime]:
    begins = oslo_moment(work.today, time())
    return begins, oslo_moment(work.today + timedelta(days=1), time())
