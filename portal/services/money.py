"""Money at the participant's end: the next payment, this month line by line, the months before, and what changes it."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.errors import NotFound
from portal.domain.money import Lacking
from portal.domain.months import last_day_of, month_before, month_of
from portal.rules.back_pay import BackPay
from portal.rules.days import add_months
from portal.rules.decision import Decision
from portal.rules.parameters import NoLawInForce, dated, whole_on
from portal.rules.questions import ALL
from portal.rules.rates import full_rate_from, why_full_rate
from portal.services.money_known import Known, known, where_it_stands
from portal.services.money_month import Estimate, Why, estimate
from portal.services.paydays import NextPayday, next_payday
from portal.services.permissions import own_case
from portal.services.work import Work
from portal.store.base import AnyRow

BACK_PAY = "back-pay"
OTHER_BENEFIT = "has_right_to_other_benefit"
NOT_OF_BACK_PAY = (OTHER_BENEFIT, "paid_on")
MONTHS_SHOWN = 6
RISE_TOLD_MONTHS = 12
"""How long after a rise it is told of: then the next one is near."""
PAID_AS_BEFORE = 3
"""A rise of 1 May is normally paid in June or July, so that no month after the third is paid with the old amounts."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed for one month if it was paid with the old amounts; None where that cannot be worked out here."""

    month: date
    decision: Decision[BackPay] | None


@dataclass(frozen=True, slots=True)
class Rise:
    """What a rise of the grunnbeløp on `since` means for each month that may have been paid with the old amounts."""

    since: date
    months: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """Everything that a participant is told about their money. `holds` are the entries that the estimates rest on.

    `payday_of` is the estimate of the month that is paid next. `full_rate` says when the full benefit begins, for
    somebody who has it still before them. `earlier` are the estimates of the months before, the newest first. `hidden`: no names of others go onto the page.
    """

    estimate: Estimate
    payday: NextPayday | None
    payday_of: Estimate | None
    earlier: tuple[Estimate, ...]
    born: date | None
    holds: tuple[AnyRow, ...]
    full_rate: Why | None
    rise: Rise | None
    hidden: bool = False


def own_money(work: Work) -> Money:
    """What the participant is told of this month and those before. For the participant alone, and no representative."""
    subject = own_case(work)
    this = month_of(work.today)
    first = this
    for _ in range(MONTHS_SHOWN):
        first = month_before(first)
    rise_month = _rise_month(work.today)
    payday = next_payday(work, subject.office_id)
    paid = payday.month if payday else this
    at = known(work, subject, min(first, rise_month or first, paid), last_day_of(max(this, paid)))
    months = [month_before(this)]
    while len(months) < MONTHS_SHOWN:
        months.append(month_before(months[-1]))
    begun = month_of(at.first_day) if at.first_day else this
    return Money(
        estimate=estimate(at, this),
        payday=payday,
        payday_of=estimate(at, paid) if payday else None,
        earlier=tuple(estimate(at, month) for month in months if month >= begun),
        born=at.born,
        holds=tuple(at.holds),
        full_rate=_full_rate(at, work.today),
        rise=_rise(at, rise_month, work.today) if rise_month else None,
        hidden=subject.hidden,
    )


def own_month(work: Work, month: date) -> Estimate:
    """One month of the participant's own. Raises NotFound for one before the programme or still to come."""
    subject = own_case(work)
    standing = where_it_stands(work, subject)
    begun = standing.started_on if standing else None
    if begun is None or not month_of(begun) <= month <= month_of(work.today):
        raise NotFound("There is no such month.")
    return estimate(known(work, subject, month, last_day_of(month)), month)


def _full_rate(at: Known, today: date) -> Why | None:
    if at.born is None or (at.last_day and at.last_day < today):
        return None
    full_from = full_rate_from(at.born, whole_on("rates.full_rate_age", today), at.practice)
    return Why(tuple(why_full_rate(today, at.born, at.practice))) if today < full_from else None


def _rise_month(today: date) -> date | None:
    """The month with which the grunnbeløp rose last, as long as that is told of."""
    rose = dated("rates.grunnbelop", today).first
    return rose if rose.day == 1 and today < add_months(rose, RISE_TOLD_MONTHS) else None


def _rise(at: Known, since: date, today: date) -> Rise | None:
    months = [add_months(since, number) for number in range(PAID_AS_BEFORE)]
    owed = (_owed(at, month, since) for month in months if _is_paid(at, month, today))
    found = tuple(one for one in owed if one)
    return Rise(since, found) if found else None


def _is_paid(at: Known, month: date, today: date) -> bool:
    """Whether the month has been paid: on its day in the calendar, or else as soon as it is over."""
    return at.paid_on.get(month, last_day_of(month)) < today


def _owed(at: Known, month: date, since: date) -> Owed | None:
    of = estimate(at, month).of
    if of.lacking is Lacking.PROGRAMME:
        return None
    if of.facts is None or of.facts[OTHER_BENEFIT]:
        return Owed(month, None)
    asked = {name: fact for name, fact in of.facts.items() if name not in NOT_OF_BACK_PAY}
    asked["paid_with_rates_of"] = (since - timedelta(days=1)).isoformat()
    try:
        decision: Decision[BackPay] = ALL[BACK_PAY].answer(asked, at.around)
    except NoLawInForce:
        return None
    return Owed(month, decision) if decision.value.amount else None
