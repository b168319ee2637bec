"""The door: how often anybody may try to sign in from one place, before there is an account to count for."""

import hashlib
import hmac
from contextlib import suppress
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.allowance import FIVE_MINUTES, Counted, Rates
from portal.domain.ports import Clock
from portal.services import limits
from portal.services.work import calmly
from portal.store import allowance as store
from portal.store.engine import for_writing

# A household or a phone has a whole /64 of IPv6 to itself, and may take another address from it for each attempt.
HOUSEHOLD = 64


class Doorkeeper:
    """Counts attempts to sign in by door and by network address. Only a keyed hash of the two is kept, for minutes."""

    def __init__(self, engine: Engine, clock: Clock, rates: Rates, key: bytes) -> None:
        """`key` is what the hash is made with: there are too few addresses for a hash that everybody can make."""
        self._writing = for_writing(engine)
        self._clock = clock
        self._rates = rates
        self._key = key
        self._swept_at: datetime | None = None

    def admit(self, door: str, address: str | None) -> None:
        """Count an attempt. Raises TooMany when there have been too many from there, and Busy."""
        who = hmac.new(self._key, f"{door}\n{place_of(address)}".encode(), hashlib.sha256).hexdigest()
        now = self._clock.now()
        with calmly(), Session(self._writing) as session:
            limits.spend(session, who, Counted.DOOR, now, self._rates)
            session.commit()
        self._sweep(now)

    def _sweep(self, now: datetime) -> None:
        if self._swept_at and abs(now - self._swept_at) < FIVE_MINUTES:
            return
        self._swept_at = now
        with calmly(), Session(self._writing) as session:
            store.forget_full(session, now)
            session.commit()


def place_of(address: str | None) -> str:
    """The network address as it is counted: IPv4 whole, of IPv6 the half that is a household's, the rest as one."""
    with suppress(ValueError):
        found = ip_address((address or "").strip())
        if not isinstance(found, IPv6Address):
            return str(found)
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, HOUSEHOLD), strict=False))
    return "somewhere"
