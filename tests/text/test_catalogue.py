"""The files of translations: read strictly, written one way, never trusted."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text import pofile
from portal.text.bounded import LARGEST_FILE
from portal.text.catalogue import Catalogue, Catalogues, load_catalogues, parse_catalogue
from portal.text.locales import TRANSLATED

GOOD = 'msgid "Min plan"\nmsgstr "My plan"\n'


def write(directory: Path, code: str, content: bytes) -> None:
    path = directory / code / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


def test_a_refused_text_does_not_exist_and_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "en", (GOOD + '\nmsgid "Hei"\nmsgstr "<script>"\n').encode())
    loaded = load_catalogues(tmp_path)
    assert dict(loaded["en"].entries) == {(None, "Min plan", None): ("My plan",)}
    assert [(one.locale, one.msgid, one.kind, one.line) for one in loaded.refused] == [
        ("en", "Hei", "markup", 4)
    ]


def test_a_language_without_a_file_is_empty_and_nothing_is_wrong(tmp_path: Path) -> None:
    loaded = load_catalogues(tmp_path)
    assert set(loaded) == set(TRANSLATED)
    assert loaded.refused == ()


def test_a_catalogue_is_read_when_it_is_first_asked_for_and_only_once(tmp_path: Path) -> None:
    loaded = load_catalogues(tmp_path)
    write(tmp_path, "en", GOOD.encode())
    assert "en" in loaded
    assert loaded["en"].entries
    (tmp_path / "en/LC_MESSAGES/messages.po").unlink()
    assert loaded["en"].entries


def test_threads_that_ask_at_the_same_moment_get_the_same_catalogue() -> None:
    read = []

    def slowly() -> Catalogue:
        time.sleep(0.02)
        read.append(1)
        return parse_catalogue(GOOD, "en")

    loaded = Catalogues({"en": slowly})
    with ThreadPoolExecutor(8) as threads:
        found = set(map(id, threads.map(loaded.__getitem__, ["en"] * 8)))
    assert (len(found), len(read)) == (1, 1)


@pytest.mark.parametrize(
    "header",
    [
        "Plural-Forms: nplurals=999999999; plural=n%0;",
        "Plural-Forms: nplurals=1; plural=n%0;",
        "Content-Type: text/plain; charset=utf-7",
        "Plural-Forms: nonsense",
    ],
)
def test_the_header_of_a_file_is_never_believed(header: str) -> None:
    began = time.process_time()
    text = f'msgid ""\nmsgstr "{header}\\n"\n\nmsgid "%(num)s dag"\nmsgid_plural "%(num)s dager"\n'
    text += 'msgstr[0] "%(num)s day"\nmsgstr[1] "%(num)s days"\n\nmsgid "Hei"\nmsgstr "+ADw-script"\n'
    loaded = parse_catalogue(text, "en")
    assert loaded.refused == ()
    assert loaded.entries[None, "%(num)s dag", "%(num)s dager"] == ("%(num)s day", "%(num)s days")
    assert loaded.entries[None, "Hei", None] == ("+ADw-script",)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        GOOD.encode("utf-16"),
        b"# " + b"x" * LARGEST_FILE,
    ],
)
def test_a_file_that_is_no_text_or_too_large_is_refused_as_a_whole(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, "en", content)
    loaded = load_catalogues(tmp_path)
    assert dict(loaded["en"].entries) == {}
    assert [one.kind for one in loaded.refused] == ["file"]


@pytest.mark.parametrize(
    "paragraph",
    [
        'msgid "Hei\nmsgstr "Hi"',
        'msgid "Hei"\nmsgstr "Hi',
        'msgid "Hei"\nmsgstr "Hi" there',
        'msgid "Hei"\nmsgstr "\\x3cscript\\x3e"',
        'msgid "Hei"\nmsgstr "a"\nmsgstr "b"',
        'msgid "Hei"\nmsgstr[5] "Hi"',
        'msgid "Hei"\nmsgid_plural "Heier"\nmsgstr[5] "Hi"',
        'msgid "Hei"\nmsgid_plural "Heier"\nmsgstr "Hi"',
        'msgstr "Hi"',
        '"Hi"',
        "msgdi nonsense",
    ],
)
def test_what_cannot_be_read_is_refused_and_the_rest_is_kept(paragraph: str) -> None:
    loaded = parse_catalogue(f"{paragraph}\n\n{GOOD}", "en")
    assert set(loaded.entries) == {(None, "Min plan", None)}
    assert {one.kind for one in loaded.refused} == {"syntax"}


def test_of_a_sentence_that_stands_there_twice_neither_is_shown() -> None:
    loaded = parse_catalogue(f'{GOOD}\nmsgid "Min plan"\nmsgstr "Something else"\n', "en")
    assert dict(loaded.entries) == {}
    assert [(one.kind, one.line) for one in loaded.refused] == [("syntax", 4)]


def test_a_fuzzy_text_does_not_count_and_an_obsolete_one_is_not_there() -> None:
    loaded = parse_catalogue(
        '#, fuzzy, python-format\nmsgid "Hei"\nmsgstr "Hi"\n\n#~ msgid "Ut"\n#~ msgstr "Out"\n', "en"
    )
    assert dict(loaded.entries) == {}
    assert loaded.fuzzy == {(None, "Hei", None)}
    assert loaded.refused == ()


def test_a_binary_catalogue_is_never_opened(tmp_path: Path) -> None:
    write(tmp_path, "en", GOOD.encode())
    (tmp_path / "en" / "LC_MESSAGES" / "messages.mo").write_bytes(b"\xde\x12\x04\x95")
    assert load_catalogues(tmp_path).refused == ()


def test_a_catalogue_cannot_be_changed_after_it_is_loaded() -> None:
    with pytest.raises(TypeError):
        parse_catalogue(GOOD, "en").entries[None, "x", None] = ("y",)  # type: ignore[index]


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
lines = st.text(st.sampled_from("abc æ.%"), max_size=8).map(str.strip)
entries = st.builds(
    lambda msgid, plural, ctx, strings, notes, comments, fuzzy: pofile.Entry(
        msgid, plural, ctx, strings[: 1 if plural is None else 2], tuple(notes), tuple(comments), fuzzy
    ),
    words,
    st.none() | words,
    st.none() | words,
    st.just(()) | st.tuples(words, words),
    st.lists(lines, max_size=2),
    st.lists(lines, max_size=2),
    st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(entries, max_size=5, unique_by=lambda one: one.key))
def test_what_is_written_reads_back_the_same_and_writes_the_same_again(
    given_entries: list[pofile.Entry],
) -> None:
    written = pofile.write(given_entries, header=(("Language", "en"),), forms=2)
    read, faults = pofile.read(written)
    assert faults == ()
    assert sorted(map(repr, read)) != [] or not given_entries
    assert {one.key: one for one in read} == {one.key: one for one in given_entries}
    assert pofile.write(read, header=(("Language", "en"),), forms=2) == written


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ['msgid "a"', 'msgstr "b"', "msgctxt", '"', '"x\\', "#", "#,", "", "msgstr[0]", "\x00"]
        )
        | st.text(max_size=8),
        max_size=10,
    )
)
def test_reading_never_raises_whatever_the_file_holds(parts: list[str]) -> None:
    parse_catalogue("\n".join(parts), "ar")


def test_other_tools_read_what_we_write() -> None:
    entry = pofile.Entry('Si "hei"\\', "Si\thei\n", "dør", ("a", "b"), ("En note",), ("Kommentar",))
    written = pofile.write([entry], header=(("Content-Type", "text/plain; charset=UTF-8"),), forms=2)
    theirs = read_po(io.BytesIO(written.encode()), abort_invalid=True).get('Si "hei"\\', "dør")
    assert theirs is not None
    assert theirs.id == ('Si "hei"\\', "Si\thei\n")
    assert theirs.string == ("a", "b")
    assert theirs.auto_comments == ["En note"]
