"""Messages that cannot wait, in words: their kinds, their part of my data, and what the archive calls it."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.alarms import AlarmKind, ThreatOutcome
from portal.text.words import N_

ALARM_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AlarmKind: {
        # NOTE: A message that the participant sends with one tap, in their own voice. Say it the way people say it.
        AlarmKind.FOOD: N_("Jeg har ikke mat."),
        # NOTE: A message that the participant sends with one tap: nowhere to sleep tonight.
        AlarmKind.ROOF: N_("Jeg har ikke et sted å sove."),
        # NOTE: A message that the participant sends with one tap: afraid of somebody, or of what may happen.
        AlarmKind.SAFETY: N_("Jeg er ikke trygg."),
        # NOTE: A mark that staff alone see: a list of words found something in a message. Nobody knows what was meant.
        AlarmKind.WORDS: N_("Ord som kan bety fare"),
    },
    ThreatOutcome: {
        # NOTE: What became of a reported threat. Only the leader reads it.
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
    # NOTE: Whether somebody answered the telephone.
    "reached": N_("Fikk svar"),
    "phone_note": N_("Om samtalen"),
    # NOTE: Who has said that they read an important message.
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
