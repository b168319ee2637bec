"""My data: everything about the participant, as a file for machines and as a page for reading and printing."""

from flask import Blueprint, make_response
from werkzeug.wrappers import Response as BaseResponse

from portal.services.my_data import as_file, own_data
from portal.text.my_data import readable
from portal.web.guards import participants
from portal.web.language import tongue
from portal.web.page import page
from portal.web.participant.frame import framed
from portal.web.site import reading, site

blueprint = Blueprint("my_data", __name__)
# Says nothing of where it comes from: a phone shows it among all other files.
FILE_NAME = "mine-opplysninger.json"


@blueprint.get("/me/data")
@participants
def show() -> BaseResponse:
    """The two ways to get them, and what is in them."""
    with reading() as work:
        return framed(work, "participant/my_data.html")


@blueprint.get("/me/data/file")
@participants
def download() -> BaseResponse:
    """Everything as JSON."""
    with reading() as work:
        content = as_file(own_data(work))
    response = make_response(content)
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/me/data/page")
@participants
def read_it() -> BaseResponse:
    """Everything to read and print."""
    speaks = tongue()
    with reading() as work:
        data = own_data(work, site().arrivals.vault)
    response = page(
        "participant/my_data_page.html",
        data=data,
        sections=readable(data, speaks.words, speaks.dates),
    )
    response.headers["Cache-Control"] = "no-store"
    return response
