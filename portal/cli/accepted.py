"""`portal translations accepted`: the catalogue of a language with what was accepted in this installation."""

from pathlib import Path

import click

from portal.domain.translating import Key, Texts


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
    found = accepted_here().get(locale, {})
    try:
        text = with_accepted_texts(TRANSLATIONS, locale, found)
    except UnreadableCatalogueError as error:
        raise click.ClickException(f"{error}.") from error
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            put_out(output, text)
        except OSError as error:
            raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
        click.echo(f"{len(found)} accepted texts are in {output}.")


def accepted_here() -> dict[str, dict[Key, Texts]]:
    """What was accepted in the workbench of this installation, by language. Needs its database."""
    from sqlalchemy.orm import Session

    from portal.cli.database import engine
    from portal.store.engine import for_reading
    from portal.store.translation import all_accepted

    found: dict[str, dict[Key, Texts]] = {}
    with Session(for_reading(engine())) as session:
        for one in all_accepted(session):
            found.setdefault(one.locale, {})[one.key] = one.texts
    return found
