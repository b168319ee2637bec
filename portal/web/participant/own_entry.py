"""Something else I did: what a participant writes down besides the plan."""

from datetime import date, timedelta

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import Optional

from portal.domain.access import Area
from portal.domain.attendance import Feeling
from portal.domain.errors import Conflict, Refused
from portal.services import own_entries
from portal.services.own_entries import OwnEntry
from portal.services.work import Work
from portal.text.words import N_
from portal.web.asked import asked_day, asked_text
from portal.web.forms import DayField, HalfHoursField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("own_entry", __name__)
PLACE = "/week/else"
CONFLICT = 409
SEVEN_DAYS = 7


class EntryForm(KeyedForm):
    """What, when and how long. `withdraw` is the button that takes it back."""

    entry = HiddenField()
    before = IntegerField(validators=[Optional()])
    title = StringField()
    day = DayField()
    hours = HalfHoursField()
    feeling = RadioField(
        choices=["", *(member.value for member in Feeling)], default="", validators=[Optional()]
    )
    note = StringField()
    withdraw = HiddenField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if self.day.day is None:
            wrong.setdefault("day", N_("Velg en dag."))
        return {} if self.withdraw.data and self.day.day else wrong

    def said(self, day: date) -> OwnEntry:
        """What the form says."""
        return OwnEntry(
            title=clean(self.title.data),
            day=day,
            minutes=self.hours.minutes or 0,
            feeling=Feeling(self.feeling.data) if self.feeling.data else None,
            note=clean(self.note.data),
            entry_id=clean(self.entry.data),
            before=self.before.data or 0,
            withdraw=bool(self.withdraw.data),
        )


@blueprint.get(PLACE)
@participants_or_helpers(Area.WEEK)
def show() -> BaseResponse:
    """The form: a new entry, or one that was written before."""
    entry = asked_text("entry")
    with reading() as work:
        day = asked_day("day")
        draft = draft_of(PLACE)
        return _page(work, day, entry, draft if draft.get("entry", "") == entry else {})


@blueprint.post(PLACE)
@participants_or_helpers(Area.WEEK)
def send() -> BaseResponse:
    """Write it down, correct it, or take it back."""
    form = read(EntryForm)
    complaints, filled = form.complaints(), dict(request.form)
    entry, day = clean(form.entry.data), form.day.day
    status = 422
    if not complaints and day is not None:
        try:
            with writing() as work:
                receipt = own_entries.write_entry(work, form.key.data, form.said(day))
        except Refused as refused:
            complaints = complaint_about(refused)
        except Conflict:
            status = CONFLICT
        else:
            forget_draft(PLACE)
            return done(url_for("week.show", day=day.isoformat(), sent=receipt.id))
    with reading() as work:
        return _page(work, day, entry, filled, complaints, status=status)


def _page(
    work: Work,
    day: date | None,
    entry_id: str,
    filled: dict[str, str],
    complaints: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> BaseResponse:
    chain = own_entries.entry_of(work, entry_id) if entry_id else None
    last = min(day + timedelta(days=6 - day.weekday()), work.today) if day else work.today
    days = [last - timedelta(days=number) for number in range(SEVEN_DAYS)]
    if chain is not None:
        days = [chain.last.day]
    if chain is None and not any(own_entries.can_write(work, one) for one in days):
        abort(404)
    return framed(
        work,
        "participant/own_entry.html",
        status=status,
        stale=status == CONFLICT,
        chain=chain,
        days=days,
        chosen=day if day in days else days[0],
        key=filled.get("key") or fresh_key(),
        errors=complaints or {},
        filled=filled,
    )
