"""One portal for all tests of this folder: they only look, and what writes proves that it was refused."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.files.folder import FolderOfFiles
from portal.app import World
from portal.demo.documents import put_files
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.engine import open_engine
from portal.store.vault import Vault
from tests.architecture.cast import Cast, gather
from tests.builders import RecordingBus
from tests.conftest import NOW
from tests.portals import CHANNELS, portal_of


@pytest.fixture(scope="session")
def standing_engine(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A copy of the demo world that every test of this folder shares."""
    path = tmp_path_factory.mktemp("standing") / "portal.db"
    shutil.copy(seeded_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def standing(standing_engine: Engine) -> Iterator[Flask]:
    """The portal over that world, as the demo serves it, without a line in the log for each of the many requests."""
    portal = _portal(standing_engine, https=False)
    requests = logging.getLogger("portal.request")
    level = requests.level
    requests.setLevel(logging.WARNING)
    yield portal
    requests.setLevel(level)


@pytest.fixture(scope="session")
def behind_tls(standing_engine: Engine) -> Flask:
    """The same portal as it is served behind TLS."""
    return _portal(standing_engine, https=True)


@pytest.fixture(scope="session")
def cast(standing: Flask, standing_engine: Engine) -> Cast:
    """One person for each role and office, each with a browser, and what belongs to whom."""
    return gather(standing, standing_engine)


def _portal(engine: Engine, *, https: bool) -> Flask:
    settings = Settings(
        database_url=engine.url.render_as_string(hide_password=False),
        secret_key="a secret of the tests, 32 signs and more",
        https=https,
        demo=True,
        identity_keys=(SYNTHETIC_KEY,),
        **CHANNELS,
        documents_folder=Path(engine.url.database or "").parent / "documents",
    )
    put_files(engine, FolderOfFiles(settings.documents_folder or Path(), Vault(settings.identity_keys)))
    return portal_of(settings, World(engine, FixedClock(NOW), RecordingBus()))
