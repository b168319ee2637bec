"""The radar's lines: a table of golden answers, week 53 and the weeks in which the clocks change among them."""

from dataclasses import replace
from datetime import date, time

import pytest

from portal.adapters.holidays import NorwegianHolidays
from portal.domain.programme import ActivityKind, IntervalKind, ProgrammeState
from portal.domain.radar import LineState, RadarLine
from portal.rules.law import Citation
from portal.rules.practice import Practice
from portal.services.radar_lines import Line, Pause, PlannedHours, PlannedSlot, Seen, lines

HOLIDAYS = NorwegianHolidays().of_year
TODAY = date(2026, 11, 24)
STARTED = date(2026, 9, 1)


def slots(
    *hours: tuple[int, int],
    kind: ActivityKind = ActivityKind.WORK_DIRECTED,
    first: date = STARTED,
    last: date | None = None,
) -> tuple[PlannedSlot, ...]:
    """One slot on each weekday from Monday on, as long as there are hours."""
    return tuple(
        PlannedSlot(kind, first, last, weekday, time(starts), time(ends, 30))
        for weekday, (starts, ends) in enumerate(hours)
    )


FULL = slots(*[(8, 15)] * 5)
RUNNING = Seen(
    today=TODAY,
    state=ProgrammeState.RUNNING,
    received_on=date(2026, 8, 1),
    started_on=STARTED,
    period=1,
    period_from=STARTED,
    period_to=date(2027, 8, 31),
    slots=FULL,
    evaluations=(date(2026, 12, 1),),
)


def golden(seen: Seen) -> dict[str, tuple[str, date | None]]:
    return {line.what.value: (line.state.value, line.due) for line in lines(seen, HOLIDAYS)}


def line(seen: Seen, what: RadarLine) -> Line:
    return next(one for one in lines(seen, HOLIDAYS) if one.what is what)


def test_a_plan_in_order_asks_for_nothing() -> None:
    """The days of what comes are said all the same."""
    assert golden(RUNNING) == {
        "hours": ("in_order", None),
        "work_directed": ("in_order", None),
        "empty_weeks": ("in_order", None),
        "job_search": ("in_order", date(2027, 6, 9)),
        "evaluations": ("in_order", None),
        "next_evaluation": ("in_order", date(2026, 12, 1)),
        "period_end": ("in_order", date(2027, 8, 31)),
    }


def test_a_plan_without_anything_is_looked_at_and_nobody_is_blamed() -> None:
    assert golden(replace(RUNNING, slots=(), evaluations=())) == {
        "hours": ("look", None),
        "work_directed": ("look", None),
        "empty_weeks": ("look", date(2026, 11, 30)),
        "job_search": ("in_order", date(2027, 6, 9)),
        "evaluations": ("look", None),
        "next_evaluation": ("look", None),
        "period_end": ("in_order", date(2027, 8, 31)),
    }


@pytest.mark.parametrize(
    ("ends", "state"),
    [((14, 14, 15, 15, 15), "look"), ((15, 15, 15, 15, 15), "in_order"), ((16, 15, 15, 15, 15), "in_order")],
    ids=["35.5 hours", "37.5 hours", "38.5 hours"],
)
def test_kvf_1_ledd_2_hours_are_held_against_37_and_a_half(ends: tuple[int, ...], state: str) -> None:
    planned = slots(*[(8, end) for end in ends])
    assert golden(replace(RUNNING, slots=planned))["hours"][0] == state


@pytest.mark.parametrize(
    ("direct", "state"), [(2, "look"), (3, "in_order")], ids=["two days of five", "three of five"]
)
def test_stl_30_ledd_1_most_of_the_week_leads_to_work(direct: int, state: str) -> None:
    planned = tuple(
        replace(slot, kind=ActivityKind.WORK_DIRECTED if number < direct else ActivityKind.HEALTH)
        for number, slot in enumerate(FULL)
    )
    assert golden(replace(RUNNING, slots=planned))["work_directed"][0] == state


@pytest.mark.parametrize(
    ("minute", "state"), [(45, "in_order"), (46, "look")], ids=["18.75 hours", "a minute more"]
)
def test_stl_30_ledd_2_paid_work_is_half_a_position_at_most(minute: int, state: str) -> None:
    work = (
        PlannedSlot(ActivityKind.PAID_WORK, STARTED, None, 0, time(8), time(17)),
        PlannedSlot(ActivityKind.PAID_WORK, STARTED, None, 1, time(8), time(17, minute)),
    )
    assert golden(replace(RUNNING, slots=(*FULL, *work)))["paid_work"] == (state, None)


def test_an_apprenticeship_is_not_capped_unless_the_office_reads_it_so() -> None:
    learning = tuple(replace(slot, kind=ActivityKind.APPRENTICESHIP) for slot in FULL)
    seen = replace(RUNNING, slots=learning)
    assert golden(seen)["paid_work"][0] == "in_order"
    capped = replace(seen, practice=Practice({"content.apprentice_is_capped": "yes"}))
    assert golden(capped)["paid_work"][0] == "look"


