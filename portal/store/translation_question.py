"""Questions to a text of the source, and their answers: every language sees them, and nothing is written over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, exists, select
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


def of_text(session: Session, hash_: str) -> list[AnyRow]:
    """The questions to one text, oldest first, each with its `author`'s name."""
    query = (
        select(_question, _person.c.name.label("author"))
        .join(_person, _person.c.id == _question.c.author_id)
        .where(_question.c.hash == hash_)
        .order_by(_question.c.asked_at, _question.c.id)
    )
    return list(session.execute(query))


def answers_to(session: Session, question_ids: Sequence[str]) -> list[AnyRow]:
    """The answers to these questions, oldest first, each with its `author`'s name and their `role`."""
    query = (
        select(_answer, _person.c.name.label("author"), _person.c.role)
        .join(_person, _person.c.id == _answer.c.author_id)
        .where(_answer.c.question_id.in_(question_ids))
        .order_by(_answer.c.answered_at, _answer.c.id)
    )
    return list(session.execute(query)) if question_ids else []


def unanswered(session: Session) -> list[AnyRow]:
    """The questions that nobody has answered, longest waiting first, each with its `author`'s name."""
    query = (
        select(_question, _person.c.name.label("author"))
        .join(_person, _person.c.id == _question.c.author_id)
        .where(~_ANSWERED)
        .order_by(_question.c.asked_at, _question.c.id)
    )
    return list(session.execute(query))


def newest(session: Session) -> list[AnyRow]:
    """Every question, newest first, each with its `author`'s name."""
    query = (
        select(_question, _person.c.name.label("author"))
        .join(_person, _person.c.id == _question.c.author_id)
        .order_by(_question.c.asked_at.desc(), _question.c.id)
    )
    return list(session.execute(query))


def asked_about(session: Session) -> frozenset[str]:
    """The hashes of the texts that somebody has asked about."""
    return frozenset(session.scalars(select(_question.c.hash).distinct()))


def by_id(session: Session, question_id: str) -> TranslationQuestion | None:
    """One question."""
    return session.get(TranslationQuestion, question_id)
