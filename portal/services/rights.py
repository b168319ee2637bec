"""The participant's rights: asking for a correction, complaining, taking it back, and not being sent notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from portal.domain.absence import AGAINST
from portal.domain.access import Protection
from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import RightsRequested, RightsWithdrawn
from portal.domain.rights import LONGEST_ADDITION, LONGEST_TEXT, OWN_LETTERS, Letter, RightsKind, RightsState
from portal.domain.submission import SubmissionKind
from portal.rules.case_handling import preliminary_answer
from portal.rules.complaint import ComplaintDays, ComplaintOver, complaint_body, late_complaint
from portal.rules.deadlines import complaint_deadline, counted_months, time_limit
from portal.rules.decision import Decision, as_data
from portal.rules.law import EFORVALTNINGSFORSKRIFTEN, FORVALTNINGSLOVEN, Citation
from portal.services import complaint_losses
from portal.services.permissions import Subject, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import person as people
from portal.store import rights_request as store
from portal.store.base import AnyRow, new_id
from portal.store.rights_request import RightsDraft, RightsRequest

OVER: Mapping[Letter, ComplaintOver] = MappingProxyType(
    {
        **dict.fromkeys(OWN_LETTERS, ComplaintOver.KVP),
        Letter.PROGRAMME: ComplaintOver.KVP,
        Letter.PLAN: ComplaintOver.INDIVIDUAL_PLAN,
        Letter.WORK_CAPACITY: ComplaintOver.ASSESSMENT_14A,
    }
)
HANDED_IN_AS: Mapping[RightsKind, SubmissionKind] = MappingProxyType(
    {
        RightsKind.CORRECTION: SubmissionKind.CORRECTION,
        RightsKind.COMPLAINT: SubmissionKind.COMPLAINT,
        RightsKind.SERVICE: SubmissionKind.SERVICE_COMPLAINT,
    }
)
MAY_SAY_NO_TO_DIGITAL = Citation(EFORVALTNINGSFORSKRIFTEN, "9")
MAY_ASK_TO_WAIT = Citation(FORVALTNINGSLOVEN, "42")
CORRECTION_MONTHS = 1
"""Personvernforordningen article 12(3): without undue delay, and within one month."""

# No letter about the programme is older than the programme: the act came into force on this day.
FIRST_LETTER = date(2007, 11, 1)


@dataclass(frozen=True, slots=True)
class RightsCommand:
    """What the participant asks for. What follows `wanted` is for complaints over a decision alone.

    `absence_id` names an absence that the participant's present office has refused when `letter` is ABSENCE; `letter_day` is the day
    on which another letter came, None when the participant does not know, and of a loss the day it was decided.
    """

    kind: RightsKind
    text: str = ""
    wanted: str = ""
    letter: Letter | None = None
    absence_id: str | None = None
    letter_day: date | None = None
    deferred: bool = False
    why_late: str = ""

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "wanted": self.wanted,
            "letter": self.letter.value if self.letter else None,
            "absence_id": self.absence_id,
            "letter_day": self.letter_day.isoformat() if self.letter_day else None,
            "deferred": self.deferred,
            "why_late": self.why_late,
        }


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the rules say of a request: by when the office answers, who decides a complaint, and its time limit.

    `limit` is the last day to complain with its reasons, and `timing` whether it comes in time today; both are None
    when nobody knows when the letter came, and for what is no complaint over a decision.
    """

    promise: Decision[date]
    body: Decision[str] | None = None
    limit: Decision[date] | None = None
    timing: Decision[ComplaintDays] | None = None


def own_requests(work: Work) -> list[AnyRow]:
    """The participant's own requests, newest first."""
    return store.of_participant(work.session, own_case(work).id)


def own_request(work: Work, request_id: str) -> AnyRow:
    """One of the participant's own requests. Raises NotFound."""
    row = store.own(work.session, own_case(work).id, request_id)
    if row is None:
        raise NotFound("No such request.")
    return row


def refused_absences(work: Work) -> list[AnyRow]:
    """The participant's own absences that their present office did not accept, newest first.

    What an earlier office refused is not among them: a complaint goes to the present office, which may neither read
    nor change what another has decided.
    """
    subject = own_case(work)
    return _refused(work, subject, subject.office_id)


def refused_elsewhere(work: Work) -> bool:
    """Whether an office from before a move has refused an absence. Over that one complains as over another letter."""
    subject = own_case(work)
    return any(row.office_id != subject.office_id for row in _refused(work, subject))


def team_answers_service(work: Work) -> bool:
    """Whether the named team reads a complaint over the service, for a leader outside it may not know of them."""
    person = people.by_id(work.session, own_case(work).id)
    return person is not None and person.protection is not Protection.NONE


def own_drafts(work: Work) -> list[AnyRow]:
    """What the participant has written and not sent. Nobody else can ask for it."""
    return store.drafts(work.session, own_case(work).id)


def own_draft(work: Work, kind: RightsKind) -> dict[str, str]:
    """The fields of the draft of that kind, or nothing."""
    return next((dict(row.fields) for row in own_drafts(work) if row.kind is kind), {})


def keep_draft(work: Work, kind: RightsKind, fields: Mapping[str, str]) -> None:
    """Keep what is written for later, in place of what was kept before."""
    subject = own_case(work)
    kept = {name: value[:LONGEST_TEXT] for name, value in fields.items() if value}
    store.keep_draft(
        work.session, RightsDraft(person_id=subject.id, kind=kind, fields=kept, saved_at=work.now)
    )


