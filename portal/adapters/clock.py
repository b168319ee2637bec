"""Clocks: the only file that asks the machine what time it is."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- This is the one place that may ask.


class ShiftedClock:
    """A clock that starts at a chosen moment and then runs like any other, for the demo and for pictures."""

    def __init__(self, start: datetime) -> None:
        """`start` is what this clock shows at this instant."""
        self._start = start.astimezone(UTC)
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The chosen moment plus the time that has passed since."""
        return self._start + timedelta(seconds=time.monotonic() - self._started)


class FixedClock:
    """A clock that stands until somebody moves it, for tests."""

    def __init__(self, moment: datetime) -> None:
        """`moment` is what the clock shows."""
        self.moment = moment

    def now(self) -> datetime:
        """The moment at which the clock stands."""
        return self.moment

    def move(self, **units: float) -> None:
        """Move the clock forward, in the words of `timedelta`: `move(minutes=31)`."""
        self.moment += timedelta(**units)
