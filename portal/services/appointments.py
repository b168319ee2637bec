"""Appointments as the participant has them: which come, which were moved, and answering them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.appointments import FURTHEST, LONGEST_NOTE, MOVED_AWAY, WISHES, AppointmentState, Reply
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import AppointmentAnswered
from portal.domain.submission import SubmissionKind
from portal.services.holding import held_own
from portal.services.permissions import Action, Subject, own_case
from portal.services.submissions import Receipt, hand_in, person_of
from portal.services.work import Work
from portal.store import appointment as store
from portal.store.appointment import AppointmentAnswer
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Own:
    """One appointment as its participant sees it. Its row has the answer that stands, None without one.

    `at_home`: it is with the participant's present office. `may_answer`: so it is, planned, and has not begun.
    """

    row: AnyRow
    at_home: bool
    may_answer: bool

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return bool(self.row.state is AppointmentState.CANCELLED)

    @property
    def moved(self) -> bool:
        """Whether it was at another time or place, or in another way, before."""
        row = self.row
        return bool(row.moved_from or row.ends_before or row.form_before or row.place_before)

    @property
    def cancelled_by_move(self) -> bool:
        """Whether it does not take place because the participant has gone to another office."""
        return self.cancelled and bool(self.row.cancel_reason == MOVED_AWAY)

    @property
    def asks(self) -> bool:
        """Whether an answer is asked for and none stands."""
        return self.may_answer and self.row.answer is None


@dataclass(frozen=True, slots=True)
class Listed:
    """Those that have not ended, soonest first, and the others, latest first."""

    coming: tuple[Own, ...]
    past: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class AnswerCommand:
    """What the participant says of an appointment as it stood at `sequence`.

    `wishes` are other times at which it could begin, and `phone_me` asks to be rung instead; both only count when it
    does not suit.
    """

    appointment_id: str
    sequence: int
    reply: Reply
    wishes: tuple[datetime, ...] = ()
    phone_me: bool = False
    note: str = ""

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt."""
        return {
            "appointment": self.appointment_id,
            "sequence": self.sequence,
            "answer": self.reply.value,
            "wishes": [wish.isoformat() for wish in self.wishes],
            "phone_me": self.phone_me,
            "note": self.note,
        }


def for_the_week(work: Work) -> tuple[Own, ...]:
    """What stands on top of the week: the next appointment and what was moved, and after them what was cancelled.

    A move that has been answered is no news any more. Nobody's whereabouts are told to who must not be found.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    found = store.coming(
        work.session,
        subject.id,
        subject.office_id,
        work.now,
        places=not subject.hidden,
        left=work.now,
        limit=12,
    )
    own = [_own(work, subject, row) for row in found]
    first = next((one for one in own if not one.cancelled), None)
    told = [one for one in own if one is first or one.cancelled or (one.moved and one.asks)]
    return tuple(sorted(told, key=lambda one: one.cancelled))


def own_appointments(work: Work) -> Listed:
    """All of the participant's own, also those of an office that they have left."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    found = store.of_participant(work.session, subject.id, places=not subject.hidden)
    own = [_own(work, subject, row) for row in found]
    coming = [one for one in own if one.row.ends_at > work.now]
    return Listed(tuple(reversed(coming)), tuple(one for one in own if one.row.ends_at <= work.now))


def own_appointment(work: Work, appointment_id: str) -> Own:
    """One of the participant's own. Raises NotFound."""
    return _found(work, own_case(work, Action.USE_OWN_WEEK), appointment_id)


def answer(work: Work, key: str, command: AnswerCommand) -> Receipt:
    """Say that one comes, or that it does not suit and what would. A later answer takes an earlier one's place.

    That it does not suit makes no absence: a person looks first. Raises NotFound, Conflict when the appointment was
    moved or cancelled since, or has begun, and Refused without a wish, for one that is past, or a note that is too long.
    """
    own_case(work, Action.USE_OWN_WEEK)
    receipt = hand_in(work, SubmissionKind.APPOINTMENT, key, command.as_content())
    if receipt.again:
        return receipt
    # Two windows of one person, and the caseworker who moves it meanwhile, take turns.
    subject = held_own(work, Action.USE_OWN_WEEK)
    own = _found(work, subject, command.appointment_id)
    if not own.may_answer or command.sequence < own.row.asked_at:
        raise Conflict("The appointment is not what it was.")
    coming = command.reply is Reply.COMING
    if not coming:
        _check(command, work.now)
    wishes = () if coming else command.wishes
    work.session.add(
        AppointmentAnswer(
            appointment_id=own.row.id,
            number=store.last_number(work.session, own.row.id) + 1,
            sequence=own.row.sequence,
            starts_at=own.row.starts_at,
            answer=command.reply,
            **{f"wish_{place}": wish for place, wish in enumerate(wishes, start=1)},
            phone_me=command.phone_me and not coming,
            note="" if coming else command.note,
            by_id=work.actor.id,
            answered_at=work.now,
            submission_id=receipt.id,
        )
    )
    work.session.flush()
    work.tell(AppointmentAnswered(subject.id, own.row.office_id, own.row.id))
    return receipt


def answer_of_receipt(work: Work, submission_id: str) -> AnyRow | None:
    """The answer that one of the actor's own receipts is about, or None for other receipts."""
    return store.answer_of_submission(work.session, person_of(work), submission_id)


def _check(command: AnswerCommand, now: datetime) -> None:
    if len(command.note) > LONGEST_NOTE:
        raise Refused("note-too-long")
    if not (command.wishes or command.phone_me) or len(command.wishes) > WISHES:
        raise Refused("wish-missing")
    if any(not now < wish < now + FURTHEST for wish in command.wishes):
        raise Refused("wish-past")


def _found(work: Work, subject: Subject, appointment_id: str) -> Own:
    row = store.own(work.session, subject.id, appointment_id, places=not subject.hidden)
    if row is None:
        raise NotFound("No such appointment.")
    return _own(work, subject, row)


def _own(work: Work, subject: Subject, row: AnyRow) -> Own:
    open_still = row.state is AppointmentState.PLANNED and row.starts_at > work.now
    at_home = row.office_id == subject.office_id
    return Own(row, at_home, may_answer=open_still and at_home)
