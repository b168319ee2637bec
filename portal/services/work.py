"""A unit of work: one transaction, one actor, one clock; what it tells is told after the commit."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.allowance import USUAL, Counted, Rates
from portal.domain.audit import Look
from portal.domain.calendar import oslo_day
from portal.domain.errors import Busy, Conflict, NotFound, NotPermitted
from portal.domain.events import Event
from portal.domain.live import Bus, Change, office_topic, person_topic
from portal.domain.people import STAFF, Actor, Role
from portal.domain.ports import Clock, PublicHolidays
from portal.domain.receipt import Sending
from portal.services import limits
from portal.services.announcing import changes_of, notices_of
from portal.store import audience, audit
from portal.store.base import new_id
from portal.store.engine import for_reading, for_writing, is_busy, take_turn
from portal.store.event import EventRow
from portal.store.notify import carry


class Gradings(Protocol):
    """What keeps everybody's protection fresh (`portal.services.gradings`)."""

    def keep_fresh(self) -> None:
        """Ask the population register again when it is time. Raises ProtectionUnknown."""

    def since(self) -> datetime:
        """The oldest reading that still counts."""


@dataclass(slots=True)
class Work:
    """What a use case needs: the rows, who asks, and when it is. `today` is Norway's date.

    `gradings_since` is how old what the population register said of a participant's protection may be; None where
    no register is connected and the office keeps it by hand. `offices` are those whose lists a member of staff may
    see, once that has been asked (`permissions.offices_of`). `writes` says that what is read here may be built upon.
    `sending` is how what is handed in was sent. `reached` holds the cases that are open to the actor, as far as they
    have been asked for here: one page is drawn from one answer.
    """

    session: Session
    actor: Actor
    now: datetime
    holidays: PublicHolidays
    gradings_since: datetime | None = None
    offices: list[str] | None = None
    writes: bool = False
    changes: list[Change] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    reached: dict[Any, Any] = field(default_factory=dict)
    rates: Rates = field(default_factory=lambda: USUAL)
    sending: Sending = field(default_factory=Sending)

    @property
    def today(self) -> date:
        """The date in Norway."""
        return oslo_day(self.now)

    def tell(self, event: Event, because_of: str = "") -> None:
        """Record that something happened: the event and its notices in this transaction, open pages after it.

        `because_of` is the person whose deed it follows from, where nobody acts just now: then the event says that it
        came by the clock, and not from them.
        """
        row = EventRow(
            id=new_id(),
            at=self.now,
            kind=type(event).__name__,
            participant_id=event.participant_id,
            office_id=event.office_id,
            actor_id=because_of or self.actor.id,
            data={name: str(value) for name, value in asdict(event).items()}
            | ({BY_THE_CLOCK: "1"} if because_of else {}),
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
        everybody, apart = audience.listeners(self.session, event.participant_id, self.now, self.today)
        topics = [person_topic(staff_id) for staff_id in sorted(apart)]
        if everybody:
            topics.append(office_topic(event.office_id))
        self.changes.extend(changes_of(event, topics))


BY_THE_CLOCK = "by_the_clock"
THE_CLOCK = Actor("", Role.TRANSLATOR, None, "", "nb")
"""Who acts when nobody does: somebody who may see no case."""


class Desk:
    """Opens units of work. Made once, with the database, the clock and the bus that the portal runs on."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        holidays: PublicHolidays,
        bus: Bus,
        audit_key: bytes,
        gradings: Gradings | None = None,
        rates: Rates = USUAL,
    ) -> None:
        """Everything outside comes in here. `audit_key` seals the rows of the audit trail.

        `gradings` keeps what the population register says of people's protection fresh, where one is connected. `rates` is how
        often somebody may hand something in.
        """
        self.clock = clock
        self.holidays = holidays
        self._bus = bus
        self._audit_key = audit_key
        self._gradings = gradings
        self._rates = rates
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Work]:
        """Work that changes nothing but the audit trail. Raises Busy when the database stays locked, and
        ProtectionUnknown when staff ask and nobody can say whom they must not see.

        What was looked at is committed before the block ends, so before a page made in it can leave: if it cannot be
        written, nothing is shown. A refusal is written too; if that fails it is still a refusal.
        """
        self._keep_fresh(actor)
        with calmly(), Session(self._reading) as session:
            work = self._work(session, actor)
            try:
                yield work
            except (NotFound, NotPermitted):
                with suppress(Busy):
                    self._write_down(work, granted=False)
                raise
        self._write_down(work, granted=True)

    @contextmanager
    def writing(self, actor: Actor, sending: Sending | None = None) -> Iterator[Work]:
        """Work that is kept whole or not at all; `sending` is how it came, when that is known. Raises Conflict for a stale edit and Busy for a locked database."""
        self._keep_fresh(actor)
        with calmly(), Session(self._writing, expire_on_commit=False) as session:
            work = self._work(session, actor)
            work.writes = True
            work.sending = sending or work.sending
            try:
                yield work
            except (NotFound, NotPermitted):
                session.rollback()
                with suppress(Busy):
                    self._write_down(work, granted=False)
                raise
            self._seal(session, work, work.looks)
            self._commit(session, work)

    @contextmanager
    def by_the_clock(self) -> Iterator[Work]:
        """Work that nobody asks for just now, because its day has come. Kept whole or not at all; nobody looks at anything."""
        with calmly(), Session(self._writing, expire_on_commit=False) as session:
            work = self._work(session, THE_CLOCK)
            work.writes = True
            yield work
            self._commit(session, work)

    def count(self, actor: Actor, kind: Counted) -> None:
        """Take one from the actor's allowance for good, whatever comes of what they do. Raises TooMany and Busy."""
        with calmly(), Session(self._writing) as session:
            limits.spend(session, actor.id, kind, self.clock.now(), self._rates)
            session.commit()

    def _commit(self, session: Session, work: Work) -> None:
        """Commit, and let open pages hear of it: with the commit where the database can carry that, or else after it."""
        carried = self._bus.announcement(work.changes)
        carry(session, carried)
        session.commit()
        if not carried:
            self._bus.publish(work.changes)

    def _keep_fresh(self, actor: Actor) -> None:
        if self._gradings and actor.role in STAFF:
            self._gradings.keep_fresh()

    def _work(self, session: Session, actor: Actor) -> Work:
        since = self._gradings.since() if self._gradings else None
        return Work(session, actor, self.clock.now(), self.holidays, since, rates=self._rates)

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
        if any(look.participant_id or not look.granted for look in looks):
            limits.mention_many_cases(session, work.actor, work.now)


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
