"""The words for the ways of notices and for what can go wrong with them: a part of `portal.text.labels`."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.text.words import N_

NOTICE_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Channel: {
        Channel.SMS: N_("SMS"),
        Channel.EMAIL: N_("E-post"),
        # NOTE: Én av tre måter å få varsel om noe nytt på: på SMS, på e-post eller på skjermen til telefonen.
        Channel.PUSH: N_("På telefonen"),
    },
    NoticeState: {
        # NOTE: Om et varsel som venter på å bli sendt.
        NoticeState.QUEUED: N_("Venter"),
        NoticeState.SENT: N_("Sendt"),
        NoticeState.DROPPED: N_("Ikke sendt"),
        # NOTE: Om et varsel som vi har prøvd å sende flere ganger, uten at det gikk.
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
