"""Connecting the doors: a key or a table that cannot be used is said before the portal starts, without quoting it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from portal.adapters.clock import FixedClock
from portal.adapters.oidc.connect import connect
from portal.adapters.oidc.groups import BadGroups, read_groups
from portal.domain.people import Role
from portal.settings import SYNTHETIC_KEY, Entra, IdPorten, Settings, SettingsError
from tests.adapters.oidc.nasty import client_key, ec_key, rsa_key

GROUP = "0b0e6a3e-6f0f-4f6e-9a52-0c1d9a1e7b10"
GOOD_GROUPS = f'[[group]]\nid = "{GROUP.upper()}"\nrole = "caseworker"\noffice = "5501"\n'


def settings(folder: Path, key: str, groups: str = GOOD_GROUPS) -> Settings:
    """Settings whose files hold these texts."""
    (folder / "key").write_text(key)
    (folder / "groups").write_text(groups)
    issuer = "https://provider.example"
    return Settings(
        database_url="sqlite://",
        secret_key="a secret of the tests, 32 signs and more",
        demo=True,
        public_url="https://localhost",
        identity_keys=(SYNTHETIC_KEY,),
        id_porten=IdPorten(issuer, "portal", folder / "key"),
        entra=Entra(issuer, "tenant", "portal", folder / "key", folder / "groups"),
    )


@pytest.mark.parametrize("key", [client_key(), ec_key("one")])
def test_a_private_key_of_either_kind_opens_both_doors(
    tmp_path: Path, clock: FixedClock, key: object
) -> None:
    text = json.dumps(key.as_dict(private=True))  # type: ignore[attr-defined]
    _, doors = connect(settings(tmp_path, text), clock)
    assert [door.name for door in doors] == ["id-porten", "entra"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "{}",
        "[]",
        json.dumps(client_key().as_dict(private=False)),
        json.dumps({k: v for k, v in client_key().as_dict(private=True).items() if k != "kid"}),
        json.dumps(client_key().as_dict(private=True) | {"alg": "HS256"}),
        json.dumps({"kty": "oct", "kid": "one", "k": "c2VjcmV0"}),
    ],
)
def test_a_key_that_cannot_sign_is_refused(tmp_path: Path, clock: FixedClock, key: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_IDPORTEN_KEY_FILE") as refused:
        connect(settings(tmp_path, key), clock)
    assert "c2VjcmV0" not in str(refused.value)


def test_a_key_of_ours_that_is_too_short_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    """3072 bits are as hard to guess as 128 random ones; providers choose theirs, and ours is ours to choose."""
    with pytest.raises(SettingsError, match="3072"):
        connect(settings(tmp_path, json.dumps(rsa_key("short").as_dict(private=True))), clock)


def test_a_bad_sealing_key_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    key = json.dumps(client_key().as_dict(private=True))
    with pytest.raises(SettingsError, match="PORTAL_IDENTITY_KEYS"):
        connect(replace(settings(tmp_path, key), identity_keys=("short",)), clock)


@pytest.mark.parametrize(
    "groups",
    [
        "",
        "[[group",
        "group = 1",
        '[[group]]\nid = "x"\nrole = "caseworker"\noffice = "5501"',
        f'[[group]]\nid = "{GROUP}"\nrole = "participant"',
        f'[[group]]\nid = "{GROUP}"\nrole = "king"',
        f'[[group]]\nid = "{GROUP}"\nrole = "caseworker"',
        f'[[group]]\nid = "{GROUP}"\nrole = "translator"\noffice = "5501"',
        f'[[group]]\nid = "{GROUP}"\nrole = "caseworker"\noffice = 5501',
        GOOD_GROUPS * 2,
    ],
)
def test_a_table_that_is_not_clear_is_refused(tmp_path: Path, clock: FixedClock, groups: str) -> None:
    key = json.dumps(client_key().as_dict(private=True))
    with pytest.raises(SettingsError, match="PORTAL_ENTRA_GROUPS_FILE"):
        connect(settings(tmp_path, key, groups), clock)


def test_a_table_says_what_a_group_gives(tmp_path: Path) -> None:
    (tmp_path / "groups").write_text(GOOD_GROUPS)
    found = read_groups(tmp_path / "groups").first({GROUP})
    assert found is not None
    assert (found.role, found.office) == (Role.CASEWORKER, "5501")
    assert read_groups(tmp_path / "groups").first(set()) is None
    with pytest.raises(BadGroups):
        read_groups(tmp_path / "nowhere")
