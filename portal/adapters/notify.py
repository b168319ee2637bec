"""LISTEN and NOTIFY: what one process changes reaches the open pages of all."""

import logging
import random
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Final

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.domain.live import PLACE, SESSION_ENDED, Change, Listeners, new_place
from portal.store.notify import CHANNEL, LONGEST, carry

_LOOK_SECONDS: Final = 1.0
_SHORTEST_WAIT: Final = 0.2
_LONGEST_WAIT: Final = 15.0
# A line that is dead without saying so is noticed by the system after some twenty seconds.
_ALIVE: Final = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
_dice: Final = random.SystemRandom()

log = logging.getLogger("portal.live")


def written(changes: Iterable[Change], longest: int = LONGEST) -> tuple[str, ...]:
    """The changes as announcements of at most `longest` bytes, each change once, with a place for each announcement.

    Topics and names of events only: whoever reads along in the database's log learns nothing about anyone.
    """
    found: list[str] = []
    lines = [new_place()]
    size = len(lines[0])
    for change in dict.fromkeys(changes):
        line = f"{change.topic} {change.event}"
        if size + 1 + len(line) > longest:
            found.append("\n".join(lines))
            lines = [new_place()]
            size = len(lines[0])
        lines.append(line)
        size += 1 + len(line)
    return (*found, "\n".join(lines)) if len(lines) > 1 else tuple(found)


def read(announcement: str) -> tuple[str, tuple[Change, ...]]:
    """Its place and the changes. Raises ValueError for what we did not write."""
    place, *lines = announcement.split("\n")
    if not PLACE.fullmatch(place):
        raise ValueError("An announcement begins with its place.")
    pairs = [line.split(" ") for line in lines]
    return place, tuple(Change(topic, event) for topic, event in pairs)


class NotifyingBus:
    """A bus across processes. Each has one connection that listens; what it hears it tells its own open pages.

    After the connection was lost everybody is told to fetch afresh: what was announced meanwhile, nobody repeats.
    """

    def __init__(self, engine: Engine, listeners: Listeners) -> None:
        self._engine = engine
        self._listeners = listeners
        self._stop = threading.Event()
        self._listening = threading.Event()
        self._waiting: SimpleQueue[tuple[Change, ...] | None] = SimpleQueue()
        self._threads = (
            threading.Thread(target=self._listen, name="listener", daemon=True),
            threading.Thread(target=self._send, name="announcer", daemon=True),
        )

    @property
    def place(self) -> str:
        """How far the open pages of this process have come."""
        return self._listeners.place

    def announcement(self, changes: Iterable[Change]) -> Sequence[str]:
        """What the commit is to carry. Nothing is ever announced that was not kept, and nothing kept in silence."""
        return written(changes)

    def publish(self, changes: Iterable[Change]) -> None:
        """Announce what was kept before, from any thread. The ends of sessions are heard here at once."""
        told = tuple(changes)
        ended = tuple(one for one in told if one.event == SESSION_ENDED)
        if ended:
            self._listeners.hear(ended, self.place)
        if told:
            self._waiting.put(told)

    def start(self, seconds: float = 5.0) -> None:
        """Listen from now on. Waits so many seconds for the connection, and then goes on without it."""
        for thread in self._threads:
            thread.start()
        self._listening.wait(seconds)

    def stop(self) -> None:
        """Hear and say no more."""
        self._stop.set()
        self._waiting.put(None)
        for thread in self._threads:
            if thread.is_alive():
                thread.join(5)

    def _listen(self) -> None:
        wait = _SHORTEST_WAIT
        while not self._stop.is_set():
            try:
                with self._connected() as connection:
                    wait = _SHORTEST_WAIT
                    for announcement in self._heard(connection):
                        self._pass_on(announcement)
            except (psycopg.Error, OSError) as error:
                log.warning("The line to the database's announcements broke: %s", type(error).__name__)
            except Exception:
                log.exception("Announcements could not be heard.")
            self._listening.clear()
            # Nobody's processes come back in the same moment.
            self._stop.wait(wait * _dice.uniform(0.5, 1.0))
            wait = min(wait * 2, _LONGEST_WAIT)

    def _connected(self) -> psycopg.Connection:
        arguments, named = self._engine.dialect.create_connect_args(self._engine.url)
        connection = psycopg.connect(*arguments, **{**named, **_ALIVE}, autocommit=True, connect_timeout=10)
        try:
            connection.execute(f"LISTEN {CHANNEL}")
            # From here on nothing is missed, and before this anything may have been. A place that every process knows
            # is announced at once, so that pages may come back to any of them before the first change.
            self._listeners.lose_track(new_place())
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, new_place()))
        except BaseException:
            connection.close()
            raise
        self._listening.set()
        return connection

    def _heard(self, connection: psycopg.Connection) -> Iterator[str]:
        while not self._stop.is_set():
            for one in connection.notifies(timeout=_LOOK_SECONDS):
                yield one.payload

    def _pass_on(self, announcement: str) -> None:
        try:
            place, changes = read(announcement)
        except ValueError:
            log.warning("An announcement that is none of ours was left aside.")
            return
        self._listeners.hear(changes, place)

    def _send(self) -> None:
        while (told := self._waiting.get()) is not None:
            try:
                with Session(self._engine) as session:
                    carry(session, written(told))
                    session.commit()
            except SQLAlchemyError as error:
                # The others hear nothing then; our own pages do.
                log.warning("What changed could not be announced: %s", type(error).__name__)
                with suppress(RuntimeError):
                    self._listeners.hear(told, new_place())
