"""Days off for religious feasts, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import religious_days
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _days(to: Voice, it: religious_days.DaysForFeasts) -> str:
    return to.ngettext(
        "Den som ikke hører til Den norske kirke, kan ha fri i opptil %(num)s virkedag i kalenderåret "
        "for å feire eller markere religiøse høytider.",
        "Den som ikke hører til Den norske kirke, kan ha fri i opptil %(num)s virkedager i kalenderåret "
        "for å feire eller markere religiøse høytider.",
        it.working_days,
    )


def _of_year(to: Voice, it: religious_days.FeastDaysOfYear) -> str:
    return to.ngettext(
        "Fra før har du brukt %(taken)s av %(most)s virkedager i %(year)s. Etter dette har du %(num)s dag igjen.",
        "Fra før har du brukt %(taken)s av %(most)s virkedager i %(year)s. Etter dette har du %(num)s dager igjen.",
        it.left,
        taken=it.taken,
        most=it.most,
        year=it.year,
    )


def _more(to: Voice, it: religious_days.MoreFeastDays) -> str:
    return to.ngettext(
        "Fra før har du brukt %(taken)s av %(most)s virkedager i %(year)s. Dette er %(num)s dag mer enn du har igjen.",
        "Fra før har du brukt %(taken)s av %(most)s virkedager i %(year)s. Dette er %(num)s dager mer enn du har igjen.",
        it.over,
        taken=it.taken,
        most=it.most,
        year=it.year,
    )


def _in_time(to: Voice, it: religious_days.FeastToldInTime) -> str:
    return to.ngettext(
        "Du har sagt fra tidlig nok om %(day)s. Du må si fra minst %(num)s virkedag før, her senest %(by)s.",
        "Du har sagt fra tidlig nok om %(day)s. Du må si fra minst %(num)s virkedager før, her senest %(by)s.",
        it.working_days,
        day=to.day(it.day),
        by=to.day(it.tell_by),
    )


def _late(to: Voice, it: religious_days.FeastToldLate) -> str:
    return to.ngettext(
        "Om %(day)s skal du si fra minst %(num)s virkedag før, her senest %(by)s. Du sa fra %(told)s. "
        "Kontaktpersonen din avgjør om du får fri likevel.",
        "Om %(day)s skal du si fra minst %(num)s virkedager før, her senest %(by)s. Du sa fra %(told)s. "
        "Kontaktpersonen din avgjør om du får fri likevel.",
        it.working_days,
        day=to.day(it.day),
        by=to.day(it.tell_by),
        told=to.day(it.told_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    religious_days.DaysForFeasts: _days,
    religious_days.ForThoseOutsideTheChurch: lambda to, _it: to.gettext(
        "Denne retten gjelder ikke for den som hører til Den norske kirke. "
        "Kontaktpersonen din avgjør om du kan få fri av en annen grunn."
    ),
    religious_days.FeastDaysOfYear: _of_year,
    religious_days.MoreFeastDays: _more,
    religious_days.OtherLeaveForFeasts: lambda to, _it: to.gettext(
        "Du kan også søke om velferdspermisjon eller be om å ta ferie."
    ),
    religious_days.FeastDayIsFree: lambda to, it: to.gettext(
        "Det er fridag %(day)s, så du bruker ingen dag da.", day=to.day(it.day)
    ),
    religious_days.FeastToldInTime: _in_time,
    religious_days.FeastToldLate: _late,
    religious_days.FeastsKeepBenefit: lambda to, _it: to.gettext(
        "Stønaden blir ikke satt ned for disse dagene."
    ),
    religious_days.IfFeastsToldAfter: lambda to, it: to.gettext(
        "Hvis du sier fra senere enn %(day)s, må kontaktpersonen din avgjøre.", day=to.day(it.tell_by)
    ),
    religious_days.IfFeastIsFrom: lambda to, it: to.gettext(
        "Du har sagt fra tidlig nok om dager fra og med %(day)s.", day=to.day(it.first_day)
    ),
    religious_days.IfFewerFeastDays: lambda to, it: to.ngettext(
        "Hvis du ber om %(num)s dag, er det innenfor grensen.",
        "Hvis du ber om %(num)s dager, er det innenfor grensen.",
        it.days,
    ),
}
