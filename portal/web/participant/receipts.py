"""A receipt to take along: as a paper to read, and as a file that programs read."""

import json

from flask import Blueprint, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.services import submissions
from portal.services.receipts import document_of
from portal.text.paper_plan import Voice
from portal.text.paper_receipt import receipt_paper
from portal.web.guards import participants
from portal.web.language import tongue
from portal.web.pdf import as_file
from portal.web.site import reading, site

blueprint = Blueprint("receipt_files", __name__)


@blueprint.get("/me/receipts/<receipt_id>/pdf")
@participants
def paper(receipt_id: str) -> BaseResponse:
    """To read, print and show."""
    speaks = tongue()
    with reading() as work:
        row = submissions.receipt_of(work, receipt_id)
        voice = Voice(speaks.words, speaks.dates, work.today)
        check_at = (site().settings.public_url or request.host_url.rstrip("/")) + url_for("receipts.ask")
        return as_file(receipt_paper(row, voice, check_at), row.received_at, "kvittering")


@blueprint.get("/me/receipts/<receipt_id>/json")
@participants
def data(receipt_id: str) -> BaseResponse:
    """Every word that was sent, in the form from which the code is made."""
    with reading() as work:
        row = submissions.receipt_of(work, receipt_id)
    response = make_response(json.dumps(document_of(row), ensure_ascii=False, indent=2) + "\n")
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="kvittering.json"'
    response.headers["Cache-Control"] = "no-store"
    return response
