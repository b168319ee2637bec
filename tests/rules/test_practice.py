"""What an office chooses itself: the stated defaults, and nothing that is not allowed."""

from decimal import Decimal

import pytest

from portal.rules.practice import SETTINGS, USUAL, BadSetting, Practice


def test_the_defaults_are_the_stated_ones() -> None:
    assert USUAL.exact("hours.standard_day") == Decimal("7.5")
    assert USUAL.choice("benefit.month_method") == "FLAT_12"
    assert USUAL.choice("holiday.senior_from") == "day-after"
    assert not USUAL.says_yes("benefit.absence_cuts_child_supplement")
    assert USUAL.says_yes("duration.unpaid_leave_stops_the_clock")
    assert USUAL.whole("case.answer_working_days") == 3


def test_an_office_chooses_one_thing_and_keeps_the_rest() -> None:
    office = Practice(
        {"benefit.month_method": "WEEKDAYS", "case.answer_working_days": 5, "hours.standard_day": "7"}
    )
    assert office.choice("benefit.month_method") == "WEEKDAYS"
    assert office.whole("case.answer_working_days") == 5
    assert office.exact("hours.standard_day") == 7
    assert office.whole("content.job_search_weeks") == USUAL.whole("content.job_search_weeks")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("benefit.month_method", "flat_12", id="a word that is no choice"),
        pytest.param("benefit.month_method", 12, id="a number for a word"),
        pytest.param("case.answer_working_days", 0, id="too few"),
        pytest.param("case.answer_working_days", 11, id="too many"),
        pytest.param("case.answer_working_days", "2.5", id="not whole"),
        pytest.param("case.answer_working_days", "soon", id="a word for a number"),
        pytest.param("case.answer_working_days", True, id="a truth value"),
        pytest.param("hours.standard_day", 7.5, id="a float"),
        pytest.param("hours.standard_day", "NaN", id="no number"),
        pytest.param("case.answer_working_days", "1e1", id="another way to write ten"),
        pytest.param("case.answer_working_days", "٥", id="other digits"),
        pytest.param("no.such_setting", 1, id="no such setting"),
    ],
)
def test_what_is_not_allowed_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(BadSetting, match=name):
        Practice({name: value})


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_a_house_rule_with_its_row(name: str) -> None:
    setting = SETTINGS[name]
    assert setting.rule.startswith("KVP-")
    assert setting.basis.note
    assert USUAL.basis(name).code == name
