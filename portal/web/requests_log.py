"""One log line for each request: what kind of page, how it went and how long it took. No path, and nobody's name."""

import logging
from time import perf_counter

from flask import Flask, Response, request
from flask_login import current_user

from portal.web.logs import number

log = logging.getLogger("portal.request")

_KIND = "portal.kind"


def because(kind: str) -> None:
    """Say in one word why this request is refused. The first word counts: it is the nearest to what happened."""
    request.environ.setdefault(_KIND, kind)


def install(app: Flask) -> None:
    """Time every request. The path is left out because ids in it point to people; the endpoint says enough.

    A refusal says why, and who was refused: so it is seen when one person is refused again and again.
    """

    @app.before_request
    def begin() -> None:
        request.environ["portal.began"] = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        if log.isEnabledFor(logging.INFO) and request.endpoint != "static":
            # What was turned away before `begin` ran has taken no time worth naming, and is logged all the same.
            now = perf_counter()
            kind = request.environ.get(_KIND)
            taken = now - request.environ.get("portal.began", now)
            log.info(
                "request",
                extra={
                    "number": number(),
                    "kind": kind,
                    "actor": current_user.id if kind and current_user.is_authenticated else None,
                    "endpoint": request.endpoint,
                    "method": request.method,
                    "status": response.status_code,
                    "milliseconds": round(taken * 1000, 1),
                },
            )
        return response
