"""Allowances: never more than there are, however many ask at once, and never a row that outlives its use."""

import logging
import multiprocessing
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.allowance import USUAL, Counted, Rate, counted_as, rates_times
from portal.domain.audit import Look, Looked
from portal.domain.errors import KeyReused, NotFound, TooMany
from portal.domain.people import Actor, Role
from portal.domain.submission import SubmissionKind
from portal.services import limits, summary, trail
from portal.services.doorkeeping import Doorkeeper, place_of
from portal.services.submissions import hand_in
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.engine import for_writing, open_engine
from portal.store.models import Allowance, AuditRow, Submission
from tests.builders import Village, add_person, all_rows, at_once, key_for
from tests.conftest import NOW

BURST = 20
KEY = b"what addresses are hashed with here"


def _hand_in(desk: Desk, actor: Actor, number: object, kind: SubmissionKind = SubmissionKind.MESSAGE) -> bool:
    with desk.writing(actor) as work:
        return hand_in(work, kind, key_for(number), {"text": str(number)}).again


def _handed_in(desk: Desk, actor: Actor, times: int, kind: SubmissionKind = SubmissionKind.MESSAGE) -> int:
    """How many of that many are taken."""
    taken = 0
    for _ in range(times):
        try:
            _hand_in(desk, actor, new_id(), kind)
        except TooMany:
            continue
        taken += 1
    return taken


@pytest.mark.parametrize(
    ("who", "kind", "most"),
    [
        ("participant", SubmissionKind.MESSAGE, 20),
        ("participant", SubmissionKind.ABSENCE, 60),
        ("caseworker", SubmissionKind.MESSAGE, 120),
    ],
)
def test_everybody_may_send_so_much_at_once_and_no_more(
    desk: Desk, village: Village, who: str, kind: SubmissionKind, most: int
) -> None:
    assert _handed_in(desk, getattr(village, who), most + 5, kind) == most


