"""The audit trail read: by the person it is about, and by whoever checks that nobody has touched it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.access import GrantKind
from portal.domain.audit import Looked
from portal.domain.calendar import oslo_day
from portal.domain.people import Role
from portal.services.permissions import own_case
from portal.services.work import Work
from portal.store import audit as store
from portal.store import mandate as mandates
from portal.store.audit import FIRST, sealed
from portal.store.base import AnyRow

MOST = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """On a day, somebody of the office saw something of the participant's case. An alias, a day, and no hour.

    `by_helper`: it was somebody whom the participant has let in, and `alias` is what they are called by them.
    `in_emergency`: they had opened the case themselves, for a reason that could not wait. `role` is what they are.
    """

    day: date
    alias: str
    what: Looked
    by_helper: bool = False
    in_emergency: bool = False
    role: Role = Role.CASEWORKER


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the trail had come, written down elsewhere: the newest row's number and its seal."""

    sequence: int
    seal: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` were read; `wrong` says in a line what does not hold, and is empty when everything does."""

    rows: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """Who has looked, newest first. `more` is True when there are older looks than the newest 500 this was made from."""

    seen: tuple[Seen, ...]
    more: bool = False


def who_has_seen(work: Work) -> Looks:
    """Who has looked into the participant's own case, newest first, each once a day and for each kind.

    Staff are shown by alias and by day alone, so that nobody can be followed by when they work.
    """
    subject = own_case(work)
    # One more than is shown tells whether there are more.
    found = store.of_participant(work.session, subject.id, limit=MOST + 1)
    rows = found[:MOST]
    helped = any(row.actor_role == Role.REPRESENTATIVE for row in rows)
    names = mandates.names_of(work.session, subject.id) if helped else {}
    seen = (_seen(row, names) for row in rows)
    if subject.hidden:
        seen = (replace(one, alias="") for one in seen)
    return Looks(tuple(dict.fromkeys(seen)), more=len(found) > MOST)


def _seen(row: AnyRow, names: dict[str, str]) -> Seen:
    day, what = oslo_day(row.at), Looked(row.what)
    if row.actor_role == Role.REPRESENTATIVE:
        return Seen(day, names.get(row.actor_id, ""), what, by_helper=True)
    return Seen(
        day,
        row.alias or "",
        what,
        in_emergency=row.why == GrantKind.EMERGENCY.value,
        role=Role(row.actor_role),
    )


def anchor(session: Session) -> Anchor:
    """Where the trail stands now; number 0 before there is a row."""
    head = store.head(session)
    return Anchor(head.sequence, head.seal) if head else Anchor(0, FIRST)


def verify(session: Session, key: bytes, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Read the whole trail and say what does not hold: a gap, a broken seal, or an anchor that it no longer meets.

    Without an anchor kept elsewhere, rows cut off at the end cannot be missed by anybody.
    """
    expected = {one.sequence: one.seal for one in anchors}
    before, count = FIRST, 0
    for row in store.all_rows(session):
        count += 1
        if row.sequence != count:
            return Verdict(count, f"row {count} is missing")
        if sealed(key, before, row._asdict()) != row.seal:
            return Verdict(count, f"row {count} does not hold with the rows before it")
        before = row.seal
        if expected.pop(count, before) != before:
            return Verdict(count, f"row {count} is another than the one anchored")
    expected.pop(0, None)
    if expected:
        return Verdict(count, f"row {min(expected)} was anchored and is gone")
    return Verdict(count)
