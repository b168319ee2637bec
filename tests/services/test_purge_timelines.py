"""Cases at random, through years: never gone without a receipt, never open and gone, nothing kept past its limit."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Engine, func, select

from portal.services.archiving import ROWS_FILE, Case, confirm, export
from portal.services.purging import purge, tombstones
from portal.store.archive import ArchiveExport
from portal.store.case_rows import sweepable
from portal.store.models import METADATA
from portal.store.retention import Kind, retention
from portal.store.vault import Vault
from tests.builders import all_rows
from tests.case_world import (
    LIMIT,
    PROOFS,
    Made,
    about,
    add_case,
    cast,
    change,
    everything,
    in_memory,
    moment,
)


@dataclass(slots=True)
class Life:
    """What we know of one case ourselves: when it was closed, what it says, and what the archive confirmed."""

    made: Made
    closed_on: date | None = None
    said: str = "first"
    exported: dict[str, str] = field(default_factory=dict)
    received: set[str] = field(default_factory=set)
    gone: bool = False

    def may_go(self, now: datetime) -> bool:
        """What the limits and receipts say, worked out here once more in the plainest way."""
        return (
            self.closed_on is not None
            and self.closed_on <= (now - LIMIT).date()
            and self.said in self.received
        )


@pytest.fixture(scope="module")
def beginning() -> Iterator[tuple[Engine, list[Made], bytes]]:
    """A database in memory with two open cases, and its bytes: each timeline begins with them anew."""
    with in_memory() as engine:
        here = cast(engine)
        made = [add_case(engine, here, word, at=BEGIN, closed_on=None) for word in ("qzanna", "qzbjarne")]
        yield engine, made, _driver(engine).serialize()


def _driver(engine: Engine) -> sqlite3.Connection:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


BEGIN = moment(date(2026, 2, 2))
WHO = st.integers(0, 1)
STEP = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 500)),
    st.tuples(st.sampled_from(["close", "reopen", "export", "confirm", "change", "visit"]), WHO),
    st.tuples(st.just("purge"), st.just(0)),
)


@given(steps=st.lists(STEP, min_size=3, max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_happens_nothing_goes_too_early_and_nothing_stays_too_long(
    beginning: tuple[Engine, list[Made], bytes],
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int]],
) -> None:
    memory, made, content = beginning
    _driver(memory).deserialize(content)
    lives, now = [Life(one) for one in made], BEGIN
    folder = tmp_path_factory.getbasetemp() / "timelines"
    for what, number in [*steps, ("purge", 0)]:
        if what == "wait":
            now += timedelta(days=number)
        elif what == "purge":
            _purge_and_look(memory, lives, now)
        elif not lives[number].gone:
            _live(memory, lives[number], what, now, folder)
    shutil.rmtree(folder, ignore_errors=True)


def _only_rows(_case: Case, rows: bytes) -> dict[str, bytes]:
    """The smallest package there may be: what is in the documents is tested elsewhere."""
    return {ROWS_FILE: rows}


def _live(engine: Engine, life: Life, what: str, now: datetime, folder: Path) -> None:
    if what in {"close", "reopen"}:
        life.closed_on = now.date() if what == "close" else None
        change(engine, life.made, "programme.closed_on", life.closed_on)
        life.said = f"{life.said.partition(' closed ')[0]} closed {life.closed_on}"
    elif what == "change":
        life.said = f"{now.isoformat()} {len(life.said)} closed {life.closed_on}"
        change(engine, life.made, "message.text", f"{life.made.word} {life.said}")
    elif what == "export":
        made = export(engine, folder, life.made.participant, _only_rows, Vault(()), now, "test")
        life.exported[life.said] = made.export_id
    elif what == "confirm" and life.said in life.exported:
        row = all_rows(engine, ArchiveExport, id=life.exported[life.said])[0]
        confirm(engine, row.id, row.manifest_digest, now)
        life.received.add(life.said)
    elif what == "visit":
        drafts = {"person_id": life.made.participant, "page": f"{life.made.word} {now}", "fields": {}}
        with engine.begin() as connection:
            draft = METADATA.tables["draft"]
            connection.execute(draft.delete().where(draft.c.page == drafts["page"]))
            connection.execute(draft.insert(), drafts | {"saved_at": now})


def _purge_and_look(engine: Engine, lives: list[Life], now: datetime) -> None:
    archived = tuple(f"{name} " for name, rule in retention().rules.items() if rule.kind is Kind.ARCHIVE)
    before = everything(engine)
    outcome = purge(engine, now, "test")
    after = everything(engine)
    for life in lives:
        if life.gone:
            continue
        life.gone = life.may_go(now)
        assert (life.made.participant in outcome.purged) is life.gone
        if life.gone:
            assert [line for line in about(life.made, after) if not line.startswith(PROOFS)] == []
        else:
            held = [line for line in about(life.made, before) if line.startswith(archived)]
            assert [line for line in about(life.made, after) if line.startswith(archived)] == held
    assert {stone.participant_id for stone in tombstones(engine)} == {
        life.made.participant for life in lives if life.gone
    }
    for table, rule in sweepable(retention()):
        column = table.c[rule.after]
        edge = now - retention().limits[rule.limit].length
        late = column < (edge if not isinstance(column.type, Date) else edge.date())
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(table).where(late)) == 0, table.name
