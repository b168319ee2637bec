"""What is important waits for no Monday: whoever wants one word a week is told of it the same day, at a decent hour."""

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.notices import NoticeState
from portal.services import conversations, important
from portal.services.work import Desk
from portal.store.models import Notice, NoticeWish
from portal.worker.outbox import Outbox
from tests.builders import Village, all_rows, oslo, save
from tests.worker.gateway import Gateway, outbox_of

SENT = "2026-11-24 10:00"


@pytest.fixture
def outbox(engine: Engine, village: Village, clock: FixedClock) -> Outbox:
    """What tells a participant who wants one word a week."""
    clock.moment = oslo("2026-09-01 10:00")
    wish = {"channels": "sms", "email": "", "weekly": True, "reserved": False}
    save(engine, NoticeWish(person_id=village.participant.id, changed_at=clock.now(), **wish))
    clock.moment = oslo(SENT)
    return outbox_of(engine, clock, Gateway())


def say(desk: Desk, village: Village, text: str, *, is_important: bool = False) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, f"k {text}", text, important=is_important)


def test_an_important_message_is_told_of_at_once_and_another_on_monday(
    desk: Desk, village: Village, clock: FixedClock, outbox: Outbox
) -> None:
    say(desk, village, "Hei")
    clock.move(seconds=11)
    assert outbox.deliver_due() == 0
    say(desk, village, "Ta med pass", is_important=True)
    clock.move(seconds=11)
    assert outbox.deliver_due() == 1
    clock.moment = oslo("2026-11-27 12:00")
    assert outbox.deliver_due() == 0
    # What was gathered has not gone with the important one.
    clock.moment = oslo("2026-11-30 09:00")
    assert outbox.deliver_due() == 1


def test_what_is_sent_again_goes_the_same_morning_and_wakes_nobody(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, outbox: Outbox
) -> None:
    say(desk, village, "Ta med pass", is_important=True)
    clock.move(seconds=11)
    assert outbox.deliver_due() == 1
    clock.moment = oslo("2026-12-01 00:01")
    assert important.remind(desk) == 1
    assert outbox.deliver_due() == 0
    clock.moment = oslo("2026-12-01 08:59")
    assert outbox.deliver_due() == 0
    clock.moment = oslo("2026-12-01 09:00")
    assert outbox.deliver_due() == 1
    assert {row.state for row in all_rows(engine, Notice)} == {NoticeState.SENT}
