"""The story in words: what is said of each moment."""

from collections.abc import Mapping

from portal.domain.story import MomentKind
from portal.services.story import Moment
from portal.text.words import N_, Words

SENTENCES: Mapping[MomentKind, str] = {
    MomentKind.APPLIED: N_("Søknaden din kom inn"),
    MomentKind.GRANTED: N_("Du fikk ja til programmet"),
    MomentKind.STARTED: N_("Du startet"),
    MomentKind.GOAL: N_("Du satte deg et mål"),
    # NOTE: Står over navnet på en aktivitet som deltakeren begynte med.
    MomentKind.BEGAN: N_("Du begynte med"),
    # NOTE: Står over navnet på en aktivitet som deltakeren ble ferdig med.
    MomentKind.FINISHED: N_("Du ble ferdig med"),
    MomentKind.LOOKED_TOGETHER: N_("Dere så på planen sammen"),
    # NOTE: Står over noe som deltakeren hadde avtalt å gjøre, og har gjort.
    MomentKind.DONE: N_("Du gjorde det dere avtalte"),
    MomentKind.EXTENDED: N_("Programmet ble forlenget"),
    MomentKind.COMPLETED: N_("Du fullførte programmet"),
    MomentKind.ENDED: N_("Programmet ble avsluttet"),
}


def sentence_of(words: Words, moment: Moment) -> str:
    """What a moment is, without the words that belong to it."""
    return words.gettext(SENTENCES[moment.kind])
