"""Extension on special grounds, the third year: five tests that a caseworker weighs (KVP-forskriften § 2 ledd 2)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.day_ledger import Interval
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.duration import ONE_YEAR_MORE, TWO_YEARS, latest_end
from portal.rules.law import KVP_FORSKRIFTEN, Citation

_2019 = date(2019, 1, 1)
NECESSARY = Citation(KVP_FORSKRIFTEN, "2", 2, 1, wording_since=_2019)
PROGRESS_AND_MOTIVATION = Citation(KVP_FORSKRIFTEN, "2", 2, 2, wording_since=_2019)
LIKELY_TO_WORK = Citation(KVP_FORSKRIFTEN, "2", 2, 3, wording_since=_2019)
LABOUR_MARKET = Citation(KVP_FORSKRIFTEN, "2", 2, 4, wording_since=_2019)


@dataclass(frozen=True, slots=True)
class ExtensionNecessary(Reason):
    """An extension was found necessary to reach work."""

    code: ClassVar[str] = "extension.necessary"


@dataclass(frozen=True, slots=True)
class ExtensionNotNecessary(Reason):
    """An extension was found not to be necessary to reach work."""

    code: ClassVar[str] = "extension.not-necessary"


@dataclass(frozen=True, slots=True)
class NecessityNotAssessed(Reason):
    """Nobody has assessed yet whether an extension is necessary."""

    code: ClassVar[str] = "extension.necessity-not-assessed"


@dataclass(frozen=True, slots=True)
class HasHadProgress(Reason):
    """The participant was found to have come closer to work."""

    code: ClassVar[str] = "extension.progress"


@dataclass(frozen=True, slots=True)
class HasHadNoProgress(Reason):
    """The participant was found not to have come closer to work."""

    code: ClassVar[str] = "extension.no-progress"


@dataclass(frozen=True, slots=True)
class ProgressNotAssessed(Reason):
    """Nobody has assessed yet whether the participant has come closer to work."""

    code: ClassVar[str] = "extension.progress-not-assessed"


@dataclass(frozen=True, slots=True)
class MotivationWeighed(Reason):
    """The participant's motivation was given weight."""

    code: ClassVar[str] = "extension.motivation-weighed"


@dataclass(frozen=True, slots=True)
class MotivationNotWeighed(Reason):
    """The participant's motivation has not been given weight yet, and it must be."""

    code: ClassVar[str] = "extension.motivation-not-weighed"


@dataclass(frozen=True, slots=True)
class LikelyToGetWork(Reason):
    """It was found likely that the participant can be in work by the end of an extended programme."""

    code: ClassVar[str] = "extension.likely-to-get-work"


@dataclass(frozen=True, slots=True)
class NotLikelyToGetWork(Reason):
    """It was found not likely that the participant can be in work by the end of an extended programme."""

    code: ClassVar[str] = "extension.not-likely-to-get-work"


@dataclass(frozen=True, slots=True)
class LikelihoodNotAssessed(Reason):
    """Nobody has assessed yet whether the participant is likely to be in work by then."""

    code: ClassVar[str] = "extension.likelihood-not-assessed"


@dataclass(frozen=True, slots=True)
class LabourMarketConsidered(Reason):
    """The labour market was looked at."""

    code: ClassVar[str] = "extension.labour-market-considered"


@dataclass(frozen=True, slots=True)
class LabourMarketNotConsidered(Reason):
    """The labour market has not been looked at yet, and it matters."""

    code: ClassVar[str] = "extension.labour-market-not-considered"


@dataclass(frozen=True, slots=True)
class WithinTheLongestTime(Reason):
    """The extension reaches `until`, and the longest time there is ends on `absolute_maximum`."""

    code: ClassVar[str] = "extension.within-the-longest-time"
    until: date
    absolute_maximum: date


@dataclass(frozen=True, slots=True)
class BeyondTheLongestTime(Reason):
    """The extension reaches `until`, and that is after the longest time there is, which ends on `absolute_maximum`."""

    code: ClassVar[str] = "extension.beyond-the-longest-time"
    until: date
    absolute_maximum: date


@dataclass(frozen=True, slots=True)
class SpecialGroundsNotNeeded(Reason):
    """To `base_maximum` a programme can be extended without special grounds."""

    code: ClassVar[str] = "extension.special-grounds-not-needed"
    base_maximum: date


@dataclass(frozen=True, slots=True)
class CaseworkerDecidesExtension(Reason):
    """The municipality may extend, and a caseworker decides it."""

    code: ClassVar[str] = "extension.caseworker-decides"


@dataclass(frozen=True, slots=True)
class ExtendNoLongerThan(Reason):
    """An extension can reach `absolute_maximum` and no further."""

    code: ClassVar[str] = "extension.no-longer-than"
    absolute_maximum: date


