"""Reviewing: another person accepts a proposed translation or returns it with a reason; a legal text takes two others."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, Refused
from portal.domain.translating import LONGEST_REASON, ProposalState, SourceText, Texts, Verdict
from portal.services import limits
from portal.services.permissions import Action, require
from portal.services.translating import TURN, proposal_of, standing
from portal.services.work import Work
from portal.store import translation as accepted
from portal.store import translation_proposal as store
from portal.store.base import new_id
from portal.store.engine import take_turn
from portal.store.translation_proposal import TranslationProposal, TranslationReview


class ChangedSinceProposed(Conflict):
    """Another text stands there than when it was proposed, and nobody has agreed to put that one away."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of a review. `texts` are what stands from now on because of it, or empty; `missing` is how many others must agree still."""

    state: ProposalState
    texts: Texts = ()
    missing: int = 0


def review(
    work: Work,
    source: SourceText,
    locale: str,
    proposal_id: str,
    version: int,
    verdict: Verdict,
    reason: str = "",
    *,
    in_file: Texts,
    files_rule: bool = False,
    is_safe: Callable[[Texts], bool],
    keep: Callable[[Texts, Texts], None] | None = None,
) -> Reviewed:
    """Accept a proposal of somebody else's, or return it with a reason. The same said twice is said once.

    `in_file` and `files_rule` are as in `propose`. `is_safe` says whether a translation may be shown: that can have changed
    since it was proposed. `keep` puts what was accepted in the place of what stood there, its first and its second; when
    it raises, nothing was accepted, and the proposal waits on.

    Raises Refused for one that is not safe, for one's own, for a return without a reason and for a reason that is too
    long; ChangedSinceProposed; Conflict when the proposal does not wait any more or has changed since the page was drawn;
    NotFound, TooMany and NotPermitted.
    """
    require(work.actor, Action.TRANSLATE)
    if len(reason) > LONGEST_REASON:
        raise Refused("translation-reason-too-long")
    if verdict is Verdict.RETURNED and not reason:
        raise Refused("translation-return-without-reason")
    take_turn(work.session, TURN)
    proposal = proposal_of(work, locale, source.hash, proposal_id)
    if proposal.author_id == work.actor.id:
        raise Refused("translation-own")
    said = store.reviews_of(work.session, [proposal.id])
    if any(row.reviewer_id == work.actor.id and row.verdict is verdict for row in said):
        # What it made of the text then may long have been replaced, so nothing stands from now on because of it.
        return replace(_reviewed(source, proposal, len(store.agreed(said))), texts=())
    if proposal.state is not ProposalState.PROPOSED or proposal.version != version:
        raise Conflict("The proposal does not wait any more as it was shown.")
    if verdict is Verdict.ACCEPTED:
        stands = standing(work, locale, source, in_file, files_rule=files_rule, is_safe=is_safe)
        _must_be_acceptable(proposal, stands, is_safe)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    _write(work, proposal, verdict, reason)
    agreed = store.agreed(store.reviews_of(work.session, [proposal.id]))
    if verdict is Verdict.RETURNED:
        proposal.state, proposal.closed_at = ProposalState.RETURNED, work.now
    elif len(agreed) >= source.reviewers:
        _accept(work, proposal)
        if keep:
            # Last of all: what is in a file stays there, so nothing else may go wrong after it but the commit itself.
            keep(tuple(proposal.texts), tuple(proposal.before))
    return _reviewed(source, proposal, len(agreed))


def _must_be_acceptable(
    proposal: TranslationProposal, stands: Texts, is_safe: Callable[[Texts], bool]
) -> None:
    if not is_safe(tuple(proposal.texts)):
        raise Refused("translation-unsafe")
    # What stands there may be the proposed text already: somebody else has written it, and it can be agreed to.
    if stands not in (tuple(proposal.before), tuple(proposal.texts)):
        raise ChangedSinceProposed("Another text stands there since it was proposed.")


def _write(work: Work, proposal: TranslationProposal, verdict: Verdict, reason: str) -> None:
    work.session.add(
        TranslationReview(
            id=new_id(),
            proposal_id=proposal.id,
            author_id=proposal.author_id,
            reviewer_id=work.actor.id,
            verdict=verdict,
            reason=reason,
            reviewed_at=work.now,
        )
    )
    work.session.flush()


def _accept(work: Work, proposal: TranslationProposal) -> None:
    proposal.state, proposal.closed_at = ProposalState.ACCEPTED, work.now
    work.session.flush()
    store.overtake(work.session, proposal.locale, proposal.hash, proposal.id, work.now)
    accepted.put(
        work.session,
        proposal.locale,
        proposal.hash,
        proposal.key,
        tuple(proposal.texts),
        proposal_id=proposal.id,
        by=work.actor.id,
        at=work.now,
    )


def _reviewed(source: SourceText, proposal: TranslationProposal, agreed: int) -> Reviewed:
    if proposal.state is ProposalState.ACCEPTED:
        return Reviewed(proposal.state, tuple(proposal.texts))
    return Reviewed(proposal.state, missing=max(0, source.reviewers - agreed))
