"""The child supplement: for which child, and while the child stays abroad (KVP-forskriften § 3).

Nothing here stops a supplement. Where a condition is not plainly met the answer is UNDECIDED and a caseworker decides.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.rules.days import add_months
from portal.rules.days import birthday as birthday_of
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.money import kroner
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import why_child_day

RESIDENCE_SINCE = date(2020, 7, 1)
EACH_CHILD = Citation(KVP_FORSKRIFTEN, "3", 1, 1)
# § 3 was changed again in 2022 and 2024, and which of its words has not been read: no day is named.
BOTH_PARENTS = Citation(KVP_FORSKRIFTEN, "3", 1, 3)
LIVES_IN_NORWAY = Citation(KVP_FORSKRIFTEN, "3", 2, 1)
FOSTER_CHILD = Citation(KVP_FORSKRIFTEN, "3", 3, 1)
FOSTER_WAIVED = Citation(KVP_FORSKRIFTEN, "3", 3, 2)


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """One child on one day. `claimed_on` is when the supplement was asked for, the day itself if nobody has said.

    Raises ValueError for a child not yet born, or one supported as a foster child before birth or without being one.
    """

    on: date
    born: date
    lives_in_norway: bool
    foster: bool = False
    foster_since: date | None = None
    claimed_on: date | None = None

    def __post_init__(self) -> None:
        if self.born > self.on:
            raise ValueError("the child is not born yet")
        if self.foster_since and (not self.foster or self.foster_since < self.born):
            raise ValueError("support as a foster child began before there was a foster child")


@dataclass(frozen=True, slots=True)
class ChildSupplement(Figures):
    """`day` is the supplement of one weekday in kroner; on `age_reached_on` a caseworker looks at it again."""

    code: ClassVar[str] = "figures.child-supplement"
    day: Decimal
    age_reached_on: date


@dataclass(frozen=True, slots=True)
class EachChild(Reason):
    """There is a supplement for each child, five days a week."""

    code: ClassVar[str] = "children.each-child"


@dataclass(frozen=True, slots=True)
class BothParents(Reason):
    """Where both parents get the benefit, both get the supplement."""

    code: ClassVar[str] = "children.both-parents"


@dataclass(frozen=True, slots=True)
class BelowAge(Reason):
    """The child turns `age` on `day`; until then the age changes nothing."""

    code: ClassVar[str] = "children.below-age"
    age: int
    day: date


@dataclass(frozen=True, slots=True)
class AgeReached(Reason):
    """The child turned `age` on `day`. Whether the supplement goes on is for a caseworker."""

    code: ClassVar[str] = "children.age-reached"
    age: int
    day: date


@dataclass(frozen=True, slots=True)
class ChildLivesInNorway(Reason):
    """The child lives in Norway."""

    code: ClassVar[str] = "children.lives-in-norway"


@dataclass(frozen=True, slots=True)
class LivingInNorwayWouldHelp(Reason):
    """If the child lives and stays lawfully in Norway, there can be a supplement."""

    code: ClassVar[str] = "children.living-in-norway-would-help"


@dataclass(frozen=True, slots=True)
class BeforeAge(Reason):
    """Before `day`, when the child turned `age`, the age changed nothing."""

    code: ClassVar[str] = "children.before-age"
    age: int
    day: date


@dataclass(frozen=True, slots=True)
class ChildMustLiveInNorway(Reason):
    """The supplement is for a child who lives and stays lawfully in Norway, Svalbard too."""

    code: ClassVar[str] = "children.must-live-in-norway"


@dataclass(frozen=True, slots=True)
class FosterLongEnough(Reason):
    """The foster child has been supported since `since`, the last `years` years or more."""

    code: ClassVar[str] = "children.foster-long-enough"
    since: date
    years: int


@dataclass(frozen=True, slots=True)
class FosterSupportNeeded(Reason):
    """A foster child must have been supported for the last `years` years before the supplement was asked for."""

    code: ClassVar[str] = "children.foster-support-needed"
    years: int


@dataclass(frozen=True, slots=True)
class FosterEnoughFrom(Reason):
    """Asked for on `day` or later, the foster child has been supported for long enough."""

    code: ClassVar[str] = "children.foster-enough-from"
    day: date


@dataclass(frozen=True, slots=True)
class LastingFosterHome(Reason):
    """The time of support may be left aside where the foster home is lasting; a caseworker decides."""

    code: ClassVar[str] = "children.lasting-foster-home"


def child_supplement(facts: ChildFacts, practice: Practice = USUAL) -> Decision[ChildSupplement]:
    """Whether one child gives a supplement: MET, or UNDECIDED where a caseworker must look.

    The age limit is the office's, because the regulation has none. That the child must live in Norway is asked
    from 1 July 2020. Raises `NoLawInForce` before 2012.
    """
    row = dated("rates.child_day", facts.on)
    limit = practice.whole("benefit.child_age_limit")
    birthday = birthday_of(facts.born, limit)
    day = kroner(row.value)
    because = [Because(EachChild(), EACH_CHILD), *why_child_day(facts.on)]
    open_questions: list[Because] = []
    would_change: list[Reason] = []

    of_age = practice.basis("benefit.child_age_limit")
    if facts.on >= birthday:
        open_questions.append(Because(AgeReached(limit, birthday), of_age))
        would_change.append(BeforeAge(limit, birthday))
    else:
        because.append(Because(BelowAge(limit, birthday), of_age))

    if facts.on >= RESIDENCE_SINCE:
        because.append(Because(BothParents(), BOTH_PARENTS))
        if facts.lives_in_norway:
            because.append(Because(ChildLivesInNorway(), LIVES_IN_NORWAY))
        else:
            open_questions.append(Because(ChildMustLiveInNorway(), LIVES_IN_NORWAY))
            would_change.append(LivingInNorwayWouldHelp())

    if facts.foster:
        years = dated("child_abroad.foster_years", facts.on).whole
        since = facts.foster_since
        enough_from = add_months(since, 12 * years) if since else None
        if since and enough_from and (facts.claimed_on or facts.on) >= enough_from:
            because.append(Because(FosterLongEnough(since, years), FOSTER_CHILD))
        else:
            open_questions.append(Because(FosterSupportNeeded(years), FOSTER_CHILD))
            open_questions.append(Because(LastingFosterHome(), FOSTER_WAIVED))
            would_change.append(FosterEnoughFrom(enough_from) if enough_from else LastingFosterHome())

    outcome = Outcome.UNDECIDED if open_questions else Outcome.MET
    if not open_questions:
        would_change.append(AgeReached(limit, birthday))
    # What a caseworker must look at comes first; the rest says what stands.
    reasons = (*open_questions, *because)
    figures = ChildSupplement(day, birthday)
    return Decision("children.supplement", 1, outcome, reasons, figures, tuple(would_change))
