"""How a case is handled in time: preliminary answers, second alerts, advance notices, claims for costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import Holidays
from portal.rules.deadlines import counted_days, counted_months, counted_weeks
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import EFORVALTNINGSFORSKRIFTEN, FORVALTNINGSLOVEN, KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice

HEARD_FIRST = Citation(FORVALTNINGSLOVEN, "16", 1, 1)
FROM_DISPATCH = Citation(FORVALTNINGSLOVEN, "16", 1, 2)
HEARD_BEFORE_LOSS = Citation(KVP_FORSKRIFTEN, "8", 3, 1, wording_since=date(2012, 1, 1))
SECOND_ALERT = Citation(EFORVALTNINGSFORSKRIFTEN, "8", 5, wording_since=date(2014, 7, 1))


class AgainstThePerson(StrEnum):
    """What the office is about to decide against the person."""

    END = "END"
    SUSPEND = "SUSPEND"
    REFUSE_ABSENCE = "REFUSE_ABSENCE"
    RECOVERY = "RECOVERY"
    LOSE_SELF_REPORT = "LOSE_SELF_REPORT"
    OTHER_AGAINST = "OTHER_AGAINST"


@dataclass(frozen=True, slots=True)
class PreliminaryAnswerWithin(Reason):
    """What came in on `received_on` is answered within `months` months, or a preliminary answer is given."""

    code: ClassVar[str] = "case.preliminary-answer-within"
    received_on: date
    months: int


@dataclass(frozen=True, slots=True)
class NotOpenedWithin(Reason):
    """The letter was available on `available_on` and is alerted again when nobody has opened it within `days` days."""

    code: ClassVar[str] = "case.not-opened-within"
    available_on: date
    days: int


@dataclass(frozen=True, slots=True)
class OpenedInTime(Reason):
    """The letter was opened on `opened_on`, so no second alert is sent."""

    code: ClassVar[str] = "case.opened-in-time"
    opened_on: date


@dataclass(frozen=True, slots=True)
class OpenedLater(Reason):
    """The letter was opened on `opened_on`, after the second alert was due."""

    code: ClassVar[str] = "case.opened-later"
    opened_on: date


@dataclass(frozen=True, slots=True)
class HeardAlready(Reason):
    """The person has already spoken in the case, so no advance notice is needed."""

    code: ClassVar[str] = "case.heard-already"


@dataclass(frozen=True, slots=True)
class MustBeHeardFirst(Reason):
    """The person is told before the office decides, and may speak first."""

    code: ClassVar[str] = "case.must-be-heard-first"


@dataclass(frozen=True, slots=True)
class MustBeHeardBeforeLoss(Reason):
    """Nobody loses the right to self-report without having been able to speak first."""

    code: ClassVar[str] = "case.must-be-heard-before-loss"


@dataclass(frozen=True, slots=True)
class DaysToAnswerNotice(Reason):
    """The office gives `days` days to answer an advance notice."""

    code: ClassVar[str] = "case.days-to-answer-notice"
    days: int


@dataclass(frozen=True, slots=True)
class CountsFromDispatch(Reason):
    """The time to answer is counted from the day the notice was sent, `sent_on`."""

    code: ClassVar[str] = "case.counts-from-dispatch"
    sent_on: date


@dataclass(frozen=True, slots=True)
class CostsWithin(Reason):
    """Costs are claimed within `weeks` weeks from `notified_on`, when the person knew of the new decision."""

    code: ClassVar[str] = "case.costs-within"
    notified_on: date
    weeks: int


@dataclass(frozen=True, slots=True)
class AdvanceNotice(Figures):
    """Whether an advance notice is needed, and the last day to answer it; None where none is needed."""

    code: ClassVar[str] = "figures.advance-notice"
    needed: bool
    answer_by: date | None


def preliminary_answer(received: date, holidays: Holidays) -> Decision[date]:
    """The day by which what came in is answered, or a preliminary answer given (forvaltningsloven § 11 a ledd 3).

    The limit is one for acting in a case, and is counted as such.
    """
    months = dated("case.preliminary_answer_months", received)
    last, counting = counted_months(received, months.whole, holidays)
    because = (Because(PreliminaryAnswerWithin(received, months.whole), months.basis), *counting)
    return Decision("case_handling.preliminary_answer", 1, Outcome.COMPUTED, because, last)


def second_alert(available: date, opened: date | None = None) -> Decision[date | None]:
    """The day of the second alert, or None when the letter was opened in time (eForvaltningsforskriften § 8 ledd 5).

    The alert is sent by a machine, so no weekend moves it. Opening the letter on the very day is in time.
    """
    days = dated("case.second_alert_days", available)
    due = available + timedelta(days=days.whole)
    rule = Because(NotOpenedWithin(available, days.whole), days.basis)
    if opened is None:
        because: tuple[Because, ...] = (rule,)
    elif opened <= due:
        because = (Because(OpenedInTime(opened), SECOND_ALERT), rule)
    else:
        because = (rule, Because(OpenedLater(opened), SECOND_ALERT))
    needed = opened is None or opened > due
    return Decision("case_handling.second_alert", 1, Outcome.COMPUTED, because, due if needed else None)


def advance_notice(
    action: AgainstThePerson,
    sent: date,
    holidays: Holidays,
    *,
    already_heard: bool,
    practice: Practice = USUAL,
) -> Decision[AdvanceNotice]:
    """Whether the person must be told first, and the last day to answer (forvaltningsloven § 16 ledd 1).

    The law leaves the number of days open; it is the office's own. `sent` is the day the notice was, or will be, sent.
    """
    first = [Because(MustBeHeardFirst(), HEARD_FIRST)]
    if action is AgainstThePerson.LOSE_SELF_REPORT:
        first.append(Because(MustBeHeardBeforeLoss(), HEARD_BEFORE_LOSS))
    name = "case_handling.advance_notice"
    if already_heard:
        heard = Because(HeardAlready(), first[-1].basis)
        return Decision(name, 1, Outcome.COMPUTED, (heard,), AdvanceNotice(needed=False, answer_by=None))
    days = practice.whole("case.advance_notice_days")
    last, counting = counted_days(sent, days, holidays)
    because = (
        *first,
        Because(DaysToAnswerNotice(days), practice.basis("case.advance_notice_days")),
        Because(CountsFromDispatch(sent), FROM_DISPATCH),
        *counting,
    )
    return Decision(name, 1, Outcome.COMPUTED, because, AdvanceNotice(needed=True, answer_by=last))


def cost_claim(notified: date, holidays: Holidays) -> Decision[date]:
    """The last day to claim costs when a decision was changed in one's favour (forvaltningsloven § 36 ledd 3)."""
    weeks = dated("case.cost_claim_weeks", notified)
    last, counting = counted_weeks(notified, weeks.whole, holidays)
    because = (Because(CostsWithin(notified, weeks.whole), weeks.basis), *counting)
    return Decision("case_handling.cost_claim", 1, Outcome.COMPUTED, because, last)
