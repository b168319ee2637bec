"""Requests at the office's end: which wait, reading one, and a person's answer."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from portal.domain.absence import AGAINST, AbsenceState
from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import AbsenceDecided, RightsAnswered
from portal.domain.people import Role
from portal.domain.rights import ANSWERS, LONGEST_TEXT, RightsAnswer, RightsKind, RightsState
from portal.services import complaint_losses
from portal.services.permissions import Action, case_of, offices_of, require, within
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import person as people
from portal.store import rights_request as store
from portal.store.absence import Absence
from portal.store.base import AnyRow
from portal.store.rights_request import RightsRequest

PAGE = 25
SHORTEST_ANSWER = 10

# A complaint about how one was met may be about the caseworker, so it is the leader's.
KINDS: Mapping[Role, tuple[RightsKind, ...]] = MappingProxyType(
    {
        Role.CASEWORKER: (RightsKind.CORRECTION, RightsKind.COMPLAINT),
        Role.LEADER: (RightsKind.SERVICE,),
    }
)
# A leader outside the named team may not know of a protected person, so the team reads that complaint, or nobody would.
OF_PROTECTED = (RightsKind.SERVICE,)


def waiting(work: Work, after: tuple[datetime, str] | None = None) -> list[AnyRow]:
    """The requests within reach that nobody has answered, oldest first, a page at a time. Raises NotPermitted."""
    offices = offices_of(work, Action.ANSWER_REQUEST)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(within, work, Action.ANSWER_REQUEST)
    return store.at_offices(
        work.session,
        offices,
        reach,
        KINDS[work.actor.role],
        RightsState.SENT,
        of_protected=OF_PROTECTED,
        after=after,
        limit=PAGE,
    )


def count_waiting(work: Work) -> int:
    """How many of them there are. Raises NotPermitted."""
    offices = offices_of(work, Action.ANSWER_REQUEST)
    reach = partial(within, work, Action.ANSWER_REQUEST)
    return store.count_waiting(
        work.session, offices, reach, KINDS[work.actor.role], of_protected=OF_PROTECTED
    )


def request_to_answer(work: Work, request_id: str) -> RightsRequest:
    """One request within reach and of the actor's kinds. Raises NotFound and NotPermitted; both are written down."""
    reach = partial(within, work, Action.ANSWER_REQUEST)
    request = store.by_id(
        work.session, reach, KINDS.get(work.actor.role, ()), request_id, of_protected=OF_PROTECTED
    )
    if request is None:
        work.look(Look(None, Looked.REQUEST, "out of reach", granted=False))
        require(work.actor, Action.ANSWER_REQUEST)
        raise NotFound("No such request within reach.")
    case_of(work, Action.ANSWER_REQUEST, request.participant_id, Looked.REQUEST)
    return request


def name_of(work: Work, request: RightsRequest) -> str:
    """Who sent a request that the actor has been let into."""
    head = people.head(work.session, request.participant_id)
    return str(head.name) if head else ""


def absence_of(work: Work, request: RightsRequest) -> Absence | None:
    """The absence that a complaint is over, unless another office decided it: its words stay behind its lock."""
    absence = work.session.get(Absence, request.absence_id) if request.absence_id else None
    return absence if absence and absence.office_id == request.office_id else None


def answer(
    work: Work,
    request_id: str,
    version: int,
    how: RightsAnswer,
    text: str,
    sent_on: date | None = None,
) -> RightsRequest:
    """Somebody at the office answers. `sent_on`, today by default, is when a complaint was sent to the body that decides.

    The same answer sent twice by the same person is one. Raises Conflict when somebody else answered first or the
    participant took it back, Refused for an answer that says nothing or does not go with the request.
    """
    request = request_to_answer(work, request_id)
    text = text.strip()
    sent_on = (sent_on or work.today) if how is RightsAnswer.SENT_ON else None
    said = (RightsState.ANSWERED, how, work.actor.id, text)
    if (request.state, request.answer, request.answered_by, request.answer_text) == said:
        return request
    if how not in ANSWERS[request.kind]:
        raise Refused("answer-of-another-kind")
    if len(text) < SHORTEST_ANSWER:
        raise Refused("answer-without-reason")
    if len(text) > LONGEST_TEXT:
        raise Refused("message-too-long")
    if sent_on and sent_on > work.today:
        raise Refused("sent-on-ahead")
    if request.version != version or request.state is not RightsState.SENT:
        raise Conflict("Somebody else answered this, or it was taken back.")
    request.state = RightsState.ANSWERED
    request.answer, request.answer_text, request.sent_on = how, text, sent_on
    request.answered_by, request.answered_at = work.actor.id, work.now
    if how is RightsAnswer.CHANGED:
        _accept_after_all(work, request)
        complaint_losses.give_back_after_all(work, request, text)
    work.session.flush()
    work.tell(RightsAnswered(request.participant_id, request.office_id, request.id))
    return request


def _accept_after_all(work: Work, request: RightsRequest) -> None:
    """A refused absence that the office changes its mind about is accepted. The refusal's words stay as they were."""
    absence = absence_of(work, request)
    if absence is None or absence.state not in AGAINST:
        return
    # The same days may have been reported again since; then that report is the one that counts.
    if absences.touching(
        work.session, absence.participant_id, absence.first_day, absence.last_day, but=absence.id
    ):
        return
    absence.state = AbsenceState.ACCEPTED
    work.session.flush()
    work.tell_pages(AbsenceDecided(absence.participant_id, absence.office_id, absence.id))
