"""What the office looks for in a plan by its own routine: weeks without anything, and an evaluation that lies ahead."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import SOSIALTJENESTELOVEN, Citation, HouseRule

YEAR_ROUND = Citation(SOSIALTJENESTELOVEN, "30", 2, 1, wording_since=date(2019, 1, 1))
WEEKS_AHEAD = 8
LOOKS_AHEAD = HouseRule(
    "routine.weeks-ahead",
    "A programme runs all year; how far ahead the office looks for weeks without anything is its own choice.",
)
NEXT_AHEAD = HouseRule(
    "routine.next-evaluation",
    "The law asks for stated days of evaluation and gives no number; that the next one is always known is a choice.",
)


@dataclass(frozen=True, slots=True)
class WeeksWithoutPlan(Reason):
    """`count` weeks have nothing planned, the first of them from `monday` on."""

    code: ClassVar[str] = "routine.weeks-without-plan"
    count: int
    monday: date


@dataclass(frozen=True, slots=True)
class EveryWeekPlanned(Reason):
    """Something is planned in every week."""

    code: ClassVar[str] = "routine.every-week-planned"


@dataclass(frozen=True, slots=True)
class LooksWeeksAhead(Reason):
    """The office looks at the next `weeks` weeks."""

    code: ClassVar[str] = "routine.looks-weeks-ahead"
    weeks: int


@dataclass(frozen=True, slots=True)
class PlanTheWeek(Reason):
    """Something planned in the week from `monday`, or leave or a holiday in it, makes it whole."""

    code: ClassVar[str] = "routine.plan-the-week"
    monday: date


@dataclass(frozen=True, slots=True)
class NextEvaluation(Reason):
    """The next evaluation is on `day`."""

    code: ClassVar[str] = "routine.next-evaluation"
    day: date


@dataclass(frozen=True, slots=True)
class NoEvaluationAhead(Reason):
    """No evaluation lies ahead."""

    code: ClassVar[str] = "routine.no-evaluation-ahead"


@dataclass(frozen=True, slots=True)
class AgreeOnNext(Reason):
    """A day for the next evaluation is what it takes."""

    code: ClassVar[str] = "routine.agree-on-next"


def empty_weeks(empty: tuple[date, ...]) -> Decision[date | None]:
    """Whether a week of the next `WEEKS_AHEAD` has nothing planned (sosialtjenesteloven § 30 ledd 2 punktum 1).

    `empty` are the Mondays of such weeks, earliest first; the value is the first. UNDECIDED with any, because leave or a
    holiday makes such a week lawful.
    """
    looks = Because(LooksWeeksAhead(WEEKS_AHEAD), LOOKS_AHEAD)
    if not empty:
        because = (Because(EveryWeekPlanned(), YEAR_ROUND), looks)
        return Decision("routine.empty_weeks", 1, Outcome.MET, because, None)
    because = (Because(WeeksWithoutPlan(len(empty), empty[0]), YEAR_ROUND), looks)
    return Decision("routine.empty_weeks", 1, Outcome.UNDECIDED, because, empty[0], (PlanTheWeek(empty[0]),))


def next_evaluation(evaluations: tuple[date, ...], on: date) -> Decision[date | None]:
    """Which of the evaluations comes next, as things stand `on` a day; the value is its day.

    UNDECIDED with none ahead: the law asks for at least one in the period and not for one at all times.
    """
    ahead = sorted(day for day in evaluations if day >= on)
    if not ahead:
        because = (Because(NoEvaluationAhead(), NEXT_AHEAD),)
        return Decision("routine.next_evaluation", 1, Outcome.UNDECIDED, because, None, (AgreeOnNext(),))
    because = (Because(NextEvaluation(ahead[0]), NEXT_AHEAD),)
    return Decision("routine.next_evaluation", 1, Outcome.MET, because, ahead[0])
