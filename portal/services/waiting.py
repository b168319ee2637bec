"""Waiting: the promise that a message gets, who waits for whom, and the waits that a leader must know of."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound
from portal.domain.messages import Topic
from portal.domain.waiting import Pressing, Waits
from portal.domain.waiting_events import WaitingSet
from portal.rules.answering import answer_time, last_for_leader, next_to_answer
from portal.rules.decision import Decision, as_data, from_data
from portal.services.message_sending import Letter
from portal.services.offices import practice_of
from portal.services.permissions import Action, Subject, case_of, offices_of, within
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import message as messages
from portal.store import waiting as store
from portal.store.base import AnyRow

PRESSING: Final = {Topic.ABSENCE: Pressing.ABSENCE, Topic.APPOINTMENT: Pressing.MEETING}
MOST_OVERDUE: Final = 50
"""How many long overdue answers a leader's page lists."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last that somebody of the staff, by alias, said by hand of who waits."""

    waits: Waits
    at: datetime
    alias: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who waits for whom in a conversation, in the eyes of somebody who may see it.

    `answer_by` is what we promised first, with `promise` as its reasons. When that day has passed, `again_by` and
    `again` are what the participant was told instead, and `leader_knows` says that not even that has helped. `cover` is the alias of who answers for the contact person today. `mark` is
    who said by hand who waits, for the staff.
    """

    waits: Waits
    answer_by: date | None
    promise: Decision[date] | None
    missed: bool
    again_by: date | None
    again: Decision[date] | None
    leader_knows: bool
    cover: str | None
    mark: Mark | None


def promised(work: Work, subject: Subject, letter: Letter) -> Decision[date]:
    """The day by which this message is answered, with the office's routine as its reasons."""
    practice = practice_of(work, subject.office_id)
    return answer_time(work.today, pressing(letter), work.holidays.of_year, practice)


def pressing(letter: Letter) -> Pressing | None:
    """Why a message cannot wait as long as others, None when it can."""
    if letter.about is not None and letter.about.topic in PRESSING:
        return PRESSING[letter.about.topic]
    if letter.phrase is not None and letter.phrase.phrase.about_absence:
        return Pressing.ABSENCE
    return Pressing.URGENT if letter.urgent else None


def they_wait(work: Work, subject: Subject, conversation_id: str, letter: Letter) -> None:
    """The participant has written: they wait for us, and get a promise. An earlier one is never moved back."""
    promise = promised(work, subject, letter)
    conversations.now_waiting_for_us(work.session, conversation_id, work.now, promise.value, as_data(promise))


def we_answered(work: Work, conversation_id: str, letter: Letter, *, asks: bool) -> None:
    """We have written: nobody waits for us. When we ask something back we wait for them, and the clock stands still.

    Of a fixed phrase its words say whether it asks; of other messages whoever wrote them does.
    """
    conversations.answered(work.session, conversation_id)
    if asks or (letter.phrase is not None and letter.text.endswith("?")):
        conversations.now_waiting_for_them(work.session, conversation_id, work.now)


def set_by_hand(work: Work, participant_id: str, waits: Waits, seen: int) -> None:
    """Somebody of the staff says who waits for whom. The same twice is once, and leaves one trace.

    `seen` is the place of the newest message on the page that it was said from. Raises NotFound and NotPermitted, and
    Conflict when the participant has written since: what nobody has read is not put aside.
    """
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    row = conversations.held(work.session, subject.id, subject.office_id)
    if row is None:
        raise NotFound("Nobody has written yet.")
    if messages.any_after(work.session, row.id, seen):
        raise Conflict("There is a newer message.")
    if waits_of(row) is waits:
        return
    if waits is Waits.FOR_US:
        conversations.now_waiting_for_them(work.session, row.id, None)
        they_wait(work, subject, row.id, Letter(""))
    else:
        conversations.answered(work.session, row.id)
        since = work.now if waits is Waits.FOR_THEM else None
        conversations.now_waiting_for_them(work.session, row.id, since)
    store.mark(work.session, row.id, waits, work.actor.id, work.now)
    work.tell(WaitingSet(subject.id, subject.office_id, row.id, waits.value))


def waits_of(row: AnyRow) -> Waits:
    """Who waits for whom by the conversation's row. Who waits for us comes first: that is what somebody must do."""
    if row.waiting_for_us_since is not None:
        return Waits.FOR_US
    return Waits.FOR_THEM if row.waiting_for_them_since is not None else Waits.NOBODY


def standing(work: Work, subject: Subject, row: AnyRow, *, for_staff: bool) -> Standing:
    """How a conversation stands whose `row` the actor has reached."""
    waits = waits_of(row)
    found = None
    if for_staff or waits is Waits.FOR_US:
        found = store.behind(work.session, row.id, work.today)
    # Whose whereabouts must show nowhere reads no names of those who work with them.
    hides = subject.hidden and not for_staff
    return Standing(
        waits=waits,
        answer_by=row.answer_by,
        promise=from_data(row.promise) if row.promise else None,
        missed=row.answer_by is not None and row.answer_by < work.today,
        again_by=found.new_answer_by if found else None,
        again=from_data(found.promise) if found and found.promise else None,
        leader_knows=found is not None and found.leader_told_at is not None,
        cover=found.cover if found and not hides else None,
        mark=Mark(found.marked, found.marked_at, found.marked_by)
        if for_staff and found and found.marked
        else None,
    )


def soon_by(work: Work) -> date:
    """The last promised day that is marked on today's list as near: the next working day."""
    return next_to_answer(work.today, work.holidays.of_year)


def overdue(work: Work) -> list[AnyRow]:
    """The answers that are two working days over and more: whose, since when, and who covers. No case is told of.

    Raises NotPermitted for people without an office.
    """
    offices, reach = offices_of(work, Action.SEE_COUNTS), partial(within, work, Action.SEE_COUNTS)
    until = last_for_leader(work.today, work.holidays.of_year)
    return store.overdue(work.session, offices, reach, until, work.today, MOST_OVERDUE)
