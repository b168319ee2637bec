"""Who is told of an event: open pages, by topic, and people outside the portal, by notice."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from portal.domain.alarm_events import FOR_STAFF, ImportantAcknowledged, ImportantResent
from portal.domain.desk_events import (
    AutomaticWordSaid,
    ConversationHandedBack,
    ConversationHandedOver,
    MessageJournalMarked,
    MessageMistaken,
    NoteWritten,
)
from portal.domain.events import (
    AbsenceDecided,
    AbsenceReported,
    AbsenceWithdrawn,
    AppointmentAnswered,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentMade,
    AppointmentMoved,
    CaseMoved,
    CaseOpenedInEmergency,
    DocumentationChosen,
    DocumentChecked,
    DocumentHandedIn,
    Event,
    IndividualPlanAnswered,
    IndividualPlanOffered,
    IndividualPlanWritten,
    MeasureChanged,
    MessageRedacted,
    MessageSent,
    MessagesRead,
    MessageUndone,
    OfferAdded,
    OfferRemoved,
    ProgrammeStepInEffect,
    ProgrammeStepTaken,
    RedactionAsked,
    RightsAnswered,
    RightsRequested,
    RightsWithdrawn,
    TakeAwayConfirmed,
    TakeAwayTicked,
    TakeAwayWritten,
    WeekReported,
)
from portal.domain.hearing_events import HearingAnswered, HearingDecided, HearingOpened
from portal.domain.live import Change, area_topic, person_topic
from portal.domain.messages import UNDO
from portal.domain.month_events import AttendanceLookedAt, DayCorrected, MonthConfirmed
from portal.domain.plan_events import (
    PlanChanged,
    PlanProposed,
    ProposalAnswered,
    ProposalLapsed,
    ProposalWithdrawn,
)
from portal.domain.waiting_events import AnswerLongMissed, AnswerMissed, AnswerSoonDue, WaitingSet
from portal.store.notice import Notice

OPENINGS = "openings"
"""What a leader's list of emergencies waits for."""
OVERDUE = "overdue"
"""What a leader's list of answers that are long over waits for."""

PLACES: Mapping[type[Event], str] = MappingProxyType(
    {
        MessageSent: "messages",
        MessageRedacted: "messages",
        MessageUndone: "messages",
        MessagesRead: "messages",
        WaitingSet: "messages",
        AnswerMissed: "messages",
        AnswerLongMissed: "messages",
        AutomaticWordSaid: "messages",
        ConversationHandedBack: "messages",
        ConversationHandedOver: "messages",
        MessageMistaken: "messages",
        ImportantAcknowledged: "messages",
        ImportantResent: "messages",
        AbsenceReported: "absences",
        AbsenceDecided: "absences",
        AbsenceWithdrawn: "absences",
        HearingAnswered: "absences",
        HearingDecided: "absences",
        HearingOpened: "absences",
        AppointmentAnswered: "week",
        AppointmentCancelled: "week",
        AppointmentChanged: "week",
        AppointmentMade: "week",
        AppointmentMoved: "week",
        CaseMoved: "week",
        ProgrammeStepTaken: "plan",
        ProgrammeStepInEffect: "plan",
        IndividualPlanAnswered: "individual_plan",
        IndividualPlanOffered: "individual_plan",
        IndividualPlanWritten: "individual_plan",
        RightsRequested: "rights",
        RightsAnswered: "rights",
        RightsWithdrawn: "rights",
        TakeAwayConfirmed: "plan",
        TakeAwayTicked: "plan",
        TakeAwayWritten: "plan",
        PlanProposed: "plan",
        ProposalWithdrawn: "plan",
        ProposalAnswered: "plan",
        ProposalLapsed: "plan",
        PlanChanged: "plan",
        WeekReported: "week",
        DayCorrected: "week",
        DocumentHandedIn: "absences",
        DocumentationChosen: "absences",
        DocumentChecked: "absences",
        AttendanceLookedAt: "week",
        MonthConfirmed: "week",
    }
)
"""What the participant's own pages wait for."""
# What the plan holds is what the week shows, and files come with messages, too.
ALSO: Mapping[type[Event], str] = MappingProxyType(
    {
        PlanChanged: "week",
        DocumentChecked: "messages",
        ImportantAcknowledged: "week",
        ImportantResent: "week",
    }
)
IN_NO_LIST = (
    MessagesRead,
    MessageMistaken,
    WeekReported,
    IndividualPlanAnswered,
    IndividualPlanOffered,
    IndividualPlanWritten,
)
"""What changes no list of the staff."""
FOR_STAFF_ALONE: Mapping[type[Event], tuple[str, ...]] = MappingProxyType(
    {
        # The leader's list fetches itself; the participant reads of it when they ask who has looked.
        CaseOpenedInEmergency: (OPENINGS,),
        # Nothing of these may reach the participant, not even that something moved.
        MeasureChanged: ("measures-{}", "inbox"),
        RedactionAsked: ("measures-{}", "inbox"),
        MessageJournalMarked: ("case-{}",),
        NoteWritten: ("case-{}",),
        **dict.fromkeys(FOR_STAFF, ("measures-{}", "case-{}", "inbox")),
        # That a promised day comes near concerns only those who must answer.
        AnswerSoonDue: ("inbox",),
    }
)
"""What only the staff's pages hear of, and which of them; the participant's id stands where the braces are."""


