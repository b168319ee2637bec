"""The audit trail on the command line: verified, anchored, exported."""

import json
import sys
from pathlib import Path

import click


@click.group()
def audit() -> None:
    """Who looked at whose case."""


@audit.command("verify")
@click.option(
    "--anchors", type=click.Path(path_type=Path), help="The file that `portal audit anchor` adds to."
)
def verify(anchors: Path | None) -> None:
    """Read the whole trail and say whether anybody has touched it. Exits 1 when something does not hold."""
    from sqlalchemy.orm import Session

    from portal.cli.database import engine, settings
    from portal.services.audit import Anchor
    from portal.services.audit import verify as verified

    key = settings().audit_key
    try:
        lines = anchors.read_text(encoding="utf-8").splitlines() if anchors else []
        kept = [Anchor(**json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, TypeError) as error:
        raise click.ClickException(f"{anchors}: no anchors could be read: {error}") from error
    with Session(engine()) as session:
        verdict = verified(session, key, kept)
    if verdict.wrong:
        click.echo(f"Something is wrong: {verdict.wrong}.")
        sys.exit(1)
    click.echo(
        f"{verdict.rows} rows hold"
        + (f", and so do {len(kept)} anchors." if kept else "; there was no anchor.")
    )


@audit.command("anchor")
@click.argument("file", type=click.Path(path_type=Path))
def anchor(file: Path) -> None:
    """Add a line to FILE that says how far the trail has come. Keep the file where the portal cannot write."""
    from dataclasses import asdict

    from sqlalchemy.orm import Session

    from portal.cli.database import engine
    from portal.services.audit import anchor as where

    with Session(engine()) as session:
        head = where(session)
    with file.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(asdict(head)) + "\n")
    click.echo(f"Row {head.sequence} is anchored.")


@audit.command("export")
@click.option("--after", default=0, show_default=True, help="Only rows with a higher number.")
def export(after: int) -> None:
    """Print the trail in the Common Event Format, a line a row, for the municipality's own log archive."""
    from sqlalchemy.orm import Session

    from portal.cli.database import engine
    from portal.store.audit import all_rows, as_cef

    with Session(engine()) as session:
        for row in all_rows(session, after):
            click.echo(as_cef(row))
