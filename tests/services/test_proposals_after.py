"""Proposals after their programme: what nobody answered has run out, and the next programme opens nothing of the last."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.domain.errors import NotFound
from portal.domain.plan import ProposalState
from portal.domain.programme_steps import StepKind
from portal.services import proposal_reading
from portal.services.planning import own_side, side_of_proposal, staff_side
from portal.services.work import Desk
from portal.store.models import Programme, Proposal
from tests.builders import Village, add_activity, all_rows
from tests.services.life import command, decide
from tests.services.proposing import moved_to, proposed


@pytest.fixture
def left_open(engine: Engine, desk: Desk, village: Village) -> str:
    """A proposal that nobody has answered when the programme is ended."""
    course = add_activity(engine, village.participant, "Norskkurs")
    sent = proposed(desk, village.participant, village.participant, moved_to(course, 3))
    decide(desk, village.caseworker, village.participant, command(StepKind.ENDED))
    return sent


def test_what_is_open_when_a_programme_is_closed_has_run_out(engine: Engine, left_open: str) -> None:
    """It would stand in the office's list for ever, and keep the case from being purged."""
    (proposal,) = all_rows(engine, Proposal)
    assert (proposal.id, proposal.state) == (left_open, ProposalState.EXPIRED)


def test_the_next_programme_opens_nothing_of_the_last_and_keeps_the_contact_person(
    engine: Engine, desk: Desk, village: Village, left_open: str
) -> None:
    """Who may read what is about health is asked of the present programme, and must not count for the last one."""
    before = all_rows(engine, Programme, participant_id=village.participant.id)[0].contact_person_id
    decide(desk, village.colleague, village.participant, command(StepKind.APPLIED, date(2026, 11, 24)))
    for who in (village.caseworker, village.colleague):
        with desk.reading(who) as work, pytest.raises(NotFound):
            side_of_proposal(work, left_open)
        with desk.reading(who) as work, pytest.raises(NotFound):
            proposal_reading.proposal_of(work, staff_side(work, village.participant.id), left_open)
    with desk.reading(village.participant) as work, pytest.raises(NotFound):
        proposal_reading.proposal_of(work, own_side(work), left_open)
    (new,) = all_rows(engine, Programme, participant_id=village.participant.id, current=True)
    assert new.contact_person_id == before
