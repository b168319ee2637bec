"""Today's work: counters that are filters, and the conversations in order of waiting."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Role
from portal.rules.decision import from_data
from portal.services import absences, caseload, conversations
from portal.services.caseload import Filter
from portal.web.asked import asked_row
from portal.web.guards import office_staff
from portal.web.page import page
from portal.web.site import actor, reading

blueprint = Blueprint("work", __name__)


@blueprint.get("/work")
@office_staff
def show() -> BaseResponse:
    """The office's day. A leader sees the counters and the load of each caseworker, and no conversation."""
    if actor().role is Role.LEADER:
        with reading() as work:
            return page(
                "caseworker/overview.html",
                counts=caseload.counts(work),
                load=caseload.load(work),
                today=work.today,
            )
    with reading() as work:
        chosen = _asked_filter()
        waiting = chosen is not Filter.ABSENCES
        return page(
            "caseworker/work.html",
            "live",
            counts=caseload.counts(work),
            chosen=chosen,
            decided="decided" in request.args,
            inbox=conversations.inbox(work, chosen, asked_row("since", "after")) if waiting else [],
            absences=[
                (row, from_data(row.proposal)) for row in absences.waiting(work, asked_row("since", "after"))
            ]
            if not waiting
            else [],
            page_size=conversations.INBOX_PAGE if waiting else absences.WAITING_PAGE,
            office=work.actor.office_id,
            today=work.today,
            now=work.now,
        )


def _asked_filter() -> Filter:
    try:
        return Filter(request.args.get("show", Filter.WAITING.value))
    except ValueError:
        abort(404)
