"""Handing closed cases to the archive: what is due, the package, and the archive's receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, NotFound
from portal.domain.people import Role
from portal.services.archiving_files import ReadFile, files_of
from portal.services.packing import MANIFEST, digest, manifest_of, pack
from portal.services.work import calmly
from portal.store import archive as store
from portal.store.archive import ArchiveExport
from portal.store.base import new_id
from portal.store.case_offices import by_office
from portal.store.case_rows import (
    CaseRows,
    as_archived,
    as_bytes,
    closed_at_an_office_before,
    open_because,
    rows_of,
)
from portal.store.engine import for_writing
from portal.store.models import METADATA, Office, Person
from portal.store.retention import parent_of, retention
from portal.store.vault import Vault

ROWS_FILE = "rows.json"
CaseData: TypeAlias = Mapping[str, list[dict[str, Any]]]


class BadReceipt(Exception):
    """A receipt that does not name what it is a receipt for."""


class ExportState(StrEnum):
    """How far a case has come on its way to the archive."""

    DUE = "not exported"
    EXPORTED = "waits for the archive's receipt"
    CONFIRMED = "received by the archive"
    CHANGED = "changed after the last export"


@dataclass(frozen=True, slots=True)
class Case:
    """What is worth preserving of one case at one office, as plain data, with what it takes to understand it.

    `rows` is by table; `names` has the names of the people other than participants whom the rows name by id;
    `identity_number` is the participant's, opened, or empty. `files` is what was handed in, by name in the package.
    """

    participant_id: str
    office: str
    municipality: str
    identity_number: str
    rows: CaseData
    names: Mapping[str, str]
    office_id: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


Compose: TypeAlias = Callable[[Case, bytes], dict[str, bytes]]
"""Makes the package's files, by name, from a case and the bytes of its rows. The same case gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was written, and for which office. `digest` is the manifest's, which the receipt must name."""

    export_id: str
    path: Path
    digest: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A case at one office whose programme there has been closed for long enough, and how far it has come."""

    participant_id: str
    office_id: str
    office: str
    closed_on: date
    state: ExportState
    export_id: str = ""
    digest: str = ""


def due(engine: Engine, now: datetime) -> list[Due]:
    """The cases that are due for the archive on this day, those still open for another reason left out.

    Somebody who has moved has one at each office, and the one at the old office is due although they go on elsewhere.
    """
    kept = retention()
    day = oslo_day(now - kept.limits["export_due"].length)
    with calmly(), Session(engine) as session:
        found = []
        for participant_id in closed_at_an_office_before(session, day):
            parts = by_office(kept, rows_of(session, kept, participant_id))
            for office_id, rows in parts.items():
                if not open_because(kept, rows) and all(
                    line["closed_on"] <= day for line in rows["programme"]
                ):
                    found.append(_how_far(session, participant_id, office_id, rows))
        return found


def export(
    engine: Engine,
    folder: Path,
    participant_id: str,
    compose: Compose,
    vault: Vault,
    now: datetime,
    by: str,
    *,
    office_id: str | None = None,
    read_file: ReadFile | None = None,
) -> Exported:
    """Write the package of the participant's case at an office into `folder` and remember it, due or not.

    `office_id` may be left out for somebody with a case at one office alone. Raises NotFound for somebody who is no
    participant here or has no case at that office, VaultError when the identity number cannot be opened, Conflict when
    the office must be said or a package of that name is there with another content, and OSError as the disk says it.
    """
    with calmly(), Session(for_writing(engine)) as session:
        rows = rows_of(session, retention(), participant_id, lock=True)
        case = case_of(session, rows, participant_id, vault, office_id)
        if read_file:
            case = replace(case, files={name: read_file(line) for name, line in files_of(case.rows)})
        content = as_bytes(case.rows)
        files = compose(case, content)
        if files.get(ROWS_FILE) != content or MANIFEST in files or not case.files.items() <= files.items():
            raise ValueError("A package must hold the rows as they are, and leave the manifest to us.")
        manifest = digest(manifest_of(files))
        path = pack(folder, f"{participant_id}-{manifest[:12]}", files)
        made = ArchiveExport(
            id=new_id(),
            participant_id=participant_id,
            office_id=case.office_id or None,
            made_at=now,
            made_by=by,
            manifest_digest=manifest,
            rows_digest=digest(content),
            counts={name: len(lines) for name, lines in case.rows.items()},
        )
        session.add(made)
        session.commit()
        return Exported(made.id, path, manifest, case.office)


