"""Full time, and mostly what leads to work: KVP-forskriften § 1, sosialtjenesteloven § 30."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.content import (
    DIRECT,
    KINDS,
    EssentialShare,
    FullTimeHours,
    FullTimeWeek,
    HoursSetAside,
    MoreThatLeadsToWork,
    MostLeadsToWork,
    NothingPlanned,
    OnlyMeasuresAreDirect,
    PlanHoursMore,
    PlannedTime,
    PlannedWeek,
    TooLittleLeadsToWork,
    WeekIsFull,
    WeekIsMoreThanFull,
    WeekIsNotFull,
    WorkAndSearchAreDirect,
    WorkDirected,
    full_time,
    planned_hours,
    tidy,
    work_directed,
)
from portal.rules.days import Holidays
from portal.rules.decision import Outcome, Reason
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

FULL = Decimal("37.5")
KVF, STL = "FOR-2011-12-21-1471/1/", "LOV-2009-12-18-131/30/"


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, getattr(b.basis, "key", None) or b.basis.code) for b in decision.because]  # type: ignore[attr-defined]


WEEK = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("minutes", "missing", "extra"),
    [
        pytest.param((450,) * 5, 0, 0, id="§ 1 ledd 2 punktum 1: 37 ½ time"),
        pytest.param((450,) * 4, 450, 0, id="§ 1 ledd 2 punktum 1: en dag for lite"),
        pytest.param((450,) * 5 + (60,), 0, 60, id="§ 30 ledd 2 punktum 3: minst full tid, så mer er lov"),
        pytest.param((0, 2250), 0, 0, id="§ 1 ledd 2 punktum 1: en aktivitet uten tid"),
        pytest.param((), 2250, 0, id="§ 1 ledd 2 punktum 1: en tom uke"),
    ],
)
def test_the_planned_week_is_measured_and_never_judged(
    minutes: tuple[int, ...], missing: int, extra: int
) -> None:
    decision = planned_hours(minutes, WEEK)
    assert (decision.rule, decision.version) == ("content.planned_hours", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == PlannedWeek(sum(minutes), 2250, missing, extra)
    assert told(decision) == [
        (FullTimeWeek(2250), KVF + "2/1"),
        (PlannedTime(sum(minutes), 2250), STL + "2/3"),
    ]


def test_an_activity_of_negative_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        planned_hours((450, -1), WEEK)


@pytest.mark.parametrize(
    ("hours", "under", "over", "reason"),
    [
        pytest.param("37.5", "0", "0", WeekIsFull(FULL), id="§ 1 ledd 2 punktum 1: 37 ½ time"),
        pytest.param(
            "37.49",
            "0.01",
            "0",
            WeekIsNotFull(Decimal("37.49"), Decimal("0.01")),
            id="§ 1 ledd 2 punktum 1: litt for lite",
        ),
        pytest.param(
            "37.51",
            "0",
            "0.01",
            WeekIsMoreThanFull(Decimal("37.51"), Decimal("0.01")),
            id="§ 30 ledd 2 punktum 3: minst full tid, så mer er lov",
        ),
        pytest.param(
            "0", "37.5", "0", WeekIsNotFull(Decimal(0), FULL), id="§ 30 ledd 2 punktum 1: en tom uke"
        ),
    ],
)
def test_a_week_is_full_or_a_human_looks_at_it(hours: str, under: str, over: str, reason: Reason) -> None:
    decision = full_time(Decimal(hours), WEEK)
    short = under != "0"
    assert (decision.rule, decision.version) == ("content.full_time", 1)
    assert decision.outcome is (Outcome.UNDECIDED if short else Outcome.MET)
    assert decision.value == FullTimeHours(Decimal(hours), FULL, Decimal(under), Decimal(over))
    assert told(decision) == [(HoursSetAside(FULL), KVF + "2/1"), (reason, STL + "2/3")]
    assert decision.would_change == ((PlanHoursMore(Decimal(under)),) if short else ())


@pytest.mark.parametrize(
    ("week_of", "keys"),
    [
        pytest.param(date(2019, 1, 1), [KVF + "2/1", STL + "2/3"], id="§ 1 ledd 2 fra 2019"),
        pytest.param(date(2018, 12, 31), [KVF + "3/1", KVF + "3/1"], id="§ 1 ledd 3 før 2019"),
    ],
)
def test_a_week_is_measured_by_the_law_of_its_time(week_of: date, keys: list[str]) -> None:
    assert [key for _, key in told(full_time(FULL, week_of))] == keys


def test_before_the_regulation_there_is_no_number() -> None:
    with pytest.raises(NoLawInForce):
        full_time(FULL, date(2011, 12, 31))


def hours(**of: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((kind, Decimal(number)) for kind, number in of.items())


SHARE = (EssentialShare(50), "content.work_directed_percent")
READING = (WorkAndSearchAreDirect(), "content.work_directed_kinds")


@pytest.mark.parametrize(
    ("plan", "direct", "percent", "outcome"),
    [
        pytest.param(
            hours(WORK_DIRECT="18.75", HEALTH="18.75"),
            "18.75",
            50,
            Outcome.MET,
            id="§ 30 ledd 1 punktum 2: halvparten",
        ),
        pytest.param(
            hours(WORK_DIRECT="18.74", HEALTH="18.76"),
            "18.74",
            49,
            Outcome.UNDECIDED,
            id="§ 30 ledd 1 punktum 2: litt mindre",
        ),
        pytest.param(
            hours(WORK_DIRECT="18.76", HEALTH="18.74"),
            "18.76",
            50,
            Outcome.MET,
            id="§ 30 ledd 1 punktum 2: litt mer",
        ),
        pytest.param(
            hours(JOBSEARCH="5", PAID_WORK="5", APPRENTICE="5", SUPPORTING="5", FOLLOW_UP="5", SELF="5"),
            "15",
            50,
            Outcome.MET,
            id="§ 30 ledd 1 punktum 2: arbeid, læretid og jobbsøking er med",
        ),
        pytest.param(
            hours(SUPPORTING="10", HEALTH="10"),
            "0",
            0,
            Outcome.UNDECIDED,
            id="§ 30 ledd 1 punktum 3: bare støtte",
        ),
        pytest.param(hours(WORK_DIRECT="7.50"), "7.5", 100, Outcome.MET, id="§ 30 ledd 1 punktum 2: alt"),
    ],
)
def test_the_essential_part_leads_directly_to_work(
    plan: tuple[tuple[str, Decimal], ...], direct: str, percent: int, outcome: Outcome
) -> None:
    decision = work_directed(plan, WEEK)
    planned = sum(number for _, number in plan)
    assert (decision.rule, decision.version) == ("content.work_directed", 1)
    assert decision.outcome is outcome
    assert decision.value == WorkDirected(Decimal(direct), Decimal(planned), percent, 50)
    kind = MostLeadsToWork if outcome is Outcome.MET else TooLittleLeadsToWork
    assert told(decision) == [(kind(Decimal(direct), Decimal(planned)), STL + "1/2"), SHARE, READING]
    missing = (MoreThatLeadsToWork(Decimal(planned) / 2 - Decimal(direct)),)
    assert decision.would_change == (() if outcome is Outcome.MET else missing)


@pytest.mark.parametrize("plan", [(), hours(HEALTH="0")])
def test_a_plan_without_hours_has_no_share(plan: tuple[tuple[str, Decimal], ...]) -> None:
    decision = work_directed(plan)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == WorkDirected(Decimal(0), Decimal(0), 0, 50)
    assert told(decision)[0] == (NothingPlanned(), STL + "1/2")
    assert decision.would_change == ()


def test_the_office_chooses_the_share_and_what_counts() -> None:
    plan = hours(WORK_DIRECT="10", JOBSEARCH="10", HEALTH="10")
    strict = Practice({"content.work_directed_percent": 70})
    decision = work_directed(plan, practice=strict)
    assert (decision.outcome, decision.value.threshold_percent) == (Outcome.UNDECIDED, 70)
    assert decision.because[1].reason == EssentialShare(70)
    assert decision.would_change == (MoreThatLeadsToWork(Decimal(1)),)
    narrow = Practice({"content.work_directed_kinds": "measures-only"})
    decision = work_directed(plan, practice=narrow)
    assert (decision.outcome, decision.value.direct_hours) == (Outcome.UNDECIDED, Decimal(10))
    assert told(decision)[2] == (OnlyMeasuresAreDirect(), "content.work_directed_kinds")
    assert decision.because[2].basis == USUAL.basis("content.work_directed_kinds")
    assert decision.because[1].basis == USUAL.basis("content.work_directed_percent")


def test_before_2019_the_essential_part_was_not_the_law() -> None:
    """§ 30 ledd 1 punktum 2."""
    plan = hours(WORK_DIRECT="10")
    assert work_directed(plan, date(2019, 1, 1)).outcome is Outcome.MET
    with pytest.raises(NoLawInForce, match="30/1/2 on 2018-12-31"):
        work_directed(plan, date(2018, 12, 31))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.decimals("0", "40", places=2)), max_size=8),
    st.sampled_from(list(DIRECT)),
)
def test_no_plan_is_ever_refused_and_its_order_is_nothing(
    plan: list[tuple[str, Decimal]], reading: str
) -> None:
    office = Practice({"content.work_directed_kinds": reading})
    decision = work_directed(tuple(plan), practice=office)
    assert decision.outcome in {Outcome.MET, Outcome.UNDECIDED}
    assert (decision.outcome is Outcome.MET) == (decision.value.share_percent >= 50)
    assert work_directed(tuple(reversed(plan)), practice=office) == decision


def test_hours_are_written_alike() -> None:
    assert [str(tidy(Decimal(text))) for text in ("7.50", "30", "1E+1", "0.00")] == ["7.5", "30", "10", "0"]


def test_the_questions_answer_in_json(norway: Holidays) -> None:
    around = Around(norway, USUAL)
    week = ALL["full-time"]
    assert week.value(week.answer({"planned_hours": "30.00", "week_of": "2026-11-23"}, around).value) == {
        "planned_hours": "30",
        "full_hours": "37.5",
        "under_hours": "7.5",
        "over_hours": "0",
    }
    plan = ALL["work-directed"]
    assert plan.value(plan.answer(plan.example, around).value) == {
        "direct_hours": "22.5",
        "planned_hours": "37.5",
        "share_percent": 60,
        "threshold_percent": 50,
    }
    small = {"activities": [{"kind": "work_direct", "hours": "1"}]}
    assert plan.answer(small, around).outcome is Outcome.MET
    with pytest.raises(NoLawInForce):
        plan.answer(small | {"week_of": "2018-12-31"}, around)
    narrow = Around(norway, Practice({"content.work_directed_percent": 61}))
    assert plan.answer(plan.example, narrow).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        pytest.param(
            "full-time", {"planned_hours": 30.5, "week_of": "2026-11-23"}, "planned_hours", id="a float"
        ),
        pytest.param("full-time", {"planned_hours": "30"}, "week_of", id="no week"),
        pytest.param("work-directed", {}, "activities", id="no activities"),
        pytest.param(
            "work-directed",
            {"activities": [{"kind": "FUN", "hours": "1"}]},
            "activities[0].kind",
            id="no kind",
        ),
    ],
)
def test_facts_that_cannot_be_are_named(
    name: str, facts: dict[str, Any], field: str, norway: Holidays
) -> None:
    with pytest.raises(BadFacts) as bad:
        ALL[name].answer(facts, Around(norway, USUAL))
    assert bad.value.field == field
