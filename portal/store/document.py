"""Documentation: one row for each file that was handed in. The file itself lies in a folder, under the row's id."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Integer, String, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.documents import AboutKind, DocumentState, FileKind
from portal.domain.people import STAFF
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class Document(Base):
    """One file as it is kept: what it is about, and the SHA-256 of its content before it was sealed.

    `received_size` is how many bytes arrived; `size` those that are kept. `scan_due_at` says when the scanner is to be
    asked, again where it did not answer; it is empty once it has, and where there is none. `by_id` is the representative
    who handed it in, or who of the staff sent it with a message. What it is about has no foreign key, as it may be an
    absence, a day or a message.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_about", "participant_id", "about_kind", "about_id"),
        Index("ix_document_scan", "scan_due_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    about_kind: Mapped[AboutKind] = mapped_column(Word(AboutKind))
    about_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[FileKind] = mapped_column(Word(FileKind))
    state: Mapped[DocumentState] = mapped_column(Word(DocumentState))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    received_size: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    handed_in_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[str | None] = mapped_column(String(36))
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    scan_due_at: Mapped[datetime | None] = mapped_column(Moment)
    scanned_at: Mapped[datetime | None] = mapped_column(Moment)


_document = rows(Document)
_person = rows(Person)

_ABOUT = (
    select(_document)
    .where(
        _document.c.participant_id == bindparam("participant_id"),
        _document.c.about_kind == bindparam("kind"),
        _document.c.about_id == bindparam("about"),
    )
    .order_by(_document.c.handed_in_at, _document.c.id)
)


def about(
    session: Session, participant_id: str, kind: AboutKind, about_id: str, office_id: str | None = None
) -> list[AnyRow]:
    """The files about one thing, the first handed in first; with `office_id` only that office's."""
    query = _ABOUT if office_id is None else _ABOUT.where(_document.c.office_id == office_id)
    values = {"participant_id": participant_id, "kind": kind, "about": about_id}
    return list(session.execute(query, values))


def one(session: Session, participant_id: str, document_id: str) -> AnyRow | None:
    """One file of one participant's."""
    query = select(_document).where(
        _document.c.id == document_id, _document.c.participant_id == participant_id
    )
    return session.execute(query).one_or_none()


def within_reach(session: Session, within: Within, document_id: str) -> AnyRow | None:
    """One file at the participant's present office, if the reader may know of them."""
    query = (
        select(_document)
        .join(_person, _person.c.id == _document.c.participant_id)
        .where(_document.c.id == document_id, _document.c.office_id == _person.c.office_id, within(_person))
    )
    return session.execute(query).one_or_none()


def received_since(session: Session, participant_id: str, since: datetime) -> int:
    """How many bytes arrived from the participant, or who helps them, since a moment."""
    query = (
        select(func.coalesce(func.sum(_document.c.received_size), 0))
        .outerjoin(_person, _person.c.id == _document.c.by_id)
        .where(
            _document.c.participant_id == participant_id,
            _document.c.handed_in_at > since,
            _person.c.role.is_(None) | _person.c.role.not_in(STAFF),
        )
    )
    return int(session.scalar(query) or 0)


def sent_since(session: Session, staff_id: str, since: datetime) -> int:
    """How many bytes a member of staff has sent with messages since a moment."""
    query = select(func.coalesce(func.sum(_document.c.received_size), 0)).where(
        _document.c.by_id == staff_id,
        _document.c.about_kind == AboutKind.MESSAGE,
        _document.c.handed_in_at > since,
    )
    return int(session.scalar(query) or 0)


def claim_to_scan(session: Session, now: datetime, lease: timedelta) -> AnyRow | None:
    """Take one file that is to be scanned for `lease`: no other worker sees it until then, and it comes back by itself."""
    due = (
        select(_document.c.id)
        .where(_document.c.scan_due_at <= now)
        .order_by(_document.c.scan_due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = session.execute(due).scalar_one_or_none()
    if found is None:
        return None
    session.execute(update(_document).where(_document.c.id == found).values(scan_due_at=now + lease))
    return session.execute(select(_document).where(_document.c.id == found)).one()


def settle_scan(session: Session, document_id: str, state: DocumentState, now: datetime) -> None:
    """Keep what the scanner said. A file that was found harmful stays so."""
    session.execute(
        update(_document)
        .where(_document.c.id == document_id, _document.c.state != DocumentState.INFECTED)
        .values(state=state, scanned_at=now, scan_due_at=None)
    )


def postpone_scan(session: Session, document_id: str, due_at: datetime) -> None:
    """Ask the scanner again later."""
    session.execute(update(_document).where(_document.c.id == document_id).values(scan_due_at=due_at))


def scan_all_unscanned(session: Session, now: datetime) -> int:
    """Let every file that came while there was no scanner be scanned now; how many."""
    changed = session.execute(
        update(_document)
        .where(_document.c.state == DocumentState.NOT_SCANNED)
        .values(state=DocumentState.CHECKING, scan_due_at=now)
        .returning(_document.c.id)
    )
    return len(changed.all())


def ids_of(session: Session, ids: list[str]) -> set[str]:
    """Which of these ids have a row."""
    found: set[str] = set()
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        found |= set(session.scalars(select(_document.c.id).where(_document.c.id.in_(part))))
    return found


def every(session: Session) -> list[AnyRow]:
    """Id and digest of every file that should be there."""
    return list(session.execute(select(_document.c.id, _document.c.sha256).order_by(_document.c.id)))
