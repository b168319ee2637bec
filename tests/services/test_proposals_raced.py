"""Proposals that are written while the case moves: nothing lands at the office that was left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.errors import Conflict, NotFound
from portal.domain.people import Actor
from portal.services import proposals
from portal.services.plan_wish import NEW, Wish
from portal.services.work import Desk
from portal.store import person as people
from portal.store import programme as programmes
from tests.builders import Village, add_programme, fingerprint, key_for
from tests.services.proposing import answered, proposed, side_of

Write = Callable[[Desk, Actor, Village, str], object]
SWIMMING = Wish(NEW, "add", title="Svømming", days=frozenset({5}), starts=time(18), ends=time(19))


def propose(desk: Desk, by: Actor, village: Village, _proposal_id: str) -> object:
    return proposed(desk, by, village.participant, replace(SWIMMING, title="Turgruppe"))


def answer(desk: Desk, by: Actor, village: Village, proposal_id: str) -> object:
    return answered(desk, by, village.participant, proposal_id, yes=True)


def withdraw(desk: Desk, by: Actor, village: Village, proposal_id: str) -> None:
    with desk.writing(by) as work:
        proposals.withdraw(work, side_of(work, village.participant), key_for("back"), proposal_id)


@pytest.mark.parametrize("write", [propose, answer, withdraw], ids=lambda write: write.__name__)
@pytest.mark.parametrize("by", ["caseworker", "participant", "representative"])
def test_who_waited_for_a_move_writes_nothing_at_the_office_that_was_left(
    engine: Engine,
    desk: Desk,
    village: Village,
    by: str,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever waits for the programme finds the person moved, as a commit in between shows to the next question."""
    actor: Actor = getattr(village, by)
    across = village.participant if by == "caseworker" else village.caseworker
    proposal_id = proposed(desk, actor if write is withdraw else across, village.participant, SWIMMING)
    add_programme(
        engine, replace(village.participant, office_id=village.other_office), village.far_caseworker
    )
    lock, before = programmes.lock, fingerprint(engine)

    def moved_first(session: Session, participant_id: str) -> None:
        lock(session, participant_id)
        people.move(session, participant_id, village.other_office)

    monkeypatch.setattr(programmes, "lock", moved_first)
    with pytest.raises((NotFound, Conflict)):
        write(desk, actor, village, proposal_id)
    assert fingerprint(engine) == before
