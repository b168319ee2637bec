"""Headers on every answer, errors and files included, and what a visitor's own headers change (safety, rows 9 and 40)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, abort

from portal.domain.errors import Busy
from portal.web import guards
from tests.architecture.cast import Cast, Thing
from tests.architecture.headers import ALWAYS, CHECKED, HSTS, NONCE, POLICY, faults_of
from tests.architecture.paths import address, kind_in, rules


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
    """No style but our own files, no script without the answer's own nonce, nothing is framed, no form goes elsewhere."""
    spelled = POLICY.replace("SCRIPTS", "'none'").replace("FORMS", "'self'")
    parts = dict(part.strip().split(" ", 1) for part in spelled.split(";"))
    assert parts.pop("require-trusted-types-for") == "'script'"
    assert parts.pop("trusted-types") == "default"
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
    "path", ["/nothing", "/.env", "/administrator", "/live", "/static/../pyproject.toml", "/week/"]
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
    # A form that brings files may be longer; what is no file in it may not.
    long = {"csrf_token": visitor.token, "text": "x" * 270_000}
    assert visitor.http.post("/messages", data=long, content_type="multipart/form-data").status_code == 413
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
        # A drawing is text as well, and could be read in another character set than it was written in.
        written = name.endswith((".css", ".js", ".svg"))
        assert answer.headers["Content-Type"].endswith("; charset=utf-8") is written, name
        again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert faults_of(again, kept=True) == []
        stem, ending = name.rsplit(".", 1)
        gone = client.get(f"/static/{stem[:-1]}{'1' if stem.endswith('0') else '0'}.{ending}")
        assert gone.status_code == 404
        assert faults_of(gone) == []


def test_a_missing_header_is_noticed(standing: Flask) -> None:
    """The check itself, on an answer from which each header is taken in turn."""
    answer = standing.test_client().get("/sign-in")
    for name in (*ALWAYS, *CHECKED, "Cache-Control"):
        kept = answer.headers.pop(name)
        assert len(faults_of(answer)) == 1
        answer.headers[name] = kept
    answer.headers["Server"] = "Apache/2.4.1"
    assert len(faults_of(answer)) == 1


def test_a_policy_that_was_loosened_is_noticed(standing: Flask) -> None:
    for looser in ("script-src 'self'", "script-src 'nonce-x' 'unsafe-inline'", "script-src *"):
        answer = standing.test_client().get("/sign-in")
        policy = answer.headers["Content-Security-Policy"]
        answer.headers["Content-Security-Policy"] = re.sub("script-src [^;]+", looser, policy)
        assert len(faults_of(answer)) == 1, looser
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Permissions-Policy"] = answer.headers["Permissions-Policy"].replace(
        "usb=()", "usb=(self)"
    )
    assert len(faults_of(answer)) == 1


def test_every_answer_has_a_nonce_of_its_own_and_its_scripts_carry_it(cast: Cast) -> None:
    """Guessing one is guessing 128 random bits, and one that was seen opens nothing afterwards."""
    seen = []
    for path in ("/week", "/week", "/messages", "/nothing", "/sign-in"):
        answer = cast["rolig-rogn"].http.get(path)
        (nonce,) = NONCE.findall(answer.headers["Content-Security-Policy"])
        scripts = re.findall("<script[^>]*>", answer.text)
        assert len(scripts) >= 3, path
        assert all(f'nonce="{nonce[7:-1]}"' in script for script in scripts), path
        assert answer.text.index("trusted") < answer.text.index("vendor/htmx"), (
            "The policy comes before its user."
        )
        seen.append(nonce)
    assert len(set(seen)) == len(seen)


def test_what_htmx_swaps_in_holds_no_script_whole_pages_of_errors_included(cast: Cast) -> None:
    visitor = cast["rolig-rogn"]
    for path in ("/week", "/messages", "/me", "/nothing", "/work"):
        answer = visitor.http.get(path, headers={"HX-Request": "true"})
        assert "<script" not in answer.text, path
        assert faults_of(answer) == []


def test_no_method_but_those_of_the_page_is_answered(standing: Flask, cast: Cast) -> None:
    """TRACE would read a cookie back, and what is not known is not done (safety, row 40)."""
    wrong = []
    for visitor in (cast["anonymous"], cast["rolig-rogn"]):
        for rule in rules(standing):
            kind = kind_in(rule)
            thing = cast.things.get(kind, (Thing(kind, "no-such.css"),))[0] if kind else None
            for method in ("TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "DEBUG"):
                answer = visitor.http.open(
                    address(rule, thing), method=method, headers={"X-Method-Override": "GET"}
                )
                wrong += [f"{method} {rule.rule}: {answer.status_code}"] * (answer.status_code != 405)
    assert wrong == []


# What a visitor may write into the headers that proxies write, and into the host. None of it is believed.
SPOOFED = (
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "8443"},
    {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil"},
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Client-IP": "127.0.0.1"},
    {"Forwarded": "for=127.0.0.1;host=evil.example;proto=https"},
    {"X-Original-URL": "/work", "X-Rewrite-URL": "/work"},
    {"X-Forwarded-Host": "localhost:99999, evil.example", "X-Host": "evil.example"},
)
_DRAWN_ANEW = re.compile(r' nonce="[^"]*"|name="(?:csrf_token|key)" value="[^"]*"|"X-CSRFToken": "[^"]*"')


@pytest.mark.parametrize("spoofed", SPOOFED)
def test_what_a_visitor_says_of_the_way_they_came_changes_no_link_and_no_decision(
    cast: Cast, spoofed: dict[str, str]
) -> None:
    for visitor in (cast["anonymous"], cast["rolig-rogn"], cast["blid-bjork"]):
        for path in ("/", "/sign-in", "/week", "/work", "/languages", "/nothing"):
            plain, odd = visitor.http.get(path), visitor.http.get(path, headers=spoofed)
            assert odd.status_code == plain.status_code, path
            assert odd.headers.get("Location") == plain.headers.get("Location"), path
            assert _DRAWN_ANEW.sub("", odd.text) == _DRAWN_ANEW.sub("", plain.text), path
            assert odd.headers.getlist("Set-Cookie") == plain.headers.getlist("Set-Cookie"), path


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "localhost@evil.example",
        "localhost, evil",
        "[::1]",
        "",
    ],
)
def test_under_another_host_nothing_is_served(standing: Flask, host: str) -> None:
    answer = standing.test_client().get("/sign-in", headers={"Host": host})
    assert (answer.status_code, answer.data) == (400, b"")
    assert "Location" not in answer.headers
    assert faults_of(answer) == []


def test_a_write_is_judged_by_the_scheme_that_is_set_not_by_the_one_between_us(behind_tls: Flask) -> None:
    """The proxy speaks plainly to us; the browser's Origin says https all the same, and plain http would be another's."""
    client = behind_tls.test_client()
    for origin, status in (
        ("https://localhost", 303),
        ("http://localhost", 403),
        ("https://evil.example", 403),
    ):
        answer = client.post("/language", data={"language": "nb"}, headers={"Origin": origin})
        assert answer.status_code == status, origin


def test_behind_tls_browsers_are_told_to_come_back_encrypted(behind_tls: Flask, standing: Flask) -> None:
    """A year at least (safety, row 40), and never from a portal that has no TLS to offer."""
    for path in ("/sign-in", "/nothing", "/static/nothing.css"):
        answer = behind_tls.test_client().get(path, base_url="https://localhost")
        assert answer.headers[HSTS] == "max-age=31536000; includeSubDomains"
        assert HSTS not in standing.test_client().get(path).headers
