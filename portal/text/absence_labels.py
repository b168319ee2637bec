"""Labels for absences: kinds, states, papers and grounds, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.absence import (
    AbsenceKind,
    AbsenceState,
    BirthPart,
    Documentation,
    HearingAbout,
    HearingOutcome,
    HearingState,
    Proposed,
)
from portal.rules.birth_days import Carer
from portal.rules.sick_child_report import Ground
from portal.rules.welfare import WelfareGround
from portal.text.words import N_

ABSENCE_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AbsenceKind: {
        AbsenceKind.SELF_REPORT: N_("Egen sykdom"),
        AbsenceKind.SICK_CHILD: N_("Barn eller barnepasser er syk"),
        # NOTE: En avtale utenfor programmet: hos lege, på sykehus eller på et offentlig kontor.
        AbsenceKind.APPOINTMENT: N_("Time hos lege, sykehus eller det offentlige"),
        AbsenceKind.ANTENATAL: N_("Svangerskapskontroll"),
        AbsenceKind.INTERVIEW: N_("Jobbintervju"),
        AbsenceKind.DEATH: N_("Dødsfall eller begravelse"),
        AbsenceKind.WELFARE: N_("Velferdspermisjon"),
        AbsenceKind.RELIGIOUS: N_("Religiøs høytid"),
        # NOTE: Ferie fra programmet, noen uker i året. Ikke en helligdag eller en offentlig fridag.
        AbsenceKind.HOLIDAY: N_("Ferie"),
        AbsenceKind.BIRTH: N_("Permisjon ved fødsel"),
        AbsenceKind.AGREED: N_("Avtalt permisjon"),
        # NOTE: Noe annet: verken sykdom eller noe som var planlagt.
        AbsenceKind.OTHER: N_("Noe annet"),
    },
    AbsenceState: {
        AbsenceState.REPORTED: N_("Meldt, venter på svar"),
        AbsenceState.ACCEPTED: N_("Godtatt"),
        # NOTE: Om et fravær der noen av dagene er godtatt.
        AbsenceState.PARTLY: N_("Delvis godtatt"),
        # NOTE: Om et fravær som veilederen ikke har godtatt.
        AbsenceState.REFUSED: N_("Ikke godtatt"),
        # NOTE: Om et fravær som deltakeren har trukket tilbake.
        AbsenceState.WITHDRAWN: N_("Trukket tilbake"),
    },
    Documentation: {
        # NOTE: Det som er sagt om papirer som hører til et fravær.
        Documentation.NONE: N_("Ikke sagt"),
        Documentation.NOW: N_("Leveres med en gang"),
        Documentation.LATER: N_("Leveres senere"),
        Documentation.NOT_NEEDED: N_("Trengs ikke"),
        Documentation.PAPER: N_("Levert på papir"),
    },
    BirthPart: {
        BirthPart.BEFORE: N_("De siste ukene før termin"),
        BirthPart.AFTER: N_("De første ukene etter fødselen"),
        BirthPart.OTHER_PARENT: N_("Fri for far, medmor eller en annen som hjelper"),
        BirthPart.BREASTFEEDING: N_("Tid til å amme"),
        BirthPart.LONGER: N_("Lengre permisjon etter fødsel eller adopsjon"),
    },
    Ground: {
        Ground.CHILD_ILL: N_("Barnet er sykt"),
        Ground.CARER_ILL: N_("Den som passer barnet, er syk"),
        Ground.CARER_WITH_OTHER_CHILD: N_(
            "Den som passer barnet, følger et annet barn til lege eller sykehus"
        ),
        Ground.OTHER: N_("Noe annet med barnet"),
    },
    WelfareGround: {
        WelfareGround.KINDERGARTEN: N_("Barnet begynner i barnehage"),
        WelfareGround.FIRST_SCHOOL_DAY: N_("Barnets første skoledag"),
        WelfareGround.WEDDING: N_("Eget bryllup"),
        WelfareGround.DEATH: N_("Dødsfall eller begravelse"),
        WelfareGround.CARE_AT_HOME: N_("Pleie av en nær slektning hjemme"),
        WelfareGround.OTHER: N_("En annen viktig grunn"),
    },
    Carer: {
        Carer.FATHER: N_("Jeg er far til barnet"),
        Carer.CO_MOTHER: N_("Jeg er medmor til barnet"),
        Carer.HELPER: N_("Jeg hjelper moren"),
    },
    Proposed: {
        # NOTE: Det reglene kommer fram til for et fravær.
        Proposed.PAID: N_("Stønaden beholdes"),
        Proposed.DECIDES: N_("Et menneske må avgjøre"),
        Proposed.UNPAID: N_("Uten stønad"),
    },
    HearingState: {
        HearingState.SENT: N_("Sendt"),
        HearingState.ANSWERED: N_("Besvart"),
        HearingState.CLOSED: N_("Avgjort"),
    },
    HearingOutcome: {
        # NOTE: Det som ble bestemt etter et forhåndsvarsel.
        HearingOutcome.AGAINST: N_("Bestemt som varslet"),
        HearingOutcome.NOT_AGAINST: N_("Ikke bestemt som varslet"),
        HearingOutcome.DROPPED: N_("Falt bort"),
    },
    HearingAbout: {
        # NOTE: Det kontoret vurderer å bestemme mot deltakeren, som først får si sin mening.
        HearingAbout.ABSENCE: N_("Fravær som kanskje ikke blir godtatt"),
        HearingAbout.SELF_REPORT: N_("Retten til egenmelding"),
        HearingAbout.SICK_CHILD: N_("Retten til egenmelding for sykt barn"),
    },
}
