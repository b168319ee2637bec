"""Every legal question that can be asked by name, in the order of the rule table."""

from portal.rules.questions import (
    absence,
    benefit,
    birth,
    case_handling,
    children,
    content,
    deadlines,
    duration,
    interruption,
    leave,
    sick_child,
)
from portal.rules.questions.question import Around, Question

ALL: dict[str, Question] = {
    question.name: question
    for question in (
        *content.QUESTIONS,
        *duration.QUESTIONS,
        *interruption.QUESTIONS,
        *benefit.QUESTIONS,
        *children.QUESTIONS,
        *absence.QUESTIONS,
        *sick_child.QUESTIONS,
        *birth.QUESTIONS,
        *leave.QUESTIONS,
        *deadlines.QUESTIONS,
        *case_handling.QUESTIONS,
    )
}

__all__ = ["ALL", "Around", "Question"]
