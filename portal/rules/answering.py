"""When the office answers a message, by its own routine: what cannot wait, and what follows when the day has passed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final

from portal.domain.waiting import Pressing, Rung
from portal.rules.days import Holidays, working_days_after
from portal.rules.deadlines import answer_due
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.practice import Practice

USUAL_DAYS: Final = "case.answer_working_days"
PRESSING_DAYS: Final = "case.urgent_answer_working_days"
LEADER_AFTER: Final = 2
"""Working days over the promised day until the leader is told."""


@dataclass(frozen=True, slots=True)
class CannotWait(Reason):
    """The message is `about` something that cannot wait as long as others (`Pressing`)."""

    code: ClassVar[str] = "office.cannot-wait"
    about: str


@dataclass(frozen=True, slots=True)
class AnswerMissed(Reason):
    """The office had promised an answer by `promised_on`, and none came."""

    code: ClassVar[str] = "office.answer-missed"
    promised_on: date


@dataclass(frozen=True, slots=True)
class AnswersAfterwards(Reason):
    """What was not answered in time is answered within `working_days` working days after `missed_on`."""

    code: ClassVar[str] = "office.answers-afterwards"
    missed_on: date
    working_days: int


def answer_time(
    received: date, pressing: Pressing | None, holidays: Holidays, practice: Practice
) -> Decision[date]:
    """The day by which the office promises to answer what came on `received`. Its own routine, not law."""
    name = USUAL_DAYS if pressing is None else PRESSING_DAYS
    basis = practice.basis(name)
    due = answer_due(received, practice.whole(name), holidays, basis)
    if pressing is None:
        return due
    return replace(due, because=(Because(CannotWait(pressing.value), basis), *due.because))


def answer_afterwards(
    promised_on: date, today: date, holidays: Holidays, practice: Practice
) -> Decision[date]:
    """The new day that the participant is told when the promised one has passed without an answer.

    It is counted from the promised day, or from yesterday when that was noticed later, so that it is never over already.
    """
    basis, days = practice.basis(PRESSING_DAYS), practice.whole(PRESSING_DAYS)
    missed = max(promised_on, today - timedelta(days=1))
    because = (
        Because(AnswerMissed(promised_on), basis),
        Because(AnswersAfterwards(missed, days), basis),
    )
    due = working_days_after(missed, days, holidays)
    return Decision("answering.answer_afterwards", 1, Outcome.COMPUTED, because, due)


def next_to_answer(today: date, holidays: Holidays) -> date:
    """The last promised day that stands on the list today: the next working day after it."""
    return working_days_after(today, 1, holidays)


def last_for_leader(today: date, holidays: Holidays) -> date:
    """The latest promised day that is so many working days over today that the leader is told."""
    day = today
    while working_days_after(day, LEADER_AFTER, holidays) > today:
        day -= timedelta(days=1)
    return day


def rungs_reached(answer_by: date, today: date, holidays: Holidays) -> tuple[Rung, ...]:
    """The steps whose day has come for an answer promised by `answer_by`, in their order."""
    reached = {
        Rung.SOON: answer_by <= next_to_answer(today, holidays),
        Rung.LATE: answer_by < today,
        Rung.LEADER: answer_by <= last_for_leader(today, holidays),
    }
    return tuple(rung for rung, is_reached in reached.items() if is_reached)
