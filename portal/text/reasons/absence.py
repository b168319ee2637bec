"""Why an absence is answered as it is."""

from collections.abc import Callable
from typing import Any

from portal.rules import absence
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _taken_part(to: Voice, it: absence.TakenPartLongEnough) -> str:
    return to.ngettext(
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uke. Det har du gjort siden %(day)s.",
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uker. Det har du gjort siden %(day)s.",
        it.weeks,
        day=to.day(it.right_from),
    )


def _not_taken_part(to: Voice, it: absence.NotTakenPartLongEnough) -> str:
    return to.ngettext(
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uke. Det er fra %(day)s.",
        "Du kan bruke egenmelding når du har deltatt i minst %(num)s uker. Det er fra %(day)s.",
        it.weeks,
        day=to.day(it.right_from),
    )


def _within_days(to: Voice, it: absence.WithinSelfReportDays) -> str:
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


def _used_up(to: Voice, it: absence.SelfReportDaysUsedUp) -> str:
    return to.gettext(
        "Du kan bruke egenmelding i opptil %(allowed)s kalenderdager. Fra %(day)s er de brukt opp.",
        allowed=it.days_allowed,
        day=to.day(it.used_up_from),
    )


def _earlier_days(to: Voice, it: absence.EarlierDaysCount) -> str:
    return to.ngettext(
        "Du var også syk til og med %(day)s. Det er ikke mer enn %(window)s dager siden, så %(num)s dag fra da regnes med.",
        "Du var også syk til og med %(day)s. Det er ikke mer enn %(window)s dager siden, så %(num)s dager fra da regnes med.",
        it.days,
        day=to.day(it.last_earlier_day),
        window=it.window_days,
    )


def _right_lost(to: Voice, it: absence.SelfReportRightLost) -> str:
    return to.gettext(
        "Kommunen har bestemt at du ikke kan bruke egenmelding til og med %(day)s.", day=to.day(it.until)
    )


def _longer(to: Voice, it: absence.LongerMayNeedNote) -> str:
    return to.gettext(
        "Er du fortsatt syk %(day)s, kan kommunen be om legeerklæring fra den dagen.",
        day=to.day(it.note_from),
    )


def _note_keeps(to: Voice, it: absence.NoteKeepsBenefit) -> str:
    return to.gettext("Med legeerklæring fra %(day)s kan du beholde stønaden.", day=to.day(it.note_from))


def _note_required(to: Voice, it: absence.NoteMayBeRequired) -> str:
    return to.gettext("Kommunen kan be om legeerklæring fra %(day)s.", day=to.day(it.note_from))


def _note_would_help(to: Voice, it: absence.DoctorsNoteWouldHelp) -> str:
    return to.gettext("Legeerklæring fra %(day)s kan endre dette.", day=to.day(it.note_from))


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    absence.TakenPartLongEnough: _taken_part,
    absence.NotTakenPartLongEnough: _not_taken_part,
    absence.NoWaitingTime: lambda to, _it: to.gettext(
        "Du kan bruke egenmelding fra første dag i programmet."
    ),
    absence.SelfReportRightLost: _right_lost,
    absence.WithinSelfReportDays: _within_days,
    absence.SelfReportDaysUsedUp: _used_up,
    absence.EarlierDaysCount: _earlier_days,
    absence.NoteKeepsBenefit: _note_keeps,
    absence.NoteMayBeRequired: _note_required,
    absence.DoctorsNoteWouldHelp: _note_would_help,
    absence.LongerMayNeedNote: _longer,
    absence.AbsenceReducesBenefit: lambda to, _it: to.gettext(
        "Som regel blir stønaden satt ned når du er borte."
    ),
    absence.CaseworkerDecides: lambda to, _it: to.gettext(
        "Du beholder stønaden hvis du er syk eller har andre viktige grunner, og får lov til å være borte. "
        "Kontaktpersonen din bestemmer det."
    ),
}
