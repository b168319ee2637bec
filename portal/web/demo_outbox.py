"""In the demo only: what would have left the portal, to which synthetic person, and when."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.notices import Says
from portal.services.undelivered import shown_in_the_demo
from portal.text.locales import LOCALES, SOURCE
from portal.text.told_outside import ANY_CODE, code, news
from portal.web.guards import everybody
from portal.web.page import page
from portal.web.site import site

blueprint = Blueprint("demo_outbox", __name__)


@blueprint.get("/demo/outbox")
@everybody
def show() -> BaseResponse:
    """The newest notices of everybody. Nobody here is real, so nobody need be signed in."""
    lines = []
    for row in shown_in_the_demo(site().desk):
        locale = row.locale if row.locale in site().tongues else SOURCE
        words = site().tongues[locale].words
        # The code itself stands in the file that the notices are written to, and nowhere on a page.
        text = news(words) if row.says is Says.NEWS else code(words, ANY_CODE)
        lines.append((row, LOCALES[locale], text))
    return page("demo_outbox.html", lines=lines)
