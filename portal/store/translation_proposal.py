"""Proposed translations and what others said of them: nothing here is written over but a proposal's state."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.translating import Key, ProposalState, Verdict
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person

_OPEN = text("state = 'proposed'")


class TranslationProposal(Base):
    """What somebody wants a text to say in a language: one text for each plural form.

    `before` is what stood there when it was proposed, and `reason` what its author says of it, if anything.
    `closed_at` is when it was accepted, returned, withdrawn or overtaken.
    """

    __tablename__ = "translation_proposal"
    __table_args__ = (
        Index("ix_translation_proposal_text", "hash", "locale"),
        Index("ix_translation_proposal_state", "state", "locale"),
        Index(
            "uq_translation_proposal_open",
            "locale",
            "hash",
            "author_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    locale: Mapped[str] = mapped_column(String(16))
    hash: Mapped[str] = mapped_column(String(16))
    ctx: Mapped[str | None] = mapped_column(Text)
    msgid: Mapped[str] = mapped_column(Text)
    plural: Mapped[str | None] = mapped_column(Text)
    texts: Mapped[list[str]] = mapped_column(JSON)
    before: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[ProposalState] = mapped_column(Word(ProposalState), default=ProposalState.PROPOSED)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    @property
    def key(self) -> Key:
        """What the text is found by."""
        return self.ctx, self.msgid, self.plural


class TranslationReview(Base):
    """What one other person said of a proposal, never written over. The database itself refuses the author's own word.

    Who has accepted a legal text may still return it while it waits for another; the same said twice is there once.
    """

    __tablename__ = "translation_review"
    __table_args__ = (
        UniqueConstraint("proposal_id", "reviewer_id", "verdict"),
        CheckConstraint("reviewer_id <> author_id", name="two_people"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    proposal_id: Mapped[str] = mapped_column(ForeignKey(TranslationProposal.id))
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    reviewer_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    reason: Mapped[str] = mapped_column(Text, default="")
    reviewed_at: Mapped[datetime] = mapped_column(Moment)


_proposal = rows(TranslationProposal)
_review = rows(TranslationReview)
_author = rows(Person).alias("author")
_reviewer = rows(Person).alias("reviewer")
NAMED = select(_proposal, _author.c.name.label("author")).join(_author, _author.c.id == _proposal.c.author_id)
"""Proposals, each with its `author`'s name."""


def by_id(session: Session, proposal_id: str) -> TranslationProposal | None:
    """One proposal, as a row that can be changed."""
    return session.get(TranslationProposal, proposal_id)


def open_by(session: Session, locale: str, hash_: str, author_id: str) -> TranslationProposal | None:
    """The open proposal of one author for one text, as a row that can be changed."""
    query = select(TranslationProposal).where(
        TranslationProposal.locale == locale,
        TranslationProposal.hash == hash_,
        TranslationProposal.author_id == author_id,
        TranslationProposal.state == ProposalState.PROPOSED,
    )
    return session.scalars(query).one_or_none()


def count_of_text(session: Session, locale: str, hash_: str) -> int:
    """How many proposals there ever were for one text in one language."""
    query = select(func.count()).select_from(_proposal)
    return session.scalar(query.where(_proposal.c.locale == locale, _proposal.c.hash == hash_)) or 0


def of_text(session: Session, locale: str, hash_: str, *, limit: int, offset: int) -> list[AnyRow]:
    """Some of the proposals that there ever were for one text in one language, newest first, each with its `author`'s name."""
    query = NAMED.where(_proposal.c.locale == locale, _proposal.c.hash == hash_)
    query = query.order_by(_proposal.c.proposed_at.desc(), _proposal.c.id).limit(limit).offset(offset)
    return list(session.execute(query))


def _returned_to(author_id: str) -> ColumnElement[bool]:
    """Whether a proposal was returned to its author, who has proposed nothing since and nobody's was accepted."""
    later = _proposal.alias("later")
    newer = exists().where(
        later.c.locale == _proposal.c.locale,
        later.c.hash == _proposal.c.hash,
        later.c.proposed_at > _proposal.c.proposed_at,
        or_(later.c.author_id == author_id, later.c.state == ProposalState.ACCEPTED),
    )
    return and_(_proposal.c.author_id == author_id, _proposal.c.state == ProposalState.RETURNED, ~newer)


def returned_to(session: Session, author_id: str, locale: str) -> frozenset[str]:
    """The hashes of the texts of a language that were returned to the author, who has proposed nothing since."""
    query = select(_proposal.c.hash).where(_returned_to(author_id), _proposal.c.locale == locale)
    return frozenset(session.scalars(query.distinct()))


def count_returned_to(session: Session, author_id: str) -> dict[str, int]:
    """How many texts of each language were returned so."""
    query = select(_proposal.c.locale, func.count(_proposal.c.hash.distinct()).label("number"))
    found = session.execute(query.where(_returned_to(author_id)).group_by(_proposal.c.locale))
    return {row.locale: row.number for row in found}


def reviews_of(session: Session, proposal_ids: Sequence[str]) -> list[AnyRow]:
    """What was said of these proposals, oldest first, each with its `reviewer`'s name."""
    query = (
        select(_review, _reviewer.c.name.label("reviewer"))
        .join(_reviewer, _reviewer.c.id == _review.c.reviewer_id)
        .where(_review.c.proposal_id.in_(proposal_ids))
        .order_by(_review.c.reviewed_at, _review.c.verdict, _review.c.id)
    )
    return list(session.execute(query)) if proposal_ids else []


def overtake(session: Session, locale: str, hash_: str, besides: str, at: datetime) -> None:
    """Close every other open proposal for a text, because one was accepted. Their versions move on."""
    session.execute(
        update(_proposal)
        .where(
            _proposal.c.locale == locale,
            _proposal.c.hash == hash_,
            _proposal.c.state == ProposalState.PROPOSED,
            _proposal.c.id != besides,
        )
        .values(state=ProposalState.OVERTAKEN, closed_at=at, version=_proposal.c.version + 1)
    )


def agreed(reviews: Iterable[AnyRow]) -> frozenset[str]:
    """The ids of those who have agreed to a proposal, given what was said of it."""
    return frozenset(row.reviewer_id for row in reviews if row.verdict is Verdict.ACCEPTED)
