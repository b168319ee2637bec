"""Six people write into one conversation at once, and their commits are slow: no page that follows it skips a message."""

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.notify import NotifyingBus, written
from portal.domain.allowance import rates_times
from portal.domain.live import Change
from portal.domain.people import Role
from portal.services import conversations
from portal.services.work import Desk
from portal.store.engine import open_engine
from portal.store.notify import carry
from tests.builders import build_village
from tests.conftest import AUDIT_KEY

WRITERS, EACH = 6, 100
SLOWEST = 0.004
FOLLOWERS = 3


class Follower:
    """A page: whenever it is told that something changed, it fetches what lies above the last it saw."""

    place = ""

    def __init__(self, engine: Engine, query: str) -> None:
        self.engine, self.query = engine, text(query)
        self.told = threading.Event()
        self.over = threading.Event()
        self.seen: list[int] = []
        self.thread = threading.Thread(target=self._follow)

    def hear(self, changes: Iterable[Change], _place: str) -> None:
        if tuple(changes):
            self.told.set()

    def lose_track(self, _place: str) -> None:
        self.told.set()

    def _follow(self) -> None:
        while not self.over.is_set():
            # Only a second look when nothing was told for long: a page has none at all.
            if not self.told.wait(0.1):
                continue
            self.told.clear()
            with self.engine.connect() as connection:
                last = self.seen[-1] if self.seen else 0
                self.seen += connection.execute(self.query, {"last": last}).scalars().all()


@contextmanager
def following(url: str, query: str, announcer: Callable[[NotifyingBus], None]) -> Iterator[list[Follower]]:
    """Followers with a bus each, as many processes have."""
    followers, buses = [], []
    for _ in range(FOLLOWERS):
        follower = Follower(open_engine(url), query)
        bus = NotifyingBus(open_engine(url), follower)
        bus.start()
        follower.thread.start()
        followers.append(follower)
        buses.append(bus)
    announcer(buses[0])
    try:
        yield followers
    finally:
        for follower, bus in zip(followers, buses, strict=True):
            follower.over.set()
            follower.thread.join()
            bus.stop()
            follower.engine.dispose()
            bus._engine.dispose()


def write_at_once(write: Callable[[int], None]) -> None:
    """All writers, each its messages, until everybody is done. Raises what one of them raised."""
    start = threading.Barrier(WRITERS)
    faults: list[BaseException] = []

    def work(number: int) -> None:
        start.wait()
        try:
            for _ in range(EACH):
                write(number)
        except BaseException as fault:  # noqa: BLE001 -- A thread's fault is the test's.
            faults.append(fault)

    threads = [threading.Thread(target=work, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


@pytest.mark.postgres
def test_six_writers_with_slow_commits_and_nobody_skips_a_message(
    postgres_engine: Engine, clock: FixedClock
) -> None:
    url = postgres_engine.url.render_as_string(hide_password=False)
    village = build_village(postgres_engine)
    patient = open_engine(url, busy_seconds=60)
    dice = random.Random(7)  # noqa: S311 -- Only how long somebody sleeps.
    desks: list[Desk] = []

    def desk_with(bus: NotifyingBus) -> None:
        desks.append(Desk(patient, clock, NorwegianHolidays(), bus, AUDIT_KEY, rates=rates_times(100_000)))

    def write(number: int) -> None:
        actor = (village.participant, village.caseworker, village.colleague)[number % 3]
        key = secrets.token_urlsafe(18)
        with desks[0].writing(actor) as work:
            if actor.role is Role.PARTICIPANT:
                conversations.write_to_us(work, key, f"{number}")
            else:
                conversations.answer(work, village.participant.id, key, f"{number}")
            work.session.flush()
            time.sleep(dice.uniform(0, SLOWEST))

    query = "select sequence from message where sequence > :last order by sequence"
    with following(url, query, desk_with) as followers:
        write_at_once(write)
        end = time.monotonic() + 20
        while any(len(one.seen) < WRITERS * EACH for one in followers) and time.monotonic() < end:
            time.sleep(0.02)
    patient.dispose()
    for follower in followers:
        missed = set(range(1, WRITERS * EACH + 1)) - set(follower.seen)
        print(f"with the lock: missed {len(missed)} of {WRITERS * EACH}")
        assert missed == set()
        assert follower.seen == sorted(follower.seen)


@pytest.mark.postgres
def test_without_the_lock_the_same_followers_do_skip(postgres_engine: Engine) -> None:
    """That the test above can fail: numbers from the database's own sequence become visible out of order."""
    url = postgres_engine.url.render_as_string(hide_password=False)
    with postgres_engine.begin() as connection:
        connection.execute(text("create table planted (sequence bigserial primary key)"))
    patient = open_engine(url, busy_seconds=60)
    dice = random.Random(7)  # noqa: S311 -- Only how long somebody sleeps.

    def write(_number: int) -> None:
        with Session(patient) as session:
            session.execute(text("insert into planted default values"))
            time.sleep(dice.uniform(0, SLOWEST))
            carry(session, written([Change("person:1", "messages")]))
            session.commit()

    query = "select sequence from planted where sequence > :last order by sequence"
    with following(url, query, lambda _bus: None) as followers:
        write_at_once(write)
        time.sleep(1)
    patient.dispose()
    missed = [WRITERS * EACH - len(follower.seen) for follower in followers]
    print(f"without the lock: missed {missed} of {WRITERS * EACH}")
    assert all(missed)
