"""Appointments: most have one to come, some have answered, one was moved, and some do not suit."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.demo.courses import Course
from portal.demo.days import DAY, WEEK, is_working, shift, working_days
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.appointments import AppointmentState, MeetingForm, Reply
from portal.domain.calendar import oslo_moment
from portal.domain.events import AppointmentAnswered, AppointmentMade, AppointmentMoved
from portal.domain.programme import ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.services.appointments import AnswerCommand
from portal.store.appointment import Appointment, AppointmentAnswer

NEXT_MEETING_WITHIN = 9
MOVED = frozenset({"rolig-rogn"})
COMING = frozenset({"stille-strand", "lett-lerke"})
DOES_NOT_SUIT = {"lun-lind": "Jeg følger datteren min til skolen da.", "modig-molte": ""}
PHONE_ME = frozenset({"modig-molte"})
TODAY = frozenset({"kvikk-kvist", "lett-lerke"})
BOOKED = frozenset({"stille-strand"})
# Who needs one only when they meet.
INTERPRETERS = {"stille-strand": "ar"}


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What two people meet about, and how."""

    title: str
    form: MeetingForm
    place: str = ""
    about: str = ""


MEETINGS = (
    _Meeting("Samtale med kontaktpersonen din", MeetingForm.IN_PERSON, "Nav {municipality}, møterom 2"),
    _Meeting("Samtale med kontaktpersonen din", MeetingForm.PHONE),
    _Meeting(
        "Møte om planen din",
        MeetingForm.IN_PERSON,
        "Nav {municipality}, møterom 1",
        "Tenk gjerne på hva som har gått bra, og hva du vil ha annerledes.",
    ),
    _Meeting("Møte med arbeidsgiver", MeetingForm.IN_PERSON, "Butikken på hjørnet, {municipality}"),
)


def add_appointments(world: World, people: list[Participant]) -> None:
    """Add those of everybody whose programme is decided."""
    for person in people:
        if person.course.period_from is not None:
            _add_those_of(world, person)


def _add_those_of(world: World, person: Participant) -> None:
    course, dice = person.course, world.dice("appointments", person.key)
    if course.state is ProgrammeState.RUNNING and (_is_first(person) or dice.random() < 0.85):
        coming = working_days(world.today + DAY, world.today + NEXT_MEETING_WITHIN * DAY)
        _add(world, person, dice.choice(coming), dice.randint(9, 14), is_next=True)
    if person.key in TODAY and is_working(world.today):
        _add(world, person, world.today, 13)
    for weeks in dice.sample(range(2, 12), 2):
        day = shift(world.today - weeks * WEEK, -1)
        if _takes_part(course, day):
            _add(world, person, day, dice.randint(9, 14))


def _is_first(person: Participant) -> bool:
    return person.contact_id == person.team[0]


def _takes_part(course: Course, day: date) -> bool:
    last = course.closed_on or course.pauses_on
    return course.started_on is not None and course.started_on <= day and (last is None or day < last)


def _add(world: World, person: Participant, day: date, hour: int, *, is_next: bool = False) -> None:
    dice = world.dice("appointment", person.key, day)
    meeting = dice.choice(MEETINGS)
    starts_at = oslo_moment(day, time(hour, dice.choice((0, 30))))
    appointment_id = identifier("appointment", person.key, day)
    moved = is_next and person.key in MOVED
    made_at = oslo_moment(shift(min(day, world.today), -9), time(10, 20))
    interpreter = person.part.interpreter or INTERPRETERS.get(person.key, "")
    length = timedelta(minutes=dice.choice((30, 45, 60)))
    world.add(
        Appointment,
        id=appointment_id,
        participant_id=person.id,
        office_id=person.office_id,
        made_by=person.contact_id,
        title=meeting.title,
        about=meeting.about,
        form=meeting.form,
        place=meeting.place.format(municipality=person.municipality),
        link="",
        telephone="",
        interpreter=interpreter,
        interpreter_booked=bool(interpreter) and person.key in BOOKED,
        starts_at=starts_at,
        ends_at=starts_at + length,
        state=AppointmentState.PLANNED,
        cancel_reason="",
        moved_from=oslo_moment(shift(day, 1), time(hour)) if moved else None,
        ends_before=oslo_moment(shift(day, 1), time(hour)) + length if moved else None,
        form_before=None,
        place_before="",
        sequence=int(moved),
        asked_at=int(moved),
        updated_at=oslo_moment(shift(world.today, -1), time(14, 5)) if moved else made_at,
        version=2 if moved else 1,
    )
    about = (person.id, person.office_id, appointment_id)
    world.tell(AppointmentMade(*about), made_at, person.contact_id, appointment_id)
    if moved:
        at = oslo_moment(shift(world.today, -1), time(14, 5))
        world.tell(AppointmentMoved(*about), at, person.contact_id, appointment_id)
    if is_next and (person.key in COMING or person.key in DOES_NOT_SUIT):
        _answer(world, person, appointment_id, starts_at)


def _answer(world: World, person: Participant, appointment_id: str, starts_at: datetime) -> None:
    at = oslo_moment(shift(world.today, -1), time(17, 40))
    suits = person.key in COMING
    days = working_days(world.today + 2 * DAY, world.today + 12 * DAY)[-3:]
    wishes = () if suits else tuple(oslo_moment(day, time(10 + place)) for place, day in enumerate(days))
    phone_me = person.key in PHONE_ME
    if phone_me:
        wishes = ()
    command = AnswerCommand(
        appointment_id,
        0,
        Reply.COMING if suits else Reply.DOES_NOT_SUIT,
        wishes,
        phone_me,
        DOES_NOT_SUIT.get(person.key, ""),
    )
    submission_id = world.hand_in(
        person.id, person.locale, SubmissionKind.APPOINTMENT, command.as_content(), at, appointment_id
    )
    world.add(
        AppointmentAnswer,
        appointment_id=appointment_id,
        number=1,
        sequence=0,
        starts_at=starts_at,
        answer=command.reply,
        wish_1=wishes[0] if wishes else None,
        wish_2=wishes[1] if wishes else None,
        wish_3=wishes[2] if wishes else None,
        phone_me=phone_me,
        note=command.note,
        by_id=person.id,
        answered_at=at,
        submission_id=submission_id,
    )
    about = (person.id, person.office_id, appointment_id)
    world.tell(AppointmentAnswered(*about), at, person.id, appointment_id)
