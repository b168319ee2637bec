"""What has happened in a hearing, in the past tense."""

from dataclasses import dataclass

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class HearingOpened(Event):
    """A caseworker told the participant what the office thinks of deciding against them."""

    hearing_id: str


@dataclass(frozen=True, slots=True)
class HearingAnswered(Event):
    """The participant said what they think of it."""

    hearing_id: str


@dataclass(frozen=True, slots=True)
class HearingDecided(Event):
    """A caseworker decided about the right to self-report, after the hearing."""

    hearing_id: str
