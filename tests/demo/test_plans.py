"""The plans: weeks that can be lived, and nothing on free days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Row

from portal.demo.days import is_working
from portal.demo.schemes import OFFERS
from portal.domain.calendar import OSLO, oslo_day
from portal.domain.programme import OPEN_STATES, ActivityKind, ProgrammeState
from portal.store.base import Base
from portal.store.models import Activity, Appointment, Evaluation, Person, Programme, Slot

FULL_WEEK = 37.5

Rows = Callable[[type[Base]], Sequence[Row[Any]]]


def hours(slot: Row[Any]) -> float:
    day = date(2026, 1, 5)
    return (datetime.combine(day, slot.ends) - datetime.combine(day, slot.starts)) / timedelta(hours=1)


def test_running_weeks_lie_between_half_and_full_time_and_paid_work_within_half(rows_of: Rows) -> None:
    slots = defaultdict(list)
    for slot in rows_of(Slot):
        slots[slot.activity_id].append(slot)
    current = defaultdict(list)
    for activity in rows_of(Activity):
        if activity.last_day is None:
            current[activity.programme_id].append(activity)
    running = [p for p in rows_of(Programme) if p.state is ProgrammeState.RUNNING]
    sums = []
    for programme in running:
        held = current[programme.id]
        assert 2 <= len(held) <= 4
        sums.append(sum(hours(slot) for activity in held for slot in slots[activity.id]))
        paid = [a for a in held if a.kind is ActivityKind.PAID_WORK]
        assert sum(hours(slot) for a in paid for slot in slots[a.id]) <= FULL_WEEK / 2
    assert max(sums) <= FULL_WEEK
    assert min(sums) >= FULL_WEEK * 0.45
    assert sum(1 for total in sums if total >= 30) > len(sums) * 0.6


def test_no_slot_lies_on_a_weekend_or_over_another_slot_of_the_same_week(rows_of: Rows) -> None:
    programme_of = {a.id: a.programme_id for a in rows_of(Activity) if a.last_day is None}
    by_day = defaultdict(list)
    for slot in rows_of(Slot):
        assert 0 <= slot.weekday <= 4
        assert slot.starts < slot.ends
        if slot.activity_id in programme_of:
            by_day[programme_of[slot.activity_id], slot.weekday].append(slot)
    for day in by_day.values():
        day.sort(key=lambda slot: slot.starts)
        assert all(one.ends <= other.starts for one, other in pairwise(day))


def test_the_youth_arena_is_a_drop_in_two_days_a_week_for_those_under_26(
    rows_of: Rows, now: datetime
) -> None:
    squares = [a for a in rows_of(Activity) if a.title == OFFERS["square"].title]
    people = {p.id: p for p in rows_of(Person)}
    programmes = {p.id: p for p in rows_of(Programme)}
    assert len(squares) >= 6
    slots = Counter()
    for slot in rows_of(Slot):
        if slot.activity_id in {a.id for a in squares}:
            assert slot.drop_in
            slots[slot.activity_id] += 1
    assert set(slots.values()) == {2}
    for activity in squares:
        born_on = people[programmes[activity.programme_id].participant_id].born_on
        assert (oslo_day(now) - born_on).days < 26 * 365.25
    assert not [s for s in rows_of(Slot) if s.drop_in and s.activity_id not in slots]


def test_a_plan_that_is_over_or_paused_holds_nothing_that_goes_on(rows_of: Rows) -> None:
    at_work = {
        p.id for p in rows_of(Programme) if p.state in {ProgrammeState.RUNNING, ProgrammeState.PLANNED}
    }
    for activity in rows_of(Activity):
        assert activity.last_day is None or activity.first_day <= activity.last_day
        if activity.last_day is None:
            assert activity.programme_id in at_work


def test_appointments_and_evaluations_are_on_working_days_and_most_have_one_to_come(
    rows_of: Rows, now: datetime
) -> None:
    today = oslo_day(now)
    coming = Counter()
    past = 0
    for appointment in rows_of(Appointment):
        starts = appointment.starts_at.astimezone(OSLO)
        assert is_working(starts.date())
        assert 9 <= starts.hour < 15
        assert appointment.starts_at < appointment.ends_at
        if starts.date() > today:
            assert starts.date() <= today + timedelta(days=9)
            coming[appointment.participant_id] += 1
        else:
            past += 1
    running = [p for p in rows_of(Programme) if p.state is ProgrammeState.RUNNING]
    assert set(coming.values()) == {1}
    assert len(coming) > 0.7 * len(running)
    assert past > 20
    evaluations = rows_of(Evaluation)
    assert all(is_working(e.day) for e in evaluations)
    assert any(e.day > today for e in evaluations)
    assert any(e.day < today for e in evaluations)


def test_goals_are_in_the_language_of_those_who_said_them(rows_of: Rows) -> None:
    for programme in rows_of(Programme):
        assert programme.goal_locale in {"nb", "nn", "en", "ar"}
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in programme.goal)
        assert arabic == (programme.goal_locale == "ar" and bool(programme.goal))
        decided = programme.period > 0
        assert bool(programme.goal) == decided or programme.state not in OPEN_STATES
