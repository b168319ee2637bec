"""What a question is told reaches the rule: each fact and each choice of the office changes the answer it should."""

from datetime import date
from functools import cache
from typing import Any

import holidays
import pytest

from portal.rules.law import HouseRule
from portal.rules.parameters.row import Dated, laid_over
from portal.rules.practice import Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NO", years=year))


def answer(name: str, facts: dict[str, Any], **chosen: str) -> tuple[Any, ...]:
    """The outcome, the value as JSON, and the codes of the reasons."""
    practice = Practice({key.replace("__", "."): value for key, value in chosen.items()})
    decision = ALL[name].answer(facts, Around(_of_year, practice))
    value = ALL[name].value(decision.value)
    return decision.outcome, value, [because.reason.code for because in decision.because]


AROUND_25 = {"on": "2026-11-15", "born": "2001-11-10"}
ABSENT = {"hours": "7.5", "on": "2026-11-24", "born": "1990-01-01", "children": 2}
HELPER = {"born": "2026-11-01", "role": "HELPER"}
LATE_SEARCH = {"programme_to": "2027-01-11", "extended": False}
RECEIVED = {"application_received": "2026-01-12"}
PART_OF_YEAR = {"on": "2026-06-01", "born": "1990-01-01", "taken": [], "programme_from": "2026-01-01"}
CHILD = {"on": "2026-11-24", "child_born": "2020-05-05"}
OLD_G = {"month": "2026-05", "born": "2002-05-05", "children": 0, "paid_with_rates_of": "2026-04-30"}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        pytest.param(
            "other-parent",
            HELPER | {"lives_with_mother": True},
            HELPER | {"lives_with_mother": False},
            id="KVF § 13 ledd 2",
        ),
        pytest.param(
            "job-search", LATE_SEARCH | {"job_search_from": "2026-12-01"}, LATE_SEARCH, id="KVF § 1 ledd 1"
        ),
        pytest.param(
            "start-date", RECEIVED | {"start": "2026-03-02"}, RECEIVED | {"start": "2026-09-01"}, id="§ 31"
        ),
        pytest.param(
            "child-supplement",
            CHILD | {"lives_in_norway": True},
            CHILD | {"lives_in_norway": False},
            id="KVF § 3 ledd 2",
        ),
        pytest.param("absence-reduction", ABSENT, ABSENT | {"children": 0}, id="§ 36"),
    ],
)
def test_a_fact_changes_the_answer(name: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert answer(name, one) != answer(name, other)


@pytest.mark.parametrize(
    ("name", "facts", "chosen"),
    [
        pytest.param(
            "benefit-rates",
            AROUND_25,
            {"benefit__full_rate_from": "next-month"},
            id="§ 35 ledd 2: måneden etter",
        ),
        pytest.param(
            "absence-reduction",
            ABSENT,
            {"benefit__absence_cuts_child_supplement": "yes"},
            id="§ 36: barnetillegg",
        ),
        pytest.param("back-pay", OLD_G, {"benefit__month_method": "WEEKDAYS"}, id="§ 35: metode"),
        pytest.param(
            "holiday-balance",
            PART_OF_YEAR | {"programme_to": "2026-06-30"},
            {"holiday__part_year": "by-month"},
            id="KVF § 17: del av året",
        ),
    ],
)
def test_a_choice_of_the_office_changes_the_answer(
    name: str, facts: dict[str, Any], chosen: dict[str, str]
) -> None:
    assert answer(name, facts) != answer(name, facts, **chosen)


def test_the_last_day_of_the_programme_counts_for_a_part_of_the_year() -> None:
    by_month = {"holiday__part_year": "by-month"}
    half = answer("holiday-balance", PART_OF_YEAR | {"programme_to": "2026-06-30"}, **by_month)[1]
    assert half == 13
    assert answer("holiday-balance", PART_OF_YEAR | {"programme_to": "2026-12-31"}, **by_month)[1] == 25


def test_a_child_is_born_on_the_first_day_it_is_asked_about() -> None:
    assert answer(
        "child-supplement", {"on": "2026-11-24", "child_born": "2026-11-24", "lives_in_norway": True}
    )
    with pytest.raises(BadFacts, match=r"^child_born"):
        answer("child-supplement", {"on": "2026-11-24", "child_born": "2026-11-25", "lives_in_norway": True})


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_a_limit_that_leaves_the_calendar_is_refused_by_its_unit(unit: str) -> None:
    with pytest.raises(BadFacts, match=f"^{unit}: "):
        answer("add-deadline", {"from": "2199-12-01", unit: 100_000})


def test_a_temporary_rule_that_ends_with_the_ordinary_one_leaves_nothing_after_it() -> None:
    base = Dated(1, date(2020, 1, 1), date(2020, 3, 31), HouseRule("x", ""))
    top = Dated(2, date(2020, 3, 1), date(2020, 3, 31), HouseRule("y", ""))
    assert [(row.first, row.last) for row in laid_over([base], top)] == [
        (date(2020, 3, 1), date(2020, 3, 31)),
        (date(2020, 1, 1), date(2020, 2, 29)),
    ]
