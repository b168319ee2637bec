"""Complaints over a decision: when the time begins, whether a late one is heard, and who decides."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import Holidays
from portal.rules.deadlines import complaint_deadline, counted_months
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import (
    EFORVALTNINGSFORSKRIFTEN,
    FORVALTNINGSLOVEN,
    INDIVIDUELL_PLAN_FORSKRIFTEN,
    NAV_LOVEN,
    SOSIALTJENESTELOVEN,
    Citation,
    HouseRule,
)
from portal.rules.parameters import dated

WHEN_AVAILABLE_AND_ALERTED = Citation(EFORVALTNINGSFORSKRIFTEN, "11", 2, wording_since=date(2014, 2, 7))
WHEN_ARRIVED = Citation(EFORVALTNINGSFORSKRIFTEN, "11", 4, wording_since=date(2014, 2, 7))
WHEN_POSTED = Citation(FORVALTNINGSLOVEN, "30")
LATE_MAY_BE_HEARD = Citation(FORVALTNINGSLOVEN, "31", 1)
OFFICE_MAY_CHANGE = Citation(FORVALTNINGSLOVEN, "35", 1)
FIRST_TO_THE_OFFICE = Citation(FORVALTNINGSLOVEN, "32", 1)
STATE_ADMINISTRATOR = Citation(SOSIALTJENESTELOVEN, "47", wording_since=date(2021, 6, 1))
PLAN_COMPLAINT = Citation(INDIVIDUELL_PLAN_FORSKRIFTEN, "11", wording_since=date(2022, 8, 1))
NAV_APPEALS = Citation(NAV_LOVEN, "14 a", 2)
NEVER_BLOCKED = HouseRule(
    "complaint.never-blocked", "A late complaint can always be sent; a person looks at it, not the machine."
)
SERVICE_TO_THE_OFFICE = HouseRule(
    "complaint.service-to-the-office", "No rule names a body for complaints over service; the office answers."
)


class ComplaintOver(StrEnum):
    """What a complaint is over."""

    KVP = "KVP"
    ASSESSMENT_14A = "ASSESSMENT_14A"
    INDIVIDUAL_PLAN = "INDIVIDUAL_PLAN"
    SERVICE = "SERVICE"


@dataclass(frozen=True, slots=True)
class AlertNotSent(Reason):
    """The letter lies there from `available_on`, but no alert is sent, so the time to complain has not begun."""

    code: ClassVar[str] = "complaint.alert-not-sent"
    available_on: date


@dataclass(frozen=True, slots=True)
class AlertBeginsTheTime(Reason):
    """The time to complain begins when the alert is sent."""

    code: ClassVar[str] = "complaint.alert-begins-the-time"


@dataclass(frozen=True, slots=True)
class TimeBegan(Reason):
    """The letter was available on `available_on`, the alert sent on `notified_on`; the time began on the later day."""

    code: ClassVar[str] = "complaint.time-began"
    available_on: date
    notified_on: date
    began_on: date


@dataclass(frozen=True, slots=True)
class ArrivedElectronically(Reason):
    """A complaint sent electronically counts from the day it arrived, `arrived_on`."""

    code: ClassVar[str] = "complaint.arrived-electronically"
    arrived_on: date


@dataclass(frozen=True, slots=True)
class PostedOn(Reason):
    """A complaint on paper counts from the day it was posted, `posted_on`."""

    code: ClassVar[str] = "complaint.posted-on"
    posted_on: date


@dataclass(frozen=True, slots=True)
class InTime(Reason):
    """The complaint came in time; the last day is `last_day`."""

    code: ClassVar[str] = "complaint.in-time"
    last_day: date


@dataclass(frozen=True, slots=True)
class TooLate(Reason):
    """The complaint came `days` days after the last day, `last_day`."""

    code: ClassVar[str] = "complaint.too-late"
    last_day: date
    days: int


@dataclass(frozen=True, slots=True)
class MayStillBeHeard(Reason):
    """It may still be heard, when nobody can blame the person for it or there are special grounds."""

    code: ClassVar[str] = "complaint.may-still-be-heard"


@dataclass(frozen=True, slots=True)
class OverAYearSince(Reason):
    """More than `years` years have gone since `since`, and a late complaint could be heard until `latest` only."""

    code: ClassVar[str] = "complaint.over-a-year-since"
    since: date
    years: int
    latest: date


@dataclass(frozen=True, slots=True)
class CanStillBeSent(Reason):
    """It can be sent all the same, and a person reads it."""

    code: ClassVar[str] = "complaint.can-still-be-sent"


@dataclass(frozen=True, slots=True)
class OfficeMayChangeItself(Reason):
    """The office may change its decision without a complaint."""

    code: ClassVar[str] = "complaint.office-may-change-itself"


@dataclass(frozen=True, slots=True)
class TellWhyItIsLate(Reason):
    """Telling why it is late can lead to its being heard."""

    code: ClassVar[str] = "complaint.tell-why-it-is-late"


@dataclass(frozen=True, slots=True)
class LateFrom(Reason):
    """A complaint that comes after `last_day` is late."""

    code: ClassVar[str] = "complaint.late-from"
    last_day: date


@dataclass(frozen=True, slots=True)
class IfItCameBy(Reason):
    """A complaint that came on `latest` or before could be heard."""

    code: ClassVar[str] = "complaint.if-it-came-by"
    latest: date


@dataclass(frozen=True, slots=True)
class SentToTheOfficeFirst(Reason):
    """The complaint is sent to the office that decided, which looks at it anew first."""

    code: ClassVar[str] = "complaint.sent-to-the-office-first"


@dataclass(frozen=True, slots=True)
class StateAdministratorDecides(Reason):
    """The state administrator (Statsforvalteren) decides the complaint."""

    code: ClassVar[str] = "complaint.state-administrator-decides"


@dataclass(frozen=True, slots=True)
class NavAppealsDecides(Reason):
    """Nav's appeals body (Nav klageinstans) decides the complaint."""

    code: ClassVar[str] = "complaint.nav-appeals-decides"


