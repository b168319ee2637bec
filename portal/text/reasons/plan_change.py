"""Changing a plan together, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import plan_change
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _stands(to: Voice, it: plan_change.ProposalStands) -> str:
    return to.ngettext(
        "Et forslag kan besvares i %(num)s dag, til og med %(last)s. Kommer det ikke noe svar, endres ikke planen.",
        "Et forslag kan besvares i %(num)s dager, til og med %(last)s. Kommer det ikke noe svar, endres ikke planen.",
        it.days,
        last=to.day(it.last_day),
    )


def _free_weeks(to: Voice, it: plan_change.FreeWeeksAreTimeOff) -> str:
    return to.ngettext(
        "Forslaget gir %(num)s hel uke fri. Ei uke fri er ferie eller permisjon, og kontoret må bestemme når den er.",
        "Forslaget gir %(num)s hele uker fri. Ei uke fri er ferie eller permisjon, og kontoret må bestemme når den er.",
        it.weeks,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    plan_change.ProposalStands: _stands,
    plan_change.BothHaveToAgree: lambda to, _it: to.gettext(
        "Planen lages sammen med deg, og det du mener, skal telle mye. Derfor endres den først når begge har sagt ja."
    ),
    plan_change.FreeWeeksAreTimeOff: _free_weeks,
}