def confirm(engine: Engine, export_id: str, receipt: str, now: datetime) -> None:
    """Keep the archive's receipt. The same one twice is one.

    Raises NotFound, BadReceipt when it does not name the manifest's digest, and Conflict when there is another.
    """
    with calmly(), Session(for_writing(engine)) as session:
        made = store.export(session, export_id)
        if made is None:
            raise NotFound("There is no such export.")
        if made.manifest_digest not in receipt.lower():
            raise BadReceipt(f"The receipt must name the digest of the manifest, {made.manifest_digest}.")
        if made.confirmed_at and made.receipt != receipt:
            raise Conflict("This export has another receipt already.")
        if made.confirmed_at is None:
            made.confirmed_at, made.receipt = now, receipt
        session.commit()


def case_of(
    session: Session, rows: CaseRows, participant_id: str, vault: Vault, office_id: str | None = None
) -> Case:
    """The case at one office as it goes into a package. Raises NotFound, VaultError, and Conflict when it must be said
    which office.
    """
    person = next(iter(rows.get("person", ())), None)
    if person is None or person["role"] != Role.PARTICIPANT:
        raise NotFound("There is no such participant.")
    parts = by_office(retention(), rows)
    if office_id is None and len(parts) > 1:
        raise Conflict(f"This participant has a case at several offices; say which: {', '.join(parts)}.")
    here = next(iter(parts)) if office_id is None else office_id
    if here not in parts:
        raise NotFound("There is no case at that office.")
    sealed = person["identity_sealed"]
    office = session.get(Office, here) if here else None
    archived = as_archived(retention(), parts[here])
    return Case(
        participant_id=participant_id,
        office=office.name if office else "",
        municipality=office.municipality if office else "",
        identity_number=vault.open(sealed, participant_id) if sealed else "",
        rows=archived,
        names=_names(session, archived),
        office_id=here,
    )


def is_covered(session: Session, participant_id: str, office_id: str, rows: CaseRows) -> ExportState:
    """Whether the archive has confirmed exactly these rows of an office; otherwise what stands in the way."""
    exports = store.exports_of(session, participant_id, office_id)
    now_there = digest(as_bytes(as_archived(retention(), rows)))
    same = [one for one in exports if one.rows_digest == now_there]
    if any(one.confirmed_at for one in same):
        return ExportState.CONFIRMED
    if same:
        return ExportState.EXPORTED
    return ExportState.CHANGED if exports else ExportState.DUE


def _how_far(session: Session, participant_id: str, office_id: str, rows: CaseRows) -> Due:
    closed_on = max(line["closed_on"] for line in rows["programme"])
    state = is_covered(session, participant_id, office_id, rows)
    office = session.get(Office, office_id)
    name = office.name if office else office_id
    if state is ExportState.DUE:
        return Due(participant_id, office_id, name, closed_on, state)
    last = store.exports_of(session, participant_id, office_id)[0]
    return Due(participant_id, office_id, name, closed_on, state, last.id, last.manifest_digest)


def _names(session: Session, archived: CaseData) -> dict[str, str]:
    """Names for the ids in the rows: staff and representatives, and never another participant."""
    ids = {
        line[column.name]
        for name, lines in archived.items()
        for column in METADATA.tables[name].columns
        if (target := parent_of(column)) is not None and target.table.name == "person"
        for line in lines
        if line.get(column.name)
    }
    query = select(Person.id, Person.name).where(Person.role != Role.PARTICIPANT, Person.id.in_(sorted(ids)))
    return {row.id: row.name for row in session.execute(query)} if ids else {}
