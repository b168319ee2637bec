"""Proposals to change a plan, what came of them, and what somebody has written and not sent yet."""

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
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.plan import ProposalState
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.programme import Programme
from portal.store.submission import Submission


class Proposal(Base):
    """One proposal as it was sent. `changes` holds each change with what stood there before and what should stand there.

    `base_number` is the version of the plan that the proposer saw. `ruling` is the rules' decision as data: whether two
    yeses are enough. `counter_of` is the proposal that this one answers, or nothing; it has no foreign key, because a
    table that points at itself could not be purged row by row. `complaint` is the decision that `complaint_by` comes from. `version` guards against two
    answers at once.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("state <> 'decision_refused' OR complaint_by IS NOT NULL", name="refused"),
        Index("ix_proposal_participant_sent", "participant_id", "sent_at"),
        Index("ix_proposal_office_state", "office_id", "state", "sent_at"),
        Index("ix_proposal_state_expires", "state", "expires_on"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    by_staff: Mapped[bool]
    state: Mapped[ProposalState] = mapped_column(Word(ProposalState), default=ProposalState.SENT)
    base_number: Mapped[int]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    ruling: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str] = mapped_column(String(12))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    expires_on: Mapped[date] = mapped_column(Date)
    counter_of: Mapped[str] = mapped_column(String(36), default="")
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    answered_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_text: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_text: Mapped[str] = mapped_column(Text, default="")
    complaint_by: Mapped[date | None] = mapped_column(Date)
    complaint: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class ProposalDraft(Base):
    """What somebody has written and not sent: one for each person and plan. It has a table of its own, so that no page
    of the other side and no package for the archive can come across it. `about_id` is the participant whose plan it is.
    """

    __tablename__ = "proposal_draft"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    about_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


_proposal = rows(Proposal)
_again = _proposal.alias("again")
_draft = rows(ProposalDraft)
_person = rows(Person)
_programme = rows(Programme)
_maker = _person.alias("maker")
_answerer = _person.alias("answerer")
_decider = _person.alias("decider")

_SHOWN: Select[Any] = (
    select(
        _proposal,
        _programme.c.contact_person_id,
        _maker.c.name.label("maker"),
        _maker.c.role.label("maker_role"),
        _answerer.c.name.label("answerer"),
        _answerer.c.role.label("answerer_role"),
        _decider.c.name.label("decider"),
    )
    .join(_programme, _programme.c.id == _proposal.c.programme_id)
    .join(_maker, _maker.c.id == _proposal.c.made_by)
    .outerjoin(_answerer, _answerer.c.id == _proposal.c.answered_by)
    .outerjoin(_decider, _decider.c.id == _proposal.c.decided_by)
)


def of_programme(session: Session, programme_id: str, *, limit: int = 200) -> list[AnyRow]:
    """The programme's proposals, newest first, with who made, answered and decided them."""
    query = _SHOWN.where(_proposal.c.programme_id == programme_id)
    return list(
        session.execute(query.order_by(_proposal.c.sent_at.desc(), _proposal.c.id.desc()).limit(limit))
    )


def open_of(session: Session, programme_id: str, today: date) -> list[AnyRow]:
    """Those of them that still wait for an answer or a decision, newest first."""
    query = _SHOWN.where(_proposal.c.programme_id == programme_id, _waits(today))
    return list(session.execute(query.order_by(_proposal.c.sent_at.desc(), _proposal.c.id.desc())))


def count_unanswered(
    session: Session, programme_id: str, today: date, *, by_staff: bool, by: str | None
) -> int:
    """How many of one side's, or of one person's there, the other side has not answered yet."""
    mine = [_proposal.c.by_staff.is_(by_staff), *([_proposal.c.made_by == by] if by else [])]
    query = select(func.count()).where(_proposal.c.programme_id == programme_id, *mine, _asks(today))
    return session.scalar(query) or 0


def one(session: Session, participant_id: str, office_id: str, proposal_id: str) -> AnyRow | None:
    """One proposal about the plan of the participant's present programme at that office, or None.

    What was proposed in an earlier programme is not read with the rights that somebody has in this one.
    """
    query = _SHOWN.where(
        _programme.c.current,
        _proposal.c.id == proposal_id,
        _proposal.c.participant_id == participant_id,
        _proposal.c.office_id == office_id,
    )
    return session.execute(query).one_or_none()


def to_change(session: Session, proposal_id: str) -> Proposal:
    """The same as a row that can be changed. It must exist."""
    return session.scalars(
        select(Proposal).where(Proposal.id == proposal_id).execution_options(populate_existing=True)
    ).one()


def whose(session: Session, within: Within, proposal_id: str) -> str | None:
    """Whose plan a proposal is about, if the reader may know of them and it is of their present office and programme."""
    query = (
        select(_proposal.c.participant_id)
        .join(_person, _person.c.id == _proposal.c.participant_id)
        .join(_programme, (_programme.c.id == _proposal.c.programme_id) & _programme.c.current)
        .where(_proposal.c.id == proposal_id, _proposal.c.office_id == _person.c.office_id, within(_person))
    )
    return session.scalar(query)


def by_submission(session: Session, submission_id: str) -> str | None:
    """The id of the proposal that came with a submission."""
    return session.scalar(select(_proposal.c.id).where(_proposal.c.submission_id == submission_id))