@dataclass(frozen=True, slots=True)
class OfficeAnswersItself(Reason):
    """A complaint over how one was met is answered by the office itself."""

    code: ClassVar[str] = "complaint.office-answers-itself"


@dataclass(frozen=True, slots=True)
class ComplaintDays(Figures):
    """The last day to complain in time, and the last day on which a late complaint can be heard at all."""

    code: ClassVar[str] = "figures.complaint-days"
    last_day: date
    latest_of_all: date


def digital_complaint_deadline(
    available: date, notified: date | None, holidays: Holidays
) -> Decision[date | None]:
    """The last day to complain over a letter in the portal (eForvaltningsforskriften § 11 ledd 2).

    The time begins with the later of the day the letter was available and the day the alert was sent;
    UNDECIDED while no alert is sent. A second alert is a reminder and is not asked for: it moves nothing.
    """
    if notified is None:
        because = (Because(AlertNotSent(available), WHEN_AVAILABLE_AND_ALERTED),)
        return Decision("complaint.deadline", 1, Outcome.UNDECIDED, because, None, (AlertBeginsTheTime(),))
    began = max(available, notified)
    weeks = dated("case.complaint_weeks", began)
    # The coming act says itself when a digital notice has arrived, and the regulation is one under the old act.
    basis = weeks.basis if weeks.rule_set else WHEN_AVAILABLE_AND_ALERTED
    inner = complaint_deadline(began, holidays)
    reasons = (Because(TimeBegan(available, notified, began), basis), *inner.because)
    return Decision("complaint.deadline", 1, Outcome.COMPUTED, reasons, inner.value)


def late_complaint(
    notified: date,
    received: date,
    holidays: Holidays,
    *,
    decided: date | None = None,
    posted: date | None = None,
) -> Decision[ComplaintDays]:
    """Whether a complaint is in time (MET), late and for a person to weigh (UNDECIDED), or never heard (NOT_MET).

    `decided` is the day of the decision, from which forvaltningsloven § 31 ledd 3 counts its year; left out, the
    day of the notice is used, which can only be later. A complaint within three weeks of the notice is in time
    however old the decision is: § 31 is about limits that were passed. `posted` is the day a letter on paper was posted.
    """
    counts_on = posted or received
    last_day = complaint_deadline(notified, holidays).value
    since = decided or notified
    years = dated("case.complaint_latest_years", since)
    latest, _ = counted_months(since, 12 * years.whole, holidays)
    # A year after the decision may be over before three weeks after the notice are.
    latest = max(latest, last_day)
    how = (
        Because(PostedOn(posted), WHEN_POSTED)
        if posted
        else Because(ArrivedElectronically(received), WHEN_ARRIVED)
    )
    value = ComplaintDays(last_day, latest)
    limit = dated("case.complaint_weeks", notified).basis
    if counts_on <= last_day:
        because: tuple[Because, ...] = (how, Because(InTime(last_day), limit))
        return Decision("complaint.late", 1, Outcome.MET, because, value, (LateFrom(last_day),))
    late = Because(TooLate(last_day, (counts_on - last_day).days), limit)
    sent = Because(CanStillBeSent(), NEVER_BLOCKED)
    if counts_on <= latest:
        because = (how, late, Because(MayStillBeHeard(), LATE_MAY_BE_HEARD), sent)
        return Decision("complaint.late", 1, Outcome.UNDECIDED, because, value, (TellWhyItIsLate(),))
    because = (
        how,
        late,
        Because(OverAYearSince(since, years.whole, latest), years.basis),
        Because(OfficeMayChangeItself(), OFFICE_MAY_CHANGE),
        sent,
    )
    return Decision("complaint.late", 1, Outcome.NOT_MET, because, value, (IfItCameBy(latest),))


def complaint_body(over: ComplaintOver) -> Decision[str]:
    """Who decides a complaint: "STATSFORVALTEREN", "NAV_KLAGEINSTANS", or "OFFICE" for the way one was met."""
    first = Because(SentToTheOfficeFirst(), FIRST_TO_THE_OFFICE)
    if over is ComplaintOver.SERVICE:
        because: tuple[Because, ...] = (Because(OfficeAnswersItself(), SERVICE_TO_THE_OFFICE),)
        return Decision("complaint.body", 1, Outcome.COMPUTED, because, "OFFICE")
    if over is ComplaintOver.ASSESSMENT_14A:
        because = (Because(NavAppealsDecides(), NAV_APPEALS), first)
        return Decision("complaint.body", 1, Outcome.COMPUTED, because, "NAV_KLAGEINSTANS")
    basis = PLAN_COMPLAINT if over is ComplaintOver.INDIVIDUAL_PLAN else STATE_ADMINISTRATOR
    because = (Because(StateAdministratorDecides(), basis), first)
    return Decision("complaint.body", 1, Outcome.COMPUTED, because, "STATSFORVALTEREN")
