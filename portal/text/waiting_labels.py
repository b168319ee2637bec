"""Labels of waiting: who waits for whom, and what followed when an answer did not come, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.waiting import Rung, Waits
from portal.text.words import N_

WAITING_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Waits: {
        # NOTE: Deltakeren leser det i en liste over alt som er lagret: Deltakeren venter på kontoret.
        Waits.FOR_US: N_("Du venter på svar fra oss"),
        Waits.FOR_THEM: N_("Vi venter på svar fra deg"),
        Waits.NOBODY: N_("Ingen venter på svar"),
    },
    Rung: {
        Rung.SOON: N_("Fristen var nær"),
        Rung.LATE: N_("Fristen gikk ut, og du fikk beskjed"),
        Rung.LEADER: N_("Lederen fikk beskjed"),
    },
}
