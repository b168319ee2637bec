"""A plan and a change of it as lines of plain text, for pages that print everything that is kept."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from portal.domain.plan import Goal, Part, PlanActivity
from portal.domain.plan_data import changes_of, content_of
from portal.text.dates import Dates
from portal.text.labels import label
from portal.text.words import N_, Words

SOME_MONDAY = date(2024, 1, 1)
BEFORE, AFTER, GOAL = N_("Før: %(what)s"), N_("Etter: %(what)s"), N_("Mål: %(goal)s")


def plan_lines(words: Words, dates: Dates, data: Mapping[str, Any]) -> Iterator[str]:
    """The goal, each activity with its times and days, the days of evaluation and the free weeks."""
    content = content_of(data)
    if content.goal.text:
        yield words.gettext(GOAL, goal=content.goal.text)
    for one in content.activities:
        yield _said(words, dates, one)
    yield from (dates.full(day) for day in (*content.evaluations, *content.free_weeks))


def change_lines(words: Words, dates: Dates, data: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each change: what kind it is, what stood there, and what should stand there."""
    for one in changes_of(data):
        yield label(words, one.kind)
        for words_of, part in ((BEFORE, one.before), (AFTER, one.after)):
            if part is not None:
                yield words.gettext(words_of, what=_said(words, dates, part))


def _said(words: Words, dates: Dates, part: Part) -> str:
    match part:
        case Goal():
            return part.text or "–"
        case PlanActivity():
            times = (
                f"{dates.weekday(SOME_MONDAY + timedelta(days=slot.weekday))} "
                f"{dates.clock(slot.starts)}–{dates.clock(slot.ends)}"
                for slot in part.slots
            )
            days = dates.short(part.first_day) + (f"–{dates.short(part.last_day)}" if part.last_day else "–")
            serves = label(words, part.serves) if part.serves else ""
            told = (part.title, days, *times, part.what, part.why, part.place, part.provider, serves)
            return ", ".join(one for one in told if one)
        case _:
            return dates.full(part)
