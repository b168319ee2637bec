"""The law's numbers: exact, dated, each with one source, and silent about nothing."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from portal.rules.law import FORVALTNINGSLOVEN_2025, KVP_FORSKRIFTEN, Citation, HouseRule
from portal.rules.money import Exact
from portal.rules.parameters import BadParameter, NoLawInForce, dated, value_on, whole_on
from portal.rules.parameters.row import Dated, laid_over, read
from portal.rules.parameters.table import SETS, TABLE, read_all, waiting

TODAY = date(2026, 11, 22)
LAW = {"law": "FOR-2011-12-21-1471/3/1/2"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("content.weekly_hours", Decimal("37.5"), id="KVF § 1 ledd 2 punktum 1"),
        pytest.param("self_report.wait_weeks", 8, id="KVF § 6 ledd 2 punktum 1"),
        pytest.param("self_report.max_calendar_days", 3, id="KVF § 6 ledd 3 punktum 1"),
        pytest.param("self_report.window_calendar_days", 16, id="KVF § 6 ledd 3 punktum 2"),
        pytest.param("self_report.loss_after_count", 4, id="KVF § 8 ledd 1 bokstav a, fire"),
        pytest.param("self_report.loss_window_months", 12, id="KVF § 8 ledd 1 bokstav a, tolv"),
        pytest.param("duration.decision_max_months", 12, id="KVF § 2 ledd 1 punktum 1"),
        pytest.param("duration.base_max_years", 2, id="§ 32 ledd 1 punktum 1"),
        pytest.param("duration.special_extension_max_years", 1, id="§ 32 ledd 1 punktum 2"),
        pytest.param("duration.start_after_application_months", 6, id="§ 31"),
        pytest.param("case.complaint_weeks", 3, id="forvaltningsloven § 29 ledd 1 punktum 1"),
    ],
)
def test_a_number_of_the_law_is_exact_and_has_its_source(name: str, value: Exact) -> None:
    assert value_on(name, TODAY) == value
    assert type(value_on(name, TODAY)) is type(value)
    assert isinstance(dated(name, TODAY).basis, Citation)


def test_outside_the_dates_there_is_no_number() -> None:
    assert value_on("duration.base_max_years", date(2019, 1, 1)) == 2
    with pytest.raises(NoLawInForce, match="2018-12-31"):
        value_on("duration.base_max_years", date(2018, 12, 31))
    with pytest.raises(NoLawInForce, match=r"no\.such_thing"):
        value_on("no.such_thing", TODAY)


def test_half_an_hour_is_not_taken_for_a_whole_number() -> None:
    with pytest.raises(TypeError, match="not a whole number"):
        whole_on("content.weekly_hours", TODAY)


def test_each_day_has_the_value_of_its_own_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = {"from": date(2024, 1, 1), "value": 36, **LAW}
    older = {"from": date(2023, 2, 1), "to": date(2023, 12, 31), "value": "2/3", **LAW}
    rows = read("supplement", [newer, older])
    assert [(r.value, r.first, r.last) for r in rows] == [
        (36, date(2024, 1, 1), None),
        (Fraction(2, 3), date(2023, 2, 1), date(2023, 12, 31)),
    ]

    monkeypatch.setitem(TABLE, "supplement", rows)
    assert value_on("supplement", date(2023, 12, 31)) == Fraction(2, 3)
    assert value_on("supplement", date(2024, 1, 1)) == 36
    monkeypatch.setitem(TABLE, "supplement", rows[1:])
    with pytest.raises(NoLawInForce):
        value_on("supplement", date(2024, 1, 1))


NEW = {"from": date(2024, 1, 1), "value": 36, **LAW}


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([], id="no value"),
        pytest.param(
            [NEW, {"from": date(2023, 1, 1), "to": date(2023, 12, 30), "value": 35, **LAW}], id="a gap"
        ),
        pytest.param(
            [NEW, {"from": date(2023, 1, 1), "to": date(2024, 1, 1), "value": 35, **LAW}], id="an overlap"
        ),
        pytest.param([NEW, {"from": date(2023, 1, 1), "value": 35, **LAW}], id="an older one without an end"),
        pytest.param(
            [{"from": date(2023, 1, 1), "to": date(2023, 12, 31), "value": 35, **LAW}, NEW], id="oldest first"
        ),
        pytest.param(
            [{"from": date(2024, 1, 1), "to": date(2023, 1, 1), "value": 1, **LAW}], id="ends first"
        ),
        pytest.param([{"value": 36, **LAW}], id="no date"),
        pytest.param(
            [{"from": datetime.fromisoformat("2024-01-01T00:00"), "value": 36, **LAW}], id="a moment"
        ),
        pytest.param([{"from": date(2024, 1, 1), **LAW}], id="no number"),
        pytest.param([{"from": date(2024, 1, 1), "value": 0.5, **LAW}], id="a float"),
        pytest.param([{"from": date(2024, 1, 1), "value": True, **LAW}], id="a truth value"),
        pytest.param([{"from": date(2024, 1, 1), "value": "many", **LAW}], id="a word"),
        pytest.param([{"from": date(2024, 1, 1), "value": 36}], id="no source"),
        pytest.param([{**NEW, "house_rule": "x"}], id="two sources"),
        pytest.param(
            [{"from": date(2024, 1, 1), "value": 36, "law": "LOV-1900-01-01-1/1"}], id="no such law"
        ),
        pytest.param([{**NEW, "form": 1}], id="a misspelt key"),
    ],
)
def test_a_parameter_that_is_not_in_order_stops_the_start(entries: list[dict[str, Any]]) -> None:
    with pytest.raises(BadParameter):
        read("supplement", entries)


def test_every_parameter_of_the_ordinary_law_is_in_force_today() -> None:
    for name, rows in TABLE.items():
        if any(row.rule_set is None for row in rows):
            assert dated(name, TODAY).first <= TODAY


def test_a_value_that_moved_to_another_ledd_is_cited_where_it_stood() -> None:
    """KVP-forskriften § 1: the 37.5 hours stood in ledd 3 until 2019."""
    before, after = (dated("content.weekly_hours", date(year, 6, 1)) for year in (2018, 2019))
    assert before.value == after.value
    assert [row.basis for row in (before, after)] == [
        Citation(KVP_FORSKRIFTEN, "1", 3, 1, wording_since=date(2012, 1, 1)),
        Citation(KVP_FORSKRIFTEN, "1", 2, 1, wording_since=date(2019, 1, 1)),
    ]


def test_what_nobody_has_read_is_no_law() -> None:
    assert isinstance(dated("rates.child_day", date(2023, 1, 31)).basis, HouseRule)
    assert isinstance(dated("rates.child_day", date(2023, 2, 1)).basis, Citation)


@pytest.mark.parametrize(
    ("day", "days", "rule_set"),
    [
        pytest.param(date(2020, 3, 15), 3, None, id="the day before"),
        pytest.param(date(2020, 3, 16), 16, "pandemic-2020", id="§ 17a: the first day"),
        pytest.param(date(2020, 5, 7), 16, "pandemic-2020", id="§ 17a: the last day"),
        pytest.param(date(2020, 5, 31), 16, "pandemic-2020", id="the regulation after it"),
        pytest.param(date(2020, 6, 1), 3, None, id="the day after"),
    ],
)
def test_a_temporary_rule_set_lies_on_top_of_the_law(day: date, days: int, rule_set: str | None) -> None:
    row = dated("self_report.max_calendar_days", day)
    assert (row.value, row.rule_set) == (days, rule_set)


def test_what_only_a_temporary_set_says_ends_with_it() -> None:
    name = "duration.pandemic_absence_stops_the_clock"
    assert value_on(name, date(2020, 4, 1)) == 1
    with pytest.raises(NoLawInForce):
        value_on(name, date(2020, 5, 8))


def test_a_coming_act_changes_nothing_until_it_has_a_day() -> None:
    assert {name.partition(".")[0] for name in waiting("forvaltningsloven-2025")} == {"case"}
    assert waiting("pandemic-2020") == {}
    today = dated("case.complaint_weeks", date(2190, 1, 1))
    assert (today.rule_set, today.last) == (None, None)
    with_it = read_all({"forvaltningsloven-2025": date(2027, 1, 1)})
    newer, older = with_it["case.complaint_weeks"]
    assert (newer.first, newer.rule_set) == (date(2027, 1, 1), "forvaltningsloven-2025")
    assert isinstance(newer.basis, Citation)
    assert newer.basis.statute is FORVALTNINGSLOVEN_2025
    assert (older.last, older.rule_set) == (date(2026, 12, 31), None)
    assert with_it.keys() == TABLE.keys()


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        pytest.param((3, 1), (3, 31), ["01-01/02-29", "03-01/03-31", "04-01/"], id="in the middle"),
        pytest.param((1, 1), (3, 31), ["01-01/03-31", "04-01/"], id="from the first day"),
        pytest.param((3, 1), None, ["01-01/02-29", "03-01/"], id="for good"),
        pytest.param((1, 1), None, ["01-01/"], id="all of it"),
    ],
)
def test_what_lies_on_top_leaves_the_rest_of_the_days(
    first: tuple[int, int], last: tuple[int, int] | None, left: list[str]
) -> None:
    base = Dated(1, date(2020, 1, 1), None, HouseRule("x", ""))
    top = Dated(2, date(2020, *first), date(2020, *last) if last else None, HouseRule("y", ""))
    found = laid_over([base], top)
    assert [row.value == 2 for row in found].count(True) == 1
    spans = [
        f"{row.first:%m-%d}/{(row.last and row.last.strftime('%m-%d')) or ''}" for row in reversed(found)
    ]
    assert spans == left


def test_every_rule_set_has_its_file() -> None:
    folder = Path("portal/rules/parameters/sets")
    assert {file.stem for file in folder.glob("*.toml")} == set(SETS)
