"""The one place where all rooms meet: settings become a running portal."""

from dataclasses import dataclass

from flask import Flask, Response
from flask_wtf import CSRFProtect
from jinja2 import FileSystemLoader
from sqlalchemy import Engine

from portal.adapters.clock import ShiftedClock, SystemClock
from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.oidc.connect import connect
from portal.domain.live import Bus
from portal.domain.ports import Clock
from portal.live.asgi import LONGEST_BODY
from portal.resources import STATIC, TEMPLATES, TRANSLATIONS
from portal.rules import load_all
from portal.services.arriving import Arrivals
from portal.services.signing_in import Limits, SignIns
from portal.services.work import Desk
from portal.settings import Settings
from portal.store.engine import open_engine
from portal.text.catalogue import load_catalogues
from portal.text.locales import LOCALES
from portal.web import (
    caseworker,
    compression,
    errors,
    guards,
    headers,
    logout,
    logs,
    oidc,
    participant,
    requests_log,
    rules,
    sign_in,
    translator,
)
from portal.web.assets import Assets
from portal.web.page import htmx
from portal.web.session import ServerSessions
from portal.web.site import Site
from portal.web.tongues import make_tongues
from portal.web.user import Logins, load_user


@dataclass(frozen=True, slots=True)
class World:
    """What the portal stands on: the database, the clock and the bus."""

    engine: Engine
    clock: Clock
    bus: Bus


def make_world(settings: Settings, bus: Bus) -> World:
    """Open the database and start the clock."""
    clock: Clock = ShiftedClock(settings.demo_now) if settings.demo_now else SystemClock()
    return World(open_engine(settings.database_url, busy_seconds=settings.busy_seconds), clock, bus)


def create_app(settings: Settings, world: World) -> Flask:
    """The portal as a WSGI application. Nothing is served before everything it needs has been checked."""
    app = Flask("portal", static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        MAX_FORM_PARTS=100,
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,
        # Where a request comes from is judged by Sec-Fetch-Site and Origin; our pages send no Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    load_all()
    logs.install()
    # A demo may have a time of its own; providers and their tokens know only the real one.
    outside = SystemClock() if settings.demo_now else world.clock
    vault, doors = connect(settings, outside)
    arrivals = Arrivals(world.engine, outside, vault, doors)
    limits = Limits(settings.idle, settings.absolute, settings.absolute_staff, settings.roles)
    sign_ins = SignIns(world.engine, world.clock, limits, arrivals)
    desk = Desk(world.engine, world.clock, NorwegianHolidays(), world.bus, settings.audit_key)
    catalogues = load_catalogues(TRANSLATIONS)
    offered = tuple(code for code in LOCALES if settings.demo or not LOCALES[code].pseudo)
    assets = Assets(STATIC)
    tongues = make_tongues(catalogues, offered, assets, FileSystemLoader(TEMPLATES))
    app.extensions["portal"] = Site(
        settings, desk, sign_ins, assets, catalogues, tongues, offered, arrivals, doors
    )
    app.session_interface = ServerSessions(sign_ins, world.bus, https=settings.https)

    htmx.init_app(app)
    login = Logins(app)
    # The server-side sign-in is the protection; tying it to an address would sign people out on a train.
    login.session_protection = None
    login.user_loader(load_user)

    requests_log.install(app)
    headers.install(app, https=settings.https)
    guards.install(app)
    # After the guards: whoever has no sign-in any more is told so, and is not told off for an old form.
    csrf = CSRFProtect(app)
    errors.install(app)
    app.after_request(compression.compress)
    sign_in.install(app, settings, csrf)
    oidc.install(app, doors)
    logout.install(app, doors, world.bus, csrf)
    for blueprint in (
        rules.blueprint,
        *participant.BLUEPRINTS,
        *caseworker.BLUEPRINTS,
        *translator.BLUEPRINTS,
    ):
        app.register_blueprint(blueprint)

    @app.get("/static/<path:path>", endpoint="static")
    @guards.everybody
    def static(path: str) -> Response:
        return assets.serve(path)

    return app
