"""Settings: each variable named once, and no start with half of them (safety, rows 26 and 40)."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.settings import ENTRA, ID_PORTEN, SYNTHETIC_KEY, VARIABLES, SettingsError, from_environment
from tests.architecture.sources import ROOT, files, modules

GOOD = {"PORTAL_DATABASE_URL": "sqlite:///portal.db", "PORTAL_SECRET_KEY": "sss0123456789" * 3}
KEY = "a" * 43 + "="
PROVIDERS = {
    "PORTAL_HOSTS": "program.example",
    "PORTAL_PUBLIC_URL": "https://program.example",
    "PORTAL_IDENTITY_KEYS": KEY,
    "PORTAL_IDPORTEN_ISSUER": "https://idporten.example",
    "PORTAL_IDPORTEN_CLIENT_ID": "portal",
    "PORTAL_IDPORTEN_KEY_FILE": "id-porten.jwk",
    "PORTAL_ENTRA_ISSUER": "https://login.example/tenant/v2.0",
    "PORTAL_ENTRA_TENANT": "tenant",
    "PORTAL_ENTRA_CLIENT_ID": "portal",
    "PORTAL_ENTRA_KEY_FILE": "entra.jwk",
    "PORTAL_ENTRA_GROUPS_FILE": "groups.toml",
}
_NAME = re.compile(r"\bPORTAL_[A-Z0-9_]+\b")


def read_names(tree: ast.Module) -> set[str]:
    """The variables that a module names outside its sentences: as a whole text, which is how one is read or set."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value)
    }


def test_every_variable_that_is_read_is_named_and_the_other_way_round() -> None:
    """A setting that is not in the table is refused at the start, so one that is read elsewhere could never be set."""
    named = {name for tree in modules().values() for name in read_names(tree)}
    assert named == set(VARIABLES)
    assert read_names(ast.parse("x = env['PORTAL_X']\ny = 'Set PORTAL_Y, please.'")) == {"PORTAL_X"}
    everywhere = {
        name
        for path in files()
        if path in {"Makefile", ".ci/run", "hatch_build.py"} or path.startswith("portal/")
        for name in _NAME.findall((ROOT / path).read_text(encoding="utf-8"))
    }
    assert everywhere <= set(VARIABLES)


def test_only_the_settings_read_the_environment() -> None:
    """Whatever else looked there could be changed by what no table names."""
    readers = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
        if isinstance(node.value, ast.Name) and node.value.id == "os"
    }
    # The command line hands the environment on, and the demo writes its own before the server starts.
    assert readers <= {
        "portal/settings/environment.py",
        "portal/cli/database.py",
        "portal/demo/run.py",
        "portal/wsgi.py",
    }


