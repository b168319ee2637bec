"""Is this receipt true? A page for everybody who holds one, and what it says to its owner and to the office."""

from flask import Blueprint, Flask, request
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.services.receipts import LONGEST, Claim, claim_in, claim_of, known_to
from portal.web.forms import clean, read
from portal.web.guards import everybody
from portal.web.page import page
from portal.web.site import reading, site

blueprint = Blueprint("receipts", __name__)
DOOR = "receipts"


class CheckForm(Form):  # type: ignore[misc] # WTForms has no types.
    """A receipt's number with its code, or the text of a receipt that was saved."""

    number = StringField()
    code = StringField()
    text = StringField()

    def claim(self) -> Claim | None:
        """What the form claims, or None when it holds nothing that could be a receipt."""
        # As it came: what is cleaned away here could be seen in the copy.
        text = (self.text.data or "")[: LONGEST + 1]
        if text.strip():
            return claim_in(text)
        return claim_of(clean(self.number.data), clean(self.code.data))


@blueprint.get("/receipts/check")
@everybody
def ask() -> BaseResponse:
    """Number and code, or the saved text."""
    return page("receipt_check.html", asked=False)


@blueprint.post("/receipts/check")
@everybody
def check() -> BaseResponse:
    """Yes with the time, or no: the same no for a number that was never drawn, a wrong code and a changed copy.

    Whoever is not signed in has no form token, so the view takes none: it writes nothing but its own count.
    """
    site().doorkeeper.admit(DOOR, request.remote_addr)
    form = read(CheckForm)
    claim = form.claim()
    received_at = site().checks.received_at(claim) if claim else None
    known = None
    if claim and received_at and current_user.is_authenticated:
        with reading() as work:
            known = known_to(work, claim)
    return page(
        "receipt_check.html",
        asked=True,
        claim=claim,
        received_at=received_at,
        known=known,
        number=clean(form.number.data)[:20],
        code=clean(form.code.data)[:80],
    )


def install(app: Flask, csrf: CSRFProtect) -> None:
    """Register the page."""
    app.register_blueprint(blueprint)
    csrf.exempt(check)
