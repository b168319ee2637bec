"""Complaints, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import complaint
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _time_began(to: Voice, it: complaint.TimeBegan) -> str:
    return to.gettext(
        "Du kunne lese brevet fra %(available)s, og vi varslet deg %(notified)s. Tiden for å klage regnes fra %(began)s.",
        available=to.day(it.available_on),
        notified=to.day(it.notified_on),
        began=to.day(it.began_on),
    )


def _too_late(to: Voice, it: complaint.TooLate) -> str:
    return to.ngettext(
        "Klagen kom %(num)s dag for sent. Siste dag var %(day)s.",
        "Klagen kom %(num)s dager for sent. Siste dag var %(day)s.",
        it.days,
        day=to.day(it.last_day),
    )


def _over_a_year(to: Voice, it: complaint.OverAYearSince) -> str:
    return to.ngettext(
        "Det er gått mer enn %(num)s år siden %(since)s. En klage som er for sen, kan bare bli behandlet til og med %(latest)s.",
        "Det er gått mer enn %(num)s år siden %(since)s. En klage som er for sen, kan bare bli behandlet til og med %(latest)s.",
        it.years,
        since=to.day(it.since),
        latest=to.day(it.latest),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    complaint.AlertNotSent: lambda to, it: to.gettext(
        "Tiden for å klage har ikke begynt. Du kan lese brevet fra %(day)s, men vi har ikke varslet deg ennå.",
        day=to.day(it.available_on),
    ),
    complaint.AlertBeginsTheTime: lambda to, _it: to.gettext(
        "Tiden for å klage begynner når vi har varslet deg om brevet."
    ),
    complaint.TimeBegan: _time_began,
    complaint.ArrivedElectronically: lambda to, it: to.gettext(
        "En klage som sendes digitalt, regnes fra dagen den kom fram. Den kom %(day)s.",
        day=to.day(it.arrived_on),
    ),
    complaint.PostedOn: lambda to, it: to.gettext(
        "En klage på papir regnes fra dagen den ble postlagt. Den ble postlagt %(day)s.",
        day=to.day(it.posted_on),
    ),
    complaint.InTime: lambda to, it: to.gettext(
        "Klagen kom i tide. Siste dag er %(day)s.", day=to.day(it.last_day)
    ),
    complaint.TooLate: _too_late,
    complaint.MayStillBeHeard: lambda to, _it: to.gettext(
        "Klagen kan likevel bli behandlet hvis du ikke kan klandres for at den er sen, eller hvis det er særlige grunner til det."
    ),
    complaint.OverAYearSince: _over_a_year,
    complaint.CanStillBeSent: lambda to, _it: to.gettext(
        "Du kan alltid sende klagen. Et menneske leser den."
    ),
    complaint.OfficeMayChangeItself: lambda to, _it: to.gettext(
        "Kontoret kan endre avgjørelsen selv om ingen har klaget i tide."
    ),
    complaint.TellWhyItIsLate: lambda to, _it: to.gettext(
        "Fortell hvorfor klagen er sen. Det kan gjøre at den blir behandlet."
    ),
    complaint.LateFrom: lambda to, it: to.gettext(
        "En klage som kommer etter %(day)s, er for sen.", day=to.day(it.last_day)
    ),
    complaint.IfItCameBy: lambda to, it: to.gettext(
        "Kom klagen til og med %(day)s, kan den bli behandlet. Si fra hvis datoene her er feil.",
        day=to.day(it.latest),
    ),
    complaint.SentToTheOfficeFirst: lambda to, _it: to.gettext(
        "Send klagen til kontoret som bestemte. De ser på saken på nytt først, og kan endre avgjørelsen."
    ),
    complaint.StateAdministratorDecides: lambda to, _it: to.gettext("Statsforvalteren behandler klagen."),
    complaint.NavAppealsDecides: lambda to, _it: to.gettext("Nav klageinstans behandler klagen."),
    complaint.OfficeAnswersItself: lambda to, _it: to.gettext(
        "En klage på hvordan du ble møtt, svarer kontoret på selv."
    ),
}
