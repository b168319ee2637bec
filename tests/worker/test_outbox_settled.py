"""What was settled while a notice waited for a decent hour: nobody is called to read what is done."""

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.notices import NoticeState
from portal.services.answer_ladder import climb
from portal.services.important import remind
from portal.services.work import Desk
from portal.store.models import Notice
from portal.worker.outbox import Outbox
from tests.builders import Village, all_rows, oslo
from tests.services.important_world import acknowledged, sent, until
from tests.services.ladder_world import answer, ask
from tests.worker.gateway import Gateway, outbox_of


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def outbox(engine: Engine, clock: FixedClock, gateway: Gateway) -> Outbox:
    return outbox_of(engine, clock, gateway)


@pytest.mark.parametrize(("says_so", "told"), [(True, 0), (False, 1)])
def test_who_acknowledges_before_the_morning_is_not_reminded(
    desk: Desk, village: Village, clock: FixedClock, outbox: Outbox, *, says_so: bool, told: int
) -> None:
    clock.moment = oslo("2026-11-24 10:00")
    first, second = sent(desk, village), sent(desk, village, "En til.")
    clock.move(seconds=11)
    assert outbox.deliver_due() == 1
    until(clock, "2026-11-24 11:00")
    assert outbox.deliver_due() == 1
    until(clock, "2026-11-28 00:01")
    assert remind(desk) == 2
    acknowledged(desk, village.participant, first)
    if says_so:
        acknowledged(desk, village.participant, second)
    until(clock, "2026-11-30 09:00")
    assert outbox.deliver_due() == told


@pytest.mark.parametrize("comes", [True, False])
def test_a_late_answer_that_came_meanwhile_is_told_of_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, outbox: Outbox, *, comes: bool
) -> None:
    clock.moment = oslo("2026-11-24 10:00")
    ask(desk, village.participant)
    until(clock, "2026-11-28 00:01")
    assert climb(desk)
    until(clock, "2026-11-30 08:30")
    if comes:
        answer(desk, village)
        ask(desk, village.participant, "Takk. En ting til.")
    until(clock, "2026-11-30 09:00")
    assert outbox.deliver_due() == (0 if comes else 1)
    states = [row.state for row in all_rows(engine, Notice)]
    assert NoticeState.QUEUED not in states
