"""Requests of a participant's: corrections and complaints, what came of them, and what is written but not sent yet."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    delete,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import Protection
from portal.domain.rights import Letter, RightsAnswer, RightsKind, RightsState
from portal.store.absence import Absence
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class RightsRequest(Base):
    """One request as it was sent. `text` is what is wrong or why, `wanted` what would be right.

    A complaint says which `letter` it is over: an absence of ours, or one that came on `letter_day`, empty when
    the participant does not know. `body`, `timing` and `promise` are the rules' decisions as data: who decides,
    whether it came in time, and by when the office answers. `sent_on` is the day on which the office sent the
    complaint on. `version` guards against two answers at once.
    """

    __tablename__ = "rights_request"
    __table_args__ = (
        CheckConstraint("kind <> 'complaint' OR letter IS NOT NULL", name="letter"),
        CheckConstraint("state <> 'answered' OR answered_by IS NOT NULL", name="answered"),
        Index("ix_rights_request_participant_sent", "participant_id", "sent_at"),
        Index("ix_rights_request_office_state", "office_id", "state", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[RightsKind] = mapped_column(Word(RightsKind))
    state: Mapped[RightsState] = mapped_column(Word(RightsState), default=RightsState.SENT)
    text: Mapped[str] = mapped_column(Text, default="")
    wanted: Mapped[str] = mapped_column(Text, default="")
    letter: Mapped[Letter | None] = mapped_column(Word(Letter))
    letter_day: Mapped[date | None] = mapped_column(Date)
    absence_id: Mapped[str | None] = mapped_column(ForeignKey(Absence.id))
    deferred: Mapped[bool] = mapped_column(default=False)
    why_late: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    timing: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    promise: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer_by: Mapped[date] = mapped_column(Date)
    locale: Mapped[str] = mapped_column(String(12))
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[RightsAnswer | None] = mapped_column(Word(RightsAnswer))
    answer_text: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date | None] = mapped_column(Date)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class RightsDraft(Base):
    """What somebody has written and not sent: one for each kind. It has a table of its own, so that no page of the
    staff and no package for the archive can come across it.
    """

    __tablename__ = "rights_draft"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    kind: Mapped[RightsKind] = mapped_column(Word(RightsKind), primary_key=True)
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


_request = rows(RightsRequest)
_draft = rows(RightsDraft)
_person = rows(Person)
_staff = _person.alias("staff")
_absence = rows(Absence)
_submission = rows(Submission)

_SHOWN: Select[Any] = (
    select(
        _request,
        _staff.c.alias.label("answered_alias"),
        _submission.c.number,
        _absence.c.kind.label("absence_kind"),
        _absence.c.first_day,
        _absence.c.last_day,
    )
    .outerjoin(_staff, _staff.c.id == _request.c.answered_by)
    .outerjoin(_submission, _submission.c.id == _request.c.submission_id)
    .outerjoin(_absence, _absence.c.id == _request.c.absence_id)
)


def of_participant(session: Session, participant_id: str, *, limit: int = 100) -> list[AnyRow]:
    """The participant's own requests, newest first, with the alias of who answered and the receipt's number."""
    query = _SHOWN.where(_request.c.participant_id == participant_id)
    return list(session.execute(query.order_by(_request.c.sent_at.desc(), _request.c.id.desc()).limit(limit)))


def own(session: Session, participant_id: str, request_id: str) -> AnyRow | None:
    """One of the participant's own requests, or None."""
    query = _SHOWN.where(_request.c.participant_id == participant_id, _request.c.id == request_id)
    return session.execute(query).one_or_none()


def by_submission(session: Session, submission_id: str) -> str | None:
    """The id of the request that came with a submission."""
    return session.scalar(select(_request.c.id).where(_request.c.submission_id == submission_id))


def own_to_change(session: Session, participant_id: str, request_id: str) -> RightsRequest | None:
    """The same as a row that can be changed."""
    query = select(RightsRequest).where(
        RightsRequest.participant_id == participant_id, RightsRequest.id == request_id
    )
    return session.scalars(query).one_or_none()


def _of_kinds(kinds: Iterable[RightsKind], of_protected: Iterable[RightsKind]) -> ColumnElement[bool]:
    protected = _person.c.protection != Protection.NONE
    return or_(_request.c.kind.in_(tuple(kinds)), protected & _request.c.kind.in_(tuple(of_protected)))


def _at_office(
    offices: list[str], kinds: Iterable[RightsKind], of_protected: Iterable[RightsKind]
) -> tuple[ColumnElement[bool], ...]:
    # After a move the old office's lock is closed.
    return (
        _request.c.office_id.in_(offices),
        _request.c.office_id == _person.c.office_id,
        _of_kinds(kinds, of_protected),
    )


def at_offices(
    session: Session,
    offices: list[str],
    within: Within,
    kinds: Iterable[RightsKind],
    state: RightsState,
    *,
    of_protected: Iterable[RightsKind] = (),
    after: tuple[datetime, str] | None = None,
    limit: int = 25,
) -> list[AnyRow]:
    """The offices' requests of these kinds and in this state with the participant's name, oldest first.

    `within` is the condition on the table of participants under which the reader may know of them; of protected people
    among them the kinds in `of_protected` come besides. `after` is (sent_at, id) of the last row already shown.
    """
    query = (
        select(_request, _person.c.name)
        .join(_person, _person.c.id == _request.c.participant_id)
        .where(*_at_office(offices, kinds, of_protected), _request.c.state == state, within(_person))
        .order_by(_request.c.sent_at, _request.c.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(_request.c.sent_at, _request.c.id) > after)
    return list(session.execute(query))


def count_waiting(
    session: Session,
    offices: list[str],
    within: Within,
    kinds: Iterable[RightsKind],
    *,
    of_protected: Iterable[RightsKind] = (),
) -> int:
    """How many requests of these kinds wait for an answer, counted as `at_offices` lists them."""
    query = (
        select(func.count())
        .select_from(_request)
        .join(_person, _person.c.id == _request.c.participant_id)
        .where(
            *_at_office(offices, kinds, of_protected), _request.c.state == RightsState.SENT, within(_person)
        )
    )
    return session.scalar(query) or 0


def by_id(
    session: Session,
    within: Within,
    kinds: Iterable[RightsKind],
    request_id: str,
    *,
    of_protected: Iterable[RightsKind] = (),
) -> RightsRequest | None:
    """One request at the participant's present office, if the reader may know of them and of its kind."""
    query = (
        select(RightsRequest)
        .join(Person, Person.id == RightsRequest.participant_id)
        .where(
            RightsRequest.id == request_id,
            RightsRequest.office_id == Person.office_id,
            _of_kinds(kinds, of_protected),
            within(_person),
        )
    )
    return session.scalars(query).one_or_none()


def keep_draft(session: Session, draft: RightsDraft) -> None:
    """Keep the draft in place of an older one of its kind."""
    session.merge(draft)


def drafts(session: Session, person_id: str) -> list[AnyRow]:
    """What the person has written and not sent, by kind."""
    query = select(_draft).where(_draft.c.person_id == person_id).order_by(_draft.c.kind)
    return list(session.execute(query))


def forget_draft(session: Session, person_id: str, kind: RightsKind) -> None:
    """It was sent or thrown away."""
    session.execute(delete(_draft).where(_draft.c.person_id == person_id, _draft.c.kind == kind))
