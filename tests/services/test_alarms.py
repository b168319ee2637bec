"""Alarms: a call for help or words that may mean danger put a conversation on top, block nothing and decide nothing."""

from datetime import date

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.alarms import AlarmKind
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.people import Actor
from portal.services import alarms, conversations
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import METADATA, Alarm, AuditRow, Conversation, EventRow, Message, Person
from tests.builders import RecordingBus, Village, all_rows, at_once

DANGER = "Jeg orker ikke leve lenger."


def written(
    desk: Desk, who: Actor, text: str, called_for: AlarmKind | None = None, key: str | None = None
) -> Receipt:
    with desk.writing(who) as work:
        return conversations.write_to_us(work, key or f"key {text}", text, called_for=called_for)


def on_top(desk: Desk, who: Actor) -> list[tuple[str, int, AlarmKind]]:
    with desk.reading(who) as work:
        return [(row.name, row.sequence, row.kind) for row in alarms.standing(work)]


def taken(desk: Desk, who: Actor, village: Village, place: int = 1) -> None:
    with desk.writing(who) as work:
        alarms.take_away(work, village.participant.id, place)


def test_a_calm_message_sets_nothing_off(engine: Engine, desk: Desk, village: Village) -> None:
    receipt = written(desk, village.participant, "Hei, kan vi møtes på torsdag?")
    assert all_rows(engine, Alarm) == []
    with desk.reading(village.participant) as work:
        assert not alarms.offers_help(work, receipt)


@pytest.mark.parametrize("who", ["participant", "representative"])
def test_words_put_the_conversation_on_top_and_the_writer_is_offered_help(
    engine: Engine, desk: Desk, village: Village, who: str
) -> None:
    receipt = written(desk, getattr(village, who), DANGER)
    assert on_top(desk, village.caseworker) == [("Deltaker Dal", 1, AlarmKind.WORDS)]
    assert [row.text for row in all_rows(engine, Message)] == [DANGER]
    with desk.reading(getattr(village, who)) as work:
        assert alarms.offers_help(work, receipt)


def test_what_the_staff_write_sets_nothing_off(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "k", "Har du tanker om selvmord, så ring 116 117.")
    assert all_rows(engine, Alarm) == []


def test_no_word_of_the_message_is_stored_outside_of_it(engine: Engine, desk: Desk, village: Village) -> None:
    written(desk, village.participant, f"Kanariord. {DANGER}")
    with engine.connect() as connection:
        held = {
            table.name
            for table in METADATA.sorted_tables
            for row in connection.execute(table.select())
            if "Kanariord" in repr(tuple(row))
        }
    assert held == {"message", "submission"}


@pytest.mark.parametrize("kind", [AlarmKind.FOOD, AlarmKind.ROOF, AlarmKind.SAFETY])
def test_a_call_for_help_is_an_ordinary_message_with_an_early_promise(
    engine: Engine, desk: Desk, village: Village, kind: AlarmKind
) -> None:
    written(desk, village.participant, "Hei")
    assert all_rows(engine, Conversation)[0].answer_by == date(2026, 11, 27)
    written(desk, village.participant, "ليس لدي طعام", kind)
    row = all_rows(engine, Conversation)[0]
    assert row.answer_by == date(2026, 11, 25)
    assert on_top(desk, village.caseworker) == [("Deltaker Dal", 2, kind)]


