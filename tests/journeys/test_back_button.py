"""Back, in a browser that remembers pages: however a sign-in has ended, nothing of the case is seen again (safety, T2).

The first two tests show that the browser does remember. What stays in it otherwise is in test_nothing_left_behind.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Playwright, Route, expect
from sqlalchemy.orm import Session

from portal.adapters.clock import SystemClock
from portal.store import sign_in as sign_ins
from portal.store.engine import for_writing, open_engine
from tests.journeys.remembering import (
    NOTE,
    PERSON,
    SEEN,
    Phone,
    hand_in,
    in_use,
    leaves_fast,
    signs_out,
    sits_still,
    window_of,
)
from tests.journeys.served import ROOT, Portal
from tests.journeys.tls import Trusted, behind_tls
from tests.journeys.windows import open_chromium


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trusted]:
    with behind_tls(tmp_path_factory.mktemp("tls")) as started:
        yield started


@pytest.fixture(scope="module")
def remembering(driver: Playwright, trusted: Trusted) -> Iterator[Browser]:
    with closing(open_chromium(driver, page_memory=True, home=trusted.home)) as browser:
        yield browser


@pytest.fixture(scope="module")
def receipt(remembering: Browser, trusted: Trusted) -> str:
    return hand_in(remembering, trusted)


@pytest.fixture
def phone(remembering: Browser, trusted: Trusted, receipt: str) -> Iterator[Phone]:
    with in_use(remembering, trusted, receipt) as phone:
        yield phone


@pytest.fixture
def lucky_phone(remembering: Browser, trusted: Trusted, receipt: str) -> Iterator[Phone]:
    """With everything a browser has today."""
    with in_use(remembering, trusted, receipt, unlucky=False) as phone:
        yield phone


def test_this_browser_remembers_pages(phone: Phone) -> None:
    """A page that says nothing comes back out of memory; with a browser that forgets, nothing below would be shown."""
    phone.page.goto(f"{phone.trusted.elsewhere}/first")
    phone.page.click("a")
    phone.page.evaluate("setTimeout(() => history.back())")
    expect(phone.page).to_have_title("remembered")


def test_without_our_script_the_case_would_be_seen_again(
    remembering: Browser, trusted: Trusted, receipt: str
) -> None:
    """What the other tests are worth: `no-store` alone does not keep a page out of the browser's memory."""

    def forgetful(route: Route) -> None:
        body = (ROOT / "static/js/portal.js").read_text("utf-8")
        assert body.count("if (event.persisted) location.reload();") == 1
        body = body.replace("if (event.persisted) location.reload();", "")
        route.fulfill(body=body.replace("else document", "document"), content_type="text/javascript")

    with closing(window_of(remembering, trusted)) as context:
        phone = Phone(context, trusted, receipt)
        context.route("**/js/portal.*.js", forgetful)
        phone.sign_in()
        phone.look_around()
        trusted.portal.let_sign_ins_run_out(PERSON)
        phone.page.evaluate("setTimeout(() => history.back())")
        phone.page.wait_for_function(SEEN, arg=NOTE)
        assert phone.remembered == 1


def presses_escape_three_times(phone: Phone) -> None:
    for _ in range(3):
        phone.page.keyboard.press("Escape")
    expect(phone.page.locator("h1")).to_have_text("Rain later today")


def stays_too_long(phone: Phone) -> None:
    _write(
        phone.trusted.portal,
        "UPDATE sign_in SET started_at = datetime(started_at, '-121 minutes') || '.000000' WHERE ended_at IS NULL",
    )


def signs_out_in_another_tab(phone: Phone) -> None:
    other = phone.new_page()
    other.goto("/me")
    other.get_by_role("button", name="Logg ut").click()
    expect(other.locator("h1")).to_have_text("Logg inn")


def is_signed_out_by_the_provider(phone: Phone) -> None:
    """What the provider's message comes to in the end; the way there has its own journey (test_sign_in_oidc)."""
    engine = open_engine(f"sqlite:///{phone.trusted.portal.database}")
    living = phone.trusted.portal.one(
        "SELECT token_hash FROM sign_in WHERE ended_at IS NULL ORDER BY started_at DESC LIMIT 1"
    )
    with Session(for_writing(engine)) as session:
        sign_ins.end(session, living, SystemClock().now())
        session.commit()
    engine.dispose()


def becomes_somebody_else(phone: Phone) -> None:
    _write(phone.trusted.portal, "UPDATE person SET role = 'translator' WHERE key = ?", PERSON)


ENDINGS: dict[str, tuple[Callable[[Phone], None], bool]] = {
    "signed out here": (signs_out, False),
    "the quick way out": (leaves_fast, False),
    "escape three times": (presses_escape_three_times, False),
    "idle": (sits_still, True),
    "too long": (stays_too_long, True),
    "signed out in another tab": (signs_out_in_another_tab, False),
    "signed out by the provider": (is_signed_out_by_the_provider, True),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_however_a_sign_in_ends_back_shows_nothing_of_the_case(phone: Phone, how: str) -> None:
    """Where the browser was not told to forget, it did remember, and the page hid itself until it had asked anew."""
    end, remembers = ENDINGS[how]
    end(phone)
    phone.goes_back()
    if remembers:
        assert phone.remembered > 0
    phone.keeps_nothing(told=not remembers)


@pytest.mark.parametrize("how", ["the quick way out", "idle"])
def test_with_everything_a_browser_has_today_it_is_the_same(lucky_phone: Phone, how: str) -> None:
    end, remembers = ENDINGS[how]
    end(lucky_phone)
    lucky_phone.goes_back()
    lucky_phone.keeps_nothing(told=not remembers)


def test_when_the_office_ends_the_role_back_shows_nothing_of_the_case(phone: Phone) -> None:
    becomes_somebody_else(phone)
    try:
        phone.goes_back()
    finally:
        _write(phone.trusted.portal, "UPDATE person SET role = 'participant' WHERE key = ?", PERSON)
    assert phone.remembered > 0
    phone.keeps_nothing_of_the_case()


def _write(portal: Portal, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(portal.database, timeout=10)) as connection, connection:
        assert connection.execute(statement, values).rowcount