def _asks(today: date) -> ColumnElement[bool]:
    return (_proposal.c.state == ProposalState.SENT) & (_proposal.c.expires_on >= today)


def _waits(today: date) -> ColumnElement[bool]:
    return or_(_asks(today), _proposal.c.state == ProposalState.AWAITING_DECISION)


def _at_work(*columns: Any, offices: Iterable[str], within: Within) -> Select[Any]:  # noqa: ANN401 -- Columns of any kind.
    """Of the present programmes of these offices. After a move the old office's lock is closed."""
    return (
        select(*columns)
        .select_from(_proposal)
        .join(_person, _person.c.id == _proposal.c.participant_id)
        .join(_programme, _programme.c.id == _proposal.c.programme_id)
        .where(
            _proposal.c.office_id.in_(tuple(offices)),
            _proposal.c.office_id == _person.c.office_id,
            _programme.c.current,
            within(_person),
        )
    )


_LISTED = (*_proposal.c, _person.c.name, _programme.c.contact_person_id)


def _waits_for_staff(today: date) -> ColumnElement[bool]:
    decision = _proposal.c.state == ProposalState.AWAITING_DECISION
    return _waits(today) & or_(decision, _proposal.c.by_staff.is_(False))


def waiting(
    session: Session,
    offices: Iterable[str],
    within: Within,
    today: date,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int = 25,
) -> list[AnyRow]:
    """What waits for the staff of these offices, oldest first, with the participant's name and their contact person.

    `within` is the condition on the table of participants under which the reader may know of them; `after` is
    (sent_at, id) of the last row already shown.
    """
    query = _at_work(*_LISTED, offices=offices, within=within).where(_waits_for_staff(today))
    query = query.order_by(_proposal.c.sent_at, _proposal.c.id).limit(limit)
    if after is not None:
        query = query.where(tuple_(_proposal.c.sent_at, _proposal.c.id) > after)
    return list(session.execute(query))


def running_out(
    session: Session, offices: Iterable[str], within: Within, today: date, last: date, *, limit: int = 25
) -> list[AnyRow]:
    """What the staff of these offices proposed, nobody has answered, and can be answered until `last` at most; soonest first."""
    query = _at_work(*_LISTED, offices=offices, within=within)
    query = query.where(_proposal.c.by_staff, _asks(today), _proposal.c.expires_on <= last)
    return list(session.execute(query.order_by(_proposal.c.expires_on, _proposal.c.id).limit(limit)))


def ran_out(
    session: Session, offices: Iterable[str], within: Within, today: date, since: date, *, limit: int = 25
) -> list[AnyRow]:
    """What was proposed to the staff of these offices and ran out since then without an answer, latest first.

    What has been proposed again or otherwise is left out: that is what waits now.
    """
    query = _at_work(*_LISTED, offices=offices, within=within).where(
        _proposal.c.by_staff.is_(False),
        _proposal.c.state.in_((ProposalState.SENT, ProposalState.EXPIRED)),
        _proposal.c.expires_on >= since,
        _proposal.c.expires_on < today,
        ~exists().where(_again.c.counter_of == _proposal.c.id, _again.c.programme_id == _programme.c.id),
    )
    return list(session.execute(query.order_by(_proposal.c.expires_on.desc(), _proposal.c.id).limit(limit)))


def unanswered(session: Session, today: date) -> list[AnyRow]:
    """What nobody answered through its last day and is not said to have run out yet, oldest first."""
    names = ("id", "participant_id", "office_id", "made_by", "version")
    over = (_proposal.c.state == ProposalState.SENT) & (_proposal.c.expires_on < today)
    query = select(*(_proposal.c[name] for name in names)).where(over)
    return list(session.execute(query.order_by(_proposal.c.expires_on, _proposal.c.id)))


def run_out(session: Session, proposal_id: str, version: int) -> bool:
    """Say that nobody answered it in time; False when somebody was quicker."""
    changed = (
        update(_proposal)
        .where(
            _proposal.c.id == proposal_id,
            _proposal.c.version == version,
            _proposal.c.state == ProposalState.SENT,
        )
        .values(state=ProposalState.EXPIRED, version=version + 1)
        .returning(_proposal.c.id)
    )
    return session.execute(changed).one_or_none() is not None


def count_waiting(session: Session, offices: Iterable[str], within: Within, today: date) -> int:
    """How many there are, counted as `waiting` lists them."""
    counted = _at_work(func.count(), offices=offices, within=within)
    return session.scalar(counted.where(_waits_for_staff(today))) or 0


def keep_draft(session: Session, draft: ProposalDraft) -> None:
    """Keep the draft in place of an older one."""
    session.merge(draft)


def draft_of(session: Session, person_id: str, about_id: str) -> AnyRow | None:
    """What the person has written about that plan and not sent, or None."""
    query = select(_draft).where(_draft.c.person_id == person_id, _draft.c.about_id == about_id)
    return session.execute(query).one_or_none()


def forget_draft(session: Session, person_id: str, about_id: str) -> None:
    """It was sent or thrown away."""
    session.execute(delete(_draft).where(_draft.c.person_id == person_id, _draft.c.about_id == about_id))
