"""The queue of undecided absences: what waits at an office, and how much there was before."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from portal.domain.absence import AbsenceState, HearingState
from portal.domain.documents import CAN_BE_OPENED, AboutKind
from portal.store.absence import Absence
from portal.store.absence_hearing import AbsenceHearing
from portal.store.base import AnyRow, Within, rows
from portal.store.document import Document
from portal.store.person import Person

_absence, _hearing, _person, _document = rows(Absence), rows(AbsenceHearing), rows(Person), rows(Document)


def waiting(
    session: Session,
    offices: list[str],
    within: Within,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int = 25,
) -> list[AnyRow]:
    """The offices' undecided absences with the participant's name, oldest report first.

    `within` is the condition on the table of participants under which the reader may know of them. `after` is
    (reported_at, id) of the last row already shown. `heard` says how far a hearing about it has come, if there is one.
    """
    query = (
        select(
            _absence, _person.c.name, _hearing.c.state.label("heard"), _hearing.c.answer_by.label("answer_by")
        )
        .join(_person, _person.c.id == _absence.c.participant_id)
        .outerjoin(
            _hearing, (_hearing.c.absence_id == _absence.c.id) & (_hearing.c.state != HearingState.CLOSED)
        )
        .where(
            _absence.c.office_id.in_(offices),
            # After a move the old office's lock is closed.
            _absence.c.office_id == _person.c.office_id,
            _absence.c.state == AbsenceState.REPORTED,
            within(_person),
        )
        .order_by(_absence.c.reported_at, _absence.c.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(_absence.c.reported_at, _absence.c.id) > after)
    return list(session.execute(query))


def first_days(session: Session, participant_ids: Collection[str], since: date) -> dict[str, list[date]]:
    """The first day of every absence of each of them that began since that day, apart from what was taken back."""
    query = (
        select(_absence.c.participant_id, _absence.c.first_day)
        .where(
            _absence.c.participant_id.in_(participant_ids),
            _absence.c.office_id == _person.c.office_id,
            _absence.c.state != AbsenceState.WITHDRAWN,
            _absence.c.first_day >= since,
        )
        .join(_person, _person.c.id == _absence.c.participant_id)
    )
    found: dict[str, list[date]] = {}
    for participant_id, day in session.execute(query):
        found.setdefault(participant_id, []).append(day)
    return found


def with_files(session: Session, absence_ids: Collection[str]) -> set[str]:
    """Which of these absences have a file that can be opened."""
    if not absence_ids:
        return set()
    query = select(_document.c.about_id).where(
        _document.c.about_kind == AboutKind.ABSENCE,
        _document.c.about_id.in_(absence_ids),
        _document.c.state.in_(CAN_BE_OPENED),
    )
    return set(session.scalars(query))
