"""What the tests of the workbench share: where a text has its page, and sending its form."""

from flask import Flask

from portal.web.translator import texts
from tests.browser import Answer, Browser


def address_of(app: Flask, code: str, msgid: str, ctx: str | None = None) -> str:
    """The path of a text's page in a language."""
    with app.app_context():
        found = next(one.hash for one in texts.source().texts if one.key[:2] == (ctx, msgid))
    return f"/translate/{code}/{found}"


def propose(browser: Browser, path: str, *said: str, reason: str = "") -> Answer:
    """Fill in the form as it is drawn, and propose."""
    form = browser.get(path).page.form(path)
    fields = {name: "" for name in form if name.startswith("text_")}
    fields |= {f"text_{number}": text for number, text in enumerate(said)}
    return browser.post(path, form | fields | {"reason": reason, "then": "stay"})
