"""What a programme holds, in words."""

from collections.abc import Callable
from typing import Any

from portal.rules import content
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _full_week(to: Voice, it: content.FullTimeWeek) -> str:
    return to.gettext("En deltaker setter av %(hours)s timer i uka.", hours=to.minutes(it.full_minutes))


def _planned_time(to: Voice, it: content.PlannedTime) -> str:
    return to.gettext(
        "Planen har %(planned)s av %(full)s timer.",
        planned=to.minutes(it.planned_minutes),
        full=to.minutes(it.full_minutes),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    content.FullTimeWeek: _full_week,
    content.PlannedTime: _planned_time,
}
