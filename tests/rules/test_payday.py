"""STL § 39: no law names the day of payment; the office's calendar does, and the office says what a free day means."""

from datetime import date

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.payday import FREE_PAYDAY, payday
from portal.rules.payment import PAYDAY
from portal.rules.practice import USUAL, Practice

BEFORE = Practice({FREE_PAYDAY: "day-before"})
SATURDAY, ORDINARY = date(2026, 12, 12), date(2026, 12, 11)


def test_an_ordinary_day_is_the_day_of_the_calendar(norway: Holidays) -> None:
    for practice in (USUAL, BEFORE):
        decision = payday(ORDINARY, norway, practice)
        assert (decision.outcome, decision.value) == (Outcome.COMPUTED, ORDINARY)
        assert [because.reason.code for because in decision.because] == ["payday.in-calendar"]


def test_a_weekend_is_told_as_the_day_before_when_the_office_says_so(norway: Holidays) -> None:
    decision = payday(SATURDAY, norway, BEFORE)
    assert (decision.outcome, decision.value) == (Outcome.COMPUTED, ORDINARY)
    assert decision.because[-1].basis == BEFORE.basis(FREE_PAYDAY)


def test_a_payday_in_a_row_of_free_days_moves_before_all_of_them(norway: Holidays) -> None:
    # Easter Monday of 2026 is 6 April; the last working day before it is Wednesday 1 April.
    assert payday(date(2026, 4, 6), norway, BEFORE).value == date(2026, 4, 1)


def test_without_a_word_from_the_office_nobody_guesses(norway: Holidays) -> None:
    decision = payday(SATURDAY, norway)
    assert (decision.outcome, decision.value) == (Outcome.UNDECIDED, SATURDAY)
    assert decision.because[-1].reason.code == "payday.may-move"


def test_the_day_rests_on_the_paragraph_that_leaves_it_to_the_municipality(norway: Holidays) -> None:
    assert payday(ORDINARY, norway).because[0].basis == PAYDAY
    assert PAYDAY.key == "LOV-2009-12-18-131/39/1/2"


def test_before_the_act_there_is_no_answer(norway: Holidays) -> None:
    with pytest.raises(NoLawInForce):
        payday(date(2009, 12, 31), norway)
    assert payday(date(2010, 1, 4), norway).value == date(2010, 1, 4)
