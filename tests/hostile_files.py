"""Files as people send them and as attackers do, all made here: nothing of others lies in the repository."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

# Where a phone says that it was, and what it calls its owner: must be nowhere afterwards.
SECRET_WORDS = b"Hemmelig Hjemmeadresse 7"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def photo(width: int = 4000, height: int = 3000, *, turned: int = 1, words: bytes = SECRET_WORDS) -> bytes:
    """A JPEG of 12 megapixels as a phone makes it: Exif with the place and the owner, XMP, a comment."""
    picture = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    # One corner is red, so that a test sees which way it was turned.
    picture.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "Phone", words.decode("ascii"), turned
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (69.0, 39.0, 7.0), "E", (18.0, 57.0, 12.0)
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + words
    made = io.BytesIO()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d>' + words + b"</d></x:xmpmeta>"
    picture.save(made, "JPEG", exif=exif, comment=words, xmp=xmp, quality=80)
    return made.getvalue()


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (300, 200)) -> bytes:
    """A small picture of another kind."""
    made = io.BytesIO()
    Image.new(mode, size, 100 if mode in {"L", "I;16", "I"} else None or 0).save(made, kind)
    return made.getvalue()


def pdf(pages: int = 1, *, words: str = SECRET_WORDS.decode("ascii")) -> bytes:
    """A PDF as a scanner makes it, with its maker's words in it."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Author": words, "/Title": words})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of it."""
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def pdf_with_script() -> bytes:
    """One that runs a program when it is opened."""
    runs = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert) >>"
    return pdf().replace(b"/Type /Catalog", runs, 1)


def pdf_with_file() -> bytes:
    """One that carries another file along."""
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.add_attachment("invoice.exe", b"MZ and so on")
    return written(writer)


def pdf_that_launches() -> bytes:
    """One that starts another program."""
    return pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (calc) >>", 1)


def locked_pdf() -> bytes:
    """One with a password."""
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def pdf_bomb() -> bytes:
    """A page whose drawing unpacks to half a gigabyte."""
    return _with_page_content(zlib.compress(b" " * (500 * 1024 * 1024), 9), "/FlateDecode")


def pdf_bomb_in_two_layers() -> bytes:
    """The same, packed twice."""
    return _with_page_content(
        zlib.compress(zlib.compress(b" " * (100 * 1024 * 1024), 9), 9), "/FlateDecode", twice=True
    )


def pdf_of_a_million_objects() -> bytes:
    """A PDF that is nothing but its own table of contents."""
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(400_000)) + b"%%EOF"


def pdf_of_nested_lists() -> bytes:
    """Lists in lists, deeper than anybody reads."""
    return pdf().replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 5000 + b"]" * 5000, 1)


def _with_page_content(packed: bytes, name: str, *, twice: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    drawing = DecodedStreamObject()
    drawing._data = packed
    drawing[NameObject("/Filter")] = NameObject(name)
    if twice:
        from pypdf.generic import ArrayObject

        drawing[NameObject("/Filter")] = ArrayObject([NameObject(name), NameObject(name)])
    page[NameObject("/Contents")] = writer._add_object(drawing)
    return written(writer)


def pixel_bomb() -> bytes:
    """A PNG of a few bytes that says it is 64,000 dots wide and high."""
    return _png(64_000, 64_000)


def _png(width: int, height: int, *more: bytes) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(more)
        + part(b"IDAT", zlib.compress(b"\0" * 9000))
        + part(b"IEND", b"")
    )


def text_bomb() -> bytes:
    """A small PNG with a note in it that unpacks to 200 megabytes."""
    packed = zlib.compress(b"a" * (200 * 1024 * 1024), 9)
    data = b"note\0\0" + packed
    note = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return _png(30, 100, note)


def zip_bomb() -> bytes:
    """A zip of a few kilobytes that unpacks to very much."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("big", b"\0" * (50 * 1024 * 1024))
    return made.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ\x90\0" + b"\0" * 200 + b"This program cannot be run in DOS mode."
PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


def page_and_pdf() -> bytes:
    """A web page that some readers take for a PDF."""
    return PAGE + pdf()


def page_in_a_photo() -> bytes:
    """A photo that some browsers would take for a web page."""
    return photo(400, 300, words=b"<script>alert(1)</script>") + PAGE


HOSTILE = {
    "program": (lambda: PROGRAM, "file-program"),
    "svg": (lambda: SVG, "file-svg"),
    "page": (lambda: PAGE, "file-page"),
    "page and pdf": (page_and_pdf, "file-page"),
    "zip bomb": (zip_bomb, "file-zip"),
    "pixel bomb": (pixel_bomb, "file-too-many-pixels"),
    "note bomb": (text_bomb, "file-broken"),
    "pdf bomb": (pdf_bomb, "file-too-much"),
    "pdf bomb in two layers": (pdf_bomb_in_two_layers, "file-too-much"),
    "pdf of a million objects": (pdf_of_a_million_objects, "file-too-much"),
    "pdf of nested lists": (pdf_of_nested_lists, "file-broken"),
    "pdf with a program": (pdf_with_script, "file-acts"),
    "pdf that starts a program": (pdf_that_launches, "file-acts"),
    "pdf with a file in it": (pdf_with_file, "file-acts"),
    "pdf with a password": (locked_pdf, "file-locked"),
    "pdf of too many pages": (lambda: pdf(31), "file-too-many-pages"),
    "half a photo": (lambda: photo(1200, 900)[:20_000], "file-cut-off"),
    "half a pdf": (lambda: pdf(3)[:-200], "file-cut-off"),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100, "file-heic"),
    "eicar": (EICAR.encode, "file-unknown"),
    "nothing": (lambda: b"", "file-missing"),
    "too large": (lambda: b"\xff\xd8\xff" + b"\0" * (15 * 1024 * 1024), "file-too-large"),
    "a broken picture": (lambda: b"\xff\xd8\xff" + b"\0" * 1000, "file-broken"),
}
"""What must not come in: how it is made, and under which code it is refused."""
