"""Questions about being ill, about the papers that go with it, and about what an absence costs."""

from datetime import date
from typing import Any

from portal.domain.absence import OF_A_DAY, AbsenceState
from portal.rules.absence import SelfReportFacts, self_report
from portal.rules.decision import Decision
from portal.rules.deducted import Away, AwayFacts, hours_to_deduct
from portal.rules.doctors_note import DoctorsNoteFacts, doctors_note, written_confirmation
from portal.rules.parameters import whole_on
from portal.rules.questions.facts import (
    COUNT,
    DATE,
    HOURS,
    YES_NO,
    BadFacts,
    Fact,
    Facts,
    list_of,
    one_of,
    record,
)
from portal.rules.questions.question import Around, Question
from portal.rules.self_report_loss import LossFacts, self_report_loss
from portal.rules.spells import EarlierAbsence

ABSENCES = list_of(
    record(
        Fact("from", DATE, "the first day"),
        Fact("to", DATE, "the last day, counted"),
        Fact(
            "doctors_note_from",
            DATE,
            "the first day of the doctor's note; none without a note",
            optional=True,
        ),
    )
)
STATES = {True: AbsenceState.ACCEPTED, False: AbsenceState.REFUSED, None: AbsenceState.REPORTED}


def _absences(given: Facts, name: str) -> tuple[EarlierAbsence, ...]:
    for index, one in enumerate(given[name]):
        _note_within(one, "doctors_note_from", f"{name}[{index}].")
    return tuple(
        EarlierAbsence(one["from"], one["to"], one["doctors_note_from"] is not None, one["doctors_note_from"])
        for one in given[name]
    )


def _note_within(given: Facts, name: str, inside: str = "") -> date | None:
    note_from: date | None = given[name]
    if note_from and note_from > given["to"]:
        raise BadFacts(f"{inside}{name}", "it comes after the absence is over")
    return note_from


def _self_report(given: Facts, _around: Around) -> Decision[Any]:
    if given["from"] < given["programme_start"]:
        raise BadFacts("from", "it comes before 'programme_start'")
    earlier = _absences(given, "earlier")
    start, lost = given["programme_start"], given["right_lost_until"]
    return self_report(SelfReportFacts(start, given["from"], given["to"], earlier, lost))


def _loss(given: Facts, _around: Around) -> Decision[Any]:
    return self_report_loss(
        LossFacts(
            given["on"],
            _absences(given, "absences"),
            reasonable_doubt=given["reasonable_doubt"],
            heard=given["heard"],
            decided_on=given["decided_on"],
            sick_child=given["kind"] == "SICK_CHILD",
        )
    )


def _doctors_note(given: Facts, _around: Around) -> Decision[Any]:
    note_from, available = _note_within(given, "note_from"), given["days_available"]
    most = whole_on("self_report.max_calendar_days", given["from"])
    if available is not None and available > most:
        raise BadFacts("days_available", f"self-report covers at most {most} days at a time")
    return doctors_note(
        DoctorsNoteFacts(
            given["from"],
            given["to"],
            note_from,
            available,
            prevented_from_doctor=given["prevented_from_doctor"],
            same_illness_shown=given["same_illness_shown"],
        )
    )


def _confirmation(given: Facts, _around: Around) -> Decision[Any]:
    return written_confirmation(
        oral=given["oral"],
        asked_on=given["asked_on"],
        confirmed_on=given["confirmed_on"],
        sick_child=given["kind"] == "SICK_CHILD",
    )


def _hours(given: Facts, around: Around) -> Decision[Any]:
    permitted, said = given["permitted"], given["state"]
    state = AbsenceState(said.lower()) if said else STATES[permitted]
    # "Not permitted" may also mean that nobody has decided yet, so it stands beside both of those states.
    if permitted is not None and permitted != (state is AbsenceState.ACCEPTED):
        raise BadFacts("state", "it does not agree with 'permitted'")
    facts = AwayFacts(Away(given["kind"]), state, given["hours"], given["on"])
    return hours_to_deduct(facts, around.holidays, around.practice)


WHOSE = Fact(
    "kind",
    one_of("OWN_ILLNESS", "SICK_CHILD"),
    "whose illness was self-reported; one's own when left out",
    optional=True,
    default="OWN_ILLNESS",
)

