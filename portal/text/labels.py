"""Labels: the words for the portal's kinds and states, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain import phrases
from portal.domain.appointments import AppointmentState, MeetingForm, PointOf, Reply
from portal.domain.attendance import Feeling
from portal.domain.audit import Looked
from portal.domain.documents import AboutKind, DocumentState, FileKind
from portal.domain.individual_plan import PlanAnswer, PlanPart
from portal.domain.measures import MeasureKind, RedactionKind, SecondState
from portal.domain.messages import Topic
from portal.domain.people import Role
from portal.domain.programme import ActivityKind, IntervalKind, Responsible
from portal.domain.radar import LineState, RadarLine
from portal.domain.rights import Letter, RightsAnswer, RightsKind, RightsState
from portal.domain.submission import Channel, SubmissionKind
from portal.text.absence_labels import ABSENCE_LABELS
from portal.text.again import Again, lang_of
from portal.text.desk_labels import DESK_LABELS
from portal.text.important_words import ALARM_LABELS
from portal.text.notice_labels import NOTICE_LABELS
from portal.text.phrases.choices import TOPICS
from portal.text.plan_labels import PLAN_LABELS
from portal.text.programme_labels import PROGRAMME_LABELS
from portal.text.translating_words import TRANSLATING_LABELS
from portal.text.waiting_labels import WAITING_LABELS
from portal.text.week_labels import WEEK_LABELS
from portal.text.words import N_, Words

# By class first: two enumerations may share a value, and then the members are equal.
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Looked: {
        Looked.CASE: N_("Så på planen og saken"),
        Looked.WEEK: N_("Så på uka"),
        Looked.PLAN: N_("Så på planen"),
        Looked.MESSAGES: N_("Så på meldingene"),
        Looked.ABSENCE: N_("Så på et fravær"),
        Looked.DOCUMENT: N_("Åpnet dokumentasjon"),
        Looked.MONEY: N_("Så på stønaden"),
        Looked.LIST: N_("Så på ei liste"),
        Looked.PROTECTION: N_("Endret hvem som får se saken"),
        Looked.SUMMARY: N_("Så et kort sammendrag"),
        Looked.ACCESS: N_("Ga en kollega tilgang til saken"),
        Looked.TRAIL: N_("Så på lista over oppslag"),
        Looked.REQUEST: N_("Så på et krav eller en klage"),
    },
    Role: {
        Role.PARTICIPANT: N_("Deltaker"),
        Role.REPRESENTATIVE: N_("Hjelper"),
        Role.CASEWORKER: N_("Veileder"),
        Role.LEADER: N_("Leder"),
        Role.CONTACT_CENTRE: N_("Kontaktsenter"),
        Role.ADMINISTRATOR: N_("Administrator"),
        Role.AUDITOR: N_("Revisor"),
        Role.TRANSLATOR: N_("Oversetter"),
    },
    **ABSENCE_LABELS,
    **DESK_LABELS,
    **NOTICE_LABELS,
    **ALARM_LABELS,
    **TRANSLATING_LABELS,
    **PLAN_LABELS,
    **PROGRAMME_LABELS,
    **WEEK_LABELS,
    **WAITING_LABELS,
    phrases.Topic: TOPICS,
    IntervalKind: {
        IntervalKind.LEAVE: N_("Permisjon"),
        IntervalKind.SUSPENSION: N_("Avbrudd"),
    },
    ActivityKind: {
        ActivityKind.WORK_DIRECTED: N_("Rettet mot arbeid"),
        ActivityKind.SUPPORTING: N_("Støtte på veien"),
        # NOTE: En avtale. Teksten må ikke røpe at det gjelder helse.
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
        # NOTE: Andre enn kommunen og staten. Står etter «Ansvar:».
        Responsible.OTHER: N_("Andre"),
    },
    Feeling: {
        Feeling.GOOD: N_("Bra"),
        Feeling.FAIR: N_("Middels"),
        Feeling.BAD: N_("Dårlig"),
    },
    MeetingForm: {
        # NOTE: Måten dere møtes på: ansikt til ansikt.
        MeetingForm.IN_PERSON: N_("Dere møtes"),
        MeetingForm.PHONE: N_("På telefon"),
        MeetingForm.VIDEO: N_("På video"),
    },
    AppointmentState: {
        # NOTE: Om en avtale.
        AppointmentState.PLANNED: N_("Planlagt"),
        AppointmentState.CANCELLED: N_("Avlyst"),
    },
    Reply: {
        # NOTE: Deltakerens svar på en avtale.
        Reply.COMING: N_("Jeg kommer"),
        Reply.DOES_NOT_SUIT: N_("Det passer ikke"),
    },
    PointOf: {
        # NOTE: Den som skal gjøre det som er avtalt.
        PointOf.PARTICIPANT: N_("Deltakeren"),
        PointOf.OFFICE: N_("Kontoret"),
    },
    Channel: {
        Channel.WEB: N_("Her i portalen"),
        Channel.OFFLINE: N_("Her i portalen, skrevet uten nett"),
        Channel.PHONE: N_("På telefon"),
        Channel.PAPER: N_("På papir"),
        Channel.SMS: N_("På SMS"),
        # NOTE: En måte å melde fravær på: ansikt til ansikt på kontoret.
        Channel.IN_PERSON: N_("Ved oppmøte"),
    },
    AboutKind: {
        AboutKind.ABSENCE: N_("Fravær"),
        AboutKind.DAY: N_("En dag"),
        AboutKind.MESSAGE: N_("Melding"),
    },
    Topic: {
        # NOTE: Det en melding handler om.
        Topic.ACTIVITY: N_("Aktivitet"),
        Topic.ABSENCE: N_("Fravær"),
        Topic.APPOINTMENT: N_("Avtale"),
        Topic.MONEY: N_("Penger"),
        Topic.HOUSING: N_("Bolig"),
    },
    FileKind: {
        FileKind.JPEG: N_("Bilde"),
        FileKind.PDF: N_("PDF"),
    },
    DocumentState: {
        DocumentState.CHECKING: N_("Blir sjekket"),
        DocumentState.CLEAN: N_("Sjekket"),
        DocumentState.INFECTED: N_("Stoppet"),
        # NOTE: Om en fil som noen har levert: Den har kommet til oss.
        DocumentState.NOT_SCANNED: N_("Vi har fått den"),
    },
    SubmissionKind: {
        # NOTE: Ei uke: navnet på en type kvittering og på den første siden i menyen.
        SubmissionKind.WEEK: N_("Uke"),
        SubmissionKind.DAY: N_("Dag"),
        SubmissionKind.ABSENCE: N_("Fravær"),
        SubmissionKind.MESSAGE: N_("Melding"),
        SubmissionKind.CORRECTION: N_("Krav om retting"),
        SubmissionKind.COMPLAINT: N_("Klage på et vedtak"),
        SubmissionKind.SERVICE_COMPLAINT: N_("Klage på tjenesten"),
        # NOTE: Kvitteringen for å ha trukket tilbake et krav eller en klage.
        SubmissionKind.WITHDRAWAL: N_("Trukket tilbake"),
        SubmissionKind.NOTICES: N_("Valg om varsler"),
        SubmissionKind.MANDATE: N_("Fullmakt"),
        SubmissionKind.PROPOSAL: N_("Forslag til planen"),
        SubmissionKind.PROPOSAL_ANSWER: N_("Svar på et forslag til planen"),
        SubmissionKind.DOCUMENT: N_("Dokumentasjon av fravær"),
        SubmissionKind.DAY_DOCUMENT: N_("Dokumentasjon av en dag"),
        SubmissionKind.HEARING_ANSWER: N_("Svar på et forhåndsvarsel"),
        # NOTE: Kvitteringen for å ha lagt et åpent tilbud inn i uka si, eller tatt det ut.
        SubmissionKind.OFFER: N_("Åpent tilbud"),
        SubmissionKind.INDIVIDUAL_PLAN: N_("Individuell plan"),
        # NOTE: Kvitteringen for et svar på en avtale.
        SubmissionKind.APPOINTMENT: N_("Svar på en avtale"),
        SubmissionKind.TAKE_AWAY: N_("Det vi har avtalt"),
    },
    RightsKind: {
        RightsKind.CORRECTION: N_("Krav om retting"),
        RightsKind.COMPLAINT: N_("Klage på et vedtak"),
        RightsKind.SERVICE: N_("Klage på tjenesten"),
    },
    Letter: {
        Letter.ABSENCE: N_("Fravær som ikke ble godtatt"),
        Letter.SELF_REPORT: N_("At du ikke kan bruke egenmelding"),
        Letter.SICK_CHILD: N_("At du ikke kan bruke egenmelding for sykt barn"),
        Letter.PROGRAMME: N_("Et annet brev om programmet eller stønaden"),
        Letter.PLAN: N_("Et brev om individuell plan"),
        Letter.WORK_CAPACITY: N_("Et brev om arbeidsevnen din (§ 14 a)"),
    },
    RightsState: {
        # NOTE: Hvor langt en klage eller et krav om retting har kommet.
        RightsState.SENT: N_("Sendt, venter på svar"),
        RightsState.ANSWERED: N_("Besvart"),
        RightsState.WITHDRAWN: N_("Trukket tilbake"),
    },
    RightsAnswer: {
        # NOTE: Svaret på et krav om retting: Det er rettet.
        RightsAnswer.CORRECTED: N_("Rettet"),
        RightsAnswer.NOT_CORRECTED: N_("Ikke rettet"),
        # NOTE: Kontoret endret vedtaket sitt etter en klage.
        RightsAnswer.CHANGED: N_("Vedtaket er endret"),
        RightsAnswer.SENT_ON: N_("Sendt videre til den som avgjør klagen"),
        RightsAnswer.ANSWERED: N_("Besvart"),
    },
    MeasureKind: {
        # NOTE: Et sikkerhetstiltak på kontoret: To ansatte er med på hvert møte.
        MeasureKind.TWO_STAFF: N_("møt to sammen"),
        MeasureKind.OFFICE_ONLY: N_("møt bare på kontoret"),
        MeasureKind.PHONE_ONLY: N_("møt bare på telefon"),
        MeasureKind.GUARD: N_("ha en vakt til stede"),
        # NOTE: Et sikkerhetstiltak som ikke er noen av de andre. Begrunnelsen sier hva det er.
        MeasureKind.OTHER: N_("annet, se begrunnelsen"),
    },
    RedactionKind: {
        # NOTE: Grunnen til at teksten i en melding er fjernet. Står etter «fordi:».
        RedactionKind.SECRET: N_("den sa noe privat om en annen"),
        RedactionKind.WRONG_PERSON: N_("den var sendt til feil person"),
        RedactionKind.THREAT: N_("den inneholdt en trussel"),
        RedactionKind.OTHER: N_("kontoret hadde en annen grunn"),
    },
    SecondState: {
        # NOTE: Hvor langt et forslag har kommet. En person til må være enig i det.
        SecondState.WAITING: N_("Venter på en til"),
        SecondState.IN_FORCE: N_("Gjelder nå"),
        SecondState.DECLINED: N_("Avslått"),
        # NOTE: Ingen svarte på forslaget i tide.
        SecondState.LAPSED: N_("Falt bort uten svar"),
        SecondState.ENDED: N_("Avsluttet før tiden"),
        SecondState.OVER: N_("Utløpt"),
    },
    PlanPart: {
        PlanPart.GOALS: N_("Mål, styrker og behov"),
        PlanPart.PEOPLE: N_("Hvem som er med"),
        PlanPart.RESPONSIBLE: N_("Hvem som har ansvaret"),
        PlanPart.CONTRIBUTIONS: N_("Hva hver og en bidrar med"),
        PlanPart.SERVICES: N_("Tjenester, hvor mye og fra hvem"),
        PlanPart.HOW: N_("Hvordan vi gjør det"),
        PlanPart.COORDINATOR: N_("Koordinator"),
        PlanPart.PERIOD: N_("Hvor lenge planen gjelder, og når vi ser på den igjen"),
        # NOTE: Samtykket til en individuell plan.
        PlanPart.CONSENT: N_("Samtykke"),
        PlanPart.COOPERATION: N_("Andre vi trenger å samarbeide med"),
    },
    PlanAnswer: {
        # NOTE: Svaret på tilbudet om en individuell plan.
        PlanAnswer.WANTED: N_("Ja"),
        PlanAnswer.NOT_NOW: N_("Ikke nå"),
        PlanAnswer.NO: N_("Nei"),
    },
    RadarLine: {
        # NOTE: Dagen programmet begynner.
        RadarLine.START: N_("Start"),
        RadarLine.HOURS: N_("Timer i uka"),
        RadarLine.WORK_DIRECTED: N_("Det som leder mot arbeid"),
        RadarLine.PAID_WORK: N_("Lønnet arbeid ved siden av"),
        RadarLine.EMPTY_WEEKS: N_("Uker uten noe"),
        RadarLine.JOB_SEARCH: N_("Jobbsøking i tide"),
        RadarLine.EVALUATIONS: N_("Dager for evaluering"),
        RadarLine.NEXT_EVALUATION: N_("Neste evaluering"),
        RadarLine.PERIOD_END: N_("Slutten på vedtaksperioden"),
        RadarLine.SUSPENSION: N_("Avbrudd"),
    },
    LineState: {
        LineState.IN_ORDER: N_("I orden"),
        LineState.LOOK: N_("Se på dette"),
        LineState.DECIDE: N_("Må avgjøres"),
    },
}


def label(words: Words, member: StrEnum) -> str:
    """The word for a kind or a state, in the reader's language."""
    msgid = LABELS[type(member)][member]
    said = words.gettext(msgid)
    return Again(said, lambda other: other.gettext(msgid), lang_of(said))
