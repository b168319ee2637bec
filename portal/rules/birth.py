"""After a birth: the first six weeks, breastfeeding, and longer leave (KVP-forskriften §§ 13 and 14).

The year in which the programme cannot be ended is in sosialtjenesteloven § 34 ledd 2.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from portal.rules.content import standing
from portal.rules.days import last_day_of_period
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import SOSIALTJENESTELOVEN, Citation, HouseRule
from portal.rules.parameters import dated
from portal.rules.pregnancy import KEEPS_BENEFIT, TimeOffKeepsBenefit

OTHER_BENEFITS = Citation(SOSIALTJENESTELOVEN, "38", 1, 1, wording_since=date(2019, 1, 1))
BIRTH_COUNTS = HouseRule(
    "birth.day-of-birth-counts",
    "The day of birth is read as the first day of the six weeks, so that they are 42 days.",
)
LONGER_LEAVE = HouseRule(
    "birth.longer-leave-without-benefit",
    "The regulation has no rule on benefit in parental leave beyond the six weeks, nor at an adoption.",
)


@dataclass(frozen=True, slots=True)
class FirstWeeksAfterBirth(Reason):
    """After the birth on `born` there is leave with benefit for `weeks` weeks, to `last_day`."""

    code: ClassVar[str] = "birth.first-weeks"
    born: date
    weeks: int
    last_day: date


@dataclass(frozen=True, slots=True)
class FirstWeeksMayBeLeave(Reason):
    """With a certificate there may be leave with benefit for `weeks` weeks after the birth on `born`, to `last_day`."""

    code: ClassVar[str] = "birth.first-weeks-may-be-leave"
    born: date
    weeks: int
    last_day: date


@dataclass(frozen=True, slots=True)
class DayOfBirthCounts(Reason):
    """`born` is counted as the first day of the weeks."""

    code: ClassVar[str] = "birth.day-of-birth-counts"
    born: date


@dataclass(frozen=True, slots=True)
class CertificateLetsTakePart(Reason):
    """A doctor's certificate says that taking part is better, so the participant may take part in these weeks."""

    code: ClassVar[str] = "birth.certificate-lets-take-part"


@dataclass(frozen=True, slots=True)
class IfCertificate(Reason):
    """With a doctor's certificate that it is better to take part, the participant may take part."""

    code: ClassVar[str] = "birth.if-certificate"


@dataclass(frozen=True, slots=True)
class TimeForBreastfeeding(Reason):
    """Whoever breastfeeds has a right to at least `hours` hours off each day."""

    code: ClassVar[str] = "birth.time-for-breastfeeding"
    hours: int


@dataclass(frozen=True, slots=True)
class NeedDecidesHours(Reason):
    """The right is to the time that is needed; whether `asked` hours are is for a caseworker."""

    code: ClassVar[str] = "birth.need-decides-hours"
    asked: Decimal


@dataclass(frozen=True, slots=True)
class IfMoreHours(Reason):
    """More than `hours` hours a day are given when they are needed, and a caseworker looks at that."""

    code: ClassVar[str] = "birth.if-more-hours"
    hours: int


@dataclass(frozen=True, slots=True)
class IfAtMostHours(Reason):
    """Up to `hours` hours a day there is a right without more."""

    code: ClassVar[str] = "birth.if-at-most-hours"
    hours: int


@dataclass(frozen=True, slots=True)
class ProgrammeProtected(Reason):
    """An absence from `first_day` because of birth or adoption cannot end the programme in `years` years, to `last_day`."""

    code: ClassVar[str] = "birth.programme-protected"
    first_day: date
    years: int
    last_day: date


@dataclass(frozen=True, slots=True)
class LongerLeaveWithoutBenefit(Reason):
    """The mother has leave with benefit for `weeks` weeks; the regulation has no benefit in longer leave."""

    code: ClassVar[str] = "birth.longer-leave-without-benefit"
    weeks: int


@dataclass(frozen=True, slots=True)
class AdoptionWithoutBenefit(Reason):
    """The regulation has no leave with benefit at an adoption."""

    code: ClassVar[str] = "birth.adoption-without-benefit"


@dataclass(frozen=True, slots=True)
class ParentalBenefitReduces(Reason):
    """A right to parental benefit reduces the programme's benefit."""

    code: ClassVar[str] = "birth.parental-benefit-reduces"


@dataclass(frozen=True, slots=True)
class WeeksAfterBirth(Figures):
    """First and last day of the leave, both counted, and whether the participant may take part all the same."""

    code: ClassVar[str] = "figures.weeks-after-birth"
    first_day: date
    last_day: date
    may_take_part: bool


@dataclass(frozen=True, slots=True)
class HoursADay(Figures):
    """Hours a day: those asked for, and those to which there is a right in any case."""

    code: ClassVar[str] = "figures.breastfeeding-hours"
    asked: Decimal
    at_least: Decimal


def after_birth(born: date, *, certificate_to_take_part: bool = False) -> Decision[WeeksAfterBirth]:
    """The leave after a birth (§ 13 ledd 1): it must be held unless a doctor's certificate says otherwise."""
    weeks = dated("birth.weeks_after", born)
    last = born + timedelta(weeks=weeks.whole) - timedelta(days=1)
    leave = FirstWeeksMayBeLeave if certificate_to_take_part else FirstWeeksAfterBirth
    because = [
        Because(leave(born, weeks.whole, last), weeks.basis),
        Because(DayOfBirthCounts(born), BIRTH_COUNTS),
    ]
    if certificate_to_take_part:
        because.append(Because(CertificateLetsTakePart(), weeks.basis))
    value = WeeksAfterBirth(born, last, certificate_to_take_part)
    would_change = () if certificate_to_take_part else (IfCertificate(),)
    return Decision("birth.after_birth", 1, Outcome.MET, tuple(because), value, would_change)


def breastfeeding(hours: Decimal, on: date) -> Decision[HoursADay]:
    """Time off each day to breastfeed (§ 14): `hours` are those asked for on days such as `on`.

    At least one hour is a right; beyond it the need decides, and that is for a caseworker.
    """
    row = dated("birth.breastfeeding_hours", on)
    least = row.whole
    because = [Because(TimeForBreastfeeding(least), row.basis)]
    value = HoursADay(hours, Decimal(least))
    if hours > least:
        because.append(Because(NeedDecidesHours(hours), row.basis))
        undecided, change = Outcome.UNDECIDED, (IfAtMostHours(least),)
        return Decision("birth.breastfeeding", 1, undecided, tuple(because), value, change)
    because.append(Because(TimeOffKeepsBenefit(), KEEPS_BENEFIT))
    return Decision("birth.breastfeeding", 1, Outcome.MET, tuple(because), value, (IfMoreHours(least),))


def parental_leave(first_day: date, *, adoption: bool = False) -> Decision[date]:
    """The last day on which the programme cannot be ended because of this absence (sosialtjenesteloven § 34 ledd 2).

    `first_day` is the first day of the whole absence because of the birth or adoption, the weeks with benefit included.
    """
    years, weeks = dated("duration.protected_absence_years", first_day), dated("birth.weeks_after", first_day)
    last = last_day_of_period(first_day, 12 * years.whole)
    without = AdoptionWithoutBenefit() if adoption else LongerLeaveWithoutBenefit(weeks.whole)
    because = (
        Because(ProgrammeProtected(first_day, years.whole, last), years.basis),
        Because(without, LONGER_LEAVE),
        Because(ParentalBenefitReduces(), standing(OTHER_BENEFITS, first_day)),
    )
    return Decision("birth.parental_leave", 1, Outcome.COMPUTED, because, last)
