"""Questions about what a programme holds and what must come in the course of it."""

from datetime import date

from portal.rules.content import KINDS, full_time, work_directed
from portal.rules.decision import Decision
from portal.rules.milestones import (
    STATES,
    JobSearch,
    certificate,
    evaluation_dates,
    job_search,
    start_stated,
)
from portal.rules.plan_change import STANDS, stands_until
from portal.rules.questions.facts import DATE, HOURS, YES_NO, BadFacts, Fact, Facts, list_of, one_of, record
from portal.rules.questions.question import Around, Question
from portal.rules.working_beside import work_hours


def _job_search(facts: Facts, around: Around) -> Decision[JobSearch]:
    begins, last = facts["job_search_from"], facts["programme_to"]
    if begins and begins > last:
        raise BadFacts("job_search_from", "it comes after 'programme_to'")
    return job_search(last, extended=facts["extended"], job_search_from=begins, practice=around.practice)


def _start_stated(facts: Facts, around: Around) -> Decision[date]:
    if facts["start"] and facts["start"] < facts["application_received"]:
        raise BadFacts("start", "it comes before 'application_received'")
    return start_stated(facts["application_received"], facts["start"], around.holidays)


FULL_TIME = Question(
    name="full-time",
    facts=(
        Fact("planned_hours", HOURS, "hours planned in the week, activities and paid work together"),
        Fact("week_of", DATE, "a day of that week"),
    ),
    decide=lambda facts, _around: full_time(facts["planned_hours"], facts["week_of"]),
    example={"planned_hours": "30", "week_of": "2026-11-23"},
    covers=("KVP-CNT-01", "KVP-CNT-02"),
    rests_on=("content.weekly_hours",),
)

WORK_DIRECTED = Question(
    name="work-directed",
    facts=(
        Fact(
            "activities",
            list_of(
                record(
                    Fact("kind", one_of(*KINDS), "what the activity is for"),
                    Fact("hours", HOURS, "how long it lasts"),
                )
            ),
            "the activities of a plan",
        ),
        Fact("week_of", DATE, "a day of that week; left out: the law as it was last written", optional=True),
    ),
    decide=lambda facts, around: work_directed(
        tuple((item["kind"], item["hours"]) for item in facts["activities"]),
        facts["week_of"],
        around.practice,
    ),
    example={
        "activities": [
            {"kind": "WORK_DIRECT", "hours": "22.5"},
            {"kind": "SUPPORTING", "hours": "7.5"},
            {"kind": "HEALTH", "hours": "7.5"},
        ]
    },
    covers=("KVP-CNT-04", "KVP-CNT-05", "KVP-CNT-06"),
    settings=("content.work_directed_percent", "content.work_directed_kinds"),
)

WORK_HOURS = Question(
    name="work-hours",
    facts=(
        Fact("weekly_hours", HOURS, "hours of paid work a week"),
        Fact("apprentice", YES_NO, "whether the work is an apprenticeship"),
        Fact("on", DATE, "a day of the work; left out: the law as it was last written", optional=True),
    ),
    decide=lambda facts, around: work_hours(
        facts["weekly_hours"], apprentice=facts["apprentice"], on=facts["on"], practice=around.practice
    ),
    example={"weekly_hours": "18.75", "apprentice": False},
    covers=("KVP-CNT-11",),
    rests_on=("content.work_percent", "content.weekly_hours"),
    settings=("content.apprentice_is_capped",),
)

JOB_SEARCH = Question(
    name="job-search",
    facts=(
        Fact("programme_to", DATE, "the last day of the programme, in an extended one of its last decision"),
        Fact("extended", YES_NO, "whether the programme has been extended"),
        Fact("job_search_from", DATE, "the first day of planned job search", optional=True),
    ),
    decide=_job_search,
    example={"programme_to": "2027-01-11", "extended": False, "job_search_from": "2026-10-20"},
    covers=("KVP-CNT-07",),
    settings=("content.job_search_weeks",),
)

EVALUATION_DATES = Question(
    name="evaluation-dates",
    facts=(
        Fact("from", DATE, "the first day of the period"),
        Fact("to", DATE, "the last day of the period"),
        Fact("evaluations", list_of(DATE), "the evaluation days that the programme states"),
    ),
    decide=lambda facts, around: evaluation_dates(
        facts["from"], facts["to"], facts["evaluations"], around.practice
    ),
    example={"from": "2026-01-12", "to": "2027-01-11", "evaluations": ["2026-06-15", "2026-12-01"]},
    covers=("KVP-CNT-08",),
    settings=("content.evaluation_notice_days",),
)

START_DATE = Question(
    name="start-date",
    facts=(
        Fact("application_received", DATE, "the day the application came in"),
        Fact("start", DATE, "the day the programme says it starts", optional=True),
    ),
    decide=_start_stated,
    example={"application_received": "2026-11-02", "start": "2027-01-11"},
    covers=("KVP-CNT-09", "KVP-DUR-01"),
    rests_on=("duration.start_after_application_months",),
)

CERTIFICATE = Question(
    name="certificate",
    facts=(
        Fact("state", one_of(*STATES), "where the programme stands"),
        Fact("on", DATE, "the day it ended; left out: the law as it was last written", optional=True),
    ),
    decide=lambda facts, _around: certificate(facts["state"], facts["on"]),
    example={"state": "ENDED"},
    covers=("KVP-CNT-10",),
)

PROPOSAL = Question(
    name="proposal",
    facts=(Fact("sent", DATE, "the day the proposal was sent"),),
    decide=lambda facts, around: stands_until(facts["sent"], around.practice),
    example={"sent": "2026-11-24"},
    covers=("KVP-CNT-12",),
    settings=(STANDS,),
)

QUESTIONS = (
    FULL_TIME,
    WORK_DIRECTED,
    WORK_HOURS,
    JOB_SEARCH,
    EVALUATION_DATES,
    START_DATE,
    CERTIFICATE,
    PROPOSAL,
)
