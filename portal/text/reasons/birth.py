"""Leave and time off after a birth, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import birth
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _first_weeks(to: Voice, it: birth.FirstWeeksAfterBirth) -> str:
    return to.ngettext(
        "Du skal ha permisjon med stønad i %(num)s uke etter fødselen %(born)s, til og med %(day)s.",
        "Du skal ha permisjon med stønad i %(num)s uker etter fødselen %(born)s, til og med %(day)s.",
        it.weeks,
        born=to.day(it.born),
        day=to.day(it.last_day),
    )


def _may_be_leave(to: Voice, it: birth.FirstWeeksMayBeLeave) -> str:
    return to.ngettext(
        "Du kan ha permisjon med stønad i %(num)s uke etter fødselen %(born)s, til og med %(day)s.",
        "Du kan ha permisjon med stønad i %(num)s uker etter fødselen %(born)s, til og med %(day)s.",
        it.weeks,
        born=to.day(it.born),
        day=to.day(it.last_day),
    )


def _time(to: Voice, it: birth.TimeForBreastfeeding) -> str:
    return to.ngettext(
        "Når du ammer, har du rett til den tiden du trenger, og minst %(num)s time fri hver dag.",
        "Når du ammer, har du rett til den tiden du trenger, og minst %(num)s timer fri hver dag.",
        it.hours,
    )


def _protected(to: Voice, it: birth.ProgrammeProtected) -> str:
    return to.ngettext(
        "Er du borte på grunn av fødsel eller adopsjon, kan programmet ikke avsluttes av den grunn det første året. "
        "Det gjelder fra %(first)s til og med %(last)s.",
        "Er du borte på grunn av fødsel eller adopsjon, kan programmet ikke avsluttes av den grunn de første %(num)s årene. "
        "Det gjelder fra %(first)s til og med %(last)s.",
        it.years,
        first=to.day(it.first_day),
        last=to.day(it.last_day),
    )


def _longer(to: Voice, it: birth.LongerLeaveWithoutBenefit) -> str:
    return to.ngettext(
        "Moren har permisjon med stønad i %(num)s uke etter fødselen. "
        "Forskriften gir ikke stønad i lengre foreldrepermisjon.",
        "Moren har permisjon med stønad i %(num)s uker etter fødselen. "
        "Forskriften gir ikke stønad i lengre foreldrepermisjon.",
        it.weeks,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    birth.FirstWeeksAfterBirth: _first_weeks,
    birth.FirstWeeksMayBeLeave: _may_be_leave,
    birth.DayOfBirthCounts: lambda to, it: to.gettext(
        "Fødselsdagen, %(day)s, er regnet som den første dagen.", day=to.day(it.born)
    ),
    birth.CertificateLetsTakePart: lambda to, _it: to.gettext(
        "Du har legeattest om at det er bedre for deg å delta. Da kan du delta i programmet i denne tiden."
    ),
    birth.IfCertificate: lambda to, _it: to.gettext(
        "Du kan delta i denne tiden hvis du leverer legeattest om at det er bedre for deg."
    ),
    birth.TimeForBreastfeeding: _time,
    birth.NeedDecidesHours: lambda to, it: to.gettext(
        "Du ber om %(hours)s timer om dagen. Kontaktpersonen din avgjør om du trenger det.",
        hours=to.hours(it.asked),
    ),
    birth.IfMoreHours: lambda to, it: to.ngettext(
        "Trenger du mer enn %(num)s time om dagen, må kontaktpersonen din se på det.",
        "Trenger du mer enn %(num)s timer om dagen, må kontaktpersonen din se på det.",
        it.hours,
    ),
    birth.IfAtMostHours: lambda to, it: to.ngettext(
        "Opptil %(num)s time om dagen kan du ta uten at noen må avgjøre det.",
        "Opptil %(num)s timer om dagen kan du ta uten at noen må avgjøre det.",
        it.hours,
    ),
    birth.ProgrammeProtected: _protected,
    birth.LongerLeaveWithoutBenefit: _longer,
    birth.AdoptionWithoutBenefit: lambda to, _it: to.gettext(
        "Forskriften gir ikke permisjon med stønad ved adopsjon."
    ),
    birth.ParentalBenefitReduces: lambda to, _it: to.gettext(
        "Har du rett til foreldrepenger, blir stønaden satt ned tilsvarende."
    ),
}
