"""What waits for translators in all languages: how much of it, a page of it, and what is the next of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.domain.paging import Paged, leaf_of
from portal.services.permissions import Action, require
from portal.services.translating_reading import Proposed, with_reviews
from portal.services.work import Work
from portal.store import translation_proposal as proposals
from portal.store import translation_question as questions
from portal.store import translation_queue as store

PAGE = 25


@dataclass(frozen=True, slots=True)
class Overview:
    """How many proposals wait in each language, and how many of them for the reader; who waits for an answer."""

    waiting: Mapping[str, int]
    for_reader: Mapping[str, int]
    returned: Mapping[str, int]
    unanswered: int


def overview(work: Work, known: Collection[str]) -> Overview:
    """What waits, in all languages, for the texts that are `known` by their hashes. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    found = store.counts(work.session, work.actor.id, _gone(work, known))
    return Overview(
        {row.locale: row.waiting for row in found},
        {row.locale: row.for_reader for row in found if row.for_reader},
        proposals.count_returned_to(work.session, work.actor.id),
        questions.count_unanswered(work.session),
    )


def waiting(
    work: Work, known: Collection[str], locale: str | None = None, *, number: int = 1
) -> Paged[Proposed]:
    """A page of what waits in one language or in all, for the texts that are `known`. Raises NotPermitted.

    Longest waiting first; those that the reader can review come before the rest.
    """
    require(work.actor, Action.SEE_TRANSLATIONS)
    gone = _gone(work, known)
    total = store.count(work.session, locale, gone)
    leaf = leaf_of(total, PAGE, number)
    found = store.some(work.session, work.actor.id, locale, gone, limit=leaf.size, offset=leaf.first)
    return Paged(with_reviews(work, found), total, leaf)


def in_each(work: Work, known: Collection[str]) -> Mapping[str, int]:
    """How much waits in each language where anything does, for the texts that are `known`. Raises NotPermitted."""
    require(work.actor, Action.SEE_TRANSLATIONS)
    found = store.counts(work.session, work.actor.id, _gone(work, known))
    return {row.locale: row.waiting for row in found}


def next_for_reader(work: Work, known: Collection[str], locale: str, *, after: str) -> str | None:
    """The hash of the text that waits for the reader in a language after the proposal `after`, None when none does.

    After the last one the first comes again, which the reader may have gone past. Raises NotPermitted.
    """
    require(work.actor, Action.SEE_TRANSLATIONS)
    found = store.next_for(work.session, work.actor.id, locale, _gone(work, known), after=after)
    return found.hash if found else None


def _gone(work: Work, known: Collection[str]) -> frozenset[str]:
    """The texts that something waits for and the source does not have any more: nobody can review those."""
    return store.hashes(work.session).difference(known)
