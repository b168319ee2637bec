"""What a message carries: whose things it may be about and who reads their names, files, drafts, searching and landing."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.documents import MEGABYTE, AboutKind
from portal.domain.errors import Busy, NotFound, NotPermitted, Refused
from portal.domain.messages import MOST_ENCLOSED, MessageAbout, Topic, read_about
from portal.domain.people import Actor
from portal.domain.plan import PRIVATE_TITLE
from portal.domain.programme import ActivityKind, Responsible
from portal.services import conversations, documents, documents_desk, drafts, message_topics, searching
from portal.services.conversations import PAGE
from portal.services.enclosing import with_files
from portal.services.files import Files
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.draft import fields as kept_fields
from portal.store.models import Activity, Document, Draft, Message, Programme
from portal.worker.sweeping import SweepingDrafts
from tests.builders import Village, all_rows, key_for, save
from tests.services.document_world import DAY, Shelf, add_absence
from tests.services.document_world import files as shelf_of

HEALTH = "Samtaler på qzklinikken"


def send(desk: Desk, actor: Actor, text: str, about: MessageAbout | None = None, key: object = "") -> Receipt:
    with desk.writing(actor) as work:
        return conversations.write_to_us(work, key_for(key or text), text, about=about)


def enclose(
    desk: Desk,
    actor: Actor,
    here: Files,
    *contents: bytes,
    about: MessageAbout | None = None,
    whose: Actor | None = None,
    key: object = "k",
) -> Receipt:
    return with_files(
        desk,
        actor,
        here,
        key_for(key),
        contents,
        lambda work, files: (
            conversations.answer(work, whose.id, key_for(key), "", about=about, files=files)
            if whose
            else conversations.write_to_us(work, key_for(key), "", about=about, files=files)
        ),
    )


@pytest.fixture
def activity(engine: Engine, village: Village) -> MessageAbout:
    """Something about health in the participant's plan."""
    programme = next(
        row for row in all_rows(engine, Programme) if row.participant_id == village.participant.id
    )
    row = Activity(
        id=new_id(),
        programme_id=programme.id,
        title=HEALTH,
        kind=ActivityKind.HEALTH,
        responsible=Responsible.MUNICIPALITY,
        first_day=DAY - timedelta(days=30),
    )
    about = MessageAbout(Topic.ACTIVITY, row.id)
    save(engine, row)
    return about


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("money", MessageAbout(Topic.MONEY)),
        ("absence:x", MessageAbout(Topic.ABSENCE, "x")),
        *(
            (bad, None)
            for bad in ("", "absence", "absence:", "money:x", "war:1", "absence:" + "x" * 37, "\0")
        ),
    ],
)
def test_what_a_form_says_is_read_or_is_nothing(text: str, read: MessageAbout | None) -> None:
    assert read_about(text) == read
    assert read is None or read.written == text


def test_somebody_elses_and_nobodys_things_are_refused_alike(
    engine: Engine, desk: Desk, village: Village
) -> None:
    others = MessageAbout(Topic.ABSENCE, add_absence(engine, village.stranger))
    mine = add_absence(engine, village.participant)
    for about in (
        others,
        MessageAbout(Topic.ABSENCE, "nobodys"),
        # One's own thing under the name of another kind.
        MessageAbout(Topic.APPOINTMENT, mine),
    ):
        with pytest.raises(Refused, match="message-about"):
            send(desk, village.participant, "Hei", about)
        with pytest.raises(Refused, match="message-about"), desk.writing(village.caseworker) as work:
            conversations.answer(work, village.participant.id, key_for("s"), "Hei", about=about)
    assert all_rows(engine, Message) == []


