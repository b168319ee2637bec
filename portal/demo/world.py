"""The world under construction: rows that wait to be written, stable identifiers and dice that always fall alike."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Table, insert

from portal.domain.calendar import oslo_day
from portal.domain.events import Event
from portal.domain.receipt import Proven, as_document, content_hash, seal
from portal.domain.submission import Channel, SubmissionKind
from portal.services.submissions import ALPHABET
from portal.store.base import Base, rows
from portal.store.event import EventRow
from portal.store.models import METADATA
from portal.store.submission import Submission

NAMESPACE = UUID("6b76702d-6465-5d6f-8e20-260101000000")
SEED = 20260101
# Of so many messages one was written where there was no network.
IN_A_TUNNEL = 12


def identifier(*parts: object) -> str:
    """The identifier of what `parts` name. The same name gives the same identifier in every world."""
    return str(uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


class World:
    """Rows by table. Everything is known before the first row is written, so the write is short."""

    def __init__(self, now: datetime) -> None:
        """`now` is the present of the world. Raises ValueError for a moment without a time zone."""
        if now.tzinfo is None:
            raise ValueError("The world needs a moment with a time zone.")
        self.now = now.astimezone(UTC)
        self.today: date = oslo_day(now)
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._numbers: set[str] = set()

    def dice(self, *parts: object) -> Random:
        """Dice of their own for what `parts` name, so that one change does not shuffle the whole world."""
        name = "/".join(str(part) for part in (SEED, *parts))
        return Random(name)  # noqa: S311 -- Nothing here is secret; it must fall alike each time.

    def add(self, model: type[Base], **values: Any) -> None:  # noqa: ANN401 -- Columns have many types.
        """Let a row wait for the write. Rows of one table must name the same columns."""
        self._rows.setdefault(rows(model), []).append(values)

    def waiting(self, model: type[Base]) -> list[dict[str, Any]]:
        """The rows of one table that wait so far."""
        return self._rows.get(rows(model), [])

    def tell(self, event: Event, at: datetime, actor_id: str, *name: object) -> None:
        """Record that something happened, as a unit of work would have done. `name` makes its identifier."""
        kind = type(event).__name__
        self.add(
            EventRow,
            id=identifier("event", kind, *name),
            at=at,
            kind=kind,
            participant_id=event.participant_id,
            office_id=event.office_id,
            actor_id=actor_id,
            data={field: str(value) for field, value in asdict(event).items()},
        )

    def hand_in(
        self,
        person_id: str,
        locale: str,
        kind: SubmissionKind,
        content: dict[str, Any],
        at: datetime,
        *name: object,
        channel: Channel = Channel.WEB,
    ) -> str:
        """Record that a person handed something in, and return the submission's identifier."""
        submission_id = identifier("submission", person_id, kind, *name)
        number, salt = (
            self._number(submission_id),
            f"{self.dice('salt', submission_id).getrandbits(128):032x}",
        )
        # A phone's clock is a little off, and the way to us takes a moment.
        sent_at = at - timedelta(seconds=self.dice("clock", submission_id).randrange(1, 9))
        waited = self.dice("waited", submission_id)
        if kind is SubmissionKind.MESSAGE and waited.randrange(IN_A_TUNNEL) == 0:
            channel, sent_at = Channel.OFFLINE, at - timedelta(minutes=waited.randrange(5, 90))
        proven = Proven(number, kind, at, sent_at, channel, locale, content, salt)
        self.add(
            Submission,
            id=submission_id,
            number=number,
            person_id=person_id,
            key=identifier("form", submission_id),
            fingerprint=content_hash(kind, content),
            kind=kind,
            received_at=at,
            sent_at=sent_at,
            channel=channel,
            salt=salt,
            seal=seal(as_document(proven)),
            locale=locale,
            content=content,
        )
        return submission_id

    def write(self, connection: Connection) -> None:
        """Insert everything, parents before children."""
        for table in METADATA.sorted_tables:
            if table in self._rows:
                connection.execute(insert(table), self._rows[table])

    def _number(self, submission_id: str) -> str:
        dice = self.dice("number", submission_id)
        while True:
            letters = "".join(dice.choices(ALPHABET, k=8))
            number = f"{letters[:4]}-{letters[4:]}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def forget(self) -> None:
        """Begin with no row: what waited has been written."""
        self._rows.clear()
