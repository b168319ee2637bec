"""What the addresses and forms of writing routes name: somebody's absence, appointment, document and the rest."""

from sqlalchemy import Engine, select

from portal.domain.rights import RightsState
from portal.store.models import (
    Absence,
    AbsenceHearing,
    Activity,
    Appointment,
    Conversation,
    Document,
    Mandate,
    Offer,
    Person,
    Programme,
    Proposal,
    Redaction,
    RightsRequest,
    SafetyMeasure,
    TakeAway,
    ThreatReport,
)
from tests.web.translating_routes import questions_of, texts_of

PARTICIPANT = "rolig-rogn"


def ids_of(engine: Engine) -> dict[str, str]:
    """Identifiers for the addresses: a participant of the caseworker's office, an absence, an activity."""
    with engine.connect() as connection:
        me = connection.execute(select(Person.id, Person.office_id).where(Person.key == PARTICIPANT)).one()
        absence = connection.scalar(
            select(Absence.id).where(Absence.office_id == me.office_id, Absence.state == "reported")
        )
        own_absence = connection.scalar(select(Absence.id).where(Absence.participant_id == me.id).limit(1))
        own_version = connection.scalar(select(Absence.version).where(Absence.id == own_absence))
        hearing = connection.scalar(select(AbsenceHearing.id).where(AbsenceHearing.participant_id == me.id))
        handed = select(Document.about_kind, Document.id).where(Document.participant_id == me.id)
        documents = {row.about_kind.value: row.id for row in connection.execute(handed)}
        activity = connection.scalar(
            select(Activity.id)
            .join(Programme, Programme.id == Activity.programme_id)
            .where(Programme.participant_id == me.id)
        )
        # The last of them is to come, and the last agreement still waits.
        appointment = connection.scalar(
            select(Appointment.id)
            .where(Appointment.participant_id == me.id)
            .order_by(Appointment.starts_at.desc())
            .limit(1)
        )
        take_away = connection.scalar(
            select(TakeAway.id).where(TakeAway.participant_id == me.id).order_by(TakeAway.day.desc()).limit(1)
        )
        mandate = connection.scalar(select(Mandate.id).where(Mandate.participant_id == me.id))
        request = connection.scalar(
            select(RightsRequest.id).where(
                RightsRequest.participant_id == me.id, RightsRequest.state == RightsState.SENT
            )
        )
        proposal = connection.scalar(
            select(Proposal.id).where(Proposal.participant_id == me.id, Proposal.state == "sent")
        )
        measure = connection.scalar(select(SafetyMeasure.id).where(SafetyMeasure.office_id == me.office_id))
        threat = connection.scalar(select(ThreatReport.id).where(ThreatReport.office_id == me.office_id))
        redaction = connection.scalar(
            select(Redaction.id)
            .join(Conversation, Conversation.id == Redaction.conversation_id)
            .where(Conversation.office_id == me.office_id)
        )
        offer = connection.scalar(select(Offer.id).where(Offer.office_id == me.office_id))
        last = connection.scalar(
            select(Conversation.last_sequence).where(Conversation.participant_id == me.id)
        )
        translators = {"text": texts_of(connection)[0], "question_id": questions_of(connection)[0]}
    return {
        "participant_id": me.id,
        "absence_id": str(absence),
        "activity": str(activity),
        "last": str(last),
        "mandate": str(mandate),
        "appointment_id": str(appointment),
        "take_away_id": str(take_away),
        "offer_id": str(offer),
        "path": "css/portal.css",
        "locale": "nn",
        "picture": "nobodys.png",
        **translators,
        "request_id": str(request),
        "proposal_id": str(proposal),
        "measure_id": str(measure),
        "redaction_id": str(redaction),
        "threat_id": str(threat),
        "hearing_id": str(hearing),
        "receipt_id": "00000000-0000-4000-8000-000000000000",
        "own_absence": str(own_absence),
        "own_version": str(own_version),
        "document_id": documents["absence"],
        "day_document_id": documents["day"],
        "message_file_id": documents["message"],
    }
