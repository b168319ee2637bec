"""People: everybody who can sign in, participants and staff alike."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import Protection
from portal.domain.people import Role
from portal.store.base import AnyRow, Base, Moment, Word, new_id
from portal.store.office import Office


class Person(Base):
    """One person. `alias` is the only name that participants see of a caseworker.

    `key` names a synthetic person of the demo world and is empty for everybody else. The national identity number
    is kept sealed, and found by its fingerprint (`portal.store.vault`); sex and age are never derived from it, so
    `born_on` stands beside it. `directory_key` is who a member of staff is in the municipality's directory.
    `protection` is empty while nobody knows it, and then no member of staff reaches the person;
    `protection_read_at` is when the population register last said it.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_office_role", "office_id", "role"),
        Index("ix_person_directory_key", "directory_key", unique=True),
        # Its name is older than the column's: SQLite renames a column in place, but not a constraint.
        UniqueConstraint("identity_fingerprint", name="uq_person_identity_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    office_id: Mapped[str | None] = mapped_column(ForeignKey(Office.id))
    name: Mapped[str] = mapped_column(String(120))
    alias: Mapped[str] = mapped_column(String(60), default="")
    locale: Mapped[str | None] = mapped_column(String(12))
    # SQLite keeps the length that the column had before its renaming, and holds nobody to it.
    identity_fingerprint: Mapped[str | None] = mapped_column(String(64).with_variant(String(11), "sqlite"))
    identity_sealed: Mapped[str | None] = mapped_column(Text)
    directory_key: Mapped[str | None] = mapped_column(String(80))
    born_on: Mapped[date | None] = mapped_column(Date)
    phone: Mapped[str] = mapped_column(String(20), default="")
    notices: Mapped[bool] = mapped_column(default=True)
    shared_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    protection: Mapped[Protection | None] = mapped_column(Word(Protection))
    protection_read_at: Mapped[datetime | None] = mapped_column(Moment)


def by_id(session: Session, person_id: str) -> Person | None:
    """The person, or None."""
    return session.get(Person, person_id)


def by_key(session: Session, key: str) -> Person | None:
    """The synthetic person of that demo key, or None."""
    return session.scalars(select(Person).where(Person.key == key)).one_or_none()


def are_real(session: Session) -> bool:
    """Whether anybody here is not one of the demo's synthetic people."""
    return session.scalar(select(Person.id).where(Person.key.is_(None)).limit(1)) is not None


def head(session: Session, person_id: str) -> AnyRow | None:
    """What stands on top of a case: the person's name, language and whether notices reach them."""
    query = select(Person.id, Person.name, Person.locale, Person.phone, Person.notices).where(
        Person.id == person_id
    )
    return session.execute(query).one_or_none()


def by_fingerprint(session: Session, fingerprints: list[str]) -> Person | None:
    """The person whose identity number has one of these fingerprints, or None."""
    query = select(Person).where(Person.identity_fingerprint.in_(fingerprints))
    return session.scalars(query).one_or_none()


def by_directory_key(session: Session, directory_key: str) -> Person | None:
    """The member of staff whom the directory knows by that key, or None."""
    return session.scalars(select(Person).where(Person.directory_key == directory_key)).one_or_none()


def with_identity(session: Session) -> list[Person]:
    """Everybody whose identity number is kept."""
    return list(
        session.scalars(select(Person).where(Person.identity_sealed.is_not(None)).order_by(Person.id))
    )


def graded(session: Session) -> list[AnyRow]:
    """Each participant with their sealed identity number and what is known of their protection."""
    query = select(Person.id, Person.identity_sealed, Person.protection)
    return list(session.execute(query.where(Person.role == Role.PARTICIPANT)))


def grade(session: Session, person_id: str, protection: Protection, read_at: datetime | None) -> None:
    """Keep what is known of a person's protection. `read_at` is None when the office says so itself."""
    where = Person.id == person_id
    session.execute(update(Person).where(where).values(protection=protection, protection_read_at=read_at))


def silence(session: Session, person_id: str) -> None:
    """Send the person no notice outside the portal any more, until they choose it themselves."""
    session.execute(update(Person).where(Person.id == person_id).values(notices=False))


def office_now(session: Session, person_id: str) -> str | None:
    """The office that the person belongs to. Nobody moves them before this transaction has ended."""
    return session.scalar(select(Person.office_id).where(Person.id == person_id).with_for_update(read=True))


def hold(session: Session, person_id: str) -> None:
    """Take the person's row: whatever they are handing in just now comes first, and what comes after waits."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def stay(session: Session, person_id: str) -> None:
    """Keep the person from being moved until commit. Others may write about them meanwhile."""
    query = select(Person.id).where(Person.id == person_id)
    session.execute(query.with_for_update(read=True, key_share=True))


def move(session: Session, person_id: str, office_id: str) -> None:
    """From now on the person belongs to another office."""
    session.execute(update(Person).where(Person.id == person_id).values(office_id=office_id))