def test_a_title_about_health_reaches_who_may_read_it_and_nobody_else(
    desk: Desk, village: Village, activity: MessageAbout
) -> None:
    send(desk, village.participant, "Hei", activity)
    titles = {}
    for actor in (village.participant, village.caseworker, village.colleague):
        with desk.reading(actor) as work:
            if actor is village.participant:
                page, offered = conversations.own_conversation(work), message_topics.own_choices(work)
            else:
                page = conversations.conversation_with(work, village.participant.id)
                offered = message_topics.case_choices(work, village.participant.id)
        assert page.details.matters[1].about == activity
        told = {one.title for one in offered if one.about == activity}
        assert told == {page.details.matters[1].title}
        titles[actor.id] = page.details.matters[1].title
    assert titles[village.participant.id] == HEALTH
    assert titles[village.colleague.id] == PRIVATE_TITLE


def test_one_message_brings_files_in_their_order_and_never_more_than_five(
    engine: Engine, desk: Desk, village: Village
) -> None:
    here, shelf, cleaner = shelf_of()
    first = enclose(desk, village.participant, here, b"one", b"two")
    again = enclose(desk, village.participant, here, b"one", b"two")
    assert (first.id, again.again, cleaner.count, len(shelf.there)) == (again.id, True, 2, 2)
    with desk.reading(village.participant) as work:
        rows = conversations.own_conversation(work).details.files[1]
    assert [shelf.there[row.id] for row in rows] == [b"clean one", b"clean two"]
    with pytest.raises(Refused, match="message-files-many"):
        enclose(desk, village.participant, here, *([b"x"] * (MOST_ENCLOSED + 1)), key="m")
    assert len(all_rows(engine, Message)) == 1


@pytest.mark.parametrize("wrong", ["bad file", "too large", "full disk", "too much today", "not mine"])
def test_when_anything_is_refused_neither_message_nor_file_stays(
    engine: Engine, desk: Desk, village: Village, wrong: str
) -> None:
    here, shelf, _ = shelf_of()
    contents = {"bad file": (b"good", b"bad"), "too large": (b"x" * (15 * MEGABYTE + 1),)}.get(wrong, (b"x",))
    about = MessageAbout(Topic.ABSENCE, "nobodys") if wrong == "not mine" else None
    if wrong == "full disk":
        shelf.full = True
    if wrong == "too much today":
        for number in range(3):
            enclose(desk, village.participant, here, b"x" * 15 * MEGABYTE, key=f"n{number}")
        contents = (b"y" * 10 * MEGABYTE,)
    before = (len(all_rows(engine, Message)), len(shelf.there))
    with pytest.raises((Refused, Busy)):
        enclose(desk, village.participant, here, *contents, about=about, key="w")
    assert (len(all_rows(engine, Message)), len(shelf.there)) == before
    assert len(all_rows(engine, Document)) == before[1]


def opens(desk: Desk, actor: Actor, shelf: Shelf, document_id: str) -> bool:
    try:
        with desk.reading(actor) as work:
            if actor.office_id is None or actor.role.value == "participant":
                documents.open_own(work, shelf, AboutKind.MESSAGE, document_id)
            else:
                documents_desk.open_in_case(work, shelf, document_id)
    except (NotFound, NotPermitted):
        return False
    return True


def test_files_open_for_who_reads_the_message_and_for_fewer_when_it_is_about_absence(
    engine: Engine, desk: Desk, village: Village
) -> None:
    here, shelf, _ = shelf_of()
    absence = MessageAbout(Topic.ABSENCE, add_absence(engine, village.participant))
    enclose(desk, village.participant, here, b"rent", key="r")
    enclose(desk, village.participant, here, b"doctor", about=absence, key="d")
    enclose(desk, village.caseworker, here, b"form", whose=village.participant, key="f")
    by_content = {shelf.there[row.id]: row.id for row in all_rows(engine, Document)}
    rent, doctor, form = (by_content[b"clean " + one] for one in (b"rent", b"doctor", b"form"))
    assert all(opens(desk, village.participant, shelf, one) for one in (rent, doctor, form))
    assert all(opens(desk, village.caseworker, shelf, one) for one in (rent, doctor, form))
    assert [opens(desk, village.colleague, shelf, one) for one in (rent, doctor, form)] == [True, False, True]
    assert not any(opens(desk, village.representative, shelf, one) for one in (rent, doctor, form))
    assert not any(opens(desk, village.stranger, shelf, one) for one in (rent, doctor, form))
    with desk.reading(village.colleague) as work:
        assert conversations.conversation_with(work, village.participant.id).details.sealed == {2}