def test_the_least_that_is_needed_is_enough_and_is_safe() -> None:
    """Without a word more: TLS, no demo, the real clock, and this machine's own names."""
    settings = from_environment(GOOD)
    assert settings.https
    assert not settings.demo
    assert settings.demo_now is None
    assert settings.hosts == ("localhost", "127.0.0.1")
    assert GOOD["PORTAL_SECRET_KEY"] not in repr(settings)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PORTAL_SECRET_KEY": ""}, "PORTAL_SECRET_KEY"),
        ({"PORTAL_SECRET_KEY": "s" * 31}, "PORTAL_SECRET_KEY"),
        ({"PORTAL_DATABASE_URL": ""}, "PORTAL_DATABASE_URL"),
        ({"PORTAL_DATABASE_URL": "mysql://somewhere"}, "PORTAL_DATABASE_URL"),
        ({"PORTAL_HTTPS": "0"}, "PORTAL_HTTPS"),
        ({"PORTAL_HTTPS": "no"}, "PORTAL_HTTPS"),
        ({"PORTAL_HTTPS": ""}, "PORTAL_HTTPS"),
        ({"PORTAL_DEMO": "true"}, "PORTAL_DEMO"),
        ({"PORTAL_DEMO_NOW": "2026-11-24T08:00:00+00:00"}, "PORTAL_DEMO_NOW"),
        ({"PORTAL_DEMO": "1", "PORTAL_DEMO_NOW": "tomorrow"}, "PORTAL_DEMO_NOW"),
        ({"PORTAL_DEMO": "1", "PORTAL_DEMO_NOW": "2026-11-24T08:00:00"}, "PORTAL_DEMO_NOW"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG"),
        ({"PORTAL_SECRETKEY": "s" * 32}, "PORTAL_SECRETKEY"),
        ({"PORTAL_HOSTS": ""}, "PORTAL_HOSTS"),
        ({"PORTAL_HOSTS": " , "}, "PORTAL_HOSTS"),
        ({"PORTAL_SECRET_KEY": "s" * 32}, "PORTAL_SECRET_KEY"),
        ({"PORTAL_SECRET_KEY": "changeme" * 8}, "PORTAL_SECRET_KEY"),
        ({"PORTAL_AUDIT_KEY": "s" * 32}, "PORTAL_AUDIT_KEY"),
        ({"PORTAL_DEMO": "1", "PORTAL_HTTPS": "0", "PORTAL_HOSTS": "program.example"}, "PORTAL_HOSTS"),
        ({"FLASK_DEBUG": "1", "PORTAL_FLASK_DEBUG": "1"}, "PORTAL_FLASK_DEBUG"),
        ({"PORTAL_PROXIES": "-1"}, "PORTAL_PROXIES"),
        ({"PORTAL_PROXIES": "6"}, "PORTAL_PROXIES"),
        ({"PORTAL_PROXIES": "*"}, "PORTAL_PROXIES"),
        ({"PORTAL_LIMITS_TIMES": "0"}, "PORTAL_LIMITS_TIMES"),
        ({"PORTAL_LIMITS_TIMES": "11"}, "PORTAL_LIMITS_TIMES"),
        ({"PORTAL_DEMO": "1", "PORTAL_LIMITS_TIMES": "100001"}, "PORTAL_LIMITS_TIMES"),
        ({"PORTAL_LIMITS_TIMES": "many"}, "PORTAL_LIMITS_TIMES"),
        ({"PORTAL_BACKUP_RECIPIENT": "AGE-SECRET-KEY-1SSS"}, "PORTAL_BACKUP_RECIPIENT"),
        ({"PORTAL_BACKUP_RECIPIENT": "age1abc,AGE-SECRET-KEY-1SSS"}, "PORTAL_BACKUP_RECIPIENT"),
    ],
)
def test_a_bad_value_is_refused_with_a_sentence(changes: dict[str, str], named: str) -> None:
    """The sentence names the variable, and never repeats a value: it could be the secret."""
    with pytest.raises(SettingsError) as refused:
        from_environment(GOOD | changes)
    said = str(refused.value)
    assert named in said
    assert said[0].isupper()
    assert said.endswith((".", "…"))
    assert "sss" not in said.lower()


# Put together, so that no file holds what looks like somebody's password.
WHO = "portal:" + "geheim"
ELSEWHERE = f"postgresql+psycopg://{WHO}@db.example/portal"


