"""What can go wrong, each as a page that says what to do, keeps what was written and shows no trace."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from portal.domain.errors import Busy, Conflict, KeyReused, MandateOver, NotFound, NotPermitted, TooMany
from portal.web.kept import kept_fields, written
from portal.web.logs import number
from portal.web.page import page
from portal.web.requests_log import because
from portal.web.session import BY_ITSELF

log = logging.getLogger("portal.web")

PAGES: dict[type[Exception] | int, tuple[str, int]] = {
    NotFound: ("not_found", 404),
    404: ("not_found", 404),
    NotPermitted: ("forbidden", 403),
    MandateOver: ("mandate_over", 403),
    403: ("forbidden", 403),
    Conflict: ("stale", 409),
    KeyReused: ("reused", 422),
    CSRFError: ("form_too_old", 400),
    413: ("too_large", 413),
}


def install(app: Flask) -> None:
    """Give every error its page. A page that fetches fragments by itself gets 204, so that nothing is swapped away."""

    # Flask would log every bug with the address of its page, and an address may hold somebody's id.
    app.log_exception = lambda exc_info: None  # type: ignore[method-assign] # noqa: ARG005 -- Flask names it so.

    def answer(template: str, status: int, **values: Any) -> Response:  # noqa: ANN401 -- Templates take any value.
        because(template.replace("_", "-"))
        if BY_ITSELF in request.headers:
            return Response(status=204)
        fields = kept_fields() if request.method == "POST" else {}
        return page(
            f"errors/{template}.html",
            status=status,
            kept=fields,
            written=written(fields),
            target=_target(),
            **values,
        )

    for kind, (template, status) in PAGES.items():
        app.register_error_handler(kind, partial(_named, answer, template, status))

    @app.errorhandler(Busy)
    def busy(_error: Exception) -> Response:
        response = answer("busy", 503)
        response.headers["Retry-After"] = "5"
        return response

    @app.errorhandler(TooMany)
    def too_many(error: TooMany) -> Response:
        response = answer("too_many", 429)
        response.headers["Retry-After"] = str(error.seconds)
        return response

    @app.errorhandler(SecurityError)
    def not_our_host(_error: SecurityError) -> Response:
        because("another-host")
        # Under a host name that is not ours no address can be made, so there is no page to draw either.
        return Response(status=400)

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> Response:
        response = answer("bad_request", error.code or 400)
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(error.valid_methods or ())
        return response

    @app.errorhandler(Exception)
    def bug(error: Exception) -> Response:
        # The log says where it went wrong and under which number; what people wrote stays out of it.
        log.error(
            "bug",
            extra={
                "number": number(),
                "kind": type(error).__name__,
                "endpoint": request.endpoint,
                "role": str(current_user.actor.role) if current_user.is_authenticated else None,
            },
            exc_info=error,
        )
        return answer("bug", 500, number=number())


def _named(answer: Callable[[str, int], Response], template: str, status: int, _error: Exception) -> Response:
    return answer(template, status)


def _target() -> str:
    """Where the same thing can be tried again: the form's address, or the page with its query."""
    return request.path if request.method == "POST" else request.full_path.rstrip("?")
