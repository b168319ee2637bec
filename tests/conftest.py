"""What all tests stand on: databases, a clock that stands still, a small village, the demo world and a page client."""

import logging
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from portal.adapters.clock import FixedClock
from portal.adapters.files.folder import FolderOfFiles
from portal.adapters.holidays import NorwegianHolidays
from portal.app import World
from portal.demo.documents import put_files
from portal.demo.seed import seed
from portal.services.work import Desk
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store import schema
from portal.store.engine import open_engine
from portal.store.person import Person
from portal.store.vault import Vault
from tests.browser import Browser
from tests.builders import RecordingBus, Village, build_village
from tests.portals import CHANNELS, portal_of
from tests.postgres import Postgres, running

# A Tuesday, 09:30 in Norway.
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
AUDIT_KEY = b"what seals the trail in the tests"
BUSY_SECONDS = 10.0


@pytest.fixture(autouse=True)
def logs_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tools that run in this process switch off every log they find, and a started portal keeps its own to itself."""
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.partition(".")[0] == "portal":
            monkeypatch.setattr(logger, "disabled", False)
    monkeypatch.setattr(logging.getLogger("portal"), "propagate", True)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """No test leaves this machine. Sockets to the loopback and to files are allowed."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:  # noqa: ANN401 -- Each family has its own shape.
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise PermissionError(f"A test wanted to reach {address[0]}. Tests stay on this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded)
        yield


@pytest.fixture
def clock() -> FixedClock:
    """Stands at Tuesday 24 November 2026, 09:30 in Norway, until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, made by the migrations."""
    path = tmp_path_factory.mktemp("empty") / "portal.db"
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def seeded_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the demo world as it stands at NOW."""
    path = tmp_path_factory.mktemp("seeded") / "portal.db"
    shutil.copy(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    seed(engine, now=NOW)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the whole run."""
    with running() as server:
        yield server


@pytest.fixture
def copy_of() -> Iterator[Callable[[Path], Engine]]:
    """Opens a copy of an SQLite file, thrown away after the test."""
    with tempfile.TemporaryDirectory(prefix="portal-test-") as folder:
        engines: list[Engine] = []

        def copied(template: Path) -> Engine:
            path = Path(folder) / f"{len(engines)}.db"
            shutil.copy(template, path)
            engines.append(open_engine(f"sqlite:///{path}", busy_seconds=BUSY_SECONDS))
            return engines[-1]

        yield copied
        for engine in engines:
            engine.dispose()


@pytest.fixture
def sqlite_engine(copy_of: Callable[[Path], Engine], sqlite_template: Path) -> Engine:
    """A fresh SQLite database with every table and no row."""
    return copy_of(sqlite_template)


@pytest.fixture
def postgres_engine(postgres: Postgres) -> Iterator[Engine]:
    """A fresh PostgreSQL database with every table and no row. Tests that ask for it are marked `postgres`."""
    with postgres.database() as address:
        engine = open_engine(address, busy_seconds=BUSY_SECONDS)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A fresh database with every table and no row, once of each kind.

    A module whose tests need only one kind says so by a fixture of the same name.
    """
    made: Engine = request.getfixturevalue(f"{request.param}_engine")
    return made


@pytest.fixture
def seeded_engine(copy_of: Callable[[Path], Engine], seeded_template: Path) -> Engine:
    """An SQLite database with the demo world."""
    return copy_of(seeded_template)


@pytest.fixture
def bus() -> RecordingBus:
    """Remembers what open pages were told."""
    return RecordingBus()


@pytest.fixture
def desk(engine: Engine, clock: FixedClock, bus: RecordingBus) -> Desk:
    """Units of work on `engine`."""
    return Desk(engine, clock, NorwegianHolidays(), bus, AUDIT_KEY)


@pytest.fixture
def village(engine: Engine) -> Village:
    """Two offices with their people on `engine`."""
    return build_village(engine)


@pytest.fixture
def settings(seeded_engine: Engine) -> Settings:
    """The demo's settings, without TLS."""
    return Settings(
        database_url=seeded_engine.url.render_as_string(hide_password=False),
        secret_key="a secret of the tests, 32 signs and more",
        https=False,
        demo=True,
        identity_keys=(SYNTHETIC_KEY,),
        **CHANNELS,
        documents_folder=Path(seeded_engine.url.database or "").parent / "documents",
    )


@pytest.fixture
def app(settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus) -> Flask:
    """The portal over the demo world."""
    put_files(
        seeded_engine, FolderOfFiles(settings.documents_folder or Path(), Vault(settings.identity_keys))
    )
    return portal_of(settings, World(seeded_engine, clock, bus))


@pytest.fixture
def client(app: Flask, seeded_engine: Engine) -> Browser:
    """A page client that reviews every page it gets. Sign in with `client.sign_in("rolig-rogn")`."""
    with seeded_engine.connect() as connection:
        names = tuple(connection.scalars(select(Person.name)))
    return Browser(app, names)
