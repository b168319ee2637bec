"""Today's work: counters that are filters, and the conversations in order of waiting."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Role
from portal.services import (
    alarms,
    appointment_desk,
    caseload,
    conversations,
    covers,
    emergency,
    important,
    months,
    narrowing,
    programme_soon,
    proposal_reading,
    rights_desk,
    second,
    threats,
    waiting,
)
from portal.services.caseload import Filter
from portal.services.narrowing import Asked, Whose
from portal.text.locales import LOCALES
from portal.web.asked import asked_due_row, asked_text
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
                threats=threats.listed(work),
                counts=caseload.counts(work),
                load=caseload.load(work),
                overdue=waiting.overdue(work),
                today=work.today,
            )
    chosen = _asked_filter()
    if chosen is Filter.ABSENCES:
        # The absences have a page of their own; this address is older.
        return redirect(url_for("absence_queue.show"))
    picked = _picked()
    with reading() as work:
        with_inbox = chosen not in {Filter.SOON, Filter.CALLS}
        covered = covers.covered_by_me(work)
        asked = _asked(picked, frozenset(row.staff_id for row in covered))
        return page(
            "caseworker/work.html",
            "live",
            counts=caseload.counts(work),
            chosen=chosen,
            decided="decided" in request.args,
            covered=covered,
            proposed=proposal_reading.count_waiting(work),
            requests=rights_desk.count_waiting(work),
            meetings=appointment_desk.counts(work),
            months=months.count_waiting(work),
            second=second.count_waiting(work),
            inbox=conversations.inbox(work, chosen, asked_due_row("due", "since", "after"), asked)
            if with_inbox
            else [],
            asked=asked,
            picked=picked,
            tally=narrowing.tally(work, chosen, asked.covered) if with_inbox else None,
            locales=LOCALES,
            alarms=alarms.standing(work),
            calls=important.to_phone(work),
            soon=programme_soon.soon(work) if chosen is Filter.SOON else [],
            page_size=conversations.INBOX_PAGE,
            office=work.actor.office_id,
            today=work.today,
            soon_by=waiting.soon_by(work),
            now=work.now,
        )


def _picked() -> dict[str, str]:
    """What the address narrows the list to, as the links of the page carry it along."""
    found = {name: asked_text(name) for name in ("whose", "language", "interpreter", "unanswered")}
    picked = {name: value for name, value in found.items() if value}
    if picked.get("whose", Whose.TEAM) not in set(Whose) or picked.get("language", "nb") not in LOCALES:
        abort(404)
    return picked


def _asked(picked: dict[str, str], covered: frozenset[str]) -> Asked:
    return Asked(
        Whose(picked.get("whose", Whose.TEAM)),
        covered,
        picked.get("language", ""),
        interpreter="interpreter" in picked,
        never_answered="unanswered" in picked,
    )


def _asked_filter() -> Filter:
    try:
        return Filter(request.args.get("show", Filter.WAITING.value))
    except ValueError:
        abort(404)
