"""Full time in a planned week: KVP-forskriften § 1 ledd 2, sosialtjenesteloven § 30 ledd 2."""

from datetime import date

import pytest

from portal.rules.content import PlannedWeek, planned_hours
from portal.rules.decision import Outcome

WEEK = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("minutes", "missing", "extra"),
    [
        pytest.param((450,) * 5, 0, 0, id="§ 1 ledd 2 punktum 1: 37 ½ time"),
        pytest.param((450,) * 4, 450, 0, id="§ 1 ledd 2 punktum 1: en dag for lite"),
        pytest.param((450,) * 5 + (60,), 0, 60, id="§ 30 ledd 2 punktum 3: minst full tid, så mer er lov"),
        pytest.param((), 2250, 0, id="§ 1 ledd 2 punktum 1: en tom uke"),
    ],
)
def test_the_planned_week_is_measured_and_never_judged(
    minutes: tuple[int, ...], missing: int, extra: int
) -> None:
    decision = planned_hours(minutes, WEEK)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == PlannedWeek(sum(minutes), 2250, missing, extra)
    assert [b.basis.key for b in decision.because] == [
        "FOR-2011-12-21-1471/1/2/1",
        "LOV-2009-12-18-131/30/2/3",
    ]


def test_an_activity_of_negative_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        planned_hours((450, -1), WEEK)
