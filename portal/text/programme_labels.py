"""Labels of a programme's life: its states, its steps, why it ends and what comes after, as msgids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.programme import ProgrammeState
from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import EndingGround, Finding, StepKind
from portal.text.words import N_

PROGRAMME_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ProgrammeState: {
        ProgrammeState.APPLIED: N_("Søknaden er mottatt"),
        ProgrammeState.PLANNED: N_("Programmet planlegges"),
        ProgrammeState.RUNNING: N_("Programmet er i gang"),
        ProgrammeState.ON_LEAVE: N_("Permisjon"),
        ProgrammeState.SUSPENDED: N_("Programmet er avbrutt for en periode"),
        ProgrammeState.COMPLETED: N_("Programmet er fullført"),
        ProgrammeState.ENDED: N_("Programmet er avsluttet"),
        ProgrammeState.MOVED: N_("Programmet er avsluttet på grunn av flytting"),
        ProgrammeState.REFUSED: N_("Søknaden er avslått"),
        ProgrammeState.WITHDRAWN: N_("Søknaden er trukket"),
    },
    StepKind: {
        StepKind.APPLIED: N_("Søknaden kom inn"),
        StepKind.GRANTED: N_("Programmet er innvilget"),
        StepKind.REFUSED: N_("Søknaden er avslått"),
        StepKind.WITHDRAWN: N_("Søknaden er trukket"),
        StepKind.STARTED: N_("Programmet har begynt"),
        StepKind.EXTENDED: N_("Programmet er forlenget"),
        StepKind.EXTENDED_SPECIAL: N_("Programmet er forlenget av særlige grunner"),
        StepKind.LEAVE: N_("Permisjon er innvilget"),
        # NOTE: Kontoret sier fra på forhånd at det vurderer å avbryte eller avslutte programmet.
        StepKind.NOTIFIED: N_("Kontoret varsler før det bestemmer"),
        StepKind.SUSPENDED: N_("Programmet er avbrutt for en periode"),
        StepKind.RESUMED: N_("Programmet går videre"),
        StepKind.COMPLETED: N_("Programmet er fullført"),
        StepKind.ENDED: N_("Programmet er avsluttet"),
        StepKind.MOVED: N_("Saken er flyttet til et annet kontor"),
        # NOTE: Noe som var vedtatt på forhånd, er tatt tilbake og kommer aldri til å gjelde.
        StepKind.RECALLED: N_("Et vedtak er tatt tilbake"),
    },
    EndingGround: {
        # NOTE: Grunnen til at et program blir avsluttet.
        EndingGround.ABSENCE: N_("Fravær"),
        EndingGround.WONT_RESUME: N_("Deltakeren vil trolig ikke komme tilbake"),
        EndingGround.SUSPENDED_A_YEAR: N_("Programmet har vært avbrutt i ett år"),
        EndingGround.PERIOD_ENDS: N_("Perioden går ut og blir ikke forlenget"),
        EndingGround.OTHER: N_("En annen saklig grunn"),
    },
    Afterwards: {
        # NOTE: Det deltakeren gikk til rett etter programmet.
        Afterwards.WORK: N_("Ordinært arbeid"),
        Afterwards.SUBSIDISED_WORK: N_("Arbeid med lønnstilskudd"),
        Afterwards.LABOUR_MARKET_SCHEME: N_("Et annet arbeidsmarkedstiltak"),
        Afterwards.EDUCATION: N_("Skole eller utdanning"),
        Afterwards.DISABILITY_BENEFIT: N_("Uføretrygd"),
        Afterwards.WORK_ASSESSMENT: N_("Arbeidsavklaringspenger"),
        Afterwards.SOCIAL_ASSISTANCE_WAITING: N_(
            "Økonomisk sosialhjelp i påvente av uføretrygd eller arbeidsavklaringspenger"
        ),
        Afterwards.SOCIAL_ASSISTANCE: N_("Økonomisk sosialhjelp"),
        Afterwards.OTHER: N_("Annet"),
        Afterwards.UNKNOWN: N_("Ukjent"),
    },
    MainIncome: {
        # NOTE: Den viktigste inntekten rett etter programmet.
        MainIncome.WORK: N_("Lønn fra ordinært arbeid"),
        MainIncome.SUBSIDISED_WORK: N_("Lønn fra arbeid med lønnstilskudd"),
        MainIncome.SCHEME_ALLOWANCE: N_("Tiltakspenger"),
        MainIncome.STUDENT_FINANCE: N_("Studiestønad"),
        MainIncome.DISABILITY_BENEFIT: N_("Uføretrygd"),
        MainIncome.WORK_ASSESSMENT_ALLOWANCE: N_("Arbeidsavklaringspenger"),
        MainIncome.SOCIAL_ASSISTANCE_WAITING: N_(
            "Økonomisk sosialhjelp i påvente av uføretrygd eller arbeidsavklaringspenger"
        ),
        MainIncome.SOCIAL_ASSISTANCE: N_("Økonomisk sosialhjelp"),
        MainIncome.OTHER: N_("Annet"),
        MainIncome.UNKNOWN: N_("Ukjent"),
    },
    Finding: {
        Finding.YES: N_("Ja"),
        Finding.NO: N_("Nei"),
        # NOTE: Om et forhold som veilederen har tatt med i vurderingen.
        Finding.WEIGHED: N_("Vurdert"),
    },
}
