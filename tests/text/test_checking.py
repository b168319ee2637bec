"""The check: each finding says where, what and what to do; what is hard fails it and what is advice does not."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.resources import TRANSLATIONS
from portal.text.callsites import Finding
from portal.text.catalogue import path_of
from portal.text.checking import check, check_files
from portal.text.locales import TRANSLATED
from portal.text.pseudo_catalogue import pseudo_catalogue
from portal.text.sync import export, sync

GLOSSARY = (
    "nb\tunless\tlocale\tterm\talso\tforbidden\tstatus\tlegal\tnote\n"
    "klage*\t\ten\tappeal\t\tcomplain\tpublished\tlegal\t\n"
    "tolk*\t\ten\tinterpreter\t\t\tpublished\t\t\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project."""
    for folder in ("portal", "templates", "translations"):
        (tmp_path / folder).mkdir()
    code = 'gettext("Du kan klage.")\ngettext("Vil du ha tolk?")\ngettext("Send")\n'
    (tmp_path / "portal" / "page.py").write_text(code, encoding="utf-8")
    (tmp_path / "translations" / "glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    sync(tmp_path)
    for name in ("nn", "en"):
        say(tmp_path, "Du kan klage.", "You can appeal.", name)
        say(tmp_path, "Vil du ha tolk?", "Do you want an interpreter?", name)
        say(tmp_path, "Send", "Submit", name)
    return tmp_path


def say(root: Path, msgid: str, text: str, code: str = "en") -> None:
    path = path_of(root / "translations", code)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[lines.index(f'msgid "{msgid}"') + 1] = f'msgstr "{text}"'
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def line_of(root: Path, msgid: str, code: str = "en") -> int:
    lines = path_of(root / "translations", code).read_text(encoding="utf-8").split("\n")
    return lines.index(f'msgid "{msgid}"') + 1


def in_english(root: Path) -> list[Finding]:
    return [one for one in check(root) if "/en/" in one.file]


def test_nothing_is_said_of_what_is_right(root: Path) -> None:
    assert check(root) == ()


@pytest.mark.parametrize(
    ("msgid", "text", "kind", "hard"),
    [
        ("Du kan klage.", "You can complain.", "legal term", True),
        ("Vil du ha tolk?", "Do you want a translator?", "glossary", False),
        ("Vil du ha tolk?", "Do you want an interpreter.", "punctuation", False),
        ("Send", "<b>Submit</b>", "markup", True),
        ("Send", "Submit %(name)s", "placeholder", True),
        ("Send", "Sub\u202emit", "bidi", True),
        ("Send", "", "missing", True),
        ("Send", "Press here when you have finished writing", "long", False),
        ("Vil du ha tolk?", "Vil du ha tolk?", "unchanged", False),
    ],
)
def test_a_finding_has_its_place_its_weight_and_a_way_out(
    root: Path, msgid: str, text: str, kind: str, hard: bool
) -> None:
    say(root, msgid, text)
    found = [one for one in in_english(root) if one.kind == kind]
    assert [(one.line, one.msgid, one.hard) for one in found] == [(line_of(root, msgid), msgid, hard)]
    assert all(len(one.what) + len(one.todo) > 20 for one in found)


def test_a_draft_may_have_gaps_and_others_may_not(root: Path) -> None:
    assert not [one for one in check(root) if "/uk/" in one.file]
    say(root, "Send", "")
    assert [one.kind for one in in_english(root)] == ["missing"]


@pytest.mark.parametrize("content", ['msgid "Send\nmsgstr "x"\n', 'msgid "Send"\nmsgstr "x"\nmsgstr "y"\n'])
def test_a_spoiled_catalogue_is_told_with_its_line(root: Path, content: str) -> None:
    path_of(root / "translations", "en").write_text(f"\n{content}", encoding="utf-8")
    found = [one for one in check(root) if one.kind == "syntax"]
    assert [one.hard for one in found] == [True]
    assert found[0].line in {2, 4}


def test_a_duplicate_says_both_lines(root: Path) -> None:
    path = path_of(root / "translations", "en")
    content = path.read_text(encoding="utf-8") + '\nmsgid "Send"\nmsgstr "Again"\n'
    path.write_text(content, encoding="utf-8")
    (found,) = [one for one in check(root) if one.kind == "duplicate"]
    assert found.line == content.count("\n") - 1
    assert f"line {line_of(root, 'Send')}" in found.what


def test_a_glossary_that_cannot_be_read_is_found(root: Path) -> None:
    (root / "translations" / "glossary.tsv").write_text("klage\n", encoding="utf-8")
    assert [(one.kind, one.hard) for one in check(root)] == [("glossary", True)]


def test_source_sentences_of_offices_are_warned_of(root: Path) -> None:
    page = root / "portal" / "page.py"
    heavy = (
        "Kommunen iverksetter kvalifiseringsprogrammet vedrørende arbeidsmarkedstiltak herunder "
        "arbeidsforberedende aktiviteter for programdeltakere med sammensatte utfordringer og rettigheter NAV"
    )
    page.write_text(page.read_text("utf-8") + f'gettext("{heavy}")\n', encoding="utf-8")
    found = [one for one in check(root) if one.file == "portal/page.py"]
    assert {one.kind for one in found} == {"plain word", "name", "heavy"}
    assert not any(one.hard for one in found)
    assert {one.line for one in found} == {4}


def test_the_command_fails_on_hard_findings_only_and_speaks_json(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.resources.TRANSLATIONS", root / "translations")
    say(root, "Vil du ha tolk?", "Do you want a translator?")
    warned = CliRunner().invoke(main, ["translations", "check"])
    assert warned.exit_code == 0
    assert "warning: glossary" in warned.stdout
    say(root, "Send", "<b>Submit</b>")
    refused = CliRunner().invoke(main, ["translations", "check", "--json"])
    assert refused.exit_code == 1
    rows = json.loads(refused.stdout)
    assert [row["hard"] for row in rows] == [True, False]
    assert set(rows[0]) == {"file", "line", "kind", "what", "msgid", "todo", "hard"}
    synced = CliRunner().invoke(main, ["translations", "sync"])
    assert synced.exit_code == 1
    assert "en: 2 of 3, 0 missing, 1 refused" in synced.stdout
    say(root, "Send", "Submit")
    assert CliRunner().invoke(main, ["translations", "sync"]).exit_code == 0
    told = json.loads(CliRunner().invoke(main, ["translations", "stats", "--json"]).stdout)
    assert [row["locale"] for row in told["languages"]] == list(TRANSLATED)


def test_a_file_anywhere_is_checked_in_the_language_it_says(tmp_path: Path) -> None:
    path = tmp_path / "mine.po"
    path.write_text('msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Send"\nmsgstr "9٣"\n', encoding="utf-8")
    assert ("digits", 4) in {(one.kind, one.line) for one in check_files([path], TRANSLATIONS)}
    path.write_text('msgid "Send"\nmsgstr "Submit"\n', encoding="utf-8")
    assert [one.kind for one in check_files([path], TRANSLATIONS)] == ["language"]
    assert check_files([path], TRANSLATIONS, "en") == ()
    assert [one.kind for one in check_files([tmp_path / "no.po"], TRANSLATIONS)] == ["unreadable"]


@pytest.mark.parametrize("code", TRANSLATED)
def test_an_export_is_what_lies_there_and_the_tool_of_gettext_agrees(code: str, tmp_path: Path) -> None:
    text = export(TRANSLATIONS, code)
    assert text.encode() == path_of(TRANSLATIONS, code).read_bytes()
    path = tmp_path / "messages.po"
    path.write_text(text, encoding="utf-8", newline="\n")
    told = _msgfmt(path)
    assert "error" not in told, told


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_a_made_up_language_can_be_handed_to_other_tools(code: str, tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["translations", "pseudo", code, "--output", str(tmp_path)])
    assert answer.exit_code == 0
    path = tmp_path / code / "LC_MESSAGES" / "messages.po"
    assert path.read_text(encoding="utf-8") == pseudo_catalogue(TRANSLATIONS, code)
    assert "error" not in _msgfmt(path)
    assert CliRunner().invoke(main, ["translations", "pseudo", "en"]).exit_code == 1
    assert CliRunner().invoke(main, ["translations", "export", "xx"]).exit_code == 1


def _msgfmt(path: Path) -> str:
    tool = shutil.which("msgfmt")
    if tool is None:
        # The tool belongs to no package of ours; where it is missing, our own reader has read the file.
        return ""
    ran = subprocess.run(
        [tool, "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    return ran.stderr if ran.returncode else ""
