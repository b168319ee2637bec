"""A case on its way to the archive: what the package holds, that it is whole, and the receipt."""

import hashlib
import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Engine, update

from portal.domain.errors import Conflict, NotFound
from portal.services import archiving
from portal.services.archiving import BadReceipt, ExportState, confirm, due, export
from portal.services.packing import MANIFEST
from portal.store.models import METADATA, Person
from portal.store.retention import Kind, retention
from portal.store.vault import Vault, VaultError, new_key
from portal.text.arkivmelding import MESSAGE_FILE, package
from tests.builders import all_rows
from tests.case_world import Made, add_case, cast, moment

CLOSED = date(2026, 3, 2)
NOW = moment(date(2026, 11, 24))
NO_KEYS = Vault(())


@pytest.fixture
def two(engine: Engine) -> tuple[Made, Made]:
    """Two closed cases with the same caseworker, one word in every text of each."""
    here = cast(engine)
    at = moment(date(2026, 2, 2))
    return (
        add_case(engine, here, "qzanna", at=at, closed_on=CLOSED),
        add_case(engine, here, "qzbjarne"[:8], at=at, closed_on=CLOSED),
    )


def _export(engine: Engine, folder: Path, made: Made, vault: Vault = NO_KEYS) -> archiving.Exported:
    return export(engine, folder, made.participant, package, vault, NOW, "test")


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _parsed(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 -- We wrote it ourselves a moment ago.


def test_a_package_holds_all_that_is_archived_of_one_person_and_nothing_of_another(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    anna, bjarne = two
    files = _content(_export(engine, tmp_path, anna).path)
    whole = b"\n".join(files.values()).decode()
    assert bjarne.word not in whole
    assert bjarne.participant not in whole
    for name, key in anna.keys.items():
        rule, table = retention().rules[name], METADATA.tables[name]
        if rule.kind is not Kind.ARCHIVE:
            # A column may have the name of a table: only the tables stand outermost.
            assert name not in json.loads(files["rows.json"])
            continue
        (row,) = [row._asdict() for row in all_rows(engine, _model(table.name), **key)]
        for column in rule.of_kind(Kind.ARCHIVE):
            if isinstance(row[column], str) and anna.word in row[column]:
                assert row[column] in whole, f"{name}.{column}"
        for column in rule.columns.keys() - set(rule.of_kind(Kind.ARCHIVE)):
            assert f'"{column}":' not in json.dumps(json.loads(files["rows.json"])[name]), f"{name}.{column}"


def test_each_text_of_the_case_can_be_read_in_a_document(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    anna = two[0]
    files = _content(_export(engine, tmp_path, anna).path)
    documents = "\n".join(content.decode() for name, content in files.items() if name.endswith(".txt"))
    for place in (
        "message.text",
        "absence.note",
        "absence.decision_text",
        "attendance_report.note",
        "activity.why",
    ):
        assert f"{anna.word} {place}" in documents
    assert "Skrevet av: Veileder Vang" in documents


def test_the_same_rows_give_the_same_bytes(engine: Engine, two: tuple[Made, Made], tmp_path: Path) -> None:
    first, second = (_export(engine, tmp_path / name, two[0]) for name in ("a", "b"))
    assert first.digest == second.digest
    assert _content(first.path) == _content(second.path)
    assert first.path.name == second.path.name
    again = _export(engine, tmp_path / "a", two[0])
    assert (again.path, again.digest) == (first.path, first.digest)
    assert len({first.export_id, second.export_id, again.export_id}) == 3


def test_the_manifest_and_the_message_name_every_file_with_its_size_and_sum(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    made = _export(engine, tmp_path, two[0])
    files = _content(made.path)
    assert made.digest == hashlib.sha256(files[MANIFEST]).hexdigest()
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", MANIFEST], cwd=made.path, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert len(checked.stdout.splitlines()) == len(files) - 1
    root = _parsed(files[MESSAGE_FILE])
    objects = {one.findtext("referanseDokumentfil"): one for one in root.iter("dokumentobjekt")}
    assert objects.keys() == files.keys() - {MANIFEST, MESSAGE_FILE}
    assert root.findtext("antallFiler") == str(len(objects))
    for name, one in objects.items():
        content = files[name or ""]
        assert one.findtext("sjekksum") == hashlib.sha256(content).hexdigest()
        assert one.findtext("filstoerrelse") == str(len(content))
        assert one.findtext("format/kodeverdi") == "RA-TEKST"


def test_the_message_says_whose_case_it_is_and_that_it_is_hidden(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    anna = two[0]
    root = _parsed(_content(_export(engine, tmp_path, anna).path)[MESSAGE_FILE])
    folder = root.find("mappe")
    assert folder is not None
    assert root.findtext("system") == "KVP-portal"
    assert folder.findtext("part/partID") == anna.participant
    assert folder.findtext("part/partRolle/kodeverdi") == "K"
    assert folder.findtext("saksstatus/kodeverdi") == "A"
    assert folder.findtext("avsluttetDato") == CLOSED.isoformat()
    posts = folder.findall("registrering")
    assert len(posts) >= 6
    for hidden in (folder, *posts, *root.iter("dokumentbeskrivelse")):
        assert hidden.findtext("skjerming/tilgangsrestriksjon/kodeverdi")
        for place in ("sosialtjenesteloven § 44", "forvaltningsloven § 13", "offentleglova § 13"):
            assert place in (hidden.findtext("skjerming/skjermingshjemmel") or "")
    kinds = {
        " ".join((post.findtext("tittel") or "").split()[:2]): (
            post.findtext("journalposttype/kodeverdi"),
            [one.text for one in post.findall("korrespondansepart/korrespondanseparttype/kodeverdi")],
        )
        for post in posts
    }
    assert kinds["Melding om"][0] in {"I", "U"}
    assert kinds["Avgjørelse om"] == ("U", ["IA", "EM"])
    assert kinds["Hva deltakeren"] == ("I", ["EA", "IM"])
    assert kinds["Saken i"] == ("X", ["IA"])
    keys = [one.text for one in root.iter("noekkel")]
    assert len(keys) == len(set(keys)) == len(posts) + 1
    # That somebody is in the programme is itself secret, so no public title may tell it.
    for title in root.iter("offentligTittel"):
        assert title.text == "Skjermet sak"


def test_the_identity_number_is_opened_for_the_archive_or_nothing_is_written(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    anna = two[0]
    vault = Vault([new_key()])
    sealed = vault.seal("02859529057", anna.participant)
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == anna.participant).values(identity_sealed=sealed))
    with pytest.raises(VaultError):
        _export(engine, tmp_path / "a", anna, Vault([new_key()]))
    assert not (tmp_path / "a").exists()
    assert all_rows(engine, archiving.ArchiveExport) == []
    files = _content(_export(engine, tmp_path / "b", anna, vault).path)
    assert _parsed(files[MESSAGE_FILE]).findtext("mappe/part/personID/identifikator") == "02859529057"
    assert not any(sealed.encode() in content for content in files.values())


@pytest.mark.usefixtures("two")
def test_only_a_participant_can_be_exported(engine: Engine, tmp_path: Path) -> None:
    staff = all_rows(engine, Person, role="caseworker")[0].id
    for nobody in (staff, "nobody", ""):
        with pytest.raises(NotFound):
            export(engine, tmp_path, nobody, package, NO_KEYS, NOW, "test")
    assert list(tmp_path.iterdir()) == []


def test_a_composer_that_leaves_the_rows_out_is_not_believed(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    for files in ({}, {"rows.json": b"{}\n"}):
        with pytest.raises(ValueError, match="rows as they are"):
            export(
                engine, tmp_path, two[0].participant, lambda _case, _rows, f=files: f, NO_KEYS, NOW, "test"
            )


def test_a_receipt_must_name_the_digest_and_stays(
    engine: Engine, two: tuple[Made, Made], tmp_path: Path
) -> None:
    made = _export(engine, tmp_path, two[0])
    for bad in ("", "received with thanks", made.digest[:-1], "0" * 64):
        with pytest.raises(BadReceipt):
            confirm(engine, made.export_id, bad, NOW)
    with pytest.raises(NotFound):
        confirm(engine, "nothing", made.digest, NOW)
    receipt = f"Arkiv 7: {made.digest.upper()}"
    confirm(engine, made.export_id, receipt, NOW)
    confirm(engine, made.export_id, receipt, NOW + timedelta(days=1))
    with pytest.raises(Conflict):
        confirm(engine, made.export_id, f"{receipt} again", NOW)
    (row,) = all_rows(engine, archiving.ArchiveExport)
    assert (row.confirmed_at, row.receipt) == (NOW, receipt)
    assert row.counts["message"] == 1


def test_what_is_due_says_how_far_it_has_come(engine: Engine, two: tuple[Made, Made], tmp_path: Path) -> None:
    anna, bjarne = two
    days = retention().limits["export_due"].days
    assert due(engine, moment(CLOSED + timedelta(days=days - 1))) == []
    assert {one.participant_id for one in due(engine, moment(CLOSED + timedelta(days=days)))} == {
        anna.participant,
        bjarne.participant,
    }

    def state() -> ExportState:
        return next(one.state for one in due(engine, NOW) if one.participant_id == anna.participant)

    assert state() is ExportState.DUE
    made = _export(engine, tmp_path, anna)
    assert state() is ExportState.EXPORTED
    confirm(engine, made.export_id, made.digest, NOW)
    assert state() is ExportState.CONFIRMED
    _write(engine, anna, "another word")
    assert state() is ExportState.CHANGED


def test_an_open_case_is_not_due(engine: Engine, two: tuple[Made, Made]) -> None:
    table = METADATA.tables["conversation"]
    with engine.begin() as connection:
        connection.execute(
            table.update()
            .where(table.c.participant_id == two[0].participant)
            .values(waiting_for_us_since=datetime(2026, 3, 1, tzinfo=UTC))
        )
    assert [one.participant_id for one in due(engine, NOW)] == [two[1].participant]


def _write(engine: Engine, made: Made, text: str) -> None:
    message = METADATA.tables["message"]
    key = made.keys["message"]["conversation_id"]
    with engine.begin() as connection:
        connection.execute(message.update().where(message.c.conversation_id == key).values(text=text))


def _model(table: str) -> type[Person]:
    return next(mapper.class_ for mapper in Person.registry.mappers if mapper.local_table.name == table)  # type: ignore[attr-defined]
