"""Taking away the text of a message: one of the staff proposes, another agrees, and everybody reads that it is gone."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import MessageRedacted, RedactionAsked
from portal.domain.measures import RedactionKind, SecondState, state_of
from portal.services import second
from portal.services.permissions import Action, case_of, within
from portal.services.reasons import refuse_bad_reason
from portal.services.threats import refuse_frozen
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import redacting as store
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.redaction import REDACTION, Redaction


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal with its message, and where it stands. `may_answer`: the actor may be the second person."""

    row: AnyRow
    state: SecondState
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """That the text on a receipt was taken away: when and why."""

    day: date
    kind: RedactionKind


def removed_from(receipt: AnyRow) -> Removed | None:
    """What a receipt says of a text that was taken away, None for every other receipt."""
    kind = receipt.content.get("redacted")
    return Removed(date.fromisoformat(receipt.content["redacted_on"]), RedactionKind(kind)) if kind else None


def message_to_redact(work: Work, participant_id: str, sequence: int) -> AnyRow:
    """The message in that place, for who may propose to take its text away. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.PROPOSE_MEASURE, participant_id, Looked.MESSAGES)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    found = store.message(work.session, conversation.id, sequence) if conversation else None
    if found is None:
        raise NotFound("No such message.")
    return found


def propose(work: Work, participant_id: str, sequence: int, kind: RedactionKind, reason: str) -> str:
    """Propose to take a text away; the proposal's id. Nothing changes before another person agrees.

    The same proposal sent twice is one. Raises NotFound, NotPermitted and Refused, also when there is one already.
    """
    subject = case_of(work, Action.PROPOSE_MEASURE, participant_id, Looked.MESSAGES)
    found = message_to_redact(work, participant_id, sequence)
    refuse_bad_reason(reason)
    refuse_frozen(work, found.conversation_id, sequence)
    take_turn(work.session, _turn(found.conversation_id, sequence))
    before = store.of_message(work.session, found.conversation_id, sequence)
    if any(row.agreed_at for row in before):
        raise Refused("redacted-already")
    for row in before:
        if _state(work, row) is SecondState.WAITING:
            if (row.proposed_by, row.kind, row.reason) == (work.actor.id, kind, reason):
                return str(row.id)
            raise Refused("redaction-asked-already")
    proposal = Redaction(
        id=new_id(),
        conversation_id=found.conversation_id,
        sequence=sequence,
        kind=kind,
        reason=reason,
        proposed_by=work.actor.id,
        proposed_at=work.now,
    )
    work.session.add(proposal)
    work.session.flush()
    work.tell(RedactionAsked(subject.id, subject.office_id, proposal.id))
    return proposal.id


def proposal_of(work: Work, redaction_id: str) -> Proposal:
    """One proposal at the actor's office with the message, for whoever may be the second person.

    A leader reads this one message by it, and no other. Raises NotFound and NotPermitted.
    """
    row = _reached(work, redaction_id)
    state = _state(work, row)
    proposals = store.of_message(work.session, row.conversation_id, row.sequence)
    if state is SecondState.WAITING and any(one.agreed_at for one in proposals):
        # Another proposal about the same message came first.
        state = SecondState.LAPSED
    other = row.proposed_by != work.actor.id
    return Proposal(row, state, may_answer=state is SecondState.WAITING and other)


def agree(work: Work, redaction_id: str) -> None:
    """The second person agrees: the text is gone from the conversation, from the inbox and from the receipt.

    Raises Refused for one's own proposal, Conflict when it waits no more, NotFound and NotPermitted.
    """
    row = _reached(work, redaction_id)
    if row.agreed_by == work.actor.id:
        return
    written = store.message(work.session, row.conversation_id, row.sequence)
    if written is not None and written.author_id == work.actor.id:
        # What somebody wrote themselves, two others take away: words must not vanish by the hand that wrote them.
        raise Refused("second-is-author")
    # A report of a threat that is being written holds it, too, and is seen once it stands.
    conversations.held(work.session, row.participant_id, row.office_id)
    refuse_frozen(work, row.conversation_id, row.sequence)
    take_turn(work.session, _turn(row.conversation_id, row.sequence))
    others = store.of_message(work.session, row.conversation_id, row.sequence)
    if any(one.agreed_at for one in others if one.id != row.id):
        raise Conflict("The text is gone already.")
    if not second.agree(work, REDACTION, row):
        return
    found = store.message(work.session, row.conversation_id, row.sequence)
    if found is None:
        raise NotFound("The message is gone.")
    store.take_away(work.session, row.id, found, row.kind, work.today)
    work.tell(MessageRedacted(row.participant_id, row.office_id, row.conversation_id, row.sequence))


def decline(work: Work, redaction_id: str, reason: str) -> None:
    """The second person says no, and why; the text stays. Raises as `agree` does, and Refused for a bad reason."""
    row = _reached(work, redaction_id)
    if second.decline(work, REDACTION, row, reason):
        work.tell(RedactionAsked(row.participant_id, row.office_id, row.id))


def _reached(work: Work, redaction_id: str) -> AnyRow:
    row = store.by_id(work.session, partial(within, work, Action.AGREE_TO_MEASURE), redaction_id)
    if row is None:
        raise second.out_of_reach(work, Looked.MESSAGES)
    case_of(work, Action.AGREE_TO_MEASURE, row.participant_id, Looked.MESSAGES)
    return row


def _state(work: Work, row: AnyRow) -> SecondState:
    return state_of(
        proposed_at=row.proposed_at, agreed_at=row.agreed_at, declined_at=row.declined_at, now=work.now
    )


def _turn(conversation_id: str, sequence: int) -> str:
    return f"redaction of {conversation_id} {sequence}"
