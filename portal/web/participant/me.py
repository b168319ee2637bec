"""Me: language, contact person, receipts, absences and sign-out."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.services import (
    absence_hearing,
    absences,
    appointments,
    audit,
    documents_receipt,
    mandates,
    not_taken,
    plans,
    redaction,
    submissions,
    weeks,
)
from portal.text.locales import LOCALES
from portal.text.paper_receipt import clock_differs
from portal.web.absence_receipt import absence_in
from portal.web.asked import asked_row
from portal.web.guards import participants, participants_or_helpers
from portal.web.language import offered
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
@participants
def show() -> BaseResponse:
    """Everything about the person's own use of the portal."""
    with reading() as work:
        return framed(
            work,
            "participant/me.html",
            contact=plans.own_contact(work),
            offered=[LOCALES[code] for code in offered()],
            receipts=submissions.receipts(work, limit=5),
            absences=absences.own_absences(work, limit=5),
            not_taken=not_taken.is_any(work),
        )


@blueprint.get("/me/receipts")
@participants
def receipts() -> BaseResponse:
    """All receipts, newest first, a page at a time."""
    with reading() as work:
        rows = submissions.receipts(work, asked_row("before", "id"))
        return framed(work, "participant/receipts.html", receipts=rows, page_size=submissions.PAGE)


@blueprint.get("/me/receipts/<receipt_id>")
@participants
def receipt(receipt_id: str) -> BaseResponse:
    """One receipt: number, time and what was sent."""
    with reading() as work:
        row = submissions.receipt_of(work, receipt_id)
        return framed(
            work,
            "participant/receipt.html",
            receipt=row,
            **absence_in(work, row),
            reported=weeks.reported_with(work, receipt_id),
            replied=appointments.answer_of_receipt(work, receipt_id),
            documented=documents_receipt.documented(work, row),
            until=mandates.until(row),
            removed=redaction.removed_from(row),
            clock_differs=clock_differs(row),
            language=LOCALES.get(row.locale),
        )


@blueprint.get("/me/absences")
@participants_or_helpers(Area.ABSENCE)
def own_absences() -> BaseResponse:
    """The person's own absences with what was decided."""
    with reading() as work:
        return framed(
            work,
            "participant/absences.html",
            absences=absences.own_absences(work),
            can_report=absences.can_report(work),
            hearings=absence_hearing.own_hearings(work),
        )


@blueprint.get("/me/seen")
@participants
def seen() -> BaseResponse:
    """Who at the office has looked into the person's case."""
    with reading() as work:
        return framed(work, "participant/seen.html", looks=audit.who_has_seen(work))