def test_a_call_never_makes_a_promise_later(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    written(desk, village.participant, "Hei")
    clock.move(days=3)
    written(desk, village.participant, "Jeg har ikke mat.", AlarmKind.FOOD)
    assert all_rows(engine, Conversation)[0].answer_by == date(2026, 11, 27)


def test_words_alone_promise_nothing_and_move_nobody_back(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    written(desk, village.participant, "Hei")
    before = all_rows(engine, Conversation)[0]
    clock.move(hours=2)
    written(desk, village.participant, DANGER)
    after = all_rows(engine, Conversation)[0]
    assert (after.waiting_for_us_since, after.answer_by) == (before.waiting_for_us_since, before.answer_by)


def test_the_same_call_sent_twice_is_one(engine: Engine, desk: Desk, village: Village) -> None:
    first = written(desk, village.participant, "Jeg har ikke mat.", AlarmKind.FOOD, "k")
    again = written(desk, village.participant, "Jeg har ikke mat.", AlarmKind.FOOD, "k")
    assert (first.id, len(all_rows(engine, Alarm)), len(all_rows(engine, Message))) == (again.id, 1, 1)
    at_once(4, lambda _: written(desk, village.participant, "Jeg er ikke trygg.", AlarmKind.SAFETY, "k2"))
    assert (len(all_rows(engine, Alarm)), len(all_rows(engine, Message))) == (2, 2)


def test_a_mark_stays_until_somebody_takes_it_away_and_they_stand_for_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    written(desk, village.participant, DANGER)
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, "a", "Jeg ringer deg nå.")
    assert len(on_top(desk, village.colleague)) == 1
    taken(desk, village.colleague, village)
    taken(desk, village.caseworker, village)
    row = all_rows(engine, Alarm)[0]
    assert (row.taken_by, on_top(desk, village.caseworker)) == (village.colleague.id, [])
    assert [one.actor_id for one in all_rows(engine, EventRow, kind="AlarmTaken")] == [village.colleague.id]
    with desk.reading(village.caseworker) as work:
        shown = conversations.conversation_with(work, village.participant.id).alarms[1]
    assert shown.taken_by == "Kollega Krok"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("far_caseworker", NotFound),
        ("leader", NotPermitted),
        ("participant", NotPermitted),
        ("representative", NotPermitted),
        ("contact_centre", NotPermitted),
        ("administrator", NotPermitted),
        ("auditor", NotPermitted),
        ("translator", NotPermitted),
    ],
)
def test_only_who_works_with_the_case_takes_a_mark_away(
    desk: Desk, village: Village, who: str, refusal: type[Exception]
) -> None:
    written(desk, village.participant, DANGER)
    with pytest.raises(refusal):
        taken(desk, getattr(village, who), village)
    assert len(on_top(desk, village.caseworker)) == 1


def test_there_is_nothing_to_take_where_nothing_rang(desk: Desk, village: Village) -> None:
    with pytest.raises(NotFound):
        taken(desk, village.caseworker, village)
    written(desk, village.participant, "Hei")
    with pytest.raises(NotFound):
        taken(desk, village.caseworker, village)


def test_the_participants_own_conversation_holds_no_mark(desk: Desk, village: Village) -> None:
    written(desk, village.participant, DANGER)
    for who in (village.participant, village.representative):
        with desk.reading(who) as work:
            assert conversations.own_conversation(work).alarms == {}


def test_another_office_sees_none_and_neither_do_those_outside_a_small_team(
    engine: Engine, desk: Desk, village: Village
) -> None:
    written(desk, village.participant, DANGER)
    assert on_top(desk, village.far_caseworker) == []
    with for_writing(engine).begin() as connection:
        connection.execute(
            update(rows(Person))
            .where(rows(Person).c.id == village.participant.id)
            .values(protection=Protection.STRICT if hasattr(Protection, "STRICT") else list(Protection)[-1])
        )
    assert on_top(desk, village.caseworker) == []


@pytest.mark.parametrize("who", ["leader", "participant", "contact_centre", "auditor", "translator"])
def test_the_list_is_for_caseworkers(desk: Desk, village: Village, who: str) -> None:
    with pytest.raises(NotPermitted):
        on_top(desk, getattr(village, who))


def test_the_office_hears_at_once_and_of_the_mark_that_goes_the_staff_alone(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    written(desk, village.participant, DANGER)
    assert "inbox" in {event for _, event in bus.told()}
    bus.changes.clear()
    taken(desk, village.caseworker, village)
    assert bus.told()
    assert not [topic for topic, _ in bus.told() if village.participant.id in topic]
    assert all_rows(engine, AuditRow, what="messages")
