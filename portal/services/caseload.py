"""The office's caseload: counters that are filters, the people, and each caseworker's share."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from portal.domain.errors import NotFound
from portal.services.permissions import Action, case_of, offices_of, own_office, within
from portal.services.programme_soon import count_soon
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import case_head
from portal.store import grant as grants
from portal.store import inbox as inboxes
from portal.store import programme as programmes
from portal.store.base import AnyRow


class Filter(StrEnum):
    """What the list can show."""

    WAITING = "waiting"
    TODAY = "today"
    LATE = "late"
    ABSENCES = "absences"
    SOON = "soon"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in an office: conversations in all, due today and late, absences to decide, programmes that must be."""

    waiting: int
    today: int
    late: int
    absences: int
    soon: int

    def of(self, which: Filter) -> int:
        """The figure on one counter."""
        return int(getattr(self, which.value))


def counts(work: Work) -> Counts:
    """The office's counters. Raises NotPermitted for people without an office."""
    offices, reach = offices_of(work, Action.SEE_COUNTS), partial(within, work, Action.SEE_COUNTS)
    row = inboxes.counts(work.session, offices, reach, work.today)
    away = absences.count_waiting(work.session, offices, reach)
    return Counts(row.waiting, row.today, row.late, away, count_soon(work))


def load(work: Work) -> list[AnyRow]:
    """Each caseworker of the office with how many open programmes and how many waiting conversations."""
    office_id = own_office(work.actor, Action.SEE_COUNTS)
    return programmes.load_of_office(work.session, office_id, partial(within, work, Action.SEE_COUNTS))


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as the actor may have it open: whose it is, and the grant that lets them in, None for ordinary work.

    Without `may_write` it can be read and nothing else.
    """

    person: AnyRow
    grant: AnyRow | None
    may_write: bool


def opened(work: Work, participant_id: str) -> Opened:
    """The head of a case, and how it stands open to the actor. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    row = case_head.head(work.session, subject.id)
    if row is None:
        raise NotFound("No such participant within reach.")
    by_grant = subject.scope is Scope.GRANTED
    grant = None
    if by_grant or subject.in_emergency:
        grant = grants.last_of(work.session, work.actor.id, subject.id, subject.office_id, work.now)
    return Opened(row, grant, may_write=not by_grant)


def person(work: Work, participant_id: str) -> AnyRow:
    """The head of a case: name, language, interpreter and contact person. Raises NotFound and NotPermitted."""
    return opened(work, participant_id).person
