"""What every view can reach: the desk, the people, the pages. The only file that asks Flask for the current app."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app  # noqa: TID251 -- Views get the portal from here and from nowhere else.
from flask_login import current_user
from jinja2 import Environment
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.people import Actor
from portal.domain.signing_in import Door
from portal.services.arriving import Arrivals
from portal.services.doorkeeping import Doorkeeper
from portal.services.envelopes import Envelopes
from portal.services.files import Files
from portal.services.languages_offered import ForVisitors
from portal.services.notice_choices import Outside
from portal.services.receipts import Checks
from portal.services.signing_in import SignIns
from portal.services.work import Desk, Work
from portal.settings import Settings
from portal.text.catalogue import Catalogues
from portal.text.dates import Dates
from portal.text.words import Words
from portal.web.assets import Assets
from portal.web.sending import sending

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from portal.web.speech import Speaking

# What every path of ours is made of. Anything else in a form or an address was not written by a page of ours.
PLAIN_PATH = re.compile(r"/[A-Za-z0-9/._-]*")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language, ready to use: its words, its dates and its templates."""

    words: Words
    dates: Dates
    templates: Environment


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is made once when the portal starts."""

    settings: Settings
    desk: Desk
    sign_ins: SignIns
    speaking: "Speaking"
    arrivals: Arrivals
    doors: tuple[Door, ...]
    doorkeeper: Doorkeeper
    checks: Checks
    envelopes: Envelopes
    files: Files
    outside: Outside
    for_visitors: ForVisitors

    @property
    def assets(self) -> Assets:
        """Our own files, by name."""
        return self.speaking.now.assets

    @property
    def catalogues(self) -> Catalogues:
        """The accepted texts of each language, as they are now."""
        return self.speaking.now.catalogues

    @property
    def tongues(self) -> Mapping[str, Tongue]:
        """Each language that is on offer, as it is now."""
        return self.speaking.now.tongues

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes of the languages on offer."""
        return self.speaking.now.offered


def site() -> Site:
    """The running portal."""
    return cast("Site", current_app.extensions["portal"])


def actor() -> Actor:
    """Who is signed in. Guards have made sure that somebody is."""
    return cast("Actor", current_user.actor)


def reading() -> AbstractContextManager[Work]:
    """Work for the signed-in person that changes nothing."""
    return site().desk.reading(actor())


def writing() -> AbstractContextManager[Work]:
    """Work for the signed-in person that is kept whole or not at all."""
    return site().desk.writing(actor(), sending())


def synthetic_numbers() -> bool:
    """Whether the identity numbers of this portal are made up: then no real one is good, and otherwise none but those."""
    settings = site().settings
    return settings.demo or bool(settings.id_porten and settings.id_porten.synthetic)


def answer_to(environ: "WSGIEnvironment") -> BaseResponse:
    """The portal's own answer to a request that was made here, as if it had come from outside."""
    with current_app.app_context(), current_app.request_context(environ):
        return current_app.full_dispatch_request()


def is_own_page(path: str) -> bool:
    """Whether `path`, without a query, is a page of ours that can be opened. Used before going where a form says."""
    if not PLAIN_PATH.fullmatch(path) or "//" in path or ".." in path:
        return False
    return current_app.url_map.bind("portal").test(path, method="GET")


def own_path(path: str) -> str:
    """The path of a page of ours without its query, or nothing for anything else."""
    plain = path.partition("?")[0]
    return plain if is_own_page(plain) else ""
