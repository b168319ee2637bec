"""The queue of absences: what waits, with what the rules propose, and accepting the clear ones together."""

import re

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.services import absence_queue, self_report_right
from portal.services.absence_queue import PAGE, Which
from portal.web.asked import asked_row
from portal.web.forms import read
from portal.web.guards import caseworkers
from portal.web.page import done, page
from portal.web.site import reading, writing

blueprint = Blueprint("absence_queue", __name__)
PICKED = re.compile(r"([A-Za-z0-9-]{1,36}):([0-9]{1,9})")
PICKS = tuple(f"pick{number}" for number in range(PAGE))
# Where the hearings about the right to self-report stand, too.
WITH_RIGHTS = (Which.ALL, Which.HEARING)
LEFT = re.compile(r"[A-Za-z0-9-]{1,36}(,[A-Za-z0-9-]{1,36}){0,24}")


class PicksForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The absences that were ticked, each with its id and the version that was on the screen."""

    locals().update({name: StringField() for name in PICKS})


@blueprint.get("/work/absences")
@caseworkers
def show() -> BaseResponse:
    """What waits."""
    asked = request.args.get("show", Which.ALL.value)
    if asked not in set(Which):
        abort(404)
    which = Which(asked)
    left = request.args.get("left", "")
    with reading() as work:
        waiting = absence_queue.waiting(work, asked_row("since", "after"))
        return page(
            "caseworker/absences.html",
            waiting=[one for one in waiting if one.among(which)],
            # Of the whole page, so that a filter never hides where the list goes on.
            last=waiting[-1].row if len(waiting) == PAGE else None,
            rights=self_report_right.to_look_at(work) if which in WITH_RIGHTS else [],
            which=which,
            accepted=_number(request.args.get("accepted", "")),
            left=set(left.split(",")) if LEFT.fullmatch(left) else set(),
            decided="decided" in request.args,
            # Nothing is ticked before a person asks for it.
            ticked="all" in request.args,
            asked={name: request.args[name] for name in ("since", "after") if name in request.args},
            today=work.today,
        )


@blueprint.post("/work/absences")
@caseworkers
def accept() -> BaseResponse:
    """Accept those that were ticked, as far as they are still clear."""
    form = read(PicksForm)
    found = [PICKED.fullmatch(form[name].data) for name in PICKS if form[name].data]
    if not all(found):
        abort(400)
    chosen = [(one[1], int(one[2])) for one in found if one]
    with writing() as work:
        accepted, left = absence_queue.accept_clear(work, chosen)
    said = {"left": ",".join(left)} if left else {}
    return done(url_for("absence_queue.show", accepted=str(len(accepted)), **said))  # type: ignore[arg-type] # Only text.


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None
