"""Making, moving and cancelling appointments: the office's part, each told to the participant at once."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.allowance import Counted
from portal.domain.appointments import (
    FURTHEST,
    LONGEST_ABOUT,
    LONGEST_LANGUAGE,
    LONGEST_LINK,
    LONGEST_MEETING,
    LONGEST_TITLE,
    MOVED_AWAY,
    AppointmentState,
    MeetingForm,
)
from portal.domain.errors import Conflict, Refused
from portal.domain.events import (
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentMade,
    AppointmentMoved,
)
from portal.services import limits
from portal.services.appointment_desk import Doubts, doubts_about, reached, wishes_of
from portal.services.holding import held_case
from portal.services.permissions import Action, Subject
from portal.services.work import Work
from portal.store import appointment as store
from portal.store.appointment import Appointment
from portal.store.base import new_id

SHORTEST_REASON = 5
# What asks anew when it changes, and where it is kept how it was before.
BEFORE = {
    "starts_at": "moved_from",
    "ends_at": "ends_before",
    "form": "form_before",
    "place": "place_before",
}
# What must be told at once as well, and asks nothing: who comes would else wait in the old room.
WHERE = ("link", "telephone")
TELEPHONE = frozenset("0123456789 +")
LONGEST_TELEPHONE = 20


@dataclass(frozen=True, slots=True)
class MeetingCommand:
    """What a caseworker makes of an appointment. What another way of meeting needs is left out by `as_kept`."""

    title: str
    starts_at: datetime
    ends_at: datetime
    form: MeetingForm = MeetingForm.IN_PERSON
    place: str = ""
    link: str = ""
    telephone: str = ""
    interpreter: str = ""
    interpreter_booked: bool = False
    about: str = ""

    def as_kept(self) -> dict[str, object]:
        """The columns of it."""
        return {
            "title": self.title,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "form": self.form,
            "place": self.place if self.form is MeetingForm.IN_PERSON else "",
            "link": self.link if self.form is MeetingForm.VIDEO else "",
            "telephone": self.telephone if self.form is MeetingForm.PHONE else "",
            "interpreter": self.interpreter,
            "interpreter_booked": self.interpreter_booked and bool(self.interpreter),
            "about": self.about,
        }


class Doubtful(Conflict):
    """Something speaks against the time, and nobody has said yet that it is to be so all the same."""

    def __init__(self, doubts: Doubts) -> None:
        """Keep them for the page."""
        super().__init__("Something speaks against this time.")
        self.doubts = doubts


def make(work: Work, participant_id: str, command: MeetingCommand, *, all_the_same: bool = False) -> str:
    """Make an appointment and tell the participant; its id. The same made twice by the same person is one.

    Raises Refused for what cannot be kept so, Doubtful unless it is to be `all_the_same`, NotFound, NotPermitted and
    TooMany.
    """
    subject = held_case(work, Action.WRITE_AS_STAFF, participant_id)
    _check(command, work.now)
    kept = command.as_kept()
    for row in store.coming(work.session, subject.id, subject.office_id, work.now, limit=200):
        same = row.state is AppointmentState.PLANNED and row.made_by == work.actor.id
        if same and all(getattr(row, name) == value for name, value in kept.items()):
            return str(row.id)
    _doubt(work, subject, command.starts_at, command.ends_at, "", all_the_same=all_the_same)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    appointment = Appointment(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        made_by=work.actor.id,
        updated_at=work.now,
        **kept,
    )
    work.session.add(appointment)
    work.session.flush()
    work.tell(AppointmentMade(subject.id, subject.office_id, appointment.id))
    return appointment.id


def change(
    work: Work, appointment_id: str, version: int, command: MeetingCommand, *, all_the_same: bool = False
) -> bool:
    """Move an appointment or change something else of it. The same change sent twice is one.

    Another time, place or way of meeting tells the participant and asks anew; another link or number only tells. Whether
    it was told at once. Raises Conflict when somebody else changed it since `version`, or it is cancelled or over, and
    what `make` raises.
    """
    subject, appointment = _taken(work, appointment_id)
    _check(command, work.now)
    kept = command.as_kept()
    if all(getattr(appointment, name) == value for name, value in kept.items()):
        return False
    _still(appointment, version, work.now)
    if (command.starts_at, command.ends_at) != (appointment.starts_at, appointment.ends_at):
        _doubt(work, subject, command.starts_at, command.ends_at, appointment.id, all_the_same=all_the_same)
    return _set(work, appointment, kept)


def take_wish(work: Work, appointment_id: str, version: int, place: int) -> None:
    """Move an appointment to one of the times that the participant wished for, as long as before.

    Raises Refused for a time that is past, Conflict when it is not wished for any more, and as `change` does.
    """
    _, appointment = _taken(work, appointment_id)
    starts_at = wishes_of(store.standing(work.session, appointment.id)).get(place)
    _still(appointment, version, work.now)
    if starts_at is None:
        raise Conflict("Nobody wishes for that time any more.")
    if starts_at <= work.now:
        raise Refused("appointment-past")
    ends_at = starts_at + (appointment.ends_at - appointment.starts_at)
    _set(work, appointment, {"starts_at": starts_at, "ends_at": ends_at})


def cancel(work: Work, appointment_id: str, version: int, reason: str) -> None:
    """Cancel an appointment, with a reason that the participant reads. Cancelled twice is once.

    Raises Refused for a reason that is none, Conflict as `change` does, NotFound, NotPermitted and TooMany.
    """
    _, appointment = _taken(work, appointment_id)
    if len(reason) < SHORTEST_REASON or len(reason) > LONGEST_ABOUT:
        raise Refused("cancel-without-reason")
    if appointment.state is AppointmentState.CANCELLED and appointment.cancel_reason == reason:
        return
    _still(appointment, version, work.now)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    _cancel(work, appointment, reason)


def cancel_all_at(work: Work, participant_id: str, office_id: str) -> None:
    """Cancel whatever is planned and has not begun at an office that the participant leaves. The caller holds the case.

    Nobody would be there, nor could anybody there cancel it afterwards; the participant is told of each.
    """
    for appointment in store.planned_at(work.session, participant_id, office_id, work.now):
        _cancel(work, appointment, MOVED_AWAY)


def _taken(work: Work, appointment_id: str) -> tuple[Subject, Appointment]:
    """The appointment, held until the end, so that an answer comes before this change or after it."""
    found = reached(work, Action.WRITE_AS_STAFF, appointment_id)
    subject = held_case(work, Action.WRITE_AS_STAFF, found.participant_id)
    return subject, reached(work, Action.WRITE_AS_STAFF, appointment_id)


def _still(appointment: Appointment, version: int, now: datetime) -> None:
    is_open = appointment.state is AppointmentState.PLANNED and appointment.ends_at > now
    if appointment.version != version or not is_open:
        raise Conflict("Somebody else has changed this appointment.")


def _set(work: Work, appointment: Appointment, kept: dict[str, object]) -> bool:
    """Write it, and whether the participant is told at once."""
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    standing = store.standing(work.session, appointment.id)
    before = {name: getattr(appointment, name) for name in BEFORE}
    where = [getattr(appointment, name) for name in WHERE]
    for name, value in kept.items():
        setattr(appointment, name, value)
    appointment.sequence += 1
    appointment.updated_at = work.now
    asks_anew = any(getattr(appointment, name) != value for name, value in before.items())
    if asks_anew:
        appointment.asked_at = appointment.sequence
        for name, kept_as in BEFORE.items():
            # Who has not answered the last move may not have seen it: they come from what was before that one.
            earliest = None if standing.answer else getattr(appointment, kept_as)
            was = earliest or before[name]
            nothing = "" if name == "place" else None
            setattr(appointment, kept_as, was if was != getattr(appointment, name) else nothing)
    work.session.flush()
    at_once = asks_anew or where != [getattr(appointment, name) for name in WHERE]
    told = AppointmentMoved if at_once else AppointmentChanged
    work.tell(told(appointment.participant_id, appointment.office_id, appointment.id))
    return at_once


def _cancel(work: Work, appointment: Appointment, reason: str) -> None:
    appointment.state = AppointmentState.CANCELLED
    appointment.cancel_reason = reason
    appointment.sequence += 1
    appointment.asked_at = appointment.sequence
    appointment.updated_at = work.now
    work.session.flush()
    work.tell(AppointmentCancelled(appointment.participant_id, appointment.office_id, appointment.id))


def _doubt(
    work: Work, subject: Subject, starts_at: datetime, ends_at: datetime, but: str, *, all_the_same: bool
) -> None:
    doubts = doubts_about(work, subject.id, subject.office_id, starts_at, ends_at, but)
    if doubts and not all_the_same:
        raise Doubtful(doubts)


def _check(command: MeetingCommand, now: datetime) -> None:
    if not 0 < len(command.title) <= LONGEST_TITLE:
        raise Refused("appointment-untitled")
    if command.starts_at <= now:
        raise Refused("appointment-past")
    if command.starts_at > now + FURTHEST:
        raise Refused("appointment-far")
    if not command.starts_at < command.ends_at <= command.starts_at + LONGEST_MEETING:
        raise Refused("appointment-ends")
    if command.form is MeetingForm.IN_PERSON and not 0 < len(command.place) <= LONGEST_TITLE:
        raise Refused("appointment-placeless")
    if command.form is MeetingForm.VIDEO and not _is_link(command.link):
        raise Refused("appointment-link")
    if command.form is MeetingForm.PHONE and not _is_telephone(command.telephone):
        raise Refused("appointment-telephone")
    if len(command.interpreter) > LONGEST_LANGUAGE:
        raise Refused("appointment-language")
    if len(command.about) > LONGEST_ABOUT:
        raise Refused("appointment-about")


def _is_link(link: str) -> bool:
    """Whether it is empty, for one that comes later, or leads somewhere over TLS."""
    plain = link.isascii() and link.isprintable() and " " not in link
    return not link or (plain and link.startswith("https://") and len(link) <= LONGEST_LINK)


def _is_telephone(telephone: str) -> bool:
    """Whether it is empty, for the participant's own, or a number."""
    return set(telephone) <= TELEPHONE and len(telephone) <= LONGEST_TELEPHONE
