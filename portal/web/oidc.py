"""Signing in through a provider: the way there, and the way back."""

import logging
from collections.abc import Sequence

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.signing_in import Door, ProviderDown, SignInRefused
from portal.services.arriving import ON_THE_WAY
from portal.web.guards import everybody
from portal.web.page import page
from portal.web.site import own_path, site
from portal.web.user import welcome

log = logging.getLogger("portal.web")

# More than a provider ever sends, and less than would cost anything.
LONGEST_ANSWER = 8192
KNOWN = frozenset({"code", "state", "iss", "error"})


def install(app: Flask, doors: Sequence[Door]) -> None:
    """Register the two addresses of each provider that is connected."""
    blueprint = Blueprint("oidc", __name__)
    for door in doors:
        _open(blueprint, door)
    app.register_blueprint(blueprint)


def _open(blueprint: Blueprint, door: Door) -> None:
    name = door.name.replace("-", "_")

    @blueprint.get(f"/sign-in/{door.name}", endpoint=name)
    @everybody
    def leave() -> BaseResponse:
        """Off to the provider; with `shared`, to log in there anew whoever is logged in already.

        A link and no form: our pages let no form lead to other sites. Following it writes nothing here.
        """
        then = own_path(request.args.get("next", ""))
        try:
            departure, where = door.depart(fresh="shared" in request.args, then=then)
        except ProviderDown:
            return _down()
        response = redirect(where, code=303)
        response.set_cookie(
            _cookie(),
            site().arrivals.remember(departure),
            max_age=int(ON_THE_WAY.total_seconds()),
            path="/",
            secure=site().settings.https,
            httponly=True,
            samesite="Lax",
        )
        return response

    @blueprint.get(f"/sign-in/{door.name}/back", endpoint=f"{name}_back")
    @everybody
    def back() -> BaseResponse:
        """Back with an answer: good for one use, in the browser that began it, within ten minutes."""
        response = _arrived(door)
        response.delete_cookie(
            _cookie(), path="/", secure=site().settings.https, httponly=True, samesite="Lax"
        )
        return response


def _arrived(door: Door) -> BaseResponse:
    arrivals = site().arrivals
    try:
        answer = _answer()
        departure = arrivals.recall(request.cookies.get(_cookie(), ""), door.name, answer.get("state", ""))
        arrival = door.arrive(departure, answer)
        person_id = arrivals.person_behind(arrival)
    except SignInRefused as refused:
        return _refused(refused)
    except ProviderDown:
        return _down()
    welcome(person_id, arrival)
    return redirect(departure.next or url_for("sign_in.home"), code=303)


def _answer() -> dict[str, str]:
    """The parameters we know, each at most once: of two, one program would read the first and another the last."""
    if len(request.query_string) > LONGEST_ANSWER:
        raise SignInRefused("answer-too-long")
    found = {}
    for name in KNOWN & set(request.args):
        values = request.args.getlist(name)
        if len(values) > 1:
            raise SignInRefused("answer-twice")
        found[name] = values[0]
    return found


def _refused(refused: SignInRefused) -> Response:
    # One page for all reasons but one: whether somebody is known here is nothing that a log-in elsewhere may show.
    log.warning("sign-in refused", extra={"kind": refused.code, "endpoint": request.endpoint})
    return page("errors/sign_in_refused.html", status=403, groups=refused.code == "too-many-groups")


def _down() -> Response:
    log.warning("provider down", extra={"endpoint": request.endpoint})
    response = page("errors/provider_down.html", status=503)
    response.headers["Retry-After"] = "30"
    return response


def _cookie() -> str:
    return "__Host-portal-departure" if site().settings.https else "portal-departure"
