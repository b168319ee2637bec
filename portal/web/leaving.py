"""The quick way out: one press, and the screen shows a page that has nothing to do with us."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as BaseResponse
from wtforms import ValidationError

from portal.domain.people import CITIZENS
from portal.services.signing_in import SHARED
from portal.settings import Settings
from portal.web.guards import everybody, participants
from portal.web.logout import FORGET
from portal.web.page import done
from portal.web.phone import leave_no_language
from portal.web.session import ServerSession
from portal.web.site import actor, site

blueprint = Blueprint("leaving", __name__)


@blueprint.post("/leave-now")
@everybody
def leave_now() -> BaseResponse:
    """End the sign-in and go away, in one request and whatever else is wrong.

    It is open to everybody, as a person whose sign-in ran out a minute ago is in the same hurry. The provider's
    session is not ended here: its pages say who they are and where one came from. Instead it is remembered that it
    was left behind, and is never enough to come back with (`Arrivals.must_log_in_anew`).
    """
    response = redirect(site().settings.exit_url, code=303)
    if isinstance(session, ServerSession) and _asked_by_our_page():
        session.in_haste = True
        response.headers["Clear-Site-Data"] = FORGET
        leave_no_language(response)
    return response


@blueprint.post("/me/phone")
@participants
def share() -> BaseResponse:
    """Say that the phone is shared, or is not any more: from now on, and at every later sign-in."""
    shared = request.form.get("shared") == "1"
    site().sign_ins.share_phone(actor().id, shared=shared)
    if not shared:
        session.pop(SHARED, None)
    response = done(url_for("me.show"))
    return leave_no_language(response) if shared else response


def let_out(app: Flask, settings: Settings) -> None:
    """Let the forms of a participant's pages lead to the one place where the way out ends, and to no other.

    Browsers hold a form to the policy of its page even where the answer sends it on. To be called before the headers
    are installed: what is registered first comes last.
    """
    parts = urlsplit(settings.exit_url)
    origin = f"{parts.scheme}://{parts.netloc}"

    @app.after_request
    def let_the_form_out(response: Response) -> Response:
        if response.mimetype == "text/html" and _has_the_form():
            policy = response.headers["Content-Security-Policy"]
            response.headers["Content-Security-Policy"] = policy.replace(
                "form-action 'self'", f"form-action 'self' {origin}"
            )
        return response


def install(app: Flask, csrf: CSRFProtect) -> None:
    """Register the way out and the switch for a shared phone."""
    app.register_blueprint(blueprint)
    # Its token is looked at in the view: an old one must not keep somebody here.
    csrf.exempt(leave_now)


def _has_the_form() -> bool:
    return current_user.is_authenticated and current_user.actor.role in CITIZENS


def _asked_by_our_page() -> bool:
    """Whether a page of ours sent this: the browser vouches for it, or the form's token does.

    The token of a page that was left open through another sign-in is stale, and the hurry is the same.
    """
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True
