"""A small page client: keeps cookies, follows our redirects, and reviews every page it is given."""

from typing import Any

from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.page_review import Page, faults_of
from tests.text.papers import words_of

# Fragments that pages fetch by themselves and that are never whole.
PARTS = frozenset({"/messages/unread", "/messages/important"})


class Answer:
    """One answer of the portal. `page` is there for HTML."""

    def __init__(self, response: TestResponse) -> None:
        """Read the body at once."""
        self.response = response
        self.status: int = response.status_code
        self.headers = response.headers
        self.body: str = words_of(response)
        self.page = Page(self.body if response.mimetype == "text/html" else "")

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.page.text

    @property
    def location(self) -> str:
        """Where a redirect leads, without host."""
        return self.headers.get("Location", "")


class Browser:
    """A person with a browser. Every HTML answer is reviewed; a fault fails the test with a list of all faults."""

    def __init__(self, app: Flask, names: tuple[str, ...] = ()) -> None:
        """`names` are what no title may say."""
        self.app = app
        self.names = names
        self.http: Client = app.test_client()
        self.is_signed_in = False
        self.last: Answer | None = None

    def another(self) -> "Browser":
        """A second browser on the same portal, with no cookie."""
        return Browser(self.app, self.names)

    @property
    def cookie(self) -> str:
        """The token of the sign-in, empty without one."""
        for name in ("portal", "__Host-portal"):
            found = self.http.get_cookie(name)
            if found and found.value:
                return found.value
        return ""

    @property
    def token(self) -> str:
        """A form token of this sign-in, as any page hands it out."""
        page = self.get("/languages").page
        body = page.all("body")[0]
        assert body["hx-headers"], "Nobody is signed in."
        return body["hx-headers"].split('"')[3]

    def sign_in(self, key: str, **more: Any) -> Answer:  # noqa: ANN401 -- Handed on to Werkzeug.
        """Pick a synthetic person of the demo, and open their first page."""
        answer = self.post("/sign-in/demo", {"person": key}, **more)
        assert answer.status == 303, answer.status
        self.is_signed_in = True
        return self.get(answer.location, follow=True)

    def sign_out(self) -> Answer:
        """Leave."""
        answer = self.post("/sign-out", {"csrf_token": self.token})
        self.is_signed_in = False
        return answer

    def get(self, path: str, *, follow: bool = False, **more: Any) -> Answer:  # noqa: ANN401 -- The same.
        """Open a page, and with `follow` also where it leads."""
        answer = self._reviewed(self.http.get(path, **more), more)
        while follow and answer.status in {302, 303}:
            answer = self._reviewed(self.http.get(answer.location, **more), more)
        return answer

    def post(self, path: str, data: dict[str, Any], **more: Any) -> Answer:  # noqa: ANN401 -- The same.
        """Send a form exactly as given."""
        return self._reviewed(self.http.post(path, data=data, **more), more)

    def send(self, path: str, action: str, **fields: str) -> Answer:
        """Open the page at `path`, fill in its form that goes to `action`, and send it."""
        return self.post(action, self.get(path).page.form(action) | fields)

    def _reviewed(self, response: TestResponse, more: dict[str, Any]) -> Answer:
        answer = Answer(response)
        self.last = answer
        if response.mimetype == "text/html" and answer.body and not 300 <= answer.status < 400:
            whole = answer.body.lstrip().lower().startswith("<!doctype")
            asked_part = "HX-Request" in (more.get("headers") or {}) or response.request.path in PARTS
            assert whole or asked_part, f"{response.request.path} is only part of a page."
            faults = faults_of(answer.page, whole=whole, signed_in=self.is_signed_in, names=self.names)
            # A script without this answer's own nonce would not run.
            nonces = {script["nonce"] for script in answer.page.all("script")}
            allowed = {f"script-src 'nonce-{nonce}';" for nonce in nonces}
            if any(one not in answer.headers["Content-Security-Policy"] for one in allowed):
                faults.append("a script without the nonce of its answer")
            assert not faults, f"{response.request.path} ({answer.status}): " + "; ".join(faults)
        return answer
