"""What a proposal means for days after the first: an end is as good as a stop."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import Engine

from portal.services import proposals
from portal.services.plan_wish import NEW, OTHER, STOP, Wish
from portal.services.work import Desk
from tests.builders import Village
from tests.services.proposing import side_of

FROM = date(2026, 12, 8)
STOPPED = Wish("", STOP, from_day=FROM)
ENDED = Wish("", OTHER, title="Norskkurs", last_day=date(2026, 12, 7))
ONE_WEEK = Wish(
    NEW,
    "add",
    title="Kort kurs",
    days=frozenset(range(5)),
    starts=time(9),
    ends=time(12),
    from_day=FROM,
    last_day=date(2026, 12, 14),
)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.mark.parametrize(
    "wishes", [(STOPPED,), (ENDED,), (STOPPED, ONE_WEEK)], ids=["stopped", "ended", "a week between"]
)
def test_a_plan_that_becomes_empty_waits_for_a_decision_however_it_is_asked(
    desk: Desk, village: Village, course: str, wishes: tuple[Wish, ...]
) -> None:
    asked = tuple(one if one.about else replace(one, about=course) for one in wishes)
    with desk.reading(village.participant) as work:
        found = proposals.what_it_means(work, side_of(work, village.participant), asked)
    assert found.ruling.outcome.value == "undecided"


@pytest.mark.usefixtures("course")
def test_a_course_that_is_added_for_a_week_needs_nobody(desk: Desk, village: Village) -> None:
    with desk.reading(village.participant) as work:
        found = proposals.what_it_means(work, side_of(work, village.participant), (ONE_WEEK,))
    assert found.ruling.outcome.value == "met"
