"""Searching a conversation: the participant their own, the staff that of a case they may open."""

from dataclasses import dataclass

from portal.domain.audit import Looked
from portal.domain.messages import LONGEST_QUERY
from portal.services.permissions import Action, Subject, case_of, own_case, participants_of
from portal.services.reach import PEOPLE
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import draft as drafts
from portal.store import mandate as mandates
from portal.store import message_search as store
from portal.store.base import AnyRow
from portal.store.draft import Draft

PAGE = 20
AROUND = 120
"""How much of a long message is shown on each side of what was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Messages with what was searched for, newest first. `more` says whether there are older ones.

    `helpers` is what the participant calls who writes for them, by id, for the participant's own eyes.
    """

    participant_id: str
    words: str
    rows: tuple[AnyRow, ...] = ()
    more: bool = False
    helpers: dict[str, str] | None = None


def in_own(work: Work, words: str, before: int | None = None) -> Found:
    """What of the participant's own conversation has these words."""
    return _found(work, own_case(work, Action.USE_OWN_MESSAGES), words, before)


def in_case(work: Work, participant_id: str, words: str, before: int | None = None) -> Found:
    """What of the conversation with a participant within reach has these words. Raises NotFound and NotPermitted."""
    return _found(work, case_of(work, Action.SEE_CASE, participant_id, Looked.MESSAGES), words, before)


def ask_in_own(work: Work, page: str, words: str) -> None:
    """Keep what is searched for, so that no address holds it: addresses stay on a phone that others use."""
    own_case(work, Action.USE_OWN_MESSAGES, note=False)
    _keep(work, page, words)


def ask_in_case(work: Work, participant_id: str, page: str, words: str) -> None:
    """The same for the conversation with a participant within reach. Raises NotFound and NotPermitted."""
    reached = participants_of(work, Action.SEE_CASE).where(PEOPLE.c.id == participant_id)
    if work.session.execute(reached).first() is None:
        case_of(work, Action.SEE_CASE, participant_id, Looked.MESSAGES)
    _keep(work, page, words)


def around(text: str, words: str) -> str:
    """The part of a text where the words first stand, with dots where it goes on."""
    at = text.lower().find(words.lower())
    start, end = max(0, at - AROUND), max(at, 0) + len(words) + AROUND
    # A sign and what is put on top of it stay together, and so do the words around.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if end >= len(text) else (text.find(" ", end) if text.find(" ", end) >= 0 else len(text))
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _keep(work: Work, page: str, words: str) -> None:
    words = words.strip()[:LONGEST_QUERY]
    if not words:
        drafts.forget(work.session, work.actor.id, page)
        return
    kept = Draft(person_id=work.actor.id, page=page, fields={"q": words}, saved_at=work.now)
    drafts.save(work.session, kept)
    work.session.flush()


def _found(work: Work, subject: Subject, words: str, before: int | None) -> Found:
    words = words.strip()[:LONGEST_QUERY]
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None or not words:
        return Found(subject.id, words)
    found = store.containing(
        work.session, conversation.id, words, before=before, limit=PAGE + 1, names=not subject.hidden
    )
    helped = any(not one.from_staff and one.author_id != subject.id for one in found)
    helpers = mandates.names_of(work.session, subject.id) if helped else {}
    return Found(subject.id, words, tuple(found[:PAGE]), len(found) > PAGE, helpers)
