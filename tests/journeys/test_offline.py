"""In the tunnel: what is written without network waits sealed on the phone, and arrives once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.journeys.phones import NOTHING_LEFT, Phone
from tests.journeys.served import Portal

WORDS = "Tunnelord-blaabaer"
OUT_OF_SIGHT = "Du har ikke nett"


@pytest.fixture
def phone(driver: Playwright, portal: Portal, tmp_path: Path) -> Iterator[Phone]:
    """A phone nobody has used before."""
    phone = Phone(driver, portal, tmp_path / "profile")
    yield phone
    phone.close()
    assert not phone.faults, "\n".join(phone.faults)


@pytest.fixture
def handed_in(portal: Portal) -> Callable[[str], dict[str, int]]:
    """How many of each kind somebody has handed in."""

    def counted(key: str) -> dict[str, int]:
        question = "SELECT count(*) FROM submission WHERE kind = ? AND person_id = (SELECT id FROM person WHERE key = ?)"
        return {kind: int(portal.one(question, kind, key)) for kind in ("week", "day", "absence", "message")}

    return counted


def test_three_posts_in_airplane_mode_are_three_rows_after_a_hundred_flushes(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    """A week report, an absence and a message, written on the page that the phone shows without network."""
    key = "rolig-rogn"
    phone.arrive(key)
    before = handed_in(key)
    phone.lose_network()
    phone.page.goto("/messages")
    expect(phone.page.locator("h1")).to_have_text(OUT_OF_SIGHT)
    phone.page.get_by_role("button", name="Alt var som planlagt").click()
    phone.says("Venter på nett: 1.")
    phone.page.get_by_role("button", name="Jeg er syk i dag").click()
    phone.says("Venter på nett: 2.")
    phone.write(WORDS)
    phone.says("Venter på nett: 3.")
    assert handed_in(key) == before
    envelopes = phone.waiting()
    assert WORDS not in phone.dump()
    assert not [word for word in ("self-report", "monday", "/absence") if word in str(envelopes)]
    phone.find_network()
    phone.says("Mottatt kl. 09.")
    phone.empty()
    after = handed_in(key)
    assert after == before | {kind: before[kind] + 1 for kind in ("week", "absence", "message")}
    for _ in range(100):
        phone.put_back(envelopes)
        phone.flush()
    assert handed_in(key) == after
    phone.page.goto("/messages")
    expect(phone.page.get_by_text(WORDS)).to_have_count(1)


def test_nothing_of_it_is_on_the_disk_and_no_page_of_anybodys_is_kept(
    driver: Playwright, portal: Portal, tmp_path: Path
) -> None:
    """The profile folder is read after the phone was turned off with a message waiting."""
    phone = Phone(driver, portal, tmp_path / "profile")
    phone.arrive("kvikk-kvist")
    phone.page.goto("/messages")
    phone.lose_network()
    phone.write(WORDS)
    phone.says("Venter på nett: 1.")
    phone.page.goto("/week")
    phone.write(WORDS + "-igjen")
    phone.says("Venter på nett: 2.")
    kept = phone.cached()
    assert {path for path in kept if not path.startswith("/static/")} == {"/offline"}
    assert len(kept) > 5
    name = portal.one("SELECT name FROM person WHERE key = ?", "kvikk-kvist")
    assert name not in phone.dump()
    phone.close()
    assert not phone.faults, "\n".join(phone.faults)
    assert phone.on_disk("/offline?language=nb"), "The search finds nothing at all."
    assert phone.on_disk(WORDS) == []


def test_a_message_written_where_it_always_is_waits_and_the_form_is_for_the_next(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    key = "lett-lerke"
    phone.arrive(key, "en")
    phone.page.goto("/messages")
    before = handed_in(key)["message"]
    phone.lose_network()
    for number in (1, 2):
        phone.write(f"{WORDS} {number}")
        phone.says(f": {number}.")
        expect(phone.page.locator("#text")).to_have_value("")
    expect(phone.page.locator("#unsent")).to_be_hidden()
    phone.find_network()
    phone.empty()
    expect(phone.page.locator("#offline a")).to_have_count(2)
    assert handed_in(key)["message"] == before + 2


def test_two_taps_in_the_tunnel_are_both_told_and_neither_is_called_refused(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    """The first says all of the week, and the second finds that it has been said."""
    key = "stille-strand"
    phone.arrive(key)
    before = handed_in(key)
    phone.lose_network()
    phone.page.goto("/messages")
    for number in (1, 2):
        phone.page.get_by_role("button", name="Alt var som planlagt").click()
        phone.says(f"Venter på nett: {number}.")
    phone.find_network()
    phone.says("Mottatt kl. 09.")
    phone.says("Uka var alt meldt.")
    phone.empty()
    expect(phone.page.locator("#offline a")).to_have_count(2)
    assert handed_in(key) == before | {"week": before["week"] + 1}


def test_a_tab_that_is_killed_in_the_tunnel_loses_nothing(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    key = "stille-strand"
    phone.arrive(key, "ar")
    before = handed_in(key)["message"]
    phone.page.goto("/messages")
    phone.lose_network()
    phone.write(WORDS)
    expect(phone.page.locator("#text")).to_have_value("")
    phone.page.close()
    phone.find_network()
    phone.page = phone.context.new_page()
    phone.page.goto("/week")
    phone.empty()
    assert handed_in(key)["message"] == before + 1


def test_a_sign_in_that_ran_out_keeps_the_queue_for_its_owner_and_nobody_else(
    phone: Phone, portal: Portal, handed_in: Callable[[str], dict[str, int]]
) -> None:
    key, other = "ivrig-isfjell", "modig-molte"
    phone.arrive(key)
    before = handed_in(key), handed_in(other)
    phone.page.goto("/messages")
    phone.lose_network()
    phone.write(WORDS)
    phone.says("Venter på nett: 1.")
    portal.let_sign_ins_run_out(key)
    phone.find_network()
    phone.says("Ikke sendt ennå: 1. Du er logget ut.")
    assert len(phone.waiting()) == 1
    phone.arrive(other)
    phone.page.wait_for_timeout(700)
    expect(phone.page.locator("#offline")).to_have_text("")
    phone.lose_network()
    phone.page.goto("/week")
    expect(phone.page.locator("#offline")).to_have_text("")
    phone.find_network()
    assert (handed_in(key), handed_in(other)) == before
    assert len(phone.waiting()) == 1
    phone.arrive(key)
    phone.empty()
    assert handed_in(key)["message"] == before[0]["message"] + 1
    assert handed_in(other) == before[1]


def test_signing_out_empties_the_phone_even_in_the_tunnel(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    key = "kvikk-kvist"
    phone.arrive(key)
    before = handed_in(key)
    phone.page.goto("/me")
    second = phone.context.new_page()
    second.goto("/messages")
    phone.lose_network()
    first, phone.page = phone.page, second
    phone.write(WORDS)
    phone.says("Venter på nett: 1.")
    first.get_by_role("button", name="Logg ut").click()
    phone.until("async () => !(await indexedDB.databases()).length")
    phone.find_network()
    phone.page = first
    phone.page.goto("/me")
    phone.page.get_by_role("button", name="Logg ut").click()
    expect(phone.page.locator("h1")).to_have_text("Logg inn")
    assert phone.left() == NOTHING_LEFT
    assert handed_in(key) == before


def test_a_shared_phone_registers_nothing_and_forgets_what_was_there(phone: Phone) -> None:
    key = "lett-lerke"
    phone.arrive(key)
    assert phone.left()["workers"] == 1
    phone.arrive(key, shared=True)
    phone.until("async () => !(await navigator.serviceWorker.getRegistrations()).length")
    phone.until("async () => !(await indexedDB.databases()).length && !(await caches.keys()).length")
    phone.page.goto("/messages")
    phone.page.wait_for_timeout(500)
    assert phone.left() == NOTHING_LEFT


def test_what_could_not_be_taken_comes_back_to_its_owner(
    phone: Phone, handed_in: Callable[[str], dict[str, int]]
) -> None:
    key = "lett-lerke"
    phone.arrive(key)
    phone.page.goto("/messages")
    before = handed_in(key)
    phone.lose_network()
    phone.write(f"{WORDS} " * 1500)
    phone.says("Venter på nett: 1.")
    phone.find_network()
    phone.page.get_by_role("link", name="Se hva det var").click()
    expect(phone.page.get_by_role("heading", name="Ikke tatt imot")).to_be_visible()
    phone.page.get_by_role("button", name="Åpne skjemaet igjen").click()
    expect(phone.page.locator("#text")).to_contain_text(WORDS)
    assert handed_in(key) == before
