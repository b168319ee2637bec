"""Settings of the ways out: an SMS gateway, a mail server and push services, whole or not at all, and in the open never."""

from pathlib import Path

import pytest

from portal.adapters.channels import push_public_key
from portal.adapters.push import new_key
from portal.settings import Settings, SettingsError, from_environment
from portal.settings.notices import SIGN_IN
from tests.architecture.test_settings import GOOD

TOKEN = "a-token-of-the-tests"


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, str]:
    """Everything that each way needs and may have, with its files."""
    files = {"token": f"{TOKEN}\n", "password": f"{TOKEN}\n", "push.pem": new_key()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "ascii")
    return {
        "PORTAL_SMS_URL": "https://sms.example/send",
        "PORTAL_SMS_TOKEN_FILE": str(tmp_path / "token"),
        "PORTAL_SMS_FIELDS": "to, text",
        "PORTAL_SMTP_HOST": "post.kommune.example",
        "PORTAL_SMTP_PORT": "465",
        "PORTAL_SMTP_FROM": "ikke-svar@kommune.example",
        "PORTAL_SMTP_SECURITY": "tls",
        "PORTAL_SMTP_USER": "portal",
        "PORTAL_SMTP_PASSWORD_FILE": str(tmp_path / "password"),
        "PORTAL_PUSH_KEY_FILE": str(tmp_path / "push.pem"),
        "PORTAL_PUSH_CONTACT": "mailto:drift@kommune.example",
        "PORTAL_PUSH_HOSTS": "push.example, .notify.example",
    }


def settings_of(whole: dict[str, str], prefix: str, changes: dict[str, str | None]) -> Settings:
    """The settings with one way of the whole; a variable that is changed to None is not there."""
    chosen = {name: value for name, value in whole.items() if name.startswith(prefix)} | changes
    return from_environment(GOOD | {name: value for name, value in chosen.items() if value is not None})


def test_without_a_word_of_them_no_way_is_open() -> None:
    settings = from_environment(GOOD)
    assert (settings.sms, settings.smtp, settings.push) == (None, None, None)


def test_every_way_is_open_when_all_is_there_and_no_secret_is_shown(whole: dict[str, str]) -> None:
    settings = settings_of(whole, "PORTAL_", {})
    assert settings.sms is not None
    assert settings.smtp is not None
    assert settings.push is not None
    assert (settings.sms.token, settings.sms.fields) == (TOKEN, ("to", "text"))
    assert (settings.smtp.port, settings.smtp.security, settings.smtp.password) == (465, "tls", TOKEN)
    assert settings.push.hosts == ("push.example", ".notify.example")
    assert len(push_public_key(settings)) == 87
    shown = repr(settings)
    assert TOKEN not in shown
    assert "PRIVATE KEY" not in shown


def test_the_least_of_each_way_is_safe(whole: dict[str, str]) -> None:
    """Without a word more: three fields, STARTTLS on its port with nobody signed in, and the known push services."""
    more = ("SMS_FIELDS", "SMTP_PORT", "SMTP_SECURITY", *(name[7:] for name in SIGN_IN), "PUSH_HOSTS")
    settings = settings_of(whole, "PORTAL_", {f"PORTAL_{name}": None for name in more})
    assert settings.sms is not None
    assert settings.smtp is not None
    assert settings.push is not None
    assert settings.sms.fields == ("to", "text", "reference")
    assert (settings.smtp.port, settings.smtp.security, settings.smtp.user) == (587, "starttls", "")
    assert settings.push.hosts == ()


@pytest.mark.parametrize(
    ("prefix", "missing"),
    [
        ("PORTAL_SMS_", "PORTAL_SMS_URL"),
        ("PORTAL_SMS_", "PORTAL_SMS_TOKEN_FILE"),
        ("PORTAL_SMTP_", "PORTAL_SMTP_HOST"),
        ("PORTAL_SMTP_", "PORTAL_SMTP_FROM"),
        ("PORTAL_SMTP_", "PORTAL_SMTP_USER"),
        ("PORTAL_SMTP_", "PORTAL_SMTP_PASSWORD_FILE"),
        ("PORTAL_PUSH_", "PORTAL_PUSH_KEY_FILE"),
        ("PORTAL_PUSH_", "PORTAL_PUSH_CONTACT"),
    ],
)
@pytest.mark.parametrize("there", [None, ""])
def test_half_a_way_is_no_way(whole: dict[str, str], prefix: str, missing: str, there: str | None) -> None:
    """Nobody finds out from people who were never told. What is empty is missing as well."""
    with pytest.raises(SettingsError, match=f"{missing} is missing"):
        settings_of(whole, prefix, {missing: there})


