"""Changes that PostgreSQL carries from the process that makes them to the open pages of every other."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count

import pytest
from sqlalchemy import Engine, text

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.notify import NotifyingBus, read, written
from portal.domain.errors import NotFound
from portal.domain.events import AbsenceReported
from portal.domain.live import Change, new_place, session_ended
from portal.services.work import Desk
from portal.store.engine import open_engine
from portal.store.notify import CHANNEL, LONGEST
from tests.builders import build_village
from tests.conftest import AUDIT_KEY


class Pages:
    """The open pages of one process, as its bus sees them."""

    def __init__(self) -> None:
        self.place = new_place()
        self.heard: list[Change] = []
        self.places: list[str] = []
        self.resets = 0

    def hear(self, changes: Iterable[Change], place: str) -> None:
        self.place = place
        self.places.append(place)
        self.heard.extend(changes)

    def lose_track(self, place: str) -> None:
        self.place = place
        self.resets += 1


def until(there: Callable[[], object], seconds: float = 30) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "It did not come."
        time.sleep(0.01)


@pytest.fixture
def processes(postgres_engine: Engine) -> Iterator[tuple[tuple[NotifyingBus, Pages], ...]]:
    """Two processes' buses on one database, with connections of their own."""
    made = []
    url = postgres_engine.url.render_as_string(hide_password=False)
    for _ in range(2):
        pages = Pages()
        bus = NotifyingBus(open_engine(url), pages)
        bus.start()
        made.append((bus, pages))
    # Both have heard both hellos, or the first as its beginning.
    until(lambda: made[0][1].place == made[1][1].place)
    yield tuple(made)
    for bus, _pages in made:
        bus.stop()
        bus._engine.dispose()


@pytest.mark.postgres
def test_what_is_committed_reaches_every_process_and_what_is_not_reaches_nobody(
    processes: tuple[tuple[NotifyingBus, Pages], ...], postgres_engine: Engine, clock: FixedClock
) -> None:
    village = build_village(postgres_engine)
    (bus, here), (_, there) = processes
    desk = Desk(postgres_engine, clock, NorwegianHolidays(), bus, AUDIT_KEY)
    with suppress(NotFound), desk.writing(village.participant) as work:
        work.tell(AbsenceReported(village.participant.id, village.office, "never"))
        raise NotFound("It did not work out.")
    with desk.writing(village.participant) as work:
        work.tell(AbsenceReported(village.participant.id, village.office, "a"))
        work.session.flush()
        time.sleep(0.2)
        assert here.heard == there.heard == []
    until(lambda: here.heard and there.heard)
    assert here.heard == there.heard
    assert Change(f"person:{village.participant.id}", "absences") in there.heard
    assert here.place == there.place


@pytest.mark.postgres
def test_every_process_hears_everything_in_one_order(
    processes: tuple[tuple[NotifyingBus, Pages], ...],
) -> None:
    """Where a page stands has the same name everywhere, so that it may come back to any of them."""
    (bus, here), (other, there) = processes
    for number in range(50):
        (bus if number % 2 else other).publish([Change("person:1", f"e-{number}")])
    until(lambda: len(here.heard) == len(there.heard) == 50)
    assert here.heard == there.heard
    assert here.places[-50:] == there.places[-50:]


@pytest.mark.postgres
def test_a_broken_line_is_mended_and_everybody_fetches_afresh(
    processes: tuple[tuple[NotifyingBus, Pages], ...], postgres_engine: Engine
) -> None:
    (bus, here), (_, there) = processes
    before = here.resets, there.resets
    with postgres_engine.connect() as connection:
        ended = connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        ).all()
    assert len(ended) >= 2
    until(lambda: here.resets > before[0] and there.resets > before[1])
    # The pool of the announcer was cut off as well: what cannot be announced is at least heard here.
    bus.publish([Change("person:1", "lost")])
    until(lambda: Change("person:1", "lost") in here.heard)
    bus.publish([Change("person:1", "again")])
    until(lambda: Change("person:1", "again") in there.heard)


@pytest.mark.postgres
def test_the_end_of_a_session_is_heard_here_at_once_and_everywhere_soon(
    processes: tuple[tuple[NotifyingBus, Pages], ...],
) -> None:
    (bus, here), (_, there) = processes
    bus.publish([session_ended("s-kari")])
    assert here.heard[0] == session_ended("s-kari")
    until(lambda: there.heard == [session_ended("s-kari")])


@pytest.mark.postgres
def test_what_is_none_of_ours_is_left_aside(
    processes: tuple[tuple[NotifyingBus, Pages], ...],
    postgres_engine: Engine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (bus, here), _ = processes
    with postgres_engine.begin() as connection:
        for payload in ("", "x y z", "ok\nperson:1 inbox\nid: 4 5", "ok\nperson:1 session-ended", "a b\n"):
            connection.execute(
                text("select pg_notify(:channel, :said)"), {"channel": CHANNEL, "said": payload}
            )
    bus.publish([Change("person:1", "last")])
    until(lambda: here.heard)
    assert here.heard == [Change("person:1", "last")]
    assert "none of ours" in caplog.text


@pytest.mark.postgres
def test_another_process_reaches_these_pages(
    processes: tuple[tuple[NotifyingBus, Pages], ...], postgres_engine: Engine
) -> None:
    """A worker on its own, say: a real process, which ends right after its commit."""
    _, (_, there) = processes
    program = (
        "import os\n"
        "from sqlalchemy.orm import Session\n"
        "from portal.adapters.notify import written\n"
        "from portal.domain.live import Change\n"
        "from portal.store.engine import open_engine\n"
        "from portal.store.notify import carry\n"
        "with Session(open_engine(os.environ['THERE'])) as session:\n"
        "    carry(session, written([Change('person:1', 'from-the-worker')]))\n"
        "    session.commit()\n"
        "    os._exit(0)\n"
    )
    url = postgres_engine.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", program], env=os.environ | {"THERE": url}, check=True, timeout=60)
    until(lambda: there.heard == [Change("person:1", "from-the-worker")])


@pytest.mark.postgres
def test_as_much_as_one_commit_can_tell_arrives(
    processes: tuple[tuple[NotifyingBus, Pages], ...],
) -> None:
    (bus, _), (_, there) = processes
    many = [Change(f"person:{number:036}", "inbox-of-somebody") for number in range(2_000)]
    bus.publish(many)
    until(lambda: len(there.heard) >= 2_000)
    assert there.heard == many


def test_announcements_fit_and_say_each_thing_once() -> None:
    longest = [Change("t" * 100, "e" * 97 + str(number)) for number in range(100, 400)]
    told = written([*longest, *longest])
    assert all(len(one.encode()) <= LONGEST < 8_000 for one in told)
    found = [read(one) for one in told]
    assert [change for _, changes in found for change in changes] == longest
    assert len({place for place, _ in found}) == len(told)
    assert written([]) == ()
    numbers = count()
    assert all(len(written([Change("a", f"b{next(numbers)}")])) == 1 for _ in range(10))
