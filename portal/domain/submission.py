"""What a participant can hand in and get a receipt for, and the ways it may come."""

from enum import StrEnum


class Channel(StrEnum):
    """The way it came. The last four were registered by somebody of the staff, on behalf of whose it is."""

    WEB = "web"
    OFFLINE = "offline"
    PHONE = "phone"
    PAPER = "paper"
    SMS = "sms"
    IN_PERSON = "in_person"


class SubmissionKind(StrEnum):
    """The kinds of receipt."""

    WEEK = "week"
    DAY = "day"
    ABSENCE = "absence"
    MESSAGE = "message"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    SERVICE_COMPLAINT = "service_complaint"
    WITHDRAWAL = "withdrawal"
    NOTICES = "notices"
    MANDATE = "mandate"
    OFFER = "offer"
    INDIVIDUAL_PLAN = "individual_plan"
    APPOINTMENT = "appointment"
    TAKE_AWAY = "take_away"
    PROPOSAL = "proposal"
    PROPOSAL_ANSWER = "proposal_answer"
    HEARING_ANSWER = "hearing_answer"
    DOCUMENT = "document"
    DAY_DOCUMENT = "day_document"
