"""Documentation in a case: what has been handed in, and opening it for who may."""

from datetime import date

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import caseload, documents_desk
from portal.services.documents_desk import Handed
from portal.services.work import Work
from portal.store.absence import Absence
from portal.web.asked import asked_day
from portal.web.document_page import as_answer, is_scanned, shown
from portal.web.guards import office_staff
from portal.web.page import page
from portal.web.site import reading, site

blueprint = Blueprint("case_documents", __name__)


@blueprint.get("/work/absence/<absence_id>/documentation")
@office_staff
def of_absence(absence_id: str) -> BaseResponse:
    """What has been handed in about an absence."""
    with reading() as work:
        absence, handed = documents_desk.about_absence(work, absence_id)
        return _page(work, absence.participant_id, handed, absence=absence)


@blueprint.get("/work/case/<participant_id>/documentation")
@office_staff
def of_day(participant_id: str) -> BaseResponse:
    """What has been handed in about a day: the one in the address, or today."""
    with reading() as work:
        day = asked_day("day") or work.today
        handed = documents_desk.about_day(work, participant_id, day)
        return _page(work, participant_id, handed, day=day)


@blueprint.get("/work/documents/<document_id>")
@office_staff
def open_file(document_id: str) -> BaseResponse:
    """A file. That it was opened is on the disk when the block ends, and only then the first byte leaves."""
    with reading() as work:
        found = documents_desk.open_in_case(work, site().files.keeper, document_id)
    return as_answer(found, inline=is_scanned(found))


def _page(
    work: Work,
    participant_id: str,
    handed: Handed,
    *,
    absence: Absence | None = None,
    day: date | None = None,
) -> BaseResponse:
    return page(
        "caseworker/documentation.html",
        person=caseload.person(work, participant_id),
        absence=absence,
        day=day,
        files=shown(handed.rows, may_open=handed.may_open),
        may_open=handed.may_open,
        today=work.today,
    )
