"""What has happened, in the past tense. Events carry ids and never a person's words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one participant's case at one office."""

    participant_id: str
    office_id: str


@dataclass(frozen=True, slots=True)
class WeekReported(Event):
    """The participant said how one or more days went."""

    first_day: date
    days: int


@dataclass(frozen=True, slots=True)
class AbsenceReported(Event):
    """The participant reported an absence."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class AbsenceDecided(Event):
    """A caseworker accepted or refused an absence."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class AbsenceWithdrawn(Event):
    """The participant took an absence back."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class DocumentHandedIn(Event):
    """The participant handed in a file about an absence or a day."""

    document_id: str


@dataclass(frozen=True, slots=True)
class DocumentationChosen(Event):
    """The participant said how they document an absence: later, on paper, or not at all."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class DocumentChecked(Event):
    """The scanner has answered about a file."""

    document_id: str
    infected: bool


@dataclass(frozen=True, slots=True)
class RightsRequested(Event):
    """The participant asked for a correction or complained."""

    request_id: str


@dataclass(frozen=True, slots=True)
class RightsWithdrawn(Event):
    """The participant took a request back."""

    request_id: str


@dataclass(frozen=True, slots=True)
class RightsAnswered(Event):
    """Somebody at the office answered a request."""

    request_id: str


@dataclass(frozen=True, slots=True)
class ProgrammeStepTaken(Event):
    """A caseworker took a step in the programme's life; a move is told as such."""

    step_id: str


@dataclass(frozen=True, slots=True)
class ProgrammeStepInEffect(Event):
    """The day of a step that was decided ahead has come, and the programme stands where it leads."""

    step_id: str


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """The participant belongs to another office from now on; `office_id` is the one that was left."""

    to_office_id: str


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A message stands in the conversation. `from_staff` says who waits for whom now."""

    conversation_id: str
    sequence: int
    from_staff: bool


@dataclass(frozen=True, slots=True)
class MessageUndone(Event):
    """Whoever had written a message took it back before it counted."""

    conversation_id: str
    sequence: int
    from_staff: bool


@dataclass(frozen=True, slots=True)
class MessagesRead(Event):
    """Somebody read the conversation up to and including `sequence`; `by_staff` says who."""

    conversation_id: str
    sequence: int
    by_staff: bool


@dataclass(frozen=True, slots=True)
class CaseOpenedInEmergency(Event):
    """Somebody of the staff opened the case for a reason that could not wait."""

    grant_id: str


@dataclass(frozen=True, slots=True)
class MandateMade(Event):
    """The participant let somebody act for them in parts of their case."""

    mandate_id: str


@dataclass(frozen=True, slots=True)
class MandateEnded(Event):
    """The participant ended a mandate."""

    mandate_id: str


@dataclass(frozen=True, slots=True)
class MeasureChanged(Event):
    """Somebody proposed, answered or ended a safety measure. For the staff alone: nobody else hears of it."""

    measure_id: str


@dataclass(frozen=True, slots=True)
class RedactionAsked(Event):
    """Somebody proposed to take the text of a message away, or was told no. For the staff alone."""

    redaction_id: str


@dataclass(frozen=True, slots=True)
class MessageRedacted(Event):
    """The text of a message was taken away."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class AppointmentMade(Event):
    """A caseworker made an appointment."""

    appointment_id: str


@dataclass(frozen=True, slots=True)
class AppointmentMoved(Event):
    """A caseworker changed when, where or how somebody meets, which they must know at once."""

    appointment_id: str


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Event):
    """A caseworker changed something else of an appointment, which can be read when one looks."""

    appointment_id: str


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(Event):
    """A caseworker cancelled an appointment."""

    appointment_id: str


@dataclass(frozen=True, slots=True)
class AppointmentAnswered(Event):
    """The participant said whether an appointment suits. That it does not is no absence."""

    appointment_id: str


@dataclass(frozen=True, slots=True)
class TakeAwayWritten(Event):
    """Somebody wrote down what was agreed, and the other side has not confirmed it yet."""

    take_away_id: str
    from_staff: bool


@dataclass(frozen=True, slots=True)
class TakeAwayConfirmed(Event):
    """The other side confirmed what was agreed, so it stands."""

    take_away_id: str
    from_staff: bool


@dataclass(frozen=True, slots=True)
class TakeAwayTicked(Event):
    """A point of an agreement was ticked, or the tick was taken away."""

    take_away_id: str


@dataclass(frozen=True, slots=True)
class OfferAdded(Event):
    """The participant put an open offer into their own week. Nobody else hears of it."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class OfferRemoved(Event):
    """The participant took an open offer out of their own week. Nobody else hears of it."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class IndividualPlanOffered(Event):
    """A caseworker offered an individual plan."""

    plan_id: str


@dataclass(frozen=True, slots=True)
class IndividualPlanAnswered(Event):
    """The participant said whether they want an individual plan, or changed their mind."""

    plan_id: str


@dataclass(frozen=True, slots=True)
class IndividualPlanWritten(Event):
    """Somebody wrote in a part of an individual plan."""

    plan_id: str
