"""Every legal question that can be asked by name, in the order of the rule table."""

from portal.rules.questions import duration
from portal.rules.questions.question import Around, Question

ALL: dict[str, Question] = {question.name: question for question in (*duration.QUESTIONS,)}

__all__ = ["ALL", "Around", "Question"]
