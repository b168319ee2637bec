"""Reasons: one sentence for each reason that a rule can give, and how a paragraph is cited."""

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.rules import absence, content, deadlines, duration, free_days
from portal.rules.decision import Reason
from portal.rules.law import Basis, Citation
from portal.text.dates import Dates
from portal.text.words import Words


def sentence(words: Words, dates: Dates, reason: Reason) -> str:
    """What the reason says, in the reader's language. Raises KeyError for a reason that nobody has put into words."""
    return SENTENCES[type(reason)](_Voice(words, dates), reason)


def cited(words: Words, basis: Basis) -> str:
    """Where it stands: the paragraph in Norwegian legal style, or that the office chose it itself.

    The name of the statute stays Norwegian in every language: it is what one must say to find it.
    """
    if not isinstance(basis, Citation):
        return words.gettext("Kontorets egen rutine")
    parts = [f"{basis.statute.short_name} § {basis.paragraf}"]
    if basis.ledd:
        parts.append(f"{ORDINALS[basis.ledd]} ledd")
    if basis.punktum:
        parts.append(f"{ORDINALS[basis.punktum]} punktum")
    if basis.bokstav:
        parts.append(f"bokstav {basis.bokstav}")
    return " ".join(parts)


ORDINALS = ("", "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende")


class _Voice:
    """Words and dates of one reader, with short names for the table below."""

    def __init__(self, words: Words, dates: Dates) -> None:
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        self._dates = dates

    def day(self, day: date) -> str:
        return self._dates.full(day)

    def hours(self, minutes: int) -> str:
        return self._dates.hours(minutes / 60)


def _taken_part(to: _Voice, it: absence.TakenPartLongEnough) -> str:
    return to.ngettext(
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uke. Det har du gjort siden %(day)s.",
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uker. Det har du gjort siden %(day)s.",
        it.weeks,
        day=to.day(it.right_from),
    )


def _not_taken_part(to: _Voice, it: absence.NotTakenPartLongEnough) -> str:
    return to.ngettext(
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uke. Det er fra %(day)s.",
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uker. Det er fra %(day)s.",
        it.weeks,
        day=to.day(it.right_from),
    )


def _within_days(to: _Voice, it: absence.WithinSelfReportDays) -> str:
    used = to.ngettext(
        "Fraværet er på %(num)s kalenderdag.", "Fraværet er på %(num)s kalenderdager.", it.days_in_this
    )
    left = to.ngettext(
        "Du kan bruke egenmelding i opptil %(allowed)s kalenderdager, og har %(num)s dag igjen etter dette.",
        "Du kan bruke egenmelding i opptil %(allowed)s kalenderdager, og har %(num)s dager igjen etter dette.",
        it.days_left,
        allowed=it.days_allowed,
    )
    return f"{used} {left}"


def _used_up(to: _Voice, it: absence.SelfReportDaysUsedUp) -> str:
    return to.gettext(
        "Du kan bruke egenmelding i opptil %(allowed)s kalenderdager. Fra %(day)s er de brukt opp.",
        allowed=it.days_allowed,
        day=to.day(it.used_up_from),
    )


def _earlier_days(to: _Voice, it: absence.EarlierDaysCount) -> str:
    return to.ngettext(
        "Du var også syk til og med %(day)s. Det er ikke mer enn %(window)s dager siden, så %(num)s dag fra da regnes med.",
        "Du var også syk til og med %(day)s. Det er ikke mer enn %(window)s dager siden, så %(num)s dager fra da regnes med.",
        it.days,
        day=to.day(it.last_earlier_day),
        window=it.window_days,
    )


def _note_keeps(to: _Voice, it: absence.NoteKeepsBenefit) -> str:
    return to.gettext("Med legeerklæring fra %(day)s kan du beholde stønaden.", day=to.day(it.note_from))


def _note_required(to: _Voice, it: absence.NoteMayBeRequired) -> str:
    return to.gettext("Kommunen kan be om legeerklæring fra %(day)s.", day=to.day(it.note_from))


def _note_would_help(to: _Voice, it: absence.DoctorsNoteWouldHelp) -> str:
    return to.gettext("Legeerklæring fra %(day)s kan endre dette.", day=to.day(it.note_from))


def _full_week(to: _Voice, it: content.FullTimeWeek) -> str:
    return to.gettext("En deltaker setter av %(hours)s timer i uka.", hours=to.hours(it.full_minutes))


