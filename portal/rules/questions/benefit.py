"""Questions about money: rates, the benefit of a month, what reduces it and what is owed."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.rules.back_pay import BackPay, back_pay
from portal.rules.benefit import FLAT, WEEKDAYS, MonthFacts
from portal.rules.benefit_month import PAID_WORK, BenefitMonth, benefit_month
from portal.rules.decision import Decision
from portal.rules.questions.facts import (
    COUNT,
    DATE,
    HOURS,
    MONTH,
    PERIOD,
    YES_NO,
    BadFacts,
    Fact,
    Facts,
    Kind,
    list_of,
    one_of,
)
from portal.rules.questions.question import Around, Question, plain
from portal.rules.rates import BenefitRates, benefit_rates
from portal.rules.reduction import AbsenceReduction, absence_reduction


def _date_or_month(given: object, field: str) -> date:
    if isinstance(given, str) and len(given) == len("2026-04"):
        return MONTH.read(given, field)  # type: ignore[no-any-return]
    return DATE.read(given, field)  # type: ignore[no-any-return]


DATE_OR_MONTH = Kind("date (YYYY-MM-DD) or month (YYYY-MM)", _date_or_month)

BORN = Fact("born", DATE, "the participant's date of birth")
CHILDREN = Fact("children", COUNT, "how many children give a supplement")
WORKED = Fact(
    "weekly_hours_worked", HOURS, "hours of paid work in an ordinary week", optional=True, default=Decimal(0)
)
APPRENTICE = Fact("apprentice", YES_NO, "whether the work is an apprenticeship", optional=True, default=False)
MONTH_FACTS = (
    Fact("month", MONTH, "the month the benefit is for"),
    BORN,
    CHILDREN,
    Fact(
        "method",
        one_of(FLAT, WEEKDAYS),
        "how a month is counted; the office's own way if left out",
        optional=True,
    ),
)
MONTH_EXTRAS = (
    Fact(
        "deducted_hours",
        HOURS,
        "hours of absence without permission in this month",
        optional=True,
        default=Decimal(0),
    ),
    Fact("suspended", list_of(PERIOD), "when the programme was suspended", optional=True, default=()),
    Fact("participates_from", DATE, "the first day in the programme", optional=True),
    Fact("participates_to", DATE, "the last day in the programme, counted", optional=True),
)
MONTH_RATES = (
    "rates.grunnbelop",
    "rates.factor",
    "rates.under_25_share",
    "rates.full_rate_age",
    "rates.benefit_days",
    "rates.child_day",
)
MONTH_REDUCTIONS = (
    "rates.outside_share",
    "rates.suspended_share",
    "rates.absence_share",
    "rates.paid_work_share",
    "content.weekly_hours",
    "content.work_percent",
)
MONTH_SETTINGS = ("benefit.month_method", "benefit.full_rate_from")
WORK_SETTINGS = ("content.apprentice_is_capped",)
ABSENCE_SETTINGS = ("hours.standard_day", "benefit.absence_unit", "benefit.absence_cuts_child_supplement")


def _month(facts: Facts) -> MonthFacts:
    first, last = facts.get("participates_from"), facts.get("participates_to")
    if first and last and last < first:
        raise BadFacts("participates_to", "it comes before 'participates_from'")
    try:
        return MonthFacts(
            month=facts["month"],
            born=facts["born"],
            children=facts["children"],
            method=facts["method"],
            weekly_hours_worked=facts["weekly_hours_worked"],
            deducted_hours=facts.get("deducted_hours", Decimal(0)),
            suspended=tuple((one["from"], one["to"]) for one in facts.get("suspended", ())),
            participates_from=first,
            participates_to=last,
            apprentice=facts.get("apprentice", False),
            other_benefit=facts.get("has_right_to_other_benefit", False),
            paid_on=facts.get("paid_on"),
        )
    except ValueError as wrong:  # All else that it refuses has been refused with its name while it was read.
        raise BadFacts("born", str(wrong)) from wrong


def _rates(facts: Facts, around: Around) -> Decision[BenefitRates]:
    _born_before(facts, "on")
    return benefit_rates(facts["on"], facts["born"], around.practice)


def _benefit_month(facts: Facts, around: Around) -> Decision[BenefitMonth]:
    return benefit_month(_month(facts), around.practice)


def _absence(facts: Facts, around: Around) -> Decision[AbsenceReduction]:
    _born_before(facts, "on")
    return absence_reduction(facts["hours"], facts["on"], facts["born"], facts["children"], around.practice)


def _back_pay(facts: Facts, around: Around) -> Decision[BackPay]:
    return back_pay(_month(facts), facts["paid_with_rates_of"], around.practice)


def _born_before(facts: Facts, day: str) -> None:
    if facts["born"] > facts[day]:
        raise BadFacts("born", f"it comes after '{day}'")


def _lines(value: BenefitMonth) -> dict[str, Any]:
    lines = []
    for line in value.lines:
        shown = {
            "code": line.line,
            "amount": line.amount,
            "days": line.days,
            "hours": line.hours,
            "rate": line.rate,
        }
        lines.append({name: plain(fact) for name, fact in shown.items() if fact is not None})
    return {"gross": plain(value.gross), "lines": lines}


def _work_lines(value: BenefitMonth) -> dict[str, Any]:
    taken = sum((-line.amount for line in value.lines if line.line == PAID_WORK), Decimal("0.00"))
    return {
        "before": plain(value.gross + taken),
        "reduction": plain(taken),
        "paid": plain(value.gross),
    }


BENEFIT_RATES = Question(
    name="benefit-rates",
    facts=(Fact("on", DATE, "the day the rates are for"), BORN),
    decide=_rates,
    example={"on": "2026-11-22", "born": "2002-03-14"},
    covers=(
        "KVP-BEN-02",
        "KVP-BEN-02@old",
        "KVP-BEN-03",
        "KVP-BEN-04",
        "KVP-BEN-05",
        "KVP-BEN-10",
        "KVP-CHD-02",
        "F1",
        "F2",
    ),
    rests_on=MONTH_RATES,
    settings=(*MONTH_SETTINGS, "hours.standard_day"),
)
BENEFIT_MONTH = Question(
    name="benefit-month",
    facts=(
        *MONTH_FACTS,
        WORKED,
        *MONTH_EXTRAS,
        APPRENTICE,
        Fact(
            "has_right_to_other_benefit",
            YES_NO,
            "whether there is a right to dagpenger, sykepenger or foreldrepenger for the same time",
            optional=True,
            default=False,
        ),
        Fact("paid_on", DATE, "the day on which the month is paid", optional=True),
    ),
    decide=_benefit_month,
    example={"month": "2026-11", "born": "2002-03-14", "children": 1, "method": "FLAT_12"},
    covers=(
        "KVP-BEN-01",
        "KVP-BEN-03",
        "KVP-BEN-04",
        "KVP-BEN-07",
        "KVP-BEN-09",
        "KVP-BEN-10",
        "KVP-BEN-11",
        "KVP-BEN-12",
        "KVP-BEN-13",
        "KVP-LIF-05",
        "KVP-LIF-06",
        "KVP-ABS-02",
        "KVP-ABS-03",
        "KVP-CHD-01",
        "KVP-CRD-01",
        "KVP-CRD-02",
        "KVP-CRD-03",
    ),
    rests_on=(*MONTH_RATES, *MONTH_REDUCTIONS),
    settings=(*MONTH_SETTINGS, *ABSENCE_SETTINGS, *WORK_SETTINGS),
    value=_lines,
)
PAID_WORK_REDUCTION = Question(
    name="paid-work-reduction",
    facts=(*MONTH_FACTS, Fact("weekly_hours_worked", HOURS, WORKED.means), APPRENTICE),
    decide=_benefit_month,
    example={
        "month": "2026-11",
        "born": "1990-01-01",
        "children": 2,
        "method": "FLAT_12",
        "weekly_hours_worked": "15",
    },
    covers=("KVP-CRD-01",),
    rests_on=(*MONTH_RATES, "rates.paid_work_share", "content.weekly_hours", "content.work_percent"),
    settings=(*MONTH_SETTINGS, *WORK_SETTINGS),
    value=_work_lines,
)
ABSENCE_REDUCTION = Question(
    name="absence-reduction",
    facts=(
        Fact(
            "hours",
            HOURS,
            "hours of absence without permission, of one day or of several with the same rates",
        ),
        Fact("on", DATE, "a day of the absence, whose rates are used for all the hours"),
        BORN,
        Fact("children", COUNT, CHILDREN.means, optional=True, default=0),
    ),
    decide=_absence,
    example={"hours": "7.5", "on": "2026-11-23", "born": "1990-01-01", "children": 0},
    covers=("KVP-ABS-02", "KVP-ABS-03", "KVP-BEN-05"),
    rests_on=(*MONTH_RATES, "rates.absence_share"),
    settings=("benefit.full_rate_from", *ABSENCE_SETTINGS),
)
BACK_PAY = Question(
    name="back-pay",
    facts=(
        *MONTH_FACTS,
        Fact("paid_with_rates_of", DATE_OR_MONTH, "a day or month with the amounts it was paid with"),
        WORKED,
        *MONTH_EXTRAS,
        APPRENTICE,
    ),
    decide=_back_pay,
    example={
        "month": "2026-05",
        "born": "1990-01-01",
        "children": 0,
        "method": "WEEKDAYS",
        "paid_with_rates_of": "2026-04-30",
    },
    covers=("KVP-BEN-06", "KVP-BEN-14"),
    rests_on=(*MONTH_RATES, *MONTH_REDUCTIONS[2:]),
    settings=(*MONTH_SETTINGS, *ABSENCE_SETTINGS, *WORK_SETTINGS),
)
QUESTIONS = (
    BENEFIT_RATES,
    BENEFIT_MONTH,
    PAID_WORK_REDUCTION,
    ABSENCE_REDUCTION,
    BACK_PAY,
)
