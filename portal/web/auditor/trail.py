"""The trail: the office's looks, newest first, narrowed by day, by colleague, or to those that were refused."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from portal.services import trail
from portal.text.words import N_
from portal.web.asked import asked_day, asked_place, asked_text
from portal.web.guards import auditors
from portal.web.page import page
from portal.web.site import reading

blueprint = Blueprint("trail", __name__)

# Why somebody was let in or kept out, as the trail has it.
WHY = {
    "office": N_("Eget kontor"),
    "cover": N_("Dekker for en kollega"),
    "grant": N_("Har fått tilgang"),
    "emergency": N_("Nødtilgang"),
    "represented": N_("Fullmakt"),
    "out of reach": N_("Ingen tilgang"),
    "barred": N_("Sperret"),
    "no mandate": N_("Ingen fullmakt"),
}


@blueprint.get("/trail")
@auditors
def show() -> BaseResponse:
    """A page of the trail."""
    day, staff_id, before = asked_day("day"), asked_text("staff"), asked_place("before")
    refused = "refused" in request.args
    with reading() as work:
        return page(
            "auditor/trail.html",
            lines=trail.trail(work, day=day, staff_id=staff_id, refused=refused, before=before),
            people=trail.people_to_pick(work),
            anomalies=trail.anomalies(work),
            why=WHY,
            day=day,
            staff_id=staff_id,
            refused=refused,
            page_size=trail.PAGE,
            today=work.today,
        )
