"""Questions about the source: asked by translators, answered by them or an administrator, seen in every language."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.domain.translating import LONGEST_QUESTION
from portal.services import translating_questions as questions
from portal.services import translating_reading
from portal.services.work import Desk
from tests.builders import Village
from tests.services.translating_world import WEEK, Translators, translators_of


@pytest.fixture
def translators(engine: Engine) -> Translators:
    return translators_of(engine)


def ask(desk: Desk, by: Actor, words: str = "Hvilken uke?") -> str:
    with desk.writing(by) as work:
        return questions.ask(work, WEEK, "nn", words)


def answer(desk: Desk, by: Actor, question_id: str, words: str = "Uka til den som leser.") -> str:
    with desk.writing(by) as work:
        return questions.answer(work, question_id, words)


def test_a_question_and_its_answers_are_read_in_every_language(
    desk: Desk, translators: Translators, village: Village, clock: FixedClock
) -> None:
    question_id = ask(desk, translators.first)
    assert ask(desk, translators.first) == question_id
    with desk.reading(translators.second) as work:
        assert questions.unanswered(work) == 1
        assert translating_reading.standing_in(work, "ar").asked == {WEEK.hash}
    for by in (village.administrator, translators.second, translators.second):
        clock.moment += timedelta(minutes=1)
        assert answer(desk, by, question_id) == WEEK.hash
    with desk.reading(translators.third) as work:
        (found,) = questions.of_text(work, WEEK.hash)
        assert questions.everywhere(work).rows == (found,)
        assert questions.unanswered(work) == 0
    assert (found.row.words, found.row.locale, found.row.author) == ("Hvilken uke?", "nn", "Ord Os")
    assert [row.author for row in found.answers] == ["Ansvarlig Aas", "Språk Sti"]


def test_those_that_nobody_has_answered_come_first(desk: Desk, translators: Translators) -> None:
    for words in ("Én?", "To?"):
        ask(desk, translators.first, words)
    answer(desk, translators.second, ask(desk, translators.first, "Tre?"))
    with desk.reading(translators.first) as work:
        assert questions.everywhere(work).rows[-1].row.words == "Tre?"


@pytest.mark.parametrize(
    ("words", "code"), [("", "empty"), ("x" * (LONGEST_QUESTION + 1), "too-long")], ids=["empty", "long"]
)
def test_what_asks_or_says_nothing_is_refused(
    desk: Desk, translators: Translators, words: str, code: str
) -> None:
    question_id = ask(desk, translators.first)
    with pytest.raises(Refused, match=f"translation-question-{code}"):
        ask(desk, translators.first, words)
    with pytest.raises(Refused, match=f"translation-question-{code}"):
        answer(desk, translators.first, question_id, words)
    with pytest.raises(NotFound):
        answer(desk, translators.first, "x")


def test_others_neither_ask_nor_answer_nor_read(
    desk: Desk, village: Village, translators: Translators
) -> None:
    question_id = ask(desk, translators.first)
    with pytest.raises(NotPermitted):
        ask(desk, village.administrator)
    for who in (village.participant, village.caseworker, village.leader, village.auditor):
        with pytest.raises(NotPermitted):
            answer(desk, who, question_id)
        with pytest.raises(NotPermitted), desk.reading(who) as work:
            questions.everywhere(work)
