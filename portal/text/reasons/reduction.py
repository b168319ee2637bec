"""What absence without permission takes off the benefit, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import reduction
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _hours(to: Voice, it: reduction.AbsenceTakesHours) -> str:
    return to.gettext(
        "Du har vært borte %(hours)s timer uten å ha fått lov. "
        "Det er %(rate)s kroner per time, til sammen %(amount)s kroner i trekk.",
        hours=to.hours(it.hours),
        rate=to.kroner(it.hour_rate),
        amount=to.kroner(it.amount),
    )


def _days(to: Voice, it: reduction.AbsenceTakesDays) -> str:
    return to.ngettext(
        "Du har vært borte %(num)s hel dag uten å ha fått lov. "
        "Det er %(rate)s kroner per dag, til sammen %(amount)s kroner i trekk.",
        "Du har vært borte %(num)s hele dager uten å ha fått lov. "
        "Det er %(rate)s kroner per dag, til sammen %(amount)s kroner i trekk.",
        it.days,
        rate=to.kroner(it.day_rate),
        amount=to.kroner(it.amount),
    )


def _whole_days(to: Voice, it: reduction.OnlyWholeDaysCount) -> str:
    return to.ngettext(
        "Kontoret ditt trekker bare for hele dager på %(day)s timer. %(hours)s timer er %(num)s hel dag.",
        "Kontoret ditt trekker bare for hele dager på %(day)s timer. %(hours)s timer er %(num)s hele dager.",
        it.days,
        day=to.hours(it.hours_in_day),
        hours=to.hours(it.hours),
    )


def _child_supplement(to: Voice, it: reduction.AbsenceCutsChildSupplement) -> str:
    children = to.ngettext(
        "Barnetillegget er for %(num)s barn.", "Barnetillegget er for %(num)s barn.", it.children
    )
    days = to.ngettext(
        "Det blir satt ned med %(amount)s kroner for %(num)s hel dag du var borte.",
        "Det blir satt ned med %(amount)s kroner for %(num)s hele dager du var borte.",
        it.days,
        amount=to.kroner(it.amount),
    )
    return f"{children} {days}"


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    reduction.AbsenceTakesHours: _hours,
    reduction.AbsenceTakesDays: _days,
    reduction.OnlyWholeDaysCount: _whole_days,
    reduction.AbsenceHoursCapped: lambda to, it: to.gettext(
        "Det er meldt %(hours)s timer fravær. Vi regner med høyst %(most)s timer, "
        "for det er så mange timer du får stønad for.",
        hours=to.hours(it.hours),
        most=to.hours(it.most_hours),
    ),
    reduction.AbsenceTakesWhatIsLeft: lambda to, it: to.gettext(
        "Trekket kan ikke være større enn det som er igjen av stønaden. Derfor er det %(amount)s kroner.",
        amount=to.kroner(it.amount),
    ),
    reduction.LowerRateUsed: lambda to, it: to.gettext(
        "Stønaden endrer seg denne måneden. Vi bruker den laveste satsen, %(rate)s kroner per time, i trekket.",
        rate=to.kroner(it.hour_rate),
    ),
    reduction.RestAtHigherRate: lambda to, it: to.gettext(
        "Stønaden endrer seg denne måneden. Først har vi brukt %(lower)s timer med den laveste satsen. "
        "Resten, %(hours)s timer, er regnet med %(rate)s kroner per time.",
        lower=to.hours(it.lower_hours),
        hours=to.hours(it.hours),
        rate=to.kroner(it.hour_rate),
    ),
    reduction.AbsenceTakesAll: lambda to, it: to.gettext(
        "Du har vært borte %(hours)s timer uten å ha fått lov. Det er alle timene du får stønad for. "
        "Derfor trekker vi hele stønaden, %(amount)s kroner.",
        hours=to.hours(it.hours),
        amount=to.kroner(it.amount),
    ),
    reduction.ChildSupplementLeftAlone: lambda to, _it: to.gettext(
        "Barnetillegget blir ikke satt ned på grunn av fravær."
    ),
    reduction.AbsenceCutsChildSupplement: _child_supplement,
}
