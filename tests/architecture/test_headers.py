"""Headers on every answer, errors and files included, and cookies (safety, rows 9, 12 and 40)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, abort
from werkzeug.test import Client, TestResponse

from portal.domain.errors import Busy
from portal.web import guards
from tests.architecture.cast import Cast, Thing
from tests.architecture.paths import address, kind_in, rules

# The whole policy, written out a second time on purpose: whoever loosens it must do so twice.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# What would tell which programs and versions run here.
TELLING = ("Server", "X-Powered-By", "Via")
HSTS = "Strict-Transport-Security"


def faults_of(answer: TestResponse, *, kept: bool = False) -> list[str]:
    """What is wrong with the headers of an answer. `kept` is for files, which browsers may keep for ever."""
    faults = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in ALWAYS.items()
        if answer.headers.get(name) != value
    ]
    faults += [f"{name} is there" for name in TELLING if name in answer.headers]
    faults += [f"{name} is there twice" for name in ALWAYS if len(answer.headers.getlist(name)) > 1]
    wanted = "public, max-age=31536000, immutable" if kept else "no-store"
    if answer.headers.get("Cache-Control") != wanted:
        faults.append(f"Cache-Control: {answer.headers.get('Cache-Control')}")
    if kept and "Set-Cookie" in answer.headers:
        faults.append("a file that anybody may keep sets a cookie")
    if "charset=utf-8" not in answer.headers.get("Content-Type", "charset=utf-8").lower() and not kept:
        faults.append(f"Content-Type: {answer.headers.get('Content-Type')}")
    return [
        f"{answer.request.method} {answer.request.path} ({answer.status_code}): {fault}" for fault in faults
    ]


@contextmanager
def broken(app: Flask, endpoint: str, error: Exception) -> Iterator[None]:
    """A view that raises, behind the same guard."""
    view = app.view_functions[endpoint]

    @guards.everybody
    def raises() -> str:
        raise error

    app.view_functions[endpoint] = raises
    yield
    app.view_functions[endpoint] = view


def test_the_policy_lets_in_nothing_of_others_and_nothing_inline() -> None:
    """No script and no style but our own files; nothing is framed, and no form goes elsewhere."""
    parts = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert parts["default-src"] == parts["base-uri"] == parts["frame-ancestors"] == "'none'"
    assert {name: value for name, value in parts.items() if value not in {"'none'", "'self'"}} == {
        "img-src": "'self' data:"  # The design system draws its arrows and ticks from data: addresses.
    }


def test_every_page_carries_every_header(standing: Flask, cast: Cast) -> None:
    """Every route, for everybody: pages, redirects, refusals and what is not found."""
    faults = []
    for visitor in (cast["anonymous"], cast["rolig-rogn"], cast["blid-bjork"]):
        for rule in rules(standing):
            kind = kind_in(rule)
            for thing in cast.things.get(kind, (Thing(kind, "no-such.css"),))[:1] if kind else (None,):
                for method in ("GET", "HEAD", "OPTIONS", "POST", "TRACE"):
                    faults += faults_of(visitor.http.open(address(rule, thing), method=method))
    assert faults == []


@pytest.mark.parametrize(
    "path", ["/nothing", "/.env", "/admin", "/live", "/static/../pyproject.toml", "/week/"]
)
def test_an_address_that_leads_nowhere_carries_every_header(standing: Flask, path: str) -> None:
    answer = standing.test_client().get(path)
    assert answer.status_code == 404
    assert faults_of(answer) == []


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("a secret 01018099999"), Busy("locked"), LookupError("x")]
)
def test_a_bug_carries_every_header_and_shows_no_trace(standing: Flask, error: Exception) -> None:
    with broken(standing, "sign_in.choose", error):
        answer = standing.test_client().get("/sign-in")
    assert answer.status_code in {500, 503}
    assert faults_of(answer) == []
    assert not [
        word for word in ("Traceback", "secret", "01018099999", "Error", "portal/") if word in answer.text
    ]


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 422, 429, 500, 503]
)
def test_every_refusal_carries_every_header(standing: Flask, status: int) -> None:
    view = standing.view_functions["sign_in.choose"]

    @guards.everybody
    def refuses() -> str:
        abort(status)

    standing.view_functions["sign_in.choose"] = refuses
    answer = standing.test_client().get("/sign-in")
    standing.view_functions["sign_in.choose"] = view
    assert answer.status_code == status
    assert faults_of(answer) == []


def test_a_body_that_is_too_large_is_refused_with_every_header(cast: Cast) -> None:
    """64 KB is more than any form of ours; what is larger is refused before it is read into memory."""
    visitor = cast["rolig-rogn"]
    answer = visitor.http.post("/messages", data={"csrf_token": visitor.token, "text": "x" * 70_000})
    assert answer.status_code == 413
    assert faults_of(answer) == []
    many = {f"f{number}": "x" for number in range(200)}
    assert visitor.http.post("/messages", data=many, content_type="multipart/form-data").status_code in {
        400,
        413,
    }


def test_files_may_be_kept_for_ever_and_say_what_they_are(standing: Flask) -> None:
    """Their names change with their content. A name that is not of today is a page of its own: not found."""
    client = standing.test_client()
    html = client.get("/sign-in").text
    found = [part.split('"')[0] for part in html.split('="/static/')[1:]]
    assert len(found) >= 6
    for name in found:
        answer = client.get(f"/static/{name}")
        assert answer.status_code == 200, name
        assert faults_of(answer, kept=True) == []
        again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert faults_of(again, kept=True) == []
        gone = client.get(f"/static/{name[:-8]}0{name[-7:]}")
        assert gone.status_code == 404
        assert faults_of(gone) == []


def test_a_missing_header_is_noticed(standing: Flask) -> None:
    """The check itself, on an answer from which each header is taken in turn."""
    answer = standing.test_client().get("/sign-in")
    for name in (*ALWAYS, "Cache-Control"):
        kept = answer.headers.pop(name)
        assert len(faults_of(answer)) == 1
        answer.headers[name] = kept
    answer.headers["Server"] = "Apache/2.4.1"
    assert len(faults_of(answer)) == 1


def test_behind_tls_browsers_are_told_to_come_back_encrypted(behind_tls: Flask, standing: Flask) -> None:
    """A year at least (safety, row 40), and never from a portal that has no TLS to offer."""
    for path in ("/sign-in", "/nothing", "/static/nothing.css"):
        answer = behind_tls.test_client().get(path, base_url="https://localhost")
        assert answer.headers[HSTS] == "max-age=31536000; includeSubDomains"
        assert HSTS not in standing.test_client().get(path).headers


# Cookies.


def cookies_of(answer: TestResponse) -> dict[str, set[str]]:
    """Each cookie that is set, by name, with its attributes in small letters."""
    found = {}
    for line in answer.headers.getlist("Set-Cookie"):
        first, *rest = line.split(";")
        found[first.partition("=")[0]] = {part.strip().lower() for part in rest}
    return found


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_for_the_server_alone(standing: Flask, behind_tls: Flask, *, https: bool) -> None:
    """HttpOnly, SameSite=Lax, the whole site, no domain; behind TLS Secure, and the sign-in with its `__Host-` prefix."""
    client = (behind_tls if https else standing).test_client()
    base = "https://localhost" if https else "http://localhost"
    signed_in = client.post("/sign-in/demo", data={"person": "rask-rype"}, base_url=base)
    chosen = client.post("/language", data={"language": "nb"}, base_url=base)
    cookies = cookies_of(signed_in) | cookies_of(chosen)
    assert set(cookies) == {"__Host-portal" if https else "portal", "language"}
    for name, attributes in cookies.items():
        assert {"httponly", "samesite=lax", "path=/"} <= attributes, name
        assert ("secure" in attributes) is https, name
        assert not [one for one in attributes if one.startswith("domain")], name


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
