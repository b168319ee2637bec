"""The counters of days off: each counts its own days only, and a calendar year begins with all of them again."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.birth_days import Carer, other_parent
from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.holiday import HolidayFacts, holiday_balance
from portal.rules.religious_days import FeastFacts, religious_days
from portal.rules.welfare import WelfareGround, WelfareRequest, welfare_leave

YOUNG = date(1999, 2, 28)
YEARS = st.integers(2019, 2036)
DAYS_OF_YEAR = st.lists(st.integers(0, 365), max_size=40)


def days_of(year: int, numbers: Sequence[int]) -> tuple[date, ...]:
    return tuple(date(year, 1, 1) + timedelta(days=number) for number in numbers)


def counted(days: Sequence[date], year: int, norway: Holidays) -> int:
    return len({d for d in days if d.year == year and d.weekday() < 5 and d not in norway(d.year)})


@settings(max_examples=50, deadline=None)
@given(year=YEARS, holiday=DAYS_OF_YEAR, welfare=DAYS_OF_YEAR, feasts=DAYS_OF_YEAR, birth=DAYS_OF_YEAR)
def test_days_of_one_kind_never_use_days_of_another(
    norway: Holidays, year: int, holiday: list[int], welfare: list[int], feasts: list[int], birth: list[int]
) -> None:
    """Four lists of the same year's days, often the same days: what is left of each follows from its own alone."""
    on = date(year, 12, 24)
    own = {
        name: days_of(year, numbers)
        for name, numbers in {
            "holiday": holiday,
            "welfare": welfare,
            "feasts": feasts,
            "birth": birth,
        }.items()
    }
    used = {name: counted(days, year, norway) for name, days in own.items()}
    eve = int(on.isoweekday() < 6 and on not in own["feasts"])
    father = other_parent(date(year, 1, 1), own["birth"], Carer.FATHER, norway, parents_live_together=True)
    in_next_year = counted(own["birth"], year + 1, norway)

    assert holiday_balance(HolidayFacts(on, YOUNG, own["holiday"]), norway).value == max(
        0, 25 - used["holiday"]
    )
    request = WelfareRequest(on, WelfareGround.OTHER, 1, used=own["welfare"])
    assert welfare_leave(request, norway).value.left_after == max(0, 9 - used["welfare"])
    feast = FeastFacts((on,), date(year, 1, 1), False, own["feasts"])
    assert religious_days(feast, norway).value.left_after == max(0, 2 - used["feasts"] - eve)
    assert father.value.left == max(0, 10 - used["birth"] - in_next_year)


@settings(max_examples=60, deadline=None)
@given(
    year=YEARS,
    numbers=DAYS_OF_YEAR,
    more=st.integers(0, 365),
    on_number=st.integers(0, 364),
    shuffled=st.randoms(use_true_random=False),
)
def test_the_holiday_left_is_what_brute_force_counts_whatever_the_order(
    norway: Holidays, year: int, numbers: list[int], more: int, on_number: int, shuffled: object
) -> None:
    on, taken = date(year, 1, 1) + timedelta(days=on_number), days_of(year, numbers)
    decision = holiday_balance(HolidayFacts(on, YOUNG, taken), norway)
    used = counted(taken, year, norway)
    assert decision.value == max(0, 25 - used)
    assert decision.outcome is (Outcome.COMPUTED if used <= 25 else Outcome.UNDECIDED)
    mixed = [*taken, *taken]
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert holiday_balance(HolidayFacts(on, YOUNG, tuple(mixed)), norway) == decision
    one_more = holiday_balance(HolidayFacts(on, YOUNG, (*taken, *days_of(year, [more]))), norway)
    assert decision.value - one_more.value in (0, 1)
    before = HolidayFacts(date(year - 1, 12, 31), YOUNG, tuple(d for d in taken if d.year == year))
    after = HolidayFacts(date(year + 1, 12, 31), YOUNG, before.taken)
    assert holiday_balance(before, norway).value == holiday_balance(after, norway).value == 25


@settings(max_examples=60, deadline=None)
@given(born=st.dates(date(1955, 1, 1), date(1980, 12, 31)), on=st.dates(date(2019, 1, 1), date(2036, 12, 31)))
def test_whoever_has_lived_more_than_sixty_years_has_30_days(norway: Holidays, born: date, on: date) -> None:
    older = (on.year - 60, on.month, on.day) > (born.year, born.month, born.day)
    assert holiday_balance(HolidayFacts(on, born), norway).value == (30 if older else 25)
