"""The outbox over real lines that are down, slow, or lose the answer: each notice arrives, and twice only where it must."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.notices import Channel, NoticeState, Trouble
from portal.store.models import Notice, PushSubscription
from portal.worker.outbox import MOST_ATTEMPTS, Outbox
from tests.builders import Village, all_rows, oslo
from tests.notice_peers import (
    DOWN,
    FINE,
    LOST,
    REFUSED,
    SLOW,
    Peer,
)
from tests.worker.outside import queue, sent_to, somebody


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("mood", [DOWN, SLOW, LOST])
def test_each_is_delivered_and_twice_only_where_the_answer_was_lost(
    engine: Engine,
    village: Village,
    clock: FixedClock,
    real_outbox: Outbox,
    sms: Peer,
    mail: Peer,
    push: Peer,
    channel: Channel,
    mood: str,
) -> None:
    """Eight people, and a line that fails two calls in three for the first twelve."""
    peer = {Channel.SMS: sms, Channel.EMAIL: mail, Channel.PUSH: push}[channel]
    peer.mood = lambda call: FINE if call >= 12 or call % 3 == 2 else mood
    clock.moment = oslo("2026-11-24 09:30")
    for number in range(8):
        queue(engine, somebody(engine, village, number, channel), clock.now())
    for _ in range(40):
        real_outbox.deliver_due()
        clock.move(minutes=2)
    assert {row.state for row in all_rows(engine, Notice)} == {NoticeState.SENT}
    arrived = Counter(sent_to(channel, peer))
    assert len(arrived) == 8
    twice = sum(arrived.values()) - 8
    failed = sum(peer.mood(call) != FINE for call in range(peer.calls))
    print(f"{channel} {mood}: {peer.calls} calls, {failed} failed, 8 arrived, {twice} copies more")
    assert twice == (0 if mood == DOWN else failed)


@pytest.mark.parametrize("mood", [SLOW, LOST])
def test_a_gateway_that_knows_the_key_sends_none_twice(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, mood: str
) -> None:
    sms.once = True
    sms.mood = lambda call: mood if call < 5 else FINE
    for number in range(4):
        queue(engine, somebody(engine, village, number, "sms"), clock.now())
    for _ in range(20):
        real_outbox.deliver_due()
        clock.move(minutes=2)
    assert {row.state for row in all_rows(engine, Notice)} == {NoticeState.SENT}
    assert Counter(sent_to(Channel.SMS, sms)) == {f"+479000{number:04d}": 1 for number in range(4)}


def test_six_hours_without_a_gateway_lose_nothing_and_are_over_within_a_quarter_of_an_hour(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer
) -> None:
    back = oslo("2026-11-24 15:30")
    clock.moment = oslo("2026-11-24 09:30")
    sms.mood = lambda _call: DOWN if clock.now() < back else FINE
    for number in range(4):
        queue(engine, somebody(engine, village, number, "sms"), clock.now())
    while clock.now() < back + timedelta(minutes=15):
        real_outbox.deliver_due()
        clock.move(minutes=5)
    assert {row.state for row in all_rows(engine, Notice)} == {NoticeState.SENT}
    assert len(sent_to(Channel.SMS, sms)) == 4


def test_a_slow_gateway_holds_the_worker_up_for_a_few_calls_and_not_for_all(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, mail: Peer
) -> None:
    sms.mood = lambda _call: SLOW
    for number in range(12):
        queue(engine, somebody(engine, village, number, "sms"), clock.now())
    queue(engine, somebody(engine, village, 99, "email"), clock.now())
    real_outbox.deliver_due()
    assert sms.calls == 3
    assert sent_to(Channel.EMAIL, mail) == ["person99@example.org"]


def test_what_never_works_is_given_up_and_says_why(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer
) -> None:
    sms.mood = lambda _call: DOWN
    queue(engine, somebody(engine, village, 1, "sms"), clock.now())
    for _ in range(MOST_ATTEMPTS * 4):
        real_outbox.deliver_due()
        clock.move(minutes=15)
    [row] = all_rows(engine, Notice)
    assert (row.state, row.attempts) == (NoticeState.DEAD, MOST_ATTEMPTS)
    assert (row.channel, row.trouble) == (Channel.SMS, Trouble.DOWN)
    assert sms.calls == MOST_ATTEMPTS


def test_a_number_that_takes_nothing_gives_way_at_once_to_the_next_way(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, mail: Peer
) -> None:
    sms.mood = lambda _call: REFUSED
    queue(engine, somebody(engine, village, 1, "sms,email"), clock.now())
    assert real_outbox.deliver_due() == 1
    assert (sms.calls, sent_to(Channel.EMAIL, mail)) == (1, ["person1@example.org"])
    [row] = all_rows(engine, Notice)
    assert row.channel is Channel.EMAIL


def test_a_way_that_stays_down_gives_way_after_some_attempts(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, mail: Peer
) -> None:
    sms.mood = lambda _call: DOWN
    queue(engine, somebody(engine, village, 1, "sms,email"), clock.now())
    for _ in range(20):
        real_outbox.deliver_due()
        clock.move(minutes=1)
    assert (sms.calls, len(mail.took)) == (4, 1)


def test_a_phone_that_has_ended_it_is_forgotten_and_the_next_way_taken(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, push: Peer
) -> None:
    push.mood = lambda _call: REFUSED
    queue(engine, somebody(engine, village, 1, "push,sms"), clock.now())
    assert real_outbox.deliver_due() == 1
    assert len(sms.took) == 1
    assert all_rows(engine, PushSubscription) == []


def test_all_ways_refused_is_given_up_at_once(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer, mail: Peer
) -> None:
    sms.mood = mail.mood = lambda _call: REFUSED
    queue(engine, somebody(engine, village, 1, "sms,email"), clock.now())
    assert real_outbox.deliver_due() == 0
    [row] = all_rows(engine, Notice)
    assert (row.state, row.trouble) == (NoticeState.DEAD, Trouble.REFUSED)


def test_who_is_reserved_gets_nothing(
    engine: Engine, village: Village, clock: FixedClock, real_outbox: Outbox, sms: Peer
) -> None:
    queue(engine, somebody(engine, village, 1, "sms", reserved=True), clock.now())
    assert real_outbox.deliver_due() == 0
    assert sms.calls == 0