@pytest.mark.parametrize(
    "address",
    [
        ELSEWHERE,
        *(
            f"{ELSEWHERE}?sslmode={mode}"
            for mode in ("disable", "allow", "prefer", "require", "verify-ca", "")
        ),
        f"{ELSEWHERE}?sslmode=verify-full&sslmode=disable",
        f"postgresql+psycopg://{WHO}@/portal?host=db.example",
        f"postgresql+psycopg://{WHO}@/portal?host=localhost&host=db.example:5432",
        f"postgresql+psycopg://{WHO}@/portal?host=localhost,db.example",
        f"postgresql+psycopg://{WHO}@localhost/portal?hostaddr=192.0.2.7",
        f"postgresql+psycopg://{WHO}@/portal?service=portal",
        f"postgresql+psycopg://{WHO}@127.0.0.1.example/portal",
        f"postgresql+psycopg://{WHO}@localhost:not-a-port/portal",
    ],
)
def test_a_database_elsewhere_shows_over_tls_who_it_is_or_is_refused(
    address: str,
) -> None:
    """Every weaker mode can be answered by whoever is on the way. Only the demo holds nothing that anybody would want."""
    with pytest.raises(SettingsError, match="PORTAL_DATABASE_URL") as refused:
        from_environment(GOOD | {"PORTAL_DATABASE_URL": address})
    assert "geheim" not in str(refused.value)
    if "not-a-port" not in address:
        assert from_environment(GOOD | {"PORTAL_DATABASE_URL": address, "PORTAL_DEMO": "1"})


@pytest.mark.parametrize(
    "address",
    [
        f"{ELSEWHERE}?sslmode=verify-full",
        f"{ELSEWHERE}?sslrootcert=/etc/ca.pem&sslmode=verify-full",
        "postgresql+psycopg://portal@localhost:5433/portal",
        "postgresql+psycopg://portal@127.0.0.1/portal",
        "postgresql+psycopg://portal@[::1]/portal",
        "postgresql+psycopg:///portal",
        "postgresql+psycopg://portal@/portal?host=/var/run/postgresql",
    ],
)
def test_a_database_that_shows_who_it_is_or_is_on_this_machine_is_taken(address: str) -> None:
    assert from_environment(GOOD | {"PORTAL_DATABASE_URL": address}).database_url == address


