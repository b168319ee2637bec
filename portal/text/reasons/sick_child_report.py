"""When self-report is enough for a sick child or carer."""

from collections.abc import Callable
from typing import Any

from portal.rules import sick_child_report as report
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _enough(to: Voice, it: report.SelfReportIsEnough) -> str:
    return to.ngettext(
        "Egenmelding er nok den første kalenderdagen hver gang barnet eller barnepasseren blir syk.",
        "Egenmelding er nok de første %(num)s kalenderdagene hver gang barnet eller barnepasseren blir syk.",
        it.days_allowed,
    )


def _required(to: Voice, it: report.NoteMayBeRequiredForChild) -> str:
    return to.gettext(
        "Fra %(day)s kan kommunen be om legeerklæring for barnet eller barnepasseren.",
        day=to.day(it.note_from),
    )


def _would_help(to: Voice, it: report.ChildsNoteWouldHelp) -> str:
    return to.gettext(
        "Legeerklæring for barnet eller barnepasseren fra %(day)s kan endre dette.", day=to.day(it.note_from)
    )


def _covers(to: Voice, it: report.NoteCoversTheRest) -> str:
    return to.gettext("Legeerklæringen gjelder fra %(day)s, og det er tidlig nok.", day=to.day(it.note_from))


def _longer(to: Voice, it: report.LongerMayNeedChildsNote) -> str:
    return to.gettext(
        "Må du fortsatt være hos barnet %(day)s, kan kommunen be om legeerklæring fra den dagen.",
        day=to.day(it.note_from),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    report.ChildNeedsCare: lambda to, _it: to.gettext(
        "Du har rett til fri når du må passe et sykt barn, hjemme eller i en helseinstitusjon."
    ),
    report.CarerIsIll: lambda to, _it: to.gettext(
        "Du har rett til fri når den som passer barnet til daglig, er syk."
    ),
    report.CarerIsWithOtherChild: lambda to, _it: to.gettext(
        "Du har rett til fri når den som passer barnet til daglig, må følge et annet barn til utredning eller innleggelse."
    ),
    report.OtherGround: lambda to, _it: to.gettext(
        "Du har rett til fri når barnet er sykt, eller når den som passer barnet til daglig, er syk eller må følge et annet "
        "barn til utredning eller innleggelse. Grunnen din er en annen."
    ),
    report.SelfReportIsEnough: _enough,
    report.NoteCoversTheRest: _covers,
    report.NoteMayBeRequiredForChild: _required,
    report.ChildsNoteWouldHelp: _would_help,
    report.LongerMayNeedChildsNote: _longer,
}
