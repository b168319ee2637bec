"""The words for what is chosen in a phrase, and for the headings and slots of the pages, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.phrases import SlotKind, Topic
from portal.text.words import N_

CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    # Each follows a colon, so that no language must bend it. What languages are called is CLDR's.
    "place": {
        "office": N_("på kontoret"),
        "phone": N_("på telefon"),
        "video": N_("på video"),
        "course": N_("på kurset"),
        "workplace": N_("på arbeidsplassen"),
        "school": N_("på skolen"),
        "library": N_("på biblioteket"),
    },
    "document": {
        "payslip": N_("lønnsslipp"),
        "contract": N_("arbeidskontrakt"),
        "lease": N_("husleiekontrakt"),
        "rent": N_("kvittering for husleie"),
        "power": N_("strømregning"),
        "id": N_("legitimasjon"),
        "tax": N_("skattemelding"),
        "bank": N_("kontoutskrift"),
        "note": N_("legeerklæring"),
        # NOTE: Et papir der et kurs eller en arbeidsplass bekrefter at noen har vært der.
        "attendance": N_("bekreftelse på oppmøte"),
        # NOTE: Et papir fra en skole eller et kurs som er fullført.
        "certificate": N_("vitnemål eller kursbevis"),
        "application": N_("søknad"),
        "cv": N_("CV"),
        "letter": N_("brevet du fikk"),
    },
    "reason": {
        "ill": N_("jeg er syk"),
        "child": N_("barnet mitt er sykt"),
        "appointment": N_("jeg har en annen time"),
        "interview": N_("jeg har et jobbintervju"),
        "school": N_("noe på skolen eller i barnehagen"),
        "transport": N_("jeg kommer meg ikke dit"),
        "family": N_("noe i familien"),
        "other": N_("noe annet"),
    },
    "absence": {
        "self_report": N_("egen sykdom"),
        "sick_child": N_("sykt barn"),
        "doctors_note": N_("sykdom med legeerklæring"),
        "appointment": N_("time hos lege eller det offentlige"),
        "antenatal": N_("svangerskapskontroll"),
        "interview": N_("jobbintervju"),
        "death": N_("dødsfall eller begravelse"),
        "welfare": N_("viktig grunn"),
        "religious": N_("religiøs høytid"),
        "holiday": N_("ferie"),
        "birth": N_("fødsel"),
        "agreed": N_("avtalt fri"),
        "other": N_("noe annet"),
    },
    "subject": {
        "plan": N_("planen"),
        "work": N_("arbeid"),
        "course": N_("kurset"),
        "money": N_("penger"),
        "housing": N_("bolig"),
        "absence": N_("fravær"),
        "family": N_("familien"),
        "other": N_("noe annet"),
    },
    # The names of the portal's own pages, as they stand on them.
    "page": {
        "week": N_("Uka"),
        "plan": N_("Plan"),
        "absence": N_("Meld fravær"),
        "money": N_("Pengene mine"),
        "appointments": N_("Avtaler"),
        "me": N_("Meg"),
    },
}
TOPICS: Mapping[StrEnum, str] = {
    Topic.MEETING: N_("Møter"),
    Topic.ABSENCE: N_("Syk eller borte"),
    Topic.UNDERSTANDING: N_("Forstå hverandre"),
    Topic.CONTACT: N_("Telefon og kontor"),
    Topic.DOCUMENTS: N_("Dokumenter"),
    Topic.PLAN: N_("Planen og kurset"),
    Topic.MONEY: N_("Penger"),
    Topic.HOUSING: N_("Bolig"),
    Topic.GENERAL: N_("Hilsener og korte svar"),
}
SLOT_LABELS: Mapping[str, str] = {
    "day": N_("Hvilken dag?"),
    "clock": N_("Hvilket klokkeslett?"),
    "until": N_("Til hvilket klokkeslett?"),
    "num": N_("Hvor mange?"),
    "phone": N_("Hvilket telefonnummer?"),
    "place": N_("Hvor?"),
    "document": N_("Hvilket dokument?"),
    "reason": N_("Hvorfor?"),
    "language": N_("Hvilket språk?"),
    "absence": N_("Hva slags fravær?"),
    "subject": N_("Hva gjelder det?"),
    "page": N_("Hvilken side?"),
}
COMPLAINTS: Mapping[SlotKind, str] = {
    SlotKind.DATE: N_("Velg en dag fra i dag til ett år fram."),
    SlotKind.TIME: N_("Skriv klokkeslettet slik: 09:30."),
    # NOTE: Vises når et tall mangler eller er for høyt, for eksempel minutter eller dager.
    SlotKind.COUNT: N_("Skriv et tall som passer, for eksempel 10."),
    SlotKind.CHOICE: N_("Velg ett av svarene."),
    SlotKind.PHONE: N_("Skriv telefonnummeret med åtte siffer, for eksempel 12 34 56 78."),
}
