"""The individual plan in words: its ten contents, the three answers to the offer, and where it stands."""

from datetime import datetime
from enum import StrEnum

LONGEST_PART = 4000
LONGEST_SHARING = 500


class PlanPart(StrEnum):
    """What an individual plan holds, in the regulation's own order (FOR-2022-06-22-1110 § 9 ledd 3)."""

    GOALS = "goals"
    PEOPLE = "people"
    RESPONSIBLE = "responsible"
    CONTRIBUTIONS = "contributions"
    SERVICES = "services"
    HOW = "how"
    COORDINATOR = "coordinator"
    PERIOD = "period"
    CONSENT = "consent"
    COOPERATION = "cooperation"


# The consent is recorded with its moment and never written by hand, so that nobody can write it for somebody else.
WRITTEN = tuple(part for part in PlanPart if part is not PlanPart.CONSENT)


class PlanAnswer(StrEnum):
    """What the participant says to the offer. Each is as good as the others, and none is the last word."""

    WANTED = "wanted"
    NOT_NOW = "not_now"
    NO = "no"


class PlanState(StrEnum):
    """Where an individual plan stands."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    WANTED = "wanted"
    NOT_NOW = "not_now"
    NO = "no"
    WITHDRAWN = "withdrawn"


def state_of(
    answer: PlanAnswer | None, offered_at: datetime | None, withdrawn_at: datetime | None
) -> PlanState:
    """Where it stands. A consent that was taken back says more than the answer that took it back."""
    if answer is PlanAnswer.WANTED:
        return PlanState.WANTED
    if withdrawn_at is not None:
        return PlanState.WITHDRAWN
    if answer is not None:
        return PlanState(answer.value)
    return PlanState.NOT_OFFERED if offered_at is None else PlanState.OFFERED
