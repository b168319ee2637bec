"""Pages of the demo in context: for translators, of synthetic people, and with nothing on them at work."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine, insert, select, update

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.domain.translating import Key, ProposalState, hash_of
from portal.settings import Settings
from portal.store.models import METADATA, Person
from portal.text.marked import BEGIN, END, MIDDLE
from portal.web.headers import POLICY
from portal.web.translator.pages import PAGES
from tests.browser import Answer, Browser
from tests.builders import RecordingBus, fingerprint
from tests.portals import portal_of
from tests.web.translating import address_of, propose

TRANSLATOR, OTHER, PARTICIPANT = "presis-pil", "lydhor-lyng", "rolig-rogn"
WEEK = f"/translate/pages/{PARTICIPANT}/week"
PLAN: Key = (None, "Plan", None)
HOSTILE = "План</span></a><script>alert(1)</script>"


@pytest.fixture
def desk(client: Browser) -> Browser:
    client.sign_in(TRANSLATOR)
    return client


def person(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def shown(answer: Answer) -> str:
    """The page in the middle, as it was rebuilt."""
    found = re.search(
        r'<div id="ic-page" class="ic-page">(.*)</div>\s*<section id="ic-texts"', answer.body, re.DOTALL
    )
    assert found
    return found[1]


def said_of(answer: Answer, key: Key) -> list[str]:
    """How a text reads on the page, wherever it can be pressed."""
    return re.findall(rf'<span data-i18n="{hash_of(key)}">([^<]*)</span>', shown(answer))


def test_a_page_as_the_person_sees_it_with_each_text_to_be_pressed(desk: Browser) -> None:
    answer = desk.get(f"{WEEK}?locale=uk")
    assert answer.status == 200
    (html,) = answer.page.all("html")
    assert (html["lang"], html["dir"]) == ("uk", "ltr")
    assert said_of(answer, PLAN) == ["План"]
    texts = {item["data-text"]: item for item in answer.page.all("li") if item["data-text"]}
    (link,) = texts[hash_of(PLAN)].all("a")
    assert link["href"] == f"/translate/uk/{hash_of(PLAN)}"
    assert desk.get(link["href"]).status == 200
    # The title of the page is a text as well, and so is what only a voice reads.
    for msgid, where in (("Uke %(number)s", "(title)"), ("Hovedmeny", "(aria-label)")):
        assert where in "".join(
            item.text for item in answer.page.all("li") if item["data-text"] == hash_of((None, msgid, None))
        )
    assert {found["data-i18n"] for found in answer.page.all("span") if found["data-i18n"]} <= set(texts)


def test_bokmal_can_be_looked_at_and_leads_to_no_editor(desk: Browser) -> None:
    answer = desk.get(f"{WEEK}?locale=nb")
    assert said_of(answer, PLAN) == ["Plan"]
    assert "Bokmål er kilden." in answer.text
    assert not [
        link for link in answer.page.all("a") if re.match(r"/translate/[a-z]+/[0-9a-f]{16}", link["href"])
    ]


def test_every_page_that_is_offered_can_be_looked_at_and_is_whole(desk: Browser) -> None:
    seen = set()
    for link in desk.get("/translate/pages").page.all("a"):
        path = urlsplit(link["href"]).path
        role = re.sub(r"^/translate/pages/[a-z-]+", "", path)
        if not path.startswith("/translate/pages/") or role in seen:
            continue
        seen.add(role)
        answer = desk.get(link["href"], follow=True)
        assert answer.status == 200, path
        assert not re.search(f"[{BEGIN}{MIDDLE}{END}]", answer.body), path
        assert len(re.findall(r'data-i18n="', shown(answer))) > 5, path
    assert seen >= {path for pages in PAGES.values() for path in pages}


def test_nothing_on_it_is_at_work_and_no_link_leads_out(desk: Browser) -> None:
    for path in (WEEK, "/translate/pages/stille-strand/messages", "/translate/pages/blid-bjork/work"):
        answer = desk.get(f"{path}?locale=ar")
        page = shown(answer)
        assert not re.search(
            r"<script|<iframe|\shx-|\son[a-z]+=|\saction=|formaction|csrf_token|type=\"hidden\"|type=\"submit\"",
            page,
        )
        who = path.split("/")[3]
        for href in re.findall(r'href="([^"]*)"', page):
            assert href.startswith((f"/translate/pages/{who}/", "#")), href
        for source in re.findall(r'src="([^"]*)"', page):
            assert source.startswith("/static/")
        assert set(re.findall(r"<form[^>]*method=\"([^\"]*)\"", page)) <= {"dialog"}
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "form-action 'none';" in answer.headers["Content-Security-Policy"]
        scripts = [urlsplit(script["src"]).path for script in answer.page.all("script")]
        assert [re.sub(r"\.[0-9a-f]{16}", "", name) for name in scripts] == [
            "/static/js/trusted.js",
            "/static/vendor/htmx.js",
            "/static/js/in-context.js",
        ]
        # Our own page keeps its own policy.
        assert "form-action 'self'" in POLICY


def test_links_and_what_leads_on_stay_here_with_the_language(desk: Browser) -> None:
    answer = desk.get(f"{WEEK}?locale=uk")
    assert f'href="/translate/pages/{PARTICIPANT}/plan?locale=uk"' in shown(answer)
    onward = desk.get(f"/translate/pages/{PARTICIPANT}/?locale=uk")
    assert (onward.status, onward.location) == (303, f"{WEEK}?locale=uk")
    before = desk.get(f"{WEEK}?day=2026-11-17&locale=uk&mine=1")
    assert before.status == 200
    assert re.search(
        rf'href="{WEEK}\?day=2026-11-24&amp;locale=uk&amp;mine=1"|href="{WEEK}\?[^"]*locale=uk&amp;mine=1"',
        shown(before),
    )


@pytest.mark.parametrize(
    "path",
    [
        *(
            "translate",
            "translate/pages",
            f"translate/pages/{PARTICIPANT}/week",
            "translations",
            "static/css/portal.css",
        ),
        *(
            "live",
            "sign-in",
            "sign-out",
            "sw.js",
            "demo/outbox",
            "offline/desk",
            "me/data/file",
            "stay",
        ),
        *(
            "work",
            "no/such/page",
            "/week",
            "../week",
            "week/../translate",
            "%2e%2e/translate",
            "week%00",
            "me/receipts/0",
        ),
    ],
)
def test_what_is_no_page_of_that_person_is_not_shown(desk: Browser, path: str) -> None:
    assert desk.get(f"/translate/pages/{PARTICIPANT}/{path}").status in {301, 308, 404}


@pytest.mark.parametrize("who", [TRANSLATOR, OTHER, "nobody-at-all", "%00", "x" * 300])
def test_nobody_is_looked_at_who_has_no_pages_here(desk: Browser, who: str) -> None:
    assert desk.get(f"/translate/pages/{who}/week").status == 404


def test_nobody_else_looks(client: Browser) -> None:
    assert client.get("/translate/pages").status == 303
    assert client.get(WEEK).status == 303
    for key in (
        PARTICIPANT,
        "blid-bjork",
        "klar-kyst",
        "ryddig-rot",
        "arvaken-are",
        "naer-nordlys",
        "hyggelig-hare",
    ):
        browser = client.another()
        browser.sign_in(key)
        assert browser.get("/translate/pages").status == 403
        assert browser.get(WEEK).status == 403


def test_where_anybody_is_real_nobody_is_looked_at(desk: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(update(Person).where(Person.key == "sikker-siv").values(key=None))
    assert desk.get(WEEK).status == 404


def test_outside_the_demo_there_is_no_such_page(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    bare = replace(settings, demo=False, https=True, identity_keys=(), documents_folder=None)
    app = portal_of(bare, World(seeded_engine, clock, bus))
    assert not [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("translate_pages")]


def test_looking_changes_nothing_and_signs_nobody_in(desk: Browser, seeded_engine: Engine) -> None:
    before = fingerprint(seeded_engine)
    for path in (WEEK, "/translate/pages/stille-strand/messages", "/translate/pages/hyggelig-hare/week"):
        answer = desk.get(path)
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
    assert fingerprint(seeded_engine) == before
    assert desk.get("/week").status == 403
    assert desk.get("/translate").status == 200


def test_no_header_makes_anybody_somebody_else(client: Browser) -> None:
    """Who is looked at is said within the portal alone; what a browser sends is called otherwise there."""
    for name in ("portal.seen_as", "Portal-Seen-As", "portal_seen_as"):
        assert client.get("/week", headers={name: PARTICIPANT}).status == 303


def test_own_proposals_are_seen_by_who_made_them(desk: Browser, app: Flask) -> None:
    path = address_of(app, "uk", "Plan")
    assert propose(desk, path, "Мій <план>").status == 422
    assert propose(desk, path, "Мій план & інше").status == 303
    as_it_stands = desk.get(f"{WEEK}?locale=uk")
    assert said_of(as_it_stands, PLAN) == ["План"]
    assert "Vis mine forslag (1)" in as_it_stands.text
    mine = desk.get(f"{WEEK}?locale=uk&mine=1")
    assert said_of(mine, PLAN) == ["Мій план &amp; інше"]
    assert "Bare du ser dem slik." in mine.text
    other = desk.another()
    other.sign_in(OTHER)
    assert said_of(other.get(f"{WEEK}?locale=uk&mine=1"), PLAN) == ["План"]
    # Nobody who reads the portal has it.
    reader = desk.another()
    reader.sign_in(PARTICIPANT)
    assert "Мій план" not in reader.get("/week").body


def test_a_proposal_that_is_not_safe_is_not_shown_to_its_author_either(
    desk: Browser, seeded_engine: Engine
) -> None:
    _ctx, msgid, plural = PLAN
    with seeded_engine.begin() as connection:
        connection.execute(
            insert(METADATA.tables["translation_proposal"]).values(
                id="p" * 36,
                locale="uk",
                hash=hash_of(PLAN),
                ctx=None,
                msgid=msgid,
                plural=plural,
                texts=[HOSTILE],
                before=["План"],
                reason="",
                author_id=person(seeded_engine, TRANSLATOR),
                proposed_at=datetime(2026, 11, 24, tzinfo=UTC),
                state=ProposalState.PROPOSED,
            )
        )
    answer = desk.get(f"{WEEK}?locale=uk&mine=1")
    assert said_of(answer, PLAN) == ["План"]
    assert "alert(1)" not in answer.body


def test_what_was_written_in_the_demo_stays_written_text(desk: Browser) -> None:
    reader = desk.another()
    reader.sign_in("stille-strand")
    planted = f"<img src=x onerror=alert(1)>{BEGIN}{'0' * 16}{MIDDLE}x{END}{BEGIN}{hash_of(PLAN)}{MIDDLE}<b>"
    reader.send("/messages", "/messages", text=planted)
    page = shown(desk.get("/translate/pages/stille-strand/messages?locale=uk"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
    assert not re.search(f"[{BEGIN}{MIDDLE}{END}]", page)


def test_what_is_sent_from_the_panel_is_answered_in_it(desk: Browser, app: Flask) -> None:
    path = address_of(app, "uk", "Plan")
    form = desk.get(path).page.form(path) | {"text_0": "Мій план", "then": "stay"}
    htmx = {"HX-Request": "true", "HX-Target": "ic-editor"}
    answer = desk.post(path, form, headers=htmx)
    assert (answer.status, "HX-Redirect" in answer.headers) == (303, False)
    saved = desk.get(answer.location, headers=htmx)
    assert "Foreslått." in saved.text
    assert not saved.page.all("script")