def test_an_apprentice_with_paid_work_is_measured_by_the_paid_work() -> None:
    work = PlannedSlot(ActivityKind.PAID_WORK, STARTED, None, 5, time(8), time(12))
    learning = tuple(replace(slot, kind=ActivityKind.APPRENTICESHIP) for slot in FULL)
    assert golden(replace(RUNNING, slots=(*learning, work)))["paid_work"][0] == "in_order"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 4, 13), "in_order"),
        (date(2027, 4, 14), "look"),
        (date(2027, 6, 9), "look"),
        (date(2027, 8, 31), "look"),
    ],
    ids=["nine weeks before", "eight weeks before", "on the day", "on the last day"],
)
def test_kvf_1_ledd_1_job_search_is_asked_for_when_the_final_part_is_near(today: date, state: str) -> None:
    assert golden(replace(RUNNING, today=today))["job_search"] == (state, date(2027, 6, 9))


def test_job_search_counts_when_it_lasts_into_the_final_part() -> None:
    early = slots((8, 10), kind=ActivityKind.JOB_SEARCH, last=date(2027, 6, 8))
    lasting = slots((8, 10), kind=ActivityKind.JOB_SEARCH, last=date(2027, 6, 9))
    near = replace(RUNNING, today=date(2027, 6, 1))
    assert golden(replace(near, slots=(*FULL, *early)))["job_search"] == ("look", date(2027, 6, 9))
    assert golden(replace(near, slots=(*FULL, *lasting)))["job_search"] == ("in_order", None)


def test_evaluations_outside_the_period_are_not_stated_in_it() -> None:
    found = golden(replace(RUNNING, evaluations=(date(2027, 9, 1),)))
    assert found["evaluations"] == ("look", None)
    assert found["next_evaluation"] == ("in_order", date(2027, 9, 1))


def test_when_all_evaluations_are_past_the_next_one_is_asked_for() -> None:
    found = golden(replace(RUNNING, evaluations=(date(2026, 11, 23),)))
    assert found["evaluations"] == ("in_order", None)
    assert found["next_evaluation"] == ("look", None)
    assert golden(replace(RUNNING, evaluations=(TODAY,)))["next_evaluation"] == ("in_order", TODAY)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 7, 5), "in_order"),
        (date(2027, 7, 6), "decide"),
        (date(2027, 8, 31), "decide"),
        (date(2027, 9, 1), "decide"),
    ],
    ids=["a day before eight weeks", "eight weeks before", "the last day", "run out"],
)
def test_kvf_2_ledd_1_the_end_of_the_period_must_be_decided(today: date, state: str) -> None:
    assert golden(replace(RUNNING, today=today))["period_end"] == (state, date(2027, 8, 31))


def test_when_no_time_is_left_the_end_is_on_the_radar_too() -> None:
    """Three years are over: nothing extends the programme, and somebody must still say so in time."""
    seen = replace(RUNNING, period=3, started_on=date(2024, 9, 1), today=date(2027, 8, 1))
    found = line(seen, RadarLine.PERIOD_END)
    assert (found.state, found.due) == (LineState.DECIDE, date(2027, 8, 31))
    assert found.decision.value.choices == ()


@pytest.mark.parametrize("state", [ProgrammeState.APPLIED, ProgrammeState.PLANNED])
def test_stl_31_a_start_must_be_decided_within_six_months(state: ProgrammeState) -> None:
    seen = replace(RUNNING, state=state, started_on=None, period_from=None, period_to=None)
    assert golden(seen) == {"start": ("decide", date(2027, 2, 1))}
    assert golden(replace(seen, started_on=date(2027, 1, 4))) == {"start": ("in_order", date(2027, 2, 1))}
    assert golden(replace(seen, started_on=date(2027, 2, 2))) == {"start": ("decide", date(2027, 2, 1))}


@pytest.mark.parametrize(
    ("since", "state"),
    [(date(2026, 5, 25), "in_order"), (date(2026, 5, 24), "decide"), (date(2025, 11, 1), "decide")],
    ids=["not half a year", "half a year", "more than a year"],
)
def test_stl_34_a_suspension_ends_the_programme_after_a_year(since: date, state: str) -> None:
    pauses = (
        Pause(IntervalKind.LEAVE, date(2026, 11, 20), date(2026, 11, 22)),
        Pause(IntervalKind.SUSPENSION, date(2025, 2, 1), date(2025, 3, 1)),
        Pause(IntervalKind.SUSPENSION, since, None),
    )
    seen = replace(
        RUNNING, state=ProgrammeState.SUSPENDED, started_on=date(2025, 1, 1), slots=(), pauses=pauses
    )
    due = date(since.year + 1, since.month, since.day)
    assert golden(seen) == {"period_end": ("in_order", date(2027, 8, 31)), "suspension": (state, due)}


def test_a_suspension_without_its_day_has_no_line_of_its_own() -> None:
    seen = replace(RUNNING, state=ProgrammeState.SUSPENDED, period_to=None)
    assert golden(seen) == {}


