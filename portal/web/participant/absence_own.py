"""One's own absences: each with its story, changing it, taking it back, and answering before something is decided."""

from typing import Any

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as BaseResponse
from wtforms import IntegerField, StringField

from portal.domain.absence import HearingState
from portal.domain.access import Area
from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, Refused
from portal.rules.decision import from_data
from portal.services import absence_changes, absence_hearing, absences, documents
from portal.services.absence_command import command_of
from portal.services.absence_meaning import meaning_in
from portal.services.complaint_losses import LETTERS
from portal.services.permissions import Action, own_case
from portal.services.work import Work
from portal.store.absence_hearing import AbsenceHearing
from portal.web.document_page import about_absence, shown
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.absence_steps import filled_from, when_page
from portal.web.participant.frame import framed, receipt_page
from portal.web.participant.rights_forms import loss_choice
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("own_absences", __name__)
# What a page shows when nothing has gone wrong.
USUAL: dict[str, Any] = {"stale": False, "written": ""}


class WithdrawForm(KeyedForm):
    """Taking an absence back, as it was on the screen."""

    version = IntegerField()


class AnswerForm(KeyedForm):
    """What one thinks of what the office may decide."""

    text = StringField()


@blueprint.get("/absences/<absence_id>")
@participants_or_helpers(Area.ABSENCE)
def show(absence_id: str) -> BaseResponse:
    """One absence: what was said, what was decided, and its earlier versions."""
    with reading() as work:
        return _page(work, absence_id)


@blueprint.get("/absences/<absence_id>/change")
@participants_or_helpers(Area.ABSENCE)
def change(absence_id: str) -> BaseResponse:
    """The report filled in with what was said, to say it otherwise."""
    with reading() as work:
        absence = absences.own_absence(work, absence_id)
        subject = own_case(work, Action.USE_OWN_ABSENCES, note=False)
        if not absence_changes.may_change(absence, subject):
            return _page(work, absence_id, stale=True)
        filled = filled_from(command_of(absence), work.today)
        filled |= {"changes": absence.id, "version": str(absence.version)}
        return when_page(work, filled, {})


@blueprint.post("/absences/<absence_id>/withdraw")
@participants_or_helpers(Area.ABSENCE)
def withdraw(absence_id: str) -> BaseResponse:
    """Take it back."""
    form = read(WithdrawForm)
    form.validate()
    if form.version.data is None:
        abort(400)
    try:
        with writing() as work:
            receipt = absence_changes.withdraw_absence(work, form.key.data, absence_id, form.version.data)
    except (Conflict, Refused):
        return stale(absence_id, {})
    return done(receipt_page(receipt.id))


@blueprint.get("/absences/notice/<hearing_id>")
@participants_or_helpers(Area.ABSENCE)
def notice(hearing_id: str) -> BaseResponse:
    """What the office thinks of deciding, why, and by when one can answer."""
    with reading() as work:
        return _notice(work, hearing_id, draft_of(request.path).get("text", ""))


@blueprint.post("/absences/notice/<hearing_id>")
@participants_or_helpers(Area.ABSENCE)
def answer(hearing_id: str) -> BaseResponse:
    """Say what one thinks."""
    form = read(AnswerForm)
    form.validate()
    text = clean(form.text.data)
    try:
        with writing() as work:
            receipt = absence_hearing.answer_notice(work, form.key.data, hearing_id, text)
    except Refused as refused:
        with reading() as work:
            complaint = complaint_about(refused)["text"]
            return _notice(work, hearing_id, text, status=422, complaint=complaint, key=form.key.data)
    except Conflict:
        with reading() as work:
            return _notice(work, hearing_id, text, status=409, stale=True)
    forget_draft(request.path)
    return done(receipt_page(receipt.id))


def stale(absence_id: str, posted: dict[str, str]) -> BaseResponse:
    """Something happened to the absence meanwhile: what holds now, and what was written."""
    with reading() as work:
        return _page(work, absence_id, status=409, stale=True, written=posted.get("note", ""))


def _page(work: Work, absence_id: str, *, status: int = 200, **more: Any) -> BaseResponse:  # noqa: ANN401 -- Templates take any value.
    absence = absences.own_absence(work, absence_id)
    subject = own_case(work, Action.USE_OWN_ABSENCES, note=False)
    received = oslo_day(absence.reported_at)
    hearings = absence_hearing.own_hearings_about(work, absence.id)
    files = documents.own(work, about_absence(absence.id))
    return framed(
        work,
        "participant/absence_one.html",
        status=status,
        absence=absence,
        command=command_of(absence),
        told=absences.told_on(work, absence),
        meaning=meaning_in(absence),
        versions=[(row, meaning_in(row)) for row in absences.versions_of(work, absence)],
        hearings=hearings,
        may_change=absence_changes.may_change(absence, subject),
        may_withdraw=absence_changes.may_withdraw(absence, subject),
        answered_by=absences.answered_by(work, absence.office_id, received),
        registered=absences.registered(work, absence),
        files=shown(files, may_open=work.actor.acts_for is None),
        key=fresh_key(),
        **(USUAL | more),
    )


def _notice(
    work: Work,
    hearing_id: str,
    text: str,
    *,
    status: int = 200,
    complaint: str = "",
    stale: bool = False,
    key: str = "",
) -> BaseResponse:
    hearing = absence_hearing.own_hearing(work, hearing_id)
    return framed(
        work,
        "participant/absence_notice.html",
        status=status,
        hearing=hearing,
        open=hearing.state is HearingState.SENT,
        why=from_data(hearing.notice),
        rule=from_data(hearing.rule) if hearing.rule else None,
        complaint_over=from_data(hearing.complaint) if hearing.complaint else None,
        given_back=oslo_day(hearing.given_back_at) if hearing.given_back_at else None,
        letter=_letter(hearing),
        text=text,
        complaint=complaint,
        stale=stale,
        key=key or fresh_key(),
    )


def _letter(hearing: AbsenceHearing) -> str:
    """What the complaint form calls the decision that came of it; nothing when there is none to complain over."""
    if hearing.about not in LETTERS or hearing.closed_at is None:
        return ""
    return loss_choice(LETTERS[hearing.about], oslo_day(hearing.closed_at))
