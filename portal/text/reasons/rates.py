"""What the benefit is worth, in words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from portal.rules import rates
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _grunnbelop(to: Voice, it: rates.GrunnbelopSince) -> str:
    return to.gettext(
        "Grunnbeløpet i folketrygden er %(amount)s kroner fra %(day)s.",
        amount=to.kroner(Decimal(it.grunnbelop)),
        day=to.day(it.first_day),
    )


def _annual(to: Voice, it: rates.AnnualBenefit) -> str:
    # The factor has three decimals. As a share of a hundred it needs no more than two, in every language.
    return to.gettext(
        "Full stønad for ett år er %(percent)s prosent av grunnbeløpet. Det er %(amount)s kroner.",
        percent=to.hours(it.factor * 100),
        amount=to.kroner(Decimal(it.annual)),
    )


def _below_age(to: Voice, it: rates.ShareBelowAge) -> str:
    return to.ngettext(
        "Du er under %(num)s år og får %(parts)s/%(of)s av full stønad. Det er %(amount)s kroner for ett år.",
        "Du er under %(num)s år og får %(parts)s/%(of)s av full stønad. Det er %(amount)s kroner for ett år.",
        it.age,
        parts=it.share_parts,
        of=it.share_of,
        amount=to.kroner(Decimal(it.annual)),
    )


def _full_from(to: Voice, it: rates.FullRateFrom) -> str:
    return to.ngettext(
        "Du får full stønad fra %(day)s, fordi du da er %(num)s år.",
        "Du får full stønad fra %(day)s, fordi du da er %(num)s år.",
        it.age,
        day=to.day(it.day),
    )


def _leap_day(to: Voice, it: rates.BornOnLeapDay) -> str:
    return to.ngettext(
        "Du er født 29. februar. Vi regner at du blir %(num)s år %(day)s.",
        "Du er født 29. februar. Vi regner at du blir %(num)s år %(day)s.",
        it.age,
        day=to.day(it.day),
    )


def _day_rate(to: Voice, it: rates.DayRate) -> str:
    return to.ngettext(
        "Stønaden for ett år deles på %(num)s dag. Det gir %(amount)s kroner per dag.",
        "Stønaden for ett år deles på %(num)s dager. Det gir %(amount)s kroner per dag.",
        it.days_in_year,
        amount=to.kroner(it.day),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    rates.GrunnbelopSince: _grunnbelop,
    rates.AnnualBenefit: _annual,
    rates.ShareBelowAge: _below_age,
    rates.FullRateFrom: _full_from,
    rates.BornOnLeapDay: _leap_day,
    rates.DayRate: _day_rate,
    rates.HourRate: lambda to, it: to.gettext(
        "Vi regner en dag som %(hours)s timer. Da er stønaden %(amount)s kroner per time.",
        hours=to.hours(it.hours_in_day),
        amount=to.kroner(it.hour),
    ),
    rates.FlatMonth: lambda to, it: to.gettext(
        "En tolvdel av stønaden for ett år er %(amount)s kroner.", amount=to.kroner(it.month)
    ),
    rates.GrunnbelopNotDecided: lambda to, it: to.gettext(
        "Grunnbeløpet for denne tiden er ikke bestemt ennå. Vi har regnet med det siste vi kjenner, fra %(day)s.",
        day=to.day(it.known_from),
    ),
    rates.ChildDayNotDecided: lambda to, it: to.gettext(
        "Barnetillegget for denne tiden er ikke bestemt ennå. Vi har regnet med det siste vi kjenner, fra %(day)s.",
        day=to.day(it.known_from),
    ),
    rates.ChildDay: lambda to, it: to.gettext(
        "Barnetillegget er %(amount)s kroner per dag for hvert barn.", amount=to.kroner(it.day)
    ),
}
