"""Files in backup, purge and archive: what has a row has its file, what is gone is gone, and the archive gets it whole."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from portal.adapters.files.folder import FolderOfFiles
from portal.demo.documents import PAPER, put_files
from portal.services import backing_up_files
from portal.services.archiving import export
from portal.services.archiving_files import file_reader
from portal.services.backing_up import NoBackup, restore
from portal.services.files import missing, sweep
from portal.settings import SYNTHETIC_KEY
from portal.store.engine import open_engine
from portal.store.models import Document
from portal.store.vault import Vault
from portal.text.arkivmelding import package
from tests.backups import NOW, PUBLIC, address_in, backup_of, keep_key

VAULT = Vault((SYNTHETIC_KEY,))
LATER = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251 -- The disk's own clock.


@pytest.fixture
def folder(seeded_engine: Engine, tmp_path: Path) -> Path:
    """The demo's files, with one more that belongs to nobody."""
    put_files(seeded_engine, FolderOfFiles(tmp_path / "files", VAULT))
    return tmp_path / "files"


def test_a_backup_brings_every_file_back_and_nothing_in_it_can_be_read(
    seeded_engine: Engine, tmp_path: Path, folder: Path
) -> None:
    made = backup_of(seeded_engine, tmp_path)
    beside = backing_up_files.make(folder, made, [PUBLIC])
    assert b"oppdiktet" not in beside.path.read_bytes()
    assert made.path.with_name("manifest-sha256.txt").read_text().count("\n") == 2
    new, key = tmp_path / "new", keep_key(tmp_path / "key")
    new.mkdir()
    restore(made.path, key, address_in(new), None, NOW, "test")
    count = backing_up_files.restore(made.path, key, new / "files")
    engine = open_engine(address_in(new))
    assert count == len([path for path in folder.rglob("*") if path.is_file()])
    assert missing(engine, FolderOfFiles(new / "files", VAULT)) == []
    engine.dispose()
    with pytest.raises(NoBackup, match="holds files already"):
        backing_up_files.restore(made.path, key, new / "files")
    beside.path.write_bytes(beside.path.read_bytes()[:-40])
    with pytest.raises(NoBackup):
        backing_up_files.restore(made.path, key, new / "other")
    assert not (new / "other").exists()
    beside.path.unlink()
    with pytest.raises(NoBackup, match="files are missing"):
        backing_up_files.restore(made.path, key, new / "other")


def test_a_file_goes_when_its_row_goes(seeded_engine: Engine, folder: Path) -> None:
    keeper = FolderOfFiles(folder, VAULT)
    before = len(keeper.ids(LATER))
    with seeded_engine.begin() as connection:
        gone = connection.execute(
            delete(Document).where(Document.about_kind == "day").returning(Document.id)
        ).all()
    assert gone
    assert sweep(seeded_engine, keeper, LATER) == len(gone)
    assert len(keeper.ids(LATER)) == before - len(gone)
    assert missing(seeded_engine, keeper) == []


def test_the_archive_gets_each_file_named_and_summed(
    seeded_engine: Engine, tmp_path: Path, folder: Path
) -> None:
    with seeded_engine.connect() as connection:
        whose = connection.exec_driver_sql("SELECT id FROM person WHERE key = 'rolig-rogn'").scalar_one()
    made = export(
        *(seeded_engine, tmp_path / "out", whose, package, VAULT, NOW, "test"),
        read_file=file_reader(FolderOfFiles(folder, VAULT)),
    )
    rows = json.loads((made.path / "rows.json").read_text())["document"]
    assert sorted(row["about_kind"] for row in rows) == ["absence", "day", "message"]
    message = (made.path / "arkivmelding.xml").read_text()
    manifest = (made.path / "manifest-sha256.txt").read_text()
    for row in rows:
        name = f"{row['id']}.pdf"
        assert (made.path / name).read_bytes() == PAPER
        assert f"{row['sha256']}  {name}" in manifest
        assert f"<referanseDokumentfil>{name}</referanseDokumentfil>" in message
    assert message.count("<mimeType>application/pdf</mimeType>") == len(rows)
    # Of the registration, and of its document.
    assert message.count("<tittel>Vedlegg til en melding</tittel>") == 2


def test_every_file_is_sealed_anew_with_a_new_key(seeded_engine: Engine, folder: Path) -> None:
    from portal.store.vault import new_key

    new = new_key()
    both = FolderOfFiles(folder, Vault([new, SYNTHETIC_KEY]))
    assert both.reseal() == len(both.ids(LATER))
    assert missing(seeded_engine, FolderOfFiles(folder, Vault([new]))) == []
