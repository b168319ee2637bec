"""The office's lists of appointments: who comes today, and whom a time does not suit."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.domain.appointments import Reply
from portal.store.appointment import ANSWER, APPOINTMENT, IS_PLANNED, SHOWN, STANDING
from portal.store.base import AnyRow, Within, rows
from portal.store.person import Person

_person = rows(Person)
_LISTED = (
    APPOINTMENT.c.office_id.in_(bindparam("offices", expanding=True)),
    # After a move the old office's lock is closed.
    APPOINTMENT.c.office_id == _person.c.office_id,
    IS_PLANNED,
)
_NAMED = SHOWN[True].add_columns(_person.c.name).join(_person, _person.c.id == APPOINTMENT.c.participant_id)
_IS_TODAY = (APPOINTMENT.c.starts_at >= bindparam("begins")) & (APPOINTMENT.c.starts_at < bindparam("ends"))
_DOES_NOT_SUIT = (ANSWER.c.answer == Reply.DOES_NOT_SUIT) & (APPOINTMENT.c.starts_at > bindparam("now"))


def between(
    session: Session, offices: list[str], within: Within, begins: datetime, ends: datetime
) -> list[AnyRow]:
    """What is planned at the offices to begin from `begins` until before `ends`, with the participants' names, soonest first."""
    query = _NAMED.where(*_LISTED, _IS_TODAY, within(_person)).order_by(
        APPOINTMENT.c.starts_at, APPOINTMENT.c.id
    )
    return list(session.execute(query, {"offices": offices, "begins": begins, "ends": ends}))


def not_suiting(session: Session, offices: list[str], within: Within, now: datetime) -> list[AnyRow]:
    """What is planned after `now` and does not suit the participant, soonest first, with the participants' names."""
    query = _NAMED.where(*_LISTED, _DOES_NOT_SUIT, within(_person)).order_by(
        APPOINTMENT.c.starts_at, APPOINTMENT.c.id
    )
    return list(session.execute(query, {"offices": offices, "now": now}))


def counts(
    session: Session, offices: list[str], within: Within, now: datetime, begins: datetime, ends: datetime
) -> AnyRow:
    """How many there are in each of the two lists: `today` and `not_suiting`."""
    query = (
        select(
            func.count().filter(_IS_TODAY).label("today"),
            func.count().filter(_DOES_NOT_SUIT).label("not_suiting"),
        )
        .select_from(APPOINTMENT)
        .join(_person, _person.c.id == APPOINTMENT.c.participant_id)
        .outerjoin(ANSWER, STANDING)
        .where(*_LISTED, within(_person))
    )
    return session.execute(query, {"offices": offices, "now": now, "begins": begins, "ends": ends}).one()
