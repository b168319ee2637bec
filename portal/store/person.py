"""People: everybody who can sign in, participants and staff alike."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.store.base import AnyRow, Base, Word, new_id
from portal.store.office import Office


class Person(Base):
    """One person. `alias` is the only name that participants see of a caseworker.

    `key` names a synthetic person of the demo world and is empty for everybody else. `identity_number` is the
    national identity number; sex and age are never derived from it, so `born_on` stands beside it.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_office_role", "office_id", "role"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    office_id: Mapped[str | None] = mapped_column(ForeignKey(Office.id))
    name: Mapped[str] = mapped_column(String(120))
    alias: Mapped[str] = mapped_column(String(60), default="")
    locale: Mapped[str | None] = mapped_column(String(12))
    identity_number: Mapped[str | None] = mapped_column(String(11), unique=True)
    born_on: Mapped[date | None] = mapped_column(Date)
    phone: Mapped[str] = mapped_column(String(20), default="")
    notices: Mapped[bool] = mapped_column(default=True)


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
