"""The law's numbers: exact, dated, each with one source, and silent about nothing."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.rules.law import Citation, HouseRule
from portal.rules.parameters import Exact, NoLawInForce, dated, value_on, whole_on
from portal.rules.parameters.table import TABLE, BadParameter, read

TODAY = date(2026, 11, 22)
LAW = {"law": "FOR-2011-12-21-1471/3/1/2"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("hours.weekly", Decimal("37.5"), id="KVF § 1 ledd 2 punktum 1"),
        pytest.param("hours.standard_day", Decimal("7.5"), id="husregel"),
        pytest.param("self_report.wait_weeks", 8, id="KVF § 6 ledd 2 punktum 1"),
        pytest.param("self_report.max_calendar_days", 3, id="KVF § 6 ledd 3 punktum 1"),
        pytest.param("self_report.window_calendar_days", 16, id="KVF § 6 ledd 3 punktum 2"),
        pytest.param("self_report.loss_after_count", 4, id="KVF § 8 ledd 1 bokstav a, fire"),
        pytest.param("self_report.loss_window_months", 12, id="KVF § 8 ledd 1 bokstav a, tolv"),
        pytest.param("duration.decision_max_months", 12, id="KVF § 2 ledd 1 punktum 1"),
        pytest.param("duration.base_max_years", 2, id="§ 32 ledd 1 punktum 1"),
        pytest.param("duration.special_extension_max_years", 1, id="§ 32 ledd 1 punktum 2"),
        pytest.param("duration.start_after_application_months", 6, id="§ 31"),
        pytest.param("complaint.weeks", 3, id="forvaltningsloven § 29 ledd 1 punktum 1"),
    ],
)
def test_a_number_of_the_law_is_exact_and_has_its_source(name: str, value: Exact) -> None:
    assert value_on(name, TODAY) == value
    assert type(value_on(name, TODAY)) is type(value)
    house = name == "hours.standard_day"
    assert isinstance(dated(name, TODAY).basis, HouseRule if house else Citation)


def test_outside_the_dates_there_is_no_number() -> None:
    assert value_on("duration.base_max_years", date(2019, 1, 1)) == 2
    with pytest.raises(NoLawInForce, match="2018-12-31"):
        value_on("duration.base_max_years", date(2018, 12, 31))
    with pytest.raises(NoLawInForce, match=r"no\.such_thing"):
        value_on("no.such_thing", TODAY)


def test_half_an_hour_is_not_taken_for_a_whole_number() -> None:
    with pytest.raises(TypeError, match="not a whole number"):
        whole_on("hours.weekly", TODAY)


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


def test_every_parameter_is_in_force_today() -> None:
    assert TABLE
    for name in TABLE:
        assert dated(name, TODAY).first <= TODAY
