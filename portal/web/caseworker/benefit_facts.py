"""Benefit facts of one case: what was entered from the decision, what it comes to, and the form for what is new."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, Form, IntegerField

from portal.domain.errors import Conflict, Refused
from portal.domain.money import MOST_CHILDREN, MOST_HOURS, BenefitEntry
from portal.services import benefit_facts, caseload
from portal.text.words import N_
from portal.web.forms import DayField, WeekHoursField, clean, errors_of, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("benefit_facts", __name__)
UNPROCESSABLE, CONFLICT = 422, 409
PAGE = "/work/case/<participant_id>/benefit"
NO_DAY = N_("Velg en dag.")
NO_CHILDREN = N_("Skriv hvor mange barn, med tall. Skriv 0 for ingen.")
NO_HOURS = N_("Skriv timer i uka, for eksempel 7,5. Skriv 0 for ingen.")


class EntryForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What the decision says from a day on; `seen` is how many entries the page showed."""

    from_day = DayField()
    children = IntegerField()
    hours = WeekHoursField()
    apprentice = BooleanField()
    other_benefit = BooleanField()
    seen = IntegerField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if self.from_day.day is None:
            wrong.setdefault("from_day", NO_DAY)
        if self.children.data is None:
            wrong["children"] = NO_CHILDREN
        if self.hours.hours is None:
            wrong.setdefault("hours", NO_HOURS)
        return wrong

    def entry(self) -> BenefitEntry:
        """The entry as the form says it, when nothing must be put right."""
        from_day, hours = self.from_day.day, self.hours.hours
        assert from_day is not None  # noqa: S101 -- `complaints` has asked.
        assert hours is not None  # noqa: S101 -- The same.
        return BenefitEntry(
            from_day, self.children.data, hours, self.apprentice.data, self.other_benefit.data
        )


class TakeBackForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which day of beginning."""

    from_day = DayField()
    seen = IntegerField()


@blueprint.get(PAGE)
@office_staff
def show(participant_id: str) -> BaseResponse:
    """What was entered, for whoever may open the case."""
    return _page(participant_id, draft_of(request.path), saved="saved" in request.args)


@blueprint.post(PAGE)
@caseworkers
def enter(participant_id: str) -> BaseResponse:
    """Enter what the decision says."""
    form = read(EntryForm)
    complaints, status = form.complaints(), UNPROCESSABLE
    try:
        if not complaints:
            with writing() as work:
                benefit_facts.enter(work, participant_id, form.seen.data or 0, form.entry())
    except Refused as refused:
        complaints = complaint_about(refused)
    except Conflict:
        return _page(participant_id, _said(form), CONFLICT)
    if complaints:
        return _page(participant_id, _said(form), status, complaints=complaints)
    forget_draft(request.path)
    return done(url_for("benefit_facts.show", participant_id=participant_id, saved=1))


@blueprint.post(f"{PAGE}/take-back")
@caseworkers
def take_back(participant_id: str) -> BaseResponse:
    """Take back what was entered for a day."""
    form = read(TakeBackForm)
    form.validate()
    if form.from_day.day is None:
        return _page(participant_id, {}, UNPROCESSABLE)
    try:
        with writing() as work:
            benefit_facts.take_back(work, participant_id, form.seen.data or 0, form.from_day.day)
    except Conflict:
        return _page(participant_id, {}, CONFLICT)
    return done(url_for("benefit_facts.show", participant_id=participant_id, saved=1))


def _said(form: EntryForm) -> dict[str, str]:
    """The form as it was filled in, with a word for each box that was ticked."""
    said = {name: clean(request.form.get(name)) for name in ("from_day", "children", "hours")}
    return said | {name: "1" if form[name].data else "" for name in ("apprentice", "other_benefit")}


def _page(
    participant_id: str,
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    saved: bool = False,
) -> BaseResponse:
    with reading() as work:
        found = benefit_facts.of_case(work, participant_id)
        values: dict[str, Any] = {
            "found": found,
            "estimate": found.estimate,
            "person": caseload.person(work, participant_id),
            "today": work.today,
        }
        return page(
            "caseworker/benefit_facts.html",
            status=status,
            said={"from_day": "", "children": "", "hours": "", "apprentice": "", "other_benefit": ""} | said,
            complaints=complaints or {},
            saved=saved,
            stale=status == CONFLICT,
            most={"children": MOST_CHILDREN, "hours": MOST_HOURS},
            **values,
        )
