"""How a case is handled, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import case_handling
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _preliminary(to: Voice, it: case_handling.PreliminaryAnswerWithin) -> str:
    return to.ngettext(
        "Saken din kom inn %(day)s. Du skal få svar innen %(num)s måned. Rekker vi ikke det, skriver vi hvorfor og når svaret kommer.",
        "Saken din kom inn %(day)s. Du skal få svar innen %(num)s måneder. Rekker vi ikke det, skriver vi hvorfor og når svaret kommer.",
        it.months,
        day=to.day(it.received_on),
    )


def _not_opened(to: Voice, it: case_handling.NotOpenedWithin) -> str:
    return to.ngettext(
        "Du kunne lese brevet fra %(day)s. Er det ikke åpnet innen %(num)s dag, varsler vi deg en gang til.",
        "Du kunne lese brevet fra %(day)s. Er det ikke åpnet innen %(num)s dager, varsler vi deg en gang til.",
        it.days,
        day=to.day(it.available_on),
    )


def _days_to_answer(to: Voice, it: case_handling.DaysToAnswerNotice) -> str:
    return to.ngettext(
        "Du får %(num)s dag på deg til å svare.", "Du får %(num)s dager på deg til å svare.", it.days
    )


def _costs(to: Voice, it: case_handling.CostsWithin) -> str:
    return to.ngettext(
        "Ble avgjørelsen endret til din fordel, kan du kreve å få dekket utgifter. Det må du gjøre innen %(num)s uke fra brevet om endringen var klart for deg og vi hadde varslet deg om det. Det var %(day)s.",
        "Ble avgjørelsen endret til din fordel, kan du kreve å få dekket utgifter. Det må du gjøre innen %(num)s uker fra brevet om endringen var klart for deg og vi hadde varslet deg om det. Det var %(day)s.",
        it.weeks,
        day=to.day(it.notified_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    case_handling.PreliminaryAnswerWithin: _preliminary,
    case_handling.NotOpenedWithin: _not_opened,
    case_handling.OpenedInTime: lambda to, it: to.gettext(
        "Brevet ble åpnet %(day)s, så vi varsler ikke igjen.", day=to.day(it.opened_on)
    ),
    case_handling.OpenedLater: lambda to, it: to.gettext(
        "Brevet ble ikke åpnet før %(day)s.", day=to.day(it.opened_on)
    ),
    case_handling.HeardAlready: lambda to, _it: to.gettext(
        "Du har allerede sagt hva du mener, så vi trenger ikke å varsle deg først."
    ),
    case_handling.MustBeHeardFirst: lambda to, _it: to.gettext(
        "Du skal få vite om saken og si hva du mener før kontoret bestemmer."
    ),
    case_handling.MustBeHeardBeforeLoss: lambda to, _it: to.gettext(
        "Du kan ikke miste retten til egenmelding uten at du først har fått si hva du mener."
    ),
    case_handling.DaysToAnswerNotice: _days_to_answer,
    case_handling.CountsFromDispatch: lambda to, it: to.gettext(
        "Tiden regnes fra dagen varselet er sendt, %(day)s.", day=to.day(it.sent_on)
    ),
    case_handling.CostsWithin: _costs,
}
