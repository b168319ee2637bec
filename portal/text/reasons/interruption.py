"""A suspended programme, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import interruption
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _ended_after(to: Voice, it: interruption.EndedAfterSuspension) -> str:
    return to.ngettext(
        "Programmet er avbrutt fra %(first)s. Når det har vært avbrutt i %(num)s år, %(day)s, skal kommunen avslutte det.",
        "Programmet er avbrutt fra %(first)s. Når det har vært avbrutt i %(num)s år, %(day)s, skal kommunen avslutte det.",
        it.years,
        first=to.day(it.suspended_from),
        day=to.day(it.must_end_on),
    )


def _too_long(to: Voice, it: interruption.SuspendedTooLong) -> str:
    return to.ngettext(
        "Programmet har vært avbrutt siden %(first)s. Det var %(num)s år %(day)s, og da skal kommunen avslutte det.",
        "Programmet har vært avbrutt siden %(first)s. Det var %(num)s år %(day)s, og da skal kommunen avslutte det.",
        it.years,
        first=to.day(it.suspended_from),
        day=to.day(it.must_end_on),
    )


def _warned(to: Voice, it: interruption.WarnedAfterMonths) -> str:
    return to.ngettext(
        "Du og kontaktpersonen din får en påminnelse %(day)s, når programmet har vært avbrutt i %(num)s måned.",
        "Du og kontaktpersonen din får en påminnelse %(day)s, når programmet har vært avbrutt i %(num)s måneder.",
        it.months,
        day=to.day(it.day),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    interruption.EndedAfterSuspension: _ended_after,
    interruption.SuspendedTooLong: _too_long,
    interruption.NoBenefitWhileSuspended: lambda to, it: to.gettext(
        "Du får ikke stønad fra %(day)s og så lenge programmet er avbrutt.", day=to.day(it.suspended_from)
    ),
    interruption.WarnedAfterMonths: _warned,
    interruption.ResumeBefore: lambda to, it: to.gettext(
        "Begynner du i programmet igjen før %(day)s, blir det ikke avsluttet på grunn av avbruddet.",
        day=to.day(it.day),
    ),
    interruption.IfTakenPartMeanwhile: lambda to, _it: to.gettext(
        "Har du deltatt i programmet i mellomtiden, er avbruddet kortere. Si fra til kontaktpersonen din."
    ),
    interruption.ToldBeforeEnding: lambda to, _it: to.gettext(
        "Før kommunen bestemmer noe, får du et varsel og kan si hva du mener."
    ),
}
