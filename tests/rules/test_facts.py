"""The facts of a question: what is read, and what is turned away by its name."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.rules.questions.facts import (
    COUNT,
    DATE,
    HOURS,
    MONTH,
    PERIOD,
    YEAR,
    YES_NO,
    BadFacts,
    Fact,
    Kind,
    in_order,
    list_of,
    one_of,
    read_facts,
    record,
)
from portal.rules.questions.question import plain

WORD = one_of("LEAVE", "SUSPENDED")


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        pytest.param(DATE, "2028-02-29", date(2028, 2, 29), id="a leap day"),
        pytest.param(DATE, "1900-01-01", date(1900, 1, 1), id="the first day"),
        pytest.param(DATE, "2199-12-31", date(2199, 12, 31), id="the last day"),
        pytest.param(MONTH, "2026-12", date(2026, 12, 1), id="a month"),
        pytest.param(YEAR, 1900, 1900, id="the first year"),
        pytest.param(YEAR, 2199, 2199, id="the last year"),
        pytest.param(COUNT, 0, 0, id="none"),
        pytest.param(HOURS, "7.5", Decimal("7.5"), id="hours in a string"),
        pytest.param(HOURS, 7, Decimal(7), id="whole hours"),
        pytest.param(HOURS, Decimal("7.5"), Decimal("7.5"), id="exact hours"),
        pytest.param(HOURS, "10000", Decimal(10000), id="the most hours"),
        pytest.param(HOURS, "0.000001", Decimal("0.000001"), id="six decimals"),
        pytest.param(YES_NO, False, False, id="no"),
        pytest.param(WORD, "leave", "LEAVE", id="a word in small letters"),
        pytest.param(list_of(YEAR), [2020, 2019], (2020, 2019), id="a list in its order"),
        pytest.param(list_of(YEAR), [], (), id="an empty list"),
        pytest.param(
            PERIOD,
            {"from": "2026-01-01", "to": "2026-01-01"},
            {"from": date(2026, 1, 1), "to": date(2026, 1, 1)},
            id="a period of one day",
        ),
    ],
)
def test_a_fact_is_read_exactly(kind: Kind, given: object, read: object) -> None:
    assert kind.read(given, "it") == read


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        pytest.param(DATE, "2026-02-29", "it", id="no such day"),
        pytest.param(DATE, "20261122", "it", id="a date without dashes"),
        pytest.param(DATE, "2026-W47-7", "it", id="a week"),
        pytest.param(DATE, "٢٠٢٦-١١-٢٢", "it", id="other digits"),
        pytest.param(DATE, "2026-11-22\n", "it", id="a line more"),
        pytest.param(DATE, "1899-12-31", "it", id="before the first day"),
        pytest.param(DATE, "2200-01-01", "it", id="after the last day"),
        pytest.param(MONTH, "2026-00", "it", id="no such month"),
        pytest.param(MONTH, "1899-12", "it", id="before the first month"),
        pytest.param(MONTH, 202611, "it", id="a month as a number"),
        pytest.param(YEAR, 1899, "it", id="before the first year"),
        pytest.param(YEAR, 2200, "it", id="after the last year"),
        pytest.param(YEAR, True, "it", id="a truth value for a year"),
        pytest.param(COUNT, -1, "it", id="fewer than none"),
        pytest.param(COUNT, Decimal("1.5"), "it", id="one and a half"),
        pytest.param(HOURS, "-0.5", "it", id="fewer than no hours"),
        pytest.param(HOURS, "10000.5", "it", id="too many hours"),
        pytest.param(HOURS, "0.0000001", "it", id="seven decimals"),
        pytest.param(HOURS, "Infinity", "it", id="without end"),
        pytest.param(HOURS, "seven", "it", id="a word for hours"),
        pytest.param(HOURS, True, "it", id="a truth value for hours"),
        pytest.param(YES_NO, 1, "it", id="a number for yes"),
        pytest.param(WORD, "HOLIDAY", "it", id="another word"),
        pytest.param(WORD, 1, "it", id="no word"),
        pytest.param(list_of(YEAR), {"0": 2020}, "it", id="no list"),
        pytest.param(list_of(YEAR), [2020] * 5001, "it", id="a list too long"),
        pytest.param(list_of(YEAR), [2020, "x"], "it[1]", id="wrong inside a list"),
        pytest.param(PERIOD, {"from": "2026-01-02", "to": "2026-01-01"}, "it.to", id="the wrong way round"),
        pytest.param(PERIOD, {"from": "2026-01-02"}, "it.to", id="half a period"),
        pytest.param(PERIOD, "2026-01-02", "it", id="no object"),
        pytest.param(PERIOD, {"from": "2026-01-01", "to": "2026-01-01", "x": 1}, "it.x", id="unknown inside"),
    ],
)
def test_what_is_wrong_is_named(kind: Kind, given: object, field: str) -> None:
    with pytest.raises(BadFacts) as wrong:
        kind.read(given, "it")
    assert wrong.value.field == field
    assert str(wrong.value).startswith(f"{field}: ")
    assert "\n" not in str(wrong.value)


def test_a_list_of_the_most_items_is_read() -> None:
    assert len(list_of(YEAR).read([2020] * 5000, "it")) == 5000


def test_what_may_be_left_out_has_its_default_and_null_is_left_out() -> None:
    facts = (Fact("day", DATE, "a day"), Fact("count", COUNT, "how many", optional=True, default=3))
    assert read_facts(facts, {"day": "2026-01-01"}) == {"day": date(2026, 1, 1), "count": 3}
    assert read_facts(facts, {"day": "2026-01-01", "count": None})["count"] == 3
    assert read_facts(facts, {"day": "2026-01-01", "count": 0})["count"] == 0
    with pytest.raises(BadFacts, match=r"^day: it is missing"):
        read_facts(facts, {"day": None})
    with pytest.raises(BadFacts, match=r"^facts: an object"):
        read_facts(facts, ["day"])


def test_from_and_to_are_in_order_wherever_both_are() -> None:
    day, later = date(2026, 1, 1), date(2026, 1, 2)
    for found in ({}, {"from": later}, {"to": day}, {"from": day, "to": later}, {"from": None, "to": day}):
        in_order(found)
    with pytest.raises(BadFacts, match=r"^to: "):
        in_order({"from": later, "to": day})


def test_a_kind_says_what_it_is() -> None:
    kind = list_of(record(Fact("on", DATE, "a day"), Fact("why", WORD, "why", optional=True)))
    assert kind.says == "list of {on: date (YYYY-MM-DD), why: one of LEAVE, SUSPENDED or left out}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param(date(2026, 11, 22), "2026-11-22", id="a date"),
        pytest.param(Decimal("1E+3"), "1000", id="a number in full"),
        pytest.param((1, None, True), [1, None, True], id="a list"),
    ],
)
def test_an_answer_is_told_as_json(value: object, told: object) -> None:
    assert plain(value) == told


@pytest.mark.parametrize("value", [0.5, Fraction(1, 3), object()])
def test_an_answer_that_is_not_exact_is_not_told(value: Any) -> None:  # noqa: ANN401 - Anything at all.
    with pytest.raises(TypeError):
        plain(value)
