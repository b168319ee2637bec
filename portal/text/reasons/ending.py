"""Ending a programme, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import ending
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _work(to: Voice, it: ending.AbsenceForWorkIsProtected) -> str:
    return to.gettext(
        "Du er borte fra %(first)s på grunn av vanlig arbeid. Kommunen kan ikke avslutte programmet av den grunn før %(day)s.",
        first=to.day(it.absent_from),
        day=to.day(it.protected_until),
    )


def _birth(to: Voice, it: ending.AbsenceForBirthIsProtected) -> str:
    return to.gettext(
        "Du er borte fra %(first)s på grunn av fødsel. Kommunen kan ikke avslutte programmet av den grunn før %(day)s.",
        first=to.day(it.absent_from),
        day=to.day(it.protected_until),
    )


def _adoption(to: Voice, it: ending.AbsenceForAdoptionIsProtected) -> str:
    return to.gettext(
        "Du er borte fra %(first)s på grunn av adopsjon. Kommunen kan ikke avslutte programmet av den grunn før %(day)s.",
        first=to.day(it.absent_from),
        day=to.day(it.protected_until),
    )


def _over(to: Voice, it: ending.ProtectionIsOver) -> str:
    return to.gettext(
        "Du har vært borte fra %(first)s. Fra %(day)s verner ikke loven deg lenger mot at programmet blir avsluttet for det.",
        first=to.day(it.absent_from),
        day=to.day(it.protected_until),
    )


def _some_protected(to: Voice, it: ending.SomeAbsenceIsProtected) -> str:
    return to.ngettext(
        "Er du borte på grunn av vanlig arbeid, fødsel eller adopsjon, kan ikke kommunen avslutte programmet for det det første året.",
        "Er du borte på grunn av vanlig arbeid, fødsel eller adopsjon, kan ikke kommunen avslutte programmet for det de første %(num)s årene.",
        it.years,
    )


def _not_long_enough(to: Voice, it: ending.NotSuspendedLongEnough) -> str:
    return to.ngettext(
        "Programmet har vært avbrutt siden %(first)s. Det er ikke %(num)s år før %(day)s, så avbruddet alene er ikke grunn til å avslutte.",
        "Programmet har vært avbrutt siden %(first)s. Det er ikke %(num)s år før %(day)s, så avbruddet alene er ikke grunn til å avslutte.",
        it.years,
        first=to.day(it.suspended_from),
        day=to.day(it.must_end_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    ending.AbsenceForWorkIsProtected: _work,
    ending.AbsenceForBirthIsProtected: _birth,
    ending.AbsenceForAdoptionIsProtected: _adoption,
    ending.ProtectionIsOver: _over,
    ending.SomeAbsenceIsProtected: _some_protected,
    ending.MayEndForGoodReason: lambda to, _it: to.gettext(
        "Kommunen kan avslutte programmet når det er en saklig grunn til det som gjelder deg. En saksbehandler vurderer det."
    ),
    ending.MustEndWhenNotResuming: lambda to, _it: to.gettext(
        "Kommunen skal avslutte programmet når det er sannsynlig at du ikke kommer tilbake. En saksbehandler vurderer det."
    ),
    ending.NotSuspendedLongEnough: _not_long_enough,
    ending.PossibleFrom: lambda to, it: to.gettext(
        "Kommunen kan tidligst vurdere dette fra %(day)s.", day=to.day(it.day)
    ),
    ending.PossibleUntil: lambda to, it: to.gettext(
        "Siste dag i programmet kan være senest %(day)s.", day=to.day(it.day)
    ),
    ending.SomethingNewIsTold: lambda to, _it: to.gettext(
        "Det du forteller før kommunen bestemmer seg, kan endre dette."
    ),
    ending.AgreedOrAskedFor: lambda to, _it: to.gettext(
        "Du er enig eller har bedt om det selv. Da har du uttalt deg, og kommunen trenger ikke å varsle deg først."
    ),
    ending.AgreementNeedsNoNotice: lambda to, _it: to.gettext(
        "Er dere enige om det, trengs det ikke noe varsel."
    ),
}
