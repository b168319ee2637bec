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


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    deadlines.ComplaintWeeks: lambda to, it: to.ngettext(
        "Du kan klage innen %(num)s uke fra du fikk vite om avgjørelsen.",
        "Du kan klage innen %(num)s uker fra du fikk vite om avgjørelsen.",
        it.weeks,
    ),
    deadlines.EndsOnSameWeekday: lambda to, it: to.gettext("Fristen går ut %(day)s.", day=to.day(it.ends_on)),
    deadlines.MovedToWorkingDay: _moved,
    deadlines.OfficeAnswersWithin: lambda to, it: to.ngettext(
        "Kontoret svarer innen %(num)s arbeidsdag.",
        "Kontoret svarer innen %(num)s arbeidsdager.",
        it.working_days,
    ),
}