def answer_within_a_month(work: Work) -> Decision[date]:
    """By when the office answers what is sent today and is no complaint over a decision."""
    return time_limit(counted_months(work.today, CORRECTION_MONTHS, work.holidays.of_year))


def what_it_means(work: Work, command: RightsCommand) -> Meaning:
    """What the rules say of the request if it is sent today.

    Raises Refused for what cannot be understood, and NotFound for an absence that is not the participant's own or
    was not refused by their present office. That a complaint is late is no reason to refuse it (forvaltningsloven § 31).
    """
    return _what_it_means(work, own_case(work), command)


def ask(work: Work, key: str, command: RightsCommand) -> tuple[Receipt, str]:
    """Send the request; answers with the receipt and the request's id. Raises what `what_it_means` raises."""
    subject = own_case(work)
    receipt = hand_in(work, HANDED_IN_AS[command.kind], key, command.as_content())
    if receipt.again:
        return receipt, store.by_submission(work.session, receipt.id) or ""
    meaning = _what_it_means(work, subject, command)
    request = RightsRequest(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        kind=command.kind,
        text=command.text,
        wanted=command.wanted,
        letter=command.letter,
        letter_day=command.letter_day,
        absence_id=command.absence_id,
        deferred=command.deferred,
        why_late=command.why_late,
        body=as_data(meaning.body) if meaning.body else None,
        timing=as_data(meaning.timing) if meaning.timing else None,
        promise=as_data(meaning.promise),
        answer_by=meaning.promise.value,
        locale=work.actor.locale,
        submission_id=receipt.id,
        sent_at=work.now,
    )
    work.session.add(request)
    store.forget_draft(work.session, subject.id, command.kind)
    work.session.flush()
    work.tell(RightsRequested(subject.id, subject.office_id, request.id))
    return receipt, request.id


def withdraw(work: Work, key: str, request_id: str) -> Receipt:
    """Take a request back that nobody has answered yet. Raises NotFound, and Conflict when it is answered."""
    subject = own_case(work)
    request = store.own_to_change(work.session, subject.id, request_id)
    if request is None:
        raise NotFound("No such request.")
    receipt = hand_in(work, SubmissionKind.WITHDRAWAL, key, {"request_id": request.id})
    if receipt.again or request.state is RightsState.WITHDRAWN:
        return receipt
    if request.state is not RightsState.SENT:
        raise Conflict("Somebody has answered it in the meantime.")
    request.state = RightsState.WITHDRAWN
    request.withdrawn_at = work.now
    work.session.flush()
    # The office that the request went to must hear of it, also when the participant has moved since.
    work.tell(RightsWithdrawn(subject.id, request.office_id, request.id))
    return receipt


def wants_notices(work: Work) -> bool:
    """Whether notices are sent to the participant."""
    person = people.by_id(work.session, own_case(work).id)
    return person is not None and person.notices


def set_notices(work: Work, key: str, *, wanted: bool) -> Receipt:
    """Be sent notices or not: everybody may say no to digital letters (eForvaltningsforskriften § 9)."""
    subject = own_case(work)
    receipt = hand_in(work, SubmissionKind.NOTICES, key, {"wanted": wanted})
    person = people.by_id(work.session, subject.id)
    if person is not None and not receipt.again:
        person.notices = wanted
    return receipt


def _what_it_means(work: Work, subject: Subject, command: RightsCommand) -> Meaning:
    _check(command, work.today)
    if command.kind is not RightsKind.COMPLAINT or command.letter is None:
        return Meaning(answer_within_a_month(work))
    holidays = work.holidays.of_year
    body = complaint_body(OVER[command.letter])
    promise = preliminary_answer(work.today, holidays)
    notified = _notified(work, subject, command)
    if notified is None:
        return Meaning(promise, body)
    limit = complaint_deadline(notified, holidays)
    # Our own decision is told on the day it is made. How old another letter's decision is, nobody here knows.
    decided = notified if command.letter in OWN_LETTERS else None
    timing = late_complaint(notified, work.today, holidays, decided=decided)
    return Meaning(promise, body, limit, timing)


def _check(command: RightsCommand, today: date) -> None:
    if len(command.text) > LONGEST_TEXT:
        raise Refused("request-too-long")
    if len(command.wanted) > LONGEST_ADDITION or len(command.why_late) > LONGEST_ADDITION:
        raise Refused("request-addition-too-long")
    if command.kind is not RightsKind.COMPLAINT:
        if not command.text:
            raise Refused("request-empty")
        return
    if command.letter is None:
        raise Refused("complaint-without-letter")
    # Reasons are welcome and not asked for; what should be otherwise is (forvaltningsloven § 32).
    if not command.wanted:
        raise Refused("complaint-without-wish")
    if command.letter_day and command.letter_day > today:
        raise Refused("letter-day-ahead")
    if command.letter_day and command.letter_day < FIRST_LETTER:
        raise Refused("letter-day-too-early")


def _notified(work: Work, subject: Subject, command: RightsCommand) -> date | None:
    if command.letter is None or command.letter not in OWN_LETTERS:
        return command.letter_day
    if command.letter is not Letter.ABSENCE:
        return complaint_losses.decided_on(work, subject, command.letter, command.letter_day)
    found = _refused(work, subject, subject.office_id)
    row = next((one for one in found if one.id == command.absence_id), None)
    if row is None:
        raise NotFound("No such refused absence.")
    return oslo_day(row.decided_at)


def _refused(work: Work, subject: Subject, office_id: str | None = None) -> list[AnyRow]:
    found = absences.of_participant(work.session, subject.id, office_id, limit=200)
    return [row for row in found if row.state in AGAINST]
