"""The journey: a question on a Friday afternoon, a promised day that slips, who is told of it, and the answer at last.

The clock is set forward by starting the portal anew on the same folder, so each part of the story is a server of its own.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.served import running
from tests.journeys.windows import DESK, PHONE, Window

QUESTION = "Kan jeg få kopi av vedtaket mitt?"
WHO, COVER, LEADER = "rolig-rogn", "sindig-sjo", "klar-kyst"
DUE, AGAIN = "onsdag 2. desember 2026", "torsdag 3. desember 2026"


class Office:
    """The portal at one moment, and the windows that are open in it."""

    def __init__(self, chromium: Browser, portal: object, stack: ExitStack, *, scripts: bool) -> None:
        self._chromium, self._portal, self._stack, self._scripts = chromium, portal, stack, scripts
        self.opened: list[Window] = []

    def window(self, who: str, size: tuple[int, int] = DESK) -> Window:
        """Somebody's window, signed in."""
        one = Window(self._chromium, self._portal, size, scripts=self._scripts)  # type: ignore[arg-type]
        self._stack.callback(one.close)
        self.opened.append(one)
        one.sign_in(who)
        return one


def unfold(desk: Window, summary: str, button: str) -> None:
    """Open what is folded, once more where news came in just that moment and drew it anew, folded."""
    within = desk.page.get_by_role("button", name=button)
    desk.page.get_by_text(summary).click()
    desk.page.wait_for_timeout(1500)
    if not within.is_visible():
        desk.page.get_by_text(summary).click()
    expect(within).to_be_visible()


@contextmanager
def office_at(folder: Path, now: str, chromium: Browser, *, scripts: bool) -> Iterator[Office]:
    """The portal at that moment; a fault in any window fails the test."""
    with running(folder, now) as portal, ExitStack() as stack:
        office = Office(chromium, portal, stack, scripts=scripts)
        yield office
        faults = [fault for one in office.opened for fault in one.faults]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_question_on_a_friday_afternoon_slips_and_is_answered(
    furnished: Path, tmp_path: Path, chromium: Browser, scripts: bool
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(furnished, folder)

    with office_at(folder, "2026-11-27T15:40", chromium, scripts=scripts) as office:
        phone = office.window(WHO, PHONE)
        phone.open("/messages")
        phone.page.get_by_label("Skriv til oss").fill(QUESTION)
        phone.page.get_by_role("button", name="Send", exact=True).click()
        expect(phone.page.locator("#promise")).to_contain_text(f"svarer innen {DUE}")
        leader = office.window(LEADER)
        leader.open("/work/cover")
        leader.page.get_by_label("Hvem er borte?").select_option(label="Blid Bjørk")
        leader.page.get_by_label("Hvem dekker?").select_option(label="Sindig Sjø")
        leader.page.get_by_label("Fra og med").fill("2026-11-30")
        leader.page.get_by_label("Til og med").fill("2026-12-11")
        leader.page.get_by_role("button", name="Lagre").click()
        expect(leader.page.get_by_role("status")).to_contain_text("Det er lagret.")

    with office_at(folder, "2026-12-03T08:05", chromium, scripts=scripts) as office:
        phone = office.window(WHO, PHONE)
        phone.open("/messages")
        promise = phone.page.locator("#promise")
        expect(promise).to_contain_text(f"Vi skulle ha svart innen {DUE}.")
        expect(promise).to_contain_text("Det beklager vi.")
        expect(promise).to_contain_text(f"Nå får du svar innen {AGAIN}.")
        desk = office.window(COVER)
        desk.open("/work?show=late")
        row = desk.page.get_by_role("listitem").filter(has_text="Rolig Rogn")
        expect(row).to_contain_text("Frist 2. desember")
        expect(row).to_contain_text("Du dekker")
        leader = office.window(LEADER)
        leader.open("/work")
        expect(leader.page.locator("#overdue")).not_to_contain_text(DUE)

    with office_at(folder, "2026-12-04T08:05", chromium, scripts=scripts) as office:
        leader = office.window(LEADER)
        leader.open("/work")
        row = leader.page.locator("#overdue li").filter(has_text=DUE)
        expect(row).to_contain_text("Blid Bjørk")
        expect(row).to_contain_text("Sindig Sjø dekker nå.")
        expect(leader.page.locator("body")).not_to_contain_text(QUESTION)
        expect(leader.page.locator("body")).not_to_contain_text("Rogn")
        phone = office.window(WHO, PHONE)
        phone.open("/messages")
        promise = phone.page.locator("#promise")
        expect(promise).to_contain_text("Lederen på kontoret har fått beskjed om at du venter.")
        desk = office.window(COVER)
        desk.open("/work?show=late")
        desk.page.get_by_role("link").filter(has_text="Rolig Rogn").first.click()
        desk.page.get_by_label("Svar til deltakeren").fill(
            "Unnskyld at det tok tid. Hvilket vedtak gjelder det?"
        )
        desk.page.get_by_label("Jeg spør om noe og venter på svar fra deltakeren").check()
        desk.page.get_by_role("button", name="Send", exact=True).click()
        expect(desk.page.locator("#promise")).to_contain_text("Vi venter på deltakeren.")
        if not scripts:
            phone.open("/messages")
            leader.open("/work")
        expect(promise).to_contain_text("Vi venter på svar fra deg.")
        expect(leader.page.locator("#overdue")).not_to_contain_text(DUE)
        unfold(desk, "Endre hvem som venter", "Trenger ikke svar")
        desk.page.get_by_role("button", name="Trenger ikke svar").click()
        expect(desk.page.locator("#promise")).to_contain_text("Ingen venter på svar.")
        expect(desk.page.locator("#promise")).to_contain_text("Sindig satte «Trenger ikke svar»")
