"""Reporting absence: when and why, what the kind needs, what it means, send, receipt."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.errors import Conflict, Refused
from portal.services import absence_changes, absences
from portal.services.absences import Overlaps
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.web.absence_form import WHEN, AbsenceForm, Step
from portal.web.asked import place_in
from portal.web.forms import read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done
from portal.web.participant import absence_own
from portal.web.participant.absence_steps import page_of, sent_back, when_page
from portal.web.participant.frame import receipt_page
from portal.web.site import reading, writing

blueprint = Blueprint("absence", __name__)
PAGE, SEND = "/absence/new", "/absence"


@blueprint.get(PAGE)
@participants_or_helpers(Area.ABSENCE)
def ask() -> BaseResponse:
    """When and why."""
    with reading() as work:
        return when_page(work, draft_of(PAGE) or draft_of(SEND), {})


@blueprint.post(PAGE)
@participants_or_helpers(Area.ABSENCE)
def check() -> BaseResponse:
    """What the kind needs, and then what it means, before anything is sent."""
    form = read(AbsenceForm)
    with reading() as work:
        return page_of(work, form, dict(request.form))


@blueprint.post(SEND)
@participants_or_helpers(Area.ABSENCE)
def send() -> BaseResponse:
    """Report it, or put it in the place of what was reported before."""
    form, posted = read(AbsenceForm), dict(request.form)
    # What is refused must undo the receipt as well, so it is caught outside the work and drawn by another.
    try:
        with writing() as work:
            complaints = form.complaints(work.today)
            ready = not complaints and not form.missing() and form.next_step() is not Step.BIRTH
            ready = ready and not form.is_for_others()
            receipt = _send(work, form) if ready else None
    except Overlaps as overlap:
        with reading() as work:
            return when_page(work, posted, {}, status=409, overlap=overlap)
    except Conflict:
        return absence_own.stale(form.changes.data or "", posted)
    except Refused as refused:
        if refused.code == "absence-not-changeable":
            return absence_own.stale(form.changes.data or "", posted)
        with reading() as work:
            return sent_back(work, form, posted, refused)
    if receipt:
        forget_draft(PAGE)
        forget_draft(SEND)
        return done(receipt_page(receipt.id))
    if complaints.keys() & WHEN:
        abort(400)
    with reading() as work:
        return page_of(work, form, posted)


def _send(work: Work, form: AbsenceForm) -> Receipt:
    command, key = form.command(work.today), form.key.data
    if not form.changes.data:
        return absences.report_absence(work, key, command)
    version = place_in(form.version.data or "")
    if version is None:
        abort(400)
    return absence_changes.change_absence(work, key, form.changes.data, version, command)
