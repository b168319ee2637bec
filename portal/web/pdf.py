"""A paper as an answer: a file to keep, under a name that tells nothing."""

from datetime import datetime

from flask import Response, make_response

from portal.text.paper import Paper, as_pdf


def as_file(paper: Paper, at: datetime, name: str) -> Response:
    """The paper as it is saved on the phone. `name` is what it is called there, without the end."""
    response = make_response(as_pdf(paper, at))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
