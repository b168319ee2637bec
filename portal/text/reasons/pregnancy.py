"""Time off and leave before a birth, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import pregnancy
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _before_due(to: Voice, it: pregnancy.WorkingDaysBeforeDue) -> str:
    return to.ngettext(
        "Du kan ha permisjon med stønad i opptil %(num)s virkedag rett før termin. "
        "Når termin er %(due)s, kan den begynne %(earliest)s.",
        "Du kan ha permisjon med stønad i opptil %(num)s virkedager rett før termin. "
        "Når termin er %(due)s, kan den begynne %(earliest)s.",
        it.working_days,
        due=to.day(it.due),
        earliest=to.day(it.earliest),
    )


def _leave(to: Voice, it: pregnancy.LeaveBeforeDue) -> str:
    return to.ngettext(
        "Når du er borte fra %(day)s, bruker du %(num)s virkedag.",
        "Når du er borte fra %(day)s, bruker du %(num)s virkedager.",
        it.working_days,
        day=to.day(it.first_day),
    )


def _beyond(to: Voice, it: pregnancy.BeyondTheLastDays) -> str:
    return to.ngettext(
        "%(num)s virkedag er før %(day)s. Kontaktpersonen din avgjør om du kan få fri da av en annen grunn.",
        "%(num)s virkedager er før %(day)s. Kontaktpersonen din avgjør om du kan få fri da av en annen grunn.",
        it.working_days,
        day=to.day(it.earliest),
    )


def _in_time(to: Voice, it: pregnancy.LeaveToldInTime) -> str:
    return to.ngettext(
        "Du sa fra %(told)s. Det er tidlig nok: Du skal si fra så snart du kan, og minst %(num)s uke før, "
        "her senest %(day)s.",
        "Du sa fra %(told)s. Det er tidlig nok: Du skal si fra så snart du kan, og minst %(num)s uker før, "
        "her senest %(day)s.",
        it.weeks,
        told=to.day(it.told_on),
        day=to.day(it.tell_by),
    )


def _late(to: Voice, it: pregnancy.LeaveToldLate) -> str:
    return to.ngettext(
        "Du skal si fra minst %(num)s uke før, her senest %(day)s. Du sa fra %(told)s. "
        "Du mister ikke permisjonen uten videre. Kontaktpersonen din avgjør.",
        "Du skal si fra minst %(num)s uker før, her senest %(day)s. Du sa fra %(told)s. "
        "Du mister ikke permisjonen uten videre. Kontaktpersonen din avgjør.",
        it.weeks,
        day=to.day(it.tell_by),
        told=to.day(it.told_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    pregnancy.CheckInProgrammeTime: lambda to, _it: to.gettext(
        "Du har rett til fri når svangerskapskontrollen ikke med rimelighet kan være utenom programtiden."
    ),
    pregnancy.CheckCouldBeOutside: lambda to, _it: to.gettext(
        "Svangerskapskontrollen kan være utenom programtiden. Kontaktpersonen din avgjør om det er rimelig, "
        "eller om du får fri."
    ),
    pregnancy.IfOutsideIsPossible: lambda to, _it: to.gettext(
        "Hvis kontrollen kan være utenom programtiden, må kontaktpersonen din avgjøre om du får fri."
    ),
    pregnancy.IfOnlyInProgrammeTime: lambda to, _it: to.gettext(
        "Hvis kontrollen ikke med rimelighet kan være utenom programtiden, har du rett til fri."
    ),
    pregnancy.TimeOffKeepsBenefit: lambda to, _it: to.gettext("Stønaden blir ikke satt ned for denne tiden."),
    pregnancy.WorkingDaysBeforeDue: _before_due,
    pregnancy.LeaveBeforeDue: _leave,
    pregnancy.BeyondTheLastDays: _beyond,
    pregnancy.LeaveToldInTime: _in_time,
    pregnancy.LeaveToldLate: _late,
    pregnancy.IfToldAfter: lambda to, it: to.gettext(
        "Hvis du sier fra senere enn %(day)s, må kontaktpersonen din avgjøre.", day=to.day(it.tell_by)
    ),
    pregnancy.IfLeaveBegins: lambda to, it: to.gettext(
        "Hvis permisjonen begynner %(day)s, har du rett til den.", day=to.day(it.first_day)
    ),
}
