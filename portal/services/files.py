"""Where files go: what keeps them, what makes them clean and whether they are scanned; and what belongs to no row swept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.ports import FileCleaner, FileKeeper, FileMissing
from portal.services.work import calmly
from portal.store import document as store
from portal.store.engine import for_reading

IN_FLIGHT = timedelta(hours=1)
"""A file younger than this may still get its row; an older one without a row belongs to nobody."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the pages do with files. `keeper` is None where no folder is set: then nothing can be handed in here."""

    keeper: FileKeeper | None
    cleaner: FileCleaner
    scans: bool = False

    @property
    def open(self) -> bool:
        """Whether files can be handed in."""
        return self.keeper is not None


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read(keeper: FileKeeper, file_id: str, sha256: str) -> bytes:
    """The content of a file, if it is what its row says. Raises FileMissing."""
    content = keeper.get(file_id)
    if digest(content) != sha256:
        raise FileMissing("A file is not what was put there.")
    return content


def sweep(engine: Engine, keeper: FileKeeper, real_now: datetime, younger: timedelta = IN_FLIGHT) -> int:
    """Remove the files that have no row: what a killed upload left, and what was purged. How many.

    `real_now` is of the real clock, as the disk's own times are; what is `younger` than that stays, as its row may be
    on its way. The files are listed before the rows are asked for.
    """
    there = list(keeper.ids(real_now - younger))
    with calmly(), Session(for_reading(engine)) as session:
        wanted = store.ids_of(session, there)
    orphans = [one for one in there if one not in wanted]
    for one in orphans:
        keeper.drop(one)
    return len(orphans)


def missing(engine: Engine, keeper: FileKeeper) -> list[str]:
    """The ids of rows whose file cannot be read or is not what was put there. Nothing, when all is well."""
    with calmly(), Session(for_reading(engine)) as session:
        rows = store.every(session)
    found = []
    for row in rows:
        try:
            read(keeper, row.id, row.sha256)
        except FileMissing:
            found.append(row.id)
    return found
