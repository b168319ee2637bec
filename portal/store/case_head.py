"""What stands on top of a case."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, rows
from portal.store.notice_wish import reachable
from portal.store.person import Person
from portal.store.undelivered import is_given_up

_person = rows(Person)


def head(session: Session, person_id: str) -> AnyRow | None:
    """The person's name and language, whether notices reach them, and whether one was given up."""
    query = select(
        _person.c.id,
        _person.c.name,
        _person.c.locale,
        _person.c.phone,
        reachable().label("notices"),
        is_given_up(_person.c.id).label("undelivered"),
    ).where(_person.c.id == person_id)
    return session.execute(query).one_or_none()
