"""Portals for tests: each its own database and settings, all with the same words, which take seconds to read."""

from filecmp import cmp
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from portal.adapters.push import new_key
from portal.app import World, create_app
from portal.resources import TRANSLATIONS
from portal.settings import Push, Settings
from portal.text.catalogue import path_of
from portal.text.locales import TRANSLATED
from portal.web.tongues import Speech, read_speech

# Every way out can be chosen, and none is ever taken by a portal that has no worker.
CHANNELS: dict[str, Any] = {
    "notices_file": Path("/nowhere/notices.jsonl"),
    "push": Push(new_key(), "mailto:drift@kommune.example"),
}


def portal_of(settings: Settings, world: World) -> Flask:
    """The portal with these settings over this world."""
    ours = settings.catalogues is None or _is_a_copy(settings.catalogues)
    return create_app(settings, world, _speech(settings.demo) if ours else None)


def _is_a_copy(folder: Path) -> bool:
    """Whether the catalogues in a folder say what ours say, which need not be read again then."""
    return all(
        path_of(folder, code).is_file()
        and cmp(path_of(folder, code), path_of(TRANSLATIONS, code), shallow=False)
        for code in TRANSLATED
    )


@cache
def _speech(demo: bool) -> Speech:
    return read_speech(pseudo=demo)
