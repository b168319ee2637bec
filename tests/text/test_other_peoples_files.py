"""Catalogues of other projects, as installed packages bring them: whatever stands in them, nothing breaks."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from portal.text import importing, pofile
from portal.text.bounded import UnusableFileError, read_text
from portal.text.catalogue import parse_catalogue
from portal.text.checking import check_files

PACKAGES = ("wtforms", "django", "sphinx", "flask_admin")


def shipped() -> list[Path]:
    """The catalogues of those packages that are here; wtforms always is."""
    found: list[Path] = []
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found += sorted(Path(folder).rglob("*.po"))
    return found


def test_there_are_some() -> None:
    assert len(shipped()) > 20


@pytest.mark.parametrize("path", shipped(), ids=lambda path: "/".join(path.parts[-4:]))
def test_a_catalogue_of_others_is_taken_in_without_a_crash(path: Path, tmp_path: Path) -> None:
    """As if its sentences were ours: what is taken is safe, and a second import of the result takes nothing new."""
    try:
        text = read_text(path)
    except UnusableFileError:
        return
    code = importing.locale_of(text, path) or "en"
    entries, _ = pofile.read(text, lenient=True)
    blank = (replace(entry, strings=(), notes=(), comments=(), fuzzy=False) for entry in entries)
    (tmp_path / "messages.pot").write_text(pofile.write(blank, header=(), forms=2), encoding="utf-8")
    done = importing.import_text(text, code, tmp_path)
    told = len(done.taken) + done.same + done.empty + done.unknown + done.fuzzy
    assert told + len({(one.line, one.msgid) for one in done.refused if one.kind != "syntax"}) == len(entries)
    assert parse_catalogue(done.text, code).refused == ()
    importing.write(done, tmp_path)
    again = importing.import_text(done.text, code, tmp_path)
    assert again.taken == again.refused == ()
    check_files([path], tmp_path, code)
