"""Rights in words: what a participant can ask the office to look at again, and how it can end."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RightsKind(StrEnum):
    """What is asked for."""

    CORRECTION = "correction"
    """Something about me is wrong (personvernforordningen article 16)."""
    COMPLAINT = "complaint"
    """A decision is wrong (forvaltningsloven § 28)."""
    SERVICE = "service"
    """No decision, but how one was met."""


class Letter(StrEnum):
    """Which decision a complaint is over. Who decides the complaint follows from it."""

    ABSENCE = "absence"
    """An absence that was not accepted."""
    SELF_REPORT = "self_report"
    """Being without the right to self-report for a time."""
    SICK_CHILD = "sick_child"
    """The same right for a sick child or carer."""
    PROGRAMME = "programme"
    """Another letter of the municipality's about the programme or the benefit."""
    PLAN = "plan"
    """A letter about an individual plan."""
    WORK_CAPACITY = "work_capacity"
    """Nav's assessment of the capacity to work (NAV-loven § 14 a)."""


OWN_LETTERS = frozenset({Letter.ABSENCE, Letter.SELF_REPORT, Letter.SICK_CHILD})
"""What was decided here, so that it stands among what one can pick and is known with its day."""


class RightsState(StrEnum):
    """Where a request stands. What is not sent yet is no request: it lies among the drafts."""

    SENT = "sent"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class RightsAnswer(StrEnum):
    """How a person at the office answered. Nothing here is ever chosen by the machine."""

    CORRECTED = "corrected"
    NOT_CORRECTED = "not_corrected"
    CHANGED = "changed"
    """The office looked again and changed its decision (forvaltningsloven § 33)."""
    SENT_ON = "sent_on"
    """The office kept to it and sent the complaint to the body that decides."""
    ANSWERED = "answered"


ANSWERS: Mapping[RightsKind, tuple[RightsAnswer, ...]] = MappingProxyType(
    {
        RightsKind.CORRECTION: (RightsAnswer.CORRECTED, RightsAnswer.NOT_CORRECTED),
        RightsKind.COMPLAINT: (RightsAnswer.CHANGED, RightsAnswer.SENT_ON),
        RightsKind.SERVICE: (RightsAnswer.ANSWERED,),
    }
)
LONGEST_TEXT = 5000
LONGEST_ADDITION = 2000
