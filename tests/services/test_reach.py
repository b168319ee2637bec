"""The core that nobody can lift, and the ways round it: every combination, held against a second telling of the rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.access import GrantKind, Protection, Tie
from portal.domain.errors import NotFound, NotPermitted, PortalError
from portal.domain.people import Actor
from portal.services.permissions import Action, case_of
from portal.services.work import Desk, Work
from portal.store.base import new_id
from portal.store.models import Cover, Disqualified, Grant, Person, Programme, TeamMember
from tests.builders import RecordingBus, Village, add_person, save
from tests.conftest import AUDIT_KEY, NOW

TODAY = date(2026, 11, 24)
HOUR = timedelta(hours=1)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def outcome(work: Work, action: Action, participant_id: str) -> type[PortalError] | None:
    """What asking for the case ends with."""
    try:
        case_of(work, action, participant_id)
    except PortalError as error:
        return type(error)
    return None


def protect(engine: Engine, who: Actor, protection: Protection | None, *team: Actor) -> None:
    """Grade somebody, and name their team."""
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == who.id).values(protection=protection))
    save(engine, *(TeamMember(participant_id=who.id, staff_id=one.id, added_at=NOW) for one in team))


def tie(engine: Engine, staff: Actor, participant: Actor, kind: Tie = Tie.RELATIVE) -> None:
    """State that the two are near each other."""
    save(engine, Disqualified(staff_id=staff.id, participant_id=participant.id, tie=kind, stated_at=NOW))


def grant(engine: Engine, staff: Actor, participant: Actor, begins: datetime, ends: datetime) -> None:
    """Give somebody a case for a while."""
    save(
        engine,
        Grant(
            staff_id=staff.id,
            participant_id=participant.id,
            office_id=participant.office_id or "",
            kind=GrantKind.EMERGENCY,
            reason="Deltakeren står i døra og trenger hjelp nå.",
            begins_at=begins,
            ends_at=ends,
            made_by=staff.id,
        ),
    )


def cover(engine: Engine, staff: Actor, by: Actor, first: date, last: date) -> None:
    """Let one caseworker stand in for another."""
    save(
        engine,
        Cover(staff_id=staff.id, by_id=by.id, first_day=first, last_day=last, made_by=staff.id, made_at=NOW),
    )


@pytest.mark.parametrize("protection", [None, *Protection])
def test_every_combination_of_rules_ends_as_the_rules_say(
    engine: Engine, desk: Desk, village: Village, protection: Protection | None
) -> None:
    """Office, cover, grant, team and tie in all 32 combinations for each protection, and each told a second time here."""
    contact = village.far_caseworker
    protect(engine, village.stranger, protection)
    for here, covered, granted, named, tied in product((False, True), repeat=5):
        staff = add_person(
            engine, village.caseworker.role, village.other_office if here else village.office, "Noen"
        )
        if covered:
            cover(engine, contact, staff, TODAY, TODAY)
        if granted:
            grant(engine, staff, village.stranger, NOW, NOW + HOUR)
        if named:
            save(engine, TeamMember(participant_id=village.stranger.id, staff_id=staff.id, added_at=NOW))
        if tied:
            tie(engine, staff, village.stranger)
        core_holds = not tied and (protection is Protection.NONE or (protection is not None and named))
        expected = {
            Action.SEE_CASE: (here or covered or granted) and core_holds,
            Action.WRITE_AS_STAFF: (here or covered) and core_holds,
            Action.OPEN_IN_EMERGENCY: core_holds,
        }
        with desk.reading(staff) as work:
            for action, reached in expected.items():
                found = outcome(work, action, village.stranger.id)
                assert (found is None) is reached, (here, covered, granted, named, tied, action)
                assert found in {None, NotFound}


def test_unknown_protection_means_no_for_everybody_of_the_staff(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """Also for who stands in a team: what nobody knows may have become worse."""
    protect(engine, village.participant, None, village.caseworker)
    for staff in (village.caseworker, village.leader, village.contact_centre):
        with desk.reading(staff) as work:
            assert {outcome(work, action, village.participant.id) for action in Action} <= {
                NotFound,
                NotPermitted,
            }


@pytest.mark.parametrize("kind", Tie)
def test_no_grant_and_no_cover_lifts_a_tie(engine: Engine, desk: Desk, village: Village, kind: Tie) -> None:
    tie(engine, village.caseworker, village.participant, kind)
    grant(engine, village.caseworker, village.participant, NOW - HOUR, NOW + HOUR)
    cover(engine, village.colleague, village.caseworker, TODAY, TODAY)
    with desk.reading(village.caseworker) as work:
        for action in (Action.SEE_CASE, Action.WRITE_AS_STAFF, Action.OPEN_IN_EMERGENCY):
            assert outcome(work, action, village.participant.id) is NotFound
    with desk.reading(village.colleague) as work:
        assert outcome(work, Action.SEE_CASE, village.participant.id) is None


@pytest.mark.parametrize(
    ("begins", "ends", "open_"),
    [
        (-HOUR, timedelta(seconds=1), True),
        (-HOUR, timedelta(0), False),
        (-HOUR, timedelta(seconds=-1), False),
        (timedelta(0), HOUR, True),
        (timedelta(seconds=1), HOUR, False),
    ],
)
def test_a_grant_is_good_to_the_second(
    engine: Engine, desk: Desk, village: Village, begins: timedelta, ends: timedelta, open_: bool
) -> None:
    grant(engine, village.leader, village.participant, NOW + begins, NOW + ends)
    with desk.reading(village.leader) as work:
        assert (outcome(work, Action.SEE_CASE, village.participant.id) is None) is open_


@pytest.mark.parametrize(
    ("first", "last", "open_"), [(24, 24, True), (20, 23, False), (25, 30, False), (1, 30, True)]
)
def test_a_cover_is_good_on_its_days(
    engine: Engine, desk: Desk, village: Village, first: int, last: int, open_: bool
) -> None:
    cover(engine, village.far_caseworker, village.caseworker, date(2026, 11, first), date(2026, 11, last))
    with desk.reading(village.caseworker) as work:
        assert (outcome(work, Action.WRITE_AS_STAFF, village.stranger.id) is None) is open_


def test_an_ended_grant_or_cover_opens_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    grant(engine, village.caseworker, village.stranger, NOW - HOUR, NOW + HOUR)
    cover(engine, village.far_caseworker, village.colleague, TODAY, TODAY)
    with engine.begin() as connection:
        connection.execute(update(Grant).values(ended_at=NOW))
        connection.execute(update(Cover).values(ended_at=NOW))
    for staff in (village.caseworker, village.colleague):
        with desk.reading(staff) as work:
            assert outcome(work, Action.SEE_CASE, village.stranger.id) is NotFound


def _move(engine: Engine, who: Actor, office_id: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == who.id).values(office_id=office_id))


def test_a_move_closes_every_way_of_the_old_office(engine: Engine, desk: Desk, village: Village) -> None:
    """The lock of the office: not its team, nor who was given the case there, nor who covers for them."""
    grant(engine, village.leader, village.participant, NOW - HOUR, NOW + HOUR)
    cover(engine, village.caseworker, village.far_leader, TODAY, TODAY)
    _move(engine, village.participant, village.other_office)
    for staff in (village.caseworker, village.colleague, village.leader, village.far_leader):
        with desk.reading(staff) as work:
            assert outcome(work, Action.SEE_CASE, village.participant.id) is NotFound
    with desk.reading(village.far_caseworker) as work:
        assert outcome(work, Action.SEE_CASE, village.participant.id) is None


@pytest.mark.parametrize("state", ["completed", "ended"])
def test_the_lock_stays_after_the_programme(engine: Engine, desk: Desk, village: Village, state: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(Programme).values(state=state, closed_on=date(2026, 10, 1)))
    with desk.reading(village.far_caseworker) as work:
        assert outcome(work, Action.SEE_CASE, village.participant.id) is NotFound
    with desk.reading(village.caseworker) as work:
        assert outcome(work, Action.SEE_CASE, village.participant.id) is None


class Readings:
    """Stands for gradings that were last read at a moment."""

    def __init__(self, since: datetime) -> None:
        self._since = since

    def keep_fresh(self) -> None:
        """Nothing is read here."""

    def since(self) -> datetime:
        return self._since


def test_what_the_register_said_too_long_ago_is_not_known(
    engine: Engine, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    desk = Desk(engine, clock, NorwegianHolidays(), bus, AUDIT_KEY, gradings=Readings(NOW - HOUR))
    for read_at, expected in ((None, NotFound), (NOW - 2 * HOUR, NotFound), (NOW - HOUR, None)):
        with engine.begin() as connection:
            connection.execute(update(Person).values(protection_read_at=read_at))
        with desk.reading(village.caseworker) as work:
            assert outcome(work, Action.SEE_CASE, village.participant.id) is expected


def test_a_member_of_staff_never_reaches_themselves(engine: Engine, desk: Desk, village: Village) -> None:
    """Somebody who works at the office and is in its programme too has one person, and it is closed to them."""
    both = Person(
        id=new_id(),
        role=village.participant.role,
        office_id=village.office,
        name="Begge Deler",
        protection=Protection.NONE,
    )
    save(engine, both)
    as_staff = Actor(both.id, village.caseworker.role, village.office, both.name, "nb")
    with desk.reading(as_staff) as work:
        assert outcome(work, Action.SEE_CASE, both.id) is NotFound
        assert outcome(work, Action.OPEN_IN_EMERGENCY, both.id) is NotFound


def test_a_cover_reaches_no_further_than_who_is_covered(engine: Engine, desk: Desk, village: Village) -> None:
    """Who has left the office has lost its cases, and so has whoever stands in for them; and what is over needs no cover."""
    cover(engine, village.caseworker, village.far_leader, TODAY, TODAY)
    covering = replace(village.far_leader, role=village.caseworker.role)

    def found() -> type[PortalError] | None:
        with desk.reading(covering) as work:
            return outcome(work, Action.SEE_CASE, village.participant.id)

    assert found() is None
    with engine.begin() as connection:
        connection.execute(update(Programme).values(state="completed"))
    assert found() is NotFound
    with engine.begin() as connection:
        connection.execute(update(Programme).values(state="running"))
        who = Person.id == village.caseworker.id
        connection.execute(update(Person).where(who).values(office_id=village.other_office))
    assert found() is NotFound
