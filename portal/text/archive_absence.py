"""The archive's own words for absences and hearings, in bokmål."""

from collections.abc import Mapping

_KINDS: Mapping[str, str] = {
    "self-report": "egenmelding",
    "sick-child": "sykt barn eller syk barnepasser",
    "appointment": "time hos lege, sykehus eller det offentlige",
    "antenatal": "svangerskapskontroll",
    "interview": "jobbintervju",
    "death": "dødsfall eller begravelse",
    "welfare": "velferdspermisjon",
    "religious": "religiøs høytid",
    "holiday": "ferie",
    "birth": "permisjon ved fødsel",
    "agreed": "avtalt permisjon",
    "other": "annet fravær",
}
_STATES: Mapping[str, str] = {
    "reported": "meldt",
    "accepted": "godtatt",
    "partly": "delvis godtatt",
    "refused": "ikke godtatt",
    "withdrawn": "trukket tilbake",
}
_PAPERS: Mapping[str, str] = {
    "none": "ikke sagt",
    "now": "levert med en gang",
    "later": "leveres senere",
    "not_needed": "trengs ikke",
    "paper": "levert på papir",
}
_PROPOSED: Mapping[str, str] = {
    "paid": "å godta",
    "decides": "at et menneske avgjør",
    "unpaid": "uten stønad",
}

ABSENCE_FIELDS: Mapping[str, str] = {
    "closed_at": "Avgjort",
    "closed_by": "Avgjort av",
    "documentation": "Dokumentasjon",
    "documentation_by": "Dokumentasjon innen",
    "further": "Hva reglene ellers sa",
    "given_back_at": "Retten gitt tilbake",
    "given_back_by": "Retten gitt tilbake av",
    "given_back_text": "Hvorfor retten ble gitt tilbake",
    "granted_from": "Godtatt fra",
    "granted_to": "Godtatt til og med",
    "minutes_a_day": "Minutter om dagen",
    "notice": "Hvorfor forhåndsvarsel",
    "outcome": "Utfall",
    "proposed": "Hva reglene foreslo",
    "reassess_by": "Vurderes på nytt innen",
    "replaced_by": "Endret av",
    "rule": "Hva reglene sa",
    "sent_by": "Sendt av",
}
ABSENCE_VALUES: Mapping[str, Mapping[str, str]] = {
    "absence.kind": _KINDS,
    "absence_version.kind": _KINDS,
    "absence_version.state": _STATES,
    "absence.documentation": _PAPERS,
    "absence_version.documentation": _PAPERS,
    "absence.proposed": _PROPOSED,
    "absence_version.proposed": _PROPOSED,
    "absence_hearing.about": {
        "absence": "et fravær",
        "self-report": "retten til egenmelding",
        "sick-child": "retten til egenmelding for sykt barn",
    },
    "absence_hearing.state": {"sent": "sendt", "answered": "besvart", "closed": "avgjort"},
    "absence_hearing.outcome": {
        "against": "avgjort som varslet",
        "not-against": "ikke avgjort som varslet",
        "dropped": "falt bort",
    },
    "absence.state": _STATES,
}
