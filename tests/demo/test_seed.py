"""The whole world: it is the same each time, and never poured into a database in use."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.demo.seed import NotEmpty, seed
from portal.store.models import METADATA

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def fingerprint(engine: Engine) -> str:
    found = hashlib.sha256()
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(table.select().order_by(*table.primary_key)):
                found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def test_the_same_moment_gives_the_same_world_down_to_the_last_row(
    empty_database: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, other = (empty_database(tmp_path_factory.mktemp(name)) for name in ("one", "other"))
    seed(one, now=NOW)
    seed(other, now=NOW)
    assert fingerprint(one) == fingerprint(other)


def test_people_keep_their_identifiers_when_the_world_is_made_on_another_day(
    world_of: Callable[[datetime], Engine],
) -> None:
    def people(now: datetime) -> set[tuple[str, str]]:
        with world_of(now).connect() as connection:
            return {tuple(row) for row in connection.exec_driver_sql("select key, id from person")}

    assert people(NOW) == people(datetime(2028, 2, 29, 6, 0, tzinfo=UTC))


def test_a_database_with_offices_is_refused_and_left_as_it_was(
    empty_database: Callable[[Path], Engine], tmp_path: Path
) -> None:
    engine = empty_database(tmp_path)
    seed(engine, now=NOW)
    before = fingerprint(engine)
    with pytest.raises(NotEmpty):
        seed(engine, now=datetime(2026, 11, 25, 10, 30, tzinfo=UTC))
    assert fingerprint(engine) == before


def test_a_moment_without_a_time_zone_is_refused(
    empty_database: Callable[[Path], Engine], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="time zone"):
        seed(empty_database(tmp_path), now=NOW.replace(tzinfo=None))


def test_every_foreign_key_points_at_a_row(world_of: Callable[[datetime], Engine], now: datetime) -> None:
    with world_of(now).connect() as connection:
        assert connection.exec_driver_sql("pragma foreign_key_check").all() == []


def test_nothing_that_was_done_lies_in_the_future(
    world_of: Callable[[datetime], Engine], now: datetime
) -> None:
    past = (
        ("message", "sent_at"),
        ("submission", "received_at"),
        ("attendance_report", "reported_at"),
        ("absence", "reported_at"),
        ("absence", "decided_at"),
        ("event", "at"),
        ("conversation", "waiting_for_us_since"),
        ("conversation", "waiting_for_them_since"),
        ("conversation", "last_at"),
    )
    with world_of(now).connect() as connection:
        for table, column in past:
            found = connection.execute(METADATA.tables[table].select()).mappings()
            assert [row for row in found if row[column] and row[column] > now] == [], (table, column)
