"""Helping somebody: whom I may help, acting for one of them until I am done, and the receipts of what I handed in."""

from flask import Blueprint, session, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.access import Area
from portal.domain.errors import NotFound
from portal.services import appointments, documents_receipt, mandates, redaction, submissions, weeks
from portal.store.sign_in import ACTS_FOR, HELPED
from portal.text.locales import LOCALES
from portal.text.paper_receipt import clock_differs
from portal.web.absence_receipt import NOTHING, absence_in
from portal.web.forms import clean, read
from portal.web.guards import citizens, representatives
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("helping", __name__)
FIRST_PAGES = {
    Area.WEEK: "week.show",
    Area.PLAN: "plan.show",
    Area.ABSENCE: "me.own_absences",
    Area.MESSAGES: "messages.show",
}


class StartForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Whom to act for."""

    participant = StringField()


@blueprint.get("/helping")
@citizens
def show() -> BaseResponse:
    """Whom the person may help today."""
    with reading() as work:
        return framed(work, "representative/helping.html", helped=mandates.helped(work))


@blueprint.post("/helping/start")
@citizens
def start() -> BaseResponse:
    """Act for one of them from now on, in this sign-in alone."""
    form = read(StartForm)
    with reading() as work:
        one = mandates.helped_one(work, clean(form.participant.data))
    _turn_to({ACTS_FOR: one.id, HELPED: one.name})
    return done(url_for(next(page for area, page in FIRST_PAGES.items() if area in one.areas)))


@blueprint.post("/helping/done")
@citizens
def stop() -> BaseResponse:
    """Be oneself again."""
    _turn_to({})
    return done(url_for("sign_in.home"))


@blueprint.get("/helping/receipts")
@representatives
def receipts() -> BaseResponse:
    """What the person has handed in for whom they help just now."""
    with reading() as work:
        rows = submissions.handed_in(work)
        return framed(work, "representative/receipts.html", receipts=rows)


@blueprint.get("/helping/receipts/<receipt_id>")
@representatives
def receipt(receipt_id: str) -> BaseResponse:
    """One receipt of something that the person handed in themselves, while its part of the case is still open to them."""
    with reading() as work:
        row = submissions.receipt_of(work, receipt_id)
        area = mandates.area_of(row)
        if area is None:
            raise NotFound("No such receipt.")
        mandates.admit(work, area)
        return framed(
            work,
            "participant/receipt.html",
            receipt=row,
            **(absence_in(work, row) if area is Area.ABSENCE else NOTHING),
            reported=weeks.reported_with(work, receipt_id) if area is Area.WEEK else [],
            replied=appointments.answer_of_receipt(work, receipt_id) if area is Area.WEEK else None,
            documented=documents_receipt.documented(work, row),
            removed=redaction.removed_from(row),
            clock_differs=clock_differs(row),
            language=LOCALES.get(row.locale),
        )


def _turn_to(whom: dict[str, str]) -> None:
    if session.get(ACTS_FOR) == whom.get(ACTS_FOR):
        return
    for name in (ACTS_FOR, HELPED):
        session.pop(name, None)
    session.update(whom)
    # A page that is still open in another window belongs to whom it was drawn for: with its token it sends nothing
    # into somebody else's case, but asks first.
    session.pop("csrf_token", None)
