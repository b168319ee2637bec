"""Whatever leaves is one of a few sentences: no way out takes another, whatever it is made of."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.adapters.channels import connect
from portal.adapters.clock import SystemClock
from portal.adapters.notices import WayOut
from portal.adapters.push import WebPush, new_key, public_address
from portal.domain.notices import Channel, NotTold, Trouble
from portal.settings import Push, Settings, SettingsError, Sms, Smtp
from portal.text.locales import LOCALES, chain
from portal.text.told_outside import CODE, LONGEST, NotFixed, code, headline, news, parts_as_sms
from tests.worker.gateway import fixed

KEY = new_key()
TELLING = ("nav", "kvp", "kvalifisering", "http", "://", "+47", "%", "program")


def _settings(**more: object) -> Settings:
    return Settings(database_url="sqlite:///x", secret_key="a random 0123456789 secret of tests!", **more)  # type: ignore[arg-type]


def _every_way(folder: Path) -> dict[str, WayOut]:
    real = connect(
        _settings(
            sms=Sms("https://sms.example/send", "t"),
            smtp=Smtp("smtp.example", 587, "post@kommune.example"),
            push=Push(KEY, "mailto:drift@kommune.example"),
        ),
        SystemClock(),
        fixed(),
    )
    files = connect(_settings(notices_file=folder / "notices.jsonl"), SystemClock(), fixed())
    return {f"{type(way).__name__} {channel}": way for some in (real, files) for channel, way in some.items()}


@pytest.mark.parametrize("sender", ["kvp@bygda.example", "post@kvp.bygda.example", "post@nav.example"])
def test_no_part_of_the_address_that_e_mail_comes_from_says_what_it_is_about(sender: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_SMTP_FROM"):
        _settings(smtp=Smtp("smtp.example", 587, sender))


def test_every_adapter_is_a_way_out_and_none_goes_round_the_gate(tmp_path: Path) -> None:
    ways = _every_way(tmp_path)
    assert {type(way).__name__ for way in ways.values()} == {"SmsGateway", "Mail", "WebPush", "NoticesToFile"}
    for way in ways.values():
        assert isinstance(way, WayOut)
        assert type(way).send is WayOut.send


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hei Rolig, du har fått avslag.",
        "Du har en ny melding. Logg inn for å lese den. https://evil.example",
        "Du har en ny melding. Logg inn for å lese den.\r\nBcc: all@example.org",
        " Du har en ny melding. Logg inn for å lese den.",
        "Koden er 123456. Den virker i 15 minutter. Og 654321.",
        "Koden er 12345. Den virker i 15 minutter.",
        "Koden er ١٢٣٤٥٦. Den virker i 15 minutter.",
    ],
)
def test_no_other_text_leaves_by_any_of_them(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("It went out."))
    for name, way in _every_way(tmp_path).items():
        with pytest.raises(NotFixed) as refused:
            way.send(reference="r", to="somewhere", text=text)
        assert "avslag" not in str(refused.value), name
    assert not (tmp_path / "notices.jsonl").exists()


@pytest.mark.parametrize("say", [news, lambda words: code(words, "000000")])
@pytest.mark.parametrize("locale", [one for one, row in LOCALES.items() if not row.pseudo])
def test_each_text_fits_one_short_message_and_says_nothing(locale: str, say: Callable[..., str]) -> None:
    words = fixed().words_of(locale)
    text = say(words)
    assert 0 < len(text) <= LONGEST
    assert parts_as_sms(text) == 1
    for said in (text, headline(words)):
        assert not [word for word in TELLING if word in said.lower()]
    # A text that has fallen back on another language goes out with that one's headline.
    spoken = fixed().spoken(text)
    theirs = fixed().words_of(spoken.locale)
    assert (say(theirs), headline(theirs)) == (text, spoken.headline)
    assert spoken.locale == locale or text in {say(fixed().words_of(one)) for one in chain(locale)[1:]}


def test_a_code_is_six_plain_digits_in_the_one_place_for_it() -> None:
    for locale, row in LOCALES.items():
        if not row.pseudo:
            text = code(fixed().words_of(locale), "314159")
            assert CODE.findall(text) == ["314159"], locale
            assert fixed().spoken(text).text == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ا" * 70, 1),
        ("ا" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("æøåÆØÅ" * 26, 1),
        ("ê" * 71, 2),
    ],
)
def test_short_messages_are_counted_as_telephones_count_them(text: str, parts: int) -> None:
    assert parts_as_sms(text) == parts


def test_the_file_says_which_way_it_would_have_gone(tmp_path: Path) -> None:
    ways = connect(_settings(notices_file=tmp_path / "n.jsonl"), SystemClock(), fixed())
    assert set(ways) == {Channel.SMS, Channel.EMAIL}
    ways[Channel.EMAIL].send(reference="r", to="a@example.org", text=news(fixed().words_of("nb")))
    assert json.loads((tmp_path / "n.jsonl").read_text())["channel"] == "email"


def test_in_the_demo_no_knock_leaves_this_machine(tmp_path: Path) -> None:
    push = Push(KEY, "mailto:drift@kommune.example")
    ways = connect(_settings(notices_file=tmp_path / "n.jsonl", push=push, demo=True), SystemClock(), fixed())
    assert not isinstance(ways[Channel.PUSH], WebPush)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_push_service_whose_name_leads_inside_is_not_knocked_at(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """One private address among good ones is enough to stay away."""
    told = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("142.250.74.42", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)
    with pytest.raises(NotTold) as failed:
        public_address("fcm.googleapis.com")
    assert failed.value.trouble is Trouble.DOWN


def test_an_endpoint_that_is_on_no_list_any_more_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("It was looked up."))
    way = WebPush(KEY, "mailto:drift@kommune.example", (), SystemClock(), fixed())
    with pytest.raises(NotTold) as failed:
        way.send(reference="r", to="https://push.example.org/x", text=news(fixed().words_of("nb")))
    assert failed.value.trouble is Trouble.REFUSED
