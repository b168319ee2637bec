"""Every model in one place, for migrations and for tests that ask about all tables."""

from portal.store.absence import Absence
from portal.store.absence_hearing import AbsenceHearing
from portal.store.absence_version import AbsenceVersion
from portal.store.activity import Activity, FreeWeek, Slot
from portal.store.alarm import Alarm
from portal.store.allowance import Allowance
from portal.store.appointment import Appointment, AppointmentAnswer
from portal.store.archive import ArchiveExport, PurgeRun, Tombstone
from portal.store.attendance import AttendanceLook, AttendanceReport
from portal.store.audit import AuditRow
from portal.store.base import Base
from portal.store.benefit import BenefitFacts, Payday
from portal.store.calendar_entry import CalendarEntry
from portal.store.calendar_feed import CalendarFeed
from portal.store.case_note import CaseNote
from portal.store.conversation import Conversation, ReadMark
from portal.store.document import Document
from portal.store.draft import Draft
from portal.store.event import EventRow
from portal.store.grant import Cover, Grant
from portal.store.hand_over import HandOver
from portal.store.important import MessageAcknowledgement
from portal.store.individual_plan import IndividualPlan, IndividualPlanPart
from portal.store.mandate import Mandate
from portal.store.message import Message
from portal.store.message_desk import AutomaticWord, JournalMark, Mistake
from portal.store.message_important import MessageImportant
from portal.store.message_more import MessageMore, MessageUndo
from portal.store.message_phrase import MessagePhrase
from portal.store.month import AttendanceMonth
from portal.store.not_taken import NotTaken
from portal.store.notice import Notice
from portal.store.notice_wish import AddressCheck, NoticeWish, PushSubscription
from portal.store.offer import Offer, OfferSlot, OfferTaken
from portal.store.office import Office
from portal.store.person import Person
from portal.store.plan_version import PlanVersion
from portal.store.programme import Evaluation, Interval, Programme
from portal.store.programme_step import ProgrammeStep
from portal.store.proposal import Proposal, ProposalDraft
from portal.store.protection import Disqualified, TeamMember
from portal.store.redaction import Redaction
from portal.store.rights_request import RightsDraft, RightsRequest
from portal.store.safety_measure import SafetyMeasure
from portal.store.sign_in import SignIn
from portal.store.submission import Submission
from portal.store.take_away import TakeAway, TakeAwayPoint
from portal.store.threat_report import ThreatEvidence, ThreatReport
from portal.store.translation import TranslationText
from portal.store.translation_proposal import TranslationProposal, TranslationReview
from portal.store.translation_question import TranslationAnswer, TranslationQuestion
from portal.store.used import Used
from portal.store.waiting import AnswerRung, WaitingMark

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Absence",
    "AbsenceHearing",
    "AbsenceVersion",
    "Activity",
    "AddressCheck",
    "Alarm",
    "Allowance",
    "AnswerRung",
    "Appointment",
    "AppointmentAnswer",
    "ArchiveExport",
    "AttendanceLook",
    "AttendanceMonth",
    "AttendanceReport",
    "AuditRow",
    "AutomaticWord",
    "BenefitFacts",
    "CalendarEntry",
    "CalendarFeed",
    "CaseNote",
    "Conversation",
    "Cover",
    "Disqualified",
    "Document",
    "Draft",
    "Evaluation",
    "EventRow",
    "FreeWeek",
    "Grant",
    "HandOver",
    "IndividualPlan",
    "IndividualPlanPart",
    "Interval",
    "JournalMark",
    "Mandate",
    "Message",
    "MessageAcknowledgement",
    "MessageImportant",
    "MessageMore",
    "MessagePhrase",
    "MessageUndo",
    "Mistake",
    "NotTaken",
    "Notice",
    "NoticeWish",
    "Offer",
    "OfferSlot",
    "OfferTaken",
    "Office",
    "Payday",
    "Person",
    "PlanVersion",
    "Programme",
    "ProgrammeStep",
    "Proposal",
    "ProposalDraft",
    "PurgeRun",
    "PushSubscription",
    "ReadMark",
    "Redaction",
    "RightsDraft",
    "RightsRequest",
    "SafetyMeasure",
    "SignIn",
    "Slot",
    "Submission",
    "TakeAway",
    "TakeAwayPoint",
    "TeamMember",
    "ThreatEvidence",
    "ThreatReport",
    "Tombstone",
    "TranslationAnswer",
    "TranslationProposal",
    "TranslationQuestion",
    "TranslationReview",
    "TranslationText",
    "Used",
    "WaitingMark",
]
