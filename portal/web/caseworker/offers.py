"""Open offers as the office keeps them: what there is, a new one, a change, and an end to one."""

from datetime import time
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.offers import LONGEST_PLACE, LONGEST_TEXT, LONGEST_TITLE, OfferCommand, OfferTime
from portal.services import offers
from portal.text.words import N_
from portal.web.forms import ClockField, DayField, clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("office_offers", __name__)

# All seven: nobody is awaited at an open offer, so it may be open on free days, too.
WEEKDAYS = range(7)
UNPROCESSABLE, CONFLICT = 422, 409
NO_FIRST_DAY = N_("Velg første dag.")
HALF_A_TIME = N_("Skriv både når det åpner, og når det stenger.")


class OfferForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What an offer is, and from when to when it is open on each weekday."""

    title = StringField()
    what = StringField()
    for_whom = StringField()
    place = StringField()
    first_day = DayField()
    last_day = DayField()
    starts_0, ends_0 = ClockField(), ClockField()
    starts_1, ends_1 = ClockField(), ClockField()
    starts_2, ends_2 = ClockField(), ClockField()
    starts_3, ends_3 = ClockField(), ClockField()
    starts_4, ends_4 = ClockField(), ClockField()
    starts_5, ends_5 = ClockField(), ClockField()
    starts_6, ends_6 = ClockField(), ClockField()
    version = IntegerField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        for name in [name for name in wrong if name.startswith(("starts_", "ends_"))]:
            wrong["times"] = wrong.pop(name)
        if self.first_day.day is None:
            wrong.setdefault("first_day", NO_FIRST_DAY)
        for number in WEEKDAYS:
            starts, ends = self._clocks(number)
            if (starts is None) is not (ends is None):
                wrong.setdefault("times", HALF_A_TIME)
        return wrong

    def command(self) -> OfferCommand:
        """The offer as the form says it, when nothing must be put right."""
        assert self.first_day.day is not None  # noqa: S101 -- `complaints` has asked.
        return OfferCommand(
            clean(self.title.data),
            clean(self.what.data),
            clean(self.for_whom.data),
            clean(self.place.data),
            self.first_day.day,
            self.last_day.day,
            tuple(
                OfferTime(number, starts, ends)
                for number in WEEKDAYS
                for starts, ends in [self._clocks(number)]
                if starts and ends
            ),
        )

    def _clocks(self, number: int) -> tuple[time | None, time | None]:
        return self[f"starts_{number}"].clock, self[f"ends_{number}"].clock


@blueprint.get("/work/offers")
@caseworkers
def show() -> BaseResponse:
    """Every offer of the office."""
    with reading() as work:
        found = offers.of_office(work)
        return page(
            "caseworker/offers.html",
            offers=[(one, offers.is_over(work, one.row)) for one in found],
            saved="saved" in request.args,
            today=work.today,
        )


@blueprint.get("/work/offers/new")
@caseworkers
def new() -> BaseResponse:
    """The form for a new one."""
    return _form(draft_of(request.path))


@blueprint.post("/work/offers/new")
@caseworkers
def make() -> BaseResponse:
    """Make one."""
    form = read(OfferForm)
    complaints = form.complaints()
    try:
        if not complaints:
            with writing() as work:
                offers.make(work, form.command())
    except Refused as refused:
        complaints = complaint_about(refused)
    if complaints:
        return _form(dict(request.form), complaints=complaints, status=UNPROCESSABLE)
    return _saved()


@blueprint.get("/work/offers/<offer_id>")
@caseworkers
def edit(offer_id: str) -> BaseResponse:
    """The form for one that is there."""
    return _form(draft_of(request.path), offer_id)


@blueprint.post("/work/offers/<offer_id>")
@caseworkers
def change(offer_id: str) -> BaseResponse:
    """Change it."""
    form = read(OfferForm)
    complaints = form.complaints()
    try:
        if not complaints:
            with writing() as work:
                offers.change(work, offer_id, form.version.data or 0, form.command())
    except Refused as refused:
        complaints = complaint_about(refused)
    except Conflict:
        return _form(dict(request.form), offer_id, status=CONFLICT)
    if complaints:
        return _form(dict(request.form), offer_id, complaints=complaints, status=UNPROCESSABLE)
    return _saved()


@blueprint.post("/work/offers/<offer_id>/close")
@caseworkers
def close(offer_id: str) -> BaseResponse:
    """End it for everybody from today on."""
    with writing() as work:
        offers.close(work, offer_id)
    return _saved()


def _saved() -> BaseResponse:
    forget_draft(request.path)
    return done(url_for("office_offers.show", saved=1))


def _form(
    filled: dict[str, str],
    offer_id: str = "",
    *,
    complaints: dict[str, str] | None = None,
    status: int = 200,
) -> BaseResponse:
    with reading() as work:
        offer, times = offers.offer_of(work, offer_id) if offer_id else (None, ())
        there = {} if offer is None else _fields(offer, times)
        # After a conflict the person's own words stay, over the version that is there now.
        version = {"version": str(offer.version)} if offer is not None else {}
        return page(
            "caseworker/offer.html",
            status=status,
            offer=offer,
            over=offer is not None and offers.is_over(work, offer),
            there=there if status == CONFLICT else None,
            filled={"first_day": work.today.isoformat()} | there | filled | version,
            weekdays=WEEKDAYS,
            complaints=complaints or {},
            longest={"title": LONGEST_TITLE, "place": LONGEST_PLACE, "text": LONGEST_TEXT},
            stale=status == CONFLICT,
        )


def _fields(offer: Any, times: tuple[OfferTime, ...]) -> dict[str, str]:  # noqa: ANN401 -- A row of the store.
    fields = {
        "title": offer.title,
        "what": offer.what,
        "for_whom": offer.for_whom,
        "place": offer.place,
        "first_day": offer.first_day.isoformat(),
        "last_day": offer.last_day.isoformat() if offer.last_day else "",
    }
    for one in times:
        fields[f"starts_{one.weekday}"] = one.starts.isoformat("minutes")
        fields[f"ends_{one.weekday}"] = one.ends.isoformat("minutes")
    return fields
