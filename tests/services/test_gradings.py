"""Gradings: what the register says closes a case within minutes, and when it says nothing everything stays closed."""

from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.access import Protection
from portal.domain.errors import NotFound, ProtectionUnknown
from portal.domain.people import Actor
from portal.domain.ports import RegisterDown
from portal.services import caseload, plans
from portal.services.gradings import FRESH, Gradings
from portal.services.work import Desk
from portal.store.models import Person, TeamMember
from portal.store.vault import Vault
from tests.builders import RecordingBus, Village, all_rows, at_once
from tests.conftest import AUDIT_KEY

VAULT = Vault(("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",))


class Register:
    """A register that says what a test wants, or nothing at all."""

    def __init__(self) -> None:
        self.words: dict[str, Protection] = {}
        self.is_down = False
        self.times = 0

    def protections(self, numbers: Sequence[str]) -> Mapping[str, Protection]:
        """What was put in, of those who are asked about."""
        self.times += 1
        if self.is_down:
            raise RegisterDown
        return {number: self.words[number] for number in numbers if number in self.words}


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def register(engine: Engine, village: Village) -> Register:
    """Everybody has a number, and the register says that nobody is protected."""
    register = Register()
    people = (village.participant, village.neighbour, village.stranger)
    for position, who in enumerate(people, 1):
        number = _number(position)
        with engine.begin() as connection:
            sealed = {"identity_sealed": VAULT.seal(number, who.id)}
            connection.execute(update(Person).where(Person.id == who.id).values(**sealed))
        register.words[number] = Protection.NONE
    return register


@pytest.fixture
def desk(engine: Engine, clock: FixedClock, bus: RecordingBus, register: Register) -> Desk:
    gradings = Gradings(engine, clock, register, VAULT)
    return Desk(engine, clock, NorwegianHolidays(), bus, AUDIT_KEY, gradings=gradings)


def _number(position: int) -> str:
    return f"0181019990{position}"


def _sees(desk: Desk, staff: Actor, participant: Actor) -> bool:
    try:
        with desk.reading(staff) as work:
            plans.plan_of(work, participant.id)
    except NotFound:
        return False
    return True


def test_who_becomes_protected_is_closed_within_minutes(
    engine: Engine, desk: Desk, village: Village, register: Register, clock: FixedClock
) -> None:
    """The contact person goes on; everybody else is out, and no word goes to the phone any more."""
    assert _sees(desk, village.colleague, village.participant)
    register.words[_number(1)] = Protection.STRICTLY_CONFIDENTIAL
    clock.move(seconds=FRESH.seconds / 2 + 1)
    assert not _sees(desk, village.colleague, village.participant)
    assert _sees(desk, village.caseworker, village.participant)
    person = all_rows(engine, Person, id=village.participant.id)[0]
    assert person.protection is Protection.STRICTLY_CONFIDENTIAL
    assert not person.notices
    assert [row.staff_id for row in all_rows(engine, TeamMember)] == [village.caseworker.id]
    assert _sees(desk, village.colleague, village.neighbour)


def test_the_register_is_asked_once_in_a_while(
    desk: Desk, village: Village, register: Register, clock: FixedClock
) -> None:
    for _ in range(5):
        assert _sees(desk, village.caseworker, village.participant)
    assert register.times == 1
    clock.move(seconds=FRESH.seconds / 2)
    at_once(6, lambda _n: _sees(desk, village.caseworker, village.participant))
    assert register.times == 2


def test_a_register_that_is_silent_for_a_moment_closes_nothing_and_for_long_everything(
    desk: Desk, village: Village, register: Register, clock: FixedClock
) -> None:
    assert _sees(desk, village.caseworker, village.participant)
    register.is_down = True
    clock.move(seconds=FRESH.seconds)
    assert _sees(desk, village.caseworker, village.participant)
    clock.move(seconds=1)
    with pytest.raises(ProtectionUnknown):
        _sees(desk, village.caseworker, village.participant)
    with pytest.raises(ProtectionUnknown), desk.reading(village.leader) as work:
        caseload.counts(work)
    with desk.reading(village.participant) as work:
        assert plans.own_plan(work) is not None, "The participant's own pages do not wait for the register."
    asked = register.times
    with pytest.raises(ProtectionUnknown):
        _sees(desk, village.caseworker, village.participant)
    assert register.times == asked, "It is left alone for a moment."
    register.is_down = False
    clock.move(seconds=5)
    assert _sees(desk, village.caseworker, village.participant)


def test_at_the_start_a_silent_register_shows_nobody(
    desk: Desk, village: Village, register: Register
) -> None:
    register.is_down = True
    with pytest.raises(ProtectionUnknown):
        _sees(desk, village.caseworker, village.participant)


def test_whom_the_register_does_not_know_is_reached_by_nobody(
    desk: Desk, village: Village, register: Register
) -> None:
    del register.words[_number(1)]
    assert not _sees(desk, village.caseworker, village.participant)
    assert _sees(desk, village.caseworker, village.neighbour)


def test_somebody_without_a_number_is_reached_by_nobody(engine: Engine, desk: Desk, village: Village) -> None:
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(identity_sealed=None))
    assert not _sees(desk, village.caseworker, village.participant)


def test_the_register_does_not_lift_the_offices_own_shield(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(protection=Protection.SHIELDED))
    assert not _sees(desk, village.caseworker, village.participant)
    assert all_rows(engine, Person, id=village.participant.id)[0].protection is Protection.SHIELDED


def test_a_protection_that_ends_opens_the_case_again(
    desk: Desk, village: Village, register: Register, clock: FixedClock
) -> None:
    register.words[_number(1)] = Protection.CONFIDENTIAL
    assert not _sees(desk, village.colleague, village.participant)
    register.words[_number(1)] = Protection.NONE
    clock.move(seconds=FRESH.seconds)
    assert _sees(desk, village.colleague, village.participant)
