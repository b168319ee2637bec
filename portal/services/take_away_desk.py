"""What we agreed, at the office's end: writing it after a meeting, confirming it, and ticking what the office did."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.allowance import Counted
from portal.domain.appointments import PointOf
from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound
from portal.domain.events import TakeAwayConfirmed, TakeAwayTicked, TakeAwayWritten
from portal.services import agreements, limits
from portal.services.agreements import Agreement, TakeAwayCommand
from portal.services.holding import held_case
from portal.services.permissions import TABLE, Action, Subject, case_of, require, within
from portal.services.work import Work
from portal.store import appointment as appointments
from portal.store import take_away as store
from portal.store.take_away import TakeAway


@dataclass(frozen=True, slots=True)
class OfCase:
    """The agreements of a case at the office, latest first. `may_write`: whether the actor may add one."""

    agreements: tuple[Agreement, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One agreement, the id of what has taken its place, and whether the actor may write in the case."""

    agreement: Agreement
    replaced_by: str | None
    may_write: bool


def of_case(work: Work, participant_id: str) -> OfCase:
    """The agreements of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    found = store.of_participant(work.session, subject.id, subject.office_id)
    return OfCase(agreements.out_of(found, subject.office_id), _writes(work, subject))


def take_away_of(work: Work, take_away_id: str) -> Shown:
    """One agreement within reach. Raises NotFound and NotPermitted."""
    found = _reached(work, Action.SEE_CASE, take_away_id)
    subject = case_of(work, Action.SEE_CASE, found.participant_id)
    one = agreements.out_of(store.one(work.session, found.id), subject.office_id)[0]
    return Shown(one, store.replaced_by(work.session, found.id), _writes(work, subject))


def day_of(work: Work, participant_id: str, appointment_id: str) -> date:
    """The day of a meeting of the case, or today without one. Raises NotFound and NotPermitted."""
    return _day_of(work, case_of(work, Action.SEE_CASE, participant_id), appointment_id)


def write(work: Work, participant_id: str, command: TakeAwayCommand) -> str:
    """Write down what was agreed; its id. It waits for the participant. The same written twice is one.

    Raises NotFound, NotPermitted, Refused and TooMany.
    """
    subject = held_case(work, Action.WRITE_AS_STAFF, participant_id)
    agreements.refuse_ahead(work, _day_of(work, subject, command.appointment_id or ""))
    found = agreements.out_of(
        store.of_participant(work.session, subject.id, subject.office_id), subject.office_id
    )
    for one in found:
        if one.row.written_by == work.actor.id and _said(one) == (
            command.agreed,
            command.points,
            command.day,
        ):
            return str(one.row.id)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    made = agreements.write_down(work, subject, command)
    work.tell(TakeAwayWritten(subject.id, subject.office_id, made, from_staff=True))
    return made


def change(work: Work, take_away_id: str, command: TakeAwayCommand) -> str:
    """Put other words in its place, which the participant must confirm; the new id.

    The same words sent twice are one. Raises Conflict when both have confirmed it or somebody was first, NotFound,
    NotPermitted, Refused and TooMany.
    """
    subject, before = _taken(work, take_away_id)
    if after := store.replaced_by(work.session, before.id):
        there = agreements.out_of(store.one(work.session, after), subject.office_id)[0]
        if there.row.written_by == work.actor.id and _said(there)[:2] == (command.agreed, command.points):
            return after
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    made = agreements.write_down(work, subject, command, replaces=before)
    work.tell(TakeAwayWritten(subject.id, subject.office_id, made, from_staff=True))
    return made


def confirm(work: Work, take_away_id: str) -> None:
    """Confirm for the office that this was said. Twice is once.

    Raises Conflict when other words have taken its place, NotFound, NotPermitted and TooMany.
    """
    subject, take_away = _taken(work, take_away_id)
    if take_away.staff_confirmed_at and take_away.replaced_at is None:
        return
    agreements.refuse_settled(subject, take_away)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    take_away.staff_confirmed_at = work.now
    take_away.staff_confirmed_by = work.actor.id
    work.session.flush()
    if take_away.participant_confirmed_at:
        work.tell(TakeAwayConfirmed(subject.id, subject.office_id, take_away.id, from_staff=True))


def tick(work: Work, take_away_id: str, point_id: str, *, done: bool) -> None:
    """Say that one of the office's points is done, or not after all. Raises NotFound, NotPermitted and Conflict."""
    subject, take_away = _taken(work, take_away_id)
    if agreements.tick_point(work, subject, take_away, point_id, PointOf.OFFICE, done=done):
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
        work.tell(TakeAwayTicked(subject.id, subject.office_id, take_away.id))


def _writes(work: Work, subject: Subject) -> bool:
    return subject.scope in TABLE[Action.WRITE_AS_STAFF].get(work.actor.role, ())


def _reached(work: Work, action: Action, take_away_id: str) -> TakeAway:
    found = store.by_id(work.session, partial(within, work, action), take_away_id)
    if found is None:
        work.look(Look(None, Looked.CASE, "out of reach", granted=False))
        require(work.actor, action)
        raise NotFound("No such agreement within reach.")
    return found


def _taken(work: Work, take_away_id: str) -> tuple[Subject, TakeAway]:
    """The agreement, held until the end, so that the two sides take turns."""
    found = _reached(work, Action.WRITE_AS_STAFF, take_away_id)
    subject = held_case(work, Action.WRITE_AS_STAFF, found.participant_id)
    return subject, _reached(work, Action.WRITE_AS_STAFF, take_away_id)


def _said(one: Agreement) -> tuple[str, tuple[agreements.PointCommand, ...], date]:
    points = tuple(agreements.PointCommand(row.whose, row.text, row.due) for row in one.points)
    return one.row.agreed, points, one.row.day


def _day_of(work: Work, subject: Subject, appointment_id: str) -> date:
    if not appointment_id:
        return work.today
    row = appointments.own(work.session, subject.id, appointment_id)
    if row is None or row.office_id != subject.office_id:
        raise NotFound("No such appointment.")
    return oslo_day(row.starts_at)
