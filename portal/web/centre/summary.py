"""The summary of a case, found by identity number: the little one needs on the telephone."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.calendar import oslo_day
from portal.domain.errors import NotFound
from portal.services import summary
from portal.services.summary import Summary
from portal.text.locales import LOCALES
from portal.web.forms import read
from portal.web.guards import contact_centre
from portal.web.numbers import WRONG_NUMBER, fingerprints_of
from portal.web.page import page
from portal.web.site import reading, site

blueprint = Blueprint("centre", __name__)


class FindForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Who rings."""

    number = StringField()


@blueprint.get("/centre")
@contact_centre
def show() -> BaseResponse:
    """Ask for somebody."""
    return _page()


@blueprint.post("/centre")
@contact_centre
def find() -> BaseResponse:
    """Their summary, or the same answer for everybody whom one cannot see.

    It comes with the answer to the form and has no address of its own: nothing of who was looked for stays behind.
    """
    found = fingerprints_of(read(FindForm).number.data)
    if found is None:
        return _page(422, complaint=WRONG_NUMBER)
    try:
        with reading() as work:
            shown = summary.summary_of(work, found)
            return _page(shown=shown)
    except NotFound:
        return _page(404, nobody=True)


def _page(
    status: int = 200, *, shown: Summary | None = None, complaint: str = "", nobody: bool = False
) -> BaseResponse:
    return page(
        "centre/summary.html",
        status=status,
        shown=shown,
        language=LOCALES.get(shown.locale or "") if shown else None,
        complaint=complaint,
        nobody=nobody,
        today=oslo_day(site().desk.clock.now()),
    )
