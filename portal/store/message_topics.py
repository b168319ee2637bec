"""What messages can be about, in one question: a participant's activities, absences and appointments at one office."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    bindparam,
    cast,
    false,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from portal.domain.absence import AbsenceState
from portal.domain.appointments import AppointmentState
from portal.domain.messages import Topic
from portal.store.absence import Absence
from portal.store.activity import Activity, is_of_health, title_for
from portal.store.appointment import Appointment
from portal.store.base import AnyRow, Moment, rows
from portal.store.programme import Programme

_activity, _programme = rows(Activity), rows(Programme)
_absence, _appointment = rows(Absence), rows(Appointment)
_WHOSE: ColumnElement[str] = bindparam("participant_id")
_WHERE: ColumnElement[str] = bindparam("office_id")


def _activities(*, private: bool) -> Select[*tuple[object, ...]]:
    return (
        select(
            literal(Topic.ACTIVITY.value).label("topic"),
            _activity.c.id,
            cast(title_for(private=private), String).label("title"),
            _activity.c.first_day,
            _activity.c.last_day,
            cast(null(), Moment).label("at"),
            is_of_health().label("is_of_health"),
        )
        .join(_programme, _programme.c.id == _activity.c.programme_id)
        .where(_programme.c.participant_id == _WHOSE, _programme.c.office_id == _WHERE)
    )


# The title of an absence is its kind, which the reader's language has a word for.
_ABSENCES = select(
    literal(Topic.ABSENCE.value),
    _absence.c.id,
    cast(_absence.c.kind, String),
    _absence.c.first_day,
    _absence.c.last_day,
    cast(null(), Moment),
    true(),
).where(_absence.c.participant_id == _WHOSE, _absence.c.office_id == _WHERE)
_APPOINTMENTS = select(
    literal(Topic.APPOINTMENT.value),
    _appointment.c.id,
    _appointment.c.title,
    cast(null(), Date),
    cast(null(), Date),
    _appointment.c.starts_at,
    false(),
).where(_appointment.c.participant_id == _WHOSE, _appointment.c.office_id == _WHERE)


def of_ids(
    session: Session, participant_id: str, office_id: str, ids: Iterable[str], *, private: bool
) -> list[AnyRow]:
    """Those of the participant's at that office that have one of these ids.

    Each with its topic, id and title; an activity or absence with its first and last day, an appointment with its
    moment `at`. The title of an absence is its kind. Without `private` an activity about health says only that it is an
    appointment; `is_of_health` is true of such activities and of every absence.
    """
    wanted = sorted(set(ids))
    found = _all(
        _activity.c.id.in_(wanted), _absence.c.id.in_(wanted), _appointment.c.id.in_(wanted), private
    )
    return list(session.execute(found, {"participant_id": participant_id, "office_id": office_id}))


def choices(
    session: Session,
    participant_id: str,
    office_id: str,
    now: datetime,
    days: tuple[date, date],
    asked: str = "",
    *,
    private: bool,
) -> list[AnyRow]:
    """What one may want to write about now, and the one with the id `asked`, as `of_ids` gives them.

    Activities that are not over on the last of `days`, absences that end on the first of them or later, and
    appointments that are planned and not over.
    """
    since, today = days
    found = _all(
        or_(
            _programme.c.current & or_(_activity.c.last_day.is_(None), _activity.c.last_day >= today),
            _activity.c.id == asked,
        ),
        or_(
            (_absence.c.last_day >= since) & (_absence.c.state != AbsenceState.WITHDRAWN),
            _absence.c.id == asked,
        ),
        or_(
            (_appointment.c.ends_at > now) & (_appointment.c.state == AppointmentState.PLANNED),
            _appointment.c.id == asked,
        ),
        private,
    )
    return list(session.execute(found, {"participant_id": participant_id, "office_id": office_id}))


def _all(
    activity: ColumnElement[bool],
    absence: ColumnElement[bool],
    appointment: ColumnElement[bool],
    private: bool,  # noqa: FBT001 -- Handed on from a keyword.
) -> Select[*tuple[object, ...]]:
    found = union_all(
        _activities(private=private).where(activity),
        _ABSENCES.where(absence),
        _APPOINTMENTS.where(appointment),
    ).subquery()
    return select(found)
