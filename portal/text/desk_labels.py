"""Labels of what stands beside a conversation, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.desk import AutomaticKind, HandOverEnd, MistakeKind
from portal.text.words import N_

DESK_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MistakeKind: {
        # NOTE: Grunnen til at kontorets egen melding var en feil. Står etter «Grunn:».
        MistakeKind.WRONG_PERSON: N_("den var til en annen"),
        MistakeKind.WRONG_FACTS: N_("noe i den var ikke riktig"),
        MistakeKind.NOT_FINISHED: N_("den var ikke ferdig"),
        MistakeKind.OTHER: N_("en annen feil hos oss"),
    },
    AutomaticKind: {
        # NOTE: Det en automatisk melding fra kontoret sier.
        AutomaticKind.AWAY: N_("Kontaktpersonen er borte, og en kollega svarer"),
    },
    HandOverEnd: {
        # NOTE: Grunnen til at en kollega ikke lenger har samtalen.
        HandOverEnd.ANSWERED: N_("Besvart"),
        HandOverEnd.GIVEN_BACK: N_("Gitt tilbake"),
        HandOverEnd.HANDED_ON: N_("Gitt videre"),
    },
}
