"""Signing in through a provider: the way there, and the way back."""

import logging
from collections.abc import Sequence

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.signing_in import Door, ProviderDown, SignInRefused
from portal.services.arriving import ON_THE_WAY
from portal.web.guards import everybody
from portal.web.page import page
from portal.web.phone import settled
from portal.web.requests_log import because
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

        A link and no form: our pages let no form lead to other sites. Following it writes nothing here but how often it
        was tried. A link on another site only leads to our own page: nobody is signed in without having asked for it.
        """
        site().doorkeeper.admit(door.name, request.remote_addr)
        then = own_path(request.args.get("next", ""))
        if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            return redirect(url_for("sign_in.choose", next=then or None), code=303)
        return _departed(door, fresh="shared" in request.args, then=then)

    @blueprint.get(f"/sign-in/{door.name}/back", endpoint=f"{name}_back")
    @everybody
    def back() -> BaseResponse:
        """Back with an answer: good for one use, in the browser that began it, within ten minutes."""
        site().doorkeeper.admit(f"back from {door.name}", request.remote_addr)
        return _arrived(door)


def _departed(door: Door, *, fresh: bool, then: str) -> BaseResponse:
    try:
        departure, where = door.depart(fresh=fresh, then=then)
    except ProviderDown as down:
        return _down(down)
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


def _forgotten(response: BaseResponse) -> BaseResponse:
    """The same answer; what was remembered on the way is used up."""
    response.delete_cookie(_cookie(), path="/", secure=site().settings.https, httponly=True, samesite="Lax")
    return response


def _arrived(door: Door) -> BaseResponse:
    arrivals = site().arrivals
    try:
        answer = _answer()
        departure = arrivals.recall(request.cookies.get(_cookie(), ""), door.name, answer.get("state", ""))
        arrival = door.arrive(departure, answer)
        person_id = arrivals.person_behind(arrival)
        anew = arrivals.must_log_in_anew(person_id, arrival)
    except SignInRefused as refused:
        return _forgotten(_refused(refused))
    except ProviderDown as down:
        return _forgotten(_down(down))
    if anew:
        # Nobody is signed in yet. Where they just came from they are sent back to, to say who they are.
        return _departed(door, fresh=True, then=departure.next)
    welcome(person_id, arrival, shared=departure.fresh)
    response = redirect(departure.next or url_for("sign_in.home"), code=303)
    return _forgotten(settled(person_id, response) if departure.fresh else response)


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
    because(refused.code)
    log.warning("sign-in refused", extra={"kind": refused.code, "endpoint": request.endpoint})
    return page("errors/sign_in_refused.html", status=403, groups=refused.code == "too-many-groups")


def _down(down: ProviderDown) -> Response:
    because("provider-down")
    log.warning("provider down", extra={"kind": down.code, "endpoint": request.endpoint})
    response = page("errors/provider_down.html", status=503)
    response.headers["Retry-After"] = "30"
    return response


def _cookie() -> str:
    return "__Host-portal-departure" if site().settings.https else "portal-departure"
