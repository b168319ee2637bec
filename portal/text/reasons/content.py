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


def _leads_to_work(to: Voice, it: content.MostLeadsToWork) -> str:
    return to.gettext(
        "%(direct)s av %(planned)s timer i planen leder direkte mot arbeid.",
        direct=to.hours(it.direct_hours),
        planned=to.hours(it.planned_hours),
    )


def _too_little(to: Voice, it: content.TooLittleLeadsToWork) -> str:
    return to.gettext(
        "Bare %(direct)s av %(planned)s timer i planen leder direkte mot arbeid. Kontaktpersonen din ser på planen.",
        direct=to.hours(it.direct_hours),
        planned=to.hours(it.planned_hours),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    content.FullTimeWeek: _full_week,
    content.PlannedTime: _planned_time,
    content.HoursSetAside: lambda to, it: to.gettext(
        "En deltaker setter av %(hours)s timer i uka.", hours=to.hours(it.full_hours)
    ),
    content.WeekIsFull: lambda to, it: to.gettext(
        "Planen har %(planned)s timer, og det er full tid.", planned=to.hours(it.planned_hours)
    ),
    content.WeekIsMoreThanFull: lambda to, it: to.gettext(
        "Planen har %(planned)s timer. Det er %(over)s timer mer enn full tid, og det er lov.",
        planned=to.hours(it.planned_hours),
        over=to.hours(it.over_hours),
    ),
    content.WeekIsNotFull: lambda to, it: to.gettext(
        "Planen har %(planned)s timer. Det er %(under)s timer mindre enn full tid. Fridager og ferie kan være grunnen.",
        planned=to.hours(it.planned_hours),
        under=to.hours(it.under_hours),
    ),
    content.PlanHoursMore: lambda to, it: to.gettext(
        "Med %(hours)s timer til er uka full.", hours=to.hours(it.hours)
    ),
    content.MostLeadsToWork: _leads_to_work,
    content.TooLittleLeadsToWork: _too_little,
    content.NothingPlanned: lambda to, _it: to.gettext("Det er ingen timer i planen ennå."),
    content.EssentialShare: lambda to, it: to.gettext(
        "Det meste av programmet skal lede direkte mot arbeid. Kontoret regner med minst %(percent)s prosent av timene.",
        percent=it.percent,
    ),
    content.WorkAndSearchAreDirect: lambda to, _it: to.gettext(
        "Kontoret regner arbeidsrettede tiltak, jobbsøking, lønnet arbeid og læretid som det som leder direkte mot arbeid."
    ),
    content.OnlyMeasuresAreDirect: lambda to, _it: to.gettext(
        "Kontoret regner bare arbeidsrettede tiltak som det som leder direkte mot arbeid."
    ),
    content.MoreThatLeadsToWork: lambda to, it: to.gettext(
        "Leder %(hours)s flere av timene direkte mot arbeid, er det nok.", hours=to.hours(it.hours)
    ),
}
