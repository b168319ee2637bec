"""Safety measures of one case: what counts and what has counted, and the form that proposes one."""

from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Refused
from portal.domain.measures import MeasureKind, latest_day
from portal.services import caseload, measures
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("measures", __name__)

NO_DAY = N_("Velg en dag.")


class MeasureForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What to do, why, and until when."""

    kind = StringField()
    reason = StringField()
    last_day = DayField()


@blueprint.get("/work/case/<participant_id>/measures")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """Every measure of the case, for whoever may open it."""
    said = {"reason": draft_of(request.path).get("reason", "")}
    return _page(participant_id, said, proposed="proposed" in request.args)


@blueprint.post("/work/case/<participant_id>/measures")
@caseworkers
def propose(participant_id: str) -> BaseResponse:
    """Propose one. It waits for another person."""
    form = read(MeasureForm)
    form.validate()
    said = {name: clean(form[name].data) for name in ("kind", "reason", "last_day")}
    complaints = errors_of(form)
    if said["kind"] not in set(MeasureKind):
        complaints |= complaint_about(Refused("measure-kind"))
    last_day: date | None = form.last_day.day
    if last_day is None:
        complaints.setdefault("last_day", NO_DAY)
    if complaints or last_day is None:
        return _page(participant_id, said, 422, complaints=complaints)
    try:
        with writing() as work:
            measures.propose(work, participant_id, MeasureKind(said["kind"]), said["reason"], last_day)
    except Refused as refused:
        return _page(participant_id, said, 422, complaints=complaint_about(refused))
    forget_draft(request.path)
    return done(url_for("measures.show", participant_id=participant_id, proposed=1))


def _page(
    participant_id: str,
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    proposed: bool = False,
) -> BaseResponse:
    with reading() as work:
        found = measures.of_case(work, participant_id)
        return page(
            "caseworker/measures.html",
            status=status,
            person=caseload.person(work, participant_id),
            measures=found.measures,
            may_propose=found.may_propose,
            kinds=tuple(MeasureKind),
            latest=latest_day(work.today),
            said={"kind": "", "reason": "", "last_day": ""} | said,
            complaints=complaints or {},
            proposed=proposed,
            today=work.today,
        )
