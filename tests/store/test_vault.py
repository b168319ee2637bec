"""The vault: what is sealed opens with a key that is there, for its own place, and for nobody else."""

import pytest
from sqlalchemy import Engine

from portal.services.sealing import rotate
from portal.store.models import Person
from portal.store.vault import Vault, VaultError, new_key
from tests.builders import Village, all_rows, build_village, save

OLD, NEW = new_key(), new_key()
NUMBER = "17859012582"


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_what_was_sealed_opens_again_and_says_nothing_until_then() -> None:
    sealed = Vault([OLD]).seal(NUMBER, "here")
    assert NUMBER not in sealed
    assert Vault([OLD]).open(sealed, "here") == NUMBER
    assert Vault([OLD]).open(Vault([OLD]).seal("", "here"), "here") == ""


def test_it_opens_for_no_other_place_and_with_no_other_key() -> None:
    sealed = Vault([OLD]).seal(NUMBER, "here")
    for vault, place in ((Vault([OLD]), "there"), (Vault([NEW]), "here"), (Vault([]), "here")):
        with pytest.raises(VaultError):
            vault.open(sealed, place)


def test_every_changed_sign_is_noticed() -> None:
    sealed = Vault([OLD]).seal(NUMBER, "here")
    for index in range(len(sealed) - 2):
        changed = sealed[:index] + ("A" if sealed[index] != "A" else "B") + sealed[index + 1 :]
        with pytest.raises(VaultError):
            Vault([OLD]).open(changed, "here")
    for odd in ("", "x", "é", "====", sealed[:-8]):
        with pytest.raises(VaultError):
            Vault([OLD]).open(odd, "here")


def test_an_old_key_still_opens_and_finds_and_the_new_one_seals() -> None:
    before, both = Vault([OLD]), Vault([NEW, OLD])
    assert both.open(before.seal(NUMBER, "here"), "here") == NUMBER
    assert before.fingerprint(NUMBER) in both.fingerprints(NUMBER)
    assert both.fingerprint(NUMBER) == Vault([NEW]).fingerprint(NUMBER) != before.fingerprint(NUMBER)


@pytest.mark.parametrize(
    "key",
    ["", "short", "!" * 44, "é" * 44, new_key() + "AAAA"],
    ids=["empty", "short", "signs", "letters", "long"],
)
def test_a_bad_key_is_refused(key: str) -> None:
    with pytest.raises(VaultError):
        Vault([key])


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(VaultError):
        Vault([]).seal(NUMBER, "here")
    with pytest.raises(VaultError):
        Vault([]).fingerprint(NUMBER)


def seal_for(engine: Engine, village: Village, vault: Vault) -> None:
    """Give one person of the village the number."""
    person = Person(
        id="p1",
        role=village.participant.role,
        name="Deltaker Dal",
        identity_sealed=vault.seal(NUMBER, "p1"),
        identity_fingerprint=vault.fingerprint(NUMBER),
    )
    save(engine, person)


def test_after_a_rotation_the_old_key_is_not_needed(engine: Engine) -> None:
    seal_for(engine, build_village(engine), Vault([OLD]))
    assert rotate(engine, Vault([NEW, OLD])) == 1
    (row,) = all_rows(engine, Person, id="p1")
    assert Vault([NEW]).open(row.identity_sealed, "p1") == NUMBER
    assert row.identity_fingerprint == Vault([NEW]).fingerprint(NUMBER)


def test_a_rotation_that_cannot_open_all_changes_none(engine: Engine) -> None:
    seal_for(engine, build_village(engine), Vault([OLD]))
    before = all_rows(engine, Person)
    with pytest.raises(VaultError):
        rotate(engine, Vault([NEW]))
    assert all_rows(engine, Person) == before
