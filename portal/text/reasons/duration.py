"""How long a programme lasts, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import duration
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _period(to: Voice, it: duration.DecisionPeriod) -> str:
    return to.ngettext(
        "Kommunen bestemmer for opptil %(num)s måned om gangen.",
        "Kommunen bestemmer for opptil %(num)s måneder om gangen.",
        it.months,
    )


def _base_maximum(to: Voice, it: duration.BaseMaximum) -> str:
    return to.ngettext(
        "Programmet kan vare i opptil %(num)s år, til %(day)s.",
        "Programmet kan vare i opptil %(num)s år, til %(day)s.",
        it.years,
        day=to.day(it.last_day),
    )


def _special_extension(to: Voice, it: duration.SpecialExtension) -> str:
    return to.ngettext(
        "Av særlige grunner kan det forlenges med %(num)s år, til %(day)s.",
        "Av særlige grunner kan det forlenges med %(num)s år, til %(day)s.",
        it.years,
        day=to.day(it.last_day),
    )


def _not_counted(to: Voice, it: duration.TimeNotCounted) -> str:
    return to.ngettext(
        "%(num)s dag med permisjon eller avbrudd er ikke regnet med.",
        "%(num)s dager med permisjon eller avbrudd er ikke regnet med.",
        it.days,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    duration.StartAtLatest: lambda to, it: to.ngettext(
        "Programmet skal starte senest %(num)s måned etter at søknaden kom inn.",
        "Programmet skal starte senest %(num)s måneder etter at søknaden kom inn.",
        it.months,
    ),
    duration.WeekendMovesNothing: lambda to, it: to.gettext(
        "Det er fridag %(day)s, men det flytter ikke fristen.", day=to.day(it.day)
    ),
    duration.PlanStartBy: lambda to, it: to.gettext(
        "Starten må planlegges til senest %(day)s, den siste arbeidsdagen før.", day=to.day(it.day)
    ),
    duration.DecisionPeriod: _period,
    duration.BaseMaximum: _base_maximum,
    duration.SpecialExtension: _special_extension,
    duration.TimeNotCounted: _not_counted,
}
