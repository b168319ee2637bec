"""What goes and what stays: receipts, open cases, other people, limits, killed runs, and backups that come back."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, func, select

from portal.services.archiving import ExportState, export
from portal.services.purging import purge
from portal.store.archive import PurgeRun, Tombstone
from portal.store.case_rows import sweepable
from portal.store.models import METADATA
from portal.store.retention import Kind, retention
from portal.store.vault import Vault
from portal.text.arkivmelding import package
from tests.builders import all_rows
from tests.case_world import (
    CLOSED,
    LIMIT,
    PROOFS,
    World,
    change,
    everything,
    lines_about,
    moment,
    nobodys_row,
    receive,
    sizes,
    world_of,
)

NOW = moment(CLOSED + LIMIT)


@pytest.fixture
def world(engine: Engine) -> World:
    """The two cases on both databases."""
    return world_of(engine)


def test_nothing_of_a_purged_case_is_left_and_another_persons_is_untouched(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    assert lines_about(engine, world.anna)
    receive(engine, tmp_path, world.anna)
    before = lines_about(engine, world.bjarne)
    # Technical rows past their limit go for everybody; these are of the day before the purge.
    outcome = purge(engine, NOW, "test")
    assert outcome.purged == [world.anna.participant]
    assert outcome.refused == {world.bjarne.participant: ExportState.DUE.value}
    assert lines_about(engine, world.anna, *PROOFS) == []
    archived = {name for name, rule in retention().rules.items() if rule.kind is Kind.ARCHIVE}
    after = lines_about(engine, world.bjarne)
    assert [one for one in before if one.split()[0] in archived] == [
        one for one in after if one.split()[0] in archived
    ]
    assert all(world.anna.word not in line for line in everything(engine))
    (stone,) = all_rows(engine, Tombstone)
    assert (stone.participant_id, stone.purged_at) == (world.anna.participant, NOW)


def test_the_receipts_of_staff_for_what_they_wrote_go_with_the_case_they_wrote_in(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    for made in (world.anna, world.bjarne):
        change(engine, made, "submission.person_id", world.cast.staff)
    receive(engine, tmp_path, world.anna)
    (package_folder,) = tmp_path.iterdir()
    rows = (package_folder / "rows.json").read_text(encoding="utf-8")
    assert f"{world.anna.word} submission.content" in rows
    assert world.bjarne.word not in rows
    assert purge(engine, NOW, "test").purged == [world.anna.participant]
    assert all(world.anna.word not in line for line in everything(engine))
    assert [line for line in lines_about(engine, world.bjarne) if line.startswith("submission ")]


def test_the_run_says_how_many_rows_of_each_table_went(engine: Engine, world: World, tmp_path: Path) -> None:
    receive(engine, tmp_path, world.anna)
    promised = purge(engine, NOW, "test", dry_run=True)
    assert all_rows(engine, PurgeRun) == all_rows(engine, Tombstone) == []
    held = sizes(engine)
    outcome = purge(engine, NOW, "test")
    assert outcome == promised
    gone = {name: count - sizes(engine)[name] for name, count in held.items()}
    assert outcome.counts == {name: count for name, count in gone.items() if count > 0}
    (run,) = all_rows(engine, PurgeRun)
    assert (run.counts, run.participants, run.by) == (outcome.counts, 1, "test")
    assert (run.at, run.finished_at, run.replay) == (NOW, NOW, False)


def test_without_a_confirmed_receipt_nothing_archived_goes(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    held = [line for line in everything(engine) if line.startswith(("person", "message", "submission"))]
    export(engine, tmp_path, world.anna.participant, package, Vault(()), NOW, "test")
    outcome = purge(engine, NOW, "test")
    assert outcome.refused == {
        world.anna.participant: ExportState.EXPORTED.value,
        world.bjarne.participant: ExportState.DUE.value,
    }
    assert outcome.purged == []
    assert [
        line for line in everything(engine) if line.startswith(("person", "message", "submission"))
    ] == held


ARCHIVED = [
    f"{name}.{column}"
    for name, rule in sorted(retention().rules.items())
    if rule.kind is Kind.ARCHIVE and name in METADATA.tables
    for column in rule.of_kind(Kind.ARCHIVE)
    if type(METADATA.tables[name].c[column].type).__name__ in {"Text", "String"}
    and not METADATA.tables[name].c[column].foreign_keys
    and not METADATA.tables[name].c[column].primary_key
    # A row of another office is another record, as tests/services/test_archive_per_office.py has it, and what is about
    # an activity cannot become an entry of one's own: the database itself refuses it.
    and column not in {"office_id", "entry_id"}
]


@pytest.mark.parametrize("place", ARCHIVED)
def test_what_was_changed_after_the_export_is_not_covered_by_it(
    place: str, sqlite_engine: Engine, tmp_path: Path
) -> None:
    world = world_of(sqlite_engine)
    receive(sqlite_engine, tmp_path, world.anna)
    change(sqlite_engine, world.anna, place, "x")
    outcome = purge(sqlite_engine, NOW, "test")
    assert outcome.refused[world.anna.participant] == ExportState.CHANGED.value
    assert outcome.purged == []
    # What the rows are now is exported and received anew, and then they may go.
    receive(sqlite_engine, tmp_path, world.anna)
    assert purge(sqlite_engine, NOW, "test").purged == [world.anna.participant]


def test_a_row_that_came_after_the_export_is_not_covered_by_it(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    receive(engine, tmp_path, world.anna)
    message = METADATA.tables["message"]
    key = world.anna.keys["message"]["conversation_id"]
    with engine.begin() as connection:
        row = connection.execute(select(message).where(message.c.conversation_id == key)).one()._asdict()
        connection.execute(message.insert(), row | {"sequence": 2, "submission_id": None})
    assert purge(engine, NOW, "test").refused[world.anna.participant] == ExportState.CHANGED.value


def test_where_a_notice_went_is_no_change_of_the_record(engine: Engine, world: World, tmp_path: Path) -> None:
    receive(engine, tmp_path, world.anna)
    change(engine, world.anna, "person.phone", "+4700000001")
    assert purge(engine, NOW, "test").purged == [world.anna.participant]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *(("programme.state", state) for state in ("applied", "planned", "running", "on_leave", "suspended")),
        ("absence.state", "reported"),
        ("conversation.waiting_for_us_since", NOW),
    ],
)
def test_an_open_case_is_never_touched(
    place: str, value: object, sqlite_engine: Engine, tmp_path: Path
) -> None:
    world = world_of(sqlite_engine)
    change(sqlite_engine, world.anna, place, value)
    receive(sqlite_engine, tmp_path, world.anna)
    outcome = purge(sqlite_engine, NOW, "test")
    assert outcome.refused[world.anna.participant].startswith(f"is open: {place.split('.', maxsplit=1)[0]}: ")
    assert outcome.purged == []


def test_a_case_that_is_not_closed_is_not_even_looked_at(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    change(engine, world.anna, "programme.closed_on", None)
    receive(engine, tmp_path, world.anna)
    outcome = purge(engine, NOW + 3 * LIMIT, "test")
    assert world.anna.participant not in {*outcome.purged, *outcome.refused}


def test_a_case_goes_on_the_day_of_its_limit_and_not_before(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    receive(engine, tmp_path, world.anna)
    assert purge(engine, NOW - timedelta(days=1), "test").purged == []
    assert purge(engine, NOW, "test").purged == [world.anna.participant]
    assert purge(engine, NOW, "test").purged == []


def test_somebody_whom_another_case_names_stays_whole(engine: Engine, world: World, tmp_path: Path) -> None:
    change(engine, world.bjarne, "absence.decided_by", world.anna.participant)
    receive(engine, tmp_path, world.anna)
    held = lines_about(engine, world.anna)
    outcome = purge(engine, moment(CLOSED) + LIMIT, "test")
    assert outcome.refused[world.anna.participant] == "is named in another case"
    kept = {line for line in held if line.split()[0] in {"person", "message", "absence", "programme"}}
    assert kept <= set(lines_about(engine, world.anna))


@pytest.mark.parametrize("name", [table.name for table, _ in sweepable(retention())])
def test_a_temporary_or_technical_row_goes_when_it_is_past_its_limit(name: str, engine: Engine) -> None:
    world = world_of(engine)
    table, rule = next(one for one in sweepable(retention()) if one[0].name == name)
    if not rule.whose:
        _add(engine, table, world)
    limit = retention().limits[rule.limit].length
    with engine.connect() as connection:
        last = connection.scalar(select(func.max(table.c[rule.after])))
    stamp = last if isinstance(last, datetime) else moment(last)
    margin = timedelta(seconds=1) if isinstance(last, datetime) else timedelta(days=1)
    assert sizes(engine)[name] > 0
    purge(engine, stamp + limit, "test")
    assert sizes(engine)[name] > 0
    purge(engine, stamp + limit + margin, "test")
    assert sizes(engine)[name] == 0


def _add(engine: Engine, table: Table, world: World) -> None:
    """A row of a table that is nobody's."""
    line = nobodys_row(world.anna, world.cast, table, moment(date(2026, 2, 2)))
    if table.name == "cover":
        # Nobody covers for themselves.
        line["by_id"] = world.anna.participant
    with engine.begin() as connection:
        connection.execute(table.insert(), line)


def test_the_rows_of_a_case_are_found_in_every_table_that_names_a_participant() -> None:
    found = {name for name, rule in retention().rules.items() if rule.whose}
    named = {
        table.name
        for table in METADATA.sorted_tables
        if "participant_id" in table.columns and table.name not in {*PROOFS}
    }
    assert named <= found
