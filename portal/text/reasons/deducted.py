"""Why hours of absence reduce the benefit, or do not."""

from collections.abc import Callable
from typing import Any

from portal.rules import deducted
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _whole_days(to: Voice, it: deducted.CountedInWholeDays) -> str:
    return to.ngettext(
        "Kontoret setter bare ned stønaden for hele dager på %(hours)s timer. Her er det %(num)s dag.",
        "Kontoret setter bare ned stønaden for hele dager på %(hours)s timer. Her er det %(num)s dager.",
        it.days,
        hours=to.hours(it.hours_a_day),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    deducted.NobodyHasDecided: lambda to, _it: to.gettext(
        "Kontaktpersonen din har ikke avgjort fraværet ennå. Til det er gjort, blir ikke stønaden satt ned."
    ),
    deducted.PermittedKeepsBenefit: lambda to, _it: to.gettext(
        "Du har fått lov til å være borte, og beholder stønaden."
    ),
    deducted.RegulationGivesBenefit: lambda to, _it: to.gettext(
        "Reglene gir deg rett til stønad ved fravær av denne grunnen."
    ),
    deducted.FreeDayIsNoAbsence: lambda to, _it: to.gettext(
        "Dagen er fri for alle, så du er ikke borte fra noe."
    ),
    deducted.RefusedWhatRulesGive: lambda to, _it: to.gettext(
        "Kontaktpersonen din har ikke godtatt fraværet. Men etter reglene har du rett til stønad når du er borte av denne grunnen."
    ),
    deducted.RefusalLookedAtFirst: lambda to, _it: to.gettext(
        "En kontaktperson må se på avslaget på nytt. Til det er gjort, blir ikke stønaden satt ned."
    ),
    deducted.LeaveWithoutBenefit: lambda to, _it: to.gettext("Du har fått permisjon uten stønad."),
    deducted.NotPermittedReduces: lambda to, _it: to.gettext(
        "Kontaktpersonen din har ikke godtatt fraværet. Da blir stønaden satt ned like mye som du var borte."
    ),
    deducted.AtMostOneDay: lambda to, it: to.gettext(
        "Kontoret trekker ikke mer enn en vanlig dag. Timer på en vanlig dag: %(hours)s.",
        hours=to.hours(it.hours_a_day),
    ),
    deducted.CountedInHours: lambda to, it: to.gettext(
        "Kontoret regner time for time. Timer som blir trukket fra: %(hours)s.", hours=to.hours(it.hours)
    ),
    deducted.CountedInWholeDays: _whole_days,
    deducted.PermissionWouldKeepBenefit: lambda to, _it: to.gettext(
        "Får du lov til å være borte, beholder du stønaden."
    ),
}
