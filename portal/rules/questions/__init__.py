"""Every legal question that can be asked by name, in the order of the rule table; each is loaded when it is asked."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from portal.rules.questions.question import Around, Question

IN_FILE: Mapping[str, tuple[str, ...]] = {
    "content": (
        "full-time",
        "work-directed",
        "work-hours",
        "job-search",
        "evaluation-dates",
        "start-date",
        "certificate",
        "proposal",
    ),
    "duration": ("start-by", "decision-period", "programme-end", "period-ends", "special-extension"),
    "interruption": ("suspension", "may-end"),
    "benefit": ("benefit-rates", "benefit-month", "paid-work-reduction", "absence-reduction", "back-pay"),
    "payday": ("payday",),
    "children": ("child-abroad", "child-supplement"),
    "absence": (
        "self-report",
        "self-report-loss",
        "doctors-note",
        "written-confirmation",
        "hours-to-deduct",
    ),
    "sick_child": ("sick-child", "sick-child-report"),
    "birth": (
        "antenatal",
        "before-birth",
        "after-birth",
        "other-parent",
        "breastfeeding",
        "parental-leave",
    ),
    "leave": ("welfare-leave", "religious-days", "free-day", "holiday-balance"),
    "deadlines": ("add-deadline", "complaint-deadline", "late-complaint", "complaint-body"),
    "case_handling": (
        "preliminary-answer",
        "second-alert",
        "advance-notice",
        "cost-claim",
        "answer-due",
        "reply-language",
        "interpreter",
    ),
}
"""The names of the questions by the file they stand in."""


class _Questions(Mapping[str, Question]):
    """The questions by name. Only the file of the one that is asked is loaded."""

    def __getitem__(self, name: str) -> Question:
        for file, names in IN_FILE.items():
            if name in names:
                found: tuple[Question, ...] = import_module(f"{__name__}.{file}").QUESTIONS
                return found[names.index(name)]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for names in IN_FILE.values() for name in names)

    def __len__(self) -> int:
        return sum(map(len, IN_FILE.values()))


ALL: Mapping[str, Question] = _Questions()

__all__ = ["ALL", "IN_FILE", "Around", "Question"]
