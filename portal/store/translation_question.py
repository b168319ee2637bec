"""Questions to a text of the source, and their answers: every language sees them, and nothing is written over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, case, exists, func, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.person import Person


class TranslationQuestion(Base):
    """What a translator asks about a text of the source. `locale` is the language they were translating into."""

    __tablename__ = "translation_question"
    __table_args__ = (Index("ix_translation_question_hash", "hash"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    hash: Mapped[str] = mapped_column(String(16))
    ctx: Mapped[str | None] = mapped_column(Text)
    msgid: Mapped[str] = mapped_column(Text)
    plural: Mapped[str | None] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class TranslationAnswer(Base):
    """One answer to a question."""

    __tablename__ = "translation_answer"
    __table_args__ = (Index("ix_translation_answer_question", "question_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    question_id: Mapped[str] = mapped_column(ForeignKey(TranslationQuestion.id))
    words: Mapped[str] = mapped_column(Text)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    answered_at: Mapped[datetime] = mapped_column(Moment)


_question = rows(TranslationQuestion)
_answer = rows(TranslationAnswer)
_person = rows(Person)
_ANSWERED = exists().where(_answer.c.question_id == _question.c.id)


def _asked(hash_: str | None) -> ColumnElement[bool]:
    return true() if hash_ is None else _question.c.hash == hash_


def count(session: Session, hash_: str | None = None) -> int:
    """How many questions there are to one text, or to all."""
    return session.scalar(select(func.count()).select_from(_question).where(_asked(hash_))) or 0


def some(session: Session, hash_: str | None = None, *, limit: int, offset: int) -> list[AnyRow]:
    """Some of the questions to one text or to all, each with its `author`'s name.

    Those that nobody has answered come first, and the newest first among those and among the others.
    """
    answered = case((_ANSWERED, 1), else_=0)
    query = (
        select(_question, _person.c.name.label("author"))
        .join(_person, _person.c.id == _question.c.author_id)
        .where(_asked(hash_))
        .order_by(answered, _question.c.asked_at.desc(), _question.c.id)
    )
    return list(session.execute(query.limit(limit).offset(offset)))


def same(session: Session, hash_: str, author_id: str, words: str) -> str | None:
    """The id of the question that its author has put in the same words to the same text, if there is one."""
    query = select(_question.c.id).where(
        _question.c.hash == hash_, _question.c.author_id == author_id, _question.c.words == words
    )
    return session.scalar(query.limit(1))


def is_answered_with(session: Session, question_id: str, author_id: str, words: str) -> bool:
    """Whether somebody has given that answer already, in the same words."""
    query = select(_answer.c.id).where(
        _answer.c.question_id == question_id, _answer.c.author_id == author_id, _answer.c.words == words
    )
    return session.scalar(query.limit(1)) is not None


def answers_to(session: Session, question_ids: Sequence[str]) -> list[AnyRow]:
    """The answers to these questions, oldest first, each with its `author`'s name and their `role`."""
    query = (
        select(_answer, _person.c.name.label("author"), _person.c.role)
        .join(_person, _person.c.id == _answer.c.author_id)
        .where(_answer.c.question_id.in_(question_ids))
        .order_by(_answer.c.answered_at, _answer.c.id)
    )
    return list(session.execute(query)) if question_ids else []


def count_unanswered(session: Session) -> int:
    """How many questions nobody has answered."""
    return session.scalar(select(func.count()).select_from(_question).where(~_ANSWERED)) or 0


def asked_about(session: Session) -> frozenset[str]:
    """The hashes of the texts that somebody has asked about."""
    return frozenset(session.scalars(select(_question.c.hash).distinct()))


def by_id(session: Session, question_id: str) -> TranslationQuestion | None:
    """One question."""
    return session.get(TranslationQuestion, question_id)
