"""What stands beside messages of the demo world is as the portal would have put it there: automatic words, and absences."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from portal.domain.calendar import oslo_day
from portal.domain.messages import Topic
from portal.store.base import Base
from portal.store.models import (
    Absence,
    AutomaticWord,
    Conversation,
    Cover,
    EventRow,
    Message,
    MessageMore,
    Notice,
    Programme,
)

Rows = Callable[[type[Base]], Sequence[Row[Any]]]


def first_heard(rows_of: Rows, cover: Row[Any]) -> dict[tuple[str, int], Row[Any]]:
    """The first message that each participant of who is away wrote meanwhile, by the place right after it."""
    theirs = {p.participant_id for p in rows_of(Programme) if p.contact_person_id == cover.staff_id}
    talks = {c.id for c in rows_of(Conversation) if c.participant_id in theirs}
    found: dict[str, Row[Any]] = {}
    for message in sorted(rows_of(Message), key=lambda one: one.sequence):
        meanwhile = cover.first_day <= oslo_day(message.sent_at) <= cover.last_day
        if message.conversation_id in talks and meanwhile and not message.from_staff:
            found.setdefault(message.conversation_id, message)
    return {(one.conversation_id, one.sequence + 1): one for one in found.values()}


def test_everybody_who_writes_to_who_is_away_hears_it_once_and_nobody_else(rows_of: Rows) -> None:
    (cover,) = rows_of(Cover)
    words = {(word.conversation_id, word.sequence): word for word in rows_of(AutomaticWord)}
    heard = first_heard(rows_of, cover)
    assert words.keys() == heard.keys()
    assert len(words) > 1
    waiting = {c.id: c for c in rows_of(Conversation) if c.waiting_for_us_since}
    for place, word in words.items():
        assert (word.cover_id, word.until) == (cover.id, cover.last_day)
        talk = waiting.get(word.conversation_id)
        if talk and talk.waiting_for_us_since <= heard[place].sent_at:
            assert word.answer_by == talk.answer_by


def test_an_automatic_word_is_one_in_all_that_is_kept_of_it(rows_of: Rows) -> None:
    words = {(word.conversation_id, word.sequence) for word in rows_of(AutomaticWord)}
    empty = {(one.conversation_id, one.sequence) for one in rows_of(Message) if not one.text}
    assert empty == words
    told = {
        kind: {
            (one.data["conversation_id"], int(one.data["sequence"]))
            for one in rows_of(EventRow)
            if one.kind == kind
        }
        for kind in ("AutomaticWordSaid", "MessageSent")
    }
    assert told["AutomaticWordSaid"] == words
    assert not told["MessageSent"] & words
    assert not {(one.conversation_id, one.sequence) for one in rows_of(Notice)} & words


def test_who_is_away_answers_nobody_meanwhile(rows_of: Rows) -> None:
    (cover,) = rows_of(Cover)
    words = {(word.conversation_id, word.sequence) for word in rows_of(AutomaticWord)}
    for message in rows_of(Message):
        meanwhile = cover.first_day <= oslo_day(message.sent_at) <= cover.last_day
        if meanwhile and message.author_id == cover.staff_id:
            assert (message.conversation_id, message.sequence) in words


def test_nobody_writes_about_an_absence_that_is_not_reported_yet(rows_of: Rows) -> None:
    absences = {one.id: one for one in rows_of(Absence)}
    messages = {(one.conversation_id, one.sequence): one for one in rows_of(Message)}
    about = [more for more in rows_of(MessageMore) if more.topic is Topic.ABSENCE]
    assert about
    for more in about:
        sent_at = messages[more.conversation_id, more.sequence].sent_at
        assert absences[more.topic_id].reported_at <= sent_at