def _planned_time(to: _Voice, it: content.PlannedTime) -> str:
    return to.gettext(
        "Planen har %(planned)s av %(full)s timer.",
        planned=to.hours(it.planned_minutes),
        full=to.hours(it.full_minutes),
    )


def _moved(to: _Voice, it: deadlines.MovedToWorkingDay) -> str:
    return to.gettext(
        "Siste dag faller på %(day)s og flyttes til %(moved)s.",
        day=to.day(it.ends_on),
        moved=to.day(it.moved_to),
    )


def _period(to: _Voice, it: duration.DecisionPeriod) -> str:
    return to.ngettext(
        "Kommunen bestemmer for opptil %(num)s måned om gangen.",
        "Kommunen bestemmer for opptil %(num)s måneder om gangen.",
        it.months,
    )


def _base_maximum(to: _Voice, it: duration.BaseMaximum) -> str:
    return to.ngettext(
        "Programmet kan vare i opptil %(num)s år, til %(day)s.",
        "Programmet kan vare i opptil %(num)s år, til %(day)s.",
        it.years,
        day=to.day(it.last_day),
    )


def _special_extension(to: _Voice, it: duration.SpecialExtension) -> str:
    return to.ngettext(
        "Av særlige grunner kan det forlenges med %(num)s år, til %(day)s.",
        "Av særlige grunner kan det forlenges med %(num)s år, til %(day)s.",
        it.years,
        day=to.day(it.last_day),
    )


def _not_counted(to: _Voice, it: duration.TimeNotCounted) -> str:
    return to.ngettext(
        "%(num)s dag med permisjon eller avbrudd er ikke regnet med.",
        "%(num)s dager med permisjon eller avbrudd er ikke regnet med.",
        it.days,
    )


SENTENCES: dict[type[Reason], Callable[[_Voice, Any], str]] = {
    absence.TakenPartLongEnough: _taken_part,
    absence.NotTakenPartLongEnough: _not_taken_part,
    absence.WithinSelfReportDays: _within_days,
    absence.SelfReportDaysUsedUp: _used_up,
    absence.EarlierDaysCount: _earlier_days,
    absence.NoteKeepsBenefit: _note_keeps,
    absence.NoteMayBeRequired: _note_required,
    absence.DoctorsNoteWouldHelp: _note_would_help,
    absence.AbsenceReducesBenefit: lambda to, _it: to.gettext(
        "Som regel blir stønaden satt ned når du er borte."
    ),
    absence.CaseworkerDecides: lambda to, _it: to.gettext(
        "Du beholder stønaden hvis du er syk eller har andre viktige grunner, og får lov til å være borte. "
        "Kontaktpersonen din bestemmer det."
    ),
    content.FullTimeWeek: _full_week,
    content.PlannedTime: _planned_time,
    deadlines.ComplaintWeeks: lambda to, it: to.ngettext(
        "Du kan klage innen %(num)s uke fra du fikk vite om avgjørelsen.",
        "Du kan klage innen %(num)s uker fra du fikk vite om avgjørelsen.",
        it.weeks,
    ),
    deadlines.EndsOnSameWeekday: lambda to, it: to.gettext("Fristen går ut %(day)s.", day=to.day(it.ends_on)),
    deadlines.MovedToWorkingDay: _moved,
    deadlines.OfficeAnswersWithin: lambda to, it: to.ngettext(
        "Kontoret svarer innen %(num)s arbeidsdag.",
        "Kontoret svarer innen %(num)s arbeidsdager.",
        it.working_days,
    ),
    duration.StartAtLatest: lambda to, it: to.ngettext(
        "Programmet skal starte senest %(num)s måned etter at søknaden kom inn.",
        "Programmet skal starte senest %(num)s måneder etter at søknaden kom inn.",
        it.months,
    ),
    duration.WeekendMovesNothing: lambda to, it: to.gettext(
        "Det er fridag %(day)s, men det flytter ikke fristen.", day=to.day(it.day)
    ),
    duration.DecisionPeriod: _period,
    duration.BaseMaximum: _base_maximum,
    duration.SpecialExtension: _special_extension,
    duration.TimeNotCounted: _not_counted,
    free_days.DayIsFree: lambda to, it: to.gettext("Det er fridag %(day)s.", day=to.day(it.day)),
    free_days.DayIsProgrammeDay: lambda to, it: to.gettext("Det er programdag %(day)s.", day=to.day(it.day)),
}
