"""Important messages: asking for "I have read this", sending again, and phoning when nobody says so."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from portal.domain.alarm_events import (
    ImportantAcknowledged,
    ImportantPhoned,
    ImportantResent,
    ImportantUnanswered,
)
from portal.domain.alarms import AFTER_DAYS, LONGEST_PHONE_NOTE, Step, step_due
from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.errors import Conflict, NotFound, Refused
from portal.services.permissions import Action, case_of, offices_of, own_case, within
from portal.services.reach import Scope
from portal.services.work import Desk, Work
from portal.store import conversation as conversations
from portal.store import important as store
from portal.store.base import AnyRow

log = logging.getLogger("portal.worker")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Who has said that they read one important message. `theirs` is the participant's own word, and `mine` the actor's."""

    theirs: datetime | None = None
    mine: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """An important message that waits for the actor's own word."""

    sequence: int
    day: date
    newer: int
    """How many messages have come after it."""


def on_page(
    work: Work, participant_id: str, conversation_id: str, found: Iterable[AnyRow]
) -> dict[int, Acknowledged]:
    """Who has acknowledged the important ones among the messages of a page, by place."""
    places = [row.sequence for row in found if row.important is not None]
    if not places:
        return {}
    said: dict[int, dict[str, datetime]] = {place: {} for place in places}
    for row in store.words_of(work.session, conversation_id, places):
        said[row.sequence][row.person_id] = row.at
    return {
        place: Acknowledged(words.get(participant_id), words.get(work.actor.id))
        for place, words in said.items()
    }


def own_unread(work: Work) -> list[Unread]:
    """The important messages that the actor, a participant or who helps them, has not acknowledged, oldest first."""
    # A line that says that something waits is no look at the messages.
    subject = own_case(work, Action.USE_OWN_MESSAGES, note=False)
    rows = store.unacknowledged(work.session, subject.id, subject.office_id, work.actor.id)
    return [Unread(row.sequence, oslo_day(row.sent_at), row.last_sequence - row.sequence) for row in rows]


def acknowledge(work: Work, sequence: int) -> None:
    """The actor says that they have read an important message. Each speaks for themselves, and twice is once.

    Raises NotFound when there is no such message, and NotPermitted.
    """
    subject = own_case(work, Action.USE_OWN_MESSAGES)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None or store.by_place(work.session, conversation.id, sequence) is None:
        raise NotFound("No such important message.")
    if store.acknowledge(work.session, conversation.id, sequence, work.actor.id, work.now):
        work.tell(ImportantAcknowledged(subject.id, subject.office_id, conversation.id, sequence))


def to_phone(work: Work) -> list[AnyRow]:
    """Whom the actor's office must phone because an important message was not acknowledged, longest wait first."""
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return store.to_phone(work.session, offices, partial(within, work, Action.WRITE_AS_STAFF))


def call_of(work: Work, participant_id: str, sequence: int) -> AnyRow:
    """One call that somebody must make. Raises NotFound, also when it was made, and NotPermitted."""
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    reach = partial(within, work, Action.WRITE_AS_STAFF)
    found = store.to_phone(work.session, [subject.office_id], reach, only=(subject.id, sequence))
    if not found:
        raise NotFound("Nobody needs to be phoned about that.")
    return found[0]


def phoned(work: Work, participant_id: str, sequence: int, note: str, *, reached: bool) -> None:
    """A caseworker has phoned: the task is closed, whether they reached anybody or not. It is no acknowledgement.

    The same answer twice is one. Raises Refused for too long a note, Conflict when somebody else phoned first,
    NotFound and NotPermitted.
    """
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    if len(note) > LONGEST_PHONE_NOTE:
        raise Refused("phone-note-too-long")
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    row = store.by_place(work.session, conversation.id, sequence) if conversation else None
    if row is None or row.call_since is None:
        raise NotFound("Nobody needs to be phoned about that.")
    if (row.phoned_by, row.reached, row.phone_note) == (work.actor.id, reached, note):
        return
    place = row.conversation_id, sequence
    if not store.phoned(work.session, *place, work.actor.id, work.now, reached=reached, note=note):
        raise Conflict("Somebody else has phoned.")
    work.tell(ImportantPhoned(subject.id, subject.office_id, *place))


def remind(desk: Desk) -> int:
    """Take every step whose day has come about messages that nobody acknowledged. Returns how many were taken.

    Each has a transaction of its own, and one that fails keeps none of the others from it. A step is taken once,
    however many workers try. Where the worker has stood still, only the furthest step that is due is taken: nobody is
    told twice on one day because of that.
    """
    with desk.by_the_clock() as work:
        before = oslo_moment(work.today - timedelta(days=AFTER_DAYS[Step.FIRST] - 1), time())
        waiting = [
            (row, step) for row in store.undone(work.session, before) if (step := _next(row, work.today))
        ]
    taken = 0
    for row, step in waiting:
        try:
            taken += _take(desk, row, step)
        except Exception as error:  # noqa: BLE001 -- The next round tries again; those behind it need not wait for that.
            # No trace of it: what failed may hold a person's words.
            log.error(  # noqa: TRY400
                "an important message could not be followed up",
                extra={"kind": f"{row.conversation_id} {type(error).__name__}"},
            )
    return taken


def _next(row: AnyRow, today: date) -> Step | None:
    step = step_due(oslo_day(row.sent_at), today)
    if step is None:
        return None
    later = list(Step)[list(Step).index(step) :]
    return step if all(getattr(row, one.value) is None for one in later) else None


def _take(desk: Desk, row: AnyRow, step: Step) -> bool:
    kind = ImportantUnanswered if step is Step.CALL else ImportantResent
    with desk.by_the_clock() as work:
        taken = store.take_step(work.session, row.conversation_id, row.sequence, step, work.now)
        if taken:
            event = kind(row.participant_id, row.office_id, row.conversation_id, row.sequence)
            work.tell(event, row.author_id)
    return taken
