"""Children who stay abroad: KVP-forskriften § 3 ledd 2."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.child_abroad import HomeBefore, MembershipWouldHelp, child_abroad
from portal.rules.days import add_months
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation, HouseRule
from portal.rules.parameters import NoLawInForce

TODAY = date(2026, 11, 22)
CHILD = date(2015, 6, 1)
WINTER = (date(2026, 1, 1), date(2026, 3, 1))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def codes(decision: Decision[Any]) -> list[str]:
    return [because.reason.code for because in decision.because]


def keys(decision: Decision[Any]) -> set[str]:
    return {b.basis.key for b in decision.because if isinstance(b.basis, Citation)}


@pytest.mark.parametrize(
    ("on", "days", "left", "outcome"),
    [
        pytest.param(date(2026, 12, 30), 90, 0, Outcome.MET, id="§ 3 ledd 2 punktum 2: 90 dager"),
        pytest.param(date(2026, 12, 31), 91, 0, Outcome.UNDECIDED, id="§ 3 ledd 2 punktum 2: 91 dager"),
        pytest.param(
            date(2027, 1, 1), 90, 0, Outcome.UNDECIDED, id="§ 3 ledd 2: dagen etter, et år etter den første"
        ),
        pytest.param(date(2026, 11, 30), 60, 30, Outcome.MET, id="§ 3 ledd 2: før den siste reisen"),
        pytest.param(date(2025, 12, 31), 0, 90, Outcome.MET, id="§ 3 ledd 2: før alle reiser"),
    ],
)
def test_ninety_days_abroad_in_any_twelve_months(on: date, days: int, left: int, outcome: Outcome) -> None:
    """Worked example 16; sixty days from 1 January 2026 are to 1 March."""
    decision = child_abroad(on, (DECEMBER, WINTER))
    value = decision.value
    assert (value.days_abroad, value.left, value.over_from) == (days, left, date(2026, 12, 31))
    assert decision.outcome is outcome
    assert ("child-abroad.too-many-from" in codes(decision)) is (outcome is Outcome.UNDECIDED)
    if outcome is Outcome.UNDECIDED:
        assert decision.would_change == (MembershipWouldHelp(), HomeBefore(date(2026, 12, 31)))
    else:
        assert [reason.code for reason in decision.would_change] == ["child-abroad.will-be-too-many-from"]
        assert "child-abroad.will-be-too-many-from" in codes(decision)
    assert keys(decision) == {"FOR-2011-12-21-1471/3/2/2"}


def test_days_that_are_a_year_old_are_forgotten() -> None:
    summers = ((date(2025, 6, 1), date(2025, 8, 29)), (date(2026, 6, 1), date(2026, 8, 29)))
    value = child_abroad(date(2026, 8, 29), summers).value
    assert (value.days_abroad, value.over_from) == (90, None)
    early = (summers[0], (date(2026, 5, 31), date(2026, 8, 29)))
    assert child_abroad(date(2026, 8, 29), early).value.over_from == date(2026, 5, 31)


def test_days_too_many_that_are_past_the_twelve_months_are_past() -> None:
    long_ago = ((date(2024, 1, 1), date(2024, 4, 30)),)
    assert child_abroad(date(2025, 4, 29), long_ago).value.over_from == date(2024, 4, 30)
    decision = child_abroad(date(2025, 4, 30), long_ago)
    assert (decision.value.over_from, decision.outcome) == (None, Outcome.MET)
    assert decision.would_change == ()


def test_days_before_the_window_still_count_for_the_days_inside_it() -> None:
    """On 10 January 2026 the stay was already too long, and the last of its days is inside the twelve months."""
    stay = ((date(2025, 9, 1), date(2026, 1, 10)),)
    assert child_abroad(date(2026, 12, 1), stay).value.over_from == date(2025, 12, 2)


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        pytest.param(59, [], id="59 dager"),
        pytest.param(60, [60], id="60 dager"),
        pytest.param(79, [60], id="79 dager"),
        pytest.param(80, [80], id="80 dager"),
        pytest.param(90, [80], id="90 dager"),
    ],
)
def test_the_days_left_are_said_at_sixty_and_at_eighty(days: int, warned: list[int]) -> None:
    first = date(2026, 3, 1)
    last = first + timedelta(days=days - 1)
    decision = child_abroad(last, ((first, last),))
    said = [b.reason for b in decision.because if b.reason.code == "child-abroad.many-days"]
    assert [reason.warned_at for reason in said] == warned
    assert [reason.left for reason in said] == [90 - days] * len(warned)


def test_a_member_of_folketrygden_can_stay_away() -> None:
    decision = child_abroad(date(2026, 12, 31), (WINTER, DECEMBER), member=True)
    assert decision.outcome is Outcome.MET
    assert decision.because[-1].basis.key == "LOV-1997-02-28-19/2-5/2"
    assert decision.value.days_abroad == 91


def test_before_july_2020_there_was_no_such_count() -> None:
    assert child_abroad(date(2020, 7, 1), ()).outcome is Outcome.MET
    with pytest.raises(NoLawInForce):
        child_abroad(date(2020, 6, 30), ())


def test_a_stay_the_wrong_way_round_is_a_fault() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        child_abroad(TODAY, ((date(2026, 3, 2), date(2026, 3, 1)),))


STAYS = st.lists(
    st.tuples(st.integers(-700, 300), st.integers(0, 70)).map(
        lambda stay: (TODAY + timedelta(days=stay[0]), TODAY + timedelta(days=stay[0] + stay[1]))
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(STAYS, st.randoms())
def test_a_ledger_kept_day_by_day_finds_the_same_day(stays: list[tuple[date, date]], random: Random) -> None:
    away = {first + timedelta(days=n) for first, last in stays for n in range((last - first).days + 1)}

    def in_the_year_to(day: date) -> int:
        return sum(1 for one in away if add_months(day, -12) < one <= day)

    over = [day for day in sorted(away) if day > add_months(TODAY, -12) and in_the_year_to(day) > 90]
    shuffled = stays + stays[:1]
    random.shuffle(shuffled)
    value = child_abroad(TODAY, tuple(shuffled)).value
    assert value.days_abroad == in_the_year_to(TODAY)
    assert value.over_from == (over[0] if over else None)
    assert value.left == max(0, 90 - value.days_abroad)


def test_how_days_are_counted_is_a_reading_and_said_to_be_one() -> None:
    decision = child_abroad(date(2026, 11, 22), ((date(2026, 11, 1), date(2026, 11, 3)),))
    (how,) = [b for b in decision.because if b.reason.code == "child-abroad.how-days-count"]
    assert isinstance(how.basis, HouseRule)
    assert how.reason.first_too_many == 91
    assert decision.because[0].basis.wording_since is None
