"""Which days of a month give benefit, and how its lines came about, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import benefit
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _outside(to: Voice, it: benefit.OutsideProgramme) -> str:
    return to.ngettext(
        "Du får ikke stønad for %(num)s ukedag, fordi du ikke er med i programmet da.",
        "Du får ikke stønad for %(num)s ukedager, fordi du ikke er med i programmet da.",
        it.days,
    )


def _suspended(to: Voice, it: benefit.SuspendedDays) -> str:
    return to.ngettext(
        "Du får ikke stønad for %(num)s ukedag, fordi programmet ditt er avbrutt da.",
        "Du får ikke stønad for %(num)s ukedager, fordi programmet ditt er avbrutt da.",
        it.days,
    )


def _no_child_supplement(to: Voice, it: benefit.NoChildSupplementWhileSuspended) -> str:
    return to.ngettext(
        "Vi leser reglene slik at barnetillegget heller ikke blir betalt for %(num)s ukedag med avbrudd.",
        "Vi leser reglene slik at barnetillegget heller ikke blir betalt for %(num)s ukedager med avbrudd.",
        it.days,
    )


def _by_days(to: Voice, it: benefit.BenefitByDays) -> str:
    return to.ngettext(
        "Stønaden er %(rate)s kroner for %(num)s ukedag. Det blir %(amount)s kroner.",
        "Stønaden er %(rate)s kroner for hver av %(num)s ukedager. Det blir %(amount)s kroner.",
        it.days,
        rate=to.kroner(it.day_rate),
        amount=to.kroner(it.amount),
    )


def _part_of_month(to: Voice, it: benefit.BenefitForPartOfMonth) -> str:
    return to.ngettext(
        "For en hel måned er stønaden %(rate)s kroner. Du får den for %(days)s av %(num)s ukedag: %(amount)s kroner.",
        "For en hel måned er stønaden %(rate)s kroner. Du får den for %(days)s av %(num)s ukedager: %(amount)s kroner.",
        it.of_days,
        days=it.days,
        rate=to.kroner(it.month_rate),
        amount=to.kroner(it.amount),
    )


def _children(to: Voice, count: int) -> str:
    return to.ngettext(
        "Du får barnetillegg for %(num)s barn.", "Du får barnetillegg for %(num)s barn.", count
    )


def _child_by_days(to: Voice, it: benefit.ChildSupplementByDays) -> str:
    days = to.ngettext(
        "Det er %(rate)s kroner per barn for %(num)s ukedag, til sammen %(amount)s kroner.",
        "Det er %(rate)s kroner per barn for hver av %(num)s ukedager, til sammen %(amount)s kroner.",
        it.days,
        rate=to.kroner(it.day_rate),
        amount=to.kroner(it.amount),
    )
    return f"{_children(to, it.children)} {days}"


def _child_for_month(to: Voice, it: benefit.ChildSupplementForMonth) -> str:
    month = to.gettext(
        "Det er %(rate)s kroner per barn for måneden, til sammen %(amount)s kroner.",
        rate=to.kroner(it.month_rate),
        amount=to.kroner(it.amount),
    )
    return f"{_children(to, it.children)} {month}"


def _child_part_of_month(to: Voice, it: benefit.ChildSupplementForPartOfMonth) -> str:
    part = to.ngettext(
        "For en hel måned er det %(rate)s kroner per barn. "
        "Du får det for %(days)s av %(num)s ukedag, til sammen %(amount)s kroner.",
        "For en hel måned er det %(rate)s kroner per barn. "
        "Du får det for %(days)s av %(num)s ukedager, til sammen %(amount)s kroner.",
        it.of_days,
        days=it.days,
        rate=to.kroner(it.month_rate),
        amount=to.kroner(it.amount),
    )
    return f"{_children(to, it.children)} {part}"


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    benefit.OutsideProgramme: _outside,
    benefit.SuspendedDays: _suspended,
    benefit.NoChildSupplementWhileSuspended: _no_child_supplement,
    benefit.BenefitByDays: _by_days,
    benefit.BenefitForMonth: lambda to, it: to.gettext(
        "Stønaden for måneden er en tolvdel av stønaden for ett år: %(amount)s kroner.",
        amount=to.kroner(it.amount),
    ),
    benefit.BenefitForPartOfMonth: _part_of_month,
    benefit.ChildSupplementByDays: _child_by_days,
    benefit.ChildSupplementForMonth: _child_for_month,
    benefit.ChildSupplementForPartOfMonth: _child_part_of_month,
}
