"""Demo worlds of several moments, each seeded once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Row

from portal.demo.seed import seed
from portal.store.base import Base, rows
from portal.store.engine import open_engine
from portal.store.models import METADATA

MOMENTS = (
    datetime(2025, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    datetime(2027, 1, 3, 12, 0, tzinfo=UTC),
    datetime(2027, 5, 17, 9, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 6, 0, tzinfo=UTC),
    datetime(2030, 12, 30, 23, 59, tzinfo=UTC),
)


@pytest.fixture(scope="session")
def empty_database() -> Callable[[Path], Engine]:
    """Makes a database with all tables and no row."""

    def made(folder: Path) -> Engine:
        engine = open_engine(f"sqlite:///{folder / 'portal.db'}")
        METADATA.create_all(engine)
        return engine

    return made


@pytest.fixture(scope="session")
def world_of(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Callable[[Path], Engine]
) -> Callable[[datetime], Engine]:
    """The engine of a world that was seeded at a moment; the same moment gives the same database."""

    @cache
    def seeded(now: datetime) -> Engine:
        engine = empty_database(tmp_path_factory.mktemp("demo"))
        seed(engine, now=now)
        return engine

    return seeded


@pytest.fixture(params=MOMENTS, ids=lambda moment: moment.isoformat())
def now(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment


@pytest.fixture(scope="session")
def rows_at(world_of: Callable[[datetime], Engine]) -> Callable[[datetime, type[Base]], Sequence[Row[Any]]]:
    """All rows of a model in the world of a moment, read once."""

    @cache
    def read(now: datetime, model: type[Base]) -> Sequence[Row[Any]]:
        with world_of(now).connect() as connection:
            return connection.execute(rows(model).select()).all()

    return read


@pytest.fixture
def rows_of(
    rows_at: Callable[[datetime, type[Base]], Sequence[Row[Any]]], now: datetime
) -> Callable[[type[Base]], Sequence[Row[Any]]]:
    """All rows of a model in the world of the test's moment."""
    return partial(rows_at, now)
