"""Offices on the command line: what each has chosen, and how an operator changes it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from portal.cli import main
from tests.builders import build_village


@pytest.fixture
def operator(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of somebody who runs the portal over the village."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{Path(str(sqlite_engine.url.database))}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")


def office(*arguments: str) -> Result:
    """Run `portal office …`."""
    return CliRunner().invoke(main, ["office", *arguments])


@pytest.mark.usefixtures("operator")
def test_an_operator_changes_what_an_office_has_chosen(sqlite_engine: Engine) -> None:
    village = build_village(sqlite_engine)
    assert office("choose", village.office, "benefit.month_method", "WEEKDAYS").exit_code == 0
    assert office("choose", village.office, "case.answer_working_days", "5").exit_code == 0
    lines = {line.split()[0]: line for line in office("list").stdout.splitlines()}
    assert lines[village.office].endswith("benefit.month_method=WEEKDAYS, case.answer_working_days=5")
    assert lines[village.other_office].endswith("defaults")


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("benefit.month_method", "SOMEHOW", "benefit.month_method: one of FLAT_12, WEEKDAYS is needed"),
        ("colour", "red", "colour: there is no such setting"),
    ],
)
def test_what_is_not_allowed_is_refused_in_a_line(
    sqlite_engine: Engine, name: str, value: str, said: str
) -> None:
    village = build_village(sqlite_engine)
    told = office("choose", village.office, name, value)
    assert (told.exit_code, told.stderr) == (1, f"Error: {said}\n")
    assert office("choose", "nowhere", "benefit.month_method", "FLAT_12").exit_code == 1


def test_without_a_database_the_command_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORTAL_DATABASE_URL", "PORTAL_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    told = office("list")
    assert told.exit_code == 1
    assert "PORTAL_" in told.stderr
