"""Requests: a correction and a complaint that wait in each office, one that was answered, and one for the leader."""

from datetime import date, datetime, time

from portal.demo.days import DAY, holidays, shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.events import RightsAnswered, RightsRequested
from portal.domain.rights import Letter, RightsAnswer, RightsKind, RightsState
from portal.rules.case_handling import preliminary_answer
from portal.rules.complaint import complaint_body, late_complaint
from portal.rules.deadlines import counted_months, time_limit
from portal.rules.decision import Decision, as_data
from portal.services.rights import CORRECTION_MONTHS, HANDED_IN_AS, OVER, RightsCommand
from portal.store.rights_request import RightsRequest

CORRECTIONS = {
    "rolig-rogn": ("Det står at jeg har to barn.", "Jeg har ett barn."),
    "lun-lind": ("Telefonnummeret mitt er feil.", "Ring meg på det nye nummeret som jeg ga dere."),
}
COMPLAINER, COMPLAINT = "lett-lerke", "Jeg vil ha hele stønaden for oktober."
WHY = "Jeg var på avtalen som står i planen. Likevel ble jeg trukket."
UNHAPPY, SERVICE = "modig-molte", "Jeg ringte fire ganger uten å få svar."
ANSWER = "Du har rett. Vi har rettet det, og det riktige står i saken din nå."


def add_rights(world: World, people: list[Participant]) -> None:
    """Add them."""
    by_key = {person.key: person for person in people}
    for number, (key, (text, wanted)) in enumerate(CORRECTIONS.items()):
        command = RightsCommand(RightsKind.CORRECTION, text=text, wanted=wanted)
        _add(world, by_key[key], command, shift(world.today, -3 - number))
        if number == 0:
            told = RightsCommand(RightsKind.CORRECTION, text="Navnet på skolen er feil.")
            _add(world, by_key[key], told, shift(world.today, -20), answered=shift(world.today, -16))
    day = shift(world.today, -2)
    complaint = RightsCommand(
        RightsKind.COMPLAINT,
        text=WHY,
        wanted=COMPLAINT,
        letter=Letter.PROGRAMME,
        letter_day=day - 30 * DAY,
        deferred=True,
        why_late="Jeg trengte hjelp til å lese brevet.",
    )
    _add(world, by_key[COMPLAINER], complaint, day)
    _add(world, by_key[UNHAPPY], RightsCommand(RightsKind.SERVICE, text=SERVICE), day)


def _add(
    world: World, person: Participant, command: RightsCommand, day: date, answered: date | None = None
) -> None:
    name = (person.key, command.kind, day)
    request_id, at = identifier("rights", *name), oslo_moment(day, time(18, 20))
    promise = _promise(command, day)
    submission_id = world.hand_in(
        person.id, person.locale, HANDED_IN_AS[command.kind], command.as_content(), at, day
    )
    answered_at: datetime | None = oslo_moment(answered, time(10, 5)) if answered else None
    world.add(
        RightsRequest,
        id=request_id,
        participant_id=person.id,
        office_id=person.office_id,
        kind=command.kind,
        state=RightsState.ANSWERED if answered else RightsState.SENT,
        text=command.text,
        wanted=command.wanted,
        letter=command.letter,
        letter_day=command.letter_day,
        absence_id=None,
        deferred=command.deferred,
        why_late=command.why_late,
        body=as_data(complaint_body(OVER[command.letter])) if command.letter else None,
        timing=as_data(late_complaint(command.letter_day, day, holidays)) if command.letter_day else None,
        promise=as_data(promise),
        answer_by=promise.value,
        locale=person.locale,
        submission_id=submission_id,
        sent_at=at,
        withdrawn_at=None,
        answer=RightsAnswer.CORRECTED if answered else None,
        answer_text=ANSWER if answered else "",
        sent_on=None,
        answered_by=person.contact_id if answered else None,
        answered_at=answered_at,
        version=2 if answered else 1,
    )
    about = (person.id, person.office_id, request_id)
    world.tell(RightsRequested(*about), at, person.id, request_id)
    if answered_at:
        world.tell(RightsAnswered(*about), answered_at, person.contact_id, request_id)


def _promise(command: RightsCommand, day: date) -> Decision[date]:
    if command.kind is RightsKind.COMPLAINT:
        return preliminary_answer(day, holidays)
    return time_limit(counted_months(day, CORRECTION_MONTHS, holidays))
