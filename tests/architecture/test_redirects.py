"""No way out: whatever a stranger puts into an address or a form, the next page is one of ours (safety, rows 20 and 40)."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.errors import Busy
from portal.web.maps import MAP
from tests.architecture.cast import Cast

ORIGIN = "http://localhost"

HOSTILE = (
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "//evil.example/week",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x01//evil.example",
    "\u00a0//evil.example",
    "\ufeff//evil.example",
    "/%09/evil.example",
    "/%2F/evil.example",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "http://evil.example",
    "https://evil.example/week",
    "HTTPS:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "http:evil.example",
    "http://localhost@evil.example",
    "http://localhost:80@evil.example/",
    "http://evil.example#@localhost/",
    "//localhost@evil.example/week",
    "//evil.example\\@localhost",
    "@evil.example",
    ".evil.example",
    ":80@evil.example",
    "evil.example",
    "www.evil.example/week",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:http://localhost/1",
    "/week//evil.example",
    "/week/..//evil.example",
    "/week/../../evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/.\\evil.example",
    "/week?next=//evil.example",
    "/week#//evil.example",
    "/week\r\nSet-Cookie: a=b",
    "/week%0d%0aLocation:%20//evil.example",
    "/\u2028/evil.example",
    "/\u3002evil.example",
    "//evil\u3002example",
    "//ⓔⓥⓘⓛ.example",
    "//\u0435vil.example",
    "//xn--vil-qdd.example",
    "／／evil.example",  # noqa: RUF100 -- Full-width slashes, which some programs fold into plain ones.
    "/／evil.example",
    "//[::1]/",
    "//127.0.0.1:9/",
    "//0x7f000001/",
    "//2130706433/",
    "?next=//evil.example",
    "#//evil.example",
    "../../evil.example",
    "./week",
    "week",
    "",
    "/" + "/" * 2000,
    "/week" + "%2e" * 2000,
)
GOOD = ("/week", "/plan", "/messages", "/me/receipts", "/sign-in", "/languages")


def as_browsers_do(base: str, address: str) -> str:
    """The origin that a browser would go to, after the URL standard in so far as it matters for leaving a site.

    Control characters and spaces around are dropped, tabs and line ends anywhere, and for http and https a
    backslash is a slash, any number of slashes begins the host, and what stands before the last @ is no host.
    """
    text = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    rest = text
    if scheme:
        if scheme[1].lower() not in {"http", "https"}:
            return f"{scheme[1].lower()}:"
        rest = text[scheme.end() :].replace("\\", "/")
        if not rest.startswith("//") and scheme[1].lower() == urlsplit(base).scheme:
            return base  # "http:week" within http is a path.
        rest = "//" + rest.lstrip("/")
    slashed = rest.partition("?")[0].partition("#")[0].replace("\\", "/")
    if not slashed.startswith("//"):
        return base
    host = slashed.lstrip("/").partition("/")[0].rpartition("@")[2]
    return f"{scheme[1].lower() if scheme else urlsplit(base).scheme}://{host.lower()}"


def leaves(address: str) -> bool:
    """Whether Python or a browser would leave our origin with this address."""
    try:
        joined = urlsplit(urljoin(f"{ORIGIN}/sign-in", address))
        pythons = f"{joined.scheme}://{joined.netloc}"
    except ValueError:
        return True
    return pythons != ORIGIN or as_browsers_do(ORIGIN, address) != ORIGIN


def targets(answer: TestResponse) -> list[str]:
    """Every address that an answer sends the browser to."""
    names = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url", "Refresh", "Link")
    return [value for name in names for value in answer.headers.getlist(name)]


@pytest.mark.parametrize(
    ("address", "away"),
    [
        ("//evil.example", True),
        ("/\\evil.example", True),
        ("\\\\evil.example", True),
        ("/\t/evil.example", True),
        (" //evil.example", True),
        ("\x01//evil.example", True),
        ("https:evil.example", True),
        ("https:/\\evil.example", True),
        ("http://localhost@evil.example", True),
        ("javascript:alert(1)", True),
        ("java\tscript:alert(1)", True),
        ("https://localhost/", True),
        ("http://localhost/week", False),
        ("/week?a=//evil.example", False),
        ("/week#//evil.example", False),
        ("week", False),
        ("/a//b", False),
    ],
)
def test_the_two_readings_of_an_address_know_the_ways_out(address: str, *, away: bool) -> None:
    assert leaves(address) is away


@pytest.mark.parametrize("htmx", [False, True])
def test_no_form_leads_out(standing: Flask, cast: Cast, *, htmx: bool) -> None:
    """`next` after signing in and `back` after choosing a language: a page of ours, or the first page."""
    headers = {"HX-Request": "true"} if htmx else {}
    visitor = cast["lun-lind"]
    for address in HOSTILE:
        # Both rewrite what is the person's own choice, so a new browser picks, and the language stays.
        picked = standing.test_client().post(
            "/sign-in/demo", data={"person": "lun-lind", "next": address}, headers=headers
        )
        back = visitor.http.post(
            "/language",
            data={"csrf_token": visitor.token, "language": "nb", "back": address},
            headers=headers,
        )
        for answer in (picked, back):
            assert answer.status_code in ({204} if htmx else {303}), address
            (where,) = targets(answer)
            assert not leaves(where), (address, where)
            assert "evil" not in where, (address, where)


def test_a_page_of_ours_is_where_one_comes_back_to(standing: Flask) -> None:
    """Refusing everything would pass the test above, and lose people their place."""
    for address in GOOD:
        answer = standing.test_client().post("/sign-in/demo", data={"person": "lun-lind", "next": address})
        assert targets(answer) == [address]


def test_no_page_carries_a_way_out(cast: Cast) -> None:
    """The hidden fields and links that pages make out of `next`."""
    for path in ("/sign-in", "/languages"):
        for visitor in (cast["anonymous"], cast["rolig-rogn"]):
            for address in HOSTILE:
                answer = visitor.http.get(path, query_string={"next": address})
                assert answer.status_code == 200, address
                fields = re.findall(r'name="(?:next|back)" value="([^"]*)"', answer.text)
                links = re.findall(r'(?:href|action|src|hx-get|hx-post)="([^"]*)"', answer.text)
                for found in map(unescape, (*fields, *links)):
                    assert not leaves(found), (address, found)


def test_no_address_of_ours_leads_out_by_its_form(cast: Cast) -> None:
    """Doubled slashes and the like in the path itself: the answer stays here, and so do the links on its page."""
    for visitor in (cast["anonymous"], cast["rolig-rogn"]):
        for address in HOSTILE:
            path = address if address.startswith("/") else f"/{address}"
            answer = visitor.http.get(quote(path, safe="/%\\@:?#[]"), base_url=ORIGIN)
            assert answer.status_code < 500, address
            for where in targets(answer):
                assert not leaves(where), (address, where)
            for found in re.findall(r'(?:href|action|src|hx-get|hx-post)="([^"]*)"', answer.text):
                # A map opens when somebody presses on it; where it leads is a constant of ours.
                assert not leaves(unescape(found)) or found.startswith(MAP), (address, found)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "localhost@evil.example",
        "localhost, evil.example",
        "[::1]",
    ],
)
def test_a_host_that_is_not_ours_gets_no_page(standing: Flask, host: str) -> None:
    """An address in a letter would otherwise be written with the host that a stranger sent (safety, row 40)."""
    answer = standing.test_client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert not [where for where in targets(answer) if "evil" in where]


def test_what_a_proxy_may_say_changes_no_link(standing: Flask) -> None:
    """Nobody told the portal that a proxy stands before it, so it believes none."""
    plain = standing.test_client().get("/week")
    for name in (
        "X-Forwarded-Host",
        "X-Forwarded-Server",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
        "X-Host",
    ):
        told = standing.test_client().get("/week", headers={name: "host=evil.example"})
        assert told.status_code == plain.status_code
        assert targets(told) == targets(plain)
        assert "evil" not in told.text
    for name, value in (
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Prefix", "/evil"),
        ("X-HTTP-Method-Override", "POST"),
    ):
        told = standing.test_client().get("/week", headers={name: value})
        assert targets(told) == targets(plain)


def test_a_page_that_offers_another_try_stays_here(standing: Flask) -> None:
    """Error pages link back to the address that failed; an address that begins with two slashes names a host."""

    def busy() -> None:
        raise Busy("The database is locked.")

    standing.before_request_funcs.setdefault(None, []).insert(0, busy)
    try:
        answer = standing.test_client().get("//evil.example/week", base_url=ORIGIN)
    finally:
        standing.before_request_funcs[None].remove(busy)
    assert answer.status_code == 503
    links = [unescape(found) for found in re.findall(r'(?:href|action)="([^"]*)"', answer.text)]
    assert [link for link in links if leaves(link)] == []
