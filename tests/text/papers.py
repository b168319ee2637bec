"""Reading a PDF: its pages as pictures, its text, and which way its lines run."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from werkzeug.test import TestResponse


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign on a page: what it is and where it stands, from the left and from below."""

    sign: str
    left: float
    bottom: float


def words_of(response: TestResponse) -> str:
    """What a reader gets out of an answer: its body, or the text of the paper that it is."""
    if response.mimetype == "application/pdf":
        return text_of(response.get_data())
    return response.get_data(as_text=True)


def text_of(pdf: bytes) -> str:
    """All text, page by page, as a reader gets it out."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def marks_of(pdf: bytes, number: int = 0) -> Iterator[Mark]:
    """Every sign of a page with its place."""
    found = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    for index in range(found.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(found.raw, index))
        left, bottom, _, _ = found.get_charbox(index)
        yield Mark(sign, left, bottom)


def ink_of(pdf: bytes, number: int = 0) -> tuple[float, float]:
    """How much of the left and of the right half of the page's upper part is dark, as shares."""
    picture = pypdfium2.PdfDocument(pdf)[number].render(scale=1).to_pil().convert("L")
    width, height = picture.size
    halves = [
        picture.crop((side * width // 2, 0, (side + 1) * width // 2, height * 4 // 5)) for side in (0, 1)
    ]
    dark = [sum(half.histogram()[:128]) for half in halves]
    whole = sum(dark) or 1
    return dark[0] / whole, dark[1] / whole
