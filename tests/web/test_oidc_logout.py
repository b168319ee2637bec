"""Signing out here and there: the provider's session ends with ours and ours with the provider's (safety, rows 16 and 17)."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.services.signing_in import hash_of
from tests.adapters.oidc.bad_tokens import MARK, SHORT
from tests.adapters.oidc.entrance import PARTICIPANT, STAFF, Entrance, shared_entrance
from tests.adapters.oidc.nasty import Json, Provider, raw_token, rsa_key
from tests.browser import Answer

BACK = f"/sign-out/{PARTICIPANT}/back"


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    return shared.begin_anew()


def without(name: str) -> Callable[[Json], Json]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def having(**more: Any) -> Callable[[Json], Json]:  # noqa: ANN401 -- Claims are of any kind.
    return lambda claims: claims | more


BAD: dict[str, Callable[[Provider], str]] = {
    "no token": lambda _p: "",
    "no signature": lambda p: p.logout_token().rpartition(".")[0] + ".",
    "no algorithm": lambda p: p.logout_token(alg="none"),
    "another key": lambda p: raw_token({"alg": "RS256", "kid": "one"}, {"iss": p.issuer}, rsa_key("two")),
    "an unknown key": lambda p: p.logout_token(kid=MARK),
    "an ID token": lambda p: p.id_token(),
    "an access token": lambda p: p.logout_token(typ="at+jwt"),
    "another issuer": lambda p: p.logout_token(having(iss="https://evil.example")),
    "another client": lambda p: p.logout_token(having(aud="somebody-else")),
    "a nonce": lambda p: p.logout_token(having(nonce="n")),
    "no event": lambda p: p.logout_token(without("events")),
    "another event": lambda p: p.logout_token(having(events={"http://schemas.openid.net/event/other": {}})),
    "an event that is a list": lambda p: p.logout_token(
        having(events=["http://schemas.openid.net/event/backchannel-logout"])
    ),
    "nobody": lambda p: p.logout_token(lambda claims: without("sid")(without("sub")(claims))),
    "a session that is a list": lambda p: p.logout_token(having(sid=["sid-1"])),
    "no name of its own": lambda p: p.logout_token(without("jti")),
    "no time": lambda p: p.logout_token(without("iat")),
    "made in the future": lambda p: p.logout_token(having(iat=p.now + 3600)),
    "made long ago": lambda p: p.logout_token(having(iat=p.now - 3600)),
    "run out": lambda p: p.logout_token(having(exp=p.now - 61)),
    "no end": lambda p: p.logout_token(without("exp")),
    "its own key": lambda p: p.logout_token(jwk=rsa_key("two").as_dict(private=False)),
    "a short key": lambda _p: SHORT.token({"alg": "RS256", "kid": "one"}, {}),
    "too long": lambda p: p.logout_token(having(padding="x" * 20_000)),
    "far too long for a form": lambda p: p.logout_token(having(padding="x" * 70_000)),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_message_ends_nothing_and_leaves_no_trace(
    portal: Entrance, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="portal")
    portal.sign_in(PARTICIPANT)
    caplog.clear()
    answer = portal.browser().post(BACK, data={"logout_token": BAD[name](portal.providers[PARTICIPANT])})
    assert answer.status_code == 400
    assert answer.text == ""
    assert portal.living() == 1
    said = caplog.text + str([vars(record) for record in caplog.records])
    assert not [secret for secret in (MARK, "eyJ", "sid-1", "sub-1") if secret in said]


def test_there_are_more_than_twelve_bad_messages() -> None:
    assert len(BAD) >= 12


def test_a_message_in_no_form_at_all_is_400(portal: Entrance) -> None:
    assert portal.browser().post(BACK, data=b"{}", content_type="application/json").status_code == 400
    assert portal.browser().get(BACK).status_code == 405


def test_a_true_message_ends_every_sign_in_of_that_session_and_no_other(portal: Entrance) -> None:
    first, second, other = (portal.browser() for _ in range(3))
    portal.sign_in(PARTICIPANT, first)
    portal.sign_in(PARTICIPANT, second)
    portal.providers[PARTICIPANT].person["sid"] = "sid-9"
    portal.sign_in(PARTICIPANT, other)
    portal.providers[PARTICIPANT].person["sid"] = "sid-1"
    cookies = [hash_of(http.get_cookie("portal").value) for http in (first, second)]  # type: ignore[union-attr]
    token = portal.providers[PARTICIPANT].logout_token()
    answer = portal.browser().post(BACK, data={"logout_token": token})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert [http.get("/week").status_code for http in (first, second, other)] == [303, 303, 200]
    assert {(f"session:{one}", "session-ended") for one in cookies} <= portal.bus.told()


def test_a_message_without_a_session_ends_all_of_that_person_there(portal: Entrance) -> None:
    portal.sign_in(PARTICIPANT)
    portal.sign_in(STAFF)
    token = portal.providers[PARTICIPANT].logout_token(without("sid"))
    assert portal.browser().post(BACK, data={"logout_token": token}).status_code == 200
    assert portal.living() == 1


def test_a_message_counts_once(portal: Entrance) -> None:
    token = portal.providers[PARTICIPANT].logout_token()
    assert portal.browser().post(BACK, data={"logout_token": token}).status_code == 200
    portal.sign_in(PARTICIPANT)
    assert portal.browser().post(BACK, data={"logout_token": token}).status_code == 400
    assert portal.living() == 1


def test_a_message_of_one_provider_is_none_of_the_others(portal: Entrance) -> None:
    portal.sign_in(STAFF)
    token = portal.providers[PARTICIPANT].logout_token()
    answer = portal.browser().post(f"/sign-out/{STAFF}/back", data={"logout_token": token})
    assert answer.status_code == 400
    assert portal.living() == 1


def test_without_keys_to_check_it_with_a_message_may_come_again(portal: Entrance) -> None:
    token = portal.providers[PARTICIPANT].logout_token()
    portal.providers[PARTICIPANT].refuses = {"/keys"}
    assert portal.browser().post(BACK, data={"logout_token": token}).status_code == 503
    portal.providers[PARTICIPANT].refuses = set()
    assert portal.browser().post(BACK, data={"logout_token": token}).status_code == 200


def test_the_providers_frame_ends_a_session_without_a_cookie(portal: Entrance) -> None:
    http, frame = portal.browser(), portal.browser()
    portal.sign_in(PARTICIPANT, http)
    issuer = portal.providers[PARTICIPANT].issuer
    for query in (
        {},
        {"iss": issuer},
        {"sid": "sid-1"},
        {"iss": "https://evil.example", "sid": "sid-1"},
        {"iss": portal.providers[STAFF].issuer, "sid": "sid-1"},
        {"iss": issuer, "sid": "sid-2"},
        {"iss": issuer, "sid": "\0"},
        {"iss": issuer, "sid": "x" * 300},
    ):
        assert frame.get(f"/sign-out/{PARTICIPANT}", query_string=query).status_code == 200
        assert http.get("/week").status_code == 200
    answer = frame.get(f"/sign-out/{PARTICIPANT}", query_string={"iss": issuer, "sid": "sid-1"})
    assert (answer.status_code, answer.text) == (200, "")
    assert http.get("/week").status_code == 303


def test_signing_out_here_leads_on_to_the_provider(portal: Entrance) -> None:
    """The ID token holds the identity number, so it goes in a form, to the one place that the page allows."""
    http, provider = portal.browser(), portal.providers[PARTICIPANT]
    portal.sign_in(PARTICIPANT, http)
    token = Answer(http.get("/languages")).page.all("body")[0]["hx-headers"].split('"')[3]
    kept = http.get_cookie("portal")
    assert kept is not None
    answer = http.post("/sign-out", data={"csrf_token": token})
    assert answer.status_code == 200
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"form-action 'self' {provider.issuer};" in answer.headers["Content-Security-Policy"]
    form = Answer(answer).page.form(f"{provider.issuer}/end")
    assert form["id_token_hint"].startswith("eyJ")
    assert form["post_logout_redirect_uri"] == "http://localhost/signed-out"
    assert portal.living() == 0
    thief = portal.browser()
    thief.set_cookie("portal", kept.value)
    assert thief.get("/week").status_code == 303
    assert (
        "Du er logget ut" in portal.browser().get("/signed-out", query_string={"state": form["state"]}).text
    )
    for state in ("", "x", form["id_token_hint"]):
        assert portal.browser().get("/signed-out", query_string={"state": state}).status_code == 303


def test_signing_out_works_when_the_provider_is_away(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(PARTICIPANT, http)
    token = Answer(http.get("/languages")).page.all("body")[0]["hx-headers"].split('"')[3]
    portal.clock.move(minutes=20)
    http.get("/week")
    portal.clock.move(minutes=20)
    http.get("/week")
    portal.clock.move(minutes=25)
    portal.providers[PARTICIPANT].refuses = {"/.well-known/openid-configuration"}
    assert http.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert portal.living() == 0
