"""A key pair, and backups for tests: made, sealed by hand, or touched."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from portal.services.backing_up import Made, make
from portal.store.age_file import new_identity, recipients_of, seal

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
PRIVATE, PUBLIC = new_identity()


def keep_key(path: Path) -> Path:
    """Write the private key as it is kept elsewhere."""
    path.write_text(f"# public key: {PUBLIC}\n{PRIVATE}\n", encoding="utf-8")
    return path


def backup_of(engine: Engine, tmp_path: Path) -> Made:
    """A backup in the folder `backups`."""
    return make(engine, tmp_path / "backups", [PUBLIC], NOW)


def address_in(folder: Path) -> str:
    """The address of a database in a folder, there or not."""
    return f"sqlite:///{folder / 'portal.db'}"


def sealed(path: Path, content: bytes) -> Path:
    """Something sealed for our key that no portal has made."""
    plain = path.with_name("plain")
    plain.write_bytes(content)
    with plain.open("rb") as read, path.open("wb") as written:
        seal(read, written, recipients_of([PUBLIC]))
    return path


def flipped(content: bytes, at: int) -> bytes:
    """The same with one bit that is another."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
