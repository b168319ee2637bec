"""Sign-ins: they end when they should, a token is known by its hash alone, and a draft is its writer's."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from portal.adapters.clock import FixedClock
from portal.domain.errors import NotFound
from portal.domain.people import Actor
from portal.services.signing_in import Limits, SignedIn, SignIns, hash_of
from portal.store.models import Draft, Person, SignIn
from portal.web.logs import JsonLines
from tests.builders import Village, all_rows

LIMITS = Limits(timedelta(minutes=30), timedelta(minutes=120), timedelta(hours=10))


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def sign_ins(engine: Engine, clock: FixedClock) -> SignIns:
    return SignIns(engine, clock, LIMITS)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[logging.LogRecord]]:
    """What the security log is told."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign] # Nothing but remembering.
    security = logging.getLogger("portal.security")
    monkeypatch.setattr(security, "handlers", [handler])
    before = security.level
    security.setLevel(logging.INFO)
    yield records
    security.setLevel(before)


def test_every_sign_in_and_every_end_of_one_is_told_once_with_who_and_why(
    sign_ins: SignIns, village: Village, clock: FixedClock, told: list[logging.LogRecord]
) -> None:
    """Good ones too (ASVS 16.3.1): who, and how it ended; no token, no hash of one and no name."""
    who, tokens = village.participant.id, []
    for in_haste in (False, True):
        tokens.append(sign_ins.start(who, {}))
        sign_ins.end(_found(sign_ins, tokens[-1]), in_haste=in_haste)
    tokens.append(sign_ins.start(who, {"csrf_token": "x"}))
    clock.move(minutes=31)
    for _ in range(3):
        over = _found(sign_ins, tokens[-1])
        assert over.is_over
    sign_ins.end(over)
    assert [(one.msg, one.kind, one.actor) for one in told] == [  # type: ignore[attr-defined]
        ("sign-in began", None, who),
        ("sign-in ended", "left", who),
        ("sign-in began", None, who),
        ("sign-in ended", "in-haste", who),
        ("sign-in began", None, who),
        ("sign-in ended", "ran-out", who),
    ]
    lines = "".join(JsonLines().format(one) for one in told)
    assert lines.count(who) == len(told)
    assert not [one for token in tokens for one in (token, hash_of(token)) if one in lines]


def _found(sign_ins: SignIns, token: str) -> SignedIn:
    sign_in = sign_ins.find(token)
    assert sign_in is not None
    return sign_in


@pytest.mark.parametrize(("minutes", "seconds", "over"), [(29, 59, False), (30, 1, True)])
def test_an_idle_sign_in_lasts_thirty_minutes(
    sign_ins: SignIns, village: Village, clock: FixedClock, minutes: int, seconds: int, over: bool
) -> None:
    token = sign_ins.start(village.participant.id, {})
    clock.move(minutes=minutes, seconds=seconds)
    assert _found(sign_ins, token).is_over is over


def test_each_request_puts_off_the_idle_end(sign_ins: SignIns, village: Village, clock: FixedClock) -> None:
    token = sign_ins.start(village.participant.id, {})
    for _ in range(3):
        clock.move(minutes=29)
        sign_ins.touch(_found(sign_ins, token))
    assert _found(sign_ins, token).ends_at == clock.now() + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("who", "hours"), [("participant", 2), ("translator", 2), ("caseworker", 10), ("leader", 10)]
)
def test_nobody_stays_signed_in_for_ever_however_active(
    sign_ins: SignIns, village: Village, clock: FixedClock, who: str, hours: int
) -> None:
    actor: Actor = getattr(village, who)
    began = clock.now()
    token = sign_ins.start(actor.id, {})
    while clock.now() < began + timedelta(hours=hours, minutes=-20):
        clock.move(minutes=20)
        sign_ins.touch(_found(sign_ins, token))
    clock.moment = began + timedelta(hours=hours, seconds=-1)
    sign_ins.touch(_found(sign_ins, token))
    assert not _found(sign_ins, token).is_over
    clock.moment = began + timedelta(hours=hours, seconds=1)
    assert _found(sign_ins, token).is_over


def test_a_clock_that_is_put_back_makes_no_sign_in_longer(
    sign_ins: SignIns, village: Village, clock: FixedClock
) -> None:
    token = sign_ins.start(village.participant.id, {})
    ends_at = _found(sign_ins, token).ends_at
    clock.move(hours=-1)
    sign_ins.touch(_found(sign_ins, token))
    assert _found(sign_ins, token).ends_at == ends_at


