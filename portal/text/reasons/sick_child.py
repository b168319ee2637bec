"""How many days off with benefit there are when a child or its carer is ill."""

from collections.abc import Callable
from typing import Any

from portal.rules import sick_child
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _within(to: Voice, it: sick_child.ChildrenWithinAge) -> str:
    return to.ngettext(
        "Du har %(num)s barn som gir rett til fri, til og med året barnet fyller %(age)s.",
        "Du har %(num)s barn som gir rett til fri, til og med året hvert barn fyller %(age)s.",
        it.children,
        age=it.last_age,
    )


def _chronic_within(to: Voice, it: sick_child.ChronicChildrenWithinAge) -> str:
    return to.ngettext(
        "Du har %(num)s barn med kronisk sykdom eller funksjonshemning. Det gir rett til fri til og med året barnet fyller %(age)s.",
        "Du har %(num)s barn med kronisk sykdom eller funksjonshemning. Det gir rett til fri til og med året hvert barn fyller %(age)s.",
        it.children,
        age=it.last_age,
    )


def _older_not(to: Voice, it: sick_child.OlderNotCounted) -> str:
    return to.ngettext(
        "%(num)s barn er for gammelt til å gi rett til fri, og regnes ikke med.",
        "%(num)s barn er for gamle til å gi rett til fri, og regnes ikke med.",
        it.children,
    )


def _older(to: Voice, it: sick_child.OlderCounted) -> str:
    return to.ngettext(
        "%(num)s barn er for gammelt til å gi rett til fri, men regnes med i hvor mange barn du har.",
        "%(num)s barn er for gamle til å gi rett til fri, men regnes med i hvor mange barn du har.",
        it.children,
    )


def _ordinary(to: Voice, it: sick_child.OrdinaryDays) -> str:
    return to.ngettext(
        "Du kan ha fri med stønad i opptil %(num)s virkedag på %(months)s måneder.",
        "Du kan ha fri med stønad i opptil %(num)s virkedager på %(months)s måneder.",
        it.days,
        months=it.months,
    )


def _many(to: Voice, it: sick_child.DaysWithMany) -> str:
    return to.ngettext(
        "Fordi du har omsorg for mer enn %(children)s barn, er det opptil %(num)s virkedag på %(months)s måneder.",
        "Fordi du har omsorg for mer enn %(children)s barn, er det opptil %(num)s virkedager på %(months)s måneder.",
        it.days,
        months=it.months,
        children=it.many_above,
    )


def _alone(to: Voice, it: sick_child.DaysAlone) -> str:
    return to.ngettext(
        "Fordi du er alene om omsorgen, er det opptil %(num)s virkedag på %(months)s måneder.",
        "Fordi du er alene om omsorgen, er det opptil %(num)s virkedager på %(months)s måneder.",
        it.days,
        months=it.months,
    )


def _alone_many(to: Voice, it: sick_child.DaysAloneWithMany) -> str:
    return to.ngettext(
        "Fordi du er alene om omsorgen for mer enn %(children)s barn, er det opptil %(num)s virkedag på %(months)s måneder.",
        "Fordi du er alene om omsorgen for mer enn %(children)s barn, er det opptil %(num)s virkedager på %(months)s måneder.",
        it.days,
        months=it.months,
        children=it.many_above,
    )


def _chronic_adds(to: Voice, it: sick_child.ChronicAdds) -> str:
    return to.ngettext(
        "Et barn som er kronisk sykt eller funksjonshemmet, med klart høyere risiko for fravær, gir %(each)s virkedager til. "
        "For deg er det %(num)s virkedag mer.",
        "Et barn som er kronisk sykt eller funksjonshemmet, med klart høyere risiko for fravær, gir %(each)s virkedager til. "
        "For deg er det %(num)s virkedager mer.",
        it.days,
        each=it.days_each,
    )


def _doubled(to: Voice, it: sick_child.DoubledAlone) -> str:
    return to.ngettext(
        "Fordi du er alene om omsorgen, blir de ekstra dagene doblet, til %(num)s virkedag.",
        "Fordi du er alene om omsorgen, blir de ekstra dagene doblet, til %(num)s virkedager.",
        it.days,
    )


def _used(to: Voice, it: sick_child.DaysUsed) -> str:
    used = to.ngettext(
        "Fra %(first)s til og med %(last)s har du brukt %(num)s virkedag.",
        "Fra %(first)s til og med %(last)s har du brukt %(num)s virkedager.",
        it.used,
        first=to.day(it.first_day),
        last=to.day(it.last_day),
    )
    left = to.ngettext("Du har %(num)s virkedag igjen.", "Du har %(num)s virkedager igjen.", it.left)
    return f"{used} {left}"


def _used_up(to: Voice, it: sick_child.UsedUpAfter) -> str:
    return to.ngettext(
        "Når du har brukt %(num)s virkedag til, er dagene brukt opp.",
        "Når du har brukt %(num)s virkedager til, er dagene brukt opp.",
        it.days,
    )


def _needed(to: Voice, it: sick_child.ChildWithinAgeNeeded) -> str:
    return to.gettext(
        "Retten gjelder til og med året barnet fyller %(age)s, eller %(chronic)s hvis barnet er kronisk sykt eller "
        "funksjonshemmet. Er et av barna dine så ungt, kan svaret bli et annet.",
        age=it.last_age,
        chronic=it.last_age_chronic,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    sick_child.ChildrenWithinAge: _within,
    sick_child.ChronicChildrenWithinAge: _chronic_within,
    sick_child.NoChildWithinAge: lambda to, it: to.gettext(
        "Du har ikke barn som gir rett til fri. Retten gjelder til og med året barnet fyller %(age)s.",
        age=it.last_age,
    ),
    sick_child.OlderNotCounted: _older_not,
    sick_child.OlderCounted: _older,
    sick_child.OrdinaryDays: _ordinary,
    sick_child.DaysWithMany: _many,
    sick_child.DaysAlone: _alone,
    sick_child.DaysAloneWithMany: _alone_many,
    sick_child.ChronicAdds: _chronic_adds,
    sick_child.DoubledAlone: _doubled,
    sick_child.DaysUsed: _used,
    sick_child.WelfareLeaveMayBeAsked: lambda to, _it: to.gettext(
        "Du kan søke om velferdspermisjon. Kommunen bestemmer om du får det."
    ),
    sick_child.UsedUpAfter: _used_up,
    sick_child.DayComesBack: lambda to, it: to.gettext(
        "Bruker du ingen flere dager, har du en dag igjen fra %(day)s.", day=to.day(it.day)
    ),
    sick_child.BeingAloneGivesMore: lambda to, _it: to.gettext(
        "Er du alene om omsorgen, har du flere dager. Det gjelder også hvis den andre forelderen i lang tid ikke "
        "kan passe barnet."
    ),
    sick_child.ChildWithinAgeNeeded: _needed,
}
