"""A browser window of one person, which remembers whatever a healthy page never does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Playwright, Request

from tests.journeys.served import Portal

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
PHONE = (360, 740)
# Milliseconds to wait for what a page comes to: a machine that is busy elsewhere breaks no promise.
PATIENCE = 60_000
DESK = (1200, 900)

# Sends a form as a page of ours would, with the token that the page carries.
_POST = """([path, fields]) => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action: path});
  const token = JSON.parse(document.body.getAttribute('hx-headers') || '{}')['X-CSRFToken'];
  for (const [name, value] of Object.entries({csrf_token: token || '', ...fields})) {
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  }
  document.body.append(form);
  form.submit();
}"""


def open_chromium(playwright: Playwright, *, page_memory: bool = False, home: Path | None = None) -> Browser:
    """Debian's Chromium. With `page_memory` Back may show pages out of memory, as on people's own phones.

    `home` is where it finds the certificates that it trusts besides its own.
    """
    path = shutil.which("chromium")
    assert path, "Chromium is missing. Please install the package chromium: the journeys need a real browser."
    return playwright.chromium.launch(
        executable_path=path,
        args=list(ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"] if page_memory else None,
        env=dict(os.environ) | {"HOME": str(home)} if home else None,
    )


class Window:
    """One person's window. `faults` collects script errors, refused content, dialogs and calls to other hosts."""

    def __init__(
        self, chromium: Browser, portal: Portal, size: tuple[int, int] = PHONE, *, scripts: bool = True
    ) -> None:
        """An empty window of that size in pixels, with or without JavaScript."""
        self.portal = portal
        self.scripts = scripts
        self.context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            base_url=portal.address,
            locale="nb-NO",
            service_workers="block",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("dialog", self._dialog)
        self.context.on("request", self._request)

    def sign_in(self, key: str) -> None:
        """Pick a person on the sign-in page."""
        self.page.goto("/sign-in")
        self.page.click(f'button[name="person"][value="{key}"]')
        self.page.wait_for_url(lambda address: "/sign-in" not in address)

    def arrive(self, key: str, language: str | None = None) -> None:
        """Be signed in without the walk through the pages, and read on in `language`."""
        self.context.request.post("/sign-in/demo", form={"person": key}, max_redirects=0)
        if language:
            self.read_in(language)

    def read_in(self, language: str) -> None:
        """Choose a language, signed in or not."""
        self.context.request.post("/language", form={"language": language, "back": "/"}, max_redirects=0)

    def open(self, path: str) -> None:
        """Go to a page of the portal."""
        self.page.goto(path, wait_until="domcontentloaded")

    def post(self, path: str, **fields: str) -> None:
        """Send a form by hand from a page that is open, and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.evaluate(_POST, [path, fields])

    def form_fields(self, form: str) -> dict[str, str]:
        """The fields of the form that the selector names, but neither its token nor files."""
        found: dict[str, str] = self.page.eval_on_selector(
            form,
            "form => Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== 'csrf_token' && typeof value === 'string'))",
        )
        return found

    def close(self) -> None:
        """Shut the window."""
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        # An error page is announced on the console as well; whether it is expected is for the test to say.
        # So is the end of the stream, which a browser calls an error and says nothing about.
        # Nor may anything go on in the background where no test has asked for it. A fetch that gives way to a newer one
        # is announced twice; one that failed would say `htmx:sendError` too.
        expected = (
            "Failed to load resource" in message.text
            or message.text == "[object Event]"
            or message.text == "Service Worker registration blocked by Playwright"
            or message.text.startswith(("htmx:sendAbort,", "htmx:afterRequest,"))
        )
        if message.type in {"error", "warning"} and not expected:
            self.faults.append(f"console {message.type} on {self._path()}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"a dialog on {self._path()}: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.portal.address, "data:")):
            self.faults.append(f"a request to another host: {request.url}")

    def _path(self) -> str:
        return urlsplit(self.page.url).path


@contextmanager
def window(chromium: Browser, portal: Portal, *size: Any, **more: Any) -> Iterator[Window]:  # noqa: ANN401 -- Handed on.
    """A window that is shut again, and that must not have seen a fault."""
    opened = Window(chromium, portal, *size, **more)
    try:
        yield opened
    finally:
        opened.close()
    assert not opened.faults, "\n".join(opened.faults)
