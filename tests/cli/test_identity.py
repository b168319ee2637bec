"""`portal identity`: a new key, and everything sealed anew with it."""

from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from portal.cli.identity import identity
from portal.demo.identity import VAULT
from portal.settings import SYNTHETIC_KEY
from portal.store.models import Person
from portal.store.vault import Vault, new_key
from tests.builders import all_rows


def run(monkeypatch: pytest.MonkeyPatch, engine: Engine, keys: str, *words: str) -> tuple[int, str]:
    monkeypatch.setenv("PORTAL_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_IDENTITY_KEYS", keys)
    answer = CliRunner().invoke(identity, list(words))
    return answer.exit_code, answer.output


def test_a_new_key_can_be_used_and_is_never_the_same() -> None:
    first, second = (CliRunner().invoke(identity, ["new-key"]).output.strip() for _ in range(2))
    assert first != second
    assert Vault([first]).open(Vault([first]).seal("x", "here"), "here") == "x"


def test_rotating_seals_everybody_anew(monkeypatch: pytest.MonkeyPatch, seeded_engine: Engine) -> None:
    key = new_key()
    before = {row.id: VAULT.open(row.identity_sealed, row.id) for row in sealed(seeded_engine)}
    code, said = run(monkeypatch, seeded_engine, f"{key},{SYNTHETIC_KEY}", "rotate")
    assert (code, said) == (0, f"{len(before)} identity numbers and 0 files are sealed with the first key.\n")
    assert {row.id: Vault([key]).open(row.identity_sealed, row.id) for row in sealed(seeded_engine)} == before


def test_rotating_without_the_old_key_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, seeded_engine: Engine
) -> None:
    before = sealed(seeded_engine)
    code, said = run(monkeypatch, seeded_engine, new_key(), "rotate")
    assert code == 1
    assert "Nothing was changed." in said
    assert sealed(seeded_engine) == before


def test_rotating_without_any_key_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, seeded_engine: Engine
) -> None:
    code, said = run(monkeypatch, seeded_engine, "", "rotate")
    assert code == 1
    assert "PORTAL_IDENTITY_KEYS is missing." in said


def sealed(engine: Engine) -> list[Any]:
    return [row for row in all_rows(engine, Person) if row.identity_sealed]
