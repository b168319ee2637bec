"""What the office looks for by its own routine, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import routine
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _weeks_without(to: Voice, it: routine.WeeksWithoutPlan) -> str:
    return to.ngettext(
        "Programmet skal vare hele året. %(num)s uke har ingenting planlagt. Den begynner %(day)s.",
        "Programmet skal vare hele året. %(num)s uker har ingenting planlagt. Den første begynner %(day)s.",
        it.count,
        day=to.day(it.monday),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    routine.WeeksWithoutPlan: _weeks_without,
    routine.EveryWeekPlanned: lambda to, _it: to.gettext(
        "Programmet skal vare hele året. Hver uke har noe planlagt."
    ),
    routine.LooksWeeksAhead: lambda to, it: to.gettext("Kontoret ser %(weeks)s uker fram.", weeks=it.weeks),
    routine.PlanTheWeek: lambda to, it: to.gettext(
        "Noe på planen i uka fra %(day)s. Ferie eller permisjon i uka er også i orden.", day=to.day(it.monday)
    ),
    routine.NextEvaluation: lambda to, it: to.gettext(
        "Neste dag for å se på programmet sammen er %(day)s.", day=to.day(it.day)
    ),
    routine.NoEvaluationAhead: lambda to, _it: to.gettext(
        "Det er ikke bestemt noen ny dag for å se på programmet sammen."
    ),
    routine.AgreeOnNext: lambda to, _it: to.gettext("Avtal neste dag for å se på programmet sammen."),
}
