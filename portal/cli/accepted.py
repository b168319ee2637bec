"""`portal translations accepted`: the catalogue of a language with what was accepted in this installation."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from portal.text.sync import Accepted


@click.command("accepted")
@click.argument("locale")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; else it is printed.")
def accepted_command(locale: str, output: Path | None) -> None:
    """The catalogue of LOCALE with what translators have accepted in the workbench of this installation."""
    from portal.resources import TRANSLATIONS
    from portal.text.accepting import with_accepted_texts
    from portal.text.locales import TRANSLATED
    from portal.text.sync import UnreadableCatalogueError
    from portal.text.writing import put_out

    if locale not in TRANSLATED:
        raise click.ClickException(f"{locale} has no catalogue; these have: {', '.join(TRANSLATED)}.")
    folder, texts = accepted_here()
    found = texts.get(locale, {})
    try:
        done = with_accepted_texts(folder, locale, found, template=TRANSLATIONS)
    except UnreadableCatalogueError as error:
        raise click.ClickException(f"{error}.") from error
    if output is None:
        click.echo(done.text, nl=False)
        return
    try:
        put_out(output, done.text)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"written: {output}")
    if found:
        click.echo(f"{done.put_in} of {len(found)} accepted texts are in it.")
    if done.put_in < len(found):
        click.echo("The source does not say the others any more, or they are not safe to show.")


def accepted_here() -> tuple[Path, "Accepted"]:
    """Where this installation's catalogues lie, and what was accepted in its database in the place of their texts.

    Where accepted texts are written into the files, what those say is the newest, and the database only tells the history:
    then it is not asked.
    """
    from sqlalchemy.orm import Session

    from portal.cli.database import engine, settings
    from portal.resources import TRANSLATIONS
    from portal.store.engine import for_reading
    from portal.store.translation import accepted_by_locale

    folder = settings().catalogues
    if folder is not None:
        return folder, {}
    with Session(for_reading(engine())) as session:
        return TRANSLATIONS, accepted_by_locale(session)
