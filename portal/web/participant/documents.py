"""Documentation: a photo or a file now, later by a day, on paper, or none; and opening what one has handed in."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import IntegerField, RadioField
from wtforms.validators import Optional

from portal.domain.absence import Documentation
from portal.domain.access import Area
from portal.domain.documents import About, AboutKind
from portal.domain.errors import Conflict, Refused
from portal.services import absences_documentation, documents, submissions
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.text.words import N_
from portal.web.asked import asked_day, asked_text
from portal.web.document_page import as_answer, shown
from portal.web.forms import DayField, KeyedForm, errors_of, read
from portal.web.guards import participants, participants_or_helpers
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.sending import sending
from portal.web.site import actor, reading, site, writing
from portal.web.uploads import handed_in

blueprint = Blueprint("documents", __name__)
ABSENCE = "/absences/<absence_id>/documentation"
DAY = "/week/documentation"
CONFLICT = 409


class DocumentationForm(KeyedForm):
    """How an absence is documented. A file that came along is handed in, whatever else was chosen."""

    how = RadioField(choices=[member.value for member in Documentation], validators=[Optional()])
    by = DayField()
    version = IntegerField(validators=[Optional()])


class FileForm(KeyedForm):
    """A file, and which day it is about."""

    day = DayField()


@blueprint.get(ABSENCE)
@participants_or_helpers(Area.ABSENCE)
def of_absence(absence_id: str) -> BaseResponse:
    """What has been handed in about an absence, and handing in more."""
    with reading() as work:
        return _absence_page(work, absence_id)


@blueprint.post(ABSENCE)
@participants_or_helpers(Area.ABSENCE)
def hand_in(absence_id: str) -> BaseResponse:
    """Hand a file in, or say that none comes now."""
    form, content = read(DocumentationForm), handed_in()
    complaints = {} if form.validate() else errors_of(form)
    how = Documentation(form.how.data) if form.how.data and not complaints else None
    receipt: Receipt | None = None
    status = 422
    try:
        if complaints:
            pass
        elif content or how in {None, Documentation.NOW, Documentation.NONE}:
            receipt = _take(About(AboutKind.ABSENCE, absence_id), form.key.data, content)
        else:
            with writing() as work:
                absences_documentation.choose(work, absence_id, form.version.data or 0, how, form.by.day)
    except Refused as refused:
        complaints = complaint_about(refused)
    except Conflict:
        complaints, status = {"how": N_("Noe har endret seg siden du åpnet sida. Velg på nytt.")}, CONFLICT
    if complaints:
        with reading() as work:
            return _absence_page(work, absence_id, status, dict(request.form), complaints)
    sent, kept = (receipt.id, None) if receipt else (None, "1")
    return done(url_for("documents.of_absence", absence_id=absence_id, sent=sent, kept=kept))


@blueprint.get("/absences/documents/<document_id>")
@participants
def open_of_absence(document_id: str) -> BaseResponse:
    """A file about an absence."""
    return _open(AboutKind.ABSENCE, document_id)


@blueprint.get(DAY)
@participants_or_helpers(Area.WEEK)
def of_day() -> BaseResponse:
    """What has been handed in about a day, the one in the address or today, and handing in more."""
    with reading() as work:
        return _day_page(work, asked_day("day") or work.today)


@blueprint.post(DAY)
@participants_or_helpers(Area.WEEK)
def hand_in_for_day() -> BaseResponse:
    """Hand a photo or a file in about a day."""
    form = read(FileForm)
    form.validate()
    day = form.day.day or abort(400)
    try:
        receipt = _take(About(AboutKind.DAY, day.isoformat()), form.key.data, handed_in())
    except Refused as refused:
        with reading() as work:
            return _day_page(work, day, 422, dict(request.form), complaint_about(refused))
    return done(url_for("documents.of_day", day=day.isoformat(), sent=receipt.id))


@blueprint.get("/week/documents/<day_document_id>")
@participants
def open_of_day(day_document_id: str) -> BaseResponse:
    """A file about a day."""
    return _open(AboutKind.DAY, day_document_id)


def _take(about: About, key: str, content: bytes) -> Receipt:
    here = site()
    return documents.take(here.desk, actor(), here.files, key, about, content, sending())


def _open(kind: AboutKind, document_id: str) -> BaseResponse:
    with reading() as work:
        found = documents.open_own(work, site().files.keeper, kind, document_id)
    return as_answer(found, inline=True)


def _absence_page(
    work: Work,
    absence_id: str,
    status: int = 200,
    filled: dict[str, str] | None = None,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    absence = documents.own_absence(work, absence_id)
    values = filled or {"how": absence.documentation.value}
    if not values.get("by") and absence.documentation_by:
        values["by"] = absence.documentation_by.isoformat()
    # What was on the screen is gone when it was refused for being old.
    values["version"] = str(absence.version)
    return _page(work, About(AboutKind.ABSENCE, absence_id), status, values, complaints, absence=absence)


def _day_page(
    work: Work,
    day: date,
    status: int = 200,
    filled: dict[str, str] | None = None,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    about = About(AboutKind.DAY, day.isoformat())
    return _page(work, about, status, filled or {}, complaints, absence=None, day=day)


def _page(
    work: Work,
    about: About,
    status: int,
    filled: dict[str, str],
    complaints: dict[str, str] | None,
    **more: Any,  # noqa: ANN401 -- Templates take any value.
) -> BaseResponse:
    rows = documents.own(work, about)
    return framed(
        work,
        "participant/documentation.html",
        status=status,
        files=shown(rows, may_open=work.actor.acts_for is None),
        may_hand_in=site().files.open,
        filled=filled,
        complaints=complaints or {},
        receipt=submissions.own_receipt(work, asked_text("sent")),
        kept=bool(asked_text("kept")),
        key=filled.get("key") or fresh_key(),
        **more,
    )
