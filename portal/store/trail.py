"""The audit trail as an auditor reads it: one office's rows, newest first, and who has looked at very many cases."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.people import STAFF
from portal.store.audit import AuditRow, how_many_cases
from portal.store.base import AnyRow, rows
from portal.store.names import by_name
from portal.store.person import Person

# Enough of a moment's text, which begins alike on both databases, to name its hour: 2026-11-24 08.
HOUR = 13

_audit = rows(AuditRow)
_person = rows(Person)
_subject = _person.alias("subject")
# Lists of many, which were shown, are about nobody; so is a guess, which was refused.
ABOUT_SOMEBODY = or_(_audit.c.participant_id.is_not(None), _audit.c.granted.is_(False))


def of_office(office_id: str) -> ColumnElement[bool]:
    """Whether a row is of that office: its own staff looked, or somebody else looked at one of its participants."""
    theirs = exists().where(_subject.c.id == _audit.c.participant_id, _subject.c.office_id == office_id)
    return or_(_audit.c.office_id == office_id, theirs)


def between(begins: datetime, ends: datetime) -> ColumnElement[bool]:
    """Whether a row was written from one moment up to another."""
    return (_audit.c.at >= begins) & (_audit.c.at < ends)


def by_actor(actor_id: str) -> ColumnElement[bool]:
    """Whether it was this person who looked."""
    return _audit.c.actor_id == actor_id


def refused() -> ColumnElement[bool]:
    """Whether they were kept from it."""
    return _audit.c.granted.is_(False)


def newest(
    session: Session, where: Iterable[ColumnElement[bool]], *, before: int | None, limit: int
) -> list[AnyRow]:
    """Rows with the name of who looked, newest first, from below a number."""
    query = (
        select(
            _audit.c.sequence,
            _audit.c.at,
            _audit.c.actor_role,
            _audit.c.participant_id,
            _audit.c.what,
            _audit.c.why,
            _audit.c.granted,
            _person.c.name,
        )
        .outerjoin(_person, _person.c.id == _audit.c.actor_id)
        .where(*where)
        .order_by(_audit.c.sequence.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(_audit.c.sequence < before)
    return list(session.execute(query))


def very_many_cases(session: Session, office_id: str, since: datetime, *, most: int) -> list[AnyRow]:
    """Staff of an office who may have had to do with more than `most` cases within an hour: id and name.

    Hours of the clock are counted here, and nobody can pass `most` in any hour without passing half of it in one of
    the two that it touches. `busiest` then weighs the looks of these few exactly.
    """
    hour = func.substr(cast(_audit.c.at, String), 1, HOUR)
    query = (
        select(_person.c.id, _person.c.name)
        .join(_audit, _audit.c.actor_id == _person.c.id)
        .where(
            _audit.c.at >= since,
            ABOUT_SOMEBODY,
            _audit.c.office_id == office_id,
            _audit.c.actor_role.in_(sorted(STAFF)),
        )
        .group_by(_person.c.id, _person.c.name, hour)
        .having(how_many_cases() > most // 2)
        .order_by(_person.c.name)
    )
    return by_name(dict.fromkeys(session.execute(query)))


def looks_of(session: Session, actor_id: str, since: datetime) -> Iterator[tuple[datetime, str]]:
    """When somebody looked at whom since a moment, oldest first. Each guess that found nobody is about another nobody."""
    query = (
        select(_audit.c.at, _audit.c.participant_id, _audit.c.sequence)
        .where(_audit.c.actor_id == actor_id, _audit.c.at >= since, ABOUT_SOMEBODY)
        .order_by(_audit.c.at, _audit.c.sequence)
    )
    for row in session.execute(query):
        yield row.at, row.participant_id or f"nobody {row.sequence}"


def busiest(looks: Iterable[tuple[datetime, str]], within: timedelta) -> tuple[int, datetime | None]:
    """The most different cases within any stretch of that length, and when that stretch ended. `looks` oldest first."""
    window: deque[tuple[datetime, str]] = deque()
    cases: Counter[str] = Counter()
    most, when = 0, None
    for at, case in looks:
        window.append((at, case))
        cases[case] += 1
        while window[0][0] <= at - within:
            _, gone = window.popleft()
            cases[gone] -= 1
            if not cases[gone]:
                del cases[gone]
        if len(cases) > most:
            most, when = len(cases), at
    return most, when
