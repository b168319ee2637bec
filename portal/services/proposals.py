"""Proposals: what either side wants otherwise in the plan, sent and taken back. Silence is never consent."""

import json
from collections.abc import Sequence
from uuid import NAMESPACE_OID, uuid5

from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.plan import ProposalState, standing
from portal.domain.plan_data import changes_as_data, changes_of
from portal.domain.plan_events import PlanProposed, ProposalWithdrawn
from portal.domain.submission import SubmissionKind
from portal.rules.decision import as_data
from portal.services import limits
from portal.services.plan_versions import current
from portal.services.plan_wish import Wish
from portal.services.planning import Side, changing, may_change
from portal.services.proposal_meaning import Meaning, meaning_of
from portal.services.reach import Scope
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import proposal as store
from portal.store.base import new_id
from portal.store.proposal import Proposal, ProposalDraft

LONGEST_KEPT = 4000
LONGEST_KEPT_PARTS = 128 * 1024
"""Signs of one field of a draft, and of all the changes that were written before the last one."""
PARTS = "more"
"""The field of a draft that holds them."""
DRAFT = "draft"
"""The field that says which draft a proposal was taken up from."""
SAVED, BEGUN = DRAFTS = ("saved", "begun")
"""What somebody kept for later, and what is being put together of several changes."""
MOST_OPEN = 20
"""How many proposals the other side can have to answer at once: more than anybody can answer is no conversation."""
MOST_OPEN_OF_A_HELPER = 5
"""How many of them one helper can have sent, beside the participant's own."""


def what_it_means(work: Work, side: Side, wishes: Sequence[Wish], reason: str = "") -> Meaning:
    """What the wishes come to, before anything is sent. Raises what `meaning_of` raises."""
    return meaning_of(work, side, wishes, reason, new_id())


def propose(
    work: Work,
    side: Side,
    key: str,
    wishes: Sequence[Wish],
    reason: str,
    instead: tuple[str, int] | None = None,
    draft: str = "",
) -> tuple[Receipt, str]:
    """Send a proposal of one change or several to the other side; answers with the receipt and the proposal's id.

    `draft` is one of `DRAFTS` for what was taken up from there, which has done its work then. `instead` is the id and the
    version of a proposal that this one stands instead of: one of the other side's becomes COUNTERED, and one's own is
    taken back. Raises Refused, NotFound, and Conflict when somebody answered it first or the
    case has moved.
    """
    may_change(work, side)
    reason = reason.strip()
    receipt = hand_in(work, SubmissionKind.PROPOSAL, key, _content(side, wishes, reason, instead))
    if receipt.again:
        return receipt, store.by_submission(work.session, receipt.id) or ""
    side = changing(work, side)
    # The same form sent again means the same entry.
    entry = str(uuid5(NAMESPACE_OID, f"{work.actor.id}/{key}"))
    meaning = meaning_of(work, side, wishes, reason, entry)
    if instead:
        _replace(work, side, *instead)
    _not_too_many(work, side)
    proposal = Proposal(
        id=new_id(),
        programme_id=side.programme.id,
        participant_id=side.subject.id,
        office_id=side.subject.office_id,
        made_by=work.actor.id,
        by_staff=side.by_staff,
        base_number=current(work, side.programme.id).number,
        changes=changes_as_data(meaning.changes),
        ruling=as_data(meaning.ruling),
        reason=reason,
        locale=work.actor.locale,
        sent_at=work.now,
        expires_on=meaning.stands.value,
        counter_of=instead[0] if instead else "",
        submission_id=receipt.id,
    )
    work.session.add(proposal)
    _forget(work, side, draft, several=len(wishes) > 1)
    work.session.flush()
    work.tell(PlanProposed(side.subject.id, side.subject.office_id, proposal.id, side.by_staff))
    return receipt, proposal.id


def _content(
    side: Side, wishes: Sequence[Wish], reason: str, instead: tuple[str, int] | None
) -> dict[str, object]:
    """What the receipt holds: also which plan it is about, so that one form never counts for two."""
    first, *others = [wish.as_content() for wish in wishes] or [{}]
    content = {"text": reason, "wish": first, "instead": instead[0] if instead else ""}
    return content | {"programme_id": side.programme.id} | ({"also": others} if others else {})


def _not_too_many(work: Work, side: Side) -> None:
    """Raise Refused when the other side has too much to answer already. A helper takes no place of the participant's."""
    helper = side.subject.scope is Scope.REPRESENTED
    by = None if side.by_staff else work.actor.id
    unanswered = store.count_unanswered(
        work.session, side.programme.id, work.today, by_staff=side.by_staff, by=by
    )
    if unanswered >= (MOST_OPEN_OF_A_HELPER if helper else MOST_OPEN):
        raise Refused("plan-too-many-open")


