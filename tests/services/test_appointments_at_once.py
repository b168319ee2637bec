"""An appointment that is answered and moved at the same moment, on both databases."""

from datetime import timedelta

from sqlalchemy import Engine

from portal.domain.appointments import Reply
from portal.domain.errors import Conflict
from portal.services import appointments, making_appointments
from portal.services.appointments import AnswerCommand
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Desk
from portal.store.models import Appointment, AppointmentAnswer
from tests.builders import Village, all_rows, at_once, key_for
from tests.conftest import NOW

STARTS = NOW + timedelta(days=2)
HOUR = timedelta(hours=1)


def _meeting(hours: int = 0) -> MeetingCommand:
    starts_at = STARTS + hours * HOUR
    return MeetingCommand("Samtale", starts_at, starts_at + HOUR, place="Rom 2")


def _made(desk: Desk, village: Village) -> str:
    with desk.writing(village.caseworker) as work:
        return making_appointments.make(work, village.participant.id, _meeting())


def test_an_answer_is_never_one_to_a_time_that_nobody_saw(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Either the answer came first and stands for the old time, or it is a conflict and is not kept."""
    made = _made(desk, village)

    def act(number: int) -> None:
        if number:
            with desk.writing(village.caseworker) as work:
                making_appointments.change(work, made, 1, _meeting(3))
        else:
            with desk.writing(village.participant) as work:
                appointments.answer(work, key_for(1), AnswerCommand(made, 0, Reply.COMING))

    answered, moved = at_once(2, act)
    assert moved is None
    kept = all_rows(engine, AppointmentAnswer)
    assert [one.starts_at for one in kept] == ([STARTS] if answered is None else [])
    assert answered is None or isinstance(answered, Conflict)
    with desk.reading(village.participant) as work:
        assert appointments.own_appointment(work, made).asks


def test_of_two_caseworkers_who_move_it_at_once_one_is_told(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = _made(desk, village)
    actors = (village.caseworker, village.colleague)

    def move(number: int) -> None:
        with desk.writing(actors[number]) as work:
            making_appointments.change(work, made, 1, _meeting(2 + number))

    results = at_once(2, move)
    assert sorted(isinstance(one, Conflict) for one in results) == [False, True]
    assert all_rows(engine, Appointment)[0].sequence == 1


def test_two_answers_at_once_are_both_kept_and_have_an_order(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = _made(desk, village)

    def answer(number: int) -> None:
        reply = (Reply.COMING, Reply.DOES_NOT_SUIT)[number]
        with desk.writing(village.participant) as work:
            command = AnswerCommand(made, 0, reply, phone_me=True)
            appointments.answer(work, key_for(number), command)

    assert at_once(2, answer) == [None, None]
    assert sorted(one.number for one in all_rows(engine, AppointmentAnswer)) == [1, 2]
