"""Welfare leave, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import welfare
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _may_grant(to: Voice, it: welfare.MayGrantWelfareLeave) -> str:
    return to.ngettext(
        "Kommunen kan gi deg velferdspermisjon med stønad når du har viktige grunner, "
        "opptil %(num)s virkedag i kalenderåret. Du må søke.",
        "Kommunen kan gi deg velferdspermisjon med stønad når du har viktige grunner, "
        "opptil %(num)s virkedager i kalenderåret. Du må søke.",
        it.working_days,
    )


def _death(to: Voice, it: welfare.DeathDays) -> str:
    return to.ngettext(
        "Du kan få opptil %(num)s dag når noen i nær familie eller vennekrets dør. "
        "Samboeren din og samboerens familie regnes som ektefelle og ektefelles familie.",
        "Du kan få opptil %(num)s dager når noen i nær familie eller vennekrets dør. "
        "Samboeren din og samboerens familie regnes som ektefelle og ektefelles familie.",
        it.days,
    )


def _travel(to: Voice, it: welfare.TravelInAddition) -> str:
    return to.ngettext(
        "Du kan i tillegg få permisjon for nødvendige reisedager til begravelsen, bisettelsen eller "
        "urnenedsettelsen. Du ber om %(num)s reisedag.",
        "Du kan i tillegg få permisjon for nødvendige reisedager til begravelsen, bisettelsen eller "
        "urnenedsettelsen. Du ber om %(num)s reisedager.",
        it.travel_days,
    )


def _more_than_ground(to: Voice, it: welfare.MoreThanTheGround) -> str:
    return to.ngettext(
        "Du ber om %(asked)s dager. Forskriften nevner %(num)s dag for denne grunnen. Kommunen avgjør likevel søknaden.",
        "Du ber om %(asked)s dager. Forskriften nevner %(num)s dager for denne grunnen. Kommunen avgjør likevel søknaden.",
        it.limit,
        asked=it.asked,
    )


def _of_year(to: Voice, it: welfare.WelfareDaysOfYear) -> str:
    return to.ngettext(
        "Du har brukt eller søkt om %(used)s av %(quota)s virkedager i %(year)s. Får du det du ber om, har du %(num)s dag igjen.",
        "Du har brukt eller søkt om %(used)s av %(quota)s virkedager i %(year)s. Får du det du ber om, har du %(num)s dager igjen.",
        it.left,
        used=it.used,
        quota=it.quota,
        year=it.year,
    )


def _more_than_year(to: Voice, it: welfare.MoreThanTheYear) -> str:
    return to.ngettext(
        "Du har brukt eller søkt om %(used)s av %(quota)s virkedager i %(year)s. Det du ber om, er %(num)s dag mer enn du har igjen.",
        "Du har brukt eller søkt om %(used)s av %(quota)s virkedager i %(year)s. Det du ber om, er %(num)s dager mer enn du har igjen.",
        it.over,
        used=it.used,
        quota=it.quota,
        year=it.year,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    welfare.MayGrantWelfareLeave: _may_grant,
    welfare.KindergartenDays: lambda to, it: to.ngettext(
        "Du kan få opptil %(num)s virkedag når barnet skal venne seg til barnehage, førskole eller dagmamma.",
        "Du kan få opptil %(num)s virkedager når barnet skal venne seg til barnehage, førskole eller dagmamma.",
        it.working_days,
    ),
    welfare.FirstSchoolDay: lambda to, _it: to.gettext(
        "Du kan få fri for å følge barnet på skolen den første skoledagen."
    ),
    welfare.WeddingDay: lambda to, _it: to.gettext("Du kan få fri den dagen du gifter deg."),
    welfare.DeathDays: _death,
    welfare.CareAtHome: lambda to, _it: to.gettext(
        "Du kan få fri når du pleier en nær pårørende hjemme. "
        "Forskriften setter ingen egen grense for denne grunnen."
    ),
    welfare.OtherImportantReason: lambda to, _it: to.gettext(
        "Forskriften nevner bare eksempler. Andre viktige grunner kan også være nok."
    ),
    welfare.TravelInAddition: _travel,
    welfare.TravelWithinTheTen: lambda to, _it: to.gettext(
        "Kontoret regner reisedager med i kalenderårets virkedager."
    ),
    welfare.TravelOutsideTheTen: lambda to, _it: to.gettext(
        "Kontoret regner ikke reisedager med i kalenderårets virkedager."
    ),
    welfare.MoreThanTheGround: _more_than_ground,
    welfare.WelfareDaysOfYear: _of_year,
    welfare.MoreThanTheYear: _more_than_year,
    welfare.IfAtMostDays: lambda to, it: to.ngettext(
        "Hvis du ber om %(num)s dag, er det innenfor grensene.",
        "Hvis du ber om opptil %(num)s dager, er det innenfor grensene.",
        it.days,
    ),
}
