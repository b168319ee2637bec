"""Without network: the worker that the phone keeps, the page that it shows then, and what was written meanwhile."""

import hashlib
import json
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField

from portal.domain.calendar import oslo_day
from portal.domain.errors import Refused
from portal.domain.notices import Channel
from portal.domain.people import Role
from portal.resources import STATIC
from portal.services import not_taken, submissions, weeks
from portal.services.envelopes import Envelope
from portal.text.locales import LOCALES, SOURCE
from portal.text.negotiation import offered_where
from portal.text.told_outside import Fixed, news
from portal.text.words import N_
from portal.web import form_tokens
from portal.web.asked import asked_text
from portal.web.forms import KeyedForm, read
from portal.web.guards import everybody, participants
from portal.web.headers import nonce
from portal.web.language import locale_code, tongue
from portal.web.replaying import QUEUED, WEEK, replay
from portal.web.site import actor, reading, site, writing

blueprint = Blueprint("offline", __name__)
# What every page of a participant is drawn with.
FILES = (
    "icons/mark.svg",
    "css/theme.css",
    "vendor/designsystemet.css",
    "css/portal.css",
    "js/trusted.js",
    "vendor/htmx.js",
    "js/portal.js",
    "js/exit.js",
    "js/offline.js",
)
WORKER = STATIC / "js" / "worker.js"
# What trying again may change: nobody is signed in any more, or too many came at once.
LATER = frozenset({401, 408, 429})
ERROR, CONFLICT, BROKEN = 400, 409, 500


class EnvelopeForm(KeyedForm):
    """One envelope, by the key of the form in it."""

    sealed = StringField()


@blueprint.get("/sw.js")
@everybody
def worker() -> BaseResponse:
    """The worker with the names of the files it keeps. It changes when one of them does, and browsers then fetch it anew."""
    fixed = Fixed(site().catalogues)
    # Where no office shows drafts any more, no phone speaks one: it has the source's words for what is not here.
    told = offered_where(site().for_visitors.spoken(SOURCE), site().offered)
    shell: dict[str, Any] = {
        "files": [site().assets.url(name) for name in FILES],
        "posts": list(QUEUED),
        "told": {
            code: [said.headline, said.on(Channel.PUSH), LOCALES[said.locale].direction]
            for code, said in ((code, fixed.spoken(news(fixed.words_of(code)))) for code in told)
        },
        "leaving": [url_for("sign_in.leave"), url_for("leaving.leave_now")],
    }
    source = WORKER.read_text(encoding="utf-8")
    shell["version"] = hashlib.sha256(f"{shell}{source}".encode()).hexdigest()[:16]
    response = make_response(f"const SHELL = {json.dumps(shell)};\n{source}")
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    # Browsers ask for it with each page that is opened: mostly it is still the same, and that is all they are told.
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(shell["version"])
    response.make_conditional(request)
    return response


@blueprint.get("/offline")
@everybody
def show() -> BaseResponse:
    """The page for no network, in the language asked for, or the visitor's.

    It is kept on phones, so it is the same for everybody who reads that language and says nothing of anybody.
    """
    locale = asked_text("language") or locale_code()
    if locale not in site().offered:
        abort(404)
    speaks = site().tongues[locale]
    html = speaks.templates.get_template("offline.html").render(
        locale=LOCALES[locale],
        words=speaks.words,
        dates=speaks.dates,
        me=None,
        sign_in=None,
        exit=site().settings.exit_url,
        path="/",
        nonce=nonce(),
        oob=False,
        csrf_token=cache(form_tokens.token),
    )
    response = make_response(html)
    response.headers["Content-Language"] = LOCALES[locale].cldr.replace("_", "-")
    return response


@blueprint.get("/offline/desk")
@participants
def desk() -> BaseResponse:
    """For the worker: whose queue may be sent just now, and a form token for it; 204 when nobody's may."""
    if not _may_wait():
        return BaseResponse(status=204)
    return jsonify(owner=site().envelopes.owner(actor().id), csrf=form_tokens.token())


def desk_values() -> dict[str, Any]:
    """What a participant's page gives the worker: nothing while they act for somebody else, and `off` on a shared phone."""
    if not _is_participant():
        return {}
    if current_user.sign_in.shared:
        return {"mode": "off"}
    return {
        "mode": "on",
        "owner": site().envelopes.owner(actor().id),
        "key": site().envelopes.public_key,
        "now": int(site().desk.clock.now().timestamp() * 1000),
        "fresh": int(current_user.sign_in.idle.total_seconds()),
        "last": int(site().settings.absolute.total_seconds()),
    }


@blueprint.post("/offline/flush")
@participants
def flush() -> Response:
    """One envelope: what was in it is handed in as if its page had just sent it, once, however often it comes.

    The answer says `received`, `refused` (and kept for its owner), `later`, or `stuck` when something broke over this
    one alone, with the sentence to be shown.
    """
    form = read(EnvelopeForm)
    if not form.validate() or not _may_wait():
        abort(400)
    key, words = form.key.data, tongue().words
    envelope = _opened(form.sealed.data or "", key)
    if envelope is None:
        # Closed for another person or with a key that is gone: nothing can be saved by keeping it.
        return _said(
            "refused", words.gettext(N_("Noe du skrev uten nett, kunne ikke åpnes. Skriv det på nytt."))
        )
    today = oslo_day(site().desk.clock.now())
    # A day to come was never lived by who wrote it: their phone's calendar was wrong, so they are asked.
    is_strange = envelope.is_old(today) or envelope.day > today
    status = 0 if is_strange else replay(envelope, key).status_code
    if status in LATER or status >= BROKEN:
        return jsonify(state="later" if status in LATER else "stuck")
    if status == CONFLICT and envelope.path == WEEK and (monday := _said_week(envelope)):
        where = url_for("week.show", day=monday.isoformat())
        return _said("received", words.gettext(N_("Uka var alt meldt.")), where, words.gettext(N_("Se uka")))
    with writing() as work:
        receipt = submissions.receipt_by_key(work, key) if status < ERROR else None
        if receipt is None:
            not_taken.keep(work, key, envelope)
    if receipt is None:
        return _said(
            "refused",
            words.gettext(N_("Noe du skrev uten nett, ble ikke tatt imot. Vi tar vare på det i 14 dager.")),
            url_for("offline_use.show"),
            words.gettext(N_("Se hva det var")),
        )
    said = words.gettext(
        N_("Mottatt %(clock)s. Kvittering %(number)s."),
        clock=tongue().dates.clock(receipt.received_at),
        number=receipt.number,
    )
    where = url_for("me.receipt", receipt_id=receipt.id)
    return _said("received", said, where, words.gettext(N_("Se kvitteringen")))


def _said_week(envelope: Envelope) -> date | None:
    """The week that was said to be as planned, when all of it had been said before: pressed twice, or by another way."""
    monday = date.fromisoformat(envelope.fields["monday"].strip())
    with reading() as work:
        return monday if weeks.is_said(work, monday, envelope.day) else None


def _opened(sealed: str, key: str) -> Envelope | None:
    """The signed-in person's own envelope with a form that may wait, or None."""
    with suppress(Refused):
        envelope = site().envelopes.open(sealed, actor().id, key)
        return envelope if envelope.path in QUEUED else None
    return None


def _said(state: str, text: str, path: str = "", name: str = "") -> Response:
    return jsonify(state=state, text=text, path=path, name=name)


def _is_participant() -> bool:
    return bool(current_user.is_authenticated and current_user.actor.role is Role.PARTICIPANT)


def _may_wait() -> bool:
    return _is_participant() and not current_user.sign_in.shared
