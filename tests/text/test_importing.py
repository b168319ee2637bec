"""Importing: what honest tools and people make of a file is understood, and what we have is never lost silently."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cli import main
from portal.text import importing, pofile
from portal.text.accepting import write_accepted
from portal.text.bounded import UnusableFileError, decoded
from portal.text.catalogue import parse_catalogue, path_of
from portal.text.importing import Import, import_text, locale_of
from portal.text.sync import UnreadableCatalogueError, export, sync
from portal.text.writing import alone
from tests.text.hostile_catalogues import DAYS, HEAD, PLAIN, SLOT, forms, one, raw

KEY = (None, PLAIN)
PLURAL = (None, DAYS[0])


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """The catalogues of a small project."""
    for folder in ("portal", "templates", "translations"):
        (tmp_path / folder).mkdir()
    code = (
        f"gettext({PLAIN!r})\ngettext({SLOT!r}, day=1)\nngettext({DAYS[0]!r}, {DAYS[1]!r}, 2)\n"
        "pgettext('verb', 'Klage')\n"
    )
    (tmp_path / "portal" / "page.py").write_text(code, encoding="utf-8")
    sync(tmp_path)
    return tmp_path / "translations"


def imported(translations: Path, content: bytes, code: str = "en") -> Import:
    return import_text(decoded(content), code, translations)


def said(done: Import) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {entry.key: entry.strings for entry in pofile.read(done.text)[0] if entry.strings}


GOOD = one("My programme")
OTHERS = HEAD + '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-SourceCharset: UTF-8\\n"\n'

SLOPPY: dict[str, tuple[bytes, str]] = {
    "carriage returns": (GOOD.replace(b"\n", b"\r\n"), "My programme"),
    "a mark of byte order": (b"\xef\xbb\xbf" + GOOD, "My programme"),
    "no header": (one("My programme", head=""), "My programme"),
    "a header of another editor": (one("My programme", head=OTHERS), "My programme"),
    "a fuzzy header": (one("My programme", head="#, fuzzy\n" + HEAD), "My programme"),
    "a header of other letters": (
        one("My programme", head=HEAD.replace("UTF-8", "ISO-8859-1")),
        "My programme",
    ),
    "a rule of nonsense for a file without forms": (
        one("My programme", head=HEAD + '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n'),
        "My programme",
    ),
    "wrapped": (raw('msgid ""\n"Mitt "\n"program"\nmsgstr ""\n"My "\n"programme"'), "My programme"),
    "several quotes on a line": (raw('msgid "Mitt " "program"\nmsgstr "My "\t"programme"'), "My programme"),
    "no space before a quote": (raw(f'msgid"{PLAIN}"\nmsgstr"My programme"'), "My programme"),
    "empty lines inside": (raw(f'msgid "{PLAIN}"\n\n\nmsgstr "My programme"'), "My programme"),
    "spaces around": (raw(f'  msgid   "{PLAIN}"  \n\tmsgstr "My programme"   '), "My programme"),
    "no line at the end": (GOOD.rstrip(), "My programme"),
    "what is gone": (GOOD + b'\n#~ msgid "Gammel"\n#~ msgstr "Old"\n', "My programme"),
    "what was before": (one("My programme", before='#| msgid "Mitt kurs"\n'), "My programme"),
    "places and flags": (
        one("My programme", before="#: a b.py:1 c.html:2\n#, python-brace-format, no-wrap\n"),
        "My programme",
    ),
    "letters in two parts": (one("My programme\u0301"), "My programmé"),
    "unseen letters": (one("My\u200b programme\ufeff"), "My programme"),
    "escaped letters": (raw('msgid "Mitt\\x20program"\nmsgstr "My\\040programme"'), "My programme"),
    "a tab for a space": (raw(f'msgid\t"{PLAIN}"\nmsgstr\t"My programme"'), "My programme"),
    "a stranger among ours": (GOOD + b'\nmsgid "Ukjent"\nmsgstr "Unknown"\n', "My programme"),
    "a fault among ours": (GOOD + b'\nmsgid "Ukjent\nmsgstr "Unknown"\n', "My programme"),
}


def test_there_are_enough_of_them() -> None:
    assert len(SLOPPY) >= 20


@pytest.mark.parametrize("name", SLOPPY)
def test_a_sloppy_file_is_understood(translations: Path, name: str) -> None:
    content, wanted = SLOPPY[name]
    done = imported(translations, content)
    assert said(done)[KEY] == (wanted,)
    assert len(done.taken) == 1
    assert done.taken[0].before == ()
    # What is written is ours again, and the portal's strict reader says it.
    catalogue = parse_catalogue(done.text, "en")
    assert catalogue.refused == ()
    assert catalogue.entries[None, PLAIN, None] == (wanted,)


def test_the_result_says_what_became_of_each_sentence(translations: Path) -> None:
    importing.write(imported(translations, GOOD), translations)
    lines = (
        f'msgid "{PLAIN}"\nmsgstr "My programme"\n\n'
        f'msgid "{SLOT}"\nmsgstr "No slot"\n\n'
        'msgctxt "verb"\nmsgid "Klage"\nmsgstr "Appeal"\n\n'
        'msgid "Klage"\nmsgstr "No context"\n\n'
        f'msgid "{DAYS[0]}"\nmsgid_plural "{DAYS[1]}"\nmsgstr[0] ""\nmsgstr[1] ""'
    )
    done = imported(translations, raw(lines))
    assert (len(done.taken), done.same, done.unknown, done.empty, done.fuzzy) == (1, 1, 1, 1, 0)
    assert {(refusal.kind, refusal.line) for refusal in done.refused} == {("placeholder", 9)}
    assert said(done)["verb", "Klage"] == ("Appeal",)


def test_a_text_that_is_replaced_is_told_and_an_empty_one_replaces_nothing(translations: Path) -> None:
    importing.write(imported(translations, GOOD), translations)
    done = imported(translations, one("The programme of mine"))
    assert [(change.before, change.after) for change in done.replaced] == [
        (("My programme",), ("The programme of mine",))
    ]
    assert said(imported(translations, one("")))[KEY] == ("My programme",)


def test_a_fuzzy_text_never_takes_the_place_of_an_accepted_one(translations: Path) -> None:
    fuzzy = one("Perhaps", before='#, fuzzy\n#| msgid "Mitt kurs"\n')
    done = imported(translations, fuzzy)
    assert (done.fuzzy, done.taken) == (1, ())
    (kept,) = [entry for entry in pofile.read(done.text)[0] if entry.key == KEY]
    assert kept.fuzzy
    assert kept.previous == ("Mitt kurs",)
    importing.write(imported(translations, GOOD), translations)
    assert said(imported(translations, fuzzy))[KEY] == ("My programme",)


def test_the_forms_of_another_order_are_turned_round(translations: Path) -> None:
    done = imported(translations, forms("%(num)s days", "%(num)s day", rule="nplurals=2; plural=(n == 1);"))
    assert said(done)[PLURAL] == ("%(num)s day", "%(num)s days")
    assert "in another way" in done.remarks[0]


def test_the_four_forms_of_a_ukrainian_file_become_our_three(translations: Path) -> None:
    rule = "nplurals=4; plural=n==1 ? 3 : n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"
    content = forms("%(num)s день", "%(num)s дні", "%(num)s днів", "один день", rule=rule)
    done = import_text(decoded(content).replace("Language: en", "Language: uk"), "uk", translations)
    assert said(done)[PLURAL] == ("%(num)s день", "%(num)s дні", "%(num)s днів")


def test_forms_that_cannot_be_matched_are_refused_with_a_sentence_and_the_rest_is_taken(
    translations: Path,
) -> None:
    content = forms("%(num)s день", "%(num)s днів") + b"\n" + one("Моя програма", head="")
    done = import_text(decoded(content), "uk", translations)
    assert [refusal.kind for refusal in done.refused] == ["plural"]
    assert "form of its own" in done.refused[0].what
    assert said(done) == {KEY: ("Моя програма",)}


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        (HEAD, None, "en"),
        (HEAD.replace("Language: en", "Language: uk_UA"), None, "uk"),
        (HEAD.replace("Language: en", "Language: xx"), None, None),
        ("", Path("translations/ar/LC_MESSAGES/messages.po"), "ar"),
        ("", Path("uk.po"), "uk"),
        ("", Path("some.po"), None),
    ],
)
def test_a_file_says_its_language_in_the_header_or_by_its_place(
    text: str, path: Path | None, code: str | None
) -> None:
    assert locale_of(text, path) == code


def test_what_is_no_catalogue_is_a_sentence(translations: Path) -> None:
    with pytest.raises(UnusableFileError, match="no translation"):
        imported(translations, b"")
    with pytest.raises(ValueError, match="not a language"):
        imported(translations, GOOD, "xx")
    path_of(translations, "en").write_text('msgid "Mitt\n', encoding="utf-8")
    with pytest.raises(UnreadableCatalogueError):
        imported(translations, GOOD)


def test_what_was_exported_comes_back_as_it_was(translations: Path) -> None:
    importing.write(imported(translations, GOOD), translations)
    text = export(translations, "en")
    assert text == export(translations, "en")
    assert text.encode() == path_of(translations, "en").read_bytes()
    done = import_text(text, "en", translations)
    assert (done.taken, done.refused, done.same) == ((), (), 1)
    assert done.text == text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                f'msgid "{PLAIN}"',
                'msgstr "b"',
                'msgstr "',
                "#~",
                "#| msgid",
                "#, fuzzy",
                '"',
                '"\\x41"',
                "",
                "msgstr[1]",
            ]
        )
        | st.text(max_size=8),
        max_size=12,
    )
)
def test_importing_never_raises_anything_else(translations: Path, parts: list[str]) -> None:
    try:
        import_text("\n".join(parts), "ar", translations)
    except UnusableFileError:
        return


def test_the_command_shows_first_and_writes_when_it_is_told_to(
    translations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.resources.TRANSLATIONS", translations)
    path = translations.parent / "from-poedit.po"
    path.write_bytes(GOOD)
    before = path_of(translations, "en").read_bytes()
    shown = CliRunner().invoke(main, ["translations", "import", str(path)])
    assert shown.exit_code == 0
    assert "1 taken" in shown.stdout
    assert path_of(translations, "en").read_bytes() == before
    assert CliRunner().invoke(main, ["translations", "import", str(path), "--write"]).exit_code == 0
    assert b'msgstr "My programme"' in path_of(translations, "en").read_bytes()
    for wrong in ("/nowhere/at/all.po", str(translations)):
        answer = CliRunner().invoke(main, ["translations", "import", wrong])
        assert answer.exit_code == 1
        assert answer.output.startswith("Error: ")


def test_what_somebody_accepted_while_a_file_was_read_is_not_lost(
    translations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = imported(translations, GOOD)
    write_accepted(translations, "en", ("verb", "Klage", None), ("Appeal",))
    before = path_of(translations, "en").read_bytes()
    with pytest.raises(UnusableFileError, match="changed our catalogue meanwhile"):
        importing.write(done, translations)
    assert path_of(translations, "en").read_bytes() == before
    done = imported(translations, GOOD)
    monkeypatch.setattr("portal.text.writing.SECONDS_TO_WAIT", 0.1)
    with alone(translations), pytest.raises(TimeoutError):
        importing.write(done, translations)
    assert path_of(translations, "en").read_bytes() == before
    importing.write(done, translations)
    assert said(imported(translations, GOOD))["verb", "Klage"] == ("Appeal",)


def test_a_catalogue_never_grows_beyond_what_is_read_again(translations: Path) -> None:
    """Each file is small enough, and their comments come to lie beside ours."""
    path = path_of(translations, "en")
    for number, text in enumerate(("My programme", "Your programme")):
        before = path.read_bytes()
        noted = f"\n# {number}{'x' * 1_100_000}\nmsgid".encode()
        done = imported(translations, one(text).replace(b"\nmsgid", noted))
        assert len(done.taken) == 1
        if number == 0:
            importing.write(done, translations)
    with pytest.raises(UnusableFileError, match="larger"):
        importing.write(done, translations)
    assert path.read_bytes() == before
    assert parse_catalogue(path.read_text("utf-8"), "en").entries[None, PLAIN, None] == ("My programme",)


def test_a_comment_is_one_line_to_every_tool(translations: Path) -> None:
    """What begins a line to one program and not to another could say a sentence to it that we have never looked at."""
    strange = '\n# a\rmsgid "x"\u2028b\x0bc\x85d\nmsgid'.encode()
    done = imported(translations, one("My programme").replace(b"\nmsgid", strange))
    assert '# a msgid "x" b c d\n' in done.text
    assert len(done.text.splitlines()) == done.text.count("\n")


def test_a_write_that_breaks_off_leaves_our_catalogue_whole(
    translations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, path = imported(translations, GOOD), path_of(translations, "en")
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        importing.write(done, translations)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["messages.po"]
