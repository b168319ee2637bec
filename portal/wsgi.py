"""What the web server loads: pages, stream and worker in one process, from the environment's settings."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from sqlalchemy.orm import Session

from portal.adapters.channels import connect
from portal.adapters.clamd import Clamd
from portal.adapters.clock import SystemClock
from portal.adapters.holidays import NorwegianHolidays
from portal.adapters.notify import NotifyingBus
from portal.app import World, create_app, files_of, make_world
from portal.domain.access import Area
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.live import WORDS, Change, area_topic, office_topic, person_topic, words_topic
from portal.domain.people import AT_WORK_WITH_CASES, Actor
from portal.live.asgi import Pages, PortalASGI
from portal.live.hub import Hub
from portal.live.stream import Visitor
from portal.services import mandates
from portal.services.answer_ladder import climb
from portal.services.important import remind
from portal.services.programme_effect import bring_into_effect
from portal.services.proposal_lapse import let_lapse
from portal.services.signing_in import SignIns
from portal.settings import Settings, SettingsError, from_environment
from portal.store import person as people
from portal.store import schema
from portal.store.engine import for_reading
from portal.store.vault import Vault
from portal.text.locales import SOURCE
from portal.text.told_outside import Fixed
from portal.web.headers import outside_pages
from portal.web.session import ServerSessions
from portal.web.site import Site
from portal.web.speech import SECONDS_BETWEEN_LOOKS
from portal.worker.loop import Loop, in_turn
from portal.worker.outbox import Outbox
from portal.worker.scanning import Scans
from portal.worker.sweeping import Sweeping, SweepingDrafts

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
    site: Site = app.extensions["portal"]
    worker = make_worker(settings, world, site)
    # Each process looks for itself and tells its own pages: another one may not have read the new words yet.
    site.speaking.tell(lambda codes: hub.publish(Change(words_topic(code), WORDS) for code in codes))
    listening = Loop(site.speaking.look, SECONDS_BETWEEN_LOOKS)
    bus = world.bus if isinstance(world.bus, NotifyingBus) else None

    def start() -> None:
        if bus:
            bus.start()
        worker.start()
        listening.start()

    def stop() -> None:
        listening.stop()
        worker.stop()
        if bus:
            bus.stop()

    return PortalASGI(
        hub,
        cast("Pages", WSGIMiddleware(cast("Any", app), workers=PAGE_THREADS)),
        lambda cookies: visitor(site.sign_ins, world, cookies.get(sessions.cookie)),
        on_start=start,
        on_stop=stop,
        headers=outside_pages(https=settings.https),
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
    now = world.clock.now()
    words = words_topic(actor.locale or SOURCE)
    if actor.acts_for:
        topics, until = heard_of(world, actor, now)
        left = (min(sign_in.ends_at, until) - now).total_seconds()
        return Visitor(actor.id, sign_in.token_hash, topics | {words}, left)
    own = {person_topic(actor.id), words}
    if actor.role in AT_WORK_WITH_CASES and actor.office_id:
        own.add(office_topic(actor.office_id))
    return Visitor(actor.id, sign_in.token_hash, frozenset(own), (sign_in.ends_at - now).total_seconds())


# What the pages of each part wait for.
WAITS_FOR = {
    Area.WEEK: ("week", "absences"),
    Area.PLAN: ("plan",),
    Area.ABSENCE: ("absences",),
    Area.MESSAGES: ("messages",),
}


def heard_of(world: World, actor: Actor, now: datetime) -> tuple[frozenset[str], datetime]:
    """What a representative's pages may hear of while they act for somebody, and until when."""
    with Session(for_reading(world.engine)) as session:
        areas, last_day = mandates.heard(session, actor.acts_for or "", actor.id, oslo_day(now))
    waited_for = {own for area in areas for own in WAITS_FOR.get(area, ())}
    topics = frozenset(area_topic(actor.acts_for, own) for own in waited_for)
    return topics, oslo_moment(last_day + timedelta(days=1), time())


def make_worker(settings: Settings, world: World, site: Site) -> Loop:
    """The worker: what is decided for today, notices to send, and files to scan or to sweep."""
    rounds: list[Callable[[], object]] = [
        lambda: bring_into_effect(site.desk),
        lambda: let_lapse(site.desk),
        lambda: climb(site.desk),
        lambda: remind(site.desk),
    ]
    fixed = Fixed(site.catalogues)
    # Certificates and push services know the real time alone.
    if channels := connect(settings, SystemClock(), fixed):
        outbox = Outbox(world.engine, world.clock, NorwegianHolidays(), channels, fixed, settings.code_key)
        rounds += [lambda: fixed.renew(site.catalogues), outbox.deliver_due]
    rounds.append(SweepingDrafts(world.engine, world.clock).sweep_when_due)
    rounds += file_rounds(settings, world)
    return Loop(in_turn(*rounds))


def file_rounds(settings: Settings, world: World) -> list[Callable[[], object]]:
    """What is to be done about files again and again: ask the scanner, and sweep what belongs to no row."""
    keeper = files_of(settings, Vault(settings.identity_keys)).keeper
    if keeper is None:
        return []
    rounds: list[Callable[[], object]] = [Sweeping(world.engine, keeper, SystemClock()).sweep_when_due]
    if settings.scanner:
        scans = Scans(world.engine, world.clock, keeper, Clamd(settings.scanner), world.bus)
        rounds.append(scans.scan_due)
    return rounds
