"""The audit trail read: by the person it is about, and by whoever checks that nobody has touched it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.audit import Looked
from portal.domain.calendar import oslo_day
from portal.services.permissions import own_case
from portal.services.work import Work
from portal.store import audit as store
from portal.store.audit import FIRST, sealed

MOST = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """On a day, somebody of the office saw something of the participant's case. An alias, a day, and no hour."""

    day: date
    alias: str
    what: Looked


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


def who_has_seen(work: Work) -> tuple[Seen, ...]:
    """Who has looked into the participant's own case, newest first, each once a day and for each kind.

    Staff are shown by alias and by day alone, so that nobody can be followed by when they work.
    """
    rows = store.of_participant(work.session, own_case(work.actor).id, limit=MOST)
    seen = (Seen(oslo_day(row.at), row.alias or "", Looked(row.what)) for row in rows)
    return tuple(dict.fromkeys(seen))


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
