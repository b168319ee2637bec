"""Benefit facts: what a caseworker enters from the decision, kept in versions, for the estimate to be worked out from."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.domain.allowance import Counted
from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.money import (
    MOST_CHILDREN,
    MOST_HOURS,
    BenefitEntry,
    BenefitFactsEntered,
    hours_of,
    hundredths_of,
)
from portal.domain.months import last_day_of, month_of
from portal.services import limits
from portal.services.money_known import earliest_entry, holding, known, where_it_stands
from portal.services.money_month import Estimate, estimate
from portal.services.permissions import TABLE, Action, Subject, case_of
from portal.services.work import Work
from portal.store import benefit as store
from portal.store.base import AnyRow, new_id
from portal.store.benefit import BenefitFacts
from portal.store.engine import take_turn

EARLIEST = date(2010, 1, 1)
FURTHEST_AHEAD = timedelta(days=366)
SMALLEST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OfCase:
    """What was entered for a case: everything, what of it holds, and what this month comes to with it."""

    everything: tuple[AnyRow, ...]
    holds: tuple[AnyRow, ...]
    born: date | None
    estimate: Estimate
    may_enter: bool

    @property
    def number(self) -> int:
        """How many times something was entered: what a form must bring back unchanged."""
        return len(self.everything)


def of_case(work: Work, participant_id: str) -> OfCase:
    """What was entered, for whoever may open the case. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.MONEY)
    month = month_of(work.today)
    at = known(work, subject, month, last_day_of(month))
    may_enter = subject.scope in TABLE[Action.ENTER_BENEFIT_FACTS].get(work.actor.role, ())
    return OfCase(tuple(at.entries), tuple(holding(at.entries)), at.born, estimate(at, month), may_enter)


def enter(work: Work, participant_id: str, before: int, entry: BenefitEntry) -> None:
    """Enter what the decision says from a day on. The same sent twice is entered once.

    `before` is how many entries the page showed. Raises Conflict when somebody has entered something since, Refused for
    what cannot be, TooMany, NotFound and NotPermitted.
    """
    subject = case_of(work, Action.ENTER_BENEFIT_FACTS, participant_id, Looked.MONEY)
    if not EARLIEST <= entry.from_day <= work.today + FURTHEST_AHEAD:
        raise Refused("benefit-day")
    since = earliest_entry(where_it_stands(work, subject))
    if since is not None and entry.from_day < since:
        raise Refused("benefit-before")
    if not 0 <= entry.children <= MOST_CHILDREN:
        raise Refused("benefit-children")
    if not 0 <= entry.weekly_hours <= MOST_HOURS or entry.weekly_hours % SMALLEST:
        raise Refused("benefit-hours")
    _write(work, subject, before, entry)


def take_back(work: Work, participant_id: str, before: int, from_day: date) -> None:
    """Take back what was entered for that day: what held before it goes on. Raises as `enter`, and NotFound for no such day."""
    subject = case_of(work, Action.ENTER_BENEFIT_FACTS, participant_id, Looked.MONEY)
    rows = store.facts_of_case(work.session, subject.id, subject.office_id)
    row = next((one for one in reversed(rows) if one.from_day == from_day), None)
    if row is None:
        raise NotFound("Nothing was entered for that day.")
    entry = BenefitEntry(
        from_day,
        row.children,
        hours_of(row.weekly_hundredths),
        row.apprentice,
        row.other_benefit,
        counts=False,
    )
    _write(work, subject, before, entry)


def _write(work: Work, subject: Subject, before: int, entry: BenefitEntry) -> None:
    take_turn(work.session, f"benefit facts of {subject.id}")
    rows = store.facts_of_case(work.session, subject.id, subject.office_id)
    if rows and rows[-1].entered_by == work.actor.id and _entry(rows[-1]) == entry:
        return
    if len(rows) != before:
        raise Conflict("Somebody else has entered something since.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    row = BenefitFacts(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        number=len(rows) + 1,
        from_day=entry.from_day,
        children=entry.children,
        weekly_hundredths=hundredths_of(entry.weekly_hours),
        apprentice=entry.apprentice,
        other_benefit=entry.other_benefit,
        counts=entry.counts,
        entered_by=work.actor.id,
        entered_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.tell(BenefitFactsEntered(subject.id, subject.office_id, row.id))


def _entry(row: AnyRow) -> BenefitEntry:
    hours = hours_of(row.weekly_hundredths)
    return BenefitEntry(
        row.from_day, row.children, hours, row.apprentice, row.other_benefit, counts=row.counts
    )