SELF_REPORT = Question(
    name="self-report",
    facts=(
        Fact("programme_start", DATE, "the first day of the programme"),
        Fact("earlier", ABSENCES, "earlier absences because of one's own illness, in any order"),
        Fact("from", DATE, "the first day of this absence"),
        Fact("to", DATE, "its last day, counted"),
        Fact(
            "right_lost_until",
            DATE,
            "the last day of a decision that took the right to self-report away",
            optional=True,
        ),
    ),
    decide=_self_report,
    example={
        "programme_start": "2026-10-05",
        "earlier": [],
        "from": "2026-12-04",
        "to": "2026-12-07",
    },
    covers=("KVP-ABS-10", "KVP-ABS-12", "KVP-ABS-13", "KVP-ABS-14", "KVP-LIF-11"),
    rests_on=(
        "self_report.wait_weeks",
        "self_report.max_calendar_days",
        "self_report.window_calendar_days",
        "self_report.loss_after_count",
        "self_report.loss_window_months",
        "self_report.note_from_day",
    ),
)

SELF_REPORT_LOSS = Question(
    name="self-report-loss",
    facts=(
        Fact("on", DATE, "the day the question is asked for"),
        Fact("absences", ABSENCES, "absences because of one's own illness, in any order"),
        Fact(
            "reasonable_doubt",
            YES_NO,
            "a caseworker has stated reasonable ground to think that it was no illness; left out when nobody asks",
            optional=True,
        ),
        Fact("heard", YES_NO, "the person has had the chance to speak", optional=True, default=False),
        Fact("decided_on", DATE, "the day of a decision that took the right away", optional=True),
        WHOSE,
    ),
    decide=_loss,
    example={
        "on": "2026-12-01",
        "absences": [
            {"from": "2026-02-02", "to": "2026-02-03"},
            {"from": "2026-04-07", "to": "2026-04-07"},
            {"from": "2026-06-01", "to": "2026-06-10", "doctors_note_from": "2026-06-04"},
            {"from": "2026-09-14", "to": "2026-09-16"},
        ],
    },
    covers=("KVP-ABS-17", "KVP-ABS-18", "KVP-ABS-19"),
    rests_on=(
        "self_report.loss_after_count",
        "self_report.loss_window_months",
        "self_report.note_from_day",
        "self_report.reassess_months",
    ),
)

DOCTORS_NOTE = Question(
    name="doctors-note",
    facts=(
        Fact("from", DATE, "the first day of the absence"),
        Fact("to", DATE, "its last day, counted"),
        Fact("note_from", DATE, "the first day of the doctor's note; none without a note", optional=True),
        Fact(
            "days_available",
            COUNT,
            "calendar days that self-report can cover, as `self-report` answers; all of them when left out",
            optional=True,
        ),
        Fact(
            "prevented_from_doctor",
            YES_NO,
            "the person was prevented from seeing a doctor",
            optional=True,
            default=False,
        ),
        Fact(
            "same_illness_shown",
            YES_NO,
            "it is shown that they had the same illness from an earlier day",
            optional=True,
            default=False,
        ),
    ),
    decide=_doctors_note,
    example={"from": "2026-12-04", "to": "2026-12-09", "note_from": "2026-12-07"},
    covers=("KVP-ABS-10", "KVP-ABS-15", "KVP-ABS-20"),
    rests_on=("self_report.max_calendar_days",),
)

WRITTEN_CONFIRMATION = Question(
    name="written-confirmation",
    facts=(
        Fact("oral", YES_NO, "the self-report was oral"),
        Fact("asked_on", DATE, "the day the municipality asked for a confirmation", optional=True),
        Fact("confirmed_on", DATE, "the day the self-report was confirmed in writing", optional=True),
        WHOSE,
    ),
    decide=_confirmation,
    example={"oral": True, "asked_on": "2026-12-08"},
    covers=("KVP-ABS-11", "KVP-ABS-16"),
)

HOURS_TO_DEDUCT = Question(
    name="hours-to-deduct",
    facts=(
        Fact("kind", one_of(*Away), "why the participant was away"),
        Fact(
            "permitted",
            YES_NO,
            "what a caseworker has decided; left out while nobody has decided",
            optional=True,
        ),
        Fact("hours", HOURS, "the hours away on one day"),
        Fact(
            "state",
            one_of(*(state.value.upper() for state in OF_A_DAY)),
            "the same as `permitted`, in words",
            optional=True,
        ),
        Fact("on", DATE, "the day of the absence; the law as it stands when left out", optional=True),
    ),
    decide=_hours,
    example={"kind": "OTHER", "permitted": False, "hours": "7.5"},
    covers=("KVP-ABS-01", "KVP-ABS-02", "KVP-CNT-03"),
    settings=("benefit.absence_unit", "hours.standard_day"),
)

QUESTIONS = (SELF_REPORT, SELF_REPORT_LOSS, DOCTORS_NOTE, WRITTEN_CONFIRMATION, HOURS_TO_DEDUCT)
