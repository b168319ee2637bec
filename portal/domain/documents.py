"""Documentation in words: what a file may be, what it is about, how far it has come, and how much may be handed in."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 15 * MEGABYTE
"""How many bytes one file may have when it arrives."""
MOST_FILES: Final = 10
"""How many files one absence or one day may have."""
MOST_BYTES: Final = 40 * MEGABYTE
"""How many bytes the files of one absence or one day may have arrived with."""
MOST_A_DAY: Final = 50 * MEGABYTE
"""How many bytes one person may hand in within a day and a night."""
MOST_PIXELS: Final = 25_000_000
"""The largest picture that is opened at all; a phone takes 12 or 24 million."""
LONGEST_SIDE: Final = 2400
"""A picture is kept so that its longest side has no more pixels: a page of A4 can be read, and weighs little."""
MOST_PAGES: Final = 30
"""How many pages a PDF may have."""
LONGEST_BODY: Final = 24 * MEGABYTE
"""How long a request that brings a file may be. A file that is only somewhat too large gets a sentence of its own."""
_TAKES_FILES: Final = re.compile(
    r"/week/documentation|/absences/[A-Za-z0-9-]{1,36}/documentation|/messages|/work/case/[A-Za-z0-9-]{1,36}"
)


def takes_files(method: str, path: str, content_type: str) -> bool:
    """Whether a request there, sent as that, may bring a file, and be as long as that.

    Any other form is read into memory in one piece, with no limit to its fields, and brings no file.
    """
    if method != "POST" or _TAKES_FILES.fullmatch(path) is None:
        return False
    return content_type.partition(";")[0].strip().lower() == "multipart/form-data"


class AboutKind(StrEnum):
    """What a file is handed in about."""

    ABSENCE = "absence"
    DAY = "day"
    MESSAGE = "message"


class FileKind(StrEnum):
    """What a kept file is. Every picture is kept as JPEG."""

    JPEG = "jpeg"
    PDF = "pdf"


class DocumentState(StrEnum):
    """How far a file has come. It can be opened when it is `clean`, and by its way with `not_scanned`."""

    CHECKING = "checking"
    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


CAN_BE_OPENED: Final = frozenset({DocumentState.CLEAN, DocumentState.NOT_SCANNED})


@dataclass(frozen=True, slots=True)
class About:
    """What a file belongs to: one absence by its id, one day written as 2026-11-24, or one message by its receipt's id."""

    kind: AboutKind
    id: str


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file as it is kept: made anew from what arrived, so that nothing is in it but what can be seen."""

    kind: FileKind
    content: bytes
    pages: int = 1


class Sniffed(StrEnum):
    """What the first bytes of a file say that it is, whatever it is called."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    HEIC = "heic"
    SVG = "svg"
    ZIP = "zip"
    PROGRAM = "program"
    PAGE = "page"
    UNKNOWN = "unknown"


TAKEN: Final = frozenset({Sniffed.JPEG, Sniffed.PNG, Sniffed.WEBP, Sniffed.PDF})
_BEGINS: Final = (
    (b"\xff\xd8\xff", Sniffed.JPEG),
    (b"\x89PNG\r\n\x1a\n", Sniffed.PNG),
    (b"%PDF-", Sniffed.PDF),
    (b"PK\x03\x04", Sniffed.ZIP),
    (b"PK\x05\x06", Sniffed.ZIP),
    (b"\x1f\x8b", Sniffed.ZIP),
    (b"7z\xbc\xaf\x27\x1c", Sniffed.ZIP),
    (b"Rar!", Sniffed.ZIP),
    (b"MZ", Sniffed.PROGRAM),
    (b"\x7fELF", Sniffed.PROGRAM),
    (b"#!", Sniffed.PROGRAM),
    (b"\xca\xfe\xba\xbe", Sniffed.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Sniffed.PROGRAM),
)
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_LOOKED_AT: Final = 1024


def sniff(content: bytes) -> Sniffed:
    """What the file is by its content alone. Neither its name nor the type that was sent with it is asked.

    A file that begins as one thing and holds another further in is what it begins as: it is made anew as that, and
    what else it held is gone.
    """
    for begins, found in _BEGINS:
        if content.startswith(begins):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Sniffed.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return Sniffed.HEIC
    head = content[:_LOOKED_AT].lower()
    if b"<svg" in head:
        return Sniffed.SVG
    if any(word in head for word in (b"<html", b"<!doctype", b"<script", b"<?xml", b"<body")):
        return Sniffed.PAGE
    return Sniffed.UNKNOWN


REFUSED_AS: Final = {
    Sniffed.HEIC: "file-heic",
    Sniffed.SVG: "file-svg",
    Sniffed.ZIP: "file-zip",
    Sniffed.PROGRAM: "file-program",
    Sniffed.PAGE: "file-page",
    Sniffed.UNKNOWN: "file-unknown",
}
"""Under which code each kind that is not taken is refused; the web has the sentence."""
