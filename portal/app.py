"""The one place where all rooms meet: settings become a running portal."""

from dataclasses import dataclass

from flask import Flask, Response
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.adapters.channels import available, push_public_key
from portal.adapters.clock import ShiftedClock, SystemClock
from portal.adapters.files.cleaning import SeparateCleaner
from portal.adapters.files.folder import FolderOfFiles
from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.notify import NotifyingBus
from portal.adapters.oidc.connect import connect
from portal.adapters.register import HttpRegister
from portal.domain.allowance import rates_times
from portal.domain.live import Bus
from portal.domain.ports import Clock
from portal.live.bodies import LONGEST_BODY
from portal.live.hub import Hub
from portal.resources import TRANSLATIONS
from portal.rules import load_all
from portal.services.arriving import Arrivals
from portal.services.doorkeeping import Doorkeeper
from portal.services.envelopes import Envelopes
from portal.services.files import Files
from portal.services.gradings import Gradings
from portal.services.languages_offered import ForVisitors
from portal.services.notice_choices import Outside
from portal.services.receipts import Checks
from portal.services.signing_in import Limits, SignIns
from portal.services.work import Desk
from portal.settings import Settings
from portal.store.engine import open_engine
from portal.store.vault import Vault
from portal.web import (
    admin,
    auditor,
    caseworker,
    centre,
    compression,
    demo_outbox,
    errors,
    form_tokens,
    guards,
    headers,
    helping,
    leader,
    leaving,
    live,
    logout,
    logs,
    offline,
    oidc,
    participant,
    receipts,
    requests_log,
    rules,
    sign_in,
    translator,
)
from portal.web.page import htmx
from portal.web.session import ServerSessions
from portal.web.site import Site
from portal.web.speech import AcceptedHere, Speaking
from portal.web.tongues import Speech, read_speech
from portal.web.uploads import PortalRequest
from portal.web.user import Logins, load_user


@dataclass(frozen=True, slots=True)
class World:
    """What the portal stands on: the database, the clock and the bus."""

    engine: Engine
    clock: Clock
    bus: Bus


def make_world(settings: Settings, hub: Hub) -> World:
    """Open the database and start the clock. On PostgreSQL what changes is told to the pages of every process."""
    clock: Clock = ShiftedClock(settings.demo_now) if settings.demo_now else SystemClock()
    engine = open_engine(settings.database_url, busy_seconds=settings.busy_seconds)
    return World(engine, clock, hub if engine.dialect.name == "sqlite" else NotifyingBus(engine, hub))


def create_app(settings: Settings, world: World, speech: Speech | None = None) -> Flask:
    """The portal as a WSGI application. Nothing is served before everything it needs has been checked.

    Reading all words takes seconds: whoever makes several portals hands each the same `speech`.
    """
    app = Flask("portal", static_folder=None, template_folder=None)
    app.request_class = PortalRequest
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
    limits = Limits(
        settings.idle, settings.absolute, settings.absolute_staff, settings.roles, settings.idle_shared
    )
    sign_ins = SignIns(world.engine, world.clock, limits, arrivals)
    rates = rates_times(settings.limits_times)
    desk = Desk(
        world.engine,
        world.clock,
        NorwegianHolidays(),
        world.bus,
        settings.audit_key,
        gradings=_gradings(settings, world, vault),
        rates=rates,
    )
    doorkeeper = Doorkeeper(world.engine, world.clock, rates, settings.address_key)
    catalogues = settings.catalogues or TRANSLATIONS
    says = speech or read_speech(pseudo=settings.demo, folder=catalogues)
    # Where accepted texts are written into the files, the files are the truth, whoever writes them next.
    speaking = Speaking(says, catalogues, None if settings.catalogues else AcceptedHere(world.engine))
    speaking.look()
    app.extensions["portal"] = Site(
        *(settings, desk, sign_ins, speaking),
        *(arrivals, doors, doorkeeper),
        Checks(world.engine),
        Envelopes(settings.secret_key),
        files_of(settings, vault),
        Outside(
            available(settings),
            settings.code_key,
            push_public_key(settings),
            settings.push.hosts if settings.push else (),
        ),
        ForVisitors(world.engine),
    )
    app.session_interface = ServerSessions(sign_ins, world.bus, https=settings.https)

    htmx.init_app(app)
    if settings.proxies:
        # Who comes is all that a proxy is believed: which host and scheme are ours is set, and never asked.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign] # Werkzeug puts a middleware in its place so.
            app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    login = Logins(app)
    # The server-side sign-in is the protection; tying it to an address would sign people out on a train.
    login.session_protection = None
    login.user_loader(load_user)

    requests_log.install(app)
    live.install(app, world.bus)
    leaving.let_out(app, settings)
    headers.install(app, https=settings.https)
    guards.install(app)
    # After the guards: whoever has no sign-in any more is told so, and is not told off for an old form.
    csrf = form_tokens.install(app)
    errors.install(app)
    app.after_request(compression.compress)
    sign_in.install(app, settings, csrf)
    leaving.install(app, csrf)
    receipts.install(app, csrf)
    if settings.demo:
        app.register_blueprint(demo_outbox.blueprint)
        app.register_blueprint(translator.OF_THE_DEMO)
    oidc.install(app, doors)
    logout.install(app, doors, world.bus, csrf)
    for blueprint in (
        rules.blueprint,
        offline.blueprint,
        *participant.BLUEPRINTS,
        helping.blueprint,
        *caseworker.BLUEPRINTS,
        *leader.BLUEPRINTS,
        *centre.BLUEPRINTS,
        *admin.BLUEPRINTS,
        *auditor.BLUEPRINTS,
        *translator.BLUEPRINTS,
    ):
        app.register_blueprint(blueprint)

    @app.get("/static/<path:path>", endpoint="static")
    @guards.everybody
    def static(path: str) -> Response:
        return says.assets.serve(path)

    return app


def files_of(settings: Settings, vault: Vault) -> Files:
    """Where files go that people hand in."""
    folder = settings.documents_folder
    keeper = FolderOfFiles(folder, vault) if folder else None
    return Files(keeper, SeparateCleaner(), scans=bool(settings.scanner))


def _gradings(settings: Settings, world: World, vault: Vault) -> Gradings | None:
    """What asks the population register, where one is connected."""
    here = settings.register
    return Gradings(world.engine, world.clock, HttpRegister(here.url, here.token), vault) if here else None
