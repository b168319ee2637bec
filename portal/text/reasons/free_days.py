"""Free days, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import free_days
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    free_days.DayIsFree: lambda to, it: to.gettext("Det er fridag %(day)s.", day=to.day(it.day)),
    free_days.DayIsProgrammeDay: lambda to, it: to.gettext("Det er programdag %(day)s.", day=to.day(it.day)),
}
