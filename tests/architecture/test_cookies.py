"""Cookies: who may read them, when they are new, and when they are gone (safety, rows 12 and 13)."""

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.architecture.headers import faults_of


def cookies_of(answer: TestResponse) -> dict[str, set[str]]:
    """Each cookie that is set, by name, with its attributes in small letters."""
    found = {}
    for line in answer.headers.getlist("Set-Cookie"):
        first, *rest = line.split(";")
        found[first.partition("=")[0]] = {part.strip().lower() for part in rest}
    return found


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_for_the_server_alone(standing: Flask, behind_tls: Flask, *, https: bool) -> None:
    """HttpOnly, SameSite=Lax, the whole site, no domain; behind TLS Secure, and all of them with the `__Host-` prefix."""
    client = (behind_tls if https else standing).test_client()
    base = "https://localhost" if https else "http://localhost"
    signed_in = client.post("/sign-in/demo", data={"person": "rask-rype"}, base_url=base)
    chosen = client.post("/language", data={"language": "nb"}, base_url=base)
    cookies = cookies_of(signed_in) | cookies_of(chosen)
    prefix = "__Host-" if https else ""
    assert set(cookies) == {f"{prefix}portal", f"{prefix}language"}
    for name, attributes in cookies.items():
        assert {"httponly", "samesite=lax", "path=/"} <= attributes, name
        assert ("secure" in attributes) is https, name
        assert not [one for one in attributes if one.startswith("domain")], name


def test_behind_tls_a_language_that_another_host_has_set_is_not_read(behind_tls: Flask) -> None:
    """A neighbour under the same domain may set any cookie but one with that prefix."""
    client, base = behind_tls.test_client(), "https://localhost"
    client.set_cookie("language", "ar")
    assert '<html lang="nb"' in client.get("/sign-in", base_url=base).text
    client.post("/language", data={"language": "en"}, base_url=base)
    assert '<html lang="en"' in client.get("/sign-in", base_url=base).text


def test_signing_out_takes_the_cookie_away_and_empties_the_browser(standing: Flask) -> None:
    """The cookie is deleted and the caches are cleared (safety, T2), and the old cookie opens nothing any more (T1)."""
    client = standing.test_client()
    client.post("/sign-in/demo", data={"person": "myk-mose"})
    old = client.get_cookie("portal")
    assert old is not None
    token = client.get("/languages").text.split('"X-CSRFToken": "')[1].split('"')[0]
    answer = client.post("/sign-out", data={"csrf_token": token})
    assert answer.status_code == 303
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert "max-age=0" in cookies_of(answer)["portal"]
    assert faults_of(answer) == []
    late = Client(standing)
    late.set_cookie("portal", old.value)
    assert late.get("/week").status_code == 303


def test_a_sign_in_never_begins_with_a_cookie_from_elsewhere(standing: Flask) -> None:
    """A cookie that somebody planted is not taken over: the token is new (safety, row 13)."""
    client = standing.test_client()
    client.set_cookie("portal", "planted")
    client.post("/sign-in/demo", data={"person": "rask-rype"})
    first = client.get_cookie("portal")
    assert first is not None
    assert first.value != "planted"
    assert len(first.value) >= 43


def test_signing_in_again_gives_a_new_cookie(standing: Flask) -> None:
    """Also for the same person: the old token ends, and both clocks of the sign-in begin anew (safety, row 13)."""
    client = standing.test_client()
    client.post("/sign-in/demo", data={"person": "rask-rype"})
    first = client.get_cookie("portal")
    client.post("/sign-in/demo", data={"person": "rask-rype"})
    second = client.get_cookie("portal")
    assert first is not None
    assert second is not None
    assert second.value != first.value
