"""The history: weeks with receipts, and absences with what the rules said of them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from portal.demo.days import holidays, is_working
from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import Attendance
from portal.domain.calendar import monday_of, oslo_day
from portal.domain.months import month_of
from portal.domain.programme import ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.rules.days import is_working_day
from portal.rules.decision import Outcome, from_data
from portal.services.month_content import fingerprint_of
from portal.store.base import Base
from portal.store.models import (
    Absence,
    Activity,
    AttendanceMonth,
    AttendanceReport,
    EventRow,
    Office,
    Person,
    Programme,
    Slot,
    Submission,
)

NUMBER = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")

Rows = Callable[[type[Base]], Sequence[Row[Any]]]


def test_reports_are_of_days_on_which_the_activity_took_place(rows_of: Rows) -> None:
    activities = {a.id: a for a in rows_of(Activity)}
    weekdays = {(slot.activity_id, slot.weekday) for slot in rows_of(Slot)}
    owners = {p.id: p.participant_id for p in rows_of(Programme)}
    of_the_plan = [report for report in rows_of(AttendanceReport) if report.entry_id is None]
    for report in of_the_plan:
        activity = activities[report.activity_id]
        assert is_working(report.day)
        assert (report.activity_id, report.day.weekday()) in weekdays
        assert activity.first_day <= report.day
        assert activity.last_day is None or report.day <= activity.last_day
        assert owners[activity.programme_id] == report.participant_id


def test_most_were_there_and_minutes_agree_with_what_was_said(rows_of: Rows) -> None:
    reports = rows_of(AttendanceReport)
    said = Counter(report.attendance for report in reports)
    assert 0.8 < said[Attendance.PRESENT] / len(reports) < 0.95
    assert min(said[Attendance.PART], said[Attendance.AWAY]) > 0
    assert any(report.feeling for report in reports)
    assert any(report.note for report in reports)
    for report in reports:
        assert (report.minutes == 0) == (report.attendance is Attendance.AWAY)
        assert report.minutes % 30 == 0


def test_this_week_is_left_open_but_for_some_mondays(rows_of: Rows, now: datetime) -> None:
    today = oslo_day(now)
    this_week = [r for r in rows_of(AttendanceReport) if r.day >= monday_of(today)]
    assert {report.day for report in this_week} <= {monday_of(today)}
    assert all(report.day < today for report in this_week)


def test_the_protagonist_has_reported_last_week_and_may_report_all_of_this_one(
    rows_of: Rows, now: datetime
) -> None:
    rolig = next(person for person in rows_of(Person) if person.key == "rolig-rogn")
    days = {report.day for report in rows_of(AttendanceReport) if report.participant_id == rolig.id}
    last_monday = monday_of(oslo_day(now)) - timedelta(weeks=1)
    worked = {last_monday + timedelta(days=n) for n in range(5)}
    assert {day for day in worked if is_working(day)} <= days
    assert max(days) < last_monday + timedelta(weeks=1)


def test_each_week_has_one_receipt_and_receipt_numbers_are_readable_and_unique(rows_of: Rows) -> None:
    submissions = {s.id: s for s in rows_of(Submission)}
    assert all(NUMBER.fullmatch(s.number) for s in submissions.values())
    assert len({s.number for s in submissions.values()}) == len(submissions)
    weeks = Counter()
    for s in submissions.values():
        if s.kind is SubmissionKind.WEEK:
            weeks[s.person_id, s.content["first_day"]] += 1
    assert set(weeks.values()) == {1}
    days = {}
    for report in rows_of(AttendanceReport):
        receipt = submissions[report.submission_id]
        assert receipt.kind in {SubmissionKind.WEEK, SubmissionKind.DAY}
        assert receipt.person_id == report.participant_id
        assert receipt.received_at == report.reported_at
        days.setdefault(receipt.id, set()).add(report.day)
    for receipt_id, reported in days.items():
        first = min(reported).isoformat()
        assert submissions[receipt_id].content == {"first_day": first, "days": len(reported)}


def test_absences_carry_a_decision_that_can_be_read_back(rows_of: Rows) -> None:
    absences = rows_of(Absence)
    outcomes = set()
    for absence in absences:
        decision = from_data(absence.proposal)
        outcomes.add(decision.outcome)
        own = absence.kind is AbsenceKind.SELF_REPORT
        assert decision.rule == ("absence.self_report" if own else "absence.other")
    assert outcomes == {Outcome.MET, Outcome.UNDECIDED}


def test_each_office_has_six_absences_waiting_one_refused_and_most_accepted(
    rows_of: Rows, now: datetime
) -> None:
    programmes = {p.participant_id: p for p in rows_of(Programme)}
    for office in rows_of(Office):
        states = Counter(a.state for a in rows_of(Absence) if a.office_id == office.id)
        assert states[AbsenceState.REPORTED] == 6
        assert states[AbsenceState.REFUSED] == 1
        assert states[AbsenceState.ACCEPTED] > 8
    for absence in rows_of(Absence):
        programme = programmes[absence.participant_id]
        assert programme.state is ProgrammeState.RUNNING
        assert programme.started_on <= absence.first_day <= absence.last_day <= oslo_day(now)
        decided = absence.state is not AbsenceState.REPORTED
        assert (absence.decided_by == programme.contact_person_id) == decided
        assert (absence.decided_at is not None) == decided
        assert (absence.complaint_by is not None) == (absence.state is AbsenceState.REFUSED)
        if decided:
            assert absence.decided_at > absence.reported_at
            assert absence.decision_text
        if absence.complaint_by:
            assert absence.complaint_by >= oslo_day(absence.decided_at) + timedelta(weeks=3)
            assert is_working_day(absence.complaint_by, holidays)


def test_accepted_self_reports_were_ones_that_the_law_lets_people_make(rows_of: Rows) -> None:
    for absence in rows_of(Absence):
        if absence.kind is AbsenceKind.SELF_REPORT and absence.state is AbsenceState.ACCEPTED:
            assert from_data(absence.proposal).outcome is Outcome.MET
            assert (absence.last_day - absence.first_day).days < 3


def test_absences_of_one_person_do_not_share_a_day(rows_of: Rows) -> None:
    seen = {}
    for absence in sorted(rows_of(Absence), key=lambda a: a.first_day):
        before = seen.get(absence.participant_id)
        assert before is None or before < absence.first_day
        seen[absence.participant_id] = absence.last_day


def test_events_speak_in_the_past_tense_and_never_in_a_persons_words(rows_of: Rows) -> None:
    events = rows_of(EventRow)
    # At the turn of a year nothing has been confirmed yet that could be corrected and looked at.
    assert {e.kind for e in events} | {"AttendanceLookedAt"} == {
        "WeekReported",
        "DayCorrected",
        "AttendanceLookedAt",
        "MonthConfirmed",
        "AbsenceReported",
        "AbsenceDecided",
        "BenefitFactsEntered",
        "DocumentHandedIn",
        "HearingAnswered",
        "HearingDecided",
        "HearingOpened",
        "ProgrammeStepTaken",
        "AppointmentMade",
        "AppointmentMoved",
        "AppointmentAnswered",
        "TakeAwayWritten",
        "TakeAwayConfirmed",
        "PlanProposed",
        "ProposalAnswered",
        "PlanChanged",
        "MessageSent",
        "AutomaticWordSaid",
        "AnswerSoonDue",
        "AnswerMissed",
        "AnswerLongMissed",
        "WaitingSet",
        "ConversationHandedOver",
        "NoteWritten",
        "ImportantResent",
        "ImportantUnanswered",
        "ThreatReported",
        "IndividualPlanOffered",
        "IndividualPlanAnswered",
        "IndividualPlanWritten",
        "OfferAdded",
        "RightsRequested",
        "RightsAnswered",
        "MeasureChanged",
        "RedactionAsked",
    }
    for event in events:
        assert event.data["participant_id"] == event.participant_id
        assert not {"text", "note"} & set(event.data)


def test_what_was_confirmed_is_what_its_fingerprint_says(rows_of: Rows, now: datetime) -> None:
    months = rows_of(AttendanceMonth)
    assert months
    for month in months:
        assert fingerprint_of(month.content) == month.fingerprint
        assert month.month < month_of(oslo_day(now))
        assert month.made_at < now
