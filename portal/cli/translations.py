"""`portal translations`: the catalogues kept in step and checked, and everything translators' files need."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from portal.text.callsites import Finding
    from portal.text.importing import Import
    from portal.text.sync import Stats


@click.group()
def translations() -> None:
    """The catalogues."""


@translations.command("sync")
@click.option(
    "--drop", is_flag=True, help="Drop sentences that are gone, even where a new one is much like them."
)
def sync_command(drop: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Collect every text, bring the catalogues up to date, check them and say how far each language is.

    Exits 1 on a hard finding, and where a sentence seems to have been reworded: then nothing is written.
    """
    from portal.text.checking import check
    from portal.text.rewording import likely
    from portal.text.sync import stats, sync

    root = _root()
    with _sentences():
        reworded = () if drop else likely(root)
        if not reworded:
            for path in sync(root):
                click.echo(f"written: {path.relative_to(root).as_posix()}")
    for old, new in reworded:
        click.echo(f"gone: {old}\n new: {new}")
        click.echo("If it means the same, carry its translations over: portal translations reword OLD NEW")
    if reworded:
        raise click.ClickException("Nothing is written. With --drop these translations are dropped.")
    found = check(root)
    _tell(found)
    _tell_stats(stats(root))
    if any(one.hard for one in found):
        sys.exit(1)
    click.echo("The catalogues are up to date.")


@translations.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--locale", help="The language of the files, where they do not say it.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
def check_command(files: tuple[Path, ...], locale: str | None, as_json: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Say what is wrong with the texts of the code and the catalogues, or only with FILES; where, and what to do.

    Exits 1 on hard findings: warnings are for a person to judge.
    """
    from portal.resources import TRANSLATIONS
    from portal.text.checking import check, check_files

    found = check_files(files, TRANSLATIONS, locale) if files else check(_root())
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _tell(found)
    if any(one.hard for one in found):
        sys.exit(1)
    if not as_json:
        click.echo(
            "Every text is there and safe." if not files else "Nothing in the files must be put right."
        )


@translations.command("stats")
@click.option("--here", is_flag=True, help="With what was accepted in this installation's workbench.")
@click.option("--json", "as_json", is_flag=True, help="Print an object.")
def stats_command(here: bool, as_json: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """How far each language has come, and how heavy the source is to read."""
    from portal.cli.accepted import accepted_here
    from portal.resources import TRANSLATIONS
    from portal.text.extraction import extract
    from portal.text.plainness import lix_of_all
    from portal.text.sync import figures, in_template

    root = _sources()
    folder, accepted = accepted_here() if here else (TRANSLATIONS, {})
    with _sentences():
        texts = extract(root) if root else in_template(TRANSLATIONS)
        rows = figures(folder, texts, accepted)
        weight = lix_of_all(tuple(one.msgid for one in texts))
    if as_json:
        click.echo(
            json.dumps({"source": {"lix": round(weight, 1)}, "languages": [asdict(row) for row in rows]})
        )
        return
    _tell_stats(rows)
    click.echo(f"source: LIX {weight:.1f}; 30 to 40 is easy, above 60 is the language of offices")


@translations.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--locale", help="The language of the file, where it does not say it.")
@click.option(
    "--write/--dry-run", default=False, help="Write what passes, or only show it.  [default: --dry-run]"
)
def import_command(file: Path, locale: str | None, write: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Take over the texts of FILE, a .po file that another tool has written: those that pass every hard check."""
    from portal.resources import TRANSLATIONS
    from portal.text import importing
    from portal.text.bounded import read_text

    with _sentences():
        text = read_text(file)
        code = locale or importing.locale_of(text, file)
        if code is None:
            raise click.ClickException(f"{file} does not say its language; use --locale.")
        done = importing.import_text(text, code, TRANSLATIONS)
        _tell_import(file, done)
        if write:
            importing.write(done, TRANSLATIONS)
    click.echo("Written." if write else "Nothing is written yet; --write does it.")


@translations.command("export")
@click.argument("locale")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; else it is printed.")
def export_command(locale: str, output: Path | None) -> None:
    """The catalogue of LOCALE as one .po file for any gettext editor."""
    from portal.resources import TRANSLATIONS
    from portal.text.locales import TRANSLATED
    from portal.text.sync import export

    if locale not in TRANSLATED:
        raise click.ClickException(f"{locale} has no catalogue; these have: {', '.join(TRANSLATED)}.")
    with _sentences():
        _put(export(TRANSLATIONS, locale), output)


@translations.command("pseudo")
@click.argument("locale", required=False)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="A folder; else it is printed."
)
def pseudo_command(locale: str | None, output: Path | None) -> None:
    """The catalogues of the made-up languages, or of LOCALE, for other tools; the portal needs no file for them."""
    from portal.resources import TRANSLATIONS
    from portal.text.catalogue import path_of
    from portal.text.locales import LOCALES
    from portal.text.pseudo_catalogue import pseudo_catalogue

    made_up = [code for code, one in LOCALES.items() if one.pseudo]
    if locale and locale not in made_up:
        raise click.ClickException(f"{locale} is not made up; these are: {', '.join(made_up)}.")
    with _sentences():
        for code in [locale] if locale else made_up:
            _put(pseudo_catalogue(TRANSLATIONS, code), path_of(output, code) if output else None)


