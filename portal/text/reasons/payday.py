"""The day of payment, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import payday
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    payday.PaydayInCalendar: lambda to, it: to.gettext(
        "Kontoret har skrevet %(day)s i kalenderen sin for utbetaling.", day=to.day(it.day)
    ),
    payday.PaydayIsFree: lambda to, it: to.gettext(
        "%(day)s er en fridag. Da betaler kontoret siste virkedag før, %(paid_on)s.",
        day=to.day(it.day),
        paid_on=to.day(it.paid_on),
    ),
    payday.PaydayMayMove: lambda to, it: to.gettext(
        "%(day)s er en fridag. Kontoret har ikke sagt om pengene da kommer før eller etter. Spør kontoret.",
        day=to.day(it.day),
    ),
}