@pytest.mark.parametrize(
    "changes",
    [
        {"PORTAL_SMS_URL": "http://sms.example/send"},
        {"PORTAL_SMS_URL": "http://127.0.0.1:9000/send"},
        {"PORTAL_SMS_URL": "sms.example"},
        {"PORTAL_SMS_URL": "https://[::1"},
        {"PORTAL_SMS_URL": "https://sms.example/send?from=portal"},
        {"PORTAL_SMS_TOKEN_FILE": "/no/such/file"},
        {"PORTAL_SMS_FIELDS": "to"},
        {"PORTAL_SMS_FIELDS": ""},
        {"PORTAL_SMS_FIELDS": "to,text,reference,name"},
        {"PORTAL_SMS_FIELDS": "to,to"},
        {"PORTAL_SMS_FIELDS": "to,the text"},
        {"PORTAL_SMS_FIELDS": "to,1text"},
        {"PORTAL_SMTP_HOST": "post example"},
        {"PORTAL_SMTP_HOST": "post.example:25"},
        {"PORTAL_SMTP_HOST": "post.example\r\nHELO"},
        {"PORTAL_SMTP_PORT": "0"},
        {"PORTAL_SMTP_PORT": "65536"},
        {"PORTAL_SMTP_PORT": "smtp"},
        {"PORTAL_SMTP_PORT": "-25"},
        {"PORTAL_SMTP_FROM": "Portalen <ikke-svar@kommune.example>"},
        {"PORTAL_SMTP_FROM": "ikke-svar"},
        {"PORTAL_SMTP_FROM": "ikke-svar@kommune"},
        {"PORTAL_SMTP_FROM": "ikke-svar@kommune.example\nBcc: a@b.example"},
        {"PORTAL_SMTP_SECURITY": "none"},
        {"PORTAL_SMTP_SECURITY": "ssl"},
        {"PORTAL_SMTP_SECURITY": ""},
        {"PORTAL_SMTP_PASSWORD_FILE": "/no/such/file"},
        {"PORTAL_PUSH_KEY_FILE": "/no/such/file"},
        {"PORTAL_PUSH_CONTACT": "drift@kommune.example"},
        {"PORTAL_PUSH_CONTACT": "mailto:drift"},
        {"PORTAL_PUSH_CONTACT": "http://kommune.example"},
        {"PORTAL_PUSH_CONTACT": "https://"},
        {"PORTAL_PUSH_HOSTS": "push.example,*"},
        {"PORTAL_PUSH_HOSTS": "192.0.2.7"},
        {"PORTAL_PUSH_HOSTS": "https://push.example"},
        {"PORTAL_PUSH_HOSTS": "example"},
    ],
    ids=lambda changes: "=".join(*changes.items()),
)
def test_a_way_that_is_set_up_badly_is_refused(whole: dict[str, str], changes: dict[str, str]) -> None:
    """The sentence names the variable and repeats no secret."""
    (named,) = changes
    with pytest.raises(SettingsError, match=named) as refused:
        settings_of(whole, f"{'_'.join(named.split('_')[:2])}_", dict(changes))
    assert str(refused.value).endswith((".", "…"))
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    "sender",
    ["kvp", "KVP-post", "kvalifiseringsprogrammet", "nav", "post.nav", "nav-kontoret", "sosialhjelp"],
)
def test_a_sender_says_nothing_of_the_programme(whole: dict[str, str], sender: str) -> None:
    """Whoever reads the phone over a shoulder reads who sent it, too."""
    with pytest.raises(SettingsError, match="PORTAL_SMTP_FROM must say nothing"):
        settings_of(whole, "PORTAL_SMTP_", {"PORTAL_SMTP_FROM": f"{sender}@kommune.example"})
    assert settings_of(whole, "PORTAL_SMTP_", {"PORTAL_SMTP_FROM": "navigasjon@kommune.example"}).smtp


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_mail_goes_in_the_open_on_this_machine_alone(whole: dict[str, str], host: str) -> None:
    here = {"PORTAL_SMTP_HOST": host, "PORTAL_SMTP_SECURITY": "none"}
    assert settings_of(whole, "PORTAL_SMTP_", dict(here)).smtp
    for elsewhere in ("127.0.0.1.example", "192.0.2.7", "localhost.example"):
        with pytest.raises(SettingsError, match="PORTAL_SMTP_SECURITY"):
            settings_of(whole, "PORTAL_SMTP_", here | {"PORTAL_SMTP_HOST": elsewhere})


def test_only_the_demo_reaches_a_gateway_without_tls_and_on_this_machine_alone(whole: dict[str, str]) -> None:
    demo = {"PORTAL_DEMO": "1"}
    assert settings_of(whole, "PORTAL_SMS_", {"PORTAL_SMS_URL": "http://127.0.0.1:9000/send"} | demo).sms
    with pytest.raises(SettingsError, match="PORTAL_SMS_URL"):
        settings_of(whole, "PORTAL_SMS_", {"PORTAL_SMS_URL": "http://sms.example/send"} | demo)


@pytest.mark.parametrize(
    "name", ["PORTAL_SMS_TOKEN_FILE", "PORTAL_SMTP_PASSWORD_FILE"], ids=["token", "password"]
)
@pytest.mark.parametrize("text", ["", "two words", "two\nlines", "\x00"])
def test_a_file_with_a_secret_holds_one_word(whole: dict[str, str], name: str, text: str) -> None:
    Path(whole[name]).write_text(text, "ascii")
    with pytest.raises(SettingsError, match=f"{name} must hold one token"):
        settings_of(whole, f"{'_'.join(name.split('_')[:2])}_", {})


@pytest.mark.parametrize("text", ["", "no key at all", "-----BEGIN PUBLIC KEY-----\n", "æøå"])
def test_a_file_without_a_private_key_is_refused(whole: dict[str, str], text: str) -> None:
    Path(whole["PORTAL_PUSH_KEY_FILE"]).write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="PORTAL_PUSH_KEY_FILE") as refused:
        settings_of(whole, "PORTAL_PUSH_", {})
    assert not text or text not in str(refused.value)


def test_a_key_that_is_broken_is_refused_before_the_first_page(whole: dict[str, str]) -> None:
    """The settings only see that one is meant; whoever opens it says so, and never quotes it."""
    path = Path(whole["PORTAL_PUSH_KEY_FILE"])
    key = path.read_text("ascii")
    path.write_text(key.replace(key.splitlines()[1], "AAAA"), "ascii")
    settings = settings_of(whole, "PORTAL_PUSH_", {})
    with pytest.raises(SettingsError, match="PORTAL_PUSH_KEY_FILE") as refused:
        push_public_key(settings)
    assert key.splitlines()[2] not in str(refused.value)
