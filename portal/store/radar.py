"""What the radar reads: programmes that live, with their slots, evaluations and pauses, each for many at once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.programme import OPEN_STATES
from portal.store.activity import Activity, FreeWeek, Slot
from portal.store.base import AnyRow, Within, rows
from portal.store.person import Person
from portal.store.programme import Evaluation, Interval, Programme

_programme = rows(Programme)
_person = rows(Person)
_activity = rows(Activity)
_slot = rows(Slot)
_free_week = rows(FreeWeek)
_evaluation = rows(Evaluation)
_interval = rows(Interval)
_COLUMNS = (
    *(_programme.c.id, _programme.c.participant_id, _programme.c.office_id, _programme.c.state),
    *(_programme.c.received_on, _programme.c.started_on, _programme.c.period),
    *(_programme.c.period_from, _programme.c.period_to),
    *(_programme.c.closed_on, _programme.c.ahead_step_id, _programme.c.ahead_from),
)


def programmes(
    session: Session, offices: list[str], within: Within | None, participant_id: str | None
) -> list[AnyRow]:
    """The living programmes at the participants' present offices with their names: of one participant, or of all.

    `within` is the condition on the table of participants under which the reader may know of them; None when that has
    been asked of this one participant.
    """
    query = (
        select(*_COLUMNS, _person.c.name)
        .join(_person, _person.c.id == _programme.c.participant_id)
        .where(
            _programme.c.office_id.in_(offices),
            _programme.c.office_id == _person.c.office_id,
            _programme.c.state.in_(sorted(OPEN_STATES)),
        )
    )
    if within is not None:
        query = query.where(within(_person))
    if participant_id is not None:
        query = query.where(_person.c.id == participant_id)
    return list(session.execute(query))


def slots(session: Session, programme_ids: list[str]) -> list[AnyRow]:
    """Kind, days and times of everything planned at fixed times. No titles: what somebody does is nothing to a radar."""
    query = (
        select(
            _activity.c.programme_id,
            _activity.c.kind,
            _activity.c.first_day,
            _activity.c.last_day,
            _slot.c.weekday,
            _slot.c.starts,
            _slot.c.ends,
        )
        .join(_slot, _slot.c.activity_id == _activity.c.id)
        .where(_activity.c.programme_id.in_(programme_ids))
    )
    return list(session.execute(query))


def untimed(session: Session, programme_ids: list[str]) -> list[AnyRow]:
    """Kind, days and weekly minutes of what is planned without fixed times."""
    timed = select(_slot.c.activity_id).where(_slot.c.activity_id == _activity.c.id).exists()
    query = select(
        _activity.c.programme_id,
        _activity.c.kind,
        _activity.c.first_day,
        _activity.c.last_day,
        _activity.c.weekly_minutes,
    ).where(_activity.c.programme_id.in_(programme_ids), _activity.c.weekly_minutes > 0, ~timed)
    return list(session.execute(query))


def evaluations(session: Session, programme_ids: list[str]) -> list[AnyRow]:
    """The stated days of evaluation."""
    query = select(_evaluation.c.programme_id, _evaluation.c.day).where(
        _evaluation.c.programme_id.in_(programme_ids)
    )
    return list(session.execute(query))


def pauses(session: Session, programme_ids: list[str]) -> list[AnyRow]:
    """Leave and suspension."""
    query = select(
        _interval.c.programme_id, _interval.c.kind, _interval.c.first_day, _interval.c.last_day
    ).where(_interval.c.programme_id.in_(programme_ids))
    return list(session.execute(query))


def free_weeks(session: Session, programme_ids: list[str]) -> list[AnyRow]:
    """The weeks that the plans leave free, by their Mondays."""
    query = select(_free_week.c.programme_id, _free_week.c.monday).where(
        _free_week.c.programme_id.in_(programme_ids)
    )
    return list(session.execute(query))
