"""Open offers in weeks that have passed: other times, days or an end hold from the day on which they are written."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.offers import OfferCommand, OfferTime
from portal.services import offers
from portal.services.work import Desk
from portal.store.models import OfferSlot
from tests.builders import Village, all_rows
from tests.conftest import NOW
from tests.services.test_offers import BOTH_DAYS, JOBBHUSET, TODAY, add, in_week, made

WEEK = timedelta(weeks=1)
ON_FRIDAYS = replace(JOBBHUSET, times=(OfferTime(4, time(9), time(11)),))


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _change(desk: Desk, village: Village, offer_id: str, command: OfferCommand) -> None:
    with desk.writing(village.caseworker) as work:
        offer, _ = offers.offer_of(work, offer_id)
        offers.change(work, offer_id, offer.version, command)


@pytest.fixture
def offer_id(desk: Desk, village: Village, clock: FixedClock) -> str:
    """One that has stood in the participant's week since three weeks ago."""
    clock.moment = NOW - 3 * WEEK
    made_id = made(desk, village.caseworker)
    add(desk, village.participant, made_id)
    clock.moment = NOW
    return made_id


@pytest.mark.parametrize(
    "command",
    [
        ON_FRIDAYS,
        replace(ON_FRIDAYS, first_day=TODAY + WEEK),
        replace(JOBBHUSET, last_day=TODAY - 2 * WEEK),
    ],
    ids=["times", "first-day", "last-day"],
)
def test_a_week_that_has_passed_shows_what_was(
    desk: Desk, village: Village, offer_id: str, command: OfferCommand
) -> None:
    before = [in_week(desk, village.participant, TODAY - number * WEEK) for number in (1, 2)]
    assert before == [BOTH_DAYS, BOTH_DAYS]
    _change(desk, village, offer_id, command)
    assert [in_week(desk, village.participant, TODAY - number * WEEK) for number in (1, 2)] == before
    with desk.reading(village.caseworker) as work:
        assert offers.offer_of(work, offer_id)[1] == command.times


def test_other_times_hold_from_today_and_those_before_until_yesterday(
    desk: Desk, village: Village, offer_id: str
) -> None:
    _change(desk, village, offer_id, ON_FRIDAYS)
    assert in_week(desk, village.participant) == [(4, "Jobbhuset", "Storgata 1")]
    assert in_week(desk, village.participant, TODAY + WEEK) == [(4, "Jobbhuset", "Storgata 1")]


def test_two_changes_on_one_day_leave_the_last(
    engine: Engine, desk: Desk, village: Village, offer_id: str
) -> None:
    _change(desk, village, offer_id, ON_FRIDAYS)
    _change(desk, village, offer_id, JOBBHUSET)
    assert in_week(desk, village.participant) == BOTH_DAYS
    assert len(all_rows(engine, OfferSlot)) == 4


def test_what_opens_anew_after_its_end_was_not_open_in_between(
    desk: Desk, village: Village, offer_id: str
) -> None:
    _change(desk, village, offer_id, replace(JOBBHUSET, last_day=TODAY - timedelta(days=1)))
    _change(desk, village, offer_id, JOBBHUSET)
    assert in_week(desk, village.participant) == BOTH_DAYS


def test_an_offer_may_be_open_on_a_weekend_and_on_no_public_holiday(desk: Desk, village: Village) -> None:
    """Saturday 26 December 2026 is one, and the Saturday before it is not."""
    on_saturdays = replace(JOBBHUSET, times=(OfferTime(5, time(10), time(14)),))
    add(desk, village.participant, made(desk, village.caseworker, on_saturdays))
    assert [day for day, *_ in in_week(desk, village.participant, date(2026, 12, 19))] == [5]
    assert in_week(desk, village.participant, date(2026, 12, 26)) == []
