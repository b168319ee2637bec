"""What is said with every payment and worked out by nobody here: when it comes, tax, holiday pay, other benefits."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.decision import Because, Reason
from portal.rules.law import (
    KVP_LOV_2007,
    SKATTEBETALINGSFORSKRIFTEN,
    SKATTELOVEN,
    SOSIALTJENESTELOVEN,
    Citation,
    HouseRule,
)

_2010, _2019 = date(2010, 1, 1), date(2019, 1, 1)
IN_ARREARS = Citation(SOSIALTJENESTELOVEN, "39", 1, 1, wording_since=_2010)
PAYDAY = Citation(SOSIALTJENESTELOVEN, "39", 1, 2, wording_since=_2010)
OTHER_BENEFIT = Citation(SOSIALTJENESTELOVEN, "38", 1, 1, wording_since=_2019)
REFUND = Citation(SOSIALTJENESTELOVEN, "38", 2, 1, wording_since=_2019)
EARLIER_PARAGRAPH = Citation(SOSIALTJENESTELOVEN, "38")
"""From 2010 to 2018. The words of that time have not been found, so neither ledd nor day is named."""
FIRST_ACT = Citation(KVP_LOV_2007, "5A-10")
TAXED = Citation(SKATTELOVEN, "5-42")
NO_TAX_IN_JUNE = Citation(SKATTEBETALINGSFORSKRIFTEN, "5-7-1", 3)
HALF_TAX = HouseRule(
    "payment.half-tax-in-december",
    "Nav's published practice, not the office's choice. Said on Nav's own page; its paragraph has not been read.",
)
NO_HOLIDAY_PAY = HouseRule(
    "payment.no-holiday-pay",
    "Nav's published practice, not the office's choice. Said on Nav's own page; no paragraph gives holiday pay for this "
    "benefit.",
)
TAX_READ_FROM = date(2026, 1, 1)
"""What is said about tax was read in 2026. Nobody has checked it for earlier months, so there it is not said."""
JUNE, DECEMBER = 6, 12


@dataclass(frozen=True, slots=True)
class PaidInArrears(Reason):
    """The benefit of a month is paid after it, on the attendance that was registered."""

    code: ClassVar[str] = "payment.in-arrears"
    month: date


@dataclass(frozen=True, slots=True)
class MunicipalitySetsPayday(Reason):
    """The municipality decides how and when it pays."""

    code: ClassVar[str] = "payment.municipality-sets-payday"


@dataclass(frozen=True, slots=True)
class TaxIsWithheld(Reason):
    """The benefit is taxable income, so that less than the gross is paid."""

    code: ClassVar[str] = "payment.tax-is-withheld"


@dataclass(frozen=True, slots=True)
class NoTaxInJune(Reason):
    """No tax is withheld from the benefit that is paid in June."""

    code: ClassVar[str] = "payment.no-tax-in-june"


@dataclass(frozen=True, slots=True)
class HalfTaxInDecember(Reason):
    """For most people half of the usual tax is withheld from what is paid in December."""

    code: ClassVar[str] = "payment.half-tax-in-december"


@dataclass(frozen=True, slots=True)
class NoHolidayPay(Reason):
    """This benefit earns no holiday pay."""

    code: ClassVar[str] = "payment.no-holiday-pay"


@dataclass(frozen=True, slots=True)
class OtherBenefitReduces(Reason):
    """A right to dagpenger, sykepenger or foreldrepenger reduces the benefit; a caseworker works out how much."""

    code: ClassVar[str] = "payment.other-benefit-reduces"


@dataclass(frozen=True, slots=True)
class NoOtherBenefit(Reason):
    """Without a right to one of those benefits nobody has to work anything out."""

    code: ClassVar[str] = "payment.no-other-benefit"


@dataclass(frozen=True, slots=True)
class RefundMayBeClaimed(Reason):
    """Of a benefit that is paid for time past the municipality may claim back what it has paid for the same time."""

    code: ClassVar[str] = "payment.refund-may-be-claimed"


def why_paid_so(month: date, paid_on: date | None = None) -> list[Because]:
    """When the month is paid, and what happens with tax then. `month` is its first day.

    Tax is withheld from a payment when it is paid, so June and December are those of `paid_on`, the day of payment.
    Where nobody has said which day that is, nothing is said of the two months.
    """
    because = []
    if month >= _2010:
        because.append(Because(PaidInArrears(month), IN_ARREARS))
        because.append(Because(MunicipalitySetsPayday(), PAYDAY))
    if (paid_on or month) < TAX_READ_FROM:
        return because
    paid_in = paid_on.month if paid_on else None
    if paid_in == JUNE:
        because.append(Because(NoTaxInJune(), NO_TAX_IN_JUNE))
        because.append(Because(NoHolidayPay(), NO_HOLIDAY_PAY))
    else:
        because.append(Because(TaxIsWithheld(), TAXED))
    if paid_in == DECEMBER:
        because.append(Because(HalfTaxInDecember(), HALF_TAX))
    return because


def why_other_benefit(month: date) -> list[Because]:
    """What a right to another benefit for the same time does, which no machine works out. `month` is its first day.

    The first act is cited for its time; that it let the municipality claim anything back has not been read.
    """
    if month < _2010:
        return [Because(OtherBenefitReduces(), FIRST_ACT)]
    reduces, refund = (OTHER_BENEFIT, REFUND) if month >= _2019 else (EARLIER_PARAGRAPH, EARLIER_PARAGRAPH)
    return [Because(OtherBenefitReduces(), reduces), Because(RefundMayBeClaimed(), refund)]
