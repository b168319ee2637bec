"""What a week must know of a programme: where it stands, its pauses, and what is decided ahead, asked for at once."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, rows
from portal.store.programme import Interval, Programme
from portal.store.programme_step import ProgrammeStep

_programme = rows(Programme)
_interval = rows(Interval)
_step = rows(ProgrammeStep)
_OF_PARTICIPANT = (
    select(
        *(_programme.c.state, _programme.c.received_on, _programme.c.started_on, _programme.c.closed_on),
        *(_interval.c.kind, _interval.c.first_day, _interval.c.last_day, _interval.c.expected_to),
        _step.c.kind.label("ahead_kind"),
        _step.c.day.label("ahead_day"),
        _step.c.until.label("ahead_until"),
        _step.c.made_at.label("ahead_made_at"),
    )
    .select_from(_programme)
    .outerjoin(_interval, _interval.c.programme_id == _programme.c.id)
    .outerjoin(_step, _step.c.id == _programme.c.ahead_step_id)
    .where(
        _programme.c.participant_id == bindparam("participant_id"),
        _programme.c.office_id == bindparam("office_id"),
        _programme.c.current,
    )
    .order_by(_interval.c.first_day)
)


def of_participant(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """The programme at an office once for each of its pauses, or once with None for them; nothing without a programme."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return list(session.execute(_OF_PARTICIPANT, values))
