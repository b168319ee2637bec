"""One log line for each request: what kind of page, how it went and how long it took. No path, no person."""

import logging
from time import perf_counter

from flask import Flask, Response, request

log = logging.getLogger("portal.request")


def install(app: Flask) -> None:
    """Time every request. The path is left out because ids in it point to people; the endpoint says enough."""

    @app.before_request
    def begin() -> None:
        request.environ["portal.began"] = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        if log.isEnabledFor(logging.INFO) and request.endpoint != "static":
            # What was turned away before `begin` ran has taken no time worth naming, and is logged all the same.
            now = perf_counter()
            taken = now - request.environ.get("portal.began", now)
            log.info(
                "request",
                extra={
                    "endpoint": request.endpoint,
                    "method": request.method,
                    "status": response.status_code,
                    "milliseconds": round(taken * 1000, 1),
                },
            )
        return response
