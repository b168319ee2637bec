"""Running the demo: its folder, its secret, its people, and the address to open."""

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from portal.adapters.clock import ShiftedClock, SystemClock
from portal.adapters.files.folder import FolderOfFiles
from portal.adapters.push import new_key
from portal.demo.documents import put_files
from portal.demo.seed import NotEmpty, seed
from portal.domain.calendar import OSLO
from portal.serving import serve as start
from portal.settings import SYNTHETIC_KEY, Settings, from_environment
from portal.store import schema
from portal.store.engine import open_engine
from portal.store.vault import Vault

# Where each text stands, when somebody has recorded it with `make places`.
PLACES = Path(".places")
DATABASE, SECRET, NOTICES, PUSH = "portal.db", "secret", "notices.jsonl", "push.pem"
DOCUMENTS = "documents"
PROTAGONISTS = (
    ("rolig-rogn", "deltaker, bokmål"),
    ("stille-strand", "deltaker, arabisk"),
    ("kvikk-kvist", "deltaker, nynorsk, ungdomsarena"),
    ("modig-molte", "deltaker, engelsk, ny i programmet"),
    ("blid-bjork", "kontaktperson i Tromsø"),
)


def forget(data: Path, names: Iterable[str]) -> None:
    """Remove what the demo made itself: the folder may hold other things of its owner."""
    for name in names:
        (data / name).unlink(missing_ok=True)


def prepare(
    data: Path, *, fresh: bool, now: datetime | None, more: Mapping[str, str] | None = None
) -> Settings:
    """Make the demo's folder ready: schema, secret and, the first time, its people. `more` are further settings."""
    data = data.resolve()
    if fresh:
        forget(data, (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SECRET, NOTICES, PUSH))
        shutil.rmtree(data / DOCUMENTS, ignore_errors=True)
    data.mkdir(parents=True, exist_ok=True)
    secret = data / SECRET
    if not secret.exists():
        secret.write_text(secrets.token_urlsafe(48), encoding="ascii")
        secret.chmod(0o600)
    push = data / PUSH
    if not push.exists():
        push.write_text(new_key(), encoding="ascii")
        push.chmod(0o600)
    begins = now.replace(tzinfo=OSLO).astimezone(UTC) if now else None
    os.environ |= {
        "PORTAL_DATABASE_URL": f"sqlite:///{data / DATABASE}",
        "PORTAL_SECRET_KEY": secret.read_text(encoding="ascii"),
        "PORTAL_HTTPS": "0",
        "PORTAL_DEMO": "1",
        "PORTAL_NOTICES_FILE": str(data / NOTICES),
        # What would be sent on any way is written to the file: in the demo nothing leaves this machine.
        "PORTAL_PUSH_KEY_FILE": str(push),
        "PORTAL_PUSH_CONTACT": "mailto:demo@example.org",
        "PORTAL_IDENTITY_KEYS": SYNTHETIC_KEY,
        "PORTAL_DOCUMENTS_FOLDER": str(data / DOCUMENTS),
        **(
            {}
            if "PORTAL_PLACES" in os.environ or not PLACES.is_dir()
            else {"PORTAL_PLACES": str(PLACES.resolve())}
        ),
        **(more or {}),
    }
    if begins:
        os.environ["PORTAL_DEMO_NOW"] = begins.isoformat()
    settings = from_environment()
    engine = open_engine(settings.database_url)
    schema.upgrade(engine)
    clock = ShiftedClock(begins) if begins else SystemClock()
    with suppress(NotEmpty):
        seed(engine, now=clock.now())
    put_files(engine, FolderOfFiles(data / DOCUMENTS, Vault((SYNTHETIC_KEY,))))
    engine.dispose()
    return settings


def serve(
    port: int, how: str = "Everybody here is synthetic. Pick a person on the page, for instance:"
) -> None:
    """Print where to go and how to sign in, and serve until Ctrl-C."""
    click.echo(f"\n  The portal is at http://127.0.0.1:{port}  (Ctrl-C stops it)\n")
    click.echo(f"  {how}")
    for key, what in PROTAGONISTS:
        click.echo(f"    {key:<16} {what}")
    click.echo("")
    start("127.0.0.1", port)
