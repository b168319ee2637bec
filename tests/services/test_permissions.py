"""Who reaches what: the whole truth table, and every line of it needed."""

import pytest
from sqlalchemy import Engine

from portal.domain.errors import NotFound, NotPermitted, PortalError
from portal.domain.people import Actor, Role
from portal.services import permissions
from portal.services.permissions import TABLE, Action, case_of, own_case, own_office, participants_of
from portal.services.work import Desk, Work
from portal.store.base import new_id
from tests.builders import Village
from tests.services.reaching import LINES, MEANT, TARGETS, actor_of, target_of, with_ways, without


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def village(engine: Engine, village: Village) -> Village:
    return with_ways(engine, village)


def _outcome(work: Work, action: Action, participant_id: str) -> type[PortalError] | None:
    try:
        case_of(work, action, participant_id)
    except PortalError as error:
        return type(error)
    return None


def test_the_table_is_as_long_as_we_meant() -> None:
    assert set(LINES) == set(MEANT)
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("role", Role)
def test_an_action_reaches_exactly_whom_it_should(
    engine: Engine, desk: Desk, village: Village, role: Role
) -> None:
    actor = actor_of(village, role)
    with desk.reading(actor) as work:
        for action in Action:
            ids = set(work.session.scalars(participants_of(work, action)))
            for target in TARGETS:
                participant_id = target_of(village, actor, target, engine)
                reached = MEANT.get((action, role))
                expected = NotPermitted if reached is None else None if target in reached else NotFound
                assert _outcome(work, action, participant_id) is expected, (action, target)
                assert (participant_id in ids) is (expected is None), (action, target)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[1]} {line[0]}")
def test_every_line_of_the_table_is_what_opens_its_door(
    engine: Engine, desk: Desk, village: Village, line: tuple[Action, Role], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _everything(engine, desk, village)
    monkeypatch.setattr(permissions, "TABLE", without(line))
    after = _everything(engine, desk, village)
    for (action, role, target), outcome in before.items():
        expected = NotPermitted if (action, role) == line else outcome
        assert after[action, role, target] is expected
    actor = actor_of(village, line[1])
    with desk.reading(actor) as work:
        assert list(work.session.scalars(participants_of(work, line[0]))) == []


def _everything(
    engine: Engine, desk: Desk, village: Village
) -> dict[tuple[Action, Role, str], type[PortalError] | None]:
    outcomes = {}
    for role in Role:
        actor = actor_of(village, role)
        with desk.reading(actor) as work:
            for action in Action:
                for target in TARGETS:
                    outcomes[action, role, target] = _outcome(
                        work, action, target_of(village, actor, target, engine)
                    )
    return outcomes


def test_somebody_without_an_office_reaches_no_office(desk: Desk) -> None:
    homeless = Actor(new_id(), Role.CASEWORKER, None, "Uten Kontor", "nb")
    with pytest.raises(NotPermitted):
        own_office(homeless, Action.SEE_CASE)
    with desk.reading(homeless) as work:
        assert list(work.session.scalars(participants_of(work, Action.SEE_CASE))) == []
    lost = Actor(new_id(), Role.PARTICIPANT, None, "Uten Kontor", "nb")
    with pytest.raises(NotFound), desk.reading(lost) as work:
        own_case(work)
