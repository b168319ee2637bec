"""The yardstick: bare Flask saying hello, behind the same server and the same bridge as the portal."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from flask import Flask

from portal.wsgi import PAGE_THREADS


def make() -> Flask:
    """One route, one word, nothing else."""
    app = Flask("hello", static_folder=None)
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def application() -> WSGIMiddleware:
    """What the server loads."""
    return WSGIMiddleware(cast("Any", make()), workers=PAGE_THREADS)
