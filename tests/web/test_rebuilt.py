"""A page rebuilt for a translator: its texts are known, nothing in it is at work, and nothing is torn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.marked import BEGIN, END, MIDDLE
from portal.web.translator.inert import STYLED_IDS
from portal.web.translator.rebuilt import Rebuilt, rebuilt
from tests.architecture.sources import ROOT
from tests.page_review import Page

HASH, OTHER, STRANGE = "0123456789abcdef", "fedcba9876543210", "a" * 16


def said(text: str, hash_: str = HASH) -> str:
    return f"{BEGIN}{hash_}{MIDDLE}{text}{END}"


def made_of(body: str, head: str = "") -> Rebuilt:
    html = f'<!doctype html><html lang="nb" dir="ltr"><head>{head}</head><body class="staff">{body}</body></html>'
    return rebuilt(
        html, {HASH, OTHER}.__contains__, lambda href: f"/here{href}" if href.startswith("/") else ""
    )


def where(body: str, head: str = "") -> list[tuple[str, str, str]]:
    return [(one.hash, one.text, one.where) for one in made_of(body, head).texts]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"<p>{said('Uka')}</p>", f'<p><span data-i18n="{HASH}">Uka</span></p>'),
        (
            f"<p>{said('a &lt;b&gt; &amp; c')}</p>",
            f'<p><span data-i18n="{HASH}">a &lt;b&gt; &amp; c</span></p>',
        ),
        (f"<p>{said('Les <b>om</b> det')}</p>", f'<p><span data-i18n="{HASH}">Les <b>om</b> det</span></p>'),
        (
            f"<p>{said('Hei ' + said('du', OTHER) + '!')}</p>",
            f'<p><span data-i18n="{HASH}">Hei <span data-i18n="{OTHER}">du</span>!</span></p>',
        ),
        # Cut off, it ends with the element in which it began.
        (f"<p>{BEGIN}{HASH}{MIDDLE}Uk</p><p>b</p>", f'<p><span data-i18n="{HASH}">Uk</span></p><p>b</p>'),
        (f"<p>{BEGIN}{HASH}{MIDDLE}<b>Uk{END}</b></p>", f'<p><span data-i18n="{HASH}"><b>Uk</b></span></p>'),
        (f"<p>a{END}b</p>", "<p>ab</p>"),
        (f"<p>{said('Uka', STRANGE)}</p>", "<p>Uka</p>"),
        (f"<select><option>{said('Uka')}</option></select>", "<select><option>Uka</option></select>"),
        (f"<textarea>{said('Uka')}</textarea>", "<textarea>Uka</textarea>"),
        (f"<svg><title>{said('Uka')}</title></svg>", "<svg></svg>"),
        (f'<p title="{said("Uka")}">b</p>', '<p title="Uka">b</p>'),
        (f'<img src="/static/a.svg" alt="{said("Uka")}">', '<img src="/static/a.svg" alt="Uka">'),
    ],
)
def test_a_text_is_wrapped_where_an_element_may_stand_and_nowhere_else(body: str, shown: str) -> None:
    assert made_of(body).body == shown


def test_each_text_is_noted_with_the_place_where_it_cannot_be_pressed() -> None:
    head = f"<title>{said('Uka')} · {said('Plan', OTHER)}</title>"
    body = (
        f'<p aria-label="{said("Uka")}">{said("Uka")} {said("Uka")}</p><noscript>{said("Uten", OTHER)}</noscript>'
        f'<select><option>{said("Uka")}</option></select><p data-x="a {said("b " + said("c", OTHER))}"></p>'
    )
    assert where(body, head) == [
        (HASH, "Uka", "title"),
        (OTHER, "Plan", "title"),
        (HASH, "Uka", "aria-label"),
        (HASH, "Uka", ""),
        (OTHER, "Uten", "noscript"),
        (HASH, "Uka", "option"),
        (OTHER, "c", "data-x"),
        (HASH, "b c", "data-x"),
    ]
    assert made_of(body, head).title == "Uka · Plan"
    assert where(f"<p>{said('Uka', STRANGE)}</p>") == []


def test_the_page_says_its_language_its_kind_and_its_own_sheets() -> None:
    head = '<link rel="stylesheet" href="/static/a.css"><link rel="stylesheet" href="https://x.example/b.css"><meta http-equiv="refresh" content="0;url=/x"><base href="/y">'
    page = made_of("", head)
    assert (page.lang, page.direction, page.kind, page.sheets) == ("nb", "ltr", "staff", ("/static/a.css",))
    assert page.body == ""


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ('<iframe src="/week"><p>b</p></iframe>a', "a"),
        ('<p onclick="x" ONLOAD="y" style="top:0" lang="nb">a</p>', '<p lang="nb">a</p>'),
        ('<p hx-get="/x" hx-trigger="load" data-hx-post="/y" data-live="1">a</p>', "<p>a</p>"),
        ('<form method="post" action="/week/confirm"></form>', '<form method="dialog"></form>'),
        ('<input type="hidden" name="csrf_token" value="secret">', ""),
        ('<button name="a" formaction="/x" type="submit">b</button>', '<button type="button">b</button>'),
        ("<button>b</button>", '<button type="button">b</button>'),
        ('<input type="submit" value="b">', '<input type="button" value="b">'),
        ('<a href="/week?day=1&amp;b=2">a</a>', '<a href="/here/week?day=1&amp;b=2">a</a>'),
        ('<a href="https://x.example/" target="_blank">a</a>', "<a>a</a>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="tel:+4755553333">a</a>', "<a>a</a>"),
        ('<a href="#first" id="a">a</a>', '<a href="#shown-first" id="shown-a">a</a>'),
        ('<a href="#main">a</a><main id="main"></main>', '<a href="#main">a</a><main id="main"></main>'),
        (
            '<label for="x">a</label><input id="x" name="x">',
            '<label for="shown-x">a</label><input id="shown-x">',
        ),
        ('<img src="/messages/file/1" alt="a">', '<img alt="a">'),
        ('<p data-i18n="0123456789abcdef">a</p>', "<p>a</p>"),
        ('<p title="&quot;&gt;&lt;script&gt;">a</p>', '<p title="&quot;&gt;&lt;script&gt;">a</p>'),
        ("<ul><li>a", "<ul><li>a</li></ul>"),
        ("<link rel=stylesheet href=/static/x.css>a", "a"),
        ("<math><mi>a</mi></math>", "<math><mi>a</mi></math>"),
    ],
)
def test_nothing_on_it_is_at_work(body: str, shown: str) -> None:
    assert made_of(body).body == shown


_PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<ul>",
            "</ul>",
            "<select>",
            "<option>",
            "</option>",
            "</select>",
            "<svg>",
        ),
        *(
            "</svg>",
            "<textarea>",
            "</textarea>",
            "<title>",
            "</title>",
            "<noscript>",
            "</noscript>",
            "<br>",
            "&lt;",
        ),
        *(
            BEGIN,
            MIDDLE,
            END,
            HASH,
            f"{BEGIN}{HASH}{MIDDLE}",
            said("a"),
            said("<b>a</b>", OTHER),
            "&amp;",
            "x",
            "<",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_whatever_is_cut_off_nothing_is_torn_and_no_mark_is_left(body: str) -> None:
    page = made_of(body)
    assert not re.search(f"[{BEGIN}{MIDDLE}{END}]", page.body + page.title)
    assert not [fault for fault in Page(page.body).faults if "closed" in fault or "closes" in fault]
    assert set(re.findall(r'data-i18n="([^"]*)"', page.body)) <= {HASH, OTHER}


def test_what_our_sheets_name_keeps_its_id() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "static/css").glob("*.css")))
    without_values = re.sub(r"\{[^{}]*\}", "{}", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
    named = {name for name in re.findall(r"#([A-Za-z][\w-]*)", without_values) if not name.startswith("ic-")}
    assert named <= STYLED_IDS
