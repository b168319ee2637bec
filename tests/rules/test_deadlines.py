"""Time limits for acting: domstolloven §§ 148-149, the complaint of forvaltningsloven § 29, the office's own promise."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays
from portal.rules.deadlines import (
    ANSWER_WORKING_DAYS,
    URGENT_ANSWER_WORKING_DAYS,
    answer_due,
    complaint_deadline,
    deadline_days,
    deadline_months,
    deadline_weeks,
)
from portal.rules.decision import Outcome
from portal.rules.law import HouseRule

Count = Callable[[date, int, Holidays], date]


def case(count: Count, number: int, start: str, end: str, name: str) -> object:
    return pytest.param(count, number, date.fromisoformat(start), date.fromisoformat(end), id=name)


@pytest.mark.parametrize(
    ("count", "number", "start", "end"),
    [
        case(deadline_weeks, 3, "2026-03-02", "2026-03-23", "§ 148 ledd 2 punktum 1: samme ukedag"),
        case(deadline_weeks, 3, "2026-03-12", "2026-04-07", "§ 149 ledd 1: skjærtorsdag til tirsdag"),
        case(deadline_weeks, 3, "2026-04-10", "2026-05-04", "§ 149 ledd 1: fredag 1. mai til mandag"),
        case(deadline_weeks, 3, "2026-04-23", "2026-05-15", "§ 149 ledd 1: Kristi himmelfartsdag"),
        case(deadline_weeks, 3, "2027-04-26", "2027-05-18", "§ 149 ledd 1: 17. mai er også 2. pinsedag"),
        case(deadline_weeks, 3, "2026-12-03", "2026-12-24", "§ 149 ledd 1: julaften er virkedag"),
        case(deadline_weeks, 3, "2026-12-04", "2026-12-28", "§ 149 ledd 1: 1. juledag til mandag"),
        case(deadline_days, 14, "2026-12-18", "2027-01-04", "§ 149 ledd 1: nyttårsdag"),
        case(deadline_days, 5, "2026-03-30", "2026-04-07", "§ 149 ledd 1: påskeaften til tirsdag"),
        case(deadline_months, 6, "2026-08-31", "2027-03-01", "§ 148 ledd 2 punktum 2: februar mangler 31"),
        case(
            deadline_months, 1, "2027-01-31", "2027-03-01", "§ 148 ledd 2 punktum 2: og siste dag er søndag"
        ),
        case(deadline_months, 1, "2026-11-22", "2026-12-22", "§ 148 ledd 2 punktum 1: samme tall"),
        case(
            deadline_months,
            12,
            "2028-02-29",
            "2029-02-28",
            "§ 148 ledd 2 punktum 2: ett år fra skuddårsdagen",
        ),
    ],
)
def test_a_time_limit_ends_where_the_truth_table_says(
    norway: Holidays, count: Count, number: int, start: date, end: date
) -> None:
    assert count(start, number, norway) == end


@pytest.mark.parametrize(
    ("notified", "last", "codes"),
    [
        pytest.param(
            date(2026, 12, 2),
            date(2026, 12, 23),
            ["complaint.weeks", "deadline.same-weekday"],
            id="§ 29 ledd 1 punktum 1: tre uker på en onsdag",
        ),
        pytest.param(
            date(2026, 11, 22),
            date(2026, 12, 14),
            ["complaint.weeks", "deadline.same-weekday", "deadline.moved-to-working-day"],
            id="§ 29 ledd 1 punktum 1: tre uker på en søndag",
        ),
        pytest.param(
            date(2026, 12, 4),
            date(2026, 12, 28),
            ["complaint.weeks", "deadline.same-weekday", "deadline.moved-to-working-day"],
            id="§ 29 ledd 1 punktum 1: tre uker på 1. juledag",
        ),
    ],
)
def test_the_complaint_deadline_is_three_weeks_and_says_when_it_was_moved(
    norway: Holidays, notified: date, last: date, codes: list[str]
) -> None:
    decision = complaint_deadline(notified, norway)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == last
    assert [b.reason.code for b in decision.because] == codes
    keys = ["LOV-1967-02-10/29/1/1", "LOV-1915-08-13-5/148/2/1", "LOV-1915-08-13-5/149/1/1"]
    assert [b.basis.key for b in decision.because] == keys[: len(codes)]


@settings(max_examples=60, deadline=None)
@given(notified=st.dates(date(2012, 1, 1), date(2032, 12, 31)))
def test_nobody_gets_less_than_three_weeks_to_complain(norway: Holidays, notified: date) -> None:
    assert complaint_deadline(notified, norway).value >= notified + timedelta(weeks=3)


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        pytest.param(
            date(2026, 11, 20), ANSWER_WORKING_DAYS, date(2026, 11, 25), id="fredag: tre virkedager"
        ),
        pytest.param(date(2026, 11, 21), URGENT_ANSWER_WORKING_DAYS, date(2026, 11, 23), id="lørdag: haster"),
        pytest.param(date(2026, 12, 23), ANSWER_WORKING_DAYS, date(2026, 12, 29), id="over jul"),
    ],
)
def test_the_office_promises_an_answer_and_calls_it_no_law(
    norway: Holidays, received: date, working_days: int, due: date
) -> None:
    decision = answer_due(received, working_days, norway)
    assert decision.value == due
    assert all(isinstance(b.basis, HouseRule) for b in decision.because)
