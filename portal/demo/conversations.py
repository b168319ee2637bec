"""Conversations: messages, receipts for those of participants, waiting marks and how far each has read."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from portal.demo import fixed_talk
from portal.demo.alarms import CALLS_FOR_HELP, NO_FOOD
from portal.demo.days import DAY, shift, working_days
from portal.demo.holiday import Holiday, add_holiday, add_word, told_of
from portal.demo.message_extras import add_extra, extras_for
from portal.demo.people import Participant
from portal.demo.talks import Ending, Said, Talk, talks_of
from portal.demo.texts import (
    ASKED_BY_US,
    FOLLOWED_UP_BY_THEM,
    REMINDED_BY_US,
    WELCOME,
    Line,
    exchanges_for,
)
from portal.demo.waits import add_mark, add_steps, promise_of
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.events import MessageSent
from portal.domain.phrases import SOURCE
from portal.domain.submission import SubmissionKind
from portal.domain.waiting import Pressing
from portal.rules.decision import as_data
from portal.store.conversation import Conversation, ReadMark
from portal.store.message import Message
from portal.store.message_phrase import MessagePhrase

WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag"),
}
DAYS_BACK = 200
DAYS_BETWEEN = 4
MOST_EXCHANGES = 11


@dataclass(slots=True)
class Thread:
    """A conversation as it grows, oldest message first. `question` is kept for the end of it."""

    talk: Talk
    dice: Random
    question: tuple[Line, ...]
    said: list[Said] = field(default_factory=list)

    def say(self, line: Line, at: datetime) -> None:
        """Let the one whose turn it is say the line at that moment, which must lie after all the others."""
        person = self.talk.person
        locale = person.locale
        author_id = person.id
        if line.from_staff:
            locale = "nn" if person.locale == "nn" else "nb"
            # The first word is the contact person's own; later a colleague may step in.
            steps_in = self.said and self.dice.random() > 0.85
            author_id = self.dice.choice(person.team) if steps_in else person.contact_id
        meant = shift(oslo_day(at), self.dice.randint(2, 4))
        text = line.words[locale].format(
            alias=person.contact_alias,
            day=WEEKDAYS.get(locale, WEEKDAYS["nb"])[meant.weekday()],
            time=f"{self.dice.randint(9, 14)}.{self.dice.choice(('00', '30'))}",
        )
        self.said.append(Said(at, author_id, line.from_staff, text, locale))


def add_conversations(world: World, people: list[Participant]) -> None:
    """Add the conversations of everybody whose programme is decided and not over."""
    talks = talks_of(world, people)
    holiday = add_holiday(world, talks)
    for talk in talks:
        dice = world.dice("conversation", talk.person.key)
        asked = [exchange for exchange in _topics(talk.person) if not exchange[0].from_staff]
        thread = Thread(talk, dice, dice.choice(asked))
        if talk.person.key == fixed_talk.WHO:
            thread.said.extend(_in_phrases(talk))
        else:
            _tell_the_past(world, thread)
            _tell_the_end(thread)
        thread.said = told_of(holiday, talk, thread.said)
        _add(world, thread, holiday)


def _in_phrases(talk: Talk) -> list[Said]:
    person = talk.person
    return [
        Said(at, person.contact_id if from_staff else person.id, from_staff, said.text, SOURCE, said)
        for at, from_staff, said in fixed_talk.turns(talk)
    ]


def _tell_the_past(world: World, thread: Thread) -> None:
    talk, dice = thread.talk, thread.dice
    first = max(talk.person.course.received_on + DAY, world.today - DAYS_BACK * DAY)
    days = working_days(first, oslo_day(talk.before) - 3 * DAY)
    others = [exchange for exchange in _topics(talk.person) if exchange is not thread.question]
    count = min(dice.randint(2, MOST_EXCHANGES), len(days) // DAYS_BETWEEN - 1)
    topics = [WELCOME, *dice.sample(others, count)]
    for place, exchange in enumerate(topics):
        at = _moment(days[place * len(days) // len(topics)], exchange[0].from_staff, dice)
        thread.say(exchange[0], at)
        for before, line in pairwise(exchange):
            at = _answered(at, before, line, dice)
            thread.say(line, at)


def _topics(person: Participant) -> list[tuple[Line, ...]]:
    return exchanges_for(parent=person.part.children > 0, learner=person.part.scheme == "norwegian")


def _moment(day: date, from_staff: bool, dice: Random) -> datetime:  # noqa: FBT001 -- Whose hours they are.
    hour = dice.randint(9, 14) if from_staff else dice.randint(8, 20)
    return oslo_moment(day, time(hour, dice.randint(0, 59)))


def _answered(at: datetime, before: Line, line: Line, dice: Random) -> datetime:
    """When the answer came: ours the next working day, theirs within the evening."""
    if line.from_staff:
        return _moment(shift(oslo_day(at), 1), True, dice)  # noqa: FBT003 -- Our hours.
    return at + timedelta(minutes=dice.randint(8, 240) if before.from_staff else 5)


def _tell_the_end(thread: Thread) -> None:
    talk, dice, question = thread.talk, thread.dice, thread.question
    if talk.ending is Ending.WAITS_FOR_US:
        thread.say(question[0], talk.since)
        if talk.person.key == CALLS_FOR_HELP:
            thread.say(NO_FOOD, talk.since + timedelta(minutes=2))
            return
        if dice.random() < 0.3:
            thread.say(FOLLOWED_UP_BY_THEM, talk.since + timedelta(minutes=dice.randint(3, 25)))
    elif talk.ending is Ending.UNREAD:
        thread.say(question[0], _moment(shift(oslo_day(talk.since), -1), False, dice))  # noqa: FBT003 -- Theirs.
        thread.say(question[1], talk.since)
        if dice.random() < 0.4:
            thread.say(REMINDED_BY_US, talk.since + timedelta(minutes=dice.randint(2, 20)))
    elif talk.ending is Ending.WAITS_FOR_THEM:
        thread.say(dice.choice(ASKED_BY_US), talk.since)


def _add(world: World, thread: Thread, holiday: Holiday | None) -> None:
    talk, said, person = thread.talk, thread.said, thread.talk.person
    conversation_id = identifier("conversation", person.key)
    waits = talk.ending is Ending.WAITS_FOR_US
    pressing = Pressing.URGENT if person.key == CALLS_FOR_HELP else None
    # What cannot wait is what they wrote last, and it brings the promise forward.
    promise = promise_of(oslo_day(said[-1].at if pressing else talk.since), pressing) if waits else None
    world.add(
        Conversation,
        id=conversation_id,
        participant_id=person.id,
        office_id=person.office_id,
        last_sequence=len(said),
        last_at=said[-1].at,
        waiting_for_us_since=talk.since if waits else None,
        waiting_for_them_since=talk.since if talk.ending is Ending.WAITS_FOR_THEM else None,
        answer_by=promise.value if promise else None,
        promise=as_data(promise) if promise else None,
    )
    if promise:
        add_steps(world, talk, conversation_id, promise.value)
    add_mark(world, talk, conversation_id)
    extras = extras_for(
        world, person, {number: one.at for number, one in enumerate(said, start=1) if not one.from_staff}
    )
    for sequence, message in enumerate(said, start=1):
        receipt = None
        extra = extras.get(sequence)
        if not message.from_staff:
            receipt = world.hand_in(
                person.id,
                person.locale if message.phrase else message.locale,
                SubmissionKind.MESSAGE,
                {"text": message.phrase.on_receipt if message.phrase else message.text}
                | ({"urgent": True} if pressing and message is said[-1] else {})
                | (extra.content if extra else {}),
                message.at,
                sequence,
            )
        world.add(
            Message,
            conversation_id=conversation_id,
            sequence=sequence,
            author_id=message.author_id,
            from_staff=message.from_staff,
            text=message.text,
            locale=message.locale,
            sent_at=message.at,
            submission_id=receipt,
        )
        if message.phrase:
            world.add(
                MessagePhrase,
                conversation_id=conversation_id,
                sequence=sequence,
                phrase=message.phrase.phrase.id,
                version=message.phrase.phrase.version,
                slots=dict(message.phrase.values),
                wordings=message.phrase.wordings,
            )
        if extra and receipt:
            add_extra(world, person, (conversation_id, sequence), receipt, message.at, extra)
        if holiday and message.promised:
            add_word(world, talk, holiday, (conversation_id, sequence), message)
            continue
        event = MessageSent(person.id, person.office_id, conversation_id, sequence, message.from_staff)
        world.tell(event, message.at, message.author_id, conversation_id, sequence)
    for person_id, sequence in _read(thread).items():
        world.add(ReadMark, conversation_id=conversation_id, person_id=person_id, sequence=sequence)


def _read(thread: Thread) -> dict[str, int]:
    """How far each has read: everybody at least up to their own last message, and what the portal said to it at once."""
    talk, said = thread.talk, thread.said
    last_of_theirs = max(n for n, m in enumerate(said, start=1) if m.promised or not m.from_staff)
    ours = {n: m.author_id for n, m in enumerate(said, start=1) if m.from_staff and not m.promised}
    marks = {author_id: n for n, author_id in ours.items()}
    unread = {Ending.UNREAD: last_of_theirs, Ending.WAITS_FOR_THEM: len(said) - 1}
    marks[talk.person.id] = unread.get(talk.ending, len(said))
    last_of_ours = max(ours)
    seen = talk.ending is not Ending.WAITS_FOR_US or thread.dice.random() < 0.4
    marks[talk.person.contact_id] = (
        len(said) if seen else max(last_of_ours, marks.get(talk.person.contact_id, 0))
    )
    return marks
