"""The ways a notice can go: which of them are open for somebody, and which must be left alone for a moment."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.notices import FOR_GOOD, Channel, NotTold, Trouble
from portal.domain.ports import Clock, Notices
from portal.store import notice_wish as wishes
from portal.store.base import AnyRow

# After so many failures in a row on one way nobody waits for it again before it has rested: a slow gateway must not
# keep the worker from everything else.
PATIENCE = 3
REST = timedelta(seconds=30)


def ways_of(session: Session, row: AnyRow, connected: Collection[Channel]) -> list[tuple[Channel, list[str]]]:
    """The ways somebody has chosen, in their order, with the addresses there; only those that lead to them."""
    chosen = (row.channels if row.channels is not None else Channel.SMS.value).split(",")
    found: list[tuple[Channel, list[str]]] = []
    for channel in (Channel(one) for one in chosen if one):
        if channel not in connected:
            continue
        match channel:
            case Channel.SMS:
                addresses = [row.phone]
            case Channel.EMAIL:
                addresses = [row.email]
            case Channel.PUSH:
                addresses = [one.endpoint for one in wishes.endpoints(session, row.person_id)]
        if any(addresses):
            found.append((channel, addresses))
    return found


class Ways:
    """The channels that are connected, and their rest."""

    def __init__(self, channels: Mapping[Channel, Notices], clock: Clock) -> None:
        """`channels` by what they are."""
        self._channels = channels
        self._clock = clock
        self._failed: dict[Channel, int] = {}
        self._rests: dict[Channel, datetime] = {}

    @property
    def open(self) -> frozenset[Channel]:
        """What is connected."""
        return frozenset(self._channels)

    def resting(self, channel: Channel) -> datetime | None:
        """Until when this way is left alone, or None."""
        until = self._rests.get(channel)
        return until if until and until > self._clock.now() else None

    def send(self, channel: Channel, addresses: list[str], reference: str, text: str) -> list[str]:
        """Send to each address of one way. One that takes it is enough; returns those that take nothing for good.

        Raises NotTold with what can be mended, if anything can.
        """
        troubles: dict[str, Trouble] = {}
        for address in addresses:
            try:
                self._channels[channel].send(reference=reference, to=address, text=text)
            except NotTold as failed:
                troubles[address] = failed.trouble
            except OSError:
                troubles[address] = Trouble.DOWN
        gone = [address for address, trouble in troubles.items() if trouble in FOR_GOOD]
        if len(troubles) < len(addresses):
            self._failed.pop(channel, None)
            return gone
        mendable = [trouble for trouble in troubles.values() if trouble not in FOR_GOOD]
        if mendable:
            self._tire(channel)
        raise NotTold(mendable[0] if mendable else Trouble.REFUSED)

    def _tire(self, channel: Channel) -> None:
        self._failed[channel] = self._failed.get(channel, 0) + 1
        if self._failed[channel] >= PATIENCE:
            self._rests[channel] = self._clock.now() + REST
            # Rested, it has one try before it rests again.
            self._failed[channel] = PATIENCE - 1
