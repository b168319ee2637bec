"""Today's work: counters that are filters, and the conversations in order of waiting."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Role
from portal.services import (
    appointment_desk,
    caseload,
    conversations,
    covers,
    emergency,
    months,
    programme_soon,
    proposal_reading,
    rights_desk,
    second,
    waiting,
)
from portal.services.caseload import Filter
from portal.web.asked import asked_due_row
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
                "overdue" if request.args.get("part") == "overdue" else "openings",
                openings=emergency.openings(work),
                requests=rights_desk.count_waiting(work),
                second=second.count_waiting(work),
                counts=caseload.counts(work),
                load=caseload.load(work),
                overdue=waiting.overdue(work),
                today=work.today,
            )
    chosen = _asked_filter()
    if chosen is Filter.ABSENCES:
        # The absences have a page of their own; this address is older.
        return redirect(url_for("absence_queue.show"))
    with reading() as work:
        with_inbox = chosen is not Filter.SOON
        return page(
            "caseworker/work.html",
            "live",
            counts=caseload.counts(work),
            chosen=chosen,
            decided="decided" in request.args,
            covered=covers.covered_by_me(work),
            proposed=proposal_reading.count_waiting(work),
            requests=rights_desk.count_waiting(work),
            meetings=appointment_desk.counts(work),
            months=months.count_waiting(work),
            second=second.count_waiting(work),
            inbox=conversations.inbox(work, chosen, asked_due_row("due", "since", "after"))
            if with_inbox
            else [],
            soon=programme_soon.soon(work) if chosen is Filter.SOON else [],
            page_size=conversations.INBOX_PAGE,
            office=work.actor.office_id,
            today=work.today,
            soon_by=waiting.soon_by(work),
            now=work.now,
        )


def _asked_filter() -> Filter:
    try:
        return Filter(request.args.get("show", Filter.WAITING.value))
    except ValueError:
        abort(404)
