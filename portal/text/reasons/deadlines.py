"""Time limits and the office's promises, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import deadlines
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _moved(to: Voice, it: deadlines.MovedToWorkingDay) -> str:
    return to.gettext(
        "Siste dag faller på %(day)s og flyttes til %(moved)s.",
        day=to.day(it.ends_on),
        moved=to.day(it.moved_to),
    )


def _after_days(to: Voice, it: deadlines.EndsAfterDays) -> str:
    return to.ngettext(
        "Fristen er på %(num)s dag, regnet fra dagen etter %(start)s. Da går den ut %(end)s.",
        "Fristen er på %(num)s dager, regnet fra dagen etter %(start)s. Da går den ut %(end)s.",
        it.days,
        start=to.day(it.starts_on),
        end=to.day(it.ends_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    deadlines.ComplaintWeeks: lambda to, it: to.ngettext(
        "Du kan klage innen %(num)s uke fra brevet var klart for deg og vi hadde varslet deg om det.",
        "Du kan klage innen %(num)s uker fra brevet var klart for deg og vi hadde varslet deg om det.",
        it.weeks,
    ),
    deadlines.EndsOnSameWeekday: lambda to, it: to.gettext("Fristen går ut %(day)s.", day=to.day(it.ends_on)),
    deadlines.EndsAfterDays: _after_days,
    deadlines.EndsOnSameNumber: lambda to, it: to.gettext(
        "Fristen går ut på samme dag i måneden som den begynte, %(day)s.", day=to.day(it.ends_on)
    ),
    deadlines.EndsOnLastOfMonth: lambda to, it: to.gettext(
        "Den siste måneden er kortere, så fristen går ut den siste dagen i måneden, %(day)s.",
        day=to.day(it.ends_on),
    ),
    deadlines.MovedToWorkingDay: _moved,
    deadlines.OfficeAnswersWithin: lambda to, it: to.ngettext(
        "Kontoret svarer innen %(num)s arbeidsdag.",
        "Kontoret svarer innen %(num)s arbeidsdager.",
        it.working_days,
    ),
}