@translations.command("reword")
@click.argument("old")
@click.argument("new")
@click.option("--typo", is_flag=True, help="It means exactly the same, so no translation need be looked at.")
def reword_command(old: str, new: str, typo: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Say NEW instead of OLD in the code and carry every translation over, to be looked at again unless it is a typo."""
    from portal.text.rewording import reword

    root = _root()
    with _sentences():
        done = reword(root, old, new, typo=typo)
    for place in done.places:
        click.echo(f"{place.file}:{place.line}")
    for path in done.catalogues:
        click.echo(path.as_posix())


def _root() -> Path:
    """The folder of the project's sources; where there are none the command ends and says so."""
    root = _sources()
    if root is None:
        raise click.ClickException("This needs the project's sources; an installed portal has none.")
    return root


def _sources() -> Path | None:
    """The folder of the project's sources, which an installed portal does not have."""
    from portal.resources import TRANSLATIONS

    root = TRANSLATIONS.parent
    return root if (root / "portal").is_dir() else None


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong inside is told in a sentence, without a trace."""
    from jinja2 import TemplateSyntaxError

    from portal.text.bounded import UnusableFileError
    from portal.text.rewording import RewordingError
    from portal.text.sync import UnreadableCatalogueError

    try:
        yield
    except FileNotFoundError as error:
        raise click.ClickException(f"There is no file {error.filename}.") from error
    except (TemplateSyntaxError, SyntaxError, TokenError) as error:
        raise click.ClickException(f"The code cannot be read: {error}.") from error
    except (UnusableFileError, UnreadableCatalogueError, RewordingError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _put(text: str, output: Path | None) -> None:
    from portal.text.writing import put_out

    if output is None:
        click.echo(text, nl=False)
        return
    put_out(output, text)
    click.echo(f"written: {output}")


def _tell(found: Iterable["Finding"]) -> None:
    for one in found:
        place = f"{one.file}:{one.line}" if one.line else one.file
        about = f" [{_short(one.msgid)}]" if one.msgid and one.msgid not in one.what else ""
        todo = f"; {one.todo}" if one.todo else ""
        warning = "" if one.hard else "warning: "
        click.echo(f"{place}: {warning}{one.kind}: {_plain(one.what)}{todo}{about}")


def _tell_stats(rows: Iterable["Stats"]) -> None:
    for row in rows:
        click.echo(
            f"{row.locale}: {row.translated} of {row.total}, {row.missing} missing, "
            f"{row.refused} refused, {row.stale} to look at again, {row.accepted} accepted"
            + (f"; {_legal(row.legal)}" if row.legal else "")
        )


def _legal(row: "Stats") -> str:
    return f"legal: {row.translated} of {row.total}, {row.accepted} accepted"


def _tell_import(file: Path, done: "Import") -> None:
    for remark in done.remarks:
        click.echo(remark)
    for one in done.refused:
        about = f" [{_short(one.msgid)}]" if one.msgid else ""
        click.echo(f"{file}:{one.line}: refused: {_plain(one.what)}{about}")
    for change in done.replaced:
        before, after = (_short(" | ".join(texts)) for texts in (change.before, change.after))
        click.echo(f"{file}:{change.line}: replaces {before!r} with {after!r} [{_short(change.entry.msgid)}]")
    click.echo(
        f"{done.locale}: {len(done.taken)} taken ({len(done.replaced)} in the place of another text), {done.same} the "
        f"same, {len({(one.line, one.msgid) for one in done.refused})} refused, {done.unknown} not ours, "
        f"{done.fuzzy} fuzzy, {done.empty} empty"
        + (f", {done.agreed} marked as accepted" if done.agreed else "")
    )


def _plain(text: str) -> str:
    """A text of a stranger's file without what could play with a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _short(text: str) -> str:
    plain = _plain(text)
    return plain if len(plain) <= 70 else f"{plain[:69]}…"
