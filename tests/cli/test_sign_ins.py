"""Sign-ins on the command line: one person's end, or everybody's, and neither by a slip of the hand."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal.cli import main
from portal.domain.people import Actor
from portal.store.models import SignIn
from tests.builders import Village, all_rows, build_village, save
from tests.conftest import NOW


@pytest.fixture
def village(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Village:
    """Two people with two sign-ins each, and the environment of somebody who runs the portal over them."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{Path(str(sqlite_engine.url.database))}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")
    made = build_village(sqlite_engine)
    save(
        sqlite_engine, *(sign_in(who, place) for who in (made.participant, made.caseworker) for place in "ab")
    )
    return made


def sign_in(who: Actor, place: str) -> SignIn:
    """Somebody is signed in at that place."""
    token = f"{place}{who.id:->63}"
    return SignIn(token_hash=token, person_id=who.id, started_at=NOW, seen_at=NOW, data={"words": "own"})


def end(*arguments: str) -> Result:
    """Run `portal sign-ins end …`."""
    return CliRunner().invoke(main, ["sign-ins", "end", *arguments])


def living(engine: Engine) -> list[str]:
    """Whose sign-ins have not ended."""
    return [row.person_id for row in all_rows(engine, SignIn) if row.ended_at is None]


def test_an_operator_ends_every_sign_in_of_one_person(sqlite_engine: Engine, village: Village) -> None:
    assert end(village.participant.id).stdout == "2 sign-ins have ended.\n"
    assert living(sqlite_engine) == [village.caseworker.id] * 2
    assert end(village.participant.id).stdout == "0 sign-ins have ended.\n"


def test_an_operator_ends_everybodys(sqlite_engine: Engine, village: Village) -> None:
    assert village.participant.id in living(sqlite_engine)
    assert end("--all").stdout == "4 sign-ins have ended.\n"
    assert living(sqlite_engine) == []


def test_neither_nobody_nor_both_is_meant(sqlite_engine: Engine, village: Village) -> None:
    for arguments in ((), (village.participant.id, "--all")):
        assert end(*arguments).exit_code == 2
    assert len(living(sqlite_engine)) == 4
