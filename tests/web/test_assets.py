"""Static files: their addresses, their bytes, how they are cached, and the colours of the theme."""

import gzip
import hashlib
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.resources import STATIC
from portal.web.assets import Assets
from portal.web.compression import compress

STYLE = b".bubble { padding: 1rem }\n" * 40
FAMILIES = ("accent", "neutral", "success", "warning", "danger", "info")


def opened(static: Path) -> tuple[Assets, FlaskClient]:
    """The files of a folder and a browser that can ask for them."""
    assets = Assets(static)
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/static/<path:path>", view_func=assets.serve, endpoint="static")
    return assets, app.test_client()


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "portal.css").write_bytes(STYLE)
    (tmp_path / "secret.txt").write_text("not for browsers")
    return tmp_path


def test_an_address_carries_the_hash_of_the_content(static: Path) -> None:
    assets, _ = opened(static)
    digest = hashlib.sha256(STYLE).hexdigest()[:16]
    assert assets.url("css/portal.css") == f"/static/css/portal.{digest}.css"


def test_a_changed_file_gets_another_address(static: Path) -> None:
    before = Assets(static).url("css/portal.css")
    (static / "css" / "portal.css").write_bytes(STYLE + b"/* more */")
    assert Assets(static).url("css/portal.css") != before


def test_an_unknown_name_fails_while_the_page_is_written(static: Path) -> None:
    with pytest.raises(KeyError):
        Assets(static).url("css/portl.css")


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes)],
)
def test_every_encoding_unpacks_to_the_bytes_of_the_file(
    static: Path, accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    assets, client = opened(static)
    answer = client.get(assets.url("css/portal.css"), headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == STYLE
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_an_encoding_refused_by_the_browser_is_not_used(static: Path) -> None:
    assets, client = opened(static)
    answer = client.get(assets.url("css/portal.css"), headers={"Accept-Encoding": "br;q=0, gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


def test_what_the_build_packed_is_sent_as_it_is(static: Path) -> None:
    packed = static / "vendor" / "packed"
    packed.mkdir(parents=True)
    best = brotli.compress(STYLE, quality=11)
    (packed / f"{hashlib.sha256(STYLE).hexdigest()[:16]}.br").write_bytes(best)
    assets, client = opened(static)
    assert client.get(assets.url("css/portal.css"), headers={"Accept-Encoding": "br"}).data == best


def test_a_file_is_kept_for_a_year_and_never_asked_for_again(static: Path) -> None:
    assets, client = opened(static)
    answer = client.get(assets.url("css/portal.css"))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_a_browser_that_has_the_file_is_told_so(static: Path) -> None:
    assets, client = opened(static)
    url = assets.url("css/portal.css")
    tag = client.get(url, headers={"Accept-Encoding": "br"}).headers["ETag"]
    again = client.get(url, headers={"Accept-Encoding": "br", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert other.status_code == 200, "another encoding is another body"


@pytest.mark.parametrize(
    "path",
    [
        "css/portal.css",
        "css/portal.0123456789abcdef.css",
        "secret.txt",
        "../pyproject.toml",
        "%2e%2e/secret.txt",
    ],
)
def test_nothing_but_a_hashed_name_is_served(static: Path, path: str) -> None:
    _, client = opened(static)
    assert client.get(f"/static/{path}").status_code == 404


def test_the_real_files_are_served_whole() -> None:
    assets, client = opened(STATIC)
    for name in ("vendor/htmx.js", "vendor/designsystemet.css", "css/theme.css"):
        answer = client.get(assets.url(name), headers={"Accept-Encoding": "br"})
        assert brotli.decompress(answer.data) == (STATIC / name).read_bytes()


def test_our_styles_ask_for_no_other_file() -> None:
    for sheet in [*STATIC.glob("css/*.css"), STATIC / "vendor/designsystemet.css"]:
        asked = re.findall(r"url\((?!\s*[\"']?data:)[^)]*\)|@import[^;]*", sheet.read_text("utf-8"))
        assert asked == [], sheet.name


def page(body: str | Response, accepted: str = "zstd, br, gzip") -> TestResponse:
    app = Flask(__name__, static_folder=None)
    app.after_request(compress)
    app.add_url_rule("/", view_func=lambda: body, endpoint="page")
    return app.test_client().get("/", headers={"Accept-Encoding": accepted})


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("zstd, br, gzip", "zstd", zstandard.decompress),
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_a_page_is_sent_in_the_quickest_encoding_the_browser_knows(
    accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    words = "<p>Møtet er flyttet.</p>" * 50
    answer = page(words, accepted)
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == words.encode()
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_short_page_is_sent_plain_and_still_varies() -> None:
    answer = page("<p>Hei</p>")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "untouched",
    [
        Response(iter(["<p>a</p>"] * 200), mimetype="text/html"),
        Response("x" * 900, mimetype="text/html", headers={"Content-Encoding": "gzip"}),
        Response(b"x" * 900, mimetype="image/png"),
    ],
    ids=["a stream", "encoded already", "a picture"],
)
def test_what_must_not_be_compressed_passes_untouched(untouched: Response) -> None:
    before = untouched.headers.get("Content-Encoding")
    answer = page(untouched)
    assert answer.headers.get("Content-Encoding") == before
    assert len(answer.data) >= 900


def test_every_token_the_components_ask_for_has_a_value() -> None:
    theme = (STATIC / "css/theme.css").read_text("utf-8")
    both = theme + (STATIC / "vendor/designsystemet.css").read_text("utf-8")
    asked = set(re.findall(r"var\((--ds-[a-z0-9-]+)", both))
    assert asked - set(re.findall(r"(--ds-[a-z0-9-]+)\s*:", both)) == set()


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_and_borders_stand_out_as_wcag_aa_asks() -> None:
    sheet = (STATIC / "css/theme.css").read_text("utf-8")
    colours = dict(re.findall(r"--ds-color-([a-z-]+): (#[0-9a-f]{3,6});", sheet))
    page_ground = colours["neutral-background-tinted"]
    for family in FAMILIES:
        tinted = [colours[f"{family}-surface-{step}"] for step in ("tinted", "hover", "active")]
        grounds = ["#fff", page_ground, *tinted]
        for text, ground in itertools.product(("text-subtle", "text-default"), grounds):
            assert contrast(colours[f"{family}-{text}"], ground) >= 4.5, (family, text, ground)
        for step in ("base-default", "base-hover", "base-active"):
            label = colours[f"{family}-base-contrast-default"]
            assert contrast(label, colours[f"{family}-{step}"]) >= 4.5, (family, step)
        for ground in grounds[:3]:
            assert contrast(colours[f"{family}-border-default"], ground) >= 3, (family, ground)
