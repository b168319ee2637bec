"""Registering an absence for a participant who telephoned, wrote or came by: when it came, why, and what it means."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField
from wtforms.validators import AnyOf, Optional

from portal.domain.absence import AbsenceKind, BirthPart
from portal.domain.calendar import oslo_moment
from portal.domain.errors import Refused
from portal.domain.submission import Channel
from portal.services import absence_behalf, absences, caseload
from portal.services.absence_behalf import CHANNELS
from portal.services.absence_kinds import GROUNDS, ROLES
from portal.services.absences import Overlaps
from portal.services.work import Work
from portal.web.absence_form import NEEDED, AbsenceForm, Step
from portal.web.forms import ClockField, DayField, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("absence_behalf", __name__)
PAGE = "/work/case/<participant_id>/absence/new"
FIRST_FIELDS = frozenset(
    {"channel", "received_day", "received_clock", "kind", "span", "first_day", "last_day", "starts", "ends"}
)


class BehalfForm(AbsenceForm):
    """The same form, with how it came and when it was received. `send` is on the last page."""

    by_staff = True
    channel = StringField(validators=[Optional(), AnyOf(list(CHANNELS))])
    received_day = DayField()
    received_clock = ClockField()
    send = StringField()

    def received_at(self, today: date) -> datetime | None:
        """When it came, on a Norwegian clock; None when the time is missing."""
        if self.received_clock.clock is None:
            return None
        return oslo_moment(self.received_day.day or today, self.received_clock.clock)


@blueprint.get(PAGE)
@caseworkers
def ask(participant_id: str) -> BaseResponse:
    """How it came, when, and why."""
    with reading() as work:
        absence_behalf.may_register(work, participant_id)
        return _when(work, participant_id, draft_of(request.path), {})


@blueprint.post(PAGE)
@caseworkers
def register(participant_id: str) -> BaseResponse:
    """What the kind needs, what it means, and then registering it."""
    form, posted = read(BehalfForm), dict(request.form)
    with reading() as work:
        absence_behalf.may_register(work, participant_id)
        today = work.today
        drawn = _before_sending(work, participant_id, form, posted)
    if drawn is not None:
        return drawn
    received_at = form.received_at(today)
    if received_at is None:
        abort(400)
    try:
        with writing() as work:
            command, channel = form.command(today), Channel(form.channel.data)
            absence_id = absence_behalf.register(
                work, participant_id, form.key.data, command, channel, received_at
            )
    except Overlaps as overlap:
        with reading() as work:
            return _when(work, participant_id, posted, {}, status=409, overlap=overlap)
    except Refused as refused:
        with reading() as work:
            return _sent_back(work, participant_id, form, posted, refused)
    forget_draft(request.path)
    return done(url_for("absence_decision.show", absence_id=absence_id, registered=1))


def _before_sending(
    work: Work, participant_id: str, form: BehalfForm, posted: dict[str, str]
) -> BaseResponse | None:
    """The page that must come before anything is written; None when it can be."""
    complaints = form.complaints(work.today)
    complaints |= _about_receiving(form, work.today) if not complaints else {}
    if complaints.keys() & FIRST_FIELDS:
        return _when(work, participant_id, posted, complaints, status=422)
    if form.next_step() is not Step.CHECK or complaints.keys() & set(form.asked()):
        return _needs(work, participant_id, form, posted, complaints)
    if complaints or not form.send.data:
        return _check(work, participant_id, form, posted, complaints)
    return None


def _about_receiving(form: BehalfForm, today: date) -> dict[str, str]:
    if not form.channel.data:
        return complaint_about(Refused("registered-without-channel"))
    if form.received_at(today) is None:
        return complaint_about(Refused("received-at"))
    return {}


def _when(
    work: Work,
    participant_id: str,
    filled: dict[str, str],
    complaints: dict[str, str],
    *,
    status: int = 200,
    overlap: Overlaps | None = None,
) -> BaseResponse:
    return page(
        "caseworker/absence_behalf.html",
        status=status,
        person=caseload.person(work, participant_id),
        filled=filled,
        complaints=complaints,
        overlap=overlap,
        channels=CHANNELS,
        kinds=tuple(AbsenceKind),
        key=filled.get("key") or fresh_key(),
        today=work.today,
    )


def _needs(
    work: Work, participant_id: str, form: BehalfForm, posted: dict[str, str], complaints: dict[str, str]
) -> BaseResponse:
    step = form.next_step()
    asked = ("birth",) if step is Step.BIRTH else form.asked()
    if form.step.data == Step.BIRTH and step is Step.BIRTH:
        complaints = complaints | {"birth": NEEDED["birth"]}
    if form.step.data in {Step.NEEDS, Step.CHECK}:
        complaints = form.missing() | complaints
    kind = AbsenceKind(form.kind.data)
    if "children_born" in asked and "children_born" not in posted:
        before = absences.absences_of(work, participant_id, limit=200)
        posted = posted | {"children_born": absences.children_told(before)}
    return _step(
        work,
        participant_id,
        form,
        posted,
        complaints,
        "caseworker/absence_behalf_needs.html",
        kind=kind,
        asked=asked,
        step=Step.BIRTH if step is Step.BIRTH else Step.NEEDS,
        grounds=GROUNDS.get(kind, ()),
        births=tuple(BirthPart),
        roles=ROLES,
        for_others=form.is_for_others(),
    )


def _check(
    work: Work, participant_id: str, form: BehalfForm, posted: dict[str, str], complaints: dict[str, str]
) -> BaseResponse:
    received_at = form.received_at(work.today)
    command = form.command(work.today)
    if received_at is None:
        abort(400)
    try:
        meaning = absence_behalf.look_over(
            work, participant_id, command, Channel(form.channel.data), received_at
        )
    except Overlaps as overlap:
        return _when(work, participant_id, posted, {}, status=409, overlap=overlap)
    except Refused as refused:
        return _sent_back(work, participant_id, form, posted, refused)
    return _step(
        work,
        participant_id,
        form,
        posted,
        complaints,
        "caseworker/absence_behalf_check.html",
        asked=(),
        step=Step.CHECK,
        meaning=meaning,
        told=received_at.date(),
        received_at=received_at,
    )


def _sent_back(
    work: Work, participant_id: str, form: BehalfForm, posted: dict[str, str], refused: Refused
) -> BaseResponse:
    complaints = complaint_about(refused)
    if complaints.keys() & set(form.asked()):
        return _needs(work, participant_id, form, posted, complaints)
    if complaints.keys() & {"note", "note_from", "documentation_by"}:
        # A note of a day that cannot be is left out of what the rules are asked, and stays on the page as it was written.
        form.note_from.day = None
        return _check(work, participant_id, form, posted, complaints)
    return _when(work, participant_id, posted, complaints, status=422)


def _step(
    work: Work,
    participant_id: str,
    form: BehalfForm,
    posted: dict[str, str],
    complaints: dict[str, str],
    template: str,
    **more: Any,  # noqa: ANN401 -- Templates take any value.
) -> BaseResponse:
    command = form.command(work.today)
    hidden = form.hidden(command) | {
        name: form[name].data for name in ("channel", "received_day", "received_clock") if form[name].data
    }
    return page(
        template,
        status=422 if complaints else 200,
        person=caseload.person(work, participant_id),
        command=command,
        fields={name: value for name, value in hidden.items() if name not in more["asked"]},
        filled=posted,
        complaints=complaints,
        key=form.key.data,
        today=work.today,
        **more,
    )
