"""Purging: what is past its limit goes, and what is archived only with the archive's receipt for exactly that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine, delete, false, func, not_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.calendar import oslo_day
from portal.domain.people import Role
from portal.services.archiving import ExportState, is_covered
from portal.services.work import calmly
from portal.store import archive as store
from portal.store.archive import PurgeRun, Tombstone
from portal.store.base import new_id
from portal.store.case_offices import by_office
from portal.store.case_rows import (
    CaseRows,
    belongs,
    closed_before,
    open_because,
    past,
    remove,
    rows_of,
    sweepable,
)
from portal.store.engine import for_writing
from portal.store.retention import retention


@dataclass(frozen=True, slots=True)
class Buried:
    """A participant who was purged, and when: a line of the list that is kept with the backups."""

    participant_id: str
    purged_at: datetime


@dataclass(slots=True)
class Outcome:
    """How many rows of each table went (or would go, in a dry run), who was purged, and who was not and why."""

    counts: dict[str, int] = field(default_factory=dict)
    purged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def purge(engine: Engine, now: datetime, by: str, *, dry_run: bool = False) -> Outcome:
    """Remove what is past its limit at `now`.

    A participant goes whole, in one transaction, or not at all: when every programme was closed long enough ago,
    nothing of the case is open, and the archive has confirmed a package of exactly the rows that are there, of each
    office where there are any. A killed run leaves what it had not committed as it was, and the next run goes on.
    Raises Busy.
    """
    day = oslo_day(now - retention().limits["closed_case"].length)

    def hindrance(session: Session, participant_id: str, rows: CaseRows) -> str:
        return _why_not(session, participant_id, rows, day)

    with calmly(), Session(engine) as session:
        due = closed_before(session, day)
    run = _Run(engine, now, by, replay=False, dry_run=dry_run)
    for participant_id in due:
        run.bury(Buried(participant_id, now), hindrance)
    run.sweep()
    return run.finish()


def replay(
    engine: Engine, buried: Iterable[Buried], now: datetime, by: str, *, dry_run: bool = False
) -> Outcome:
    """Purge again who came back with a backup, also from before the case was closed or exported.

    Somebody who has signed in or handed in anything since the tombstone is not who it speaks of, and stays; so does
    whoever is no participant. Raises Busy.
    """
    run = _Run(engine, now, by, replay=True, dry_run=dry_run)
    for one in buried:

        def hindrance(
            _session: Session, _participant_id: str, rows: CaseRows, at: datetime = one.purged_at
        ) -> str:
            lived = [line["received_at"] for line in rows["submission"]]
            lived += [line["started_at"] for line in rows["sign_in"]]
            return "was here after the day of the tombstone" if any(when > at for when in lived) else ""

        run.bury(one, hindrance)
    return run.finish()


def tombstones(engine: Engine) -> list[Buried]:
    """Everybody who was purged, oldest first."""
    with calmly(), Session(engine) as session:
        return [Buried(row.participant_id, row.purged_at) for row in store.tombstones(session)]


def _why_not(session: Session, participant_id: str, rows: CaseRows, day: date) -> str:
    if reason := open_because(retention(), rows):
        return f"is open: {reason}"
    if any(line["closed_on"] > day for line in rows["programme"]):
        return "was closed too short a time ago"
    parts = by_office(retention(), rows)
    states = {office: is_covered(session, participant_id, office, part) for office, part in parts.items()}
    missing = {office: state for office, state in states.items() if state is not ExportState.CONFIRMED}
    if len(parts) == 1:
        return "".join(missing.values())
    return "; ".join(f"{state.value} (office {office})" for office, state in missing.items())


class _Run:
    """One run: its outcome so far, and the row that says the same in the database, written in every transaction."""

    def __init__(self, engine: Engine, now: datetime, by: str, *, replay: bool, dry_run: bool) -> None:
        self._engine = engine if dry_run else for_writing(engine)
        self._now = now
        self._id, self._by, self._replay, self._dry_run = new_id(), by, replay, dry_run
        self._outcome = Outcome()

    def bury(self, one: Buried, hindrance: Callable[[Session, str, CaseRows], str]) -> None:
        """Purge one participant, unless something is in the way."""
        try:
            with calmly(), Session(self._engine) as session:
                rows = rows_of(session, retention(), one.participant_id, lock=not self._dry_run)
                if not rows["person"]:
                    self._settle(session, one, {})
                    return
                if rows["person"][0]["role"] != Role.PARTICIPANT:
                    reason = "is no participant"
                else:
                    reason = hindrance(session, one.participant_id, rows)
                if reason:
                    self._outcome.refused[one.participant_id] = reason
                    return
                self._settle(session, one, remove(session, rows))
        except IntegrityError:
            self._outcome.refused[one.participant_id] = "is named in another case"

    def sweep(self) -> None:
        """Remove temporary and technical rows that are past their limit, a table at a time."""
        kept = retention()
        for table, rule in sweepable(kept):
            with calmly(), Session(self._engine) as session:
                late = past(rule, kept, table, self._now)
                if self._dry_run:
                    # A real run has removed them with their cases by now.
                    gone = (belongs(kept, table, one) for one in self._outcome.purged)
                    late &= not_(or_(false(), *gone))
                count = session.scalar(select(func.count()).select_from(table).where(late)) or 0
                if count:
                    session.execute(delete(table).where(late))
                    self._commit(session, {table.name: count}, [])

    def finish(self) -> Outcome:
        """Say in the row that the run came to its end."""
        if not self._dry_run:
            with calmly(), Session(self._engine) as session:
                self._commit(session, {}, [], finished=True)
        return self._outcome

    def _settle(self, session: Session, one: Buried, counts: dict[str, int]) -> None:
        session.merge(Tombstone(participant_id=one.participant_id, purged_at=one.purged_at))
        self._commit(session, counts, [one.participant_id] if counts else [])

    def _commit(
        self, session: Session, counts: dict[str, int], purged: list[str], *, finished: bool = False
    ) -> None:
        """Commit what was done with what the run's row says of it; only then does the outcome say so too."""
        every = self._outcome.counts.keys() | counts.keys()
        total = {name: self._outcome.counts.get(name, 0) + counts.get(name, 0) for name in sorted(every)}
        everybody = [*self._outcome.purged, *purged]
        session.merge(
            PurgeRun(
                id=self._id,
                at=self._now,
                by=self._by,
                replay=self._replay,
                participants=len(everybody),
                counts=total,
                finished_at=self._now if finished else None,
            )
        )
        session.flush()
        if self._dry_run:
            session.rollback()
        else:
            session.commit()
        self._outcome.counts, self._outcome.purged = total, everybody
