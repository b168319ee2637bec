"""Files made clean: what people send comes out without a hidden word, and what is hostile does not come in."""

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from portal.adapters.files.cleaning import SeparateCleaner
from portal.domain.documents import LONGEST_SIDE, FileKind
from portal.domain.errors import Busy, Refused
from tests import hostile_files as files

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def cleaner() -> SeparateCleaner:
    return SeparateCleaner()


@pytest.mark.parametrize(("make", "code"), files.HOSTILE.values(), ids=files.HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_soon(
    cleaner: SeparateCleaner, make: Callable[[], bytes], code: str
) -> None:
    content = make()
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        cleaner.clean(content)
    assert refused.value.code == code
    assert time.monotonic() - began < 8


def test_a_photo_of_twelve_megapixels_comes_out_without_a_word_about_where_it_was_taken(
    cleaner: SeparateCleaner,
) -> None:
    sent = files.photo()
    assert sent.count(files.SECRET_WORDS) >= 3
    with Image.open(io.BytesIO(sent)) as before:
        assert before.size == (4000, 3000)
        assert before.getexif().get_ifd(0x8825)
    made = cleaner.clean(sent)
    assert made.kind is FileKind.JPEG
    assert files.SECRET_WORDS not in made.content
    with Image.open(io.BytesIO(made.content)) as after:
        assert not after.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(after.info)
        assert max(after.size) == LONGEST_SIDE


def test_a_photo_that_was_taken_on_its_side_is_turned(cleaner: SeparateCleaner) -> None:
    made = cleaner.clean(files.photo(800, 600, turned=6))
    with Image.open(io.BytesIO(made.content)) as after:
        assert after.size == (600, 800)
        red, green, _ = after.getpixel((590, 10))
        assert red > 200 > green


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("WEBP", "RGBA"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_every_kind_of_picture_becomes_a_plain_one(cleaner: SeparateCleaner, kind: str, mode: str) -> None:
    made = cleaner.clean(files.picture(kind, mode))
    with Image.open(io.BytesIO(made.content)) as after:
        assert (after.format, after.mode, after.size) == ("JPEG", "RGB", (300, 200))


def test_a_page_hidden_in_a_photo_is_gone(cleaner: SeparateCleaner) -> None:
    assert b"script" not in cleaner.clean(files.page_in_a_photo()).content


def test_a_pdf_keeps_its_pages_and_loses_who_made_it(cleaner: SeparateCleaner) -> None:
    made = cleaner.clean(files.pdf(3) + b"\nPK\x03\x04 something behind it")
    assert (made.kind, made.pages) == (FileKind.PDF, 3)
    assert files.SECRET_WORDS not in made.content
    assert b"PK\x03\x04" not in made.content
    reader = PdfReader(io.BytesIO(made.content))
    assert len(reader.pages) == 3
    assert not reader.metadata


def test_a_photo_in_a_pdf_loses_where_it_was_taken(cleaner: SeparateCleaner) -> None:
    sheet = io.BytesIO()
    with Image.open(io.BytesIO(files.photo(800, 600))) as taken:
        taken.save(sheet, "PDF")
    sent = sheet.getvalue()
    start = sent.index(b"\xff\xd8\xff")
    noted = sent[:start] + sent[start:]
    made = cleaner.clean(noted)
    assert files.SECRET_WORDS not in made.content
    (image,) = PdfReader(io.BytesIO(made.content)).pages[0].images
    assert image.image is not None
    assert image.image.size == (800, 600)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refused, match="file-too-much"):
        SeparateCleaner(seconds=0.01).clean(files.pdf())


def test_who_comes_while_another_file_is_made_clean_waits_and_is_then_told(
    cleaner: SeparateCleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.adapters.files.cleaning.SECONDS_FOR_A_TURN", 0.05)
    with cleaner._turn, pytest.raises(Busy):
        cleaner.clean(files.pdf())


def test_a_child_that_says_something_else_is_not_believed(
    cleaner: SeparateCleaner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for said in ('{"kind":"jpeg","pages":1}\\n<script>', "no json at all", '{"code":"anything"}\\n'):
        liar = tmp_path / "liar.py"
        liar.write_text(f"import sys; sys.stdin.buffer.read(); sys.stdout.write('{said}')")
        monkeypatch.setattr("portal.adapters.files.cleaning.PRESS", liar)
        with pytest.raises(Refused, match="file-broken"):
            cleaner.clean(files.pdf())
