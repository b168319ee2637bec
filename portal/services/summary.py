"""The summary: the little that the contact centre sees of a case when somebody rings."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.audit import Looked
from portal.domain.errors import NotFound
from portal.services.permissions import Action, case_by_number
from portal.services.work import Work
from portal.store import appointment as appointments
from portal.store import conversation as conversations
from portal.store import person as people
from portal.store import programme as programmes


@dataclass(frozen=True, slots=True)
class Summary:
    """Nothing but this. Of the next appointment only when it begins: neither where nor what for.

    `interpreter` is a language, empty when none is needed. `owed` says whether the participant waits for an answer
    of ours, and `answer_by` the day by which it was promised.
    """

    name: str
    locale: str | None
    interpreter: str
    contact: str
    phone: str
    next_at: datetime | None
    owed: bool
    answer_by: date | None


def summary_of(work: Work, fingerprints: list[str]) -> Summary:
    """The summary of whoever has this identity number. Raises NotFound for everybody out of reach, and NotPermitted."""
    subject = case_by_number(work, Action.SEE_SUMMARY, fingerprints, Looked.SUMMARY)
    head = people.head(work.session, subject.id)
    contact = programmes.contact_of(work.session, subject.id)
    if head is None or contact is None:
        raise NotFound("No such participant within reach.")
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    appointment = appointments.next_planned(work.session, subject.id, subject.office_id, work.now)
    owed = conversation is not None and conversation.waiting_for_us_since is not None
    return Summary(
        name=head.name,
        locale=head.locale,
        interpreter=programme.interpreter if programme else "",
        contact=contact.alias or "",
        phone=contact.phone,
        next_at=appointment.starts_at if appointment else None,
        owed=owed,
        answer_by=conversation.answer_by if conversation and owed else None,
    )
