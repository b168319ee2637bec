"""Answers to proposals: yes, no because; and what a caseworker decides when two yeses are not enough."""

from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.plan import LONGEST_REASON, PlanContent, ProposalState, standing
from portal.domain.plan_changes import applied, clashes
from portal.domain.plan_data import changes_of
from portal.domain.plan_events import ProposalAnswered
from portal.domain.submission import SubmissionKind
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import as_data
from portal.services import limits
from portal.services.plan_versions import current, record
from portal.services.planning import Side, may_change
from portal.services.proposal_meaning import needs_a_person, ruling_of
from portal.services.proposals import held
from portal.services.submissions import hand_in
from portal.services.work import Work
from portal.store.proposal import Proposal

SHORTEST_REASON = 10


class PlanMoved(Conflict):
    """What the proposal wants to change is not what it was any more, or its day is over."""


def answer(
    work: Work, side: Side, key: str, proposal_id: str, version: int, *, yes: bool, text: str
) -> ProposalState:
    """The other side says yes, or no and why; where the proposal stands then.

    With a yes the plan changes at once, unless a person must decide besides. The same answer sent twice by the same
    person is one. Raises NotFound, Refused for a no without a reason and for what the side may not read, PlanMoved when the plan has changed where the
    proposal wants to, and Conflict when somebody answered first or it was taken back.
    """
    may_change(work, side)
    side, proposal = held(work, side, proposal_id)
    if proposal.by_staff is side.by_staff:
        raise NotFound("Nobody answers their own side's proposal.")
    text = text.strip()
    if len(text) > LONGEST_REASON:
        raise Refused("plan-reason-too-long")
    if not yes and len(text) < SHORTEST_REASON:
        raise Refused("plan-no-without-reason")
    said_yes = proposal.state not in {ProposalState.SENT, ProposalState.DECLINED, ProposalState.COUNTERED}
    if (proposal.answered_by, proposal.answer_text, said_yes) == (work.actor.id, text, yes):
        return proposal.state
    if side.by_staff:
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    else:
        said = {"proposal_id": proposal.id, "answer": "yes" if yes else "no", "text": text}
        if hand_in(work, SubmissionKind.PROPOSAL_ANSWER, key, said).again:
            return proposal.state
    if (
        proposal.version != version
        or standing(proposal.state, proposal.expires_on, work.today) is not ProposalState.SENT
    ):
        raise Conflict("Somebody else answered it, it was taken back, or its last day is over.")
    now = _fitting(work, proposal) if yes else PlanContent()
    ruling = ruling_of(work, side, now, changes_of(proposal.changes)) if yes else None
    if ruling is None:
        proposal.state = ProposalState.DECLINED
    else:
        enough = not needs_a_person(ruling)
        proposal.state = ProposalState.ACCEPTED if enough else ProposalState.AWAITING_DECISION
        proposal.ruling = as_data(ruling)
    proposal.answered_by, proposal.answered_at, proposal.answer_text = work.actor.id, work.now, text
    work.session.flush()
    if proposal.state is ProposalState.ACCEPTED:
        _carry_out(work, side, proposal, now)
    work.tell(ProposalAnswered(side.subject.id, side.subject.office_id, proposal.id, side.by_staff))
    return proposal.state


def decide(work: Work, side: Side, proposal_id: str, version: int, *, approve: bool, text: str) -> None:
    """A caseworker decides what both sides have agreed on; a refusal carries its reason and the last day to complain.

    The same decision sent twice by the same caseworker is one. Raises NotFound, Refused for a refusal without a reason,
    PlanMoved, and Conflict when somebody else decided first or it was taken back.
    """
    may_change(work, side)
    if not side.by_staff:
        raise NotFound("Only the office decides.")
    side, proposal = held(work, side, proposal_id)
    text = text.strip()
    if len(text) > LONGEST_REASON:
        raise Refused("plan-reason-too-long")
    if not approve and len(text) < SHORTEST_REASON:
        raise Refused("refusal-without-reason")
    state = ProposalState.ACCEPTED if approve else ProposalState.DECISION_REFUSED
    if (proposal.state, proposal.decided_by, proposal.decision_text) == (state, work.actor.id, text):
        return
    if proposal.version != version or proposal.state is not ProposalState.AWAITING_DECISION:
        raise Conflict("Somebody else has decided it, or it was taken back.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    now = _fitting(work, proposal) if approve else PlanContent()
    proposal.state = state
    proposal.decided_by, proposal.decided_at, proposal.decision_text = work.actor.id, work.now, text
    if not approve:
        complaint = complaint_deadline(work.today, work.holidays.of_year)
        proposal.complaint_by = complaint.value
        proposal.complaint = as_data(complaint)
    work.session.flush()
    if approve:
        _carry_out(work, side, proposal, now)
    work.tell(ProposalAnswered(side.subject.id, side.subject.office_id, proposal.id, from_staff=True))


def _fitting(work: Work, proposal: Proposal) -> PlanContent:
    """The plan of today, if the proposal still fits it. Raises PlanMoved."""
    now = current(work, proposal.programme_id).content
    if clashes(changes_of(proposal.changes), now, work.today):
        raise PlanMoved("The plan has changed where the proposal wants to change it.")
    return now


def _carry_out(work: Work, side: Side, proposal: Proposal, now: PlanContent) -> None:
    record(
        work,
        side.subject,
        proposal.programme_id,
        applied(now, changes_of(proposal.changes), work.today),
        proposed_by=proposal.made_by,
        agreed_by=proposal.answered_by,
        proposal_id=proposal.id,
    )
