"""The story in words: what a moment of it is."""

from enum import StrEnum


class MomentKind(StrEnum):
    """What happened on a day. Nothing of it is about being away."""

    APPLIED = "applied"
    GRANTED = "granted"
    STARTED = "started"
    GOAL = "goal"
    BEGAN = "began"
    FINISHED = "finished"
    LOOKED_TOGETHER = "looked_together"
    DONE = "done"
    EXTENDED = "extended"
    COMPLETED = "completed"
    ENDED = "ended"
