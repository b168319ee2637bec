"""What the two ways of making a file anew share: saying no, and looking into what is packed without unpacking it all."""

import re
import struct
import zlib

ENDS, SCANS, FILLS = 0xD9, 0xDA, 0xFF
# Markers of a JPEG that nothing belongs to.
ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
# Where a scan ends: at a marker, with the bytes that only fill the way to it.
NEXT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")


class Unusable(Exception):
    """The file cannot be taken; the message is the code that says why."""


def broken(error: Exception) -> Unusable:
    """What a library that gave up is called here."""
    if "truncated" in str(error) or isinstance(error, EOFError):
        return Unusable("file-cut-off")
    return Unusable("file-broken")


def unpacked_length(content: bytes, most: int) -> int:
    """How long a packed stream is when it is unpacked, without ever holding more than a part. Stops after `most`."""
    unpack, length, rest = zlib.decompressobj(), 0, content
    try:
        while rest and not unpack.eof and length <= most:
            length += len(unpack.decompress(rest, 1024 * 1024))
            rest = unpack.unconsumed_tail
    except zlib.error:
        # A viewer would stop here too.
        return length
    return length


def without_notes(jpeg: bytes) -> bytes:
    """The same picture without the parts of a JPEG that hold words: Exif, XMP, IPTC, comments. Nothing is decoded.

    Raises Unusable for what does not begin as a JPEG.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        raise Unusable("file-broken")
    kept, at = [jpeg[:2]], 2
    while 0 <= (at := jpeg.find(b"\xff", at)) <= len(jpeg) - 2:
        marker = jpeg[at + 1]
        if marker == ENDS:
            return b"".join([*kept, jpeg[at : at + 2]])
        if marker == FILLS or marker in ALONE:
            at += 1 if marker == FILLS else 2
            continue
        (length,) = struct.unpack(">H", jpeg[at + 2 : at + 4].rjust(2, b"\0"))
        # Adobe's own part says how the colours are meant, and the first how large a dot is.
        if not (0xE1 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
        if marker == SCANS:
            # Words may also stand between two scans of a picture that comes clearer bit by bit.
            found = NEXT.search(jpeg, at)
            until = found.start() if found else len(jpeg)
            kept.append(jpeg[at:until])
            at = until
    return b"".join(kept)
