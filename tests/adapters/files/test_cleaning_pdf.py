"""A PDF made clean: no picture in it keeps its words, however it is packed, and nothing leads out of it or tells who wrote."""

import base64
import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from portal.adapters.files.cleaning import SeparateCleaner
from portal.adapters.files.press_images import without_boxes
from portal.adapters.files.press_parts import Unusable, without_notes
from portal.domain.errors import Refused
from tests import hostile_files as files

N = NameObject
SIDE = 64


@pytest.fixture(scope="module")
def cleaner() -> SeparateCleaner:
    return SeparateCleaner()


def _photo() -> bytes:
    return files.photo(SIDE, SIDE)


def _jpeg_2000() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), "red").save(made, "JPEG2000", comment=files.SECRET_WORDS)
    words = files.SECRET_WORDS
    return made.getvalue() + (len(words) + 8).to_bytes(4, "big") + b"xml " + words


def _sheet(picture: bytes, *filters: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(SIDE, SIDE)
    stream = StreamObject()
    stream._data = picture
    stream.update(
        {
            N("/Type"): N("/XObject"),
            N("/Subtype"): N("/Image"),
            N("/Width"): NumberObject(SIDE),
            N("/Height"): NumberObject(SIDE),
            N("/ColorSpace"): N("/DeviceRGB"),
            N("/BitsPerComponent"): NumberObject(8),
            N("/Filter"): ArrayObject([N(name) for name in filters]),
        }
    )
    held = DictionaryObject({N("/I"): writer._add_object(stream)})
    page[N("/Resources")] = DictionaryObject({N("/XObject"): held})
    return files.written(writer)


@pytest.mark.parametrize(
    ("pack", "filters"),
    [
        (lambda one: one, ("/DCTDecode",)),
        (zlib.compress, ("/FlateDecode", "/DCTDecode")),
        (lambda one: one.hex().encode() + b">", ("/ASCIIHexDecode", "/DCTDecode")),
        (lambda one: base64.a85encode(one) + b"~>", ("/ASCII85Decode", "/DCTDecode")),
    ],
    ids=["plain", "packed", "hexadecimal", "base 85"],
)
def test_a_photo_loses_its_words_however_it_is_packed(
    cleaner: SeparateCleaner, pack: Callable[[bytes], bytes], filters: tuple[str, ...]
) -> None:
    made = cleaner.clean(_sheet(pack(_photo()), *filters))
    (image,) = PdfReader(io.BytesIO(made.content)).pages[0].images
    assert files.SECRET_WORDS not in made.content + image.data
    assert image.image is not None
    assert image.image.size == (SIDE, SIDE)
    assert image.image.getexif() == {}


def test_a_jpeg_2000_keeps_nothing_but_what_draws_it(cleaner: SeparateCleaner) -> None:
    sent = _jpeg_2000()
    assert sent.count(files.SECRET_WORDS) == 2
    made = cleaner.clean(_sheet(sent, "/JPXDecode"))
    assert files.SECRET_WORDS not in made.content
    (image,) = PdfReader(io.BytesIO(made.content)).pages[0].images
    assert image.image is not None
    assert image.image.getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    "sent",
    [
        _sheet(b"no photo at all", "/DCTDecode"),
        _sheet(zlib.compress(b"no photo at all"), "/FlateDecode", "/JPXDecode"),
        _sheet(b"\0" * 40, "/RunLengthDecode", "/DCTDecode"),
        _sheet(b"\0" * 40, "/DCTDecode", "/ASCIIHexDecode"),
    ],
    ids=["no photo", "no jpeg 2000", "packed by nobody's scanner", "the wrong way round"],
)
def test_a_picture_that_cannot_be_looked_into_is_refused(cleaner: SeparateCleaner, sent: bytes) -> None:
    with pytest.raises(Refused, match="file-broken"):
        cleaner.clean(sent)


def test_words_between_two_scans_of_a_photo_are_gone() -> None:
    made = io.BytesIO()
    Image.radial_gradient("L").save(made, "JPEG", progressive=True)
    photo = made.getvalue()
    second = photo.index(b"\xff\xc4", photo.index(b"\xff\xda"))
    noted = photo[:second] + b"\xff\xff\xfe\x00\x08secret" + photo[second:]
    assert without_notes(noted) == without_notes(photo)
    with pytest.raises(Unusable):
        without_boxes(b"\xff\x4f no head of a part follows")


def test_who_wrote_a_note_and_what_leads_out_of_the_file_are_gone(cleaner: SeparateCleaner) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(SIDE, SIDE)
    square = ArrayObject([FloatObject(one) for one in (0, 0, 9, 9)])
    outside = DictionaryObject(
        {N("/Type"): N("/Filespec"), N("/F"): TextStringObject("\\\\elsewhere\\x.pdf")}
    )
    note = DictionaryObject(
        {
            N("/Subtype"): N("/Text"),
            N("/Rect"): square,
            N("/Contents"): TextStringObject("What everybody reads"),
            N("/T"): TextStringObject("Hemmelig Hjemmel"),
        }
    )
    drawing = StreamObject()
    drawing._data = b"q Q"
    drawing.update(
        {
            N("/Type"): N("/XObject"),
            N("/Subtype"): N("/Form"),
            N("/BBox"): square,
            N("/Ref"): DictionaryObject({N("/F"): outside, N("/Page"): NumberObject(0)}),
        }
    )
    page[N("/Annots")] = ArrayObject([note])
    # A drawing may be called like the writer of a note.
    held = DictionaryObject({N("/T"): writer._add_object(drawing)})
    page[N("/Resources")] = DictionaryObject({N("/XObject"): held})
    made = cleaner.clean(files.written(writer))
    assert b"Hemmelig" not in made.content
    assert b"elsewhere" not in made.content
    assert b"What everybody reads" in made.content
    assert "/T" in PdfReader(io.BytesIO(made.content)).pages[0]["/Resources"]["/XObject"]
