"""How the office reads the rules for self-report, and what a doctor's note already covers."""

from collections.abc import Callable
from typing import Any

from portal.rules import self_report_days as days
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _covers(to: Voice, it: days.NoteCoversDays) -> str:
    return to.ngettext(
        "Legeerklæringen du har levert, dekker %(num)s dag av dette fraværet.",
        "Legeerklæringen du har levert, dekker %(num)s dager av dette fraværet.",
        it.days,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    days.DaysCountedFromLastDay: lambda to, _it: to.gettext(
        "Kontoret teller fra den siste dagen du var syk, og regner hvert sykefravær for seg. "
        "Reglene kan leses på flere måter."
    ),
    days.WeeksCountedFromStart: lambda to, it: to.gettext(
        "Kontoret teller ukene fra %(day)s, da programmet begynte. Reglene sier bare at du må ha deltatt.",
        day=to.day(it.programme_started_on),
    ),
    days.NoteCoversDays: _covers,
}