@dataclass(frozen=True, slots=True)
class IfFoundNecessary(Reason):
    """A new assessment may find that an extension is necessary."""

    code: ClassVar[str] = "extension.if-found-necessary"


@dataclass(frozen=True, slots=True)
class IfProgressIsFound(Reason):
    """A new assessment may find that the participant has come closer to work."""

    code: ClassVar[str] = "extension.if-progress-is-found"


@dataclass(frozen=True, slots=True)
class IfFoundLikelyToGetWork(Reason):
    """A new assessment may find it likely that the participant can be in work by then."""

    code: ClassVar[str] = "extension.if-found-likely-to-get-work"


@dataclass(frozen=True, slots=True)
class AssessmentMustBeFinished(Reason):
    """There is an answer when the tests that are left have been assessed; they are `left`."""

    code: ClassVar[str] = "extension.assessment-must-be-finished"
    left: int


@dataclass(frozen=True, slots=True)
class SpecialExtensionFigures(Figures):
    """The last days of the programme, and how many of the five tests are still to be assessed."""

    code: ClassVar[str] = "figures.special-extension"
    base_maximum: date
    absolute_maximum: date
    not_assessed: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a caseworker has found so far; None is not assessed yet.

    The law asks whether the extension is necessary, whether there was progress and whether work is likely, and
    each can be answered no. Motivation and the labour market must only be weighed: not having done so is
    an assessment that is not finished, and never a ground against the participant.
    """

    necessary: bool | None = None
    progress: bool | None = None
    motivation_weighed: bool | None = None
    likely_to_get_work: bool | None = None
    labour_market_considered: bool | None = None


def special_extension(
    started_on: date, until: date, assessed: Assessment, not_counted: tuple[Interval, ...] = ()
) -> Decision[SpecialExtensionFigures]:
    """Whether a programme can be extended to `until` on special grounds (sosialtjenesteloven § 32 ledd 1 punktum 2).

    NOT_MET only beyond the longest time there is, whatever was assessed. All else is UNDECIDED, with a yes or a no to
    every test too, because the law says that the municipality may. Raises ValueError when `until` is before the start.
    """
    if until < started_on:
        raise ValueError("an extension cannot end before the programme started")
    longest = latest_end(started_on, not_counted).value
    base, absolute = longest.base_maximum, longest.absolute_maximum
    tests = _tests(assessed)
    missing = sum(because.reason in NOT_ASSESSED for because in tests)
    beyond = until > absolute
    length = BeyondTheLongestTime(until, absolute) if beyond else WithinTheLongestTime(until, absolute)
    because = [Because(length, ONE_YEAR_MORE)]
    if until <= base:
        because.append(Because(SpecialGroundsNotNeeded(base), TWO_YEARS))
    because += [*tests, Because(CaseworkerDecidesExtension(), ONE_YEAR_MORE)]

    change: list[Reason] = [ExtendNoLongerThan(absolute)]
    change += [REFUSING[because.reason] for because in tests if because.reason in REFUSING]
    if missing:
        change.append(AssessmentMustBeFinished(missing))
    outcome = Outcome.NOT_MET if beyond else Outcome.UNDECIDED
    value = SpecialExtensionFigures(base, absolute, missing)
    return Decision("extension.special_extension", 1, outcome, tuple(because), value, tuple(change))


NOT_ASSESSED = (
    NecessityNotAssessed(),
    ProgressNotAssessed(),
    MotivationNotWeighed(),
    LikelihoodNotAssessed(),
    LabourMarketNotConsidered(),
)
REFUSING: dict[Reason, Reason] = {
    ExtensionNotNecessary(): IfFoundNecessary(),
    HasHadNoProgress(): IfProgressIsFound(),
    NotLikelyToGetWork(): IfFoundLikelyToGetWork(),
}
"""The tests that can be answered no, each with what would be another answer."""


def _tests(said: Assessment) -> list[Because]:
    necessary = {True: ExtensionNecessary(), False: ExtensionNotNecessary(), None: NecessityNotAssessed()}
    progress = {True: HasHadProgress(), False: HasHadNoProgress(), None: ProgressNotAssessed()}
    likely = {True: LikelyToGetWork(), False: NotLikelyToGetWork(), None: LikelihoodNotAssessed()}
    return [
        Because(necessary[said.necessary], NECESSARY),
        Because(progress[said.progress], PROGRESS_AND_MOTIVATION),
        Because(
            MotivationWeighed() if said.motivation_weighed else MotivationNotWeighed(),
            PROGRESS_AND_MOTIVATION,
        ),
        Because(likely[said.likely_to_get_work], LIKELY_TO_WORK),
        Because(
            LabourMarketConsidered() if said.labour_market_considered else LabourMarketNotConsidered(),
            LABOUR_MARKET,
        ),
    ]
