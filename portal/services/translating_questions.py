"""Questions about a text of the source: translators ask, and they or an administrator answer. Every language sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.allowance import Counted
from portal.domain.errors import NotFound, Refused
from portal.domain.paging import Paged, leaf_of
from portal.domain.translating import LONGEST_QUESTION, SourceText
from portal.services import limits
from portal.services.permissions import Action, require
from portal.services.work import Work
from portal.store import translation_question as store
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.translation_question import TranslationAnswer, TranslationQuestion

PAGE = 25
BESIDE_A_TEXT = 10
TURN = "translation-questions"
"""Whoever asks or answers takes it before they look whether that was said already: two at once say it once."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, oldest first. Each row has its `author`'s name."""

    row: AnyRow
    answers: tuple[AnyRow, ...] = ()


def of_text(work: Work, hash_: str) -> Paged[Question]:
    """The first questions to one text, those that nobody has answered before the others. Raises NotPermitted."""
    return everywhere(work, hash_, size=BESIDE_A_TEXT)


def everywhere(work: Work, hash_: str | None = None, *, number: int = 1, size: int = PAGE) -> Paged[Question]:
    """A page of the questions to all texts, or to one: those that nobody has answered first, then the newest.

    Raises NotPermitted.
    """
    require(work.actor, Action.ANSWER_TRANSLATORS)
    total = store.count(work.session, hash_)
    leaf = leaf_of(total, size, number)
    found = store.some(work.session, hash_, limit=leaf.size, offset=leaf.first)
    return Paged(_with_answers(work, found), total, leaf)


def unanswered(work: Work) -> int:
    """How many questions wait for an answer. Raises NotPermitted."""
    require(work.actor, Action.ANSWER_TRANSLATORS)
    return store.count_unanswered(work.session)


def ask(work: Work, source: SourceText, locale: str, words: str) -> str:
    """Ask about a text; the question's id. The same asked twice is asked once. Raises Refused, TooMany and NotPermitted."""
    require(work.actor, Action.TRANSLATE)
    _refuse(words)
    take_turn(work.session, TURN)
    before = store.same(work.session, source.hash, work.actor.id, words)
    if before is not None:
        return before
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    ctx, msgid, plural = source.key
    question = TranslationQuestion(
        id=new_id(),
        hash=source.hash,
        ctx=ctx,
        msgid=msgid,
        plural=plural,
        locale=locale,
        words=words,
        author_id=work.actor.id,
        asked_at=work.now,
    )
    work.session.add(question)
    return question.id


def answer(work: Work, question_id: str, words: str) -> str:
    """Answer a question; the hash of the text it is about. The same said twice is said once.

    Raises NotFound, Refused, TooMany and NotPermitted.
    """
    require(work.actor, Action.ANSWER_TRANSLATORS)
    question = store.by_id(work.session, question_id)
    if question is None:
        raise NotFound("No such question.")
    _refuse(words)
    take_turn(work.session, TURN)
    if not store.is_answered_with(work.session, question.id, work.actor.id, words):
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
        work.session.add(
            TranslationAnswer(
                id=new_id(),
                question_id=question.id,
                words=words,
                author_id=work.actor.id,
                answered_at=work.now,
            )
        )
    return question.hash


def _refuse(words: str) -> None:
    if not words:
        raise Refused("translation-question-empty")
    if len(words) > LONGEST_QUESTION:
        raise Refused("translation-question-too-long")


def _with_answers(work: Work, found: Sequence[AnyRow]) -> tuple[Question, ...]:
    answers: dict[str, list[AnyRow]] = {}
    for row in store.answers_to(work.session, [row.id for row in found]):
        answers.setdefault(row.question_id, []).append(row)
    return tuple(Question(row, tuple(answers.get(row.id, ()))) for row in found)
