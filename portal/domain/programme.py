"""The programme and its plan in words: states, kinds of activity, who is responsible."""

from enum import StrEnum


class ProgrammeState(StrEnum):
    """Where a programme stands. KOSTRA form 11CF asks for the same states, field STATUS."""

    APPLIED = "applied"
    PLANNED = "planned"
    RUNNING = "running"
    ON_LEAVE = "on_leave"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    ENDED = "ended"
    MOVED = "moved"
    REFUSED = "refused"
    """The application was refused. The report knows no such state: there was no programme."""
    WITHDRAWN = "withdrawn"
    """The participant took the application back before the programme began."""


OPEN_STATES = frozenset(
    {
        ProgrammeState.APPLIED,
        ProgrammeState.PLANNED,
        ProgrammeState.RUNNING,
        ProgrammeState.ON_LEAVE,
        ProgrammeState.SUSPENDED,
    }
)


class IntervalKind(StrEnum):
    """Time that does not count in the programme's duration (sosialtjenesteloven § 32 ledd 1 punktum 3)."""

    LEAVE = "leave"
    SUSPENSION = "suspension"


class ActivityKind(StrEnum):
    """What an activity is for, after the law's own list (sosialtjenesteloven § 30)."""

    WORK_DIRECTED = "work_directed"
    SUPPORTING = "supporting"
    HEALTH = "health"
    JOB_SEARCH = "job_search"
    PAID_WORK = "paid_work"
    APPRENTICESHIP = "apprenticeship"
    FOLLOW_UP = "follow_up"
    OWN_ACTIVITY = "own_activity"


class Responsible(StrEnum):
    """Who answers for an activity. The participants' question is always: whom do I ask?"""

    MUNICIPALITY = "municipality"
    STATE = "state"
    OTHER = "other"