def test_what_is_written_is_kept_for_its_writer_for_a_day(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    page = f"/work/case/{village.participant.id}"
    with desk.writing(village.caseworker) as work:
        drafts.keep_in_case(work, village.participant.id, page, {"text": "Hei"}, key_for("d"))
        assert work.looks == []
    with desk.reading(village.colleague) as work:
        assert kept_fields(work.session, village.colleague.id, page, clock.now()) == {}
    for actor in (village.caseworker, village.participant):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
            drafts.keep_in_case(work, village.stranger.id, "/x", {"text": "Hei"}, key_for("d"))
    sweeping = SweepingDrafts(engine, clock)
    clock.move(hours=23)
    sweeping.sweep_when_due()
    assert len(all_rows(engine, Draft)) == 1
    clock.move(hours=2)
    sweeping.sweep_when_due()
    assert all_rows(engine, Draft) == []


def test_what_comes_after_the_message_was_sent_is_kept_no_more(
    engine: Engine, desk: Desk, village: Village
) -> None:
    send(desk, village.participant, "Hei", key="sent")
    with desk.writing(village.participant) as work:
        drafts.keep_own(work, "/messages", {"text": "He"}, key_for("sent"))
    with desk.writing(village.participant) as work:
        drafts.keep_own(work, "/messages", {"text": "  "}, key_for("empty"))
    assert all_rows(engine, Draft) == []


def test_searching_finds_words_as_they_are_and_nothing_of_others(desk: Desk, village: Village) -> None:
    said = ("ØRE og Ål", "100% sikkert", "100 prosent", "a_b", "axb", "back\\slash", "ميعاد جديد")
    for number, text in enumerate(said):
        send(desk, village.participant, text, key=number)
    wanted = {
        "øre": [said[0]],
        "ÅL": [said[0]],
        "100%": [said[1]],
        "a_b": [said[3]],
        "\\": [said[5]],
        "ميعاد": [said[6]],
        "%": [said[1]],
        "   ": [],
        "nothing": [],
    }
    with desk.reading(village.participant) as work:
        found = {word: [row.text for row in searching.in_own(work, word).rows] for word in wanted}
    assert found == wanted
    with desk.reading(village.colleague) as work:
        assert len(searching.in_case(work, village.participant.id, "100").rows) == 2
    for who, whose in ((village.caseworker, village.stranger), (village.participant, village.participant)):
        with pytest.raises((NotFound, NotPermitted)), desk.reading(who) as work:
            searching.in_case(work, whose.id, "100")


def test_what_was_found_comes_newest_first_page_by_page(desk: Desk, village: Village) -> None:
    for number in range(searching.PAGE + 3):
        with desk.writing(village.caseworker) as work:
            conversations.answer(work, village.participant.id, key_for(number), f"nummer {number}")
    with desk.reading(village.participant) as work:
        first = searching.in_own(work, "nummer")
        rest = searching.in_own(work, "nummer", first.rows[-1].sequence)
    places = [row.sequence for row in (*first.rows, *rest.rows)]
    assert (first.more, rest.more, places) == (True, False, list(range(searching.PAGE + 3, 0, -1)))


def test_the_participant_lands_on_the_oldest_unread_and_the_caseworker_on_the_newest(
    desk: Desk, village: Village
) -> None:
    count = 2 * PAGE + 5
    for number in range(count):
        with desk.writing(village.caseworker) as work:
            conversations.answer(work, village.participant.id, key_for(number), str(number))
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, 10)
    with desk.reading(village.participant) as work:
        page = conversations.own_conversation(work)
    assert page.details.first_unread == 11
    assert page.messages[0].sequence < 11 <= page.last < count
    assert page.newer == count + 1
    with desk.reading(village.participant) as work:
        assert conversations.own_conversation(work, before=page.newer).last == count
    with desk.reading(village.colleague) as work:
        assert conversations.conversation_with(work, village.participant.id).last == count
