"""Emergency access, whatever comes together: granted only if nothing that cannot be lifted stands against it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.access import LONGEST_EMERGENCY, SHORTEST_REASON, Protection, Tie, letters_in
from portal.domain.errors import Conflict, NotFound, NotPermitted, PortalError, Refused
from portal.domain.people import Actor, Role
from portal.services import emergency
from portal.services.work import Desk
from portal.store.base import new_id, rows
from portal.store.engine import for_writing, open_engine
from portal.store.models import AuditRow, Disqualified, Grant, Person, TeamMember
from tests.builders import RecordingBus, Village, all_rows, build_village, save
from tests.conftest import AUDIT_KEY, NOW
from tests.staff_roles import REASON, may_see

# How many random cases are tried. `make bench` tries ten thousand.
EXAMPLES = int(os.environ.get("EMERGENCY_EXAMPLES", "300"))


@dataclass(frozen=True)
class Case:
    """One random situation."""

    role: Role
    own_office: bool
    own_case: bool
    protection: Protection | None
    in_team: bool
    tie: Tie | None
    read_ago: timedelta | None
    reason: str
    hours: int
    later: timedelta


@dataclass(frozen=True)
class Ground:
    """A database that all the random cases share."""

    engine: Engine
    village: Village


CASES = st.builds(
    Case,
    role=st.sampled_from([*[Role.CASEWORKER] * 4, *[Role.LEADER] * 3, *Role]),
    own_office=st.booleans(),
    own_case=st.sampled_from([False] * 7 + [True]),
    protection=st.sampled_from([*[Protection.NONE] * 5, *Protection, None]),
    in_team=st.booleans(),
    tie=st.sampled_from([None] * 5 + list(Tie)),
    read_ago=st.sampled_from(
        [timedelta(0), timedelta(minutes=4, seconds=59), timedelta(minutes=5, seconds=1), None]
    ),
    reason=st.one_of(st.text(max_size=40), st.sampled_from([REASON, "Akutt, ring nå!", "haster veldig nå"])),
    hours=st.sampled_from([1, 4, 8, 8, 0, 9]),
    later=st.one_of(
        st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=9)),
        st.sampled_from([timedelta(hours=h, seconds=s) for h in (1, 4, 8) for s in (-1, 0, 1)]),
    ),
)


class Register:
    """Says how old a reading of somebody's protection may be."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock

    def keep_fresh(self) -> None:
        """Nothing is read again, so that what is old stays old."""

    def since(self) -> datetime:
        """Five minutes ago."""
        return self.clock.now() - timedelta(minutes=5)


@pytest.fixture(scope="module")
def ground(sqlite_template: Path) -> Iterator[Ground]:
    """In memory where there is such a folder: thousands of random cases need no disk."""
    memory = Path("/dev/shm")  # noqa: S108 -- Only made-up people, in a folder with a name of its own.
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        path = Path(folder) / "portal.db"
        shutil.copy(sqlite_template, path)
        engine = open_engine(f"sqlite:///{path}")
        yield Ground(engine, build_village(engine))
        engine.dispose()


def violated(case: Case) -> list[str]:
    """The core rules that the case violates, written out a second time: from its words, and not from the tables."""
    return [
        rule
        for rule, broken in {
            "own case": case.own_case,
            "tied": case.tie is not None,
            "protection unknown": case.protection is None,
            "protection read too long ago": case.read_ago is None or case.read_ago > timedelta(minutes=5),
            "not of the team": case.protection not in {None, Protection.NONE} and not case.in_team,
            "a role that opens nothing": case.role not in {Role.CASEWORKER, Role.LEADER},
            "another office's leader": case.role is Role.LEADER and not case.own_office,
        }.items()
        if broken
    ]


def stage(ground: Ground, case: Case) -> tuple[Actor, Actor]:
    """Somebody of the staff, or not, and a participant, as the case says."""
    village = ground.village
    office = village.office if case.own_office else village.other_office
    actor = Actor(new_id(), case.role, office, "Ansatt Aas", "nb")
    participant = (
        replace(actor) if case.own_case else Actor(new_id(), Role.PARTICIPANT, village.office, "D", "nb")
    )
    people = [
        Person(
            id=participant.id,
            role=Role.PARTICIPANT,
            office_id=village.office,
            name="Deltaker",
            identity_fingerprint=participant.id,
            protection=case.protection,
            protection_read_at=None if case.read_ago is None else NOW - case.read_ago,
        )
    ]
    if not case.own_case:
        people.append(Person(id=actor.id, role=case.role, office_id=office, name="Ansatt Aas"))
    more: list[Any] = []
    if case.in_team:
        more.append(TeamMember(participant_id=participant.id, staff_id=actor.id, added_at=NOW))
    if case.tie:
        more.append(
            Disqualified(staff_id=actor.id, participant_id=participant.id, tie=case.tie, stated_at=NOW)
        )
    save(ground.engine, *people)
    if more:
        save(ground.engine, *more)
    return actor, participant


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(case=CASES)
def test_granted_means_that_no_core_rule_is_violated_and_a_reason_and_a_trace_are_there(
    ground: Ground, case: Case
) -> None:
    """And the other way round: where nothing stands against it, it opens, or the rule would be kept by a closed door."""
    clock = FixedClock(NOW)
    register = Register(clock)
    desk = Desk(ground.engine, clock, NorwegianHolidays(), RecordingBus(), AUDIT_KEY, register)
    actor, participant = stage(ground, case)
    try:
        with desk.writing(actor) as work:
            opening = emergency.open_case(work, [participant.id], case.reason, case.hours)
    except (NotFound, NotPermitted, Refused, Conflict) as error:
        refusal: PortalError | None = error
    else:
        refusal = None
    good_reason = letters_in(case.reason) >= SHORTEST_REASON
    good_hours = timedelta(0) < timedelta(hours=case.hours) <= LONGEST_EMERGENCY
    looks = all_rows(ground.engine, AuditRow, actor_id=actor.id)
    grants = all_rows(ground.engine, Grant, staff_id=actor.id)
    assert (refusal is None) is (not violated(case) and good_reason and good_hours)
    if refusal is not None:
        assert grants == []
        assert not any(look.granted for look in looks)
        if isinstance(refusal, NotFound):
            assert [(look.participant_id, look.granted) for look in looks] == [(participant.id, False)]
        return
    assert [(look.participant_id, look.why, look.granted) for look in looks] == [
        (participant.id, "emergency", True)
    ]
    (grant,) = grants
    assert (grant.id, grant.reason, grant.office_id) == (opening.id, case.reason, participant.office_id)
    assert timedelta(0) < grant.ends_at - grant.begins_at <= LONGEST_EMERGENCY
    clock.moment = NOW + case.later
    refresh(ground.engine, participant, clock.now())
    ordinary = case.own_office and case.role is Role.CASEWORKER
    assert may_see(desk, actor, participant) is (ordinary or case.later < timedelta(hours=case.hours))


def refresh(engine: Engine, participant: Actor, at: datetime) -> None:
    """The register has been read again."""
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == participant.id).values(protection_read_at=at))
