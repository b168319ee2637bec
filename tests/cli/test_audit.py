"""The audit trail on the command line: verified against what was anchored elsewhere, and exported line by line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.cli import main
from portal.services import plans
from portal.services.work import Desk
from tests.builders import RecordingBus, build_village
from tests.conftest import NOW

KEY = "what seals the trail of these tests, 32 signs"


@pytest.fixture
def looked(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database in which somebody has looked at three cases, and the environment of whoever runs the portal."""
    village = build_village(sqlite_engine)
    desk = Desk(sqlite_engine, FixedClock(NOW), NorwegianHolidays(), RecordingBus(), KEY.encode())
    for _ in range(3):
        with desk.reading(village.caseworker) as work:
            plans.plan_of(work, village.participant.id)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{sqlite_engine.url.database}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_AUDIT_KEY", KEY)
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")
    return sqlite_engine


def audit(*arguments: str) -> Result:
    """Run `portal audit …`."""
    return CliRunner().invoke(main, ["audit", *arguments])


@pytest.mark.usefixtures("looked")
def test_what_was_anchored_is_verified_later(tmp_path: Path) -> None:
    kept = tmp_path / "anchors"
    assert audit("anchor", str(kept)).stdout == "Row 3 is anchored.\n"
    assert audit("anchor", str(kept)).exit_code == 0
    assert [json.loads(line)["sequence"] for line in kept.read_text(encoding="utf-8").splitlines()] == [3, 3]
    told = audit("verify", "--anchors", str(kept))
    assert (told.exit_code, told.stdout) == (0, "3 rows hold, and so do 2 anchors.\n")


@pytest.mark.usefixtures("looked")
def test_a_trail_that_does_not_hold_ends_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "anchors"
    kept.write_text(json.dumps({"sequence": 4, "seal": "0" * 64}) + "\n", encoding="utf-8")
    told = audit("verify", "--anchors", str(kept))
    assert (told.exit_code, told.stdout) == (1, "Something is wrong: row 4 was anchored and is gone.\n")
    monkeypatch.setenv("PORTAL_AUDIT_KEY", KEY[::-1])
    assert audit("verify").stdout == "Something is wrong: row 1 does not hold with the rows before it.\n"


@pytest.mark.usefixtures("looked")
@pytest.mark.parametrize("content", ["no JSON", "[1]", '{"sequence": 1}'])
def test_anchors_that_cannot_be_read_are_said_in_a_line(tmp_path: Path, content: str) -> None:
    kept = tmp_path / "anchors"
    kept.write_text(content, encoding="utf-8")
    told = audit("verify", "--anchors", str(kept))
    assert told.exit_code == 1
    assert "no anchors could be read" in told.stderr
    assert audit("verify", "--anchors", str(tmp_path / "nowhere")).exit_code == 1


@pytest.mark.usefixtures("looked")
def test_the_trail_is_exported_line_by_line_after_a_number() -> None:
    assert len(audit("export").stdout.splitlines()) == 3
    lines = audit("export", "--after", "2").stdout.splitlines()
    assert len(lines) == 1
    assert "externalId=3 " in lines[0]
