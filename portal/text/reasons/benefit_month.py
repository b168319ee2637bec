"""What a month comes to, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import benefit_month
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    benefit_month.NoDaysWithBenefit: lambda to, _it: to.gettext(
        "Du får ikke stønad eller barnetillegg denne måneden."
    ),
    benefit_month.RoundedOnce: lambda to, it: to.gettext(
        "Hver linje er avrundet til hele øre. Hele måneden er avrundet bare én gang, og det utgjør %(amount)s kroner.",
        amount=to.kroner(it.amount),
    ),
}
