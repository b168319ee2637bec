"""The words for the ways of notices and for what can go wrong with them: a part of `portal.text.labels`."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.text.words import N_

NOTICE_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Channel: {
        Channel.SMS: N_("SMS"),
        Channel.EMAIL: N_("E-post"),
        # NOTE: One of three ways to be told that something is new: by SMS, by e-mail, or on the phone's own screen.
        Channel.PUSH: N_("På telefonen"),
    },
    NoticeState: {
        # NOTE: A notice that waits to be sent.
        NoticeState.QUEUED: N_("Venter"),
        NoticeState.SENT: N_("Sendt"),
        NoticeState.DROPPED: N_("Ikke sendt"),
        # NOTE: We tried to tell somebody that something is new, several times, and it did not work.
        NoticeState.DEAD: N_("Kunne ikke sendes"),
    },
    Says: {
        Says.NEWS: N_("Varsel om noe nytt"),
        Says.CODE: N_("Kode til en adresse"),
    },
    Trouble: {
        Trouble.DOWN: N_("Den som skulle sende, svarte ikke"),
        Trouble.SLOW: N_("Svaret kom ikke i tide"),
        Trouble.LOST: N_("Linja ble brutt før svaret kom"),
        Trouble.REFUSED: N_("Adressen tar ikke imot"),
        Trouble.BARRED: N_("Vi slipper ikke inn hos den som skulle sende"),
        Trouble.NO_WAY: N_("Ingen måte å nå fram på"),
    },
}
