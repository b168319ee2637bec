"""What the web server loads: pages, stream and worker in one process, from the environment's settings."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from sqlalchemy.orm import Session

from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.notices import NoticesToFile
from portal.app import World, create_app, make_world
from portal.domain.live import office_topic, person_topic
from portal.domain.people import STAFF
from portal.live.asgi import Pages, PortalASGI
from portal.live.hub import Hub
from portal.live.stream import Visitor
from portal.resources import TRANSLATIONS
from portal.services.signing_in import SignIns
from portal.settings import Settings, SettingsError, from_environment
from portal.store import person as people
from portal.store import schema
from portal.text.catalogue import load_catalogues
from portal.web.session import ServerSessions
from portal.worker.loop import Loop
from portal.worker.outbox import Outbox

# Two cores: a third thread would only make the others wait for their turn at the interpreter.
PAGE_THREADS = 2


def application() -> PortalASGI:
    """The whole portal as one ASGI application, from the environment."""
    return build(from_environment())


def build(settings: Settings) -> PortalASGI:
    """The whole portal as one ASGI application."""
    hub = Hub()
    world = make_world(settings, hub)
    check(settings, world)
    app = create_app(settings, world)
    sessions = app.session_interface
    if not isinstance(sessions, ServerSessions):
        raise TypeError("The pages keep their sign-ins on the server.")
    worker = make_worker(settings, world)
    return PortalASGI(
        hub,
        cast("Pages", WSGIMiddleware(cast("Any", app), workers=PAGE_THREADS)),
        lambda cookies: visitor(app.extensions["portal"].sign_ins, world, cookies.get(sessions.cookie)),
        on_start=worker.start if worker else _nothing,
        on_stop=worker.stop if worker else _nothing,
    )


def check(settings: Settings, world: World) -> None:
    """Refuse to start on a database that is not ready, or to offer demo sign-in beside real people's data."""
    if not schema.is_current(world.engine):
        raise SettingsError("The database is not at the newest schema. Run `portal db upgrade` first.")
    with Session(world.engine) as session:
        if settings.demo and people.are_real(session):
            raise SettingsError(
                "PORTAL_DEMO=1 lets anybody sign in as anybody, and this database holds real people."
            )


def visitor(sign_ins: SignIns, world: World, token: str | None) -> Visitor | None:
    """Who may open a stream with that cookie, and what they may hear of."""
    sign_in = sign_ins.find(token) if token else None
    if sign_in is None or sign_in.is_over:
        return None
    actor = sign_in.actor
    topics = {person_topic(actor.id)}
    if actor.role in STAFF and actor.office_id:
        topics.add(office_topic(actor.office_id))
    left = (sign_in.ends_at - world.clock.now()).total_seconds()
    return Visitor(actor.id, sign_in.token_hash, frozenset(topics), left)


def make_worker(settings: Settings, world: World) -> Loop | None:
    """The worker, if there is anywhere to send notices to."""
    if settings.notices_file is None:
        return None
    outbox = Outbox(
        world.engine,
        world.clock,
        NorwegianHolidays(),
        NoticesToFile(settings.notices_file),
        load_catalogues(TRANSLATIONS),
    )
    return Loop(outbox.deliver_due)


def _nothing() -> None:
    """No worker to start or stop."""
