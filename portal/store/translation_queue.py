"""The proposed translations that wait: counted and read in the database, a page at a time, as one reader sees them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from portal.domain.translating import ProposalState
from portal.store.base import AnyRow, rows
from portal.store.translation_proposal import NAMED, TranslationProposal, TranslationReview

_proposal = rows(TranslationProposal)
_review = rows(TranslationReview)
_WAITS = _proposal.c.state == ProposalState.PROPOSED


def _for(reader_id: str) -> ColumnElement[bool]:
    """Whether the reader can say yes or no: it is not their own, and they have not said anything of it."""
    said = exists().where(_review.c.proposal_id == _proposal.c.id, _review.c.reviewer_id == reader_id)
    return and_(_proposal.c.author_id != reader_id, not_(said))


def _among(locale: str | None, without: Collection[str]) -> ColumnElement[bool]:
    asked = [_WAITS]
    if locale is not None:
        asked.append(_proposal.c.locale == locale)
    if without:
        asked.append(_proposal.c.hash.not_in(without))
    return and_(*asked)


def hashes(session: Session, locale: str | None = None) -> frozenset[str]:
    """The texts that something waits for, in one language or in all."""
    return frozenset(session.scalars(select(_proposal.c.hash).where(_among(locale, ())).distinct()))


def counts(session: Session, reader_id: str, without: Collection[str]) -> list[AnyRow]:
    """How many wait in each `locale`, and how many of them for the reader, but for the texts that are left out."""
    mine = select(_proposal.c.locale, case((_for(reader_id), 1), else_=0).label("mine"))
    each = mine.where(_among(None, without)).subquery()
    query = select(
        each.c.locale, func.count().label("waiting"), func.sum(each.c.mine).label("for_reader")
    ).group_by(each.c.locale)
    return list(session.execute(query.order_by(each.c.locale)))


def count(session: Session, locale: str | None, without: Collection[str]) -> int:
    """How many wait in a language, or in all."""
    query = select(func.count()).select_from(_proposal).where(_among(locale, without))
    return session.scalar(query) or 0


def some(
    session: Session, reader_id: str, locale: str | None, without: Collection[str], *, limit: int, offset: int
) -> list[AnyRow]:
    """Some of those that wait, each with its `author`'s name: first what the reader can review, longest waiting first."""
    query = NAMED.where(_among(locale, without)).order_by(
        case((_for(reader_id), 0), else_=1), _proposal.c.proposed_at, _proposal.c.id
    )
    return list(session.execute(query.limit(limit).offset(offset)))


def next_for(
    session: Session, reader_id: str, locale: str, without: Collection[str], *, after: str
) -> AnyRow | None:
    """What waits for the reader in a language: the one that came after the proposal `after`, or else the very first."""
    seen = select(_proposal.c.proposed_at).where(_proposal.c.id == after).scalar_subquery()
    later = or_(_proposal.c.proposed_at > seen, and_(_proposal.c.proposed_at == seen, _proposal.c.id > after))
    query = NAMED.where(_among(locale, without), _for(reader_id)).order_by(
        case((later, 0), else_=1), _proposal.c.proposed_at, _proposal.c.id
    )
    return session.execute(query.limit(1)).first()


def of_text(session: Session, reader_id: str, locale: str, hash_: str, *, limit: int) -> list[AnyRow]:
    """The first of those that wait for one text: the reader's own first of all, then what has waited longest."""
    query = NAMED.where(_WAITS, _proposal.c.locale == locale, _proposal.c.hash == hash_)
    own_first = case((_proposal.c.author_id == reader_id, 0), else_=1)
    return list(
        session.execute(query.order_by(own_first, _proposal.c.proposed_at, _proposal.c.id).limit(limit))
    )


def by(session: Session, author_id: str, locale: str) -> list[AnyRow]:
    """What one author has proposed in a language and waits."""
    query = select(_proposal).where(_WAITS, _proposal.c.author_id == author_id, _proposal.c.locale == locale)
    return list(session.execute(query.order_by(_proposal.c.proposed_at, _proposal.c.id)))
