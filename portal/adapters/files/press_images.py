"""Pictures inside a PDF: whatever they are packed in, they lose the parts that hold words, and nothing is decoded."""

import base64
import re
import struct
import zlib

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from portal.adapters.files.press_parts import Unusable, without_notes

MOST = 80 * 1024 * 1024
JPEG = frozenset({"/DCTDecode", "/DCT"})
JPEG_2000 = frozenset({"/JPXDecode"})
# The boxes of a JPEG 2000 that say how it looks; every other holds words, or what nobody reads.
SEEN = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
CODED, HEADS_PART, DATA, COMMENT = b"\xff\x4f", b"\xff\x90", b"\xff\x93", b"\xff\x64"


def filters_of(stream: StreamObject) -> list[str]:
    """How the stream is packed, the outermost first."""
    filters = stream.get("/Filter", ())
    if not filters:
        return []
    return [str(one) for one in (filters if isinstance(filters, ArrayObject) else [filters])]


def strip_picture(stream: StreamObject) -> None:
    """Take the words out of a picture that is packed as JPEG or JPEG 2000. Raises Unusable for one that hides how it is."""
    filters = filters_of(stream)
    if not {*filters} & (JPEG | JPEG_2000):
        return
    if {*filters[:-1]} & (JPEG | JPEG_2000):
        raise Unusable("file-broken")
    content: bytes = stream._data  # noqa: SLF001 -- The library would decode the picture, and a picture is never decoded here.
    for name in filters[:-1]:
        content = _unpacked(name, content)
    stream._data = without_notes(content) if filters[-1] in JPEG else without_boxes(content)  # noqa: SLF001 -- As above.
    if len(filters) > 1:
        _say_one_filter(stream, filters)


def without_boxes(picture: bytes) -> bytes:
    """The same JPEG 2000 with nothing but what draws it. Raises Unusable for one that is none."""
    if picture.startswith(CODED):
        return _without_comments(picture)
    kept, at = [], 0
    while at + 8 <= len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        head = 8
        if length == 1:
            length, head = int.from_bytes(picture[at + 8 : at + 16], "big"), 16
        length = length or len(picture) - at
        if length < head:
            raise Unusable("file-broken")
        inside = picture[at + head : at + length]
        at += length
        if kind not in SEEN:
            continue
        if kind == b"jp2c":
            inside = _without_comments(inside)
        kept.append(struct.pack(">I4s", len(inside) + 8, kind) + inside)
    if not kept:
        raise Unusable("file-broken")
    return b"".join(kept)


def _without_comments(coded: bytes) -> bytes:
    """The code itself: comments stand in its head, and nobody's program writes them anywhere else."""
    if not coded.startswith(CODED):
        raise Unusable("file-broken")
    kept, at = [CODED], 2
    while coded[at : at + 2] != HEADS_PART:
        if at + 4 > len(coded):
            raise Unusable("file-broken")
        length = int.from_bytes(coded[at + 2 : at + 4], "big") + 2
        if coded[at : at + 2] != COMMENT:
            kept.append(coded[at : at + length])
        at += length
    if _comments_in_parts(coded, at):
        raise Unusable("file-broken")
    return b"".join([*kept, coded[at:]])


def _comments_in_parts(coded: bytes, at: int) -> bool:
    while coded[at : at + 2] == HEADS_PART:
        part, inside = int.from_bytes(coded[at + 6 : at + 10], "big"), at + 12
        while coded[inside : inside + 2] not in {DATA, b""}:
            if coded[inside : inside + 2] == COMMENT:
                return True
            inside += int.from_bytes(coded[inside + 2 : inside + 4], "big") + 2
        if not part:
            return False
        at += max(part, 12)
    return False


def _unpacked(name: str, packed: bytes) -> bytes:
    if name in {"/FlateDecode", "/Fl"}:
        unpack = zlib.decompressobj()
        try:
            content = unpack.decompress(packed, MOST)
        except zlib.error as error:
            raise Unusable("file-broken") from error
        if unpack.unconsumed_tail:
            raise Unusable("file-too-much")
        return content
    plain = re.sub(rb"\s", b"", packed)
    if name in {"/ASCIIHexDecode", "/AHx"}:
        digits = plain.partition(b">")[0]
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if name in {"/ASCII85Decode", "/A85"}:
        return base64.a85decode(plain.removeprefix(b"<~").partition(b"~>")[0])
    raise Unusable("file-broken")


def _say_one_filter(stream: StreamObject, filters: list[str]) -> None:
    stream[NameObject("/Filter")] = NameObject(filters[-1])
    said = stream.pop("/DecodeParms", None)
    if isinstance(said, ArrayObject) and len(said) == len(filters):
        if any(isinstance(one, DictionaryObject) and one.get("/Predictor", 1) != 1 for one in said):
            raise Unusable("file-broken")
        if isinstance(said[-1], DictionaryObject):
            stream[NameObject("/DecodeParms")] = said[-1]
