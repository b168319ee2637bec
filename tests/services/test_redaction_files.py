"""Taking away a message with files: nobody opens them after that, and a message of files alone can be taken away, too."""

import pytest
from sqlalchemy import Engine

from portal.domain.documents import AboutKind
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.measures import RedactionKind, SecondState
from portal.domain.people import Actor
from portal.services import conversations, documents, documents_desk, redaction
from portal.services.enclosing import with_files
from portal.services.work import Desk
from portal.store.models import Document
from tests.builders import Village, all_rows, key_for
from tests.services.document_world import Shelf
from tests.services.document_world import files as shelf_of


def opens(desk: Desk, who: Actor, shelf: Shelf, document_id: str) -> bool:
    try:
        with desk.reading(who) as work:
            if who.role.value == "participant":
                documents.open_own(work, shelf, AboutKind.MESSAGE, document_id)
            else:
                documents_desk.open_in_case(work, shelf, document_id)
    except (NotFound, NotPermitted):
        return False
    return True


@pytest.mark.parametrize("text", ["Dette er naboens papir.", ""])
def test_when_the_second_has_agreed_nobody_opens_the_files(
    engine: Engine, desk: Desk, village: Village, text: str
) -> None:
    here, shelf, _ = shelf_of()
    for key, words in (("a", text), ("b", "Et annet papir.")):
        with_files(
            desk,
            village.participant,
            here,
            key_for(key),
            (key.encode(),),
            lambda work, files, key=key, words=words: conversations.write_to_us(
                work, key_for(key), words, files=files
            ),
        )
    ids = {shelf.there[row.id]: row.id for row in all_rows(engine, Document)}
    gone, stays = ids[b"clean a"], ids[b"clean b"]
    both = (village.participant, village.caseworker)
    with desk.writing(village.caseworker) as work:
        proposal = redaction.propose(
            work, village.participant.id, 1, RedactionKind.SECRET, "Papiret gjelder naboen."
        )
    with desk.reading(village.colleague) as work:
        shown = redaction.proposal_of(work, proposal)
        assert (shown.state, shown.may_answer, shown.row.files) == (SecondState.WAITING, True, 1)
    assert all(opens(desk, who, shelf, gone) for who in both)
    with desk.writing(village.colleague) as work:
        redaction.agree(work, proposal)
    assert not any(opens(desk, who, shelf, gone) for who in both)
    assert all(opens(desk, who, shelf, stays) for who in both)
    # The archive gets what stood there, as with the words.
    assert gone in {row.id for row in all_rows(engine, Document)}
    with desk.reading(village.caseworker) as work:
        assert redaction.message_to_redact(work, village.participant.id, 1).redacted
