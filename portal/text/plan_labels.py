"""The words for what a plan holds and for where a proposal stands."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.plan import ChangeKind, PartOfLife, ProposalState
from portal.text.words import N_

PLAN_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    PartOfLife: {
        # NOTE: The parts of life that an activity serves. They follow "Gjelder:".
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
        # NOTE: Kinds of changes of the plan. The name of an activity may follow.
        ChangeKind.ADD: N_("Nytt i planen"),
        ChangeKind.CHANGE: N_("Endring"),
        ChangeKind.MOVE: N_("Ny tid"),
        # NOTE: The activity leaves the plan.
        ChangeKind.REMOVE: N_("Slutt"),
        ChangeKind.GOAL: N_("Nytt mål"),
        ChangeKind.EVALUATION_ADDED: N_("Ny dag for å se på planen sammen"),
        ChangeKind.EVALUATION_MOVED: N_("Flytt dagen for å se på planen sammen"),
        ChangeKind.EVALUATION_REMOVED: N_("Ta bort en dag for å se på planen sammen"),
        ChangeKind.FREE_WEEK: N_("Ei uke fri"),
        ChangeKind.FREE_WEEK_REMOVED: N_("Ikke fri likevel"),
    },
    ProposalState: {
        # NOTE: Where a proposal to change the plan stands.
        ProposalState.SENT: N_("Venter på svar"),
        # NOTE: Both sides have said yes to the proposal, and the plan is changed.
        ProposalState.ACCEPTED: N_("Avtalt"),
        ProposalState.DECLINED: N_("Nei"),
        # NOTE: The other side proposed something else instead.
        ProposalState.COUNTERED: N_("Heller noe annet"),
        ProposalState.WITHDRAWN: N_("Trukket tilbake"),
        ProposalState.EXPIRED: N_("Utløpt uten svar"),
        ProposalState.AWAITING_DECISION: N_("Venter på at kontoret bestemmer"),
        ProposalState.DECISION_REFUSED: N_("Kontoret sa nei"),
    },
}
