"""Engines: durable or refused, writers in turn, readers never held up, and the row that is inserted once."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from portal.store import engine as engines
from portal.store.base import new_id, rows
from portal.store.engine import UnsafeDatabase, for_reading, for_writing, insert_once, is_busy, open_engine
from portal.store.models import Conversation, Office
from tests.builders import Village, all_rows, at_once

ONE = ("participant_id", "office_id")


def test_sqlite_keeps_what_it_acknowledges(sqlite_engine: Engine) -> None:
    for options in (sqlite_engine, for_reading(sqlite_engine), for_writing(sqlite_engine)):
        with options.connect() as connection:
            asked = ("journal_mode", "synchronous", "foreign_keys")
            found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
            assert found == ["wal", 2, 1]


def test_an_sqlite_that_cannot_write_ahead_is_refused(tmp_path: Path) -> None:
    # This way of locking has no shared memory, so SQLite quietly stays with its old journal.
    engine = open_engine(f"sqlite:///file:{tmp_path}/portal.db?vfs=unix-dotfile&uri=true")
    with pytest.raises(UnsafeDatabase, match="journal_mode=delete"):
        engine.connect()
    engine.dispose()


@pytest.mark.parametrize("weak", ["PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=OFF"])
def test_an_sqlite_that_is_weakened_at_connect_is_refused(tmp_path: Path, weak: str) -> None:
    name = weak.removeprefix("PRAGMA ").partition("=")[0]

    class Weak(sqlite3.Cursor):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
            return super().execute(weak if sql.startswith(f"PRAGMA {name}=") else sql, *more)  # type: ignore[arg-type]

    class WeakConnection(sqlite3.Connection):
        def cursor(self, *_more: object) -> sqlite3.Cursor:  # type: ignore[override]
            return Weak(self)

    connection = sqlite3.connect(tmp_path / "weak.db", factory=WeakConnection)
    with pytest.raises(UnsafeDatabase):
        engines._prepare_sqlite(connection, None)  # type: ignore[arg-type]
    connection.close()


def test_a_foreign_key_that_leads_nowhere_is_refused(engine: Engine, village: Village) -> None:
    with pytest.raises(IntegrityError), for_writing(engine).begin() as connection:  # noqa: PT012 -- One insert.
        values = {"id": new_id(), "participant_id": "nobody", "office_id": village.office, "last_sequence": 0}
        connection.execute(rows(Conversation).insert(), values)


def test_readers_are_not_held_up_by_a_writer(engine: Engine, village: Village) -> None:
    name = select(Office.name).where(Office.id == village.office)
    with for_writing(engine).begin() as writer:
        writer.execute(rows(Office).update().values(name="Uferdig"))
        with for_reading(engine).connect() as reader:
            assert reader.scalar(name) == "Nav Bygda"
    with for_reading(engine).connect() as reader:
        assert reader.scalar(name) == "Uferdig"


def test_a_writer_that_waits_too_long_is_told_that_the_database_is_busy(
    engine: Engine, village: Village
) -> None:
    impatient = open_engine(engine.url.render_as_string(hide_password=False), busy_seconds=0.05)
    change = rows(Office).update().where(rows(Office).c.id == village.office)
    with for_writing(engine).begin() as first:
        first.execute(change.values(name="Først"))
        with pytest.raises(DBAPIError) as refused, for_writing(impatient).begin() as second:
            second.execute(change.values(name="Etterpå"))
    impatient.dispose()
    assert is_busy(refused.value)
    assert [row.name for row in all_rows(engine, Office, id=village.office)] == ["Først"]


def test_other_errors_are_not_called_busy(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as wrong, engine.connect() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    assert not is_busy(wrong.value)


def _values(village: Village) -> dict[str, object]:
    return {
        "id": new_id(),
        "participant_id": village.participant.id,
        "office_id": village.office,
        "last_sequence": 0,
    }


def test_insert_once_says_whether_it_was_the_first(engine: Engine, village: Village) -> None:
    with Session(for_writing(engine)) as session:
        assert insert_once(session, rows(Conversation), _values(village), ONE)
        assert not insert_once(session, rows(Conversation), _values(village), ONE)
        session.commit()
    assert len(all_rows(engine, Conversation)) == 1


def test_of_two_inserts_at_once_the_second_waits_and_keeps_its_other_work(
    engine: Engine, village: Village
) -> None:
    entered, answers = Event(), []

    def second() -> None:
        with Session(for_writing(engine)) as session:
            entered.set()
            answers.append(insert_once(session, rows(Conversation), _values(village), ONE))
            session.execute(rows(Office).update().values(phone="11 11 11 11"))
            session.commit()

    with Session(for_writing(engine)) as session:
        assert insert_once(session, rows(Conversation), _values(village), ONE)
        thread = Thread(target=second)
        thread.start()
        entered.wait(5)
        thread.join(0.1)
        assert answers == [], "The second writer did not wait for the first."
        session.commit()
    thread.join(10)
    assert answers == [False]
    assert {row.phone for row in all_rows(engine, Office)} == {"11 11 11 11"}


def test_of_many_inserts_at_once_exactly_one_is_the_first(engine: Engine, village: Village) -> None:
    def insert(_number: int) -> bool:
        with Session(for_writing(engine)) as session:
            first = insert_once(session, rows(Conversation), _values(village), ONE)
            session.commit()
        return first

    answers = at_once(12, insert)
    assert sorted(answers, key=str) == [False] * 11 + [True]


def test_nobody_else_on_the_machine_can_read_a_database_that_is_made(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        engine = open_engine(f"sqlite:///{tmp_path}/portal.db")
        with for_writing(engine).begin() as connection:
            connection.exec_driver_sql("CREATE TABLE one (two)")
            rights = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert set(rights.values()) == {0o600}
    assert "portal.db" in rights


def test_a_new_connection_takes_no_lock_away_from_the_others(tmp_path: Path) -> None:
    """A handle that is opened and closed beside SQLite's own ends every lock of the process on that file.

    Another process would then take itself for the last one and clear the log away that we go on writing into.
    """
    look = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM one').fetchone()[0])"

    def seen_from_outside() -> int:
        words = [sys.executable, "-c", look, f"{tmp_path}/portal.db"]
        return int(subprocess.run(words, capture_output=True, check=True, text=True).stdout)

    engine = open_engine(f"sqlite:///{tmp_path}/portal.db")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            connection.exec_driver_sql("SELECT 1")
        with for_writing(engine).begin() as writer:
            writer.exec_driver_sql("CREATE TABLE one (two)")
        for rows_there in range(1, 4):
            with for_writing(engine).begin() as writer:
                writer.exec_driver_sql("INSERT INTO one VALUES (1)")
            assert seen_from_outside() == rows_there
    engine.dispose()
