"""The conversations: whole, in order, and honest about who waits for whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from portal.demo.days import holidays, is_working
from portal.domain.alarms import CALLS
from portal.domain.calendar import OSLO, oslo_day
from portal.domain.people import Role
from portal.domain.phrase_list import CURRENT
from portal.domain.programme import ProgrammeState
from portal.domain.waiting import Rung
from portal.rules.answering import rungs_reached
from portal.rules.days import working_days_after
from portal.services.waiting import PRESSING
from portal.store.base import Base
from portal.store.models import (
    Alarm,
    AnswerRung,
    AutomaticWord,
    Conversation,
    Message,
    MessageMore,
    MessagePhrase,
    Office,
    Person,
    Programme,
    ReadMark,
    Submission,
    WaitingMark,
)

Rows = Callable[[type[Base]], Sequence[Row[Any]]]


def messages_of(rows_of: Rows) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for message in sorted(rows_of(Message), key=lambda m: m.sequence):
        found[message.conversation_id].append(message)
    return found


def test_everybody_running_or_planned_has_a_conversation_of_four_to_forty_messages(rows_of: Rows) -> None:
    wanted = {
        p.participant_id
        for p in rows_of(Programme)
        if p.state in {ProgrammeState.RUNNING, ProgrammeState.PLANNED}
    }
    assert wanted <= {c.participant_id for c in rows_of(Conversation)}
    assert all(4 <= len(messages) <= 40 for messages in messages_of(rows_of).values())


def test_sequences_count_from_one_in_the_order_of_time_up_to_the_last(rows_of: Rows) -> None:
    messages = messages_of(rows_of)
    for conversation in rows_of(Conversation):
        found = messages[conversation.id]
        assert [m.sequence for m in found] == list(range(1, conversation.last_sequence + 1))
        times = [m.sent_at for m in found]
        assert times == sorted(set(times))
        assert conversation.last_at == times[-1]


def by_the_portal(rows_of: Rows) -> set[tuple[str, int]]:
    """The places of what the portal said by itself: it answers nothing, and nobody wrote it."""
    return {(word.conversation_id, word.sequence) for word in rows_of(AutomaticWord)}


def promises_of(rows_of: Rows) -> dict[tuple[str, int], tuple[int, date]]:
    """In how many working days, and by when, the office answers each message of a participant, were it alone."""
    abouts = {(more.conversation_id, more.sequence): more.topic for more in rows_of(MessageMore)}
    receipts = {s.id: s for s in rows_of(Submission)}
    told = {
        (one.conversation_id, one.sequence)
        for one in rows_of(MessagePhrase)
        if CURRENT[one.phrase].about_absence
    }
    found = {}
    for message in rows_of(Message):
        if message.from_staff:
            continue
        place = (message.conversation_id, message.sequence)
        urgent = receipts[message.submission_id].content.get("urgent", False)
        days = 1 if urgent or place in told or abouts.get(place) in PRESSING else 3
        found[place] = (days, working_days_after(oslo_day(message.sent_at), days, holidays))
    return found


def test_a_conversation_that_waits_for_us_ends_with_the_participants_words(rows_of: Rows) -> None:
    messages, words, promises = messages_of(rows_of), by_the_portal(rows_of), promises_of(rows_of)
    for conversation in rows_of(Conversation):
        found = messages[conversation.id]
        since = conversation.waiting_for_us_since
        assert (since is None) == (conversation.answer_by is None)
        if since:
            first = next(m for m in found if m.sent_at == since)
            waits = [
                m.sequence for m in found[first.sequence - 1 :] if (conversation.id, m.sequence) not in words
            ]
            assert not any(found[place - 1].from_staff for place in waits)
            # What cannot wait as long as what came before it brings the day forward, and nothing moves it back.
            assert conversation.answer_by == min(promises[conversation.id, place][1] for place in waits)
            assert conversation.waiting_for_them_since is None
        if conversation.waiting_for_them_since:
            assert found[-1].from_staff
            assert (conversation.id, found[-1].sequence) not in words


def test_eight_in_each_office_wait_for_us_some_past_due_and_one_due_today(
    rows_of: Rows, now: datetime
) -> None:
    today = oslo_day(now)
    hurried = {place[0] for place, (days, _) in promises_of(rows_of).items() if days < 3}
    for office in rows_of(Office):
        waiting = [
            c
            for c in rows_of(Conversation)
            if c.office_id == office.id and c.waiting_for_us_since is not None
        ]
        assert len(waiting) == 8
        assert any(c.answer_by < today for c in waiting)
        # What cannot wait is due on the working day after it came, and that may be today as well.
        due = [c for c in waiting if c.answer_by == today and c.id not in hurried]
        assert len(due) == (1 if is_working(today) else 0)
        assert all(c.waiting_for_us_since <= now - timedelta(hours=1) for c in waiting)
        assert any(c.office_id == office.id and c.waiting_for_them_since for c in rows_of(Conversation))


def test_every_step_of_a_late_answer_has_been_taken_and_none_is_ahead(rows_of: Rows, now: datetime) -> None:
    taken = defaultdict(set)
    for row in rows_of(AnswerRung):
        taken[row.conversation_id].add(row.rung)
        assert row.at <= now
        assert (row.new_answer_by is None) == (row.rung is not Rung.LATE)
    waiting = [c for c in rows_of(Conversation) if c.waiting_for_us_since is not None]
    assert taken == {
        c.id: reached
        for c in waiting
        if (reached := set(rungs_reached(c.answer_by, oslo_day(now), holidays)))
    }
    assert any(Rung.LEADER in reached for reached in taken.values())


def test_where_we_wait_for_them_somebody_of_the_office_said_so(rows_of: Rows) -> None:
    asked = {c.id for c in rows_of(Conversation) if c.waiting_for_them_since}
    marks = {row.conversation_id: row for row in rows_of(WaitingMark)}
    assert set(marks) == asked
    offices = {person.id: person.office_id for person in rows_of(Person)}
    conversations = {c.id: c.office_id for c in rows_of(Conversation)}
    assert all(offices[row.set_by] == conversations[row.conversation_id] for row in marks.values())


def test_marks_stay_within_the_conversation_and_behind_nobodys_own_words(rows_of: Rows) -> None:
    last = {c.id: c.last_sequence for c in rows_of(Conversation)}
    spoken, words = defaultdict(int), by_the_portal(rows_of)
    for message in rows_of(Message):
        if (message.conversation_id, message.sequence) in words:
            continue
        key = (message.conversation_id, message.author_id)
        spoken[key] = max(spoken[key], message.sequence)
    marks = {(mark.conversation_id, mark.person_id): mark.sequence for mark in rows_of(ReadMark)}
    assert all(1 <= sequence <= last[key[0]] for key, sequence in marks.items())
    assert all(marks[key] >= sequence for key, sequence in spoken.items())


def test_some_participants_have_one_or_two_unread_answers(rows_of: Rows) -> None:
    messages = messages_of(rows_of)
    marks = {(mark.conversation_id, mark.person_id): mark.sequence for mark in rows_of(ReadMark)}
    unread = Counter()
    for conversation in rows_of(Conversation):
        mark = marks[conversation.id, conversation.participant_id]
        above = messages[conversation.id][mark:]
        assert all(m.from_staff for m in above)
        unread[len(above)] += 1
    assert set(unread) <= {0, 1, 2}
    assert unread[1] >= 4
    rolig = next(person for person in rows_of(Person) if person.key == "rolig-rogn")
    hers = next(c for c in rows_of(Conversation) if c.participant_id == rolig.id)
    assert marks[hers.id, rolig.id] < hers.last_sequence


def test_staff_write_norwegian_in_working_hours_and_only_for_their_own_office(rows_of: Rows) -> None:
    people = {person.id: person for person in rows_of(Person)}
    conversations = {c.id: c for c in rows_of(Conversation)}
    contacts = {p.participant_id: p.contact_person_id for p in rows_of(Programme)}
    phrases = {(one.conversation_id, one.sequence) for one in rows_of(MessagePhrase)}
    by_contact, words = Counter(), by_the_portal(rows_of)
    for message in rows_of(Message):
        if (message.conversation_id, message.sequence) in words:
            continue
        conversation, author = conversations[message.conversation_id], people[message.author_id]
        assert message.from_staff == (author.role is not Role.PARTICIPANT)
        if not message.from_staff:
            assert message.author_id == conversation.participant_id
            fixed = (message.conversation_id, message.sequence) in phrases
            assert message.locale == ("nb" if fixed else author.locale or "nb")
            continue
        at = message.sent_at.astimezone(OSLO)
        assert is_working(at.date())
        assert 8 <= at.hour < 16
        assert author.office_id == conversation.office_id
        reader = people[conversation.participant_id]
        assert message.locale == ("nn" if reader.locale == "nn" else "nb")
        by_contact[message.author_id == contacts[conversation.participant_id]] += 1
    assert by_contact[True] > 4 * by_contact[False] > 0


def test_every_message_of_a_participant_has_its_receipt(rows_of: Rows) -> None:
    receipts = {s.id: s for s in rows_of(Submission)}
    carried = {(more.conversation_id, more.sequence): more for more in rows_of(MessageMore)}
    calls = {(one.conversation_id, one.sequence) for one in rows_of(Alarm) if one.kind in CALLS}
    for message in rows_of(Message):
        assert (message.submission_id is None) == message.from_staff
        if message.submission_id:
            receipt = receipts[message.submission_id]
            own, _, norwegian = receipt.content["text"].partition("\n\n")
            # It holds the words and what else was handed in with them, and nothing more.
            place = (message.conversation_id, message.sequence)
            more, content = carried.get(place), dict(receipt.content)
            assert content.pop("urgent", False) == (place in calls)
            assert len(content.pop("files", ())) == (more.files if more else 0)
            assert content.pop("topic", None) == (more.topic if more else None)
            assert content.pop("topic_id", "") == (more.topic_id if more else "")
            assert set(content) == {"text"}
            # Of a fixed phrase it holds what the participant read, too.
            assert message.text in {receipt.content["text"], norwegian, own}
            assert (receipt.person_id, receipt.received_at) == (message.author_id, message.sent_at)
        assert "{" not in message.text


def test_two_without_a_common_language_agree_on_tuesday_at_ten_in_phrases_only(rows_of: Rows) -> None:
    strand = next(person for person in rows_of(Person) if person.key == "stille-strand")
    talk = next(one for one in rows_of(Conversation) if one.participant_id == strand.id)
    said = [one for one in rows_of(MessagePhrase) if one.conversation_id == talk.id]
    assert len(said) == talk.last_sequence
    offered = next(one for one in said if one.phrase == "meeting.other_day")
    assert date.fromisoformat(offered.slots["day"]).weekday() == 1
    assert offered.slots["clock"] == "10:00"
    assert said[offered.sequence].phrase == "meeting.yes"
    assert all("nb" in one.wordings for one in said)