def test_one_more_is_free_again_after_a_while_and_all_of_them_after_five_minutes(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    assert _handed_in(desk, village.participant, BURST + 1) == BURST
    with pytest.raises(TooMany) as told:
        _hand_in(desk, village.participant, "too soon")
    assert told.value.seconds == 15
    clock.move(seconds=15)
    assert _handed_in(desk, village.participant, 3) == 1
    clock.move(minutes=5)
    assert _handed_in(desk, village.participant, BURST + 1) == BURST


def test_what_is_refused_leaves_nothing_behind_and_may_come_again_under_its_key(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _handed_in(desk, village.participant, BURST)
    with pytest.raises(TooMany):
        _hand_in(desk, village.participant, "kept")
    assert len(all_rows(engine, Submission)) == BURST
    clock.move(seconds=15)
    assert _hand_in(desk, village.participant, "kept") is False
    assert _hand_in(desk, village.participant, "kept") is True


def test_a_reused_key_says_so_and_costs_nothing(engine: Engine, desk: Desk, village: Village) -> None:
    _hand_in(desk, village.participant, "first")
    before = all_rows(engine, Allowance)
    with pytest.raises(KeyReused), desk.writing(village.participant) as work:
        hand_in(work, SubmissionKind.MESSAGE, key_for("first"), {"text": "another"})
    assert all_rows(engine, Allowance) == before


def test_nobody_takes_from_anybody_elses(desk: Desk, village: Village) -> None:
    _handed_in(desk, village.participant, BURST)
    assert _handed_in(desk, village.neighbour, BURST + 1) == BURST


def test_a_clock_that_was_turned_back_makes_nobody_wait(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    _handed_in(desk, village.participant, BURST)
    clock.move(hours=-1)
    assert _handed_in(desk, village.participant, BURST + 1) == BURST


def test_thirty_threads_at_once_never_take_more_than_there_are(
    engine: Engine, desk: Desk, village: Village
) -> None:
    results = at_once(30, lambda number: _hand_in(desk, village.participant, f"thread {number}"))
    assert sum(result is False for result in results) == BURST
    assert sum(isinstance(result, TooMany) for result in results) == 30 - BURST
    assert len(all_rows(engine, Submission)) == BURST


def _spend_elsewhere(url: str, who: str, times: int) -> int:
    """In a process of its own: how many of that many are granted."""
    engine = open_engine(url, busy_seconds=20)
    granted = 0
    for _ in range(times):
        try:
            with Session(for_writing(engine)) as session:
                limits.spend(session, who, Counted.MESSAGES, NOW, USUAL)
                session.commit()
        except TooMany:
            continue
        granted += 1
    engine.dispose()
    return granted


def test_two_processes_at_once_never_take_more_than_there_are(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        granted = pool.starmap(_spend_elsewhere, [(url, "somebody", 15)] * 2)
    assert sum(granted) == BURST


def test_what_is_undone_is_given_back(engine: Engine) -> None:
    for _ in range(BURST * 2):
        with Session(for_writing(engine)) as session:
            limits.spend(session, "somebody", Counted.MESSAGES, NOW, USUAL)
    assert all_rows(engine, Allowance) == []


def test_rates_are_multiplied_but_never_what_the_log_says_of_lookups() -> None:
    more = rates_times(3)
    assert more[Counted.MESSAGES] == Rate(60, timedelta(minutes=5))
    assert more[Counted.DOOR].times == 900
    assert more[Counted.MANY_CASES] == USUAL[Counted.MANY_CASES]
    assert rates_times(1) == USUAL


def test_each_kind_has_an_allowance_and_every_submission_one_of_them(village: Village) -> None:
    assert set(USUAL) == set(Counted)
    for kind in SubmissionKind:
        for actor in (village.participant, village.caseworker, village.leader, village.translator):
            assert counted_as(actor, kind) in USUAL


# The door.


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("unix:", "somewhere"),
        ("", "somewhere"),
        (None, "somewhere"),
        ("<script>", "somewhere"),
    ],
)
def test_an_address_is_counted_as_the_place_it_stands_for(address: str | None, place: str) -> None:
    assert place_of(address) == place


def test_each_door_and_each_place_is_counted_for_itself(engine: Engine, clock: FixedClock) -> None:
    few = {**USUAL, Counted.DOOR: Rate(2, timedelta(minutes=5))}
    keeper = Doorkeeper(engine, clock, few, KEY)
    for door, address in (("one", "192.0.2.1"), ("two", "192.0.2.1"), ("one", "192.0.2.2")):
        keeper.admit(door, address)
        keeper.admit(door, address)
        with pytest.raises(TooMany):
            keeper.admit(door, address)
    kept = all_rows(engine, Allowance)
    assert len(kept) == 3
    assert {len(row.who) for row in kept} == {64}
    other = Doorkeeper(engine, clock, few, b"another key")
    other.admit("one", "192.0.2.1")
    assert len(all_rows(engine, Allowance)) == 4


# Looking at very many cases.


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[logging.LogRecord]:
    """What the security log is told."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[assignment] # Nothing but remembering.
    monkeypatch.setattr(logging.getLogger("portal.security"), "handlers", [handler])
    return records


def _look(desk: Desk, actor: Actor, *cases: str) -> None:
    with desk.reading(actor) as work:
        for case in cases:
            work.look(Look(case, Looked.CASE, "office"))


def test_forty_cases_within_the_hour_are_a_days_work_and_one_more_is_mentioned_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, told: list[logging.LogRecord]
) -> None:
    cases = [new_id() for _ in range(60)]
    for case in cases[:40]:
        _look(desk, village.caseworker, case)
        _look(desk, village.caseworker, case)
    assert told == []
    for case in cases[40:]:
        _look(desk, village.caseworker, case)
    assert [(one.msg, one.kind, one.actor, one.count) for one in told] == [  # type: ignore[attr-defined]
        ("anomaly", "many-cases", village.caseworker.id, 41)
    ]
    assert len(all_rows(engine, AuditRow)) == 100
    clock.move(minutes=60)
    _look(desk, village.caseworker, *cases[:41])
    assert len(told) == 2


def test_a_quiet_hour_and_a_colleague_are_not_mentioned(
    desk: Desk, village: Village, clock: FixedClock, told: list[logging.LogRecord]
) -> None:
    for _ in range(4):
        _look(desk, village.caseworker, *(new_id() for _ in range(20)))
        clock.move(minutes=31)
    _look(desk, village.caseworker, *(new_id() for _ in range(20)))
    _look(desk, village.colleague, *(new_id() for _ in range(21)))
    assert told == []


def _guess(desk: Desk, actor: Actor) -> None:
    with pytest.raises(NotFound), desk.reading(actor) as work:
        summary.summary_of(work, ["the fingerprint of nobody"])


def test_guesses_that_find_nobody_are_mentioned_like_cases_and_the_auditor_sees_them(
    engine: Engine, desk: Desk, village: Village, told: list[logging.LogRecord]
) -> None:
    """Whoever tries numbers has looked at nobody, forty-one times."""
    centre = add_person(engine, Role.CONTACT_CENTRE, village.office, "Nær Nes")
    for _ in range(40):
        _guess(desk, centre)
    assert told == []
    for _ in range(3):
        _guess(desk, centre)
    assert [(one.msg, one.kind, one.actor, one.count) for one in told] == [  # type: ignore[attr-defined]
        ("anomaly", "many-cases", centre.id, 41)
    ]
    with desk.reading(village.auditor) as work:
        assert [(one.name, one.cases) for one in trail.anomalies(work)] == [("Nær Nes", 43)]


def test_a_list_that_was_shown_is_nobodys_case(
    desk: Desk, village: Village, told: list[logging.LogRecord]
) -> None:
    for _ in range(60):
        with desk.reading(village.caseworker) as work:
            work.look(Look(None, Looked.LIST, "office"))
    assert told == []
    with desk.reading(village.auditor) as work:
        assert trail.anomalies(work) == ()


def test_searches_at_the_same_moment_never_pass_the_limit_together(desk: Desk, village: Village) -> None:
    results = at_once(40, lambda _number: desk.count(village.leader, Counted.NUMBERS))
    assert sum(result is None for result in results) == 30
    assert sum(isinstance(result, TooMany) for result in results) == 10
