"""In the demo only: what would have left the portal, to which synthetic person, and when."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.notices import Channel, Says
from portal.services.undelivered import shown_in_the_demo
from portal.text.locales import LOCALES, SOURCE
from portal.text.negotiation import outside_of_pages
from portal.text.told_outside import ANY_CODE, Fixed, code, news
from portal.web.guards import everybody
from portal.web.page import page
from portal.web.site import site

blueprint = Blueprint("demo_outbox", __name__)


@blueprint.get("/demo/outbox")
@everybody
def show() -> BaseResponse:
    """The newest notices of everybody. Nobody here is real, so nobody need be signed in."""
    lines, fixed = [], Fixed(site().catalogues)
    for row in shown_in_the_demo(site().desk):
        spoken = site().for_visitors.of(row, SOURCE)
        words = fixed.words_of(outside_of_pages(row.locale, spoken, LOCALES))
        # The code itself stands in the file that the notices are written to, and nowhere on a page.
        said = fixed.spoken(news(words) if row.says is Says.NEWS else code(words, ANY_CODE))
        lines.append((row, LOCALES[said.locale], said.on(row.channel or Channel.SMS)))
    return page("demo_outbox.html", lines=lines)
