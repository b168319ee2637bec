"""Files that came with a message: whom they stay closed to when the message, or what it is about, is no more."""

from datetime import timedelta

from sqlalchemy import Engine, delete

from portal.domain.measures import RedactionKind
from portal.domain.messages import MessageAbout, Topic
from portal.domain.programme import ActivityKind, Responsible
from portal.services import conversations, redaction
from portal.services.enclosing import with_files
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.models import Activity, Document, Programme
from tests.builders import Village, all_rows, key_for, save
from tests.services.document_world import DAY
from tests.services.document_world import files as shelf_of
from tests.services.test_message_more import enclose, opens


def test_files_about_health_stay_closed_when_what_they_are_about_is_no_more(
    engine: Engine, desk: Desk, village: Village
) -> None:
    [programme] = all_rows(engine, Programme, participant_id=village.participant.id)
    row = Activity(
        id=new_id(),
        programme_id=programme.id,
        title="Samtaler på klinikken",
        kind=ActivityKind.HEALTH,
        responsible=Responsible.MUNICIPALITY,
        first_day=DAY + timedelta(days=30),
    )
    about = MessageAbout(Topic.ACTIVITY, row.id)
    save(engine, row)
    here, shelf, _ = shelf_of()
    enclose(desk, village.participant, here, b"doctor", about=about)
    [doctor] = (one.id for one in all_rows(engine, Document))
    assert not opens(desk, village.colleague, shelf, doctor)
    # A plan without it takes an activity that had not begun away.
    with engine.begin() as connection:
        connection.execute(delete(Activity).where(Activity.id == about.id))
    assert opens(desk, village.participant, shelf, doctor)
    assert opens(desk, village.caseworker, shelf, doctor)
    assert not opens(desk, village.colleague, shelf, doctor)
    with desk.reading(village.colleague) as work:
        assert conversations.conversation_with(work, village.participant.id).details.sealed == {1}


def test_files_go_with_a_text_that_was_taken_away(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, _ = shelf_of()
    whose, key = village.participant.id, key_for("k")
    with_files(
        desk,
        village.caseworker,
        here,
        key,
        (b"a neighbours paper",),
        lambda work, files: conversations.answer(work, whose, key, "Om naboen", files=files),
    )
    [paper] = (row.id for row in all_rows(engine, Document))
    with desk.writing(village.colleague) as work:
        proposal = redaction.propose(work, whose, 1, RedactionKind.SECRET, "Det er naboens papir.")
    assert opens(desk, village.participant, shelf, paper)
    with desk.writing(village.leader) as work:
        redaction.agree(work, proposal)
    readers = (village.participant, village.caseworker, village.colleague)
    assert not any(opens(desk, one, shelf, paper) for one in readers)
