"""Every model in one place, for migrations and for tests that ask about all tables."""

from portal.store.absence import Absence
from portal.store.activity import Activity, Appointment, Slot
from portal.store.attendance import AttendanceReport
from portal.store.audit import AuditRow
from portal.store.base import Base
from portal.store.conversation import Conversation, Message, ReadMark
from portal.store.draft import Draft
from portal.store.event import EventRow
from portal.store.notice import Notice
from portal.store.office import Office
from portal.store.person import Person
from portal.store.programme import Evaluation, Interval, Programme
from portal.store.sign_in import SignIn
from portal.store.submission import Submission
from portal.store.used import Used

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Absence",
    "Activity",
    "Appointment",
    "AttendanceReport",
    "AuditRow",
    "Conversation",
    "Draft",
    "Evaluation",
    "EventRow",
    "Interval",
    "Message",
    "Notice",
    "Office",
    "Person",
    "Programme",
    "ReadMark",
    "SignIn",
    "Slot",
    "Submission",
    "Used",
]
