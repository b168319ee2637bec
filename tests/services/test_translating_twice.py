"""The same said twice in the workbench is said once: twice in a row, at once, and late, when others have answered it.

A proposal has a key that was drawn with its form, because sent late it would come back from those who returned it, or take
the place of what its author wrote after it. A review, a withdrawal, a question and an answer have none: each is known by
who says it of what, and said again it changes nothing.
"""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, KeyReused
from portal.domain.translating import ProposalState, Verdict
from portal.services import translating
from portal.services import translating_questions as questions
from portal.services.work import Desk
from tests.builders import at_once
from tests.services.translating_world import (
    APPEAL,
    WEEK,
    Translators,
    history,
    proposed,
    reviewed,
    standing,
    translators_of,
)

S = ProposalState
KEY, OTHER = "k" * 24, "o" * 24


@pytest.fixture
def translators(engine: Engine) -> Translators:
    return translators_of(engine)


def states(desk: Desk, who: Translators) -> list[ProposalState]:
    return [one.row.state for one in history(desk, who.first)]


def test_a_proposal_that_arrives_again_late_does_not_come_back_from_who_returned_it(
    desk: Desk, translators: Translators
) -> None:
    first = proposed(desk, translators.first, key=KEY)
    assert proposed(desk, translators.first, key=KEY) == first
    reviewed(desk, translators.second, first, Verdict.RETURNED, "Feil ord.")
    assert proposed(desk, translators.first, key=KEY) == first
    assert states(desk, translators) == [S.RETURNED]


def test_a_proposal_that_arrives_again_late_does_not_undo_what_its_author_wrote_after_it(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    first = proposed(desk, translators.first, key=KEY)
    clock.moment += timedelta(minutes=1)
    proposed(desk, translators.first, "This week", key=OTHER)
    assert proposed(desk, translators.first, key=KEY) == first
    assert states(desk, translators) == [S.PROPOSED, S.WITHDRAWN]
    assert history(desk, translators.first)[0].row.texts == ["This week"]


def test_a_proposal_that_arrives_again_late_is_what_it_was_when_it_stands_by_now(
    desk: Desk, translators: Translators
) -> None:
    first = proposed(desk, translators.first, key=KEY)
    reviewed(desk, translators.second, first)
    assert proposed(desk, translators.first, key=KEY) == first
    assert states(desk, translators) == [S.ACCEPTED]


def test_the_same_form_at_once_is_one_proposal(desk: Desk, translators: Translators) -> None:
    answers = at_once(4, lambda _number: proposed(desk, translators.first, key=KEY))
    assert len(set(answers)) == 1
    assert states(desk, translators) == [S.PROPOSED]


def test_the_same_form_with_other_words_is_refused_and_another_form_is_not(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    proposed(desk, translators.first, key=KEY)
    with pytest.raises(KeyReused):
        proposed(desk, translators.first, "This week", key=KEY)
    with pytest.raises(KeyReused):
        proposed(desk, translators.first, source=APPEAL, key=KEY)
    clock.moment += timedelta(minutes=1)
    assert proposed(desk, translators.second, key=KEY) != proposed(
        desk, translators.first, "This week", key=OTHER
    )
    assert sorted(states(desk, translators)) == [S.PROPOSED, S.PROPOSED, S.WITHDRAWN]


@pytest.mark.parametrize(
    ("verdict", "state"), [(Verdict.ACCEPTED, S.ACCEPTED), (Verdict.RETURNED, S.RETURNED)]
)
def test_the_same_review_twice_at_once_and_from_an_old_page_is_one(
    desk: Desk, translators: Translators, verdict: Verdict, state: ProposalState
) -> None:
    proposal_id = proposed(desk, translators.first)

    def review(_number: int = 0) -> object:
        return reviewed(desk, translators.second, proposal_id, verdict, "Slik.").state

    assert at_once(3, review) == [state] * 3
    assert review() is state
    (one,) = history(desk, translators.first)
    assert len(one.reviews) == 1
    other = Verdict.RETURNED if verdict is Verdict.ACCEPTED else Verdict.ACCEPTED
    with pytest.raises(Conflict):
        reviewed(desk, translators.second, proposal_id, other, "Nei.")


def test_the_same_yes_to_a_text_of_the_law_never_counts_for_two(desk: Desk, translators: Translators) -> None:
    proposal_id = proposed(desk, translators.first, "You can appeal.", APPEAL)
    said = at_once(3, lambda _number: reviewed(desk, translators.second, proposal_id, source=APPEAL).missing)
    assert said == [1, 1, 1]
    assert standing(desk, translators.first, APPEAL) != ("You can appeal.",)


def test_a_proposal_is_taken_back_once_and_an_old_page_takes_nothing_newer_back(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    proposal_id = proposed(desk, translators.first, key=KEY)

    def withdraw(_number: int = 0) -> str:
        with desk.writing(translators.first) as work:
            translating.withdraw(work, "en", WEEK.hash, proposal_id)
        return "done"

    assert at_once(3, withdraw) == ["done"] * 3
    clock.moment += timedelta(minutes=1)
    proposed(desk, translators.first, key=OTHER)
    withdraw()
    assert states(desk, translators) == [S.PROPOSED, S.WITHDRAWN]


def test_the_same_question_and_the_same_answer_at_once_and_later_stand_there_once(
    desk: Desk, translators: Translators, clock: FixedClock
) -> None:
    def ask(_number: int = 0) -> str:
        with desk.writing(translators.first) as work:
            return questions.ask(work, WEEK, "nn", "Hvilken uke?")

    def answer(_number: int = 0) -> str:
        with desk.writing(translators.second) as work:
            return questions.answer(work, ask_id, "Din uke.")

    (ask_id,) = set(map(str, at_once(4, ask)))
    assert at_once(4, answer) == [WEEK.hash] * 4
    clock.moment += timedelta(hours=1)
    assert (ask(), answer()) == (ask_id, WEEK.hash)
    with desk.reading(translators.third) as work:
        (found,) = questions.everywhere(work)
    assert len(found.answers) == 1