def test_reading_many_pages_writes_once_a_minute_at_most(
    engine: Engine, sign_ins: SignIns, village: Village, clock: FixedClock
) -> None:
    token = sign_ins.start(village.participant.id, {})
    began = clock.now()
    clock.move(seconds=59)
    sign_ins.touch(_found(sign_ins, token))
    assert all_rows(engine, SignIn)[0].seen_at == began
    clock.move(seconds=1)
    sign_ins.touch(_found(sign_ins, token))
    assert all_rows(engine, SignIn)[0].seen_at == clock.now()


def test_an_ended_token_finds_nothing(sign_ins: SignIns, village: Village) -> None:
    token, other = (sign_ins.start(village.participant.id, {}) for _ in range(2))
    sign_ins.end(_found(sign_ins, token))
    assert sign_ins.find(token) is None
    assert sign_ins.find(other) is not None


@pytest.mark.parametrize("guess", ["", "x", "0" * 43, "' OR 1=1 --", "\u0000"])
def test_a_token_that_nobody_was_given_finds_nothing(sign_ins: SignIns, village: Village, guess: str) -> None:
    sign_ins.start(village.participant.id, {})
    assert sign_ins.find(guess) is None


def test_the_database_knows_a_token_by_its_hash_alone(
    engine: Engine, sign_ins: SignIns, village: Village
) -> None:
    tokens = [sign_ins.start(village.participant.id, {}) for _ in range(3)]
    assert len(set(tokens)) == 3
    assert min(len(token) for token in tokens) >= 43
    assert {row.token_hash for row in all_rows(engine, SignIn)} == {hash_of(token) for token in tokens}
    with engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert not [token for token in tokens if token in dump]
    # A stolen table opens no door: the hash itself is no token.
    assert sign_ins.find(hash_of(tokens[0])) is None


def test_what_the_pages_remember_stays_with_its_own_sign_in(sign_ins: SignIns, village: Village) -> None:
    mine, theirs = (sign_ins.start(actor.id, {}) for actor in (village.participant, village.neighbour))
    sign_ins.keep(_found(sign_ins, mine), {"csrf": "a"})
    assert _found(sign_ins, mine).data == {"csrf": "a"}
    assert _found(sign_ins, theirs).data == {}


def test_a_person_who_moves_office_moves_at_the_next_request(
    engine: Engine, sign_ins: SignIns, village: Village
) -> None:
    token = sign_ins.start(village.caseworker.id, {})
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET office_id = :there"), {"there": village.other_office})
    assert _found(sign_ins, token).actor.office_id == village.other_office


def test_a_draft_is_its_writers_alone_for_one_day(
    engine: Engine, sign_ins: SignIns, village: Village, clock: FixedClock
) -> None:
    me, them = village.participant.id, village.neighbour.id
    sign_ins.keep_draft(me, "/messages", {"text": "Hei"})
    sign_ins.keep_draft(me, "/messages", {"text": "Hei igjen"})
    assert sign_ins.draft(me, "/messages") == {"text": "Hei igjen"}
    assert sign_ins.draft(me, "/absence/new") == sign_ins.draft(them, "/messages") == {}
    clock.move(hours=24)
    assert sign_ins.draft(me, "/messages") == {"text": "Hei igjen"}
    clock.move(seconds=1)
    assert sign_ins.draft(me, "/messages") == {}
    sign_ins.start(them, {})
    assert all_rows(engine, Draft) == []


def test_a_draft_that_was_sent_is_forgotten(sign_ins: SignIns, village: Village) -> None:
    sign_ins.keep_draft(village.participant.id, "/messages", {"text": "Hei"})
    sign_ins.keep_draft(village.neighbour.id, "/messages", {"text": "Hå"})
    sign_ins.forget_draft(village.participant.id, "/messages")
    assert sign_ins.draft(village.participant.id, "/messages") == {}
    assert sign_ins.draft(village.neighbour.id, "/messages") == {"text": "Hå"}


def test_a_chosen_language_is_saved_with_the_person(
    engine: Engine, sign_ins: SignIns, village: Village
) -> None:
    sign_ins.choose_language(village.participant.id, "ar")
    assert all_rows(engine, Person, id=village.participant.id)[0].locale == "ar"
    with pytest.raises(NotFound):
        sign_ins.choose_language("nobody", "ar")


def test_a_key_that_names_nobody_signs_nobody_in(sign_ins: SignIns, village: Village) -> None:
    for key in ("", "rolig-rogn", village.participant.id):
        with pytest.raises(NotFound):
            sign_ins.synthetic_person(key)
