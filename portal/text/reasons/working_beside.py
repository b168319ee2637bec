"""Paid work beside the programme, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import working_beside
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _within(to: Voice, it: working_beside.WorkWithinTheLimit) -> str:
    if not it.weekly_hours:  # Nobody is told that they work who does not.
        return to.gettext(
            "Grensen for arbeid ved siden av programmet er %(percent)s prosent stilling, som er %(most)s timer i uka.",
            percent=it.percent,
            most=to.hours(it.most_hours),
        )
    return to.gettext(
        "Du jobber %(hours)s timer i uka ved siden av programmet. "
        "Det er innenfor grensen på %(percent)s prosent stilling, som er %(most)s timer.",
        hours=to.hours(it.weekly_hours),
        percent=it.percent,
        most=to.hours(it.most_hours),
    )


def _above(to: Voice, it: working_beside.WorkAboveTheLimit) -> str:
    return to.gettext(
        "%(hours)s timer arbeid i uka er mer enn grensen ved siden av programmet. Grensen er %(percent)s prosent stilling, som er %(most)s timer.",
        hours=to.hours(it.weekly_hours),
        percent=it.percent,
        most=to.hours(it.most_hours),
    )


def _not_capped(to: Voice, it: working_beside.ApprenticeNotCapped) -> str:
    return to.gettext(
        "Kontoret bruker ikke grensen for arbeidstid når du er lærling, så du kan arbeide %(hours)s timer i uka.",
        hours=to.hours(it.weekly_hours),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    working_beside.WorkWithinTheLimit: _within,
    working_beside.WorkAboveTheLimit: _above,
    working_beside.FullPosition: lambda to, it: to.gettext(
        "Full stilling er her regnet som en full uke i programmet, %(hours)s timer.",
        hours=to.hours(it.full_hours),
    ),
    working_beside.ApprenticeMayCombine: lambda to, _it: to.gettext(
        "Du kan være lærling og delta i programmet samtidig."
    ),
    working_beside.ApprenticeNotCapped: _not_capped,
    working_beside.ApprenticeCapped: lambda to, _it: to.gettext(
        "Kontoret bruker den samme grensen når du er lærling."
    ),
    working_beside.WorkAtMost: lambda to, it: to.gettext(
        "Grensen går ved %(hours)s timer i uka. Mer enn det kan ikke kombineres med programmet.",
        hours=to.hours(it.most_hours),
    ),
    working_beside.ApprenticeshipIsAnotherCase: lambda to, _it: to.gettext(
        "Er du lærling, bruker ikke kontoret denne grensen."
    ),
}