def withdraw(work: Work, side: Side, key: str, proposal_id: str) -> None:
    """Take one's own side's proposal back, as long as nothing came of it; who made it always may.

    Raises NotFound, Refused and Conflict.
    """
    may_change(work, side)
    side, proposal = held(work, side, proposal_id, by_maker=True)
    if proposal.by_staff is not side.by_staff:
        raise NotFound("Only who proposed it takes it back.")
    if side.by_staff:
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    elif hand_in(work, SubmissionKind.WITHDRAWAL, key, {"proposal_id": proposal.id}).again:
        return
    if proposal.state is ProposalState.WITHDRAWN:
        return
    if standing(proposal.state, proposal.expires_on, work.today) not in {
        ProposalState.SENT,
        ProposalState.AWAITING_DECISION,
    }:
        raise Conflict("It has been answered in the meantime.")
    proposal.state = ProposalState.WITHDRAWN
    work.session.flush()
    work.tell(ProposalWithdrawn(side.subject.id, side.subject.office_id, proposal.id, side.by_staff))


def _replace(work: Work, side: Side, proposal_id: str, version: int) -> None:
    proposal = _found(work, side, proposal_id)
    state = standing(proposal.state, proposal.expires_on, work.today)
    own = proposal.by_staff is side.by_staff
    if state is not ProposalState.SENT:
        # What is over can be proposed again by whoever proposed it, and what nobody answered by both.
        if not own and state is not ProposalState.EXPIRED:
            raise Conflict("It has been answered or taken back in the meantime.")
        return
    if proposal.version != version:
        raise Conflict("Somebody else answered it first.")
    proposal.state = ProposalState.WITHDRAWN if own else ProposalState.COUNTERED
    if not own:
        proposal.answered_by, proposal.answered_at = work.actor.id, work.now
    work.session.flush()


def held(work: Work, side: Side, proposal_id: str, *, by_maker: bool = False) -> tuple[Side, Proposal]:
    """One proposal of that plan, to be changed, and the side as it is now: nobody else changes them before the commit.

    With `by_maker` who made it need not read it any more. Raises NotFound, Conflict when the case has moved, and Refused
    for what the side may not read or not change any more.
    """
    if store.one(work.session, side.subject.id, side.subject.office_id, proposal_id) is None:
        raise NotFound("No such proposal.")
    side = changing(work, side)
    return side, _found(work, side, proposal_id, by_maker=by_maker)


def _found(work: Work, side: Side, proposal_id: str, *, by_maker: bool = False) -> Proposal:
    if store.one(work.session, side.subject.id, side.subject.office_id, proposal_id) is None:
        raise NotFound("No such proposal.")
    proposal = store.to_change(work.session, proposal_id)
    if by_maker and proposal.made_by == work.actor.id:
        return proposal
    # Nobody says anything to what they cannot read: they would not know what they had said it to.
    if any(side.hides(change) for change in changes_of(proposal.changes)):
        raise Refused("plan-unread")
    return proposal


def own_draft(work: Work, side: Side) -> dict[str, str]:
    """What the actor has saved about this plan and not sent, or else what they are putting together, and which it is.

    Nobody else can ask for it.
    """
    saved, begun = _drafts(work, side)
    if saved:
        return saved | {DRAFT: SAVED}
    return begun | {DRAFT: BEGUN} if begun else {}


def own_begun(work: Work, side: Side) -> dict[str, str]:
    """What the actor is putting together of several changes. Nobody else can ask for it."""
    return _drafts(work, side)[1]


def keep_draft(work: Work, side: Side, fields: dict[str, str]) -> None:
    """Keep what is written for later, in place of what was saved before: there is one for each person and plan."""
    may_change(work, side)
    _forget(work, side, fields.get(DRAFT, ""), several=PARTS in fields)
    begun = _drafts(work, side)[1]
    _keep(work, side, {name: value for name, value in fields.items() if name != DRAFT}, begun)


def keep_begun(work: Work, side: Side, fields: dict[str, str]) -> None:
    """Keep what is being put together, beside what was saved for later."""
    may_change(work, side)
    _keep(work, side, _drafts(work, side)[0], fields)


def _drafts(work: Work, side: Side) -> tuple[dict[str, str], dict[str, str]]:
    """What was saved, and what is being put together."""
    row = store.draft_of(work.session, work.actor.id, side.subject.id)
    saved = dict(row.fields) if row else {}
    begun = saved.pop(BEGUN, "")
    return saved, json.loads(begun) if begun else {}


def _keep(work: Work, side: Side, *drafts: dict[str, str]) -> None:
    longest = {PARTS: LONGEST_KEPT_PARTS}
    saved, begun = (
        {name: value[: longest.get(name, LONGEST_KEPT)] for name, value in fields.items() if value}
        for fields in drafts
    )
    if not saved and not begun:
        return store.forget_draft(work.session, work.actor.id, side.subject.id)
    kept = saved | ({BEGUN: json.dumps(begun)} if begun else {})
    draft = ProposalDraft(person_id=work.actor.id, about_id=side.subject.id, fields=kept, saved_at=work.now)
    return store.keep_draft(work.session, draft)


def _forget(work: Work, side: Side, draft: str, *, several: bool) -> None:
    """What was taken up from a draft has done its work; every other draft stays. `several`: it was put together."""
    saved, begun = _drafts(work, side)
    put_together = draft == BEGUN or (several and begun.get(DRAFT, "") == draft)
    left = {} if draft == SAVED else saved, {} if put_together else begun
    if left != (saved, begun):
        _keep(work, side, *left)
