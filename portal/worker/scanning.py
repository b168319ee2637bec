"""Scanning: each file that was handed in is shown to the scanner; until it has answered, nobody opens the file."""

import logging
from datetime import timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.calendar import oslo_day
from portal.domain.documents import DocumentState
from portal.domain.events import DocumentChecked
from portal.domain.live import Bus, Change, office_topic, person_topic
from portal.domain.ports import Clock, FileKeeper, FileMissing, ScannerDown, VirusScanner
from portal.services import files
from portal.services.announcing import changes_of, notices_of
from portal.store import audience
from portal.store import document as store
from portal.store.base import AnyRow, new_id
from portal.store.engine import for_writing
from portal.store.event import EventRow

log = logging.getLogger("portal.worker")

LEASE = timedelta(minutes=3)
AGAIN = timedelta(seconds=30)
MOST_IN_A_ROUND = 50


class Scans:
    """Asks the scanner about what is due. Several may run at once: a file is leased to one of them at a time."""

    def __init__(
        self, engine: Engine, clock: Clock, keeper: FileKeeper, scanner: VirusScanner, bus: Bus
    ) -> None:
        """`bus` tells open pages when an answer has come."""
        self._engine = for_writing(engine)
        self._clock = clock
        self._keeper = keeper
        self._scanner = scanner
        self._bus = bus
        self._begun = False

    def begin(self) -> int:
        """What came while no scanner was connected is scanned now; how many. Done once, before the first round."""
        with Session(self._engine) as session:
            count = store.scan_all_unscanned(session, self._clock.now())
            session.commit()
        return count

    def scan_due(self) -> int:
        """Scan what is due; how many got their answer. A scanner that is down ends the round: the next one tries again."""
        if not self._begun:
            self.begin()
            self._begun = True
        answered = 0
        for _ in range(MOST_IN_A_ROUND):
            row = self._claim()
            if row is None:
                break
            try:
                content = files.read(self._keeper, row.id, row.sha256)
                infected = self._scanner.is_infected(content)
            except (ScannerDown, FileMissing) as error:
                # Nobody opens it meanwhile: what is not known to be clean stays closed.
                log.warning("a file could not be scanned", extra={"kind": type(error).__name__})
                self._postpone(row)
                if isinstance(error, ScannerDown):
                    break
                continue
            self._settle(row, DocumentState.INFECTED if infected else DocumentState.CLEAN)
            answered += 1
        return answered

    def _claim(self) -> AnyRow | None:
        with Session(self._engine) as session:
            row = store.claim_to_scan(session, self._clock.now(), LEASE)
            session.commit()
        return row

    def _postpone(self, row: AnyRow) -> None:
        with Session(self._engine) as session:
            store.postpone_scan(session, row.id, self._clock.now() + AGAIN)
            session.commit()

    def _settle(self, row: AnyRow, state: DocumentState) -> None:
        now = self._clock.now()
        infected = state is DocumentState.INFECTED
        event = DocumentChecked(row.participant_id, row.office_id, row.id, infected)
        with Session(self._engine) as session:
            store.settle_scan(session, row.id, state, now)
            if infected:
                happened = EventRow(
                    id=new_id(),
                    at=now,
                    kind=type(event).__name__,
                    participant_id=row.participant_id,
                    office_id=row.office_id,
                    actor_id=row.participant_id,
                    data={"document_id": row.id},
                )
                session.add(happened)
                session.add_all(notices_of(event, happened.id, now))
            everybody, apart = audience.listeners(session, row.participant_id, now, oslo_day(now))
            topics = [person_topic(staff_id) for staff_id in sorted(apart)]
            if everybody:
                topics.append(office_topic(row.office_id))
            changes: list[Change] = list(changes_of(event, topics))
            session.commit()
        self._bus.publish(changes)