def changes_of(event: Event, staff_topics: Iterable[str]) -> Iterable[Change]:
    """What open pages must fetch afresh. A caseworker's page of one case listens to `case-<participant>`.

    `staff_topics` are those of the staff who may hear of it.
    """
    if type(event) in FOR_STAFF_ALONE:
        for topic in staff_topics:
            for place in FOR_STAFF_ALONE[type(event)]:
                yield Change(topic, place.format(event.participant_id))
    elif isinstance(event, OfferAdded | OfferRemoved):
        # What somebody puts into their own week is theirs: nobody of the staff hears that anything moved.
        yield Change(person_topic(event.participant_id), "week")
        yield Change(area_topic(event.participant_id, "week"), "week")
    elif type(event) in PLACES:
        own = PLACES[type(event)]
        # That one of the staff has read shows when the page is opened next, and not while they read: nobody may be
        # followed by when they work.
        if not (isinstance(event, MessagesRead) and event.by_staff):
            yield Change(person_topic(event.participant_id), own)
            yield Change(area_topic(event.participant_id, own), own)
        if other := ALSO.get(type(event)):
            yield Change(person_topic(event.participant_id), other)
            yield Change(area_topic(event.participant_id, other), other)
        for topic in staff_topics:
            yield Change(topic, f"case-{event.participant_id}")
            for place in _lists_of(event):
                yield Change(topic, place)


def _lists_of(event: Event) -> Iterable[str]:
    """The lists of the staff in which something moves besides the page of the case."""
    if not isinstance(event, IN_NO_LIST):
        yield "inbox"
    if isinstance(event, WaitingSet | AnswerLongMissed) or (
        isinstance(event, MessageSent) and event.from_staff
    ):
        yield OVERDUE


def notices_of(event: Event, event_id: str, now: datetime) -> Iterable[Notice]:
    """What must be told outside the portal: only that something new is there, and only to the participant."""
    match event:
        case MessageSent(from_staff=True):
            yield Notice(
                person_id=event.participant_id,
                event_id=event_id,
                conversation_id=event.conversation_id,
                sequence=event.sequence,
                # Until then it can be taken back, and nobody is called to read what is not there.
                due_at=now + UNDO,
            )
        case AnswerMissed() | ImportantResent():
            # Without a place: having an important message open is not having acknowledged it, so that a read one is told
            # again as well. By the conversation the outbox sees what has been settled meanwhile.
            yield Notice(
                person_id=event.participant_id,
                event_id=event_id,
                conversation_id=event.conversation_id,
                due_at=now,
            )
        case AppointmentMade() | AppointmentMoved() | AppointmentCancelled():
            yield Notice(person_id=event.participant_id, event_id=event_id, due_at=now)
        case TakeAwayWritten(from_staff=True) | TakeAwayConfirmed(from_staff=True):
            yield Notice(person_id=event.participant_id, event_id=event_id, due_at=now)
        case PlanProposed(from_staff=True) | ProposalAnswered(from_staff=True) | ProposalLapsed():
            yield Notice(person_id=event.participant_id, event_id=event_id, due_at=now)
        case (
            AbsenceDecided()
            | HearingOpened()
            | HearingDecided()
            | RightsAnswered()
            | ProgrammeStepTaken()
            | MonthConfirmed()
            | AttendanceLookedAt()
            | DocumentChecked(infected=True)
        ):
            yield Notice(person_id=event.participant_id, event_id=event_id, due_at=now)
        case _:
            return
