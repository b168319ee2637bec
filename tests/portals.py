"""Portals for tests: each its own database and settings, all with the same words, which take seconds to read."""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from portal.adapters.push import new_key
from portal.app import World, create_app
from portal.settings import Push, Settings
from portal.web.tongues import Speech, read_speech

# Every way out can be chosen, and none is ever taken by a portal that has no worker.
CHANNELS: dict[str, Any] = {
    "notices_file": Path("/nowhere/notices.jsonl"),
    "push": Push(new_key(), "mailto:drift@kommune.example"),
}


def portal_of(settings: Settings, world: World) -> Flask:
    """The portal with these settings over this world."""
    return create_app(settings, world, None if settings.catalogues else _speech(settings.demo))


@cache
def _speech(demo: bool) -> Speech:
    return read_speech(pseudo=demo)
