"""Me: language, contact person, receipts, absences and sign-out."""

from datetime import date
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.attendance import Attendance
from portal.rules.decision import from_data
from portal.services import absences, plans, submissions
from portal.web.asked import asked_moment
from portal.web.guards import participants
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
            receipts=submissions.receipts(work)[:5],
            absences=absences.own_absences(work)[:5],
        )


@blueprint.get("/me/receipts")
@participants
def receipts() -> BaseResponse:
    """All receipts, newest first, a page at a time."""
    with reading() as work:
        rows = submissions.receipts(work, asked_moment("before"))
        return framed(
            work,
            "participant/receipts.html",
            receipts=rows,
        )


@blueprint.get("/me/receipts/<receipt_id>")
@participants
def receipt(receipt_id: str) -> BaseResponse:
    """One receipt: number, time and what was sent."""
    with reading() as work:
        row = submissions.receipt_of(work, receipt_id)
        absence = absences.absence_of_receipt(work, receipt_id)
        return framed(
            work,
            "participant/receipt.html",
            receipt=row,
            absence=absence,
            decision=from_data(absence.proposal) if absence else None,
            day_sent=_day_of(row.content),
            attendance=Attendance(row.content["attendance"]) if "attendance" in row.content else None,
        )


@blueprint.get("/me/absences")
@participants
def own_absences() -> BaseResponse:
    """The person's own absences with what was decided."""
    with reading() as work:
        return framed(
            work,
            "participant/absences.html",
            absences=absences.own_absences(work),
        )


def _day_of(content: dict[str, Any]) -> date | None:
    day = content.get("day") or content.get("first_day")
    return date.fromisoformat(day) if day else None
