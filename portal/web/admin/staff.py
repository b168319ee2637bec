"""The office's staff: who they are, when they were last here, and signing them out everywhere."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.services import staff
from portal.web.forms import clean, read
from portal.web.guards import administrators
from portal.web.page import done, page
from portal.web.site import reading, site, writing

blueprint = Blueprint("admin", __name__)


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Whose sign-ins."""

    person = StringField()


@blueprint.get("/admin")
@administrators
def show() -> BaseResponse:
    """Everybody who works at the office."""
    settings = site().settings
    with reading() as work:
        return page(
            "admin/staff.html",
            staff=staff.staff_of_office(work, settings.idle, settings.absolute_staff),
            ended="ended" in request.args,
        )


@blueprint.post("/admin/end")
@administrators
def end() -> BaseResponse:
    """Sign somebody out everywhere, at once."""
    form = read(EndForm)
    with writing() as work:
        staff.end_sign_ins(work, clean(form.person.data))
    return done(url_for("admin.show", ended=1))
