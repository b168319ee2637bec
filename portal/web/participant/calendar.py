"""The calendar on one's own phone: an address that is made, shown once and taken back, and the feed behind it."""

from flask import Blueprint, abort, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, Form, RadioField

from portal.domain.errors import Refused
from portal.services import calendar_feed as feeds
from portal.services.calendar_entries import entries_of
from portal.services.calendar_told import counted, keep
from portal.services.work import Work
from portal.text.calendar import calendar_file, mark_of
from portal.text.locales import SOURCE
from portal.text.negotiation import outside_of_pages
from portal.web.forms import read
from portal.web.guards import everybody, participants
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing

blueprint = Blueprint("calendar", __name__)
NEUTRAL, NAMES = "neutral", "names"
KIND = "text/calendar; charset=utf-8"


class FeedForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What the calendar says, and for who must not be found that they want it all the same."""

    shown = RadioField(choices=[NEUTRAL, NAMES], default=NEUTRAL)
    though_hidden = BooleanField()


@blueprint.get("/me/calendar")
@participants
def show() -> BaseResponse:
    """What it is, whether there is one, and making or ending it."""
    with reading() as work:
        return _page(work)


@blueprint.post("/me/calendar")
@participants
def make() -> BaseResponse:
    """A new address. It stands on this page alone: sending the form again makes another, and the last one works."""
    form = read(FeedForm)
    if not form.validate():
        abort(400)
    names_shown = form.shown.data == NAMES
    try:
        with writing() as work:
            secret = feeds.make(work, names_shown=names_shown, though_hidden=form.though_hidden.data)
    except Refused as refused:
        with reading() as work:
            return _page(work, chosen=form.shown.data, complaints=complaint_about(refused), status=422)
    with reading() as work:
        return _page(work, address=url_for("calendar.feed", secret=secret, _external=True))


@blueprint.post("/me/calendar/revoke")
@participants
def revoke() -> BaseResponse:
    """The address stops working at once."""
    with writing() as work:
        feeds.revoke(work)
    return done(url_for("calendar.show", ended=1))


@blueprint.get("/calendar/<secret>.ics")
@everybody
def feed(secret: str) -> BaseResponse:
    """The feed, for whatever has the address; 404 for every other address, whatever was there before."""
    site().doorkeeper.admit("calendar", request.remote_addr)
    desk = site().desk
    found, whose = feeds.whose(desk, secret)
    with desk.reading(whose) as work:
        names_shown = found.names_shown and not whose.hidden
        told = counted(work, entries_of(work, names_shown=names_shown))
        at, today = work.now, work.today
    if told.news or found.last_fetched != today:
        with desk.writing(whose) as work:
            told = keep(work, entries_of(work, names_shown=names_shown))
            feeds.note_fetched(work, found)
    entries = told.entries
    # Whoever comes for it is a machine that wishes for no language: it gets the one of its person's pages.
    spoken = site().for_visitors.of(found, SOURCE)
    words = site().tongues[outside_of_pages(whose.locale, spoken, site().offered)].words
    response = make_response(calendar_file(entries, words, at, names_shown=names_shown))
    response.headers["Content-Type"] = KIND
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(mark_of(entries, words), weak=True)
    return response.make_conditional(request)


def to_follow(address: str) -> str:
    """The same address of the kind that makes a phone ask whether to follow the calendar.

    That of https is webcals: with webcal the first request might carry the secret in the open.
    """
    return address.replace("http", "webcal", 1)


def _page(
    work: Work,
    *,
    address: str = "",
    chosen: str = NEUTRAL,
    complaints: dict[str, str] | None = None,
    status: int = 200,
) -> BaseResponse:
    return framed(
        work,
        "participant/calendar.html",
        status=status,
        feed=feeds.own_feed(work),
        address=address,
        follow=to_follow(address),
        ended="ended" in request.args,
        chosen=chosen,
        complaints=complaints or {},
    )
