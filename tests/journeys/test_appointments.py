"""The journey: it does not suit me, one of my times is taken, I come, and what we agreed stands with my disagreement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.demo.world import identifier
from tests.journeys.windows import DESK, Window

WISHES = (("2026-12-08", "10:00"), ("2026-12-09", "11:00"), ("2026-12-10", "12:30"))


def make_appointment(desk: Window, case: str) -> None:
    """The caseworker makes one for tomorrow morning, before any other."""
    page = desk.page
    desk.open(f"{case}/appointments")
    page.locator("#title").fill("Møte om kurset og praksisen")
    page.locator("#day").fill("2026-11-25")
    page.locator("#starts").fill("08:00")
    page.locator("#ends").fill("08:45")
    page.locator("#place").fill("Nav Tromsø, møterom 3")
    page.get_by_role("button", name="Lag avtalen").click()
    expect(page.locator("main")).to_contain_text("Avtalen er lagret")


def say_that_it_does_not_suit(phone: Window) -> None:
    page = phone.page
    first = page.locator("#week .next").first
    expect(first).to_contain_text("Møte om kurset og praksisen")
    first.get_by_role("link", name="Det passer ikke").click()
    page.get_by_text("Flere tider som passer").click()
    for place, (day, clock) in enumerate(WISHES, start=1):
        page.locator(f"#day_{place}").fill(day)
        page.locator(f"#clock_{place}").fill(clock)
    page.locator("#note").fill("Jeg følger sønnen min på skolen da.")
    page.get_by_role("button", name="Det passer ikke").click()
    expect(page.locator("main")).to_contain_text("Vi har mottatt det.")
    expect(page.locator("#appointment")).to_contain_text("ikke noe er ført som fravær")


def take_the_second_wish(page: Page, name: str) -> None:
    page.goto("/work")
    page.get_by_role("link", name="Avtaler som ikke passer").click()
    page.locator("#meetings li", has_text=name).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Jeg følger sønnen min på skolen da.")
    page.get_by_role("button", name="Onsdag 9. desember 2026 kl. 11.00").click()
    expect(page.locator("main")).to_contain_text("deltakeren får beskjed")


def see_both_times_and_come(phone: Window) -> None:
    page = phone.page
    phone.open("/week")
    moved = page.locator("#week .next", has_text="Møte om kurset og praksisen")
    expect(moved).to_contain_text("Avtalen er flyttet")
    expect(moved.locator("s")).to_contain_text("kl. 08.00")
    expect(moved.locator(".when")).to_contain_text("onsdag 9. desember")
    expect(moved.locator(".when")).to_contain_text("kl. 11.00")
    moved.get_by_role("button", name="Jeg kommer").click()
    expect(page.locator("main")).to_contain_text("Vi har mottatt det.")
    phone.open("/appointments")
    listed = page.locator("#appointments .next", has_text="Møte om kurset og praksisen")
    expect(listed).to_contain_text("Jeg kommer")
    # Saying beforehand that a time does not suit has made no absence.
    phone.open("/me/absences")
    expect(page.locator("main")).not_to_contain_text("25. november 2026")


def write_what_was_agreed(desk: Window, case: str) -> None:
    page = desk.page
    desk.open(f"{case}/agreed")
    page.locator("#text").fill("Vi ble enige om tre dager på kurset.")
    page.locator("#participant_1").fill("Si fra til læreren")
    page.locator("#office_1").fill("Sende ny plan")
    page.get_by_role("button", name="Send til deltakeren").click()
    expect(page.locator("main")).to_contain_text("Deltakeren har ikke bekreftet ennå.")


def confirm_with_a_sentence_of_disagreement(phone: Window) -> None:
    page = phone.page
    phone.open("/plan")
    page.locator("#agreed").get_by_role("link", name="Les og bekreft").click()
    expect(page.locator("#take-away")).to_contain_text("Vi ble enige om tre dager på kurset.")
    page.locator("#note").fill("Jeg sa to dager.")
    page.get_by_role("button", name="Bekreft at dette ble sagt").click()
    expect(page.locator("main")).to_contain_text("Begge har bekreftet.")
    phone.open("/plan")
    expect(page.locator("#agreed")).to_contain_text("Jeg sa to dager.")
    todo = page.locator("#agreed li", has_text="Si fra til læreren")
    todo.get_by_role("button", name="Gjort").click()
    expect(page.locator("#agreed li", has_text="Si fra til læreren")).to_contain_text("Ikke gjort likevel")


@pytest.mark.parametrize(
    ("key", "name", "scripts"), [("sterk-stein", "Sterk Stein", True), ("dyktig-dugg", "Dyktig Dugg", False)]
)
def test_another_time_is_found_together_and_what_was_agreed_stands(
    window: Callable[..., Window], key: str, name: str, scripts: bool
) -> None:
    phone, desk = window(scripts=scripts), window(DESK, scripts=scripts)
    case = f"/work/case/{identifier('person', key)}"
    desk.sign_in("blid-bjork")
    make_appointment(desk, case)
    phone.sign_in(key)
    say_that_it_does_not_suit(phone)
    take_the_second_wish(desk.page, name)
    if scripts:
        # The page that was left open tells of the move by itself.
        expect(phone.page.locator("#appointment .when")).to_contain_text("9. desember")
    see_both_times_and_come(phone)
    write_what_was_agreed(desk, case)
    confirm_with_a_sentence_of_disagreement(phone)
    desk.open(f"{case}/agreed")
    expect(desk.page.locator("#agreed")).to_contain_text("Deltakeren er uenig i noe")
