"""What a participant is told is what `portal rules decide` answers to the same facts, to the øre and line by line."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.money import BenefitEntry
from portal.services.money_month import Estimate
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import Absence, BenefitFacts, Interval
from tests.builders import Village, add_activity
from tests.cli.asking import decide
from tests.services.money_world import STARTED, away, born, chose, clock, course, enter, pause, told

IN_NOVEMBER = st.integers(0, 29).map(lambda number: date(2026, 11, 1) + timedelta(days=number))
HOURS = st.integers(0, 4 * 25).map(lambda number: Decimal(number) / 4)
PERHAPS_A_DAY = st.none() | IN_NOVEMBER
SETTINGS = st.fixed_dictionaries(
    {
        "benefit.month_method": st.sampled_from(["FLAT_12", "WEEKDAYS"]),
        "benefit.full_rate_from": st.sampled_from(["birthday", "next-month"]),
        "benefit.absence_unit": st.sampled_from(["hours", "whole-days"]),
        "benefit.absence_cuts_child_supplement": st.sampled_from(["yes", "no"]),
        "content.apprentice_is_capped": st.sampled_from(["yes", "no"]),
        "hours.standard_day": st.sampled_from(["7.5", "6", "7"]),
    }
)
# Turning 25 before, inside and after the month, and long ago.
BIRTHDAYS = st.sampled_from(
    [
        date(2001, 11, 1),
        date(2001, 11, 16),
        date(2001, 11, 30),
        date(2001, 12, 1),
        date(2004, 2, 29),
        date(1980, 5, 5),
    ]
)
ENTRIES = st.builds(
    BenefitEntry,
    from_day=st.just(STARTED),
    children=st.integers(0, 4),
    weekly_hours=HOURS,
    apprentice=st.booleans(),
    other_benefit=st.booleans(),
)
PARTS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"starts": clock("09:00"), "ends": clock("11:30")},
        {"starts": clock("08:00"), "ends": clock("08:50")},
        {"minutes_a_day": 90},
    ]
)
KINDS = (AbsenceKind.OTHER, AbsenceKind.AGREED, AbsenceKind.SELF_REPORT, AbsenceKind.WELFARE)
AWAY = st.lists(
    st.tuples(
        IN_NOVEMBER,
        st.integers(0, 6),
        st.sampled_from([AbsenceState.REFUSED, AbsenceState.ACCEPTED, AbsenceState.REPORTED]),
        st.sampled_from(KINDS),
        PARTS,
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    born_on=BIRTHDAYS,
    entry=ENTRIES,
    chosen=SETTINGS,
    absences=AWAY,
    rests=st.none() | st.tuples(IN_NOVEMBER, st.none() | st.integers(0, 9)),
    started=st.just(STARTED) | IN_NOVEMBER,
    ended=PERHAPS_A_DAY,
    planned=st.booleans(),
)
def test_the_estimate_is_what_the_command_line_answers(
    engine: Engine,
    desk: Desk,
    village: Village,
    born_on: date,
    entry: BenefitEntry,
    chosen: dict[str, str],
    absences: list[tuple[date, int, AbsenceState, AbsenceKind, dict[str, Any]]],
    rests: tuple[date, int | None] | None,
    started: date,
    ended: date | None,
    planned: bool,
) -> None:
    who = village.participant
    _empty(engine)
    born(engine, who, born_on)
    chose(engine, village.office, chosen)
    course(engine, who, started_on=started, period_to=max(started, ended) if ended else None)
    if planned:
        add_activity(engine, who, hours=(9, 12))
    if rests:
        first, length = rests
        pause(engine, who, first, None if length is None else first + timedelta(days=length))
    for first, length, state, kind, part in absences:
        away(engine, who, first, first + timedelta(days=length), state=state, kind=kind, **part)
    enter(desk, village.caseworker, who, entry)

    estimate = told(desk, who).estimate
    assert estimate.lacking is None, estimate.lacking
    assert _shown(estimate) == _decided(estimate, chosen)


def _shown(estimate: Estimate) -> dict[str, Any]:
    assert estimate.decision is not None
    lines = []
    for one in estimate.lines:
        line = {
            "code": one.line.line,
            "amount": one.line.amount,
            "days": one.line.days,
            "hours": one.line.hours,
            "rate": one.line.rate,
        }
        lines.append({name: _exact(value) for name, value in line.items() if value is not None})
    gross = estimate.gross
    return {
        "gross": None if gross is None else f"{gross:f}",
        "lines": lines,
        "outcome": estimate.decision.outcome.value,
        "because": [one.reason.code for one in estimate.decision.because],
    }


def _exact(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _decided(estimate: Estimate, chosen: dict[str, str]) -> dict[str, Any]:
    options = [part for name, value in chosen.items() for part in ("--setting", f"{name}={value}")]
    answer = decide("benefit-month", estimate.of.facts, *options)
    return {
        **answer["value"],
        "outcome": answer["outcome"],
        "because": [one["code"] for one in answer["because"]],
    }


def _empty(engine: Engine) -> None:
    with for_writing(engine).begin() as connection:
        for model in (BenefitFacts, Absence, Interval):
            connection.execute(delete(rows(model)))
