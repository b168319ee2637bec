"""Notices on the command line: numbers and nobody's name, everything again, who is reserved, and a key for push."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal.adapters.clock import SystemClock
from portal.adapters.push import public_key
from portal.cli import main
from portal.domain.access import Protection
from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.domain.people import Actor
from portal.store.base import new_id
from portal.store.models import Person
from portal.store.notice import Notice
from portal.store.notice_wish import NoticeWish
from tests.builders import Village, all_rows, fingerprint, save

SINCE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _run(engine: Engine, *words: str) -> Result:
    environment = {
        "PORTAL_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "PORTAL_SECRET_KEY": "a secret of the tests, 32 signs and more",
    }
    return CliRunner(env=environment).invoke(main, ["notices", *words])


def _notice(
    who: Actor,
    channel: Channel | None,
    trouble: Trouble | None,
    state: NoticeState = NoticeState.DEAD,
    *,
    later: int = 0,
    says: Says = Says.NEWS,
) -> Notice:
    return Notice(
        id=new_id(),
        person_id=who.id,
        event_id=new_id(),
        state=state,
        due_at=SINCE + timedelta(hours=later),
        attempts=60,
        says=says,
        channel=channel,
        trouble=trouble,
    )


@pytest.fixture
def given_up(engine: Engine, village: Village) -> list[Notice]:
    """Five that were given up at two offices, and one each of what was not."""
    who, far = village.participant, village.stranger
    dead = [
        _notice(who, Channel.SMS, Trouble.DOWN, later=1),
        _notice(far, Channel.SMS, Trouble.DOWN),
        _notice(who, Channel.EMAIL, Trouble.REFUSED, says=Says.CODE),
        _notice(who, None, Trouble.DOWN),
        _notice(village.neighbour, Channel.PUSH, None),
    ]
    others = [
        _notice(who, Channel.SMS, Trouble.DOWN, state)
        for state in (NoticeState.QUEUED, NoticeState.SENT, NoticeState.DROPPED)
    ]
    save(engine, *dead, *others)
    return dead


def _protect(engine: Engine, who: Actor) -> None:
    with engine.begin() as connection:
        person = Person.__table__
        connection.execute(
            person.update().where(person.c.id == who.id).values(protection=Protection.CONFIDENTIAL)
        )


@pytest.mark.usefixtures("given_up")
def test_what_was_given_up_is_printed_as_numbers_and_as_nobody(engine: Engine, village: Village) -> None:
    """Protected people's count here too: only whoever runs the machine can mend the way to them."""
    _protect(engine, village.stranger)
    before = fingerprint(engine)
    result = _run(engine, "given-up")
    assert result.exit_code == 0
    assert sorted(result.output.splitlines()) == [
        "     1  code  email  refused  since 2026-11-20 09:30 UTC",
        "     1  news  -      down     since 2026-11-20 09:30 UTC",
        "     1  news  push   -        since 2026-11-20 09:30 UTC",
        "     2  news  sms    down     since 2026-11-20 09:30 UTC",
    ]
    for person in all_rows(engine, Person):
        for word in (person.id, person.name, person.phone, person.office_id):
            assert not word or word not in result.output
    assert fingerprint(engine) == before


def test_where_nothing_was_given_up_nothing_is_printed_and_nothing_sent(
    engine: Engine, village: Village
) -> None:
    save(engine, _notice(village.participant, Channel.SMS, Trouble.DOWN, NoticeState.SENT))
    before = fingerprint(engine)
    assert (_run(engine, "given-up").output, _run(engine, "send-again").output) == (
        "",
        "0 notices are back in the outbox.\n",
    )
    assert fingerprint(engine) == before


def test_everything_that_was_given_up_goes_back_into_the_outbox_as_new(
    engine: Engine, village: Village, given_up: list[Notice]
) -> None:
    _protect(engine, village.stranger)
    ids = {row.id for row in given_up}
    asked_at = SystemClock().now()
    assert _run(engine, "send-again").output == "5 notices are back in the outbox.\n"
    rows = all_rows(engine, Notice)
    again = [row for row in rows if row.id in ids]
    assert {(row.state, row.attempts, row.trouble) for row in again} == {(NoticeState.QUEUED, 0, None)}
    assert all(asked_at <= row.due_at <= SystemClock().now() for row in again)
    # What was sent, dropped or waits already stays as it was.
    assert {(row.attempts, row.trouble) for row in rows if row.id not in ids} == {(60, Trouble.DOWN)}
    assert _run(engine, "send-again").output == "0 notices are back in the outbox.\n"
    assert _run(engine, "given-up").output == ""


def test_whoever_is_reserved_in_the_register_is_kept_so_until_they_are_not(
    engine: Engine, village: Village
) -> None:
    who = village.participant.id
    for words, kept in (((), True), ((), True), (("--end",), False), ((), True)):
        result = _run(engine, "reserve", who, *words)
        assert (result.exit_code, result.output) == (0, "It is kept.\n")
        assert [(row.person_id, row.reserved) for row in all_rows(engine, NoticeWish)] == [(who, kept)]


def test_a_reservation_leaves_what_somebody_chose_as_it_was(engine: Engine, village: Village) -> None:
    """So that they find it again when they are reserved no longer."""
    wish = NoticeWish(
        person_id=village.participant.id, channels="email", email="nobody@example.org", changed_at=SINCE
    )
    save(engine, wish)
    chosen = all_rows(engine, NoticeWish)[0]
    _run(engine, "reserve", village.participant.id)
    kept = all_rows(engine, NoticeWish)[0]
    assert kept.reserved
    assert kept.changed_at > SINCE
    columns = {column.key for column in NoticeWish.__table__.columns} - {"reserved", "changed_at"}
    assert {name: getattr(kept, name) for name in columns} == {
        name: getattr(chosen, name) for name in columns
    }


def test_who_is_not_there_cannot_be_reserved(engine: Engine, village: Village) -> None:
    before = fingerprint(engine)
    for words in (("nobody",), ("nobody", "--end"), (village.participant.name,)):
        result = _run(engine, "reserve", *words)
        assert (result.exit_code, result.output) == (1, "Error: Nobody has that id.\n")
    assert _run(engine, "reserve").exit_code == 2
    assert fingerprint(engine) == before


def test_a_new_key_is_a_key_for_push_and_another_each_time() -> None:
    """It is printed alone, so that it can be sent into the file as it is, and needs no portal that runs."""
    first, second = (CliRunner().invoke(main, ["notices", "new-push-key"]) for _ in range(2))
    assert first.exit_code == 0
    lines = first.output.splitlines()
    assert (lines[0][5:10], lines[-1][5:8]) == ("BEGIN", "END")
    assert all(line.endswith("PRIVATE KEY-----") for line in (lines[0], lines[-1]))
    assert len(public_key(first.output)) == 87
    assert public_key(first.output) != public_key(second.output)
