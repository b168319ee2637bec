"""Notices that did not arrive, as numbers, and what to do about them."""

from collections.abc import Callable

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, RadioField

from portal.domain.notices import Channel, Says, Trouble
from portal.services import undelivered
from portal.services.work import Work
from portal.web.forms import read
from portal.web.guards import administrators
from portal.web.page import done, page
from portal.web.site import reading, writing

blueprint = Blueprint("undelivered", __name__)
AGAIN, DROP = "again", "drop"


class GroupForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which of them, and what to do."""

    says = RadioField(choices=[one.value for one in Says])
    channel = RadioField(choices=["", *(one.value for one in Channel)], default="")
    trouble = RadioField(choices=["", *(one.value for one in Trouble)], default="")
    what = RadioField(choices=[AGAIN, DROP])


@blueprint.get("/admin/notices")
@administrators
def show() -> BaseResponse:
    """How many, on which way, why, and since when."""
    with reading() as work:
        return page(
            "admin/notices.html",
            groups=undelivered.given_up(work),
            waiting=undelivered.waiting(work),
            said=request.args.get("done", ""),
        )


@blueprint.post("/admin/notices")
@administrators
def change() -> BaseResponse:
    """Send them again, or let them be."""
    form = read(GroupForm)
    if not form.validate():
        abort(400)
    deed: Callable[[Work, Says, Channel | None, Trouble | None], int]
    deed = undelivered.send_again if form.what.data == AGAIN else undelivered.drop
    channel = Channel(form.channel.data) if form.channel.data else None
    trouble = Trouble(form.trouble.data) if form.trouble.data else None
    with writing() as work:
        deed(work, Says(form.says.data), channel, trouble)
    return done(url_for("undelivered.show", done=form.what.data))
