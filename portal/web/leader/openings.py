"""Emergencies: the leader says that they have seen one. The list itself stands on the leader's first page."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.services import emergency
from portal.web.forms import clean, read
from portal.web.guards import leaders
from portal.web.page import done
from portal.web.site import writing

blueprint = Blueprint("openings", __name__)


class SeenForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which one."""

    grant = StringField()


@blueprint.post("/work/openings/seen")
@leaders
def seen() -> BaseResponse:
    """I have seen this one."""
    form = read(SeenForm)
    with writing() as work:
        emergency.mark_seen(work, clean(form.grant.data))
    return done(url_for("work.show", _anchor="openings"))
