"""A unit of work: one transaction, one actor, one clock; what it tells is told after the commit."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.audit import Look
from portal.domain.calendar import oslo_day
from portal.domain.errors import Busy, Conflict, NotFound, NotPermitted
from portal.domain.events import Event
from portal.domain.live import Bus, Change
from portal.domain.people import Actor
from portal.domain.ports import Clock, PublicHolidays
from portal.services.announcing import changes_of, notices_of
from portal.store import audit
from portal.store.base import new_id
from portal.store.engine import for_reading, for_writing, is_busy, take_turn
from portal.store.event import EventRow


@dataclass(slots=True)
class Work:
    """What a use case needs: the rows, who asks, and when it is. `today` is Norway's date."""

    session: Session
    actor: Actor
    now: datetime
    holidays: PublicHolidays
    changes: list[Change] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The date in Norway."""
        return oslo_day(self.now)

    def tell(self, event: Event) -> None:
        """Record that something happened: the event and its notices in this transaction, open pages after it."""
        row = EventRow(
            id=new_id(),
            at=self.now,
            kind=type(event).__name__,
            participant_id=event.participant_id,
            office_id=event.office_id,
            actor_id=self.actor.id,
            data={name: str(value) for name, value in asdict(event).items()},
        )
        self.session.add(row)
        self.session.add_all(notices_of(event, row.id, self.now))
        self.tell_pages(event)

    def look(self, look: Look) -> None:
        """Somebody of the staff looks into a case, or was kept from it: the desk writes it down before they see anything."""
        if look not in self.looks:
            self.looks.append(look)

    def tell_pages(self, event: Event) -> None:
        """Let open pages fetch afresh, for what is no event of the case, such as a message being read."""
        self.changes.extend(changes_of(event))


class Desk:
    """Opens units of work. Made once, with the database, the clock and the bus that the portal runs on."""

    def __init__(
        self, engine: Engine, clock: Clock, holidays: PublicHolidays, bus: Bus, audit_key: bytes
    ) -> None:
        """Everything outside comes in here. `audit_key` seals the rows of the audit trail."""
        self.clock = clock
        self.holidays = holidays
        self._bus = bus
        self._audit_key = audit_key
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Work]:
        """Work that changes nothing but the audit trail. Raises Busy when the database stays locked.

        What was looked at is committed before the block ends, so before a page made in it can leave: if it cannot be
        written, nothing is shown. A refusal is written too; if that fails it is still a refusal.
        """
        with calmly(), Session(self._reading) as session:
            work = Work(session, actor, self.clock.now(), self.holidays)
            try:
                yield work
            except (NotFound, NotPermitted):
                with suppress(Busy):
                    self._write_down(work, granted=False)
                raise
        self._write_down(work, granted=True)

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[Work]:
        """Work that is kept whole or not at all. Raises Conflict for a stale edit and Busy for a locked database."""
        with calmly(), Session(self._writing, expire_on_commit=False) as session:
            work = Work(session, actor, self.clock.now(), self.holidays)
            try:
                yield work
            except (NotFound, NotPermitted):
                session.rollback()
                with suppress(Busy):
                    self._write_down(work, granted=False)
                raise
            self._seal(session, work, work.looks)
            session.commit()
        self._bus.publish(work.changes)

    def _write_down(self, work: Work, *, granted: bool) -> None:
        """Write the looks of one kind in a transaction of their own."""
        looks = [look for look in work.looks if look.granted is granted]
        if not looks:
            return
        with calmly(), Session(self._writing) as session:
            self._seal(session, work, looks)
            session.commit()

    def _seal(self, session: Session, work: Work, looks: list[Look]) -> None:
        if not looks:
            return
        take_turn(session, "audit")
        audit.append(
            session,
            self._audit_key,
            [
                {
                    "at": work.now,
                    "actor_id": work.actor.id,
                    "actor_role": work.actor.role.value,
                    "office_id": work.actor.office_id,
                    "participant_id": look.participant_id,
                    "what": look.what.value,
                    "why": look.why,
                    "granted": look.granted,
                }
                for look in looks
            ],
        )


@contextmanager
def calmly() -> Iterator[None]:
    """Say in our own words what a database says in its: Conflict for a stale row, Busy for a lock that stays."""
    try:
        yield
    except StaleDataError as error:
        raise Conflict("Somebody else changed it first.") from error
    except DBAPIError as error:
        if is_busy(error):
            raise Busy("The database is locked by somebody else.") from error
        raise
