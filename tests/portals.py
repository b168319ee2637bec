"""Portals for tests: each its own database and settings, all with the same words, which take seconds to read."""

from functools import cache

from flask import Flask

from portal.app import World, create_app
from portal.settings import Settings
from portal.web.tongues import Speech, read_speech


def portal_of(settings: Settings, world: World) -> Flask:
    """The portal with these settings over this world."""
    return create_app(settings, world, _speech(settings.demo))


@cache
def _speech(demo: bool) -> Speech:
    return read_speech(pseudo=demo)
