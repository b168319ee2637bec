"""The portal with both of its doors led to nasty providers, and a browser that goes through them."""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.demo.identity import TENANT, VAULT, group_id, object_id
from portal.demo.oidc.tenants import groups_toml
from portal.domain.people import Role
from portal.domain.signing_in import Door
from portal.settings import SYNTHETIC_KEY, Entra, IdPorten, Settings
from portal.store.base import rows
from portal.store.engine import open_engine
from portal.store.models import Office, Person, SignIn
from tests.adapters.oidc.nasty import Provider, client_key, serving
from tests.builders import RecordingBus, all_rows
from tests.conftest import NOW
from tests.portals import portal_of

PARTICIPANT, STAFF = "id-porten", "entra"
WHO = {PARTICIPANT: "rolig-rogn", STAFF: "blid-bjork"}
PUBLIC = "http://localhost"


@dataclass
class Entrance:
    """A portal, what it stands on, and the provider behind each door."""

    app: Flask
    engine: Engine
    clock: FixedClock
    bus: RecordingBus
    providers: dict[str, Provider]

    def browser(self) -> Client:
        """A new browser."""
        return self.app.test_client()

    def door(self, name: str) -> Door:
        """A door of the running portal."""
        return next(door for door in self.app.extensions["portal"].doors if door.name == name)

    def leave(self, http: Client, door: str, **query: str) -> dict[str, str]:
        """Go to the provider, and tell what it was asked for."""
        answer = http.get(f"/sign-in/{door}", query_string=query)
        assert answer.status_code == 303, answer.text
        asked = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
        if "request_uri" in asked:
            asked = next(form for path, form in reversed(self.providers[door].asked) if path == "/par")
        self.providers[door].nonce = asked["nonce"]
        return asked

    def come_back(
        self, http: Client, door: str, asked: dict[str, str], **changed: str | None
    ) -> TestResponse:
        """Come back with a code; a changed parameter that is None is left out."""
        answer: dict[str, str | None] = {
            "code": secrets.token_urlsafe(16),
            "state": asked["state"],
            "iss": self.providers[door].issuer,
        }
        query = {name: value for name, value in (answer | changed).items() if value is not None}
        return http.get(f"/sign-in/{door}/back", query_string=query)

    def sign_in(self, door: str, http: Client | None = None, **query: str) -> TestResponse:
        """There and back."""
        browser = http or self.browser()
        return self.come_back(browser, door, self.leave(browser, door, **query))

    def begin_anew(self) -> "Entrance":
        """A day later with honest providers and nobody signed in; what was kept of the providers is asked for anew."""
        self.clock.move(days=1)
        self.bus.changes.clear()
        for door, provider in self.providers.items():
            provider.honest()
            provider.person = people(self.engine)[door]
        pushes = f"{self.providers[PARTICIPANT].issuer}/par"
        self.providers[PARTICIPANT].metadata["pushed_authorization_request_endpoint"] = pushes
        person, office = rows(Person), rows(Office)
        tromso = select(office.c.id).where(office.c.municipality_number == "5501").scalar_subquery()
        with self.engine.begin() as connection:
            connection.execute(delete(rows(SignIn)))
            connection.execute(
                update(person)
                .where(person.c.key == WHO[STAFF])
                .values(role=Role.CASEWORKER, office_id=tromso)
            )
        return self

    def sign_ins(self) -> int:
        """How many sign-ins there are, over or not."""
        return len(all_rows(self.engine, SignIn))

    def living(self) -> int:
        """How many sign-ins nobody has ended."""
        return len(all_rows(self.engine, SignIn, ended_at=None))


@contextmanager
def entrance(
    engine: Engine, clock: FixedClock, folder: Path, acr: str = "idporten-loa-substantial"
) -> Iterator[Entrance]:
    """Open it."""
    with ExitStack() as stack:
        providers = {
            door: stack.enter_context(serving(Provider(clock, person=person)))
            for door, person in people(engine).items()
        }
        providers[PARTICIPANT].metadata["pushed_authorization_request_endpoint"] = (
            f"{providers[PARTICIPANT].issuer}/par"
        )
        bus = RecordingBus()
        app = portal_of(settings(engine, folder, providers, acr), World(engine, clock, bus))
        yield Entrance(app, engine, clock, bus, providers)


@contextmanager
def shared_entrance(template: Path, folder: Path) -> Iterator[Entrance]:
    """One portal for a whole module of tests, on a copy of the demo's world: making a portal takes a second."""
    shutil.copy(template, folder / "portal.db")
    engine = open_engine(f"sqlite:///{folder / 'portal.db'}")
    with entrance(engine, FixedClock(NOW), folder) as opened:
        yield opened
    engine.dispose()


def people(engine: Engine) -> dict[str, dict[str, object]]:
    """What the providers say of the two who sign in here."""
    with Session(engine) as session:
        rogn = session.scalars(select(Person).where(Person.key == WHO[PARTICIPANT])).one()
        pid = VAULT.open(rogn.identity_sealed or "", rogn.id)
    groups = [group_id("caseworker", "5501")]
    return {
        PARTICIPANT: {"sub": "sub-1", "sid": "sid-1", "pid": pid, "acr": "idporten-loa-substantial"},
        STAFF: {
            "sub": "sub-2",
            "sid": "sid-2",
            "tid": TENANT,
            "oid": object_id(WHO[STAFF]),
            "groups": groups,
        },
    }


def settings(engine: Engine, folder: Path, providers: dict[str, Provider], acr: str) -> Settings:
    """Settings that connect both doors."""
    key, groups = folder / "client.jwk", folder / "groups.toml"
    key.write_text(json.dumps(client_key().as_dict(private=True)), "utf-8")
    groups.write_text(groups_toml(engine), "utf-8")
    plain = Settings(
        database_url=engine.url.render_as_string(hide_password=False),
        secret_key="a secret of the tests, 32 signs and more",
        https=False,
        demo=True,
        public_url=PUBLIC,
        identity_keys=(SYNTHETIC_KEY,),
    )
    return replace(
        plain,
        id_porten=IdPorten(providers[PARTICIPANT].issuer, "portal", key, acr, synthetic=True),
        entra=Entra(providers[STAFF].issuer, TENANT, "portal", key, groups),
    )
