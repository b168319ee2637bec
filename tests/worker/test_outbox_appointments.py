"""Appointments are told at any hour, and one that was moved or cancelled waits for nothing."""

from datetime import timedelta

from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.services import making_appointments
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Desk
from tests.builders import Village
from tests.worker.gateway import Gateway, outbox_of

TEXT = "Du har en ny melding. Logg inn for å lese den."


def test_a_late_evening_and_a_notice_a_minute_ago_keep_no_move_back(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    gateway = Gateway()
    outbox = outbox_of(engine, clock, gateway)
    clock.move(hours=12)
    starts_at = clock.now() + timedelta(days=1)
    first = MeetingCommand("Samtale", starts_at, starts_at + timedelta(hours=1), place="Rom 2")
    with desk.writing(village.caseworker) as work:
        made = making_appointments.make(work, village.participant.id, first)
    assert outbox.deliver_due() == 1
    clock.move(minutes=1)
    later = starts_at + timedelta(hours=2)
    second = MeetingCommand("Samtale", later, later + timedelta(hours=1), place="Rom 2")
    with desk.writing(village.caseworker) as work:
        making_appointments.change(work, made, 1, second)
    assert outbox.deliver_due() == 1
    clock.move(minutes=1)
    with desk.writing(village.caseworker) as work:
        making_appointments.cancel(work, made, 2, "Jeg er syk.")
    assert outbox.deliver_due() == 1
    assert [text for _, _, text in gateway.sent] == [TEXT] * 3
