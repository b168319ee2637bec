"""The words for what a plan holds and for where a proposal stands."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.plan import ChangeKind, PartOfLife, ProposalState
from portal.text.words import N_

PLAN_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    PartOfLife: {
        # NOTE: Den delen av livet som en aktivitet gjelder. Står etter «Gjelder:».
        PartOfLife.WORK: N_("Arbeid"),
        PartOfLife.LANGUAGE: N_("Språk"),
        PartOfLife.LEARNING: N_("Skole og kurs"),
        PartOfLife.HEALTH: N_("Helse"),
        PartOfLife.FAMILY: N_("Familie og barn"),
        PartOfLife.ECONOMY: N_("Økonomi"),
        PartOfLife.HOUSING: N_("Bolig"),
        PartOfLife.NETWORK: N_("Venner og nettverk"),
        PartOfLife.EVERYDAY: N_("Hverdagen"),
    },
    ChangeKind: {
        # NOTE: En type endring i planen. Navnet på en aktivitet kan stå etter.
        ChangeKind.ADD: N_("Nytt i planen"),
        ChangeKind.CHANGE: N_("Endring"),
        ChangeKind.MOVE: N_("Ny tid"),
        # NOTE: Aktiviteten går ut av planen.
        ChangeKind.REMOVE: N_("Slutt"),
        ChangeKind.GOAL: N_("Nytt mål"),
        ChangeKind.EVALUATION_ADDED: N_("Ny dag for å se på planen sammen"),
        ChangeKind.EVALUATION_MOVED: N_("Flytt dagen for å se på planen sammen"),
        ChangeKind.EVALUATION_REMOVED: N_("Ta bort en dag for å se på planen sammen"),
        ChangeKind.FREE_WEEK: N_("Ei uke fri"),
        ChangeKind.FREE_WEEK_REMOVED: N_("Ikke fri likevel"),
    },
    ProposalState: {
        # NOTE: Hvor langt et forslag om å endre planen har kommet.
        ProposalState.SENT: N_("Venter på svar"),
        # NOTE: Begge sider har sagt ja til forslaget, og planen er endret.
        ProposalState.ACCEPTED: N_("Avtalt"),
        ProposalState.DECLINED: N_("Nei"),
        # NOTE: Den andre siden foreslo noe annet i stedet.
        ProposalState.COUNTERED: N_("Heller noe annet"),
        ProposalState.WITHDRAWN: N_("Trukket tilbake"),
        ProposalState.EXPIRED: N_("Utløpt uten svar"),
        ProposalState.AWAITING_DECISION: N_("Venter på at kontoret bestemmer"),
        ProposalState.DECISION_REFUSED: N_("Kontoret sa nei"),
    },
}
