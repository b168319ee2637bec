"""Paid work beside the programme: sosialtjenesteloven § 30 ledd 2 punktum 2."""

from datetime import date
from decimal import Decimal

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.parameters.table import TABLE
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.working_beside import (
    ApprenticeCapped,
    ApprenticeMayCombine,
    ApprenticeNotCapped,
    ApprenticeshipIsAnotherCase,
    FullPosition,
    WorkAboveTheLimit,
    WorkAtMost,
    WorkHours,
    WorkWithinTheLimit,
    newest_wording,
    work_hours,
)

HALF, FULL = Decimal("18.75"), Decimal("37.5")
HALF_POSITION, WEEK = "LOV-2009-12-18-131/30/2/2", "FOR-2011-12-21-1471/1/2/1"
SETTING = "content.apprentice_is_capped"
CAPPED = Practice({SETTING: "yes"})


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, getattr(b.basis, "key", None) or b.basis.code) for b in decision.because]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param("0", id="§ 30 ledd 2 punktum 2: ikke noe arbeid"),
        pytest.param("18.74", id="§ 30 ledd 2 punktum 2: litt mindre enn halv stilling"),
        pytest.param("18.75", id="§ 30 ledd 2 punktum 2: halv stilling"),
    ],
)
def test_half_a_position_can_be_combined_with_the_programme(hours: str) -> None:
    decision = work_hours(Decimal(hours), apprentice=False)
    assert (decision.rule, decision.version) == ("working_beside.work_hours", 1)
    assert decision.outcome is Outcome.MET
    assert decision.value == WorkHours(Decimal(hours), HALF)
    assert told(decision) == [
        (WorkWithinTheLimit(Decimal(hours), 50, HALF), HALF_POSITION),
        (FullPosition(FULL), WEEK),
    ]
    assert decision.would_change == (WorkAtMost(HALF),)


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param("18.76", id="§ 30 ledd 2 punktum 2: litt mer enn halv stilling"),
        pytest.param("20", id="§ 30 ledd 2 punktum 2: 20 timer"),
    ],
)
def test_more_than_half_a_position_cannot(hours: str) -> None:
    decision = work_hours(Decimal(hours), apprentice=False)
    assert decision.outcome is Outcome.NOT_MET
    assert decision.value == WorkHours(Decimal(hours), HALF)
    assert told(decision) == [
        (WorkAboveTheLimit(Decimal(hours), 50, HALF), HALF_POSITION),
        (FullPosition(FULL), WEEK),
    ]
    assert decision.would_change == (WorkAtMost(HALF), ApprenticeshipIsAnotherCase())
    assert work_hours(Decimal(hours), apprentice=False, practice=CAPPED).would_change == (WorkAtMost(HALF),)


def test_an_apprentice_is_not_measured_unless_the_office_reads_it_so() -> None:
    free = work_hours(Decimal("37.50"), apprentice=True)
    assert (free.rule, free.version) == ("working_beside.work_hours", 1)
    assert free.outcome is Outcome.MET
    assert free.value == WorkHours(FULL, None)
    assert str(free.value.weekly_hours) == "37.5"
    assert told(free) == [(ApprenticeMayCombine(), HALF_POSITION), (ApprenticeNotCapped(FULL), SETTING)]
    assert free.because[1].basis == USUAL.basis(SETTING)

    for hours, outcome in ((HALF, Outcome.MET), (FULL, Outcome.NOT_MET)):
        capped = work_hours(hours, apprentice=True, practice=CAPPED)
        assert capped.outcome is outcome
        assert capped.value == WorkHours(hours, HALF)
        assert told(capped)[2:] == [(ApprenticeCapped(), SETTING)]
        assert capped.because[2].basis == USUAL.basis(SETTING)
        assert capped.would_change == (WorkAtMost(HALF),)


def test_before_2019_an_apprentice_was_as_others() -> None:
    """§ 30 ledd 2 punktum 2: the words about apprenticeship came on 1 January 2019."""
    first = date(2019, 1, 1)
    assert work_hours(FULL, apprentice=True, on=first).outcome is Outcome.MET
    before = work_hours(FULL, apprentice=True, on=date(2018, 12, 31))
    assert before.outcome is Outcome.NOT_MET
    assert told(before) == [
        (WorkAboveTheLimit(FULL, 50, HALF), "LOV-2009-12-18-131/30/2"),
        (FullPosition(FULL), "FOR-2011-12-21-1471/1/3/1"),
    ]
    assert before.would_change == (WorkAtMost(HALF),)
    assert work_hours(FULL, apprentice=False, on=date(2018, 12, 31)).would_change == (WorkAtMost(HALF),)
    assert len(work_hours(FULL, apprentice=False, on=first).would_change) == 2


def test_without_a_day_the_newest_wording_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert newest_wording() == date(2019, 1, 1)
    (row, *older) = TABLE["content.work_percent"]
    coming = type(row)(40, date(2030, 1, 1), None, row.basis)
    monkeypatch.setitem(TABLE, "content.work_percent", (coming, row, *older))
    assert newest_wording() == date(2030, 1, 1)
    assert work_hours(HALF, apprentice=False).outcome is Outcome.NOT_MET
    assert work_hours(HALF, apprentice=False).value.most_hours == 15


def test_before_the_regulation_a_position_had_no_hours() -> None:
    with pytest.raises(NoLawInForce):
        work_hours(HALF, apprentice=False, on=date(2011, 12, 31))


def test_the_question_answers_in_json(norway: Holidays) -> None:
    question, around = ALL["work-hours"], Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert decision.outcome is Outcome.MET
    assert question.value(decision.value) == {"weekly_hours": "18.75", "most_hours": "18.75"}
    learning = {"weekly_hours": "37.5", "apprentice": True}
    assert question.answer(learning, around).outcome is Outcome.MET
    assert question.answer(learning, Around(norway, CAPPED)).outcome is Outcome.NOT_MET
    assert question.answer(learning | {"on": "2018-12-31"}, around).outcome is Outcome.NOT_MET
    for facts, field in (
        ({"weekly_hours": "-1", "apprentice": False}, "weekly_hours"),
        ({"weekly_hours": "20"}, "apprentice"),
    ):
        with pytest.raises(BadFacts) as bad:
            question.answer(facts, around)
        assert bad.value.field == field
