"""Labels: the words for the portal's kinds and states, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import Attendance, Feeling
from portal.domain.audit import Looked
from portal.domain.people import Role
from portal.domain.programme import ActivityKind, IntervalKind, ProgrammeState, Responsible
from portal.domain.submission import SubmissionKind
from portal.text.words import N_, Words

# By class first: two enumerations may share a value, and then the members are equal.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Looked: {
        Looked.CASE: N_("Så på planen og saken"),
        Looked.MESSAGES: N_("Så på meldingene"),
        Looked.ABSENCE: N_("Så på et fravær"),
        Looked.LIST: N_("Så på ei liste"),
    },
    Role: {
        Role.PARTICIPANT: N_("Deltaker"),
        Role.CASEWORKER: N_("Veileder"),
        Role.LEADER: N_("Leder"),
        Role.TRANSLATOR: N_("Oversetter"),
    },
    ProgrammeState: {
        ProgrammeState.APPLIED: N_("Søknaden er mottatt"),
        ProgrammeState.PLANNED: N_("Programmet planlegges"),
        ProgrammeState.RUNNING: N_("Programmet er i gang"),
        ProgrammeState.ON_LEAVE: N_("Permisjon"),
        ProgrammeState.SUSPENDED: N_("Programmet er avbrutt for en periode"),
        ProgrammeState.COMPLETED: N_("Programmet er fullført"),
        ProgrammeState.ENDED: N_("Programmet er avsluttet"),
    },
    IntervalKind: {
        IntervalKind.LEAVE: N_("Permisjon"),
        IntervalKind.SUSPENSION: N_("Avbrudd"),
    },
    ActivityKind: {
        ActivityKind.WORK_DIRECTED: N_("Rettet mot arbeid"),
        ActivityKind.SUPPORTING: N_("Støtte på veien"),
        # NOTE: An appointment. The word must not tell that it is about health.
        ActivityKind.HEALTH: N_("Avtale"),
        ActivityKind.JOB_SEARCH: N_("Jobbsøking"),
        ActivityKind.PAID_WORK: N_("Lønnet arbeid"),
        ActivityKind.APPRENTICESHIP: N_("Læretid"),
        ActivityKind.FOLLOW_UP: N_("Oppfølging"),
        ActivityKind.OWN_ACTIVITY: N_("Egen aktivitet"),
    },
    Responsible: {
        Responsible.MUNICIPALITY: N_("Kommunen"),
        Responsible.STATE: N_("Staten"),
        # NOTE: Others, who are neither the municipality nor the state. It follows "Ansvar:".
        Responsible.OTHER: N_("Andre"),
    },
    Attendance: {
        Attendance.PRESENT: N_("Jeg var der"),
        Attendance.PART: N_("Jeg var der en del av tiden"),
        Attendance.AWAY: N_("Jeg var borte"),
    },
    Feeling: {
        Feeling.GOOD: N_("Bra"),
        Feeling.FAIR: N_("Middels"),
        Feeling.BAD: N_("Dårlig"),
    },
    AbsenceKind: {
        AbsenceKind.SELF_REPORT: N_("Egen sykdom"),
        # NOTE: Something else: neither illness nor what was planned.
        AbsenceKind.OTHER: N_("Noe annet"),
    },
    AbsenceState: {
        AbsenceState.REPORTED: N_("Meldt, venter på svar"),
        AbsenceState.ACCEPTED: N_("Godtatt"),
        # NOTE: Said of an absence that the caseworker did not accept.
        AbsenceState.REFUSED: N_("Ikke godtatt"),
    },
    SubmissionKind: {
        # NOTE: A week: the name of a kind of receipt, and of the first page in the menu.
        SubmissionKind.WEEK: N_("Uke"),
        SubmissionKind.DAY: N_("Dag"),
        SubmissionKind.ABSENCE: N_("Fravær"),
        SubmissionKind.MESSAGE: N_("Melding"),
    },
}


def label(words: Words, member: StrEnum) -> str:
    """The word for a kind or a state, in the reader's language."""
    return words.gettext(LABELS[type(member)][member])
