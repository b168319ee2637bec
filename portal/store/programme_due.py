"""The programmes of which something must be decided soon, as one question over the offices of a caseworker's list."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.programme import ProgrammeState
from portal.store.base import AnyRow, Within, rows
from portal.store.office import Office
from portal.store.person import Person
from portal.store.programme import Interval, Programme
from portal.store.programme_step import ProgrammeStep

_programme = rows(Programme)
_person = rows(Person)
_office = rows(Office)
_pause = rows(Interval).alias("pause")
_ahead = rows(ProgrammeStep).alias("ahead")
GOING_ON = (ProgrammeState.RUNNING, ProgrammeState.ON_LEAVE, ProgrammeState.SUSPENDED)


def coming_up(
    session: Session,
    offices: list[str],
    within: Within,
    today: date,
    period_to: date,
    paused_on: date,
    leave_to: date,
) -> list[AnyRow]:
    """Programmes that may have something due: with who it is, the open pause, what is decided ahead and what the office
    has chosen.

    `period_to` is the last day of a period that any office may be at already, `paused_on` the last first day of a
    pause that any office may ask about, and `leave_to` the last day of a leave that is soon over. `within` is the
    condition on the table of participants under which the reader may know of them.
    """
    state = _programme.c.state
    query = (
        select(
            _programme,
            _person.c.name,
            _person.c.locale,
            _office.c.practice,
            _pause.c.kind.label("pause_kind"),
            _pause.c.first_day.label("pause_from"),
            _pause.c.expected_to,
            _ahead.c.kind.label("ahead_kind"),
            _ahead.c.day.label("ahead_day"),
            _ahead.c.until.label("ahead_until"),
            _ahead.c.made_at.label("ahead_made_at"),
        )
        .join(_person, _person.c.id == _programme.c.participant_id)
        .join(_office, _office.c.id == _programme.c.office_id)
        .outerjoin(_pause, and_(_pause.c.programme_id == _programme.c.id, _pause.c.last_day.is_(None)))
        .outerjoin(_ahead, _ahead.c.id == _programme.c.ahead_step_id)
        .where(
            _programme.c.office_id.in_(offices),
            # After a move the old office's lock is closed.
            _programme.c.office_id == _person.c.office_id,
            _programme.c.current,
            within(_person),
            or_(
                state == ProgrammeState.APPLIED,
                and_(state == ProgrammeState.PLANNED, _programme.c.period_from <= today),
                and_(state.in_(GOING_ON), _programme.c.period_to <= period_to),
                # A pause that is open: a suspension, or a leave.
                _pause.c.first_day <= paused_on,
                _pause.c.expected_to <= leave_to,
                # What was decided ahead and should have moved it by now.
                _programme.c.ahead_from <= today,
            ),
        )
    )
    return list(session.execute(query))
