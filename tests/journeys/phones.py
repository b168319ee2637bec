"""A phone that keeps its profile on the disk and lets the portal's worker run: for what must hold without network."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.journeys.served import Portal
from tests.journeys.windows import ARGUMENTS, PATIENCE, PHONE

_QUEUE = """() => new Promise((done) => {
  const asked = indexedDB.open('portal', 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => done([]);
  asked.onsuccess = () => {
    const found = asked.result.transaction('envelopes').objectStore('envelopes').getAll();
    found.onsuccess = () => { asked.result.close(); done(found.result); };
  };
})"""
_PUT_BACK = """(envelopes) => new Promise((done) => {
  const asked = indexedDB.open('portal', 1);
  asked.onsuccess = () => {
    const turn = asked.result.transaction('envelopes', 'readwrite');
    envelopes.forEach((one) => turn.objectStore('envelopes').put(one));
    turn.oncomplete = () => { asked.result.close(); done(); };
  };
})"""
_FLUSH = "navigator.serviceWorker.ready.then((one) => one.active.postMessage({kind: 'flush'}))"
_DUMP = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) kept.push([key.url, await (await cache.match(key)).text()]);
  }
  return JSON.stringify([{...localStorage}, {...sessionStorage}, kept]);
}"""
_CACHED = """async () => {
  const kept = [];
  for (const name of await caches.keys()) for (const key of await (await caches.open(name)).keys()) kept.push(new URL(key.url).pathname);
  return kept;
}"""
_LEFT = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, caches: await caches.keys(),
  databases: (await indexedDB.databases()).map((one) => one.name),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING_LEFT = {"local": {}, "session": {}, "caches": [], "databases": [], "workers": 0}


class Phone:
    """One phone, one profile folder, any number of people one after the other."""

    def __init__(self, driver: Playwright, portal: Portal, profile: Path) -> None:
        """Start the browser with that profile."""
        path = shutil.which("chromium")
        assert path, "Chromium is missing."
        self.portal, self.profile = portal, profile
        self.context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=path,
            args=list(ARGUMENTS),
            base_url=portal.address,
            viewport={"width": PHONE[0], "height": PHONE[1]},
            locale="nb-NO",
        )
        self.context.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def arrive(self, key: str, language: str = "nb", *, shared: bool = False) -> None:
        """Be signed in, and wait until the worker has the desk."""
        form: dict[str, str | float | bool] = {"person": key}
        if shared:
            form["shared"] = "1"
        self.context.request.post("/sign-in/demo", form=form, max_redirects=0)
        self.context.request.post("/language", form={"language": language, "back": "/"}, max_redirects=0)
        self.page.goto("/week")
        if not shared:
            self.page.wait_for_function("() => navigator.serviceWorker.controller")
            self.until(f"async () => Boolean(await caches.match('/offline?language={language}'))")

    def lose_network(self) -> None:
        """Into the tunnel."""
        self.context.set_offline(True)

    def find_network(self) -> None:
        """Out of it."""
        self.context.set_offline(False)

    def waiting(self) -> list[dict[str, Any]]:
        """The envelopes in the box."""
        found: list[dict[str, Any]] = self.page.evaluate(_QUEUE)
        return found

    def put_back(self, envelopes: list[dict[str, Any]]) -> None:
        """As if the phone had never heard that they arrived."""
        self.page.evaluate(_PUT_BACK, envelopes)

    def until(self, question: str) -> None:
        """Ask the page until it says yes. Playwright itself takes a promise for a yes."""
        for _ in range(200):
            if self.page.evaluate(question):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"Never true: {question}")

    def flush(self) -> None:
        """Ask the worker to send, and wait until the box is empty."""
        self.page.evaluate(_FLUSH)
        self.empty()

    def empty(self) -> None:
        """Wait until nothing waits."""
        self.until(f"async () => (await ({_QUEUE})()).length === 0")

    def dump(self) -> str:
        """Everything that pages could read out of this browser's storage."""
        return str(self.page.evaluate(_DUMP)) + str(self.waiting())

    def cached(self) -> list[str]:
        """The addresses that the worker keeps."""
        found: list[str] = self.page.evaluate(_CACHED)
        return found

    def left(self) -> dict[str, Any]:
        """What is left in every kind of storage."""
        found: dict[str, Any] = self.page.evaluate(_LEFT)
        return found

    def says(self, words: str) -> None:
        """Wait for the line that tells what waits and what arrived."""
        expect(self.page.locator("#offline")).to_contain_text(words)

    def write(self, words: str) -> None:
        """A message, on the page of the conversation or on the one for no network."""
        self.page.locator("#text").fill(words)
        self.page.locator("form", has=self.page.locator("#text")).get_by_role("button").click()

    def close(self) -> None:
        """Turn it off."""
        self.context.close()

    def on_disk(self, words: str) -> list[str]:
        """The files of the profile that hold these words, in any of the ways browsers write."""
        spelled = (words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"))
        return [
            str(path.relative_to(self.profile))
            for path in self.profile.rglob("*")
            if path.is_file() and any(one in path.read_bytes() for one in spelled)
        ]
