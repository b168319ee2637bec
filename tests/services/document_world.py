"""Files handed in for tests: a cleaner that costs nothing, a keeper in memory, and an absence to hand in about."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind
from portal.domain.documents import About, AboutKind, CleanFile, FileKind
from portal.domain.errors import Refused
from portal.domain.people import Actor
from portal.domain.ports import FileMissing
from portal.services import documents
from portal.services.files import Files
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.models import Absence
from tests.builders import key_for, save

DAY = date(2026, 11, 24)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Shelf:
    """Keeps files in memory. `put_at` is when each came, by the real clock."""

    there: dict[str, bytes] = field(default_factory=dict)
    full: bool = False

    def put(self, file_id: str, content: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.there[file_id] = content

    def get(self, file_id: str) -> bytes:
        if file_id not in self.there:
            raise FileMissing("It is not there.")
        return self.there[file_id]

    def drop(self, file_id: str) -> None:
        self.there.pop(file_id, None)

    def ids(self, before: datetime) -> list[str]:
        return sorted(self.there) if before > LONG_AGO else []


class Copier:
    """Cleans nothing, and refuses what says `bad`."""

    def __init__(self) -> None:
        self.count = 0
        self.meanwhile: threading.Barrier | None = None

    def clean(self, content: bytes) -> CleanFile:
        self.count += 1
        if self.meanwhile:
            self.meanwhile.wait(10)
        if content == b"bad":
            raise Refused("file-broken")
        return CleanFile(FileKind.JPEG, b"clean " + content)


def files(*, scans: bool = False) -> tuple[Files, Shelf, Copier]:
    """What files go through in these tests."""
    shelf, copier = Shelf(), Copier()
    return Files(shelf, copier, scans), shelf, copier


def add_absence(engine: Engine, whose: Actor, first: date = DAY, last: date = DAY) -> str:
    """Write an absence as it stands after it was reported."""
    absence = Absence(
        id=new_id(),
        participant_id=whose.id,
        office_id=whose.office_id,
        kind=AbsenceKind.SELF_REPORT,
        first_day=first,
        last_day=last,
        proposal={},
        reported_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    )
    identifier = absence.id
    save(engine, absence)
    return identifier


def about(absence_id: str) -> About:
    return About(AboutKind.ABSENCE, absence_id)


def hand(
    desk: Desk, actor: Actor, here: Files, what: About, content: bytes = b"photo", key: object = "a"
) -> Receipt:
    """Hand a file in, in the name of this actor."""
    return documents.take(desk, actor, here, key_for(key), what, content)
