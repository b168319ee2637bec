"""From where a page listens on: whatever changes after its request came in, its stream tells it."""

from typing import Final

from flask import Flask, request

from portal.domain.live import Bus

_NOTED: Final = "portal.live_place"


def install(app: Flask, bus: Bus) -> None:
    """Note for each request how far the stream had come before anything was read."""

    @app.before_request
    def note_the_place() -> None:
        request.environ[_NOTED] = bus.place


def place() -> str:
    """How far the stream had come when this request came in. Empty where nobody noted it."""
    return str(request.environ.get(_NOTED, ""))
