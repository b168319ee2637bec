"""The right to an individual plan: for every participant, with consent, and beside everything else (sosialtjenesteloven § 33)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import INDIVIDUELL_PLAN_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation

_2022 = date(2022, 8, 1)
RIGHT = Citation(SOSIALTJENESTELOVEN, "33", 1, 1)
TOGETHER = Citation(SOSIALTJENESTELOVEN, "33", 1, 2)
NO_LARGER_RIGHT = Citation(INDIVIDUELL_PLAN_FORSKRIFTEN, "4", 3, wording_since=_2022)
CONSENT = Citation(INDIVIDUELL_PLAN_FORSKRIFTEN, "5", wording_since=_2022)
ONE_PLAN = Citation(INDIVIDUELL_PLAN_FORSKRIFTEN, "9", wording_since=_2022)
CONTENTS = Citation(INDIVIDUELL_PLAN_FORSKRIFTEN, "9", 3, wording_since=_2022)


@dataclass(frozen=True, slots=True)
class RightToPlan(Reason):
    """Everybody in the programme has a right to an individual plan."""

    code: ClassVar[str] = "individual-plan.right"


@dataclass(frozen=True, slots=True)
class MadeTogether(Reason):
    """The plan is made together with the participant."""

    code: ClassVar[str] = "individual-plan.made-together"


@dataclass(frozen=True, slots=True)
class OnlyWithConsent(Reason):
    """The plan is made only with the participant's consent."""

    code: ClassVar[str] = "individual-plan.only-with-consent"


@dataclass(frozen=True, slots=True)
class OnePlan(Reason):
    """A person has one individual plan, which is kept up to date."""

    code: ClassVar[str] = "individual-plan.one-plan"


@dataclass(frozen=True, slots=True)
class TenContents(Reason):
    """The regulation names ten things that the plan holds."""

    code: ClassVar[str] = "individual-plan.ten-contents"


@dataclass(frozen=True, slots=True)
class NoLargerRight(Reason):
    """The plan gives no larger right to services than there is without it."""

    code: ClassVar[str] = "individual-plan.no-larger-right"


def right_to_plan() -> Decision[None]:
    """Whether somebody in the programme has a right to an individual plan (sosialtjenesteloven § 33 punktum 1).

    It is never tested against a need, and it takes the participant's own consent.
    """
    because = (
        Because(RightToPlan(), RIGHT),
        Because(MadeTogether(), TOGETHER),
        Because(OnlyWithConsent(), CONSENT),
        Because(OnePlan(), ONE_PLAN),
        Because(TenContents(), CONTENTS),
        Because(NoLargerRight(), NO_LARGER_RIGHT),
    )
    return Decision("individual_plan.right_to_plan", 1, Outcome.MET, because, None)
