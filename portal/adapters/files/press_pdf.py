"""PDFs, made anew page by page: what acts by itself, hides another file or unpacks without end is refused."""

import io
import logging
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from portal.adapters.files.press_images import filters_of, strip_picture
from portal.adapters.files.press_parts import Unusable, broken, unpacked_length

MOST_OBJECTS = 20_000
MOST_UNPACKED = 80 * 1024 * 1024
MOST_UNPACKED_IN_ALL = 240 * 1024 * 1024
MOST_LZW = 64 * 1024
MOST_DOTS = 45_000_000
DEEPEST = 40
ENDS = b"%%EOF"
GIVES_UP = (PyPdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)
# Programs, other programs that are started, files inside the file, forms that send themselves.
ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie"})
HOLDS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
EMBEDDED = frozenset({"/EmbeddedFile", "/RichMedia", "/FileAttachment", "/Screen", "/3D"})
# What tells of who made it and with what, and what happens when a page is opened or a word is touched.
DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/AF")
# Of a note on a page and its kin: where it leads, who wrote it and when. Elsewhere a letter may have such a name.
DROPPED_OF_A_NOTE = ("/A", "/PA", "/T", "/TU", "/TM", "/NM", "/M", "/CreationDate", "/Popup")
# Of a drawing or a picture: what leads to a file outside this one.
DROPPED_OF_A_STREAM = ("/Ref", "/F", "/FFilter", "/FDecodeParms", "/OPI")


def press(content: bytes, asked: dict[str, Any]) -> tuple[str, int, bytes]:
    """The PDF with the same pages. Raises Unusable for one that is not to be taken."""
    logging.disable()
    if content.count(b" obj") > MOST_OBJECTS:
        raise Unusable("file-too-much")
    if ENDS not in content[-2048:]:
        raise Unusable("file-cut-off" if ENDS not in content else "file-broken")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Unusable("file-locked")
        _look_through(reader)
        pages = len(reader.pages)
        if not pages:
            raise Unusable("file-broken")
        if pages > asked["pages"]:
            raise Unusable("file-too-many-pages")
        return "pdf", pages, _anew(reader)
    except RecursionError as error:
        raise Unusable("file-too-much") from error
    except GIVES_UP as error:
        raise broken(error) from error


def _look_through(reader: PdfReader) -> None:
    """Look at every object, whether a page shows it or not."""
    numbers = {number for numbers in reader.xref.values() for number in numbers} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise Unusable("file-too-much")
    left = MOST_UNPACKED_IN_ALL
    for generation, found in reader.xref.items():
        for number in found:
            left -= _weight(reader.get_object(IndirectObject(number, generation, reader)))
            if left < 0:
                raise Unusable("file-too-much")
    for number in reader.xref_objStm:
        _weight(reader.get_object(IndirectObject(number, 0, reader)))
    _refuse_what_acts(reader.trailer, 0)


def _weight(found: object) -> int:
    """How much the object unpacks to. Raises Unusable for what acts by itself."""
    _refuse_what_acts(found, 0)
    if not isinstance(found, StreamObject):
        return 0
    width, height = found.get("/Width", 0), found.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > MOST_DOTS:
        raise Unusable("file-too-many-pixels")
    packed = [name for name in filters_of(found) if name in {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW"}]
    raw: bytes = found._data  # noqa: SLF001 -- The library unpacks what it hands out, and that is what must not happen.
    if len(packed) > 1 or (packed and "LZW" in packed[0] and len(raw) > MOST_LZW):
        # Packed twice is how a few bytes become many; nobody's scanner does it.
        raise Unusable("file-too-much")
    if not packed or "LZW" in packed[0]:
        return len(raw)
    length = unpacked_length(raw, MOST_UNPACKED)
    if length > MOST_UNPACKED:
        raise Unusable("file-too-much")
    return length


def _refuse_what_acts(found: object, depth: int) -> None:
    if depth > DEEPEST:
        raise Unusable("file-too-much")
    if isinstance(found, DictionaryObject):
        if found.keys() & HOLDS or str(found.raw_get("/S") if "/S" in found else "") in ACTS:
            raise Unusable("file-acts")
        if {str(found.raw_get(name)) for name in ("/Type", "/Subtype") if name in found} & EMBEDDED:
            raise Unusable("file-acts")
        for name in found:
            _refuse_what_acts(found.raw_get(name), depth + 1)
    elif isinstance(found, ArrayObject):
        for one in list.__iter__(found):
            _refuse_what_acts(one, depth + 1)


def _anew(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    for one in writer._objects:  # noqa: SLF001 -- The library has no other way to every object it will write.
        _strip(one)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _strip(found: object) -> None:
    if isinstance(found, ArrayObject):
        for one in list.__iter__(found):
            _strip(one)
    if not isinstance(found, DictionaryObject):
        return
    for name in DROPPED:
        found.pop(name, None)
    if "/Rect" in found or "/Type" in found:
        for name in DROPPED_OF_A_NOTE:
            found.pop(name, None)
    if isinstance(found, StreamObject):
        for name in DROPPED_OF_A_STREAM:
            found.pop(name, None)
        strip_picture(found)
    for name in found:
        _strip(found.raw_get(name))
