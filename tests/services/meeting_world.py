"""Appointments for tests: made by a caseworker, moved, and answered."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from portal.domain.appointments import Reply
from portal.domain.people import Actor
from portal.services import appointments, making_appointments
from portal.services.appointments import AnswerCommand
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Desk
from portal.store.models import Appointment
from tests.builders import Village, all_rows, key_for
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THURSDAY = NOW + 2 * DAY
SATURDAY = NOW + 4 * DAY


def meeting(starts_at: datetime = THURSDAY, **more: Any) -> MeetingCommand:  # noqa: ANN401 -- Fields differ.
    return replace(MeetingCommand("Samtale", starts_at, starts_at + HOUR, place="Rom 2"), **more)


def make(
    desk: Desk, village: Village, command: MeetingCommand | None = None, *, all_the_same: bool = False
) -> str:
    with desk.writing(village.caseworker) as work:
        return making_appointments.make(
            work, village.participant.id, command or meeting(), all_the_same=all_the_same
        )


def answer(
    desk: Desk,
    who: Actor,
    appointment_id: str,
    reply: Reply,
    number: int = 1,
    **more: Any,  # noqa: ANN401 -- Fields differ.
) -> None:
    values = {"sequence": 0} | more
    with desk.writing(who) as work:
        appointments.answer(work, key_for(number), AnswerCommand(appointment_id, reply=reply, **values))


def move(desk: Desk, who: Actor, appointment_id: str, version: int, command: MeetingCommand) -> None:
    with desk.writing(who) as work:
        making_appointments.change(work, appointment_id, version, command)


def row(engine: Engine) -> Any:  # noqa: ANN401 -- A row.
    return all_rows(engine, Appointment)[0]
