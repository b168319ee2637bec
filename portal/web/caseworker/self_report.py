"""The right to self-report: what the rules say, telling the participant first, deciding until a day, giving it back."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.absence import HearingAbout
from portal.domain.errors import Conflict, Refused
from portal.rules.days import add_months
from portal.rules.decision import from_data
from portal.rules.parameters import whole_on
from portal.services import absence_hearing, caseload, self_report_right
from portal.services.self_report_right import LOSS
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("self_report", __name__)
PAGE = "/work/case/<participant_id>/self-report"
NOTICE, LOSE, KEEP, BACK = "notice", "lose", "keep", "back"
ANSWERS = [NOTICE, LOSE, KEEP, BACK]


class LossForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Give notice, take the right away until a day, leave it, or give it back. `hearing` and `version` say what was seen."""

    answer = RadioField(choices=ANSWERS)
    about = StringField()
    doubt = StringField()
    hearing = StringField()
    version = IntegerField()
    text = StringField()
    until = DayField()


@blueprint.get(PAGE)
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """Where it stands."""
    return _page(
        participant_id, _about(request.args.get("about", "")), text=draft_of(request.path).get("text", "")
    )


@blueprint.post(PAGE)
@caseworkers
def decide(participant_id: str) -> BaseResponse:
    """Give notice, decide, or give back."""
    form = read(LossForm)
    form.validate()
    said, about, text = form.answer.data, _about(form.about.data or ""), clean(form.text.data)
    if said not in ANSWERS or (said != NOTICE and form.version.data is None):
        abort(400)
    if "until" in errors_of(form):
        return _page(participant_id, about, text=text, complaints=errors_of(form), status=422)
    said_so: dict[str, Any] = {"text": text, "giving": said == BACK}
    try:
        with writing() as work:
            if said == NOTICE:
                doubt = form.doubt.data == "yes"
                self_report_right.notice_of_loss(work, participant_id, about, text, doubt=doubt)
            elif said == BACK:
                self_report_right.give_back(work, clean(form.hearing.data), form.version.data, text)
            else:
                hearing, until = clean(form.hearing.data), form.until.day
                self_report_right.decide_loss(
                    work, hearing, form.version.data, text, until, lose=said == LOSE
                )
    except Refused as refused:
        return _page(participant_id, about, status=422, **said_so, complaints=complaint_about(refused))
    except Conflict:
        return _page(participant_id, about, status=409, **said_so, stale=True)
    forget_draft(request.path)
    return done(url_for("self_report.show", participant_id=participant_id, about=about.value, kept=1))


def _about(text: str) -> HearingAbout:
    if text and text not in LOSS:
        abort(404)
    return HearingAbout(text) if text else HearingAbout.SELF_REPORT


def _page(
    participant_id: str,
    about: HearingAbout,
    *,
    text: str = "",
    complaints: dict[str, str] | None = None,
    giving: bool = False,
    stale: bool = False,
    status: int = 200,
) -> BaseResponse:
    with reading() as work:
        right = self_report_right.right_of(work, participant_id, about)
        months = whole_on("self_report.reassess_months", work.today)
        return page(
            "caseworker/self_report.html",
            status=status,
            person=caseload.person(work, participant_id),
            about=about,
            others=[one for one in LOSS if one is not about],
            right=right,
            ground=right.decision.outcome.value == "undecided",
            heard=right.hearing is not None and absence_hearing.may_decide(work, right.hearing),
            latest=add_months(work.today, months),
            earlier=[(row, from_data(row.rule) if row.rule else None) for row in right.earlier],
            text=text,
            giving=giving,
            complaints=complaints or {},
            stale=stale,
            kept="kept" in request.args,
            today=work.today,
        )
