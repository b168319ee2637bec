"""What paid work takes off the benefit, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import paid_work
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _reduces(to: Voice, it: paid_work.PaidWorkReduces) -> str:
    return to.gettext(
        "Du har lønnet arbeid %(hours)s av %(full)s timer i uken. "
        "Stønad og barnetillegg blir satt ned like mye, med %(amount)s kroner. "
        "Det er timene som teller, ikke hva du tjener.",
        hours=to.hours(it.hours),
        full=to.hours(it.full_hours),
        amount=to.kroner(it.amount),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    paid_work.PaidWorkReduces: _reduces,
    paid_work.FullTimeWorkLeavesNothing: lambda to, it: to.gettext(
        "Du har lønnet arbeid %(hours)s timer i uken. Full tid er %(full)s timer, så det blir ingen stønad igjen.",
        hours=to.hours(it.hours),
        full=to.hours(it.full_hours),
    ),
}
