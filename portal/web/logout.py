"""Signing out where a provider takes part: of its own session when somebody leaves here, and of ours when they left there."""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request, url_for
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.live import Bus, session_ended
from portal.domain.signing_in import Door, ProviderDown, SignInRefused
from portal.web.guards import everybody
from portal.web.headers import POLICY
from portal.web.page import page
from portal.web.site import site

log = logging.getLogger("portal.web")

FORGET = '"cache", "cookies", "storage"'
BACK_FROM_THERE = "signed-out"
LONGEST_SID = 255


def leave_there(where: str, id_token: str) -> BaseResponse:
    """A page whose only form goes to the provider's log-out.

    The ID token says which session is meant. It holds the identity number, so it travels in a form and never in an
    address. The form sends itself where there is JavaScript, and has a button where there is none.
    """
    settings = site().settings
    response = page(
        "sign_out.html",
        where=where,
        fields={
            "id_token_hint": id_token,
            "post_logout_redirect_uri": f"{settings.public_url}/{BACK_FROM_THERE}",
            "state": site().arrivals.farewell(),
        },
    )
    parts = urlsplit(where)
    origin = f"{parts.scheme}://{parts.netloc}"
    # What the provider leads on to counts as the same journey, and it ends with us.
    response.headers["Content-Security-Policy"] = POLICY.replace(
        "form-action 'self'", f"form-action 'self' {origin}"
    )
    return response


def install(app: Flask, doors: Sequence[Door], bus: Bus, csrf: CSRFProtect) -> None:
    """Register the addresses that providers call, and the one that browsers come back to."""
    blueprint = Blueprint("logout", __name__)
    for door in doors:
        _listen(blueprint, door, bus, csrf)

    @blueprint.get(f"/{BACK_FROM_THERE}")
    @everybody
    def signed_out() -> BaseResponse:
        """Back from the provider's log-out; whoever did not come from there is simply shown the sign-in page."""
        if not site().arrivals.has_left(request.args.get("state", "")):
            return redirect(url_for("sign_in.choose"), code=303)
        response = page("signed_out.html")
        response.headers["Clear-Site-Data"] = FORGET
        return response

    if doors:
        app.register_blueprint(blueprint)


def _listen(blueprint: Blueprint, door: Door, bus: Bus, csrf: CSRFProtect) -> None:
    name = door.name.replace("-", "_")

    @blueprint.get(f"/sign-out/{door.name}", endpoint=f"{name}_front")
    @everybody
    def front() -> BaseResponse:
        """The provider's page calls this in a frame, where no cookie of ours comes along: `iss` and `sid` must do.

        That a GET ends something is how OpenID Connect Front-Channel Logout 1.0 has it. The name of the session is
        known to its browser and the provider alone, and the answer is the same whether there was one or not.
        """
        sid = request.args.get("sid", "")
        if request.args.get("iss") == door.issuer and 0 < len(sid) <= LONGEST_SID:
            bus.publish([session_ended(one) for one in site().arrivals.end(door.issuer, sid=sid)])
        response = Response(status=200)
        # There is nothing on it, and a provider may look whether its frame was filled.
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors *"
        return response

    @blueprint.post(f"/sign-out/{door.name}/back", endpoint=f"{name}_back")
    @everybody
    def back() -> BaseResponse:
        """The provider itself calls this, with a token that says whose session is over."""
        try:
            ended = site().arrivals.told_to_end(door, request.form.get("logout_token", ""))
        except SignInRefused as refused:
            log.warning("logout refused", extra={"kind": refused.code, "endpoint": request.endpoint})
            return Response(status=400)
        except HTTPException:
            return Response(status=400)
        except ProviderDown:
            return Response(status=503)
        bus.publish([session_ended(one) for one in ended])
        return Response(status=200)

    # A provider has no form token; what it sends is signed.
    csrf.exempt(back)
