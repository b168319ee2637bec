"""Sending a fixed phrase: checked against the list, kept with what it said to both, and sent as any other message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from portal.domain.audit import Looked
from portal.domain.errors import NotFound, Refused
from portal.domain.people import STAFF
from portal.domain.phrase_list import CURRENT
from portal.domain.phrases import SOURCE, Phrase, Values, fits
from portal.services import conversations
from portal.services.message_sending import SaidPhrase
from portal.services.permissions import Action, case_of, own_case
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.store import person as people
from portal.store.base import AnyRow

Speak: TypeAlias = Callable[[Phrase, Values, str], str | None]
"""Says a phrase in a language by its code, with isolates around what stands in its slots; None where it cannot."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose: the id and the version that they saw, and what stands in its slots."""

    id: str
    version: int
    values: Values


def phrase_for(work: Work, phrase_id: str) -> Phrase:
    """The newest version of a phrase that the actor's side may say. Raises NotFound."""
    phrase = CURRENT.get(phrase_id)
    if phrase is None or not phrase.may_send(staff=work.actor.role in STAFF):
        raise NotFound("No such phrase.")
    return phrase


def own_page(work: Work) -> None:
    """The participant, or who acts for them, looks for something to say. Raises NotPermitted."""
    own_case(work, Action.USE_OWN_MESSAGES)


def participant_in(work: Work, participant_id: str) -> AnyRow:
    """The participant to whom the actor may write, with name and language. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    return _head(work, subject.id)


def say_to_us(work: Work, key: str, chosen: Chosen, speak: Speak) -> Receipt:
    """The participant, or who acts for them, says a phrase.

    Raises NotFound for a phrase that they cannot say, and Refused for a version that is no longer said and for values that
    do not fit.
    """
    subject = own_case(work, Action.USE_OWN_MESSAGES)
    said = _said(work, chosen, speak, _head(work, subject.id).locale)
    return conversations.write_to_us(work, key, said.text, phrase=said)


def say_to(work: Work, participant_id: str, key: str, chosen: Chosen, speak: Speak) -> Receipt:
    """A caseworker says a phrase. Raises what `say_to_us` does, and NotPermitted."""
    said = _said(work, chosen, speak, participant_in(work, participant_id).locale)
    return conversations.answer(work, participant_id, key, said.text, phrase=said)


def _said(work: Work, chosen: Chosen, speak: Speak, reader: str | None) -> SaidPhrase:
    phrase, today = phrase_for(work, chosen.id), work.today
    if phrase.version != chosen.version:
        raise Refused("phrase-changed")
    if not _fits(phrase, chosen.values, today):
        raise Refused("phrase-slots")
    codes = dict.fromkeys((SOURCE, work.actor.locale, reader or SOURCE))
    found = {code: speak(phrase, chosen.values, code) for code in codes}
    wordings = {code: text for code, text in found.items() if text}
    return SaidPhrase(phrase, chosen.values, wordings, work.actor.locale)


def _fits(phrase: Phrase, values: Values, today: date) -> bool:
    return set(values) == {slot.name for slot in phrase.slots} and fits(phrase, values, today)


def _head(work: Work, person_id: str) -> AnyRow:
    found = people.head(work.session, person_id)
    if found is None:
        raise NotFound("No such participant within reach.")
    return found
