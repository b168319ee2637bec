"""Our own CSS and JS: logical properties only, nothing from elsewhere, and light enough for a slow phone."""

import re

import brotli
import pytest

from tests.architecture.sources import ROOT, files

OWN = tuple(name for name in files() if name.startswith(("static/css/", "static/js/", "static/icons/")))
SHEETS = tuple(name for name in OWN if name.endswith(".css"))
SCRIPTS = tuple(name for name in OWN if name.endswith(".js"))
WORKER = "static/js/worker.js"
# Each where it is used and nowhere else: shrinks pictures, asks a phone where notices are chosen, reads aloud, and opens
# a translation beside a page of the demo.
SELDOM = frozenset(
    {
        *("static/js/photo.js", "static/js/notices.js", "static/js/aloud.js"),
        *("static/js/in-context.js", "static/css/in-context.css"),
    }
)
# On every page of somebody who is signed in, and so not on the first.
SIGNED_IN = "static/js/live.js"
ON_PAGES = tuple(name for name in SCRIPTS if name not in {WORKER, *SELDOM, SIGNED_IN})

# Bytes as they travel, brotli at its best. The bars of the design: a first visit within 45 KB, script within 16 KB.
CSS_BUDGET = 9_000
JS_BUDGET = 4_900
SCRIPT_BUDGET = 20_800  # htmx and ours together.
SIGNED_IN_BUDGET = 2_450
WORKER_BUDGET = 3_750  # Fetched when the page is there already, and kept; what a knock says stands in it.
FIRST_VISIT_BUDGET = 45_000

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIDES = r"(?:left|right)"
_PHYSICAL = (
    rf"(?:margin|padding|scroll-margin|scroll-padding)-{_SIDES}",
    rf"border-{_SIDES}(?:-(?:color|style|width))?",
    rf"border-(?:top|bottom)-{_SIDES}-radius",
    _SIDES,
)
_PROPERTY = re.compile(rf"(?:^|[{{;\s])({'|'.join(_PHYSICAL)})\s*:")
_VALUE = re.compile(
    rf"(text-align|float|clear|caption-side|background-position|transform-origin)\s*:[^;}}]*\b{_SIDES}\b"
)
_FOUR = re.compile(
    r"(?:^|[{;\s])(margin|padding|inset|border-width|border-color|border-style|scroll-padding)\s*:([^;}]+)"
)
_ELSEWHERE = re.compile(
    r"@import|@namespace|@charset|url\(|image-set\(|\bsrc\(|expression\(|(?<![\w-])behavior\s*:|-moz-binding",
    re.IGNORECASE,
)


def faults_of(css: str) -> list[str]:
    """What a style sheet does that would be wrong in Arabic, or that would ask somebody else for something."""
    text = _COMMENT.sub(" ", css)
    faults = [f"{found[1]}: is a side, not a direction" for found in _PROPERTY.finditer(text)]
    faults += [f"{found[0].strip()}: is a side, not a direction" for found in _VALUE.finditer(text)]
    for found in _FOUR.finditer(text):
        sides = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "x", found[2]).replace("!important", "").split()
        if len(sides) == 4 and sides[1] != sides[3]:
            faults.append(f"{found[1]}:{found[2]} has two sides that differ")
    faults += [f"{found[0]} asks for something" for found in _ELSEWHERE.finditer(text)]
    return faults


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_knows_no_left_and_right_and_asks_nobody(name: str) -> None:
    """`inline-start` is left in bokmål and right in Arabic; `left` would be wrong in one of them."""
    assert faults_of((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "a { margin-left: 1rem }",
        "a{padding-right:0}",
        "a { border-left: 1px solid }",
        "a { border-right-color: red }",
        "a { border-top-left-radius: 0 }",
        "a { color: red; left: 0 }",
        "a {\n  right: 0;\n}",
        "a { scroll-margin-left: 1px }",
        "a { text-align: left }",
        "a { text-align: right !important }",
        "a { float: left }",
        "a { background-position: 0 left }",
        "a { margin: 0 1rem 0 2rem }",
        "a { inset: 0 auto 0 calc(1rem + (2px * 3)) }",
        "@import 'x.css';",
        "a { background: url(https://elsewhere.example/x.png) }",
        "a { background: URL(x.png) }",
    ],
)
def test_a_planted_side_is_found(planted: str) -> None:
    assert len(faults_of(planted)) == 1


