"""What a doctor's note or a written confirmation means."""

from collections.abc import Callable
from typing import Any

from portal.rules import doctors_note as note
from portal.rules.decision import Reason
from portal.text.reasons.voice import Voice


def _self_report(to: Voice, it: note.SelfReportCovers) -> str:
    return to.ngettext(
        "Egenmeldingen gjelder for den første kalenderdagen.",
        "Egenmeldingen gjelder for de første %(num)s kalenderdagene.",
        it.days,
    )


def _covers(to: Voice, it: note.NoteCovers) -> str:
    return to.gettext(
        "Med legeerklæringen beholder du stønaden fra %(first)s til og med %(last)s.",
        first=to.day(it.note_from),
        last=to.day(it.last_day),
    )


def _nothing(to: Voice, it: note.NothingCovers) -> str:
    return to.gettext(
        "Fra %(first)s til og med %(last)s har du verken egenmelding eller legeerklæring. "
        "Kommunen kan be om legeerklæring for de dagene.",
        first=to.day(it.first_day),
        last=to.day(it.last_day),
    )


def _may_lapse(to: Voice, it: note.SelfReportDaysMayLapse) -> str:
    return to.gettext(
        "Ber kommunen om legeerklæring, og du ikke leverer den, kan du også miste stønaden for dagene med egenmelding, "
        "til og med %(day)s.",
        day=to.day(it.last_day),
    )


def _confirmed(to: Voice, it: note.ConfirmedOn) -> str:
    return to.gettext("Du bekreftet egenmeldingen skriftlig %(day)s.", day=to.day(it.day))


def _asked(to: Voice, it: note.AskedToConfirm) -> str:
    return to.gettext(
        "Kommunen ba deg %(day)s om å bekrefte egenmeldingen skriftlig. Det har du ikke gjort ennå.",
        day=to.day(it.asked_on),
    )


SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    note.SelfReportCovers: _self_report,
    note.NoteCovers: _covers,
    note.NoLongestIllness: lambda to, _it: to.gettext(
        "Med legeerklæring er det ingen grense for hvor lenge du kan være syk og beholde stønaden."
    ),
    note.NothingCovers: _nothing,
    note.SelfReportDaysMayLapse: _may_lapse,
    note.PreventedAndShown: lambda to, _it: to.gettext(
        "Du ble hindret i å gå til lege, og det er vist at du hadde den samme sykdommen eller skaden tidligere. "
        "Da mister du ikke stønaden for dagene med egenmelding."
    ),
    note.PreventedAndShownWouldHelp: lambda to, _it: to.gettext(
        "Ble du hindret i å gå til lege, og kan det vises at du hadde den samme sykdommen eller skaden tidligere, "
        "mister du ikke stønaden for dagene med egenmelding."
    ),
    note.WrittenNeedsNothingMore: lambda to, _it: to.gettext(
        "Egenmeldingen din er skriftlig, og du trenger ikke å bekrefte den."
    ),
    note.OralIsEnough: lambda to, _it: to.gettext("Det er nok at du har sagt fra muntlig."),
    note.ConfirmedOn: _confirmed,
    note.AskedToConfirm: _asked,
    note.UnconfirmedMayLapse: lambda to, _it: to.gettext(
        "Uten bekreftelsen kan kommunen bestemme at du ikke får stønad for dagene med egenmelding."
    ),
    note.SameForSickChild: lambda to, _it: to.gettext(
        "Det samme gjelder når barnet eller barnepasseren var syk."
    ),
    note.ConfirmingWouldHelp: lambda to, _it: to.gettext(
        "Bekrefter du egenmeldingen skriftlig, beholder du stønaden for de dagene."
    ),
    note.MayAskToConfirm: lambda to, _it: to.gettext(
        "Når du er tilbake i programmet, kan kommunen be deg om å bekrefte egenmeldingen skriftlig."
    ),
}
