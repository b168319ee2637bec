"""Open offers of the office: seen, put into one's own week with one tap, and taken out as easily."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import HiddenField

from portal.domain.access import Area
from portal.domain.errors import Conflict
from portal.services import offers, submissions
from portal.web.asked import asked_text
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import participants_or_helpers
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.site import reading, writing

blueprint = Blueprint("offers", __name__)
CONFLICT = 409


class OfferForm(KeyedForm):
    """Which offer."""

    offer = HiddenField()


@blueprint.get("/offers")
@participants_or_helpers(Area.WEEK)
def show() -> BaseResponse:
    """What is open, and which of it stands in one's own week."""
    return _page(sent=asked_text("sent"))


@blueprint.post("/offers/add")
@participants_or_helpers(Area.WEEK)
def add() -> BaseResponse:
    """Into my week."""
    form = read(OfferForm)
    form.validate()
    try:
        with writing() as work:
            receipt = offers.add(work, form.key.data, clean(form.offer.data))
    except Conflict:
        return _page(status=CONFLICT)
    return done(url_for("offers.show", sent=receipt.id))


@blueprint.post("/offers/remove")
@participants_or_helpers(Area.WEEK)
def remove() -> BaseResponse:
    """Out of my week again."""
    form = read(OfferForm)
    form.validate()
    with writing() as work:
        receipt = offers.remove(work, form.key.data, clean(form.offer.data))
    return done(url_for("offers.show", sent=receipt.id))


def _page(*, sent: str = "", status: int = 200) -> BaseResponse:
    with reading() as work:
        return framed(
            work,
            "participant/offers.html",
            "live",
            status=status,
            offers=offers.own_offers(work),
            receipt=submissions.own_receipt(work, sent),
            stale=status == CONFLICT,
        )
