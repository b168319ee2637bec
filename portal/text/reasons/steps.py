"""What can come next in a programme, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import steps
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    steps.RightToTakePart: lambda to, _it: to.gettext(
        "Den som fyller vilkårene i loven, har rett til program. En saksbehandler vurderer det."
    ),
    steps.MayTakeBack: lambda to, _it: to.gettext("Du kan trekke søknaden til programmet har begynt."),
    steps.BeginsAsStated: lambda to, _it: to.gettext("Programmet begynner den dagen som står i vedtaket."),
    steps.OneDecisionMore: lambda to, _it: to.gettext(
        "Programmet blir bestemt for høyst ett år om gangen. Derfor kan et nytt vedtak følge etter."
    ),
    steps.LeaveIsNotCounted: lambda to, _it: to.gettext(
        "Godkjent permisjon regnes ikke med i tiden programmet varer."
    ),
    steps.MaySuspend: lambda to, _it: to.gettext(
        "Kommunen kan avbryte programmet for en periode når det er saklig grunn til det i situasjonen din."
    ),
    steps.MayEndNow: lambda to, _it: to.gettext(
        "Kommunen kan avslutte programmet når det er saklig grunn til det i situasjonen din."
    ),
    steps.SuspendedForAWhile: lambda to, _it: to.gettext(
        "Et avbrudd er for en periode. Programmet kan gå videre etterpå."
    ),
    steps.LastsNoLongerThanNeeded: lambda to, _it: to.gettext(
        "Programmet varer så lenge du fyller vilkårene, og ikke lenger enn loven sier."
    ),
    steps.NotWhileSuspended: lambda to, _it: to.gettext(
        "Programmet er avbrutt. Den tiden er ikke en del av programmet, så den kan verken forlenges eller fullføres."
    ),
    steps.NotDecidedYet: lambda to, _it: to.gettext(
        "Søknaden er ikke avgjort. Først må kommunen bestemme om du får program."
    ),
    steps.NotBegunYet: lambda to, _it: to.gettext("Programmet er innvilget, men har ikke begynt."),
    steps.DecidedAlready: lambda to, _it: to.gettext(
        "Søknaden er avgjort. Skal noe endres, må kommunen gjøre et nytt vedtak."
    ),
    steps.HoldsAlready: lambda to, _it: to.gettext("Slik er det allerede."),
    steps.ItIsOver: lambda to, _it: to.gettext("Det er ikke noe program i gang."),
    steps.MayRecall: lambda to, _it: to.gettext(
        "Kommunen kan gjøre om sitt eget vedtak. Dette vedtaket gjelder ikke ennå."
    ),
    steps.DecidedAhead: lambda to, it: to.gettext(
        "Det er allerede bestemt noe som gjelder fra %(day)s.", day=to.day(it.from_day)
    ),
    steps.NothingAhead: lambda to, _it: to.gettext(
        "Ingenting er bestemt som ikke gjelder ennå. Da er det ikke noe å ta tilbake."
    ),
    steps.IfRecalled: lambda to, _it: to.gettext("Når det som er bestemt, er tatt tilbake, er det mulig."),
    steps.IfResumed: lambda to, _it: to.gettext("Når du er med i programmet igjen, er det mulig."),
    steps.IfGranted: lambda to, _it: to.gettext("Når søknaden er innvilget, er det mulig."),
    steps.IfBegun: lambda to, _it: to.gettext("Når programmet har begynt, er det mulig."),
    steps.IfAppliedAnew: lambda to, _it: to.gettext("En ny søknad kan føre til et nytt program."),
}
