"""Free days, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.rules import free_days
from portal.rules.decision import Reason
from portal.rules.free_days import FreeDay
from portal.text.reasons.voice import Voice
from portal.text.words import N_

BECAUSE_OF: Mapping[str, str] = {
    FreeDay.SATURDAY: N_("Det er fridag %(day)s, fordi det er lørdag."),
    FreeDay.SUNDAY: N_("Det er fridag %(day)s, fordi det er søndag."),
    FreeDay.NEW_YEARS_DAY: N_("Det er fridag %(day)s, fordi det er nyttårsdag."),
    FreeDay.MAUNDY_THURSDAY: N_("Det er fridag %(day)s, fordi det er skjærtorsdag."),
    FreeDay.GOOD_FRIDAY: N_("Det er fridag %(day)s, fordi det er langfredag."),
    FreeDay.EASTER_MONDAY: N_("Det er fridag %(day)s, fordi det er andre påskedag."),
    FreeDay.MAY_DAY: N_("Det er fridag %(day)s, fordi det er første mai."),
    FreeDay.CONSTITUTION_DAY: N_("Det er fridag %(day)s, fordi det er grunnlovsdagen."),
    FreeDay.ASCENSION_DAY: N_("Det er fridag %(day)s, fordi det er Kristi himmelfartsdag."),
    FreeDay.WHIT_MONDAY: N_("Det er fridag %(day)s, fordi det er andre pinsedag."),
    FreeDay.CHRISTMAS_DAY: N_("Det er fridag %(day)s, fordi det er første juledag."),
    FreeDay.BOXING_DAY: N_("Det er fridag %(day)s, fordi det er andre juledag."),
}
"""The name of each kind of free day, within its sentence: languages bend the name in different ways."""


def _free(to: Voice, it: free_days.DayIsFree) -> str:
    if it.kind in BECAUSE_OF:
        return to.gettext(BECAUSE_OF[it.kind], day=to.day(it.day))
    # A decision of long ago may name a kind that is no longer on the list.
    return to.gettext("Det er fridag %(day)s.", day=to.day(it.day))


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    free_days.DayIsFree: _free,
    free_days.DayIsProgrammeDay: lambda to, it: to.gettext("Det er programdag %(day)s.", day=to.day(it.day)),
    free_days.ProgrammeSaysOtherwise: lambda to, it: to.gettext(
        "Det er vanligvis fridag %(day)s, men programmet ditt sier at det er programdag.", day=to.day(it.day)
    ),
    free_days.IfProgrammeSaysOtherwise: lambda to, _it: to.gettext(
        "Det er programdag bare hvis programmet ditt sier det."
    ),
}
