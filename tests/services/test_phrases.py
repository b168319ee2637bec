"""Sending a fixed phrase: kept with what it said, in one transaction, by nobody but those who may write."""

from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from portal.adapters.clock import FixedClock
from portal.domain.errors import KeyReused, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.domain.phrases import Phrase, Values
from portal.services import conversations, phrases
from portal.services.files import Files
from portal.services.phrases import Chosen
from portal.services.taking_back import take_back
from portal.services.work import Desk
from portal.store.models import Conversation, EventRow, Message, MessagePhrase, Person, Submission
from tests.builders import Village, all_rows, at_once

PROPOSED = Chosen("meeting.propose", 1, {"day": "2026-12-01", "clock": "10:00", "place": "office"})
NOBODY: Any = None
ILL = Chosen("absence.ill_today", 1, {})


def speak(phrase: Phrase, values: Values, code: str) -> str | None:
    """Says nothing but which phrase it is, with isolates around a slot, and knows two languages."""
    return f"{code} {phrase.id} \u2068{values.get('day', '')}\u2069" if code in {"nb", "ar"} else None


def to_us(desk: Desk, actor: Actor, chosen: Chosen = ILL, key: str = "k1") -> None:
    with desk.writing(actor) as work:
        phrases.say_to_us(work, key, chosen, speak)


def to_them(desk: Desk, actor: Actor, village: Village, chosen: Chosen = PROPOSED, key: str = "k1") -> None:
    with desk.writing(actor) as work:
        phrases.say_to(work, village.participant.id, key, chosen, speak)


def in_arabic(engine: Engine, actor: Actor) -> None:
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == actor.id).values(locale="ar"))


def test_it_is_kept_as_an_id_with_its_slots_and_what_it_said_to_both(
    engine: Engine, desk: Desk, village: Village
) -> None:
    in_arabic(engine, village.participant)
    to_them(desk, village.caseworker, village)
    message, kept = all_rows(engine, Message)[0], all_rows(engine, MessagePhrase)[0]
    assert (message.text, message.locale) == ("nb meeting.propose 2026-12-01", "nb")
    assert (kept.conversation_id, kept.sequence) == (message.conversation_id, message.sequence)
    assert (kept.phrase, kept.version, kept.slots) == (PROPOSED.id, 1, dict(PROPOSED.values))
    assert kept.wordings == {
        code: speak(phrases.CURRENT[PROPOSED.id], PROPOSED.values, code) for code in ("nb", "ar")
    }
    receipt = all_rows(engine, Submission)[0]
    assert receipt.content == {"text": message.text, "to": village.participant.id}


def test_a_language_that_lacks_it_is_not_kept_and_never_blocks(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == village.participant.id).values(locale="en"))
    to_them(desk, village.caseworker, village)
    assert set(all_rows(engine, MessagePhrase)[0].wordings) == {"nb"}


def test_who_is_ill_waits_for_us_as_with_any_message(engine: Engine, desk: Desk, village: Village) -> None:
    to_us(desk, village.participant)
    talk = all_rows(engine, Conversation)[0]
    assert talk.waiting_for_us_since is not None
    to_them(desk, village.caseworker, village, Chosen("absence.told", 1, {}))
    assert all_rows(engine, Conversation)[0].waiting_for_us_since is None


def test_twice_is_once_and_another_under_the_same_key_is_refused(
    engine: Engine, desk: Desk, village: Village
) -> None:
    to_us(desk, village.participant)
    to_us(desk, village.participant)
    assert len(all_rows(engine, MessagePhrase)) == len(all_rows(engine, Message)) == 1
    with pytest.raises(KeyReused):
        to_us(desk, village.participant, Chosen("absence.child_ill", 1, {}))


def test_at_once_is_once(engine: Engine, desk: Desk, village: Village) -> None:
    at_once(4, lambda _: to_us(desk, village.participant))
    assert len(all_rows(engine, MessagePhrase)) == len(all_rows(engine, Message)) == 1


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Chosen("absence.ill_today", 2, {}), "phrase-changed"),
        (Chosen("absence.back", 1, {}), "phrase-slots"),
        (Chosen("absence.back", 1, {"day": "2020-01-01"}), "phrase-slots"),
        (Chosen("absence.back", 1, {"day": "<b>"}), "phrase-slots"),
        (Chosen("absence.ill_today", 1, {"day": "2026-12-01"}), "phrase-slots"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    engine: Engine, desk: Desk, village: Village, chosen: Chosen, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        to_us(desk, village.participant, chosen)
    assert refused.value.code == code
    assert all_rows(engine, Message) == all_rows(engine, EventRow) == []


@pytest.mark.parametrize("say", ["money.page", "absence.registered", "nothing.such", ""])
def test_nobody_says_what_is_the_other_sides(desk: Desk, village: Village, say: str) -> None:
    with pytest.raises(NotFound):
        to_us(desk, village.participant, Chosen(say, 1, {}))
    with pytest.raises(NotFound):
        to_them(desk, village.caseworker, village, Chosen("absence.ill_today", 1, {}))


def test_only_who_may_write_says_anything(engine: Engine, desk: Desk, village: Village) -> None:
    for actor in (
        village.far_caseworker,
        village.leader,
        village.auditor,
        village.translator,
        village.neighbour,
    ):
        with pytest.raises((NotFound, NotPermitted)):
            to_them(desk, actor, village)
    for actor in (village.caseworker, village.leader, village.administrator):
        with pytest.raises((NotFound, NotPermitted)):
            to_us(desk, actor)
    assert all_rows(engine, Message) == []


def test_who_helps_says_it_for_the_participant(engine: Engine, desk: Desk, village: Village) -> None:
    in_arabic(engine, village.participant)
    to_us(desk, village.representative)
    assert set(all_rows(engine, MessagePhrase)[0].wordings) == {"nb", "ar"}
    assert all_rows(engine, Message)[0].author_id == village.representative.id


def test_what_is_read_back_is_what_was_said(
    desk: Desk, engine: Engine, village: Village, clock: FixedClock
) -> None:
    in_arabic(engine, village.participant)
    to_them(desk, village.caseworker, village)
    clock.move(days=400)
    with desk.reading(village.participant) as work:
        row = conversations.own_conversation(work).messages[0]
    assert (row.phrase, row.phrase_version, row.slots) == (PROPOSED.id, 1, dict(PROPOSED.values))
    assert row.wordings["ar"] == "ar meeting.propose \u20682026-12-01\u2069"


def test_nothing_else_than_the_phrase_is_written_twice(engine: Engine, desk: Desk, village: Village) -> None:
    """A message of one's own words has no row beside it."""
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "own", "Hei")
    with engine.connect() as connection:
        assert connection.execute(select(MessagePhrase)).all() == []


def test_a_phrase_that_is_taken_back_leaves_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    to_us(desk, village.participant)
    take_back(desk, village.participant, Files(None, NOBODY), all_rows(engine, Message)[0].sequence)
    assert all_rows(engine, Message) == all_rows(engine, MessagePhrase) == []
