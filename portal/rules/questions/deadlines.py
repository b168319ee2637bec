"""Questions about time limits and complaints."""

from datetime import date, timedelta
from typing import Any

from portal.rules.complaint import (
    ComplaintOver,
    complaint_body,
    digital_complaint_deadline,
    late_complaint,
)
from portal.rules.days import add_months
from portal.rules.deadlines import counted_days, counted_months, counted_weeks, time_limit
from portal.rules.decision import Decision
from portal.rules.questions.facts import COUNT, DATE, LAST_DAY, BadFacts, Fact, Facts, one_of
from portal.rules.questions.question import Around, Question

UNITS = ("days", "weeks", "months", "years")


def _add_deadline(facts: Facts, around: Around) -> Decision[date]:
    given = [unit for unit in UNITS if facts[unit] is not None]
    if len(given) != 1:
        field = given[1] if given else UNITS[0]
        raise BadFacts(field, f"exactly one of {', '.join(UNITS)} is needed")
    (unit,) = given
    start, number = facts["from"], facts[unit]
    _within_reach(start, unit, number)
    match unit:
        case "days":
            return time_limit(counted_days(start, number, around.holidays))
        case "weeks":
            return time_limit(counted_weeks(start, number, around.holidays))
        case "months":
            return time_limit(counted_months(start, number, around.holidays))
        case _:
            return time_limit(counted_months(start, 12 * number, around.holidays))


def _within_reach(start: date, unit: str, number: int) -> None:
    try:
        if unit in ("days", "weeks"):
            end = start + timedelta(**{unit: number})
        else:
            end = add_months(start, number if unit == "months" else 12 * number)
    except (ValueError, OverflowError):
        end = date.max
    if end > LAST_DAY:
        raise BadFacts(unit, f"the limit would end after {LAST_DAY.isoformat()}")


def _late_complaint(facts: Facts, around: Around) -> Decision[Any]:
    if facts["decided"] and facts["decided"] > facts["notified"]:
        raise BadFacts("decided", "it comes after 'notified'")
    if facts["posted"] and facts["posted"] > facts["received"]:
        raise BadFacts("posted", "it comes after 'received'")
    return late_complaint(
        facts["notified"],
        facts["received"],
        around.holidays,
        decided=facts["decided"],
        posted=facts["posted"],
    )


ADD_DEADLINE = Question(
    name="add-deadline",
    facts=(
        Fact("from", DATE, "the day the limit begins to run"),
        *(
            Fact(unit, COUNT, f"how many {unit}; exactly one of the four is given", optional=True)
            for unit in UNITS
        ),
    ),
    decide=_add_deadline,
    example={"from": "2026-12-04", "weeks": 3},
    covers=("KVP-CMP-03",),
)

COMPLAINT_DEADLINE = Question(
    name="complaint-deadline",
    facts=(
        Fact("available", DATE, "the day the letter could be read in the portal"),
        Fact(
            "notified", DATE, "the day the first alert was sent; left out while none is sent", optional=True
        ),
    ),
    decide=lambda facts, around: digital_complaint_deadline(
        facts["available"], facts["notified"], around.holidays
    ),
    example={"available": "2026-11-22", "notified": "2026-11-22"},
    covers=("KVP-CMP-02", "KVP-ADM-36"),
    rests_on=("case.complaint_weeks",),
)

LATE_COMPLAINT = Question(
    name="late-complaint",
    facts=(
        Fact("notified", DATE, "the day the notice of the decision reached the person"),
        Fact("received", DATE, "the day the complaint arrived"),
        Fact("decided", DATE, "the day of the decision, when it is not the day of the notice", optional=True),
        Fact("posted", DATE, "the day a complaint on paper was posted", optional=True),
    ),
    decide=_late_complaint,
    example={"notified": "2026-11-22", "received": "2026-12-15"},
    covers=("KVP-CMP-06", "KVP-CMP-07"),
    rests_on=("case.complaint_weeks", "case.complaint_latest_years"),
)

COMPLAINT_BODY = Question(
    name="complaint-body",
    facts=(Fact("decision", one_of(*ComplaintOver), "what the complaint is over"),),
    decide=lambda facts, _around: complaint_body(ComplaintOver(facts["decision"])),
    example={"decision": "KVP"},
    covers=("KVP-CMP-01", "KVP-CMP-05", "KVP-CMP-10"),
)

QUESTIONS = (ADD_DEADLINE, COMPLAINT_DEADLINE, LATE_COMPLAINT, COMPLAINT_BODY)
