"""The overlay: the translations that were accepted here, one for each text and language, and how others notice a new one."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.translating import AcceptedText, Key, Texts
from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.engine import take_turn
from portal.store.person import Person
from portal.store.translation_proposal import TranslationProposal


class TranslationText(Base):
    """The accepted translation of one text into one language. `texts` has one text for each plural form.

    `generation` is a number of its own for every acceptance, and the newest has the highest.
    """

    __tablename__ = "translation_text"

    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    hash: Mapped[str] = mapped_column(String(16), primary_key=True)
    ctx: Mapped[str | None] = mapped_column(Text)
    msgid: Mapped[str] = mapped_column(Text)
    plural: Mapped[str | None] = mapped_column(Text)
    texts: Mapped[list[str]] = mapped_column(JSON)
    proposal_id: Mapped[str] = mapped_column(ForeignKey(TranslationProposal.id))
    accepted_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    generation: Mapped[int] = mapped_column(unique=True)


_text = rows(TranslationText)


def generation(session: Session) -> int:
    """The highest number there is: 0 before anything was accepted. It never falls, and changes with every acceptance."""
    return session.scalar(select(func.coalesce(func.max(_text.c.generation), 0))) or 0


def accepted_since(session: Session, since: int) -> list[AcceptedText]:
    """What was accepted after the generation `since`, oldest first. A text that was accepted twice is there once."""
    query = select(_text).where(_text.c.generation > since).order_by(_text.c.generation)
    return [_accepted(row) for row in session.execute(query)]


def all_accepted(session: Session) -> list[AcceptedText]:
    """Everything that is accepted here, oldest first."""
    return accepted_since(session, 0)


def accepted_by_locale(session: Session) -> dict[str, dict[Key, Texts]]:
    """The same by language and by what each translates."""
    found: dict[str, dict[Key, Texts]] = {}
    for one in all_accepted(session):
        found.setdefault(one.locale, {})[one.key] = one.texts
    return found


def accepted_in(session: Session, locale: str) -> list[AcceptedText]:
    """What is accepted here in one language, oldest first."""
    query = select(_text).where(_text.c.locale == locale).order_by(_text.c.generation)
    return [_accepted(row) for row in session.execute(query)]


def accepted_text(session: Session, locale: str, hash_: str) -> AcceptedText | None:
    """What is accepted here for one text in one language."""
    query = select(_text).where(_text.c.locale == locale, _text.c.hash == hash_)
    row = session.execute(query).one_or_none()
    return _accepted(row) if row else None


def put(
    session: Session,
    locale: str,
    hash_: str,
    key: Key,
    texts: tuple[str, ...],
    *,
    proposal_id: str,
    by: str,
    at: datetime,
) -> int:
    """Let `texts` be the accepted translation from now on; its generation.

    The turn is kept until the transaction ends, so whoever sees a generation has also been able to see all lower ones.
    """
    take_turn(session, "translations")
    number = generation(session) + 1
    row = session.get(TranslationText, (locale, hash_))
    if row is None:
        row = TranslationText(locale=locale, hash=hash_)
        session.add(row)
    row.ctx, row.msgid, row.plural = key
    row.texts, row.proposal_id, row.accepted_by, row.accepted_at = list(texts), proposal_id, by, at
    row.generation = number
    session.flush()
    return number


def _accepted(row: AnyRow) -> AcceptedText:
    # No row of ours is otherwise. One that is says nothing, and nobody's words wait for it to be mended.
    whole = isinstance(row.texts, list) and all(isinstance(text, str) for text in row.texts)
    texts = tuple(row.texts) if whole else ()
    return AcceptedText(row.locale, (row.ctx, row.msgid, row.plural), texts, row.generation, row.accepted_at)