@pytest.mark.parametrize("missing", list(GOOD))
def test_a_missing_variable_is_asked_for(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        from_environment({name: value for name, value in GOOD.items() if name != missing})


def test_the_demo_may_do_without_tls_and_have_a_clock_of_its_own() -> None:
    settings = from_environment(
        GOOD | {"PORTAL_DEMO": "1", "PORTAL_HTTPS": "0", "PORTAL_DEMO_NOW": "2026-11-24T09:00:00+01:00"}
    )
    assert settings.demo_now == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_the_command_line_says_the_sentence_and_shows_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for command in (["serve"], ["db", "check"], ["db", "upgrade"]):
        answer = CliRunner().invoke(main, command)
        assert answer.exit_code == 1, command
        assert "PORTAL_DATABASE_URL is missing." in answer.output
        assert "Traceback" not in answer.output


def test_providers_are_connected_when_all_is_there() -> None:
    settings = from_environment(GOOD | PROVIDERS)
    assert settings.id_porten is not None
    assert settings.entra is not None
    assert settings.id_porten.acr == "idporten-loa-substantial"
    assert not settings.id_porten.synthetic
    assert KEY not in repr(settings)


@pytest.mark.parametrize("missing", [*ID_PORTEN, *ENTRA, "PORTAL_PUBLIC_URL", "PORTAL_IDENTITY_KEYS"])
def test_half_a_provider_is_no_provider(missing: str) -> None:
    """The sentence names what is missing, before anybody finds out at the door."""
    half = {name: value for name, value in PROVIDERS.items() if name != missing}
    with pytest.raises(SettingsError, match=missing):
        from_environment(GOOD | half)


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    """A file with what the register's platform knows the portal by."""
    path = tmp_path / "token"
    path.write_text("a-token-of-the-tests\n", "ascii")
    return path


def test_the_register_is_connected_when_all_is_there(token_file: Path) -> None:
    here = {"PORTAL_REGISTER_URL": "https://register.example/oppslag"}
    there = {"PORTAL_REGISTER_TOKEN_FILE": str(token_file)}
    keys = {"PORTAL_IDENTITY_KEYS": KEY}
    settings = from_environment(GOOD | here | there | keys)
    assert settings.register is not None
    assert settings.register.token == "a-token-of-the-tests"
    assert settings.register.token not in repr(settings)
    for half, named in (
        (here | keys, "PORTAL_REGISTER_TOKEN_FILE"),
        (there | keys, "PORTAL_REGISTER_URL"),
        (here | there, "PORTAL_IDENTITY_KEYS"),
        ({"PORTAL_REGISTER_URL": "http://register.example/"} | there | keys, "PORTAL_REGISTER_URL"),
        (here | {"PORTAL_REGISTER_TOKEN_FILE": "/no/such/file"} | keys, "PORTAL_REGISTER_TOKEN_FILE"),
    ):
        with pytest.raises(SettingsError, match=named):
            from_environment(GOOD | half)


@pytest.mark.parametrize("text", ["", "two words", "zwei\nZeilen", "\x00"])
def test_a_token_is_one_word(token_file: Path, text: str) -> None:
    token_file.write_text(text, "ascii")
    there = {
        "PORTAL_REGISTER_URL": "https://register.example/",
        "PORTAL_REGISTER_TOKEN_FILE": str(token_file),
    }
    with pytest.raises(SettingsError, match="one token"):
        from_environment(GOOD | there | {"PORTAL_IDENTITY_KEYS": KEY})


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PORTAL_IDPORTEN_ISSUER": "http://idporten.example"}, "PORTAL_IDPORTEN_ISSUER"),
        ({"PORTAL_IDPORTEN_ISSUER": "http://127.0.0.1:8001"}, "PORTAL_IDPORTEN_ISSUER"),
        ({"PORTAL_IDPORTEN_ISSUER": "idporten.example"}, "PORTAL_IDPORTEN_ISSUER"),
        ({"PORTAL_IDPORTEN_ISSUER": "https://[::1"}, "PORTAL_IDPORTEN_ISSUER"),
        ({"PORTAL_IDPORTEN_ACR": "idporten-loa-low"}, "PORTAL_IDPORTEN_ACR"),
        ({"PORTAL_IDPORTEN_SYNTHETIC": "yes"}, "PORTAL_IDPORTEN_SYNTHETIC"),
        ({"PORTAL_ENTRA_ISSUER": "http://login.example"}, "PORTAL_ENTRA_ISSUER"),
        ({"PORTAL_PUBLIC_URL": "http://program.example"}, "PORTAL_PUBLIC_URL"),
        ({"PORTAL_PUBLIC_URL": "https://program.example/somewhere"}, "PORTAL_PUBLIC_URL"),
        ({"PORTAL_PUBLIC_URL": "https://another.example"}, "PORTAL_PUBLIC_URL"),
        ({"PORTAL_IDENTITY_KEYS": SYNTHETIC_KEY}, "PORTAL_IDENTITY_KEYS"),
        ({"PORTAL_IDENTITY_KEYS_FILE": "keys"}, "PORTAL_IDENTITY_KEYS"),
        ({"PORTAL_IDENTITY_KEYS": "", "PORTAL_IDENTITY_KEYS_FILE": "no-such"}, "PORTAL_IDENTITY_KEYS_FILE"),
    ],
)
def test_a_provider_that_is_set_up_badly_is_refused(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as refused:
        from_environment(GOOD | PROVIDERS | changes)
    assert str(refused.value).endswith(".")


def test_keys_may_lie_in_a_file_the_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{KEY}\n{SYNTHETIC_KEY}\n")
    with_file = GOOD | {"PORTAL_IDENTITY_KEYS_FILE": str(file), "PORTAL_DEMO": "1"}
    assert from_environment(with_file).identity_keys == (KEY, SYNTHETIC_KEY)


def test_picking_a_person_is_for_a_demo_without_providers() -> None:
    assert from_environment(GOOD | {"PORTAL_DEMO": "1"}).picking
    assert not from_environment(GOOD).picking
    assert not from_environment(GOOD | PROVIDERS | {"PORTAL_DEMO": "1"}).picking
