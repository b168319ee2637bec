"""From a phone: choosing how to be told, proving an address by a code, and letting this phone be knocked at."""

import json
import re
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from playwright.sync_api import expect

from tests.journeys.served import Portal
from tests.journeys.windows import Window

STUB = """
  Object.defineProperty(Notification, 'requestPermission', { value: async () => 'granted' });
  const subscribe = async ({ applicationServerKey }) => (
    { endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${applicationServerKey.length}` });
  Object.defineProperty(ServiceWorkerContainer.prototype, 'ready', {
    get: () => Promise.resolve({ pushManager: { subscribe }, active: { postMessage: () => {} } }),
  });
"""


def _sent_to(portal: Portal, address: str) -> str:
    """What the file that stands in for the ways out says was sent there. The worker comes by every few seconds."""
    file, end = portal.database.parent / "notices.jsonl", monotonic() + 30
    while monotonic() < end:
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        for line in lines:
            said = json.loads(line)
            if said["to"] == address:
                return str(said["text"])
        sleep(0.2)
    raise AssertionError("Nothing was sent there.")


@pytest.mark.parametrize(("who", "scripts"), [("kvikk-kvist", True), ("rolig-rogn", False)])
def test_an_address_is_proven_by_its_code_and_chosen_first(
    portal: Portal, window: Callable[..., Window], who: str, *, scripts: bool
) -> None:
    phone = window(scripts=scripts)
    phone.arrive(who, "nb")
    phone.open("/me")
    phone.page.get_by_role("link", name="Velg hvordan du vil få varsel").click()
    phone.page.locator("section[aria-labelledby=email-head] summary").click()
    phone.page.get_by_label("Ny e-postadresse").fill(f"{who}@example.org")
    phone.page.locator("section[aria-labelledby=email-head]").get_by_role(
        "button", name="Send meg en kode"
    ).click()
    expect(phone.page.locator("main")).to_contain_text("Vi har sendt en kode.")
    [code] = re.findall(r"\d{6}", _sent_to(portal, f"{who}@example.org"))
    phone.page.get_by_label("Koden på seks tall").fill(code)
    phone.page.get_by_role("button", name="Bekreft").click()
    expect(phone.page.locator("main")).to_contain_text("Endringen er lagret.")
    phone.page.locator("input[name=first][value=email]").check()
    phone.page.locator("input[name=second][value=sms]").check()
    phone.page.get_by_role("button", name="Lagre").click()
    expect(phone.page.locator("main")).to_contain_text("Valget ditt er lagret.")
    expect(phone.page.locator("input[name=first][value=email]")).to_be_checked()
    expect(phone.page.locator("main")).not_to_contain_text(f"{who}@example.org")


def test_a_phone_is_added_and_signing_out_ends_it(portal: Portal, window: Callable[..., Window]) -> None:
    """The windows of these tests keep no worker and know no push service: what its maker would answer is put in its place."""
    phone = window()
    phone.context.add_init_script(STUB)
    phone.arrive("modig-molte", "nb")
    phone.open("/me/notices")
    phone.page.get_by_role("button", name="Varsle meg på denne telefonen").click()
    expect(phone.page.locator("main")).to_contain_text("Vi varsler deg på denne telefonen.")
    expect(phone.page.locator("input[name=first][value=push]")).to_be_checked()
    count = "SELECT count(*) FROM push_subscription"
    # The browser got our whole public key: 65 bytes, in base64url.
    assert portal.one("SELECT endpoint FROM push_subscription").endswith("/87")
    phone.open("/me")
    phone.page.get_by_role("button", name="Logg ut").click()
    expect(phone.page).to_have_url(re.compile("/sign-in"))
    assert int(portal.one(count)) == 0
