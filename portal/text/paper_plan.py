"""The plan on paper: what the reader chose to take along, in their own language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.appointments import PointOf
from portal.domain.calendar import oslo_day
from portal.services.agreements import Agreement
from portal.services.plans import Plan, PlannedActivity
from portal.store.base import AnyRow
from portal.text.dates import Dates
from portal.text.drafted import draft_said
from portal.text.labels import label
from portal.text.paper import Paper, Said
from portal.text.words import N_, Words

SOME_MONDAY = date(2024, 1, 1)
# Titles, places and what was agreed are as somebody of the office wrote them.
WRITTEN = "nb"


class Part(StrEnum):
    """A part of the plan that can be taken along."""

    GOAL = "goal"
    ACTIVITIES = "activities"
    TIMES = "times"
    EVALUATIONS = "evaluations"
    LIMITS = "limits"
    AGREED = "agreed"
    TICKS = "ticks"


PARTS = {
    Part.GOAL: N_("Målet ditt"),
    Part.ACTIVITIES: N_("Aktivitetene"),
    # NOTE: Klokkeslettene for aktivitetene.
    Part.TIMES: N_("Tidene for hver aktivitet"),
    Part.EVALUATIONS: N_("Dager der dere ser på planen sammen"),
    Part.LIMITS: N_("Datoer som gjelder programmet"),
    Part.AGREED: N_("Det dere har avtalt i møter"),
    # NOTE: Små ruter på papiret, som noen krysser av i med penn.
    Part.TICKS: N_("Ruter å krysse av i"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a paper speaks: its words, its dates, and the day on which it is made."""

    words: Words
    dates: Dates
    today: date


def plan_paper(plan: Plan, agreed: Sequence[Agreement], parts: frozenset[Part], voice: Voice) -> Paper:
    """The plan as it stands, in the parts that were chosen. Places are where the plan has them."""
    words, dates = voice.words, voice.dates
    title = words.gettext(N_("Planen vår"))
    foot = words.gettext(N_("Laget %(day)s"), day=dates.short(voice.today))
    paper = Paper(title, words.locale.code, foot)
    paper.heading(title, 1)
    if draft := draft_said(words):
        paper.say(draft, quiet=True)
    if Part.GOAL in parts and plan.programme.goal:
        paper.heading(words.gettext(N_("Målet ditt")))
        paper.quote(plan.programme.goal, plan.programme.goal_locale)
    if Part.ACTIVITIES in parts and plan.is_open:
        _activities(paper, words.gettext(N_("Nå")), plan.now, parts, voice)
        _activities(paper, words.gettext(N_("Kommer")), plan.coming, parts, voice)
    if Part.EVALUATIONS in parts:
        days = [day for day in plan.evaluations if day >= voice.today and plan.is_open]
        _list(paper, words.gettext(N_("Vi ser på planen sammen")), map(dates.full, days), parts)
    if Part.LIMITS in parts:
        paper.heading(words.gettext(N_("Tid")))
        paper.facts(_limits(plan, voice))
    if Part.AGREED in parts:
        _agreed(paper, agreed, parts, voice)
    return paper


def _activities(
    paper: Paper, heading: str, items: Sequence[PlannedActivity], parts: frozenset[Part], voice: Voice
) -> None:
    if not items:
        return
    paper.heading(heading)
    for item in items:
        row = item.row
        said = [Said(row.why, WRITTEN)] if row.why else []
        times = _times(item, voice) if Part.TIMES in parts else []
        where = [Said(one, WRITTEN) for one in (row.provider, row.place) if one]
        who = voice.words.gettext(N_("Ansvar: %(who)s"), who=label(voice.words, row.responsible))
        ticked = Part.TICKS in parts
        paper.item(Said(row.title, WRITTEN), [*said, *([] if ticked else times), *where, Said(who, "")])
        if ticked and times:
            paper.ticks(times)


def _times(item: PlannedActivity, voice: Voice) -> list[Said]:
    """When it takes place, or how long a week of it lasts where there are no fixed times."""
    if item.slots or not item.row.weekly_minutes:
        return [Said(_time(slot, voice), "") for slot in item.slots]
    a_week = item.row.weekly_minutes / 60
    said = voice.words.ngettext(
        "%(hours)s time i uka", "%(hours)s timer i uka", a_week, hours=voice.dates.hours(a_week)
    )
    return [Said(said, "")]


def _time(slot: AnyRow, voice: Voice) -> str:
    day = voice.dates.weekday(SOME_MONDAY + timedelta(days=slot.weekday))
    ends = voice.dates.clock(slot.ends).removeprefix("kl. ")
    told = f"{day[:1].upper()}{day[1:]} {voice.dates.clock(slot.starts)}–{ends}"
    return f"{told} – {voice.words.gettext(N_('kom når du vil'))}" if slot.drop_in else told


def _limits(plan: Plan, voice: Voice) -> Iterator[tuple[str, list[str]]]:
    words, dates, programme = voice.words, voice.dates, plan.programme
    yield words.gettext(N_("Søknaden kom inn")), [dates.short(programme.received_on)]
    if plan.start_at_latest:
        yield words.gettext(N_("Starter senest")), [dates.full(plan.start_at_latest.value)]
    if programme.started_on:
        yield words.gettext(N_("Startet")), [dates.short(programme.started_on)]
    if programme.period_to and plan.is_open:
        until = words.gettext(N_("Innen da skal kommunen bestemme om programmet går videre."))
        yield words.gettext(N_("Bestemt til og med")), [dates.full(programme.period_to), until]
    if programme.closed_on:
        yield words.gettext(N_("Sluttet")), [dates.short(programme.closed_on)]
    latest = plan.latest_end
    if latest is not None and plan.is_open:
        yield words.gettext(N_("Kan vare lengst til")), [dates.full(latest)]


def _agreed(paper: Paper, agreed: Sequence[Agreement], parts: frozenset[Part], voice: Voice) -> None:
    if not agreed:
        return
    paper.heading(voice.words.gettext(N_("Det dere har avtalt i møter")))
    for one in agreed:
        paper.heading(voice.dates.full(one.row.day), 3)
        paper.say(one.row.agreed, one.row.locale)
        mine = [point for point in one.points if point.whose is PointOf.PARTICIPANT]
        ours = [point for point in one.points if point.whose is PointOf.OFFICE]
        for heading, points in ((N_("Du gjør"), mine), (N_("Kontoret gjør"), ours)):
            told = [Said(_point(point, voice), one.row.locale) for point in points]
            if not told:
                continue
            paper.say(voice.words.gettext(heading), quiet=True)
            if Part.TICKS in parts:
                paper.ticks(told)
            else:
                for said in told:
                    paper.say(f"– {said.text}", said.lang)


def _point(point: AnyRow, voice: Voice) -> str:
    text = str(point.text)
    if point.done_at is not None:
        day = voice.dates.short(oslo_day(point.done_at))
        return f"{text} ({voice.words.gettext(N_('gjort %(day)s'), day=day)})"
    if point.due is not None:
        return f"{text} ({voice.words.gettext(N_('innen %(day)s'), day=voice.dates.short(point.due))})"
    return text


def _list(paper: Paper, heading: str, lines: Iterator[str], parts: frozenset[Part]) -> None:
    told = [Said(line, "") for line in lines]
    if not told:
        return
    paper.heading(heading)
    if Part.TICKS in parts:
        paper.ticks(told)
        return
    for said in told:
        paper.say(said.text)
