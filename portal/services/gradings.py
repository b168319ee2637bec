"""Gradings: what the population register says of people's protection, read again every few minutes."""

from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.access import Protection
from portal.domain.errors import ProtectionUnknown
from portal.domain.ports import Clock, PopulationRegister, RegisterDown
from portal.services.work import calmly
from portal.store import person as people
from portal.store import protection as store
from portal.store.base import AnyRow
from portal.store.engine import for_reading, for_writing
from portal.store.vault import Vault, VaultError

# What was read longer ago than this is no longer known. It is read again in half that time.
FRESH = timedelta(minutes=5)
AT_ONCE = 1000
# A register that did not answer is left alone for a moment, so that nobody waits for it in turn.
PAUSE = timedelta(seconds=5)


class Gradings:
    """Keeps the protection of all participants as fresh as the register lets it."""

    def __init__(self, engine: Engine, clock: Clock, register: PopulationRegister, vault: Vault) -> None:
        """`register` is the municipality's way to the population register, `vault` opens the identity numbers."""
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)
        self._clock = clock
        self._register = register
        self._vault = vault
        self._read_at: datetime | None = None
        self._silent_until: datetime | None = None
        self._asking = Lock()

    def since(self) -> datetime:
        """The oldest reading that still counts."""
        return self._clock.now() - FRESH

    def keep_fresh(self) -> None:
        """Ask the register again when it is time. Raises ProtectionUnknown when it does not answer for too long."""
        if not self._is_due():
            return
        # One request asks, and those that come meanwhile wait for its answer.
        with self._asking:
            if not self._is_due():
                return
            now = self._clock.now()
            if self._silent_until is None or now >= self._silent_until:
                self._try(now)
            if self._read_at is None or self._read_at < self.since():
                raise ProtectionUnknown("The population register does not answer.")

    def _is_due(self) -> bool:
        return self._read_at is None or self._clock.now() - self._read_at >= FRESH / 2

    def _try(self, now: datetime) -> None:
        try:
            self._read_again(now)
        except RegisterDown:
            self._silent_until = now + PAUSE
        else:
            self._read_at, self._silent_until = now, None

    def _read_again(self, now: datetime) -> None:
        with calmly(), Session(self._reading) as session:
            known = people.graded(session)
        numbers = {row.id: number for row in known if (number := self._number(row))}
        asked = sorted(numbers.values())
        said: dict[str, Protection] = {}
        for start in range(0, len(asked), AT_ONCE):
            said |= self._register.protections(asked[start : start + AT_ONCE])
        with calmly(), Session(self._writing) as session:
            for row in known:
                # Whom the register does not name keeps an old reading, and that grows too old: unknown means no.
                protection = said.get(numbers.get(row.id, ""))
                if protection is not None:
                    store.settle(session, row.id, row.protection, _kept(row.protection, protection), now, now)
            session.commit()

    def _number(self, row: AnyRow) -> str | None:
        if row.identity_sealed is None:
            return None
        try:
            return self._vault.open(row.identity_sealed, row.id)
        except VaultError:
            return None


def _kept(before: Protection | None, said: Protection) -> Protection:
    """The register knows nothing of the office's own shielding, so it cannot lift it either."""
    return Protection.SHIELDED if before is Protection.SHIELDED and said is Protection.NONE else said
