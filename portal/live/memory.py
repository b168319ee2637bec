"""What was announced lately, so that a page which was away for a moment hears what it missed and nothing else."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from portal.domain.live import Change


class Memory:
    """The latest announcements of this process, and where each stands. It belongs to the event loop; only `place` and
    `now` may be asked from any thread.

    It is the same for everybody: whose a change is, is asked of the rights that a visitor has when they come back.
    """

    def __init__(self, longest: int, place: str) -> None:
        """`longest` is the number of announcements; `place` is where it begins."""
        self._longest = longest
        self.place = place
        """How far it has come."""
        self._kept: deque[tuple[Change, ...]] = deque()
        # The place that each announcement led to, counted through; the oldest one is where remembering begins.
        self._places: dict[str, int] = {place: 0}
        self._count = 0

    def now(self) -> str:
        """How far it has come."""
        return self.place

    def keep(self, changes: Iterable[Change], place: str) -> None:
        """Add an announcement; what is too old goes. A place that is known already says nothing new."""
        if place in self._places:
            return
        self._count += 1
        self._kept.append(tuple(changes))
        self._places[place] = self._count
        self.place = place
        if len(self._kept) > self._longest:
            self._kept.popleft()
            # A dict keeps the order in which places came.
            del self._places[next(iter(self._places))]

    def begin_anew(self, place: str) -> None:
        """Forget everything: between then and now something may have been missed."""
        self._kept.clear()
        self._places = {place: self._count}
        self.place = place

    def after(self, place: str) -> Sequence[Change] | None:
        """What was announced since, oldest first; None when that is not known any more."""
        then = self._places.get(place)
        if then is None:
            return None
        return tuple(chain.from_iterable(islice(self._kept, len(self._kept) - (self._count - then), None)))
