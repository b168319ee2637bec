"""Marks on one message: sent by mistake, and for the case system's journal. Each has a page of its own."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.desk import MistakeKind
from portal.domain.errors import NotFound, Refused
from portal.services import caseload, message_marks
from portal.services.work import Work
from portal.store.base import AnyRow
from portal.text.words import N_
from portal.web.asked import asked_place, place_in
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("message_marks", __name__)

NO_DAY = N_("Velg en dag.")
WAITING, STANDS = "waiting", "stands"
"""What the journal's form can say: it is to stand there, and it stands there."""


class MistakeForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message, and why it was a mistake."""

    message = StringField()
    kind = StringField()


class JournalForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message, whether it stands in the journal, since when and as what."""

    message = StringField()
    state = StringField()
    day = DayField()
    reference = StringField()


@blueprint.get("/work/case/<participant_id>/mistake")
@caseworkers
def ask_mistake(participant_id: str) -> BaseResponse:
    """The form about one message; without a message it says where to choose one."""
    return _page("caseworker/mistake.html", participant_id, asked_place("message"), {})


@blueprint.post("/work/case/<participant_id>/mistake")
@caseworkers
def mark_mistake(participant_id: str) -> BaseResponse:
    """Own up to it. Both sides read it."""
    form = read(MistakeForm)
    place, kind = _place(form), clean(form.kind.data)
    if kind not in set(MistakeKind):
        return _page(
            "caseworker/mistake.html",
            participant_id,
            place,
            {"kind": kind},
            complaint_about(Refused("mistake-kind")),
        )

    def mark(work: Work) -> None:
        message_marks.mark_mistake(work, participant_id, place, MistakeKind(kind))

    return _marked("caseworker/mistake.html", participant_id, place, {"kind": kind}, mark)


@blueprint.get("/work/case/<participant_id>/journal")
@caseworkers
def ask_journal(participant_id: str) -> BaseResponse:
    """The form about one message; without a message it says where to choose one."""
    return _page("caseworker/journal.html", participant_id, asked_place("message"), {})


@blueprint.post("/work/case/<participant_id>/journal")
@caseworkers
def mark_journal(participant_id: str) -> BaseResponse:
    """Say that it is to stand in the journal, or since when it does."""
    form = read(JournalForm)
    form.validate()
    place = _place(form)
    said = {name: clean(form[name].data) for name in ("state", "day", "reference")}
    stands = said["state"] == STANDS
    complaints = errors_of(form)
    if said["state"] not in {WAITING, STANDS}:
        complaints |= complaint_about(Refused("journal-state"))
    elif stands and form.day.day is None:
        complaints = {"day": NO_DAY} | complaints
    if complaints:
        return _page("caseworker/journal.html", participant_id, place, said, complaints)
    on: date | None = form.day.day if stands else None

    def mark(work: Work) -> None:
        reference = said["reference"] if stands else ""
        message_marks.mark_for_journal(work, participant_id, place, on=on, reference=reference)

    return _marked("caseworker/journal.html", participant_id, place, said, mark)


def _place(form: Form) -> int:
    place = place_in(form.message.data or "")
    if place is None:
        raise NotFound("No such message.")
    return place


def _marked(
    template: str, participant_id: str, place: int, said: dict[str, str], mark: Callable[[Work], None]
) -> BaseResponse:
    try:
        with writing() as work:
            mark(work)
    except Refused as refused:
        return _page(template, participant_id, place, said, complaint_about(refused))
    return done(url_for("case.show", participant_id=participant_id))


def _page(
    template: str,
    participant_id: str,
    place: int | None,
    said: dict[str, str],
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    with reading() as work:
        found = message_marks.message_to_mark(work, participant_id, place).row if place is not None else None
        return page(
            template,
            status=422 if complaints else 200,
            person=caseload.person(work, participant_id),
            message=found,
            kinds=tuple(MistakeKind),
            said={"kind": "", **_as_it_stands(found, work.today), **said},
            complaints=complaints or {},
        )


def _as_it_stands(found: AnyRow | None, today: date) -> dict[str, str]:
    """What the journal's form says before anybody has changed it: the mark that is there."""
    on = found.journalled_on if found is not None else None
    state = STANDS if on else WAITING
    day = (on or today).isoformat()
    return {"state": state, "day": day, "reference": (found.reference or "") if found is not None else ""}
