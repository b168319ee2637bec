"""Papers as PDFs, looked at as pictures and as text, in Norwegian, Arabic and Tigrinya."""

import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.paper import Paper, Said, as_pdf, drawable, runs_from_right
from tests.conftest import NOW
from tests.text.papers import ink_of, marks_of, text_of

NB = "Dette er planen din: mandag kl. 09.00–11.30 på Voksenopplæringen (Tromsø), «Norskkurs A2» – æøå ÆØÅ."
AR = "هذه خطتك في البرنامج من 09:00 إلى 15:30 في Tromsø سنة 2027"
TI = "እዚ መደብካ እዩ። ካብ 09:00 ክሳብ 11:30 ኣብ Voksenopplæringen (Tromsø)"
# What the alphabet's last-but-one joins with its first is one sign of four in older standards.
JOINED = re.compile("لا|ال")


def paper(lang: str, *said: str) -> Paper:
    made = Paper("Planen", lang, "Laget i dag")
    made.heading("Planen", 1)
    for one in said:
        made.say(one, lang)
    return made


def test_norwegian_comes_out_as_it_went_in() -> None:
    text = text_of(as_pdf(paper("nb", NB), NOW)).replace("\n", "")
    assert NB in text


def test_tigrinya_comes_out_as_it_went_in() -> None:
    text = text_of(as_pdf(paper("nb", TI), NOW)).replace("\n", "")
    assert TI in text


def test_arabic_words_come_out_whole_and_numbers_and_names_in_order() -> None:
    """Extraction may turn one joined pair of letters about; every other word comes out as it went in."""
    text = text_of(as_pdf(paper("ar", AR), NOW))
    for word in AR.split():
        assert word in text or JOINED.search(word), word
    assert text.index("09:00") < text.index("15:30") < text.index("Tromsø") < text.index("2027")


def test_arabic_runs_from_the_right_and_a_name_within_it_from_the_left() -> None:
    marks = [mark for mark in marks_of(as_pdf(paper("ar", AR), NOW)) if mark.sign.strip()]
    line = [mark for mark in marks if abs(mark.bottom - marks[10].bottom) < 12]
    arabic = [mark.left for mark in line if "\u0600" <= mark.sign <= "\u06ff"]
    assert arabic.index(max(arabic)) < arabic.index(min(arabic))
    name = [mark.left for mark in line if mark.sign in "Tromsø"]
    assert name == sorted(name)
    clock = [mark.left for mark in line if mark.sign == ":"]
    assert clock[0] > clock[1]


@pytest.mark.parametrize(("lang", "said"), [("nb", NB), ("ar", AR), ("nb", TI)])
def test_the_picture_has_ink_on_the_side_where_the_language_begins(lang: str, said: str) -> None:
    left, right = ink_of(as_pdf(paper(lang, said[:30]), NOW))
    assert (right > left) is (lang == "ar")


@pytest.mark.parametrize("said", [NB, AR, TI, "Українська мова", "فارسی پچگژ", "Tiếng Việt"])
def test_no_letter_is_drawn_as_an_empty_box(said: str) -> None:
    """The typesetter refuses to make a PDF/UA with a missing glyph, so a file is the proof; nothing was put instead."""
    assert drawable(said) == said
    assert as_pdf(paper("nb", said), NOW).startswith(b"%PDF-")


def test_letters_are_joined_in_the_picture() -> None:
    """Six letters that join make fewer islands of ink than the same six apart."""
    joined, apart = (as_pdf(paper("ar", word), NOW) for word in ("ببببببب", "ب ب ب ب ب ب ب"))
    widths = [
        max(m.left for m in marks) - min(m.left for m in marks) for marks in map(_letters, (joined, apart))
    ]
    assert widths[0] < widths[1] * 0.8


def _letters(pdf: bytes) -> list[object]:
    return [mark for mark in marks_of(pdf) if mark.sign == "ب"]


def test_the_file_says_its_language_and_title_and_is_tagged() -> None:
    pdf = as_pdf(paper("ar", AR), NOW)
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Planen"
    assert b"/Lang(ar)" in pdf
    assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.1)


def test_the_same_paper_at_the_same_moment_is_the_same_file() -> None:
    assert as_pdf(paper("nb", NB), NOW) == as_pdf(paper("nb", NB), NOW)


def test_what_no_font_has_is_replaced_and_what_steers_a_line_is_left_out() -> None:
    assert drawable("God 😀 dag\u202e!\0") == "God  dag!"
    assert drawable("漢") == "\N{REPLACEMENT CHARACTER}"
    assert drawable("to\nlinjer") == "to\nlinjer"


def test_nobodys_words_are_read_as_markup() -> None:
    said = '#read("/etc/passwd") *fet* $x$ #set page(fill: red) \\ <a> @b'
    text = text_of(as_pdf(paper("nb", said), NOW)).replace("\n", "")
    assert said in text


@pytest.mark.parametrize(
    ("text", "lang", "right"),
    [
        ("Hei", "ar", False),
        ("مرحبا", "nb", True),
        ("2027", "ar", True),
        ("2027", "nb", False),
        ("", "so", False),
    ],
)
def test_a_text_runs_the_way_of_its_first_letter(text: str, lang: str, *, right: bool) -> None:
    assert runs_from_right(text, lang) is right


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_whatever_somebody_writes_there_is_a_paper(text: str, title: str) -> None:
    made = paper("ar", text)
    made.quote(text, "ti")
    made.heading("Mer")
    made.item(Said(title or "x", "nb"), [Said(text, "nb")])
    made.ticks([Said(text, "so")])
    made.facts([(title, [text])])
    made.signatures("Her")
    assert as_pdf(made, NOW).startswith(b"%PDF-")