@pytest.mark.parametrize(
    "good",
    [
        "a { margin-inline-start: 1rem; border-inline-end: 0; inset-inline-start: 0; text-align: start }",
        "a { margin: 0 1rem 0 1rem; padding: 1rem 2rem 3rem; inset: 0 }",
        "/* left: right; */ .left { color: red } a:hover { justify-content: right-side }",
        "a { border-start-start-radius: 1px; padding: calc(1px + 2px) 1rem }",
    ],
)
def test_a_direction_is_left_alone(good: str) -> None:
    assert faults_of(good) == []


def packed(*names: str) -> int:
    """How many bytes these files are on their way to a browser."""
    return sum(len(brotli.compress((ROOT / name).read_bytes(), quality=11)) for name in names)


def test_our_own_files_stay_light() -> None:
    assert SHEETS
    assert SCRIPTS
    assert packed(*(name for name in SHEETS if name not in SELDOM)) <= CSS_BUDGET
    assert packed(*ON_PAGES) <= JS_BUDGET
    assert packed(SIGNED_IN) <= SIGNED_IN_BUDGET
    assert packed(WORKER) <= WORKER_BUDGET


def test_a_first_visit_stays_light() -> None:
    """Everything that the first page loads, brotli, without the page itself: what a person on a slow phone waits for."""
    vendor = ("static/vendor/designsystemet.css", "static/vendor/htmx.js")
    assert packed(vendor[1], *ON_PAGES) <= SCRIPT_BUDGET
    # Whoever reads a first page is not signed in yet, and has neither the worker nor the stream: those weigh for themselves.
    later = {*SELDOM, SIGNED_IN, WORKER}
    assert packed(*vendor, *(name for name in OWN if name not in later)) <= FIRST_VISIT_BUDGET - 8_000


@pytest.mark.parametrize("name", SCRIPTS)
def test_our_script_keeps_nothing_and_makes_no_markup(name: str) -> None:
    """Nothing personal stays in the browser's storage (safety, T3), and no text becomes markup."""
    # Emptying what a library has put there is the one thing that may be done to it. The worker keeps our own files and
    # what it has sealed: tests/journeys/test_offline.py reads all of that, and the disk under it.
    text = (ROOT / name).read_text(encoding="utf-8").replace("sessionStorage.clear()", "")
    banned = r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|caches\b"
    allowed = {"indexedDB", "caches"} if name == WORKER else set()
    assert set(re.findall(banned, text)) == allowed


def test_a_page_out_of_the_browsers_memory_is_asked_for_anew() -> None:
    """On every page, by the script that every page has (safety, T2)."""
    assert "pageshow" in (ROOT / "static/js/portal.js").read_text(encoding="utf-8")


def test_what_htmx_keeps_and_runs_is_switched_off() -> None:
    """No history in the browser's storage, no code in attributes, no other site, no style of its own (safety, T3)."""
    shell = (ROOT / "templates/shell.html").read_text(encoding="utf-8")
    for setting in (
        '"historyCacheSize":0',
        '"allowEval":false',
        '"selfRequestsOnly":true',
        '"includeIndicatorStyles":false',
    ):
        assert setting in shell
    assert '<body hx-history="false"' in shell


def test_a_picture_of_ours_holds_no_script() -> None:
    """SVG can carry scripts and ask other sites; ours are lines and nothing else."""
    for name in OWN:
        if name.endswith(".svg"):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not re.search(r"<script|\son\w+=|javascript:|<foreignObject|@import|<!ENTITY", text)
            assert re.findall(r"https?://[^\s\"']+", text) in ([], ["http://www.w3.org/2000/svg"])
