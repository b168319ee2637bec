"""What nobody has told yet about a sick child."""

from collections.abc import Callable
from typing import Any

from portal.rules import sick_child_open
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _alone_first(to: Voice, it: sick_child_open.AloneIsConfirmedFirst) -> str:
    return to.ngettext(
        "Den som ikke er alene om omsorgen, har opptil %(num)s virkedag, og den er brukt. Derfor må kontaktpersonen din "
        "bekrefte at du er alene. Du trenger ikke å fortelle hvorfor.",
        "Den som ikke er alene om omsorgen, har opptil %(num)s virkedager, og de er brukt. Derfor må kontaktpersonen din "
        "bekrefte at du er alene. Du trenger ikke å fortelle hvorfor.",
        it.days,
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    sick_child_open.BirthYearsMissing: lambda to, it: to.gettext(
        "Vi vet ikke når barna dine er født. Retten gjelder til og med året barnet fyller %(age)s, så kontaktpersonen din "
        "avgjør.",
        age=it.last_age,
    ),
    sick_child_open.AloneIsConfirmedFirst: _alone_first,
}
