"""Messages that cannot wait, in words: their kinds, their part of my data, and what the archive calls it."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.alarms import AlarmKind, ThreatOutcome
from portal.text.words import N_

ALARM_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AlarmKind: {
        # NOTE: En melding som deltakeren sender med ett trykk. Deltakeren snakker selv. Skriv slik folk snakker.
        AlarmKind.FOOD: N_("Jeg har ikke mat."),
        # NOTE: En melding som deltakeren sender med ett trykk: har ikke noe sted å sove i natt.
        AlarmKind.ROOF: N_("Jeg har ikke et sted å sove."),
        # NOTE: En melding som deltakeren sender med ett trykk: er redd for noen, eller for det som kan skje.
        AlarmKind.SAFETY: N_("Jeg er ikke trygg."),
        # NOTE: Et merke som bare ansatte ser: En ordliste fant noe i en melding. Ingen vet hva som var ment.
        AlarmKind.WORDS: N_("Ord som kan bety fare"),
    },
    ThreatOutcome: {
        # NOTE: Det som skjedde med en trussel som ble meldt. Bare lederen leser det.
        ThreatOutcome.POLICE: N_("anmeldt til politiet"),
        ThreatOutcome.MEASURE: N_("sikkerhetstiltak"),
        ThreatOutcome.TALKED: N_("snakket med deltakeren"),
        ThreatOutcome.NO_THREAT: N_("ikke en trussel"),
        ThreatOutcome.OTHER: N_("annet, se teksten"),
    },
}

IMPORTANT_SECTIONS: Mapping[str, str] = {
    "message_important": N_("Viktige meldinger"),
    "message_acknowledgement": N_("Viktige meldinger noen har bekreftet"),
}
IMPORTANT_COLUMNS: Mapping[str, str] = {
    "resent_first_at": N_("Varslet på nytt"),
    "resent_second_at": N_("Varslet på nytt andre gang"),
    "phoned_by": N_("Hvem ringte"),
    "phoned_at": N_("Ringt"),
    # NOTE: Svaret på om noen tok telefonen.
    "reached": N_("Fikk svar"),
    "phone_note": N_("Om samtalen"),
    # NOTE: Den som har sagt fra om å ha lest en viktig melding.
    "person": N_("Hvem"),
}

IMPORTANT_TABLES: Mapping[str, str] = {
    "message_important": "Meldinger som skulle bekreftes",
    "message_acknowledgement": "Bekreftelser av viktige meldinger",
}
IMPORTANT_FIELDS: Mapping[str, str] = {
    "resent_first_at": "Varslet på nytt",
    "resent_second_at": "Varslet på nytt andre gang",
    "call_since": "Skulle ringes fra",
    "phoned_by": "Ringt av",
    "phoned_at": "Ringt",
    "reached": "Fikk svar",
    "phone_note": "Om samtalen",
    "at": "Tid",
}
