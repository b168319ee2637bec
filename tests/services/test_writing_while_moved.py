"""A move that comes while somebody waits to write: nothing lands at the office that was left."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.appointments import Reply
from portal.domain.errors import Conflict, NotFound
from portal.domain.individual_plan import PlanAnswer, PlanPart
from portal.services import (
    appointments,
    individual_plans,
    making_appointments,
    offers,
    take_away_desk,
    take_aways,
)
from portal.services.appointments import AnswerCommand
from portal.services.work import Desk, Work
from portal.store import person as people
from portal.store import programme as programmes
from portal.store.models import (
    Appointment,
    AppointmentAnswer,
    IndividualPlan,
    IndividualPlanPart,
    OfferTaken,
    TakeAway,
)
from tests.builders import Village, all_rows, key_for
from tests.services.agreed_world import said
from tests.services.meeting_world import make, meeting
from tests.services.test_office_offers import made

Write = Callable[[Work, Village], object]


@pytest.fixture
def moved_meanwhile(monkeypatch: pytest.MonkeyPatch, village: Village) -> None:
    """Whoever waits for the programme finds the person moved: what a commit in between shows to the next question."""
    lock = programmes.lock

    def wait(session: Session, participant_id: str) -> None:
        lock(session, participant_id)
        people.move(session, participant_id, village.other_office)

    monkeypatch.setattr(programmes, "lock", wait)


@pytest.mark.parametrize(
    "write",
    [
        lambda work, village: making_appointments.make(work, village.participant.id, meeting()),
        lambda work, village: take_away_desk.write(work, village.participant.id, said()),
        lambda work, village: individual_plans.offer(work, village.participant.id),
    ],
    ids=["appointment", "agreement", "individual plan"],
)
@pytest.mark.usefixtures("moved_meanwhile")
def test_the_office_that_was_left_writes_nothing_more(
    engine: Engine, desk: Desk, village: Village, write: Write
) -> None:
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        write(work, village)
    kept = [*all_rows(engine, Appointment), *all_rows(engine, TakeAway), *all_rows(engine, IndividualPlan)]
    assert kept == []


def test_nobody_writes_in_the_individual_plan_of_the_office_that_was_left(
    engine: Engine, desk: Desk, village: Village, request: pytest.FixtureRequest
) -> None:
    who = village.participant
    with desk.writing(who) as work:
        individual_plans.answer(work, key_for(1), PlanAnswer.WANTED, consent_text="Ja.")
    request.getfixturevalue("moved_meanwhile")
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        individual_plans.write(work, who.id, PlanPart.GOALS, "Jobb.", 0)
    with pytest.raises(NotFound), desk.writing(who) as work:
        individual_plans.write_own(work, key_for(2), PlanPart.GOALS, "Jobb.", 0)
    with pytest.raises(NotFound), desk.writing(who) as work:
        individual_plans.answer(work, key_for(3), PlanAnswer.NO)
    assert all_rows(engine, IndividualPlanPart) == []
    assert [(row.office_id, row.answer) for row in all_rows(engine, IndividualPlan)] == [
        (village.office, PlanAnswer.WANTED)
    ]


@pytest.mark.usefixtures("moved_meanwhile")
def test_what_the_participant_writes_is_the_new_offices(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        take_aways.write_own(work, key_for(1), said())
    assert [row.office_id for row in all_rows(engine, TakeAway)] == [village.other_office]


def test_what_the_participant_answers_and_adds_at_the_office_that_was_left_is_not_kept(
    engine: Engine, desk: Desk, village: Village, request: pytest.FixtureRequest
) -> None:
    meeting_id, offer_id = make(desk, village), made(desk, village.caseworker)
    request.getfixturevalue("moved_meanwhile")
    with pytest.raises(Conflict), desk.writing(village.participant) as work:
        appointments.answer(work, key_for(1), AnswerCommand(meeting_id, 0, Reply.COMING))
    with pytest.raises(NotFound), desk.writing(village.participant) as work:
        offers.add(work, key_for(2), offer_id)
    assert [*all_rows(engine, AppointmentAnswer), *all_rows(engine, OfferTaken)] == []
