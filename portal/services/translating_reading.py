"""What translators read: where the texts of a language stand, what waits for one of them, and the history of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.paging import Paged, leaf_of
from portal.domain.translating import AcceptedText, Key, ProposalState, Texts, Verdict
from portal.services.permissions import Action, require
from portal.services.work import Work
from portal.store import translation as accepted
from portal.store import translation_proposal as store
from portal.store import translation_question as questions
from portal.store import translation_queue as queue
from portal.store.base import AnyRow

PAGE = 10
MOST_OPEN = 25


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal with what was said of it, oldest first. Its row has its `author`'s name, each review its `reviewer`'s.

    `mine`: the reader wrote it. `agreed`: how many others have accepted it. `said`: so has the reader.
    """

    row: AnyRow
    reviews: tuple[AnyRow, ...]
    mine: bool
    agreed: int
    said: bool

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.row.state is ProposalState.PROPOSED

    @property
    def waits_for_reader(self) -> bool:
        """Whether the reader can say yes or no to it."""
        return self.is_open and not self.mine and not self.said


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the texts of one language stand, by hash. `returned` are those that others have given back to the reader."""

    waiting: frozenset[str]
    returned: frozenset[str]
    asked: frozenset[str]


def standing_in(work: Work, locale: str) -> Standing:
    """Where the texts of a language stand. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    return Standing(
        queue.hashes(work.session, locale),
        store.returned_to(work.session, work.actor.id, locale),
        questions.asked_about(work.session),
    )


def proposed_by_me(work: Work, locale: str) -> dict[Key, Texts]:
    """The reader's own proposals in a language that wait for others, by what they translate. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    mine = queue.by(work.session, work.actor.id, locale)
    return {(row.ctx, row.msgid, row.plural): tuple(row.texts) for row in mine}


def accepted_in(work: Work, locale: str) -> list[AcceptedText]:
    """What was accepted here in a language, oldest first. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    return accepted.accepted_in(work.session, locale)


def history(work: Work, locale: str, hash_: str, number: int = 1) -> Paged[Proposed]:
    """A page of all that was ever proposed for one text in one language, newest first. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    total = store.count_of_text(work.session, locale, hash_)
    leaf = leaf_of(total, PAGE, number)
    found = store.of_text(work.session, locale, hash_, limit=leaf.size, offset=leaf.first)
    return Paged(with_reviews(work, found), total, leaf)


def open_for(work: Work, locale: str, hash_: str) -> tuple[Proposed, ...]:
    """What waits for one text: the reader's own first, then what has waited longest. Raises NotPermitted.

    When there are very many, the rest comes up when those are answered: one that is accepted closes all the others.
    """
    require(work.actor, Action.SEE_TRANSLATIONS)
    found = queue.of_text(work.session, work.actor.id, locale, hash_, limit=MOST_OPEN)
    return with_reviews(work, found)


def with_reviews(work: Work, found: Sequence[AnyRow]) -> tuple[Proposed, ...]:
    """Proposals with what was said of them, as the actor reads them."""
    said: dict[str, list[AnyRow]] = {}
    for row in store.reviews_of(work.session, [row.id for row in found]):
        said.setdefault(row.proposal_id, []).append(row)
    me = work.actor.id
    return tuple(
        Proposed(
            row,
            tuple(said.get(row.id, ())),
            row.author_id == me,
            _agreed(said.get(row.id, ())),
            any(one.reviewer_id == me for one in said.get(row.id, ())),
        )
        for row in found
    )


def _agreed(reviews: Iterable[AnyRow]) -> int:
    return sum(row.verdict is Verdict.ACCEPTED for row in reviews)
