"""Who a case is kept from: the small named team of a protected person, and the ties that nobody can lift."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import HIDDEN, Protection, Tie
from portal.domain.people import Role
from portal.store import calendar_feed as feeds
from portal.store import person as people
from portal.store.base import AnyRow, Base, Moment, Word, rows
from portal.store.engine import insert_once
from portal.store.names import by_name
from portal.store.person import Person
from portal.store.programme import Programme


class TeamMember(Base):
    """Somebody of the staff who works with one protected person. Nobody else of the staff knows that they are here."""

    __tablename__ = "team_member"
    __table_args__ = (Index("ix_team_member_staff", "staff_id"),)

    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(Moment)


class Disqualified(Base):
    """Somebody of the staff who must not touch this case: it is their own, a relative's, or near in another way."""

    __tablename__ = "disqualified"
    __table_args__ = (Index("ix_disqualified_participant", "participant_id"),)

    staff_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    tie: Mapped[Tie] = mapped_column(Word(Tie))
    stated_at: Mapped[datetime] = mapped_column(Moment)


_member = rows(TeamMember)
_disqualified = rows(Disqualified)
_person = rows(Person)
_programme = rows(Programme)


def team_of(session: Session, participant_id: str) -> list[AnyRow]:
    """The named team of a person: id and name of each, by name."""
    query = (
        select(_person.c.id, _person.c.name)
        .join(_member, _member.c.staff_id == _person.c.id)
        .where(_member.c.participant_id == participant_id)
        .order_by(_person.c.name)
    )
    return by_name(session.execute(query))


def is_alone_at(session: Session, participant_id: str, office_id: str) -> bool:
    """Whether the person is protected and nobody of that office is in their team: nobody there could answer them."""
    protected = select(_person.c.id).where(
        _person.c.id == participant_id, _person.c.protection != Protection.NONE
    )
    staff = _person.alias("staff")
    there = (
        select(staff.c.id)
        .join(_member, _member.c.staff_id == staff.c.id)
        .where(_member.c.participant_id == participant_id, staff.c.office_id == office_id)
        .limit(1)
    )
    return session.scalar(protected) is not None and session.scalar(there) is None


def has_leader(session: Session, participant_id: str, office_id: str) -> bool:
    """Whether a leader of that office may know of the person: everybody's do, but a protected person's only in their team."""
    open_to_all = select(_person.c.id).where(
        _person.c.id == participant_id, _person.c.protection == Protection.NONE
    )
    staff = _person.alias("staff")
    leader = (
        select(staff.c.id)
        .join(_member, _member.c.staff_id == staff.c.id)
        .where(
            _member.c.participant_id == participant_id,
            staff.c.office_id == office_id,
            staff.c.role == Role.LEADER,
        )
    )
    return session.scalar(open_to_all) is not None or session.scalar(leader.limit(1)) is not None


def add_to_team(session: Session, participant_id: str, staff_id: str, at: datetime) -> None:
    """Let one more of the staff work with a protected person."""
    values = {"participant_id": participant_id, "staff_id": staff_id, "added_at": at}
    insert_once(session, _member, values, ("participant_id", "staff_id"))


def begin_team(session: Session, participant_id: str, at: datetime) -> None:
    """The contact person is the team of somebody who becomes protected, unless a team is named already."""
    named = select(_member.c.staff_id).where(_member.c.participant_id == participant_id).limit(1)
    if session.scalar(named) is not None:
        return
    contact = (
        select(_programme.c.contact_person_id)
        .join(_person, _person.c.id == _programme.c.participant_id)
        .where(
            _person.c.id == participant_id,
            _programme.c.office_id == _person.c.office_id,
            _programme.c.current,
        )
    )
    for staff_id in session.scalars(contact).all():
        add_to_team(session, participant_id, staff_id, at)


def remove_from_team(session: Session, participant_id: str, staff_id: str) -> None:
    """Take somebody out of a team."""
    session.execute(
        delete(_member).where(_member.c.participant_id == participant_id, _member.c.staff_id == staff_id)
    )


def disqualify(session: Session, staff_id: str, participant_id: str, tie: Tie, at: datetime) -> None:
    """State a tie; one that was stated before stands."""
    values = {"staff_id": staff_id, "participant_id": participant_id, "tie": tie, "stated_at": at}
    insert_once(session, _disqualified, values, ("staff_id", "participant_id"))


def qualify(session: Session, staff_id: str, participant_id: str) -> bool:
    """Take a tie back. False when there was none."""
    where = (_disqualified.c.staff_id == staff_id) & (_disqualified.c.participant_id == participant_id)
    gone = session.execute(delete(_disqualified).where(where).returning(_disqualified.c.tie))
    return gone.first() is not None


def settle(
    session: Session,
    participant_id: str,
    before: Protection | None,
    after: Protection,
    read_at: datetime | None,
    now: datetime,
) -> None:
    """Keep what somebody's protection is from now on, and what follows from it.

    Of who becomes protected, the contact person goes on as their team and everybody else is out from this moment; who
    must not be found gets no notice outside the portal any more, and their calendar's address stops working, until they
    choose it themselves.
    """
    if after is not Protection.NONE and after is not before:
        begin_team(session, participant_id, now)
    if after in HIDDEN and before not in HIDDEN:
        people.silence(session, participant_id)
        feeds.revoke_of(session, participant_id, now)
    people.grade(session, participant_id, after, read_at)
