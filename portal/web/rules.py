"""The rules in force, for everybody: what each one asks, its numbers and its paragraphs, made from what decides."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.calendar import oslo_day
from portal.rules.practice import USUAL
from portal.rules.questions import Around
from portal.text.rulebook import coming, rulebook
from portal.web.guards import everybody
from portal.web.language import tongue
from portal.web.page import page
from portal.web.site import site

blueprint = Blueprint("rules", __name__)


@blueprint.get("/rules")
@everybody
def show() -> BaseResponse:
    """The rules as they stand today, with the defaults for what an office chooses itself."""
    desk, to = site().desk, tongue()
    today = oslo_day(desk.clock.now())
    around = Around(desk.holidays.of_year, USUAL)
    return page(
        "rules.html",
        parts=rulebook(to.words, to.dates, around, today),
        coming=coming(to.words, to.dates),
        today=today,
    )
