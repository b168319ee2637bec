"""The estimate of a month: what the rule answers to its facts, line by line, each line with what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from portal.domain.money import Lacking
from portal.rules.benefit import CHILD, FULL, UNDER_25, WEEKDAYS, ChildSupplementForMonth
from portal.rules.benefit_month import (
    ABSENCE,
    ABSENCE_OF_CHILD,
    PAID_WORK,
    ROUNDING,
    BenefitLine,
    BenefitMonth,
)
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.parameters import NoLawInForce
from portal.rules.questions import ALL
from portal.rules.questions.facts import BadFacts
from portal.rules.rates import DayRate, ShareBelowAge
from portal.services.money_days import Gone, if_refused
from portal.services.money_facts import MonthOf, month_of_facts
from portal.services.money_known import Known

BENEFIT_MONTH = "benefit-month"
SAID_OF: Mapping[str, str] = MappingProxyType(
    {
        "rates.child-": CHILD,
        "children.": CHILD,
        "benefit.child-": CHILD,
        "benefit.no-child-": CHILD,
        "rates.": FULL,
        "benefit.": FULL,
        "paid-work.": PAID_WORK,
        "working-beside.": PAID_WORK,
        "reduction.absence-cuts-": ABSENCE_OF_CHILD,
        "reduction.": ABSENCE,
        "benefit-month.rounded-": ROUNDING,
    }
)
"""How the codes of the reasons of a line begin; what is named more closely stands first."""
OF_PAYMENT = "payment."
OF_ONE_PART = ("benefit.by-days", "benefit.for-", "benefit.child-")


@dataclass(frozen=True, slots=True)
class Why:
    """Some of the reasons of a decision, to be shown as a decision is."""

    because: tuple[Because, ...]
    would_change: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line with what it rests on. `by_day`: its rate is a day's, and not the whole month's.

    `rounded_once`: the children's rates, each rounded for show, do not add up to the sum, which is rounded once.
    """

    line: BenefitLine
    why: Why
    by_day: bool
    rounded_once: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the month comes to before tax as far as it is known, or what is lacking. A person's decision counts.

    `rest` is what was said that belongs to no line: when it is paid, tax, other benefits. `confirmed` is the row of the
    office's confirmation of the month, None as long as there is none. `less_if_refused` is how much less it would be if
    what was said in the week were not permitted; None where nothing was said.
    """

    of: MonthOf
    lacking: Lacking | None
    decision: Decision[BenefitMonth] | None
    lines: tuple[Line, ...] = ()
    rest: Why = Why(())
    confirmed: object | None = None
    less_if_refused: Decimal | None = None

    @property
    def month(self) -> date:
        """The first day of the month."""
        return self.of.month

    @property
    def gross(self) -> Decimal | None:
        """What it comes to; None where something is lacking."""
        return self.decision.value.gross if self.decision else None

    @property
    def pays_nothing(self) -> bool:
        """Whether nothing is paid for the month, as far as it is known."""
        return self.lacking is Lacking.PROGRAMME or (self.decision is not None and not self.gross)

    @property
    def why_nothing(self) -> Why:
        """What the sum rests on, without when it is paid and tax."""
        because = self.decision.because if self.decision else ()
        return Why(tuple(one for one in because if not one.reason.code.startswith(OF_PAYMENT)))

    @property
    def needs_a_person(self) -> bool:
        """Whether a person must look at it, because of other benefits or much work besides."""
        return self.decision is not None and self.decision.outcome is Outcome.UNDECIDED


def estimate(at: Known, month: date, thought: Sequence[Gone] = ()) -> Estimate:
    """The estimate of one month. `thought` are absences besides those that were reported."""
    confirmed = at.confirmed.get(month)
    of = MonthOf(month, None, Lacking.LAW)
    try:
        of = month_of_facts(at, month, thought)
        decision = _answer(at, of)
        refused = (
            _answer(at, month_of_facts(at, month, thought, if_refused(at, of.said))) if of.said else None
        )
    except (NoLawInForce, BadFacts):
        return Estimate(of, Lacking.LAW, None, confirmed=confirmed)
    if decision is None:
        return Estimate(of, of.lacking, None, confirmed=confirmed)
    by_day = at.practice.choice("benefit.month_method") == WEEKDAYS
    shown = {_line_name(line.line) for line in decision.value.lines}
    lines = tuple(_line(of, decision, line, by_day=by_day) for line in decision.value.lines)
    rest = tuple(one for one in decision.because if _named(one) not in shown)
    less = decision.value.gross - refused.value.gross if refused else None
    return Estimate(of, None, decision, lines, Why(rest, decision.would_change), confirmed, less)


def _answer(at: Known, of: MonthOf) -> Decision[BenefitMonth] | None:
    return ALL[BENEFIT_MONTH].answer(of.facts, at.around) if of.facts is not None else None


def _line(of: MonthOf, decision: Decision[BenefitMonth], line: BenefitLine, *, by_day: bool) -> Line:
    name = _line_name(line.line)
    because = tuple(one for one in decision.because if _named(one) == name and not _of_another(one, line))
    rounded_once = False
    if line.line == CHILD and line.rate is not None and not by_day and of.facts is not None:
        parts = [one.reason for one in because if isinstance(one.reason, ChildSupplementForMonth)]
        rounded_once = bool(parts) and line.rate * of.facts["children"] != line.amount
    return Line(line, Why(because), by_day, rounded_once)


def _of_another(one: Because, line: BenefitLine) -> bool:
    """Whether the reason tells how another line of the same kind came about: before a birthday, and after it."""
    reason = one.reason
    if isinstance(reason, ShareBelowAge):
        return line.line != UNDER_25
    if isinstance(reason, DayRate):
        return reason.day != line.rate
    amount = getattr(reason, "amount", None)
    return reason.code.startswith(OF_ONE_PART) and amount is not None and amount != line.amount


def _line_name(line: str) -> str:
    return FULL if line == UNDER_25 else line


def _named(one: Because) -> str:
    return _first(name for begins, name in SAID_OF.items() if one.reason.code.startswith(begins))


def _first(names: Iterable[str]) -> str:
    return next(iter(names), "")
