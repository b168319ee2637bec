"""The right to an individual plan, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import individual_plan
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    individual_plan.RightToPlan: lambda to, _it: to.gettext(
        "Alle i programmet har rett til individuell plan."
    ),
    individual_plan.MadeTogether: lambda to, _it: to.gettext("Planen lages sammen med deltakeren."),
    individual_plan.OnlyWithConsent: lambda to, _it: to.gettext(
        "Planen lages bare når deltakeren samtykker. Samtykket kan trekkes tilbake."
    ),
    individual_plan.OnePlan: lambda to, _it: to.gettext(
        "En person har én individuell plan, og den skal holdes oppdatert."
    ),
    individual_plan.TenContents: lambda to, _it: to.gettext(
        "Forskriften sier hvilke ti ting planen skal ha."
    ),
    individual_plan.NoLargerRight: lambda to, _it: to.gettext(
        "Planen gir ikke rett til flere tjenester enn man har uten den."
    ),
}
