"""What is owed for a month that was paid with older amounts, in words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from portal.rules import back_pay
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _grunnbelop(to: Voice, it: back_pay.GrunnbelopChanged) -> str:
    return to.gettext(
        "Grunnbeløpet er %(now)s kroner fra %(day)s. Stønaden din ble regnet ut med %(before)s kroner.",
        now=to.kroner(Decimal(it.now)),
        day=to.day(it.first_day),
        before=to.kroner(Decimal(it.before)),
    )


def _factor(to: Voice, it: back_pay.FactorChanged) -> str:
    return to.gettext(
        "Stønaden er %(now)s prosent av grunnbeløpet fra %(day)s. Stønaden din ble regnet ut med %(before)s prosent.",
        now=to.hours(it.now * 100),
        day=to.day(it.first_day),
        before=to.hours(it.before * 100),
    )


def _child_day(to: Voice, it: back_pay.ChildDayChanged) -> str:
    return to.gettext(
        "Barnetillegget er %(now)s kroner per dag fra %(day)s. Du fikk %(before)s kroner.",
        now=to.kroner(it.now),
        day=to.day(it.first_day),
        before=to.kroner(it.before),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    back_pay.GrunnbelopChanged: _grunnbelop,
    back_pay.FactorChanged: _factor,
    back_pay.ChildDayChanged: _child_day,
    back_pay.BackPayFor: lambda to, it: to.gettext(
        "Du har %(amount)s kroner til gode for %(month)s.",
        amount=to.kroner(it.amount),
        month=to.month(it.month),
    ),
    back_pay.NothingOwed: lambda to, it: to.gettext(
        "Du fikk riktig beløp for %(month)s.", month=to.month(it.month)
    ),
    back_pay.PaidWithOwnAmounts: lambda to, it: to.gettext(
        "Hvis %(month)s ble betalt med riktige satser, er det ikke noe å trekke.", month=to.month(it.month)
    ),
    back_pay.PaidTooMuch: lambda to, it: to.gettext(
        "Du fikk %(amount)s kroner for mye for %(month)s. Kommunen kan trekke det fra senere stønad. "
        "Kontaktpersonen din ser på det først.",
        amount=to.kroner(it.amount),
        month=to.month(it.month),
    ),
}
