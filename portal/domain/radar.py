"""The radar in words: what the office looks at in a plan, and what it finds."""

from enum import StrEnum


class RadarLine(StrEnum):
    """What is looked at, in the order in which it is shown."""

    START = "start"
    HOURS = "hours"
    WORK_DIRECTED = "work_directed"
    PAID_WORK = "paid_work"
    EMPTY_WEEKS = "empty_weeks"
    JOB_SEARCH = "job_search"
    EVALUATIONS = "evaluations"
    NEXT_EVALUATION = "next_evaluation"
    PERIOD_END = "period_end"
    SUSPENSION = "suspension"


class LineState(StrEnum):
    """What a line asks of the office. It is never a judgement of the participant."""

    IN_ORDER = "in_order"
    LOOK = "look"
    DECIDE = "decide"
