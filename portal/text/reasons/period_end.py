"""What is decided when a decision period runs out, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import period_end
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _must_decide(to: Voice, it: period_end.MustExtendOrEnd) -> str:
    return to.gettext(
        "Perioden din går ut %(day)s. Da skal kommunen bestemme om programmet blir forlenget eller avsluttet.",
        day=to.day(it.period_to),
    )


def _office_begins(to: Voice, it: period_end.OfficeBeginsToDecide) -> str:
    return to.ngettext(
        "Kontoret begynner å vurdere dette %(num)s uke før perioden går ut, %(day)s.",
        "Kontoret begynner å vurdere dette %(num)s uker før perioden går ut, %(day)s.",
        it.weeks,
        day=to.day(it.begins_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    period_end.MustExtendOrEnd: _must_decide,
    period_end.MayExtendTo: lambda to, it: to.gettext(
        "Programmet kan forlenges til og med %(day)s, så lenge du fyller vilkårene.", day=to.day(it.last_day)
    ),
    period_end.OrdinaryTimeUsedUp: lambda to, it: to.gettext(
        "Den vanlige programtiden tar slutt %(day)s. Etter det kan bare særlige grunner forlenge programmet.",
        day=to.day(it.base_maximum),
    ),
    period_end.SpecialGroundsMayExtendTo: lambda to, it: to.gettext(
        "Av særlige grunner kan kommunen forlenge programmet til og med %(day)s.", day=to.day(it.last_day)
    ),
    period_end.NothingLeft: lambda to, it: to.gettext(
        "Programmet kan ikke vare lenger enn til %(day)s, så det kan ikke forlenges mer.",
        day=to.day(it.absolute_maximum),
    ),
    period_end.MoreTimeNotCounted: lambda to, _it: to.gettext(
        "Har du hatt godkjent permisjon eller avbrudd som ikke er tatt med her, flytter det sluttdatoen."
    ),
    period_end.CaseworkerDecidesPeriodEnd: lambda to, _it: to.gettext(
        "En saksbehandler bestemmer dette ut fra situasjonen din."
    ),
    period_end.OfficeBeginsToDecide: _office_begins,
    period_end.PeriodStillRuns: lambda to, it: to.gettext(
        "Programmet er bestemt til og med %(day)s. Før det er ikke perioden over.", day=to.day(it.period_to)
    ),
    period_end.EndsWithItsPeriod: lambda to, it: to.gettext(
        "Programmet kan avsluttes med perioden når siste dag er %(day)s.", day=to.day(it.period_to)
    ),
    period_end.PeriodRanOut: lambda to, it: to.gettext(
        "Perioden gikk ut %(day)s. Spør kontaktpersonen din hva som er bestemt.", day=to.day(it.period_to)
    ),
}
