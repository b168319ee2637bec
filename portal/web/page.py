"""Pages and their fragments: the same template, the same route, whole or in part."""

from functools import cache
from typing import Any

from flask import Response, make_response, redirect, request
from flask_htmx import HTMX
from flask_login import current_user
from jinja2_fragments import render_block
from werkzeug.wrappers import Response as BaseResponse

from portal.services.submissions import new_key
from portal.text.locales import LOCALES
from portal.web import form_tokens, live
from portal.web.headers import nonce
from portal.web.language import locale_code, tongue
from portal.web.site import site

htmx = HTMX()
ERROR = 400
BESIDE = "ic-editor"
"""The element that a translator's editor stands in when it was opened beside a page of the demo."""


def page(template: str, block: str | None = None, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 -- Templates take any value.
    """Draw the page, or only `block` of it when htmx asks.

    The block of an htmx answer is chosen by the view, never by the browser.
    """
    code = locale_code()
    speaks = tongue()
    # What went wrong is drawn as a whole page: the browser then swaps all of its main part.
    part = block if htmx and status < ERROR else None
    values |= {
        "locale": LOCALES[code],
        "words": speaks.words,
        "dates": speaks.dates,
        "me": current_user.actor if current_user.is_authenticated else None,
        "sign_in": current_user.sign_in if current_user.is_authenticated else None,
        "exit": site().settings.exit_url,
        "demo": site().settings.demo,
        "path": request.path,
        "live_place": live.place(),
        # htmx brings its scripts along from the page before; what it swaps in has none.
        "nonce": None if htmx else nonce(),
        "oob": part is not None,
        # Every form of a page carries the same token; asking for it anew costs as much as drawing the form.
        "csrf_token": cache(form_tokens.token),
    }
    if part:
        html = render_block(speaks.templates, template, part, **values)
    else:
        html = speaks.templates.get_template(template).render(**values)
    response = make_response(html, status)
    response.headers["Content-Language"] = LOCALES[code].cldr.replace("_", "-")
    return response


def done(where: str) -> BaseResponse:
    """Answer a success: the browser goes to `where` and a reload sends nothing twice.

    What was sent from the editor beside a page is answered there, and the page stays.
    """
    if htmx and htmx.target != BESIDE:
        response = make_response("", 204)
        response.headers["HX-Redirect"] = where
        return response
    return redirect(where, code=303)


def fresh_key() -> str:
    """A new idempotency key for a form that is drawn now."""
    return new_key()
