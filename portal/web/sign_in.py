"""Signing in and out, and choosing a language. Picking a person exists in the demo only."""

from itertools import groupby

from flask import Blueprint, Flask, abort, redirect, request, session, url_for
from flask_login import current_user, logout_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Role
from portal.resources import TRANSLATIONS
from portal.settings import Settings
from portal.text.coverage import partly_translated
from portal.text.locales import LOCALES
from portal.web.forms import clean
from portal.web.guards import everybody, signed_in
from portal.web.language import cookie, offered
from portal.web.logout import FORGET, leave_there
from portal.web.page import done, page
from portal.web.phone import leave_no_language, on_shared_phone, settled
from portal.web.session import ServerSession
from portal.web.site import actor, own_path, site
from portal.web.user import welcome

HOME = {
    Role.PARTICIPANT: "week.show",
    Role.REPRESENTATIVE: "helping.show",
    Role.CASEWORKER: "work.show",
    Role.LEADER: "work.show",
    Role.CONTACT_CENTRE: "centre.show",
    Role.ADMINISTRATOR: "admin.show",
    Role.AUDITOR: "trail.show",
    Role.TRANSLATOR: "translate.show",
}
YEAR = 365 * 24 * 3600

blueprint = Blueprint("sign_in", __name__)
demo = Blueprint("demo", __name__)


@blueprint.get("/")
@everybody
def home() -> BaseResponse:
    """Everybody's first page."""
    if current_user.is_authenticated:
        return redirect(url_for(HOME[actor().role]), code=303)
    return redirect(url_for("sign_in.choose"), code=303)


@blueprint.get("/sign-in")
@everybody
def choose() -> BaseResponse:
    """How to sign in: in the demo, by picking one of its synthetic people."""
    offices: list[tuple[str, list[object]]] = []
    if site().settings.picking:
        people = site().sign_ins.synthetic_people()
        offices = [
            (name or "", list(some)) for name, some in groupby(people, key=lambda row: row.municipality)
        ]
    return page(
        "sign_in.html",
        offices=offices,
        demo=site().settings.demo,
        picking=site().settings.picking,
        participants_door=_way_to("id-porten"),
        participants_door_anew=_way_to("id-porten", shared="1"),
        staff_door=_way_to("entra"),
        over="over" in request.args,
        next=_next_path(),
    )


@blueprint.post("/sign-out")
@signed_in
def leave() -> BaseResponse:
    """End the sign-in here, and let the browser forget every page it has seen."""
    ended = session.sign_in if isinstance(session, ServerSession) else None
    onward = site().arrivals.way_out(ended.token_hash) if ended else None
    logout_user()
    session.clear()
    response = leave_there(*onward) if onward else done(url_for("sign_in.choose"))
    # All storage goes, also what somebody else has waiting there, sealed: on a phone that was borrowed nothing may show
    # that anybody uses the portal. `/me/offline` says so beforehand.
    # Our own cookie is deleted above. A provider on a neighbouring host still needs its own to know who is leaving.
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if onward else FORGET
    if ended and ended.shared:
        leave_no_language(response)
    return response


@blueprint.post("/stay")
@signed_in
def stay() -> BaseResponse:
    """Somebody is still there. That they asked is all it takes: their idle time begins anew."""
    return BaseResponse(status=204)


@blueprint.post("/language")
@everybody
def language() -> BaseResponse:
    """Read on in another language, now and next time."""
    code = request.form.get("language", "")
    if code not in offered():
        abort(400)
    response = done(own_path(request.form.get("back", "")) or url_for("sign_in.home"))
    if current_user.is_authenticated:
        site().sign_ins.choose_language(actor().id, code)
    if on_shared_phone():
        return leave_no_language(response)
    response.set_cookie(
        cookie(), code, max_age=YEAR, path="/", secure=site().settings.https, httponly=True, samesite="Lax"
    )
    return response


@blueprint.get("/languages")
@everybody
def languages() -> BaseResponse:
    """All languages, each in its own name, and how far it has come."""
    return page(
        "languages.html",
        offered=[LOCALES[code] for code in offered()],
        partly=partly_translated(site().catalogues, TRANSLATIONS),
        back=_next_path() or "/",
    )


@demo.post("/sign-in/demo")
@everybody
def pick() -> BaseResponse:
    """Sign in as a synthetic person by their key, the field `person`; with `shared`, on a phone of several people."""
    site().doorkeeper.admit("demo", request.remote_addr)
    person_id = site().sign_ins.synthetic_person(clean(request.form.get("person")))
    welcome(person_id, shared="shared" in request.form)
    response = done(own_path(request.form.get("next", "")) or url_for("sign_in.home"))
    return settled(person_id, response) if "shared" in request.form else response


def install(app: Flask, settings: Settings, csrf: CSRFProtect) -> None:
    """Register the pages. Outside the demo, or with a provider, signing in by picking a person does not exist."""
    app.register_blueprint(blueprint)
    # Who is not signed in has no form token yet. Both views only accept requests from our own pages
    # (`portal.web.headers`), and neither reads nor writes anything but a choice of language or of a synthetic person.
    csrf.exempt(language)
    if settings.picking:
        csrf.exempt(pick)
        app.register_blueprint(demo)


def _way_to(door: str, shared: str | None = None) -> str:
    """Where signing in through a provider begins, empty when it is not connected."""
    if door not in {one.name for one in site().doors}:
        return ""
    return url_for(f"oidc.{door.replace('-', '_')}", next=_next_path() or None, shared=shared)


def _next_path() -> str:
    return own_path(request.args.get("next", ""))
