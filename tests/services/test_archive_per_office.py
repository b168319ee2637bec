"""Somebody who moved: a record for each office, neither with the other's words, and a purge that waits for both."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from portal.domain.errors import Conflict, NotFound
from portal.services.archiving import Exported, ExportState, confirm, due, export
from portal.services.purging import purge
from portal.store.archive import ArchiveExport
from portal.store.base import new_id
from portal.store.case_offices import by_office
from portal.store.case_rows import as_archived, rows_of
from portal.store.engine import for_writing
from portal.store.models import METADATA
from portal.store.retention import Kind, retention
from portal.store.vault import Vault
from portal.text.arkivmelding import MESSAGE_FILE, package
from tests.builders import all_rows
from tests.case_world import (
    LIMIT,
    PROOFS,
    Cast,
    Made,
    add_case,
    cast,
    change,
    everything,
    lines_about,
    moment,
)

MOVED, CLOSED = date(2026, 5, 4), date(2026, 9, 1)
OLD, NEW = "qzold", "qznew"
DUE_AFTER = timedelta(days=retention().limits["export_due"].days)


@pytest.fixture
def moved(engine: Engine) -> tuple[Cast, str, Made]:
    """A case at one office, and all of it again with another word at the one they moved to on MOVED."""
    here, there = cast(engine), new_id()
    made = add_case(engine, here, OLD, at=moment(date(2026, 2, 2)), closed_on=MOVED)
    for place, value in {
        # What is the person's own goes along to both.
        "person.name": "Rolig Rogn",
        "person.locale": "nb",
        "programme.state": "moved",
        "programme.received_on": date(2026, 2, 2),
        "appointment.starts_at": moment(date(2026, 3, 2)),
        "mandate.first_day": date(2026, 2, 2),
        "mandate.last_day": date(2026, 4, 1),
    }.items():
        change(engine, made, place, value)
    _again(engine, made, here, there)
    return here, there, made


def _again(engine: Engine, made: Made, here: Cast, there: str) -> None:
    """The same archived rows once more, with ids, words and days of their own, at the other office."""
    offices = METADATA.tables["office"]
    renamed: dict[Any, Any] = {here.office: there}
    with for_writing(engine).begin() as connection:
        office = connection.execute(select(offices).where(offices.c.id == here.office)).one()._asdict()
        connection.execute(
            insert(offices), office | {"id": there, "name": "Nav Byen", "municipality": "Byen"}
        )
        for name, keys in made.keys.items():
            rule, table = retention().rules[name], METADATA.tables[name]
            if name == "person" or rule.kind is not Kind.ARCHIVE:
                continue
            where = [table.c[key] == value for key, value in keys.items()]
            line = connection.execute(select(table).where(*where)).one()._asdict()
            if "id" in line:
                renamed[line["id"]] = new_id()
            line = {key: _renamed(value, renamed) for key, value in line.items()}
            line |= _LATER.get(name, {})
            connection.execute(insert(table), line)
    change(engine, made, "person.office_id", there)


_LATER: dict[str, dict[str, Any]] = {
    "programme": {"received_on": MOVED, "closed_on": CLOSED, "state": "completed"},
    "appointment": {"starts_at": moment(date(2026, 6, 1))},
    "mandate": {"first_day": date(2026, 5, 5), "last_day": date(2026, 8, 1)},
    "attendance_report": {"version": 2},
}


def _renamed(value: object, renamed: dict[Any, Any]) -> object:
    if isinstance(value, dict):
        return {key: _renamed(one, renamed) for key, one in value.items()}
    if isinstance(value, str):
        return renamed.get(value) or value.replace(OLD, NEW)
    return value


def _export(engine: Engine, folder: Path, made: Made, office: str | None, at: datetime) -> Exported:
    return export(engine, folder, made.participant, package, Vault(()), at, "test", office_id=office)


def _whole(made: Exported) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(made.path.iterdir()))


def test_neither_offices_package_holds_a_word_of_the_others(
    engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    here, there, made = moved
    now = moment(CLOSED)
    old, new = (_export(engine, tmp_path, made, office, now) for office in (here.office, there))
    for one, own, others, elsewhere in ((old, OLD, NEW, there), (new, NEW, OLD, here.office)):
        text = _whole(one)
        assert own in text
        assert others not in text
        assert elsewhere not in text
        rows = json.loads((one.path / "rows.json").read_text(encoding="utf-8"))
        archived = {name for name, rule in retention().rules.items() if rule.kind is Kind.ARCHIVE}
        assert rows.keys() == archived
        assert {len(lines) for lines in rows.values()} == {1}
    assert (old.office, new.office) == ("Nav Bygda", "Nav Byen")
    keys = [
        {one.text for one in ET.fromstring((made.path / MESSAGE_FILE).read_bytes()).iter("noekkel")}  # noqa: S314 -- Ours.
        for made in (old, new)
    ]
    assert not keys[0] & keys[1]
    assert {row.office_id for row in all_rows(engine, ArchiveExport)} == {here.office, there}


def test_every_archived_row_is_in_some_offices_package(engine: Engine, moved: tuple[Cast, str, Made]) -> None:
    made = moved[2]
    with Session(engine) as session:
        rows = rows_of(session, retention(), made.participant)
    parts = [as_archived(retention(), part) for part in by_office(retention(), rows).values()]
    for name, lines in as_archived(retention(), rows).items():
        if name != "person":
            assert all(any(line in part[name] for part in parts) for line in lines), name


def test_the_old_offices_case_is_due_while_they_go_on_at_the_new_one(
    engine: Engine, moved: tuple[Cast, str, Made]
) -> None:
    here, there, made = moved
    programmes = METADATA.tables["programme"]
    with for_writing(engine).begin() as connection:
        connection.execute(
            programmes.update().where(programmes.c.office_id == there).values(state="running", closed_on=None)
        )
    assert due(engine, moment(MOVED) + DUE_AFTER - timedelta(days=1)) == []
    (one,) = due(engine, moment(MOVED) + DUE_AFTER)
    assert (one.participant_id, one.office_id, one.office) == (made.participant, here.office, "Nav Bygda")
    assert purge(engine, moment(CLOSED) + 3 * LIMIT, "test").purged == []


def test_what_waits_at_the_new_office_does_not_hold_the_old_one_and_the_other_way_round(
    engine: Engine, moved: tuple[Cast, str, Made]
) -> None:
    here, there, made = moved
    assert {one.office_id for one in due(engine, moment(CLOSED) + DUE_AFTER)} == {here.office, there}
    change(engine, made, "absence.state", "reported")
    assert [one.office_id for one in due(engine, moment(CLOSED) + DUE_AFTER)] == [there]
    assert made.participant in purge(engine, moment(CLOSED) + LIMIT, "test").refused


@pytest.mark.parametrize("first", [0, 1])
def test_nothing_is_purged_until_every_offices_archive_has_confirmed(
    first: int, engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    here, there, made = moved
    now = moment(CLOSED) + LIMIT
    held = [line for line in everything(engine) if line.startswith(("person ", "message ", "submission "))]
    offices = [here.office, there]
    one, other = offices[first], offices[1 - first]
    exported = _export(engine, tmp_path, made, one, now)
    confirm(engine, exported.export_id, exported.digest, now)
    assert purge(engine, now, "test").refused == {
        made.participant: f"{ExportState.DUE.value} (office {other})"
    }
    assert [
        line for line in everything(engine) if line.startswith(("person ", "message ", "submission "))
    ] == held
    exported = _export(engine, tmp_path, made, other, now)
    assert purge(engine, now, "test").refused == {
        made.participant: f"{ExportState.EXPORTED.value} (office {other})"
    }
    confirm(engine, exported.export_id, exported.digest, now)
    assert purge(engine, now, "test").purged == [made.participant]
    assert lines_about(engine, made, *PROOFS) == []
    assert all(NEW not in line for line in everything(engine))


def test_one_package_for_all_offices_is_refused(
    engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    made = moved[2]
    with pytest.raises(Conflict, match="several offices"):
        _export(engine, tmp_path, made, None, moment(CLOSED))
    with pytest.raises(NotFound):
        _export(engine, tmp_path, made, new_id(), moment(CLOSED))
    assert list(tmp_path.iterdir()) == []
    assert all_rows(engine, ArchiveExport) == []


def test_a_meeting_on_the_day_of_the_move_stays_with_the_office_that_was_left(
    engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    here, there, made = moved
    change(engine, made, "appointment.starts_at", moment(MOVED))
    old, new = (_export(engine, tmp_path, made, office, moment(CLOSED)) for office in (here.office, there))
    assert f"{OLD} appointment.title" in _whole(old)
    assert OLD not in _whole(new)


def test_a_mandate_of_both_times_is_told_to_both(
    engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    here, there, made = moved
    change(engine, made, "mandate.last_day", date(2026, 6, 1))
    for office in (here.office, there):
        assert f"{OLD} mandate.name" in _whole(_export(engine, tmp_path, made, office, moment(CLOSED)))


def test_a_row_that_changed_offices_after_the_export_is_covered_by_neither_package(
    engine: Engine, moved: tuple[Cast, str, Made], tmp_path: Path
) -> None:
    here, there, made = moved
    now = moment(CLOSED) + LIMIT
    for office in (here.office, there):
        exported = _export(engine, tmp_path, made, office, now)
        confirm(engine, exported.export_id, exported.digest, now)
    change(engine, made, "absence.office_id", there)
    reason = purge(engine, now, "test").refused[made.participant]
    assert reason.count(ExportState.CHANGED.value) == 2
    assert {one.state for one in due(engine, now)} == {ExportState.CHANGED}
