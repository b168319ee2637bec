"""Changing a plan together: how long a proposal stands, and what two yeses are not enough for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from portal.rules.content import full_time
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.holiday import WHEN
from portal.rules.law import SOSIALTJENESTELOVEN, Citation
from portal.rules.practice import USUAL, Practice
from portal.rules.working_beside import work_hours

MADE_TOGETHER = Citation(SOSIALTJENESTELOVEN, "42", 1, wording_since=date(2010, 1, 1))
STANDS = "plan.proposal_days"


@dataclass(frozen=True, slots=True)
class ProposalStands(Reason):
    """A proposal waits `days` days for an answer, through `last_day`; without one nothing changes."""

    code: ClassVar[str] = "plan-change.proposal-stands"
    days: int
    last_day: date


@dataclass(frozen=True, slots=True)
class BothHaveToAgree(Reason):
    """The plan is made together with the participant, so it changes when both have said yes."""

    code: ClassVar[str] = "plan-change.both-have-to-agree"


@dataclass(frozen=True, slots=True)
class FreeWeeksAreTimeOff(Reason):
    """The change leaves `weeks` whole weeks free, and somebody must decide when days are free."""

    code: ClassVar[str] = "plan-change.free-weeks-are-time-off"
    weeks: int


@dataclass(frozen=True, slots=True)
class PlanChangeFacts:
    """A week of the plan before and after the change, in whole minutes, from `day` on.

    `free_weeks` is how many whole weeks the change newly leaves free. `apprentice`: the paid work is an apprenticeship.
    """

    day: date
    planned_before: int
    planned_after: int
    paid_before: int = 0
    paid_after: int = 0
    apprentice: bool = False
    free_weeks: int = 0


def stands_until(sent: date, practice: Practice = USUAL) -> Decision[date]:
    """The last day on which a proposal that is sent on `sent` can be answered: the office's own choice, and no law."""
    days = practice.whole(STANDS)
    last = sent + timedelta(days=days)
    because = (Because(ProposalStands(days, last), practice.basis(STANDS)),)
    return Decision("plan_change.stands_until", 1, Outcome.COMPUTED, because, last)


def agreement_is_enough(facts: PlanChangeFacts, practice: Practice = USUAL) -> Decision[None]:
    """Whether the plan changes when both sides have said yes, or a person must decide besides.

    A person decides when the change takes the plan further under full time (sosialtjenesteloven § 30 ledd 2 punktum 3),
    brings paid work above its limit (§ 30 ledd 2 punktum 2), or leaves whole weeks free, which is holiday or leave
    (KVP-forskriften § 17). A plan that was short before and gets no shorter needs nobody. Never NOT_MET.
    """
    found: list[Because] = []
    change: list[Reason] = []
    if facts.planned_after < facts.planned_before:
        week = full_time(_hours(facts.planned_after), facts.day)
        if week.outcome is Outcome.UNDECIDED:
            found += week.because
            change += week.would_change
    if facts.paid_after > facts.paid_before:
        paid = work_hours(
            _hours(facts.paid_after), apprentice=facts.apprentice, on=facts.day, practice=practice
        )
        if paid.outcome is Outcome.NOT_MET:
            found += paid.because
            change += paid.would_change
    if facts.free_weeks > 0:
        found.append(Because(FreeWeeksAreTimeOff(facts.free_weeks), WHEN))
    outcome = Outcome.UNDECIDED if found else Outcome.MET
    because = (Because(BothHaveToAgree(), MADE_TOGETHER), *found)
    return Decision("plan_change.agreement_is_enough", 1, outcome, because, None, tuple(change))


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / 60
