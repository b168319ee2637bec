"""How long a child can stay abroad, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import child_abroad
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _days(to: Voice, it: child_abroad.DaysAbroad) -> str:
    used = to.ngettext(
        "Barnet har vært %(num)s dag i utlandet det siste året til og med %(day)s.",
        "Barnet har vært %(num)s dager i utlandet det siste året til og med %(day)s.",
        it.days,
        day=to.day(it.to),
    )
    allowed = to.ngettext(
        "Du beholder barnetillegget i opptil %(limit)s dager i løpet av %(num)s måned.",
        "Du beholder barnetillegget i opptil %(limit)s dager i løpet av %(num)s måneder.",
        it.window_months,
        limit=it.limit,
    )
    return f"{used} {allowed}"


def _many_days(to: Voice, it: child_abroad.ManyDaysAbroad) -> str:
    return to.ngettext(
        "Du har brukt minst %(used)s av dagene. Det er %(num)s dag igjen.",
        "Du har brukt minst %(used)s av dagene. Det er %(num)s dager igjen.",
        it.left,
        used=it.warned_at,
    )


def _too_many(to: Voice, it: child_abroad.TooManyDaysFrom) -> str:
    return to.ngettext(
        "Fra %(day)s har barnet vært mer enn %(num)s dag i utlandet. Kontaktpersonen din ser på barnetillegget fra da.",
        "Fra %(day)s har barnet vært mer enn %(num)s dager i utlandet. Kontaktpersonen din ser på barnetillegget fra da.",
        it.limit,
        day=to.day(it.day),
    )


def _will_be_too_many(to: Voice, it: child_abroad.WillBeTooManyFrom) -> str:
    return to.ngettext(
        "Med reisene du har fortalt om, blir det mer enn %(num)s dag i utlandet fra %(day)s.",
        "Med reisene du har fortalt om, blir det mer enn %(num)s dager i utlandet fra %(day)s.",
        it.limit,
        day=to.day(it.day),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    child_abroad.DaysAbroad: _days,
    child_abroad.HowDaysCount: lambda to, it: to.gettext(
        "Vi teller både dagen dere reiser og dagen dere kommer hjem. Dag nummer %(day)s er den første som er for mye.",
        day=it.first_too_many,
    ),
    child_abroad.ManyDaysAbroad: _many_days,
    child_abroad.TooManyDaysFrom: _too_many,
    child_abroad.WillBeTooManyFrom: _will_be_too_many,
    child_abroad.HomeBefore: lambda to, it: to.gettext(
        "Hvis barnet var tilbake i Norge før %(day)s, blir det ikke for mange dager.", day=to.day(it.day)
    ),
    child_abroad.MemberAbroad: lambda to, _it: to.gettext(
        "Barnet er medlem i folketrygden også i utlandet. Da beholder du barnetillegget uansett antall dager."
    ),
    child_abroad.MembershipWouldHelp: lambda to, _it: to.gettext(
        "Hvis barnet er medlem i folketrygden også i utlandet, beholder du barnetillegget."
    ),
}
