"""The office's caseload: counters that are filters, the people, and each caseworker's share."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import NotFound
from portal.services.permissions import Action, case_of, own_office
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import conversation as conversations
from portal.store import person as people
from portal.store import programme as programmes
from portal.store.base import AnyRow


class Filter(StrEnum):
    """What the list can show."""

    WAITING = "waiting"
    TODAY = "today"
    LATE = "late"
    ABSENCES = "absences"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in an office: conversations in all, due today and late, and absences to decide."""

    waiting: int
    today: int
    late: int
    absences: int

    def of(self, which: Filter) -> int:
        """The figure on one counter."""
        return int(getattr(self, which.value))


def counts(work: Work) -> Counts:
    """The office's counters. Raises NotPermitted for people without an office."""
    office_id = own_office(work.actor, Action.SEE_COUNTS)
    row = conversations.counts(work.session, office_id, work.today)
    return Counts(row.waiting, row.today, row.late, absences.count_waiting(work.session, office_id))


def load(work: Work) -> list[AnyRow]:
    """Each caseworker of the office with how many open programmes and how many waiting conversations."""
    return programmes.load_of_office(work.session, own_office(work.actor, Action.SEE_COUNTS))


def person(work: Work, participant_id: str) -> AnyRow:
    """The head of a case: name, language, interpreter and contact person. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    row = people.head(work.session, subject.id)
    if row is None:
        raise NotFound("No such participant within reach.")
    return row
