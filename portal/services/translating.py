"""Proposing a translation, and taking it back before anybody has said yes.

Nothing that was accepted is ever changed: another proposal takes its place when others have agreed to it, and going
back to an earlier text is a proposal, too. Whether a text is safe to show is asked before it comes here, because
safety is a matter of words (`portal.text.safety`), and once more whenever it is loaded.
"""

from collections.abc import Callable
from uuid import UUID, uuid5

from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, KeyReused, NotFound, Refused
from portal.domain.translating import LONGEST_REASON, ProposalState, SourceText, Texts, stamp_of
from portal.services import limits
from portal.services.permissions import Action, require
from portal.services.work import Work
from portal.store import translation as accepted
from portal.store import translation_proposal as store
from portal.store.base import new_id
from portal.store.engine import take_turn
from portal.store.translation_proposal import TranslationProposal

TURN = "translations"
"""Whoever proposes or reviews takes it first, so that each sees all that the one before has done."""

_FORMS = UUID("6e0d4b1c-6a86-4c0e-9a5b-7a2f6d0b8c31")


def standing(
    work: Work,
    locale: str,
    source: SourceText,
    in_file: Texts,
    *,
    files_rule: bool = False,
    is_safe: Callable[[Texts], bool],
) -> Texts:
    """The translation that stands: what was accepted here as long as it `is_safe` to show, or what the language's file says.

    Where accepted texts are written into the files, `files_rule`: they are the truth, whoever wrote them last.
    """
    found = None if files_rule else accepted.accepted_text(work.session, locale, source.hash)
    return found.texts if found and is_safe(found.texts) else in_file


def propose(
    work: Work,
    source: SourceText,
    locale: str,
    texts: Texts,
    *,
    in_file: Texts,
    files_rule: bool = False,
    is_safe: Callable[[Texts], bool],
    seen: str,
    reason: str = "",
    draft: bool = False,
    key: str = "",
) -> str:
    """Propose a translation; the proposal's id. The same sent twice is one, and another one takes the place of the first.

    `key` was drawn with the form: what comes with it again is what came before, whatever others have made of it since.
    `in_file` is what the language's file says now, and it alone counts where the `files_rule`; `seen` the stamp of the
    translation that stood there when the author began, and `is_safe` says whether one may be shown. In a `draft`, where
    nobody is known to have agreed to what the file says, that may be proposed as it is, until it has been accepted.

    Raises Refused for an empty text, for what stands there already and for a reason that is too long, Conflict when another
    text was accepted meanwhile, KeyReused when the key came before with something else, TooMany and NotPermitted.
    """
    require(work.actor, Action.TRANSLATE)
    if not texts or not all(text.strip() for text in texts):
        raise Refused("translation-empty")
    if len(reason) > LONGEST_REASON:
        raise Refused("translation-reason-too-long")
    take_turn(work.session, TURN)
    proposal_id = _id_of(work.actor.id, key) if key else new_id()
    if _is_there(work, proposal_id, (locale, source.hash, texts, reason)):
        return proposal_id
    before = standing(work, locale, source, in_file, files_rule=files_rule, is_safe=is_safe)
    if texts == before and not (draft and not _is_agreed(work, locale, source, texts)):
        raise Refused("translation-as-it-stands")
    earlier = store.open_by(work.session, locale, source.hash, work.actor.id)
    if earlier and (tuple(earlier.texts), tuple(earlier.before), earlier.reason) == (texts, before, reason):
        return earlier.id
    if stamp_of(before) != seen:
        raise Conflict("Another translation was accepted meanwhile.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    if earlier:
        _close(work, earlier, ProposalState.WITHDRAWN)
    ctx, msgid, plural = source.key
    proposal = TranslationProposal(
        id=proposal_id,
        locale=locale,
        hash=source.hash,
        ctx=ctx,
        msgid=msgid,
        plural=plural,
        texts=list(texts),
        before=list(before),
        reason=reason,
        author_id=work.actor.id,
        proposed_at=work.now,
        state=ProposalState.PROPOSED,
    )
    work.session.add(proposal)
    work.session.flush()
    return proposal.id


def _id_of(author_id: str, key: str) -> str:
    """The id of what one author proposes with one form. So the form is known again without a row of its own."""
    return str(uuid5(_FORMS, f"{author_id} {key}"))


def _is_there(work: Work, proposal_id: str, said: tuple[str, str, Texts, str]) -> bool:
    sent = store.by_id(work.session, proposal_id)
    if sent is None:
        return False
    if (sent.locale, sent.hash, tuple(sent.texts), sent.reason) != said:
        raise KeyReused("This form was already used to propose something else.")
    return True


def _is_agreed(work: Work, locale: str, source: SourceText, texts: Texts) -> bool:
    """Whether people have agreed here to what stands, as it stands."""
    found = accepted.accepted_text(work.session, locale, source.hash)
    return found is not None and found.texts == texts


def withdraw(work: Work, locale: str, hash_: str, proposal_id: str) -> None:
    """Take back one's own proposal. Taken back twice it is taken back once.

    Raises NotFound for anybody else's, and Conflict when somebody has accepted or returned it meanwhile.
    """
    require(work.actor, Action.TRANSLATE)
    take_turn(work.session, TURN)
    proposal = proposal_of(work, locale, hash_, proposal_id)
    if proposal.author_id != work.actor.id:
        raise NotFound("No such proposal of one's own.")
    if proposal.state is ProposalState.WITHDRAWN:
        return
    if proposal.state is not ProposalState.PROPOSED:
        raise Conflict("Somebody has reviewed it meanwhile.")
    _close(work, proposal, ProposalState.WITHDRAWN)


def proposal_of(work: Work, locale: str, hash_: str, proposal_id: str) -> TranslationProposal:
    """One proposal for this text in this language, as a row that can be changed. Raises NotFound."""
    proposal = store.by_id(work.session, proposal_id)
    if proposal is None or (proposal.locale, proposal.hash) != (locale, hash_):
        raise NotFound("No such proposal for this text.")
    return proposal


def _close(work: Work, proposal: TranslationProposal, state: ProposalState) -> None:
    proposal.state, proposal.closed_at = state, work.now
    # Before a new one is added: an author has one open proposal for a text at most.
    work.session.flush()
