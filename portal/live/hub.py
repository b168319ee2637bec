"""The hub: who listens to what in this process, and how a change reaches exactly their streams."""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from portal.domain.live import SESSION_ENDED, Change, new_place, session_topic
from portal.live.memory import Memory
from portal.live.stream import BEAT_LINE, Stream, Visitor, event_line

OPENED: Final = "opened"
EXPIRED: Final = "expired"
DISPLACED: Final = "displaced"
RESET: Final = "reset"
"""Fetch everything afresh: what was missed cannot be told any more."""

_BUCKETS: Final = 25
_STUCK_SECONDS: Final = 5.0
_REMEMBERED_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 1.0
_AWAY_MILLISECONDS: Final = 60_000
_dice: Final = random.SystemRandom()


class Hub:
    """The open streams of one process. Everything but `publish` belongs to the thread of its event loop.

    `capacity` counts streams in all, `per_person` those of one person, `beat` is the seconds between two
    signs of life on a quiet stream, `life` the longest a stream lives in seconds, `backlog` the different
    lines that may wait for one reader, `memory` the announcements that are kept for pages that come back.
    """

    def __init__(
        self,
        *,
        capacity: int = 5_000,
        per_person: int = 3,
        beat: float = 25.0,
        life: float = 600.0,
        backlog: int = 64,
        memory: int = 1_024,
    ) -> None:
        self._capacity = capacity
        self._per_person = per_person
        self._beat = beat
        self._life = life
        self._backlog = backlog
        self._memory = Memory(memory, new_place())
        self._loop: asyncio.AbstractEventLoop | None = None
        self._streams: dict[Stream, int] = {}
        self._topics: dict[str, set[Stream]] = {}
        self._persons: dict[str, list[Stream]] = {}
        self._buckets: tuple[set[Stream], ...] = tuple(set() for _ in range(_BUCKETS))
        self._opened = 0
        self._beats = 0
        self._ended: dict[str, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def full(self) -> bool:
        """Whether another stream must be refused, because all seats are taken or the process is going down."""
        return self._closed or len(self._streams) >= self._capacity

    @property
    def place(self) -> str:
        """How far the streams have come."""
        return self._memory.place

    def __len__(self) -> int:
        return len(self._streams)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Live on this event loop from now on. A second call with the same loop changes nothing."""
        if self._loop is not loop:
            self._loop = loop
            self._closed = False
            self._timer = loop.call_later(self._beat / _BUCKETS, self._tick)

    def announcement(self, _changes: Iterable[Change]) -> Sequence[str]:
        """Nothing: within one process what changed is told after the commit."""
        return ()

    def publish(self, changes: Iterable[Change]) -> None:
        """Tell the streams that listen, from any thread."""
        told = tuple(changes)
        if told:
            self.hear(told, new_place())

    def hear(self, changes: Iterable[Change], place: str) -> None:
        """Tell the streams that listen. Before `attach` and after the end nobody listens."""
        self._soon(partial(self._deliver, tuple(changes), place))

    def lose_track(self, place: str) -> None:
        """Something may have been missed: every page fetches afresh, and those that are away do when they come back."""
        self._soon(partial(self._forget, place))

    def _soon(self, what: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(what)
        except RuntimeError:
            # The loop closed a moment ago. What we were told is in the database, where the next page reads it.
            return

    def has_ended(self, session: str) -> bool:
        """Whether the session ended within the last minute, perhaps between its check and this question."""
        return session_topic(session) in self._ended

    def open(self, visitor: Visitor, since: str = "") -> Stream | None:
        """Seat a visitor and greet the page, or None when full. Whoever opens a stream leaves it with `leave`.

        `since` is how far the page had come: it hears what it has missed, by today's rights, and nothing when it has
        missed nothing. Where that is not remembered any more it is told to fetch afresh, which cannot have gaps. A
        page that does not say is new and knows what it was drawn from.
        """
        if self.full or self._loop is None:
            return None
        stream = Stream(self._loop, visitor, self._backlog, self._memory.now)
        mine = self._persons.setdefault(visitor.person, [])
        mine.append(stream)
        self._streams[stream] = self._opened % _BUCKETS
        self._buckets[self._opened % _BUCKETS].add(stream)
        self._opened += 1
        topics = _topics_of(visitor)
        for topic in topics:
            self._topics.setdefault(topic, set()).add(stream)
        # Restarts and roll-outs drop every stream at once; the jitter keeps them from coming back at once.
        stream.offer(f"retry: {_dice.randint(2_000, 5_000)}\n".encode() + event_line(OPENED))
        missed = self._memory.after(since) if since else ()
        lines = dict.fromkeys(event_line(one.event) for one in missed or () if one.topic in topics)
        # More than may wait for one reader is no longer worth telling one by one.
        if missed is None or len(lines) >= self._backlog:
            lines = {event_line(RESET): None}
        for line in lines:
            stream.offer(line)
        life = self._life * _dice.uniform(0.8, 1.0)
        # The second of grace lets the session be over for certain when it is asked whether it is.
        until_session_ends = max(0.0, visitor.seconds_left) + _GRACE_SECONDS
        then = self._end if life < until_session_ends else self._lapse
        stream.live_for(min(life, until_session_ends), partial(then, stream))
        while len(mine) > self._per_person:
            # The page that gave way is told so, and a page that does not understand comes back only after a
            # minute: four open tabs would otherwise throw each other out every few seconds.
            self._end(mine[0], f"retry: {_AWAY_MILLISECONDS}\n".encode() + event_line(DISPLACED))
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream. Safe to call twice."""
        bucket = self._streams.pop(stream, None)
        if bucket is None:
            return
        self._buckets[bucket].discard(stream)
        mine = self._persons[stream.visitor.person]
        mine.remove(stream)
        if not mine:
            del self._persons[stream.visitor.person]
        for topic in _topics_of(stream.visitor):
            listeners = self._topics[topic]
            listeners.discard(stream)
            if not listeners:
                del self._topics[topic]

    def close(self) -> None:
        """End every stream and take no more, so that the process can go down without waiting for anyone."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        for stream in tuple(self._streams):
            self._end(stream)

    def _forget(self, place: str) -> None:
        self._memory.begin_anew(place)
        for stream in tuple(self._streams):
            if not stream.offer(event_line(RESET)):
                self._drop(stream)

    def _deliver(self, changes: tuple[Change, ...], place: str) -> None:
        self._memory.keep([one for one in changes if one.event != SESSION_ENDED], place)
        for change in changes:
            listeners = tuple(self._topics.get(change.topic, ()))
            if change.event == SESSION_ENDED:
                self._remember(change.topic)
                for stream in listeners:
                    self._end(stream, event_line(EXPIRED))
                continue
            line = event_line(change.event)
            for stream in listeners:
                if not stream.offer(line):
                    self._drop(stream)

    def _end(self, stream: Stream, last: bytes = b"") -> None:
        self.leave(stream)
        stream.end(last)

    def _lapse(self, stream: Stream) -> None:
        stream.lapsed = True
        self._end(stream)

    def _drop(self, stream: Stream) -> None:
        # It gets no farewell: it would be one more line for someone who does not read.
        self.leave(stream)
        stream.end(flush=0.0)

    def _remember(self, topic: str) -> None:
        if self._loop is not None:
            self._ended[topic] = self._loop.time() + _REMEMBERED_SECONDS

    def _tick(self) -> None:
        # One timer beats for all streams, a twenty-fifth of them at a time: a timer for each would cost more
        # than the beats, and all at once would delay whoever has news in that moment.
        if self._loop is None or self._closed:
            return
        self._timer = self._loop.call_later(self._beat / _BUCKETS, self._tick)
        for stream in tuple(self._buckets[self._beats % _BUCKETS]):
            if stream.stuck(_STUCK_SECONDS) or not stream.offer(BEAT_LINE):
                self._drop(stream)
        self._beats += 1
        now = self._loop.time()
        for topic in [topic for topic, until in self._ended.items() if until < now]:
            del self._ended[topic]


def _topics_of(visitor: Visitor) -> frozenset[str]:
    # Everyone listens to the end of their own session, whatever else they may hear of.
    return visitor.topics | {session_topic(visitor.session)}
