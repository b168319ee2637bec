"""For which child there is a supplement, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import children
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _below_age(to: Voice, it: children.BelowAge) -> str:
    return to.ngettext(
        "Barnet er under %(num)s år. Kontoret ser på barnetillegget igjen %(day)s.",
        "Barnet er under %(num)s år. Kontoret ser på barnetillegget igjen %(day)s.",
        it.age,
        day=to.day(it.day),
    )


def _age_reached(to: Voice, it: children.AgeReached) -> str:
    return to.ngettext(
        "Barnet blir %(num)s år %(day)s. Da bestemmer kontaktpersonen din om du fortsatt får barnetillegg.",
        "Barnet blir %(num)s år %(day)s. Da bestemmer kontaktpersonen din om du fortsatt får barnetillegg.",
        it.age,
        day=to.day(it.day),
    )


def _before_age(to: Voice, it: children.BeforeAge) -> str:
    return to.ngettext(
        "Barnet fylte %(num)s år %(day)s. Før den dagen er barnet ungt nok.",
        "Barnet fylte %(num)s år %(day)s. Før den dagen er barnet ungt nok.",
        it.age,
        day=to.day(it.day),
    )


def _foster_enough(to: Voice, it: children.FosterLongEnough) -> str:
    return to.ngettext(
        "Du har forsørget fosterbarnet siden %(day)s. Det er minst %(num)s år.",
        "Du har forsørget fosterbarnet siden %(day)s. Det er minst %(num)s år.",
        it.years,
        day=to.day(it.since),
    )


def _foster_needed(to: Voice, it: children.FosterSupportNeeded) -> str:
    return to.ngettext(
        "Du må ha forsørget fosterbarnet det siste året før du ba om barnetillegg.",
        "Du må ha forsørget fosterbarnet de siste %(num)s årene før du ba om barnetillegg.",
        it.years,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    children.EachChild: lambda to, _it: to.gettext(
        "Den som forsørger barn, får barnetillegg for hvert barn fem dager i uken."
    ),
    children.BothParents: lambda to, _it: to.gettext(
        "Hvis begge foreldrene får kvalifiseringsstønad, får begge barnetillegg."
    ),
    children.BelowAge: _below_age,
    children.AgeReached: _age_reached,
    children.ChildLivesInNorway: lambda to, _it: to.gettext("Barnet bor i Norge."),
    children.BeforeAge: _before_age,
    children.LivingInNorwayWouldHelp: lambda to, _it: to.gettext(
        "Hvis barnet bor og oppholder seg lovlig i Norge eller på Svalbard, kan du få barnetillegg."
    ),
    children.ChildMustLiveInNorway: lambda to, _it: to.gettext(
        "Du får barnetillegg når barnet bor og oppholder seg lovlig i Norge eller på Svalbard. "
        "Kontaktpersonen din bestemmer hva som gjelder for dere."
    ),
    children.FosterLongEnough: _foster_enough,
    children.FosterSupportNeeded: _foster_needed,
    children.FosterEnoughFrom: lambda to, it: to.gettext(
        "Ber du om barnetillegg %(day)s eller senere, har du forsørget fosterbarnet lenge nok.",
        day=to.day(it.day),
    ),
    children.LastingFosterHome: lambda to, _it: to.gettext(
        "Hvis fosterhjemmet er varig, kan kontaktpersonen din likevel gi deg barnetillegg."
    ),
}
