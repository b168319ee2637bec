"""Sweeping: files that belong to no row, such as those of an upload that was cut off by a crash, and drafts of yesterday."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine

from portal.domain.ports import Clock, FileKeeper
from portal.services import drafts
from portal.services.files import sweep

log = logging.getLogger("portal.worker")

HOURLY = timedelta(hours=1)


class Sweeping:
    """Sweeps when an hour has passed since the last time, and at the start."""

    def __init__(self, engine: Engine, keeper: FileKeeper, real_clock: Clock) -> None:
        """`real_clock` is the machine's own, as the disk knows no other."""
        self._engine = engine
        self._keeper = keeper
        self._clock = real_clock
        self._swept_at: datetime | None = None

    def sweep_when_due(self) -> int:
        """Sweep, if it is time; how many files went."""
        now = self._clock.now()
        if self._swept_at and now - self._swept_at < HOURLY:
            return 0
        self._swept_at = now
        count = sweep(self._engine, self._keeper, now)
        if count:
            log.warning("files without a row were removed", extra={"count": count})
        return count


class SweepingDrafts:
    """Drops what somebody was writing a day and a night ago, once an hour and at the start."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        """`clock` is the portal's, by which drafts were kept."""
        self._engine = engine
        self._clock = clock
        self._swept_at: datetime | None = None

    def sweep_when_due(self) -> None:
        """Sweep, if it is time."""
        now = self._clock.now()
        if self._swept_at and now - self._swept_at < HOURLY:
            return
        self._swept_at = now
        drafts.sweep(self._engine, now)
