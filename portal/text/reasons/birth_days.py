"""Days off at a birth for somebody other than the mother, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import birth_days
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _taken(to: Voice, it: birth_days.BirthDaysTaken) -> str:
    return to.ngettext(
        "Du har brukt %(taken)s av %(most)s virkedager, og har %(num)s dag igjen.",
        "Du har brukt %(taken)s av %(most)s virkedager, og har %(num)s dager igjen.",
        it.left,
        taken=it.taken,
        most=it.most,
    )


def _used_up(to: Voice, it: birth_days.BirthDaysUsedUp) -> str:
    return to.ngettext(
        "Du har brukt %(num)s virkedag, og det er %(most)s. "
        "Kontaktpersonen din avgjør om du kan få fri av en annen grunn.",
        "Du har brukt %(num)s virkedager, og det er %(most)s. "
        "Kontaktpersonen din avgjør om du kan få fri av en annen grunn.",
        it.taken,
        most=it.most,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    birth_days.FatherHasDays: lambda to, it: to.ngettext(
        "Barnefaren har rett til fri i opptil %(num)s virkedag ved fødselen, for å ta seg av familien.",
        "Barnefaren har rett til fri i opptil %(num)s virkedager ved fødselen, for å ta seg av familien.",
        it.working_days,
    ),
    birth_days.CoMotherLikeFather: lambda to, _it: to.gettext(
        "Forskriften nevner bare barnefaren. Kontoret gir en medmor det samme."
    ),
    birth_days.CoMotherIsNotNamed: lambda to, _it: to.gettext(
        "Forskriften nevner bare barnefaren. Kontaktpersonen din avgjør om en medmor får det samme."
    ),
    birth_days.AnotherMayHaveDays: lambda to, it: to.ngettext(
        "Foreldrene bor ikke sammen. Da kan kommunen gi den som hjelper moren, fri i opptil %(num)s virkedag.",
        "Foreldrene bor ikke sammen. Da kan kommunen gi den som hjelper moren, fri i opptil %(num)s virkedager.",
        it.working_days,
    ),
    birth_days.AnotherOnlyWhenApart: lambda to, _it: to.gettext(
        "En annen enn barnefaren kan få fri når foreldrene ikke bor sammen. Her bor de sammen. "
        "Kontaktpersonen din avgjør om du kan få fri av en annen grunn."
    ),
    birth_days.BirthDaysTaken: _taken,
    birth_days.BirthDaysUsedUp: _used_up,
    birth_days.IfMoreBirthDays: lambda to, it: to.ngettext(
        "Vil du ha mer enn %(num)s virkedag til sammen, må kontaktpersonen din avgjøre.",
        "Vil du ha mer enn %(num)s virkedager til sammen, må kontaktpersonen din avgjøre.",
        it.most,
    ),
    birth_days.IfParentsLiveApart: lambda to, _it: to.gettext(
        "Hvis foreldrene ikke bor sammen, kan kommunen gi deg disse dagene."
    ),
}