@pytest.mark.parametrize("state", [ProgrammeState.COMPLETED, ProgrammeState.ENDED, ProgrammeState.MOVED])
def test_a_programme_that_is_over_has_no_radar(state: ProgrammeState) -> None:
    assert lines(replace(RUNNING, state=state), HOLIDAYS) == ()


def test_on_leave_only_the_period_is_looked_at() -> None:
    assert set(golden(replace(RUNNING, state=ProgrammeState.ON_LEAVE, slots=()))) == {"period_end"}


def test_week_53_is_a_week_like_others() -> None:
    """2026 has one, from 28 December to 3 January; Thursday to Sunday of it lie in another year."""
    new_year = replace(RUNNING, today=date(2027, 1, 1), evaluations=(date(2027, 1, 3),))
    assert golden(new_year)["hours"] == ("in_order", None)
    assert golden(new_year)["next_evaluation"] == ("in_order", date(2027, 1, 3))
    until_then = slots(*[(8, 15)] * 5, last=date(2027, 1, 3))
    # Seen from week 53, the first empty week is week 1; seen from week 52, week 53 is not empty.
    assert golden(replace(new_year, slots=until_then))["empty_weeks"] == ("look", date(2027, 1, 4))
    before = replace(RUNNING, today=date(2026, 12, 22), slots=until_then)
    assert golden(before)["empty_weeks"] == ("look", date(2027, 1, 4))
    only_53 = slots(*[(8, 15)] * 5, first=date(2027, 1, 4))
    found = line(replace(before, slots=only_53), RadarLine.EMPTY_WEEKS)
    assert (found.due, found.decision.because[0].reason) == (
        date(2026, 12, 28),
        type(found.decision.because[0].reason)(1, date(2026, 12, 28)),
    )


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
def test_a_week_in_which_the_clocks_change_is_as_long_as_others(sunday: date) -> None:
    """A clock on the wall is what a plan is made by; the night before Sunday's slot is nobody's hour."""
    first = date(2026, 1, 5)
    night = PlannedSlot(ActivityKind.WORK_DIRECTED, first, None, 6, time(1), time(4))
    weekdays = slots(*[(8, 14)] * 4, (8, 15), first=first)
    seen = replace(RUNNING, today=sunday, started_on=first, period_from=first, slots=(*weekdays, night))
    found = line(seen, RadarLine.HOURS)
    assert str(found.decision.value.planned_hours) == "36.5"
    assert golden(seen)["hours"][0] == "look"


def test_a_week_after_the_period_is_nobodys_to_fill() -> None:
    last_week = replace(RUNNING, slots=(), period_to=date(2026, 12, 2))
    found = line(last_week, RadarLine.EMPTY_WEEKS)
    assert found.due == date(2026, 11, 30)
    assert golden(replace(last_week, period_to=date(2026, 11, 29)))["empty_weeks"] == ("in_order", None)


def test_a_week_that_the_plan_leaves_free_is_not_empty() -> None:
    free = frozenset({date(2026, 11, 30), date(2026, 12, 7)})
    assert golden(replace(RUNNING, slots=(), free_weeks=free))["empty_weeks"] == ("look", date(2026, 12, 14))


def test_without_a_period_the_weeks_ahead_are_looked_at_all_the_same() -> None:
    found = golden(replace(RUNNING, slots=(), period_to=None))
    assert found["empty_weeks"] == ("look", date(2026, 11, 30))
    assert "period_end" not in found
    assert "job_search" not in found


def test_every_line_rests_on_a_paragraph_or_on_the_offices_routine() -> None:
    basis = {found.what: found.decision.because[0].basis for found in lines(RUNNING, HOLIDAYS)}
    routine = {what for what, one in basis.items() if not isinstance(one, Citation)}
    assert routine == {RadarLine.NEXT_EVALUATION}


def test_no_line_says_what_somebody_does() -> None:
    """Kinds and times go in, and no title: what is about somebody's health cannot come out."""
    assert not {"title", "why", "place", "provider"} & set(PlannedSlot.__dataclass_fields__)


def test_hours_without_fixed_times_count_as_the_plans_own_page_counts_them() -> None:
    """A programme of own work at home is as full as one with a timetable."""
    at_home = PlannedHours(ActivityKind.WORK_DIRECTED, STARTED, None, 2250)
    assert golden(replace(RUNNING, slots=(), untimed=(at_home,))) == golden(RUNNING)
    over = replace(at_home, last_day=date(2026, 11, 23))
    assert golden(replace(RUNNING, slots=(), untimed=(over,)))["hours"] == ("look", None)
    assert golden(replace(RUNNING, slots=(), untimed=(over,)))["empty_weeks"][0] == "look"
    search = PlannedHours(ActivityKind.JOB_SEARCH, date(2027, 7, 1), None, 300)
    late = replace(RUNNING, today=date(2027, 8, 1), evaluations=(date(2027, 8, 20),))
    states = [golden(replace(late, untimed=some))["job_search"][0] for some in ((), (search,))]
    assert states == ["look", "in_order"]
