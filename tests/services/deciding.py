"""Deciding absences in tests: accepting, and refusing as it must be done, after the participant was heard."""

from sqlalchemy import Engine

from portal.domain.absence import AbsenceState
from portal.domain.people import Actor
from portal.services import absence_hearing, absence_queue
from portal.services.work import Desk
from portal.store.models import Absence, AbsenceHearing
from tests.builders import all_rows, key_for

NOTICE = "Vi tenker på å si nei, fordi du var meldt på kurset."
SPEAKS = "Jeg kom ikke dit, bussen var innstilt."


def accept(desk: Desk, actor: Actor, row: Absence) -> None:
    with desk.writing(actor) as work:
        absence_queue.decide_absence(work, row.id, row.version, AbsenceState.ACCEPTED)


def announce(engine: Engine, desk: Desk, actor: Actor, absence_id: str, text: str = NOTICE) -> AbsenceHearing:
    """The advance notice as it stands afterwards."""
    row = all_rows(engine, Absence, id=absence_id)[0]
    with desk.writing(actor) as work:
        hearing_id = absence_hearing.notice_about(work, absence_id, row.version, text).id
    return all_rows(engine, AbsenceHearing, id=hearing_id)[0]


def speak(desk: Desk, actor: Actor, hearing: AbsenceHearing, text: str = SPEAKS) -> None:
    with desk.writing(actor) as work:
        absence_hearing.answer_notice(work, key_for(hearing.id), hearing.id, text)


def refuse(
    engine: Engine,
    desk: Desk,
    participant: Actor,
    actor: Actor,
    absence_id: str,
    text: str = "Du var ikke syk den dagen.",
) -> None:
    """Announced, answered at once, and refused."""
    speak(desk, participant, announce(engine, desk, actor, absence_id))
    row = all_rows(engine, Absence, id=absence_id)[0]
    with desk.writing(actor) as work:
        absence_queue.decide_absence(work, absence_id, row.version, AbsenceState.REFUSED, text)
