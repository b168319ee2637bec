"""What a careless or hostile translator can write, and that nobody ever reads it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.placeholders import placeholders, substitute
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy

LINK = 'Les <a href="/klage">om klage</a>'
DAYS = ("%(num)s dag", "%(num)s dager")

HOSTILE = [
    ("Hei", "<script>alert(1)</script>", "markup"),
    ("Hei", '<img src=x onerror="alert(1)">', "markup"),
    ("Hei", "</p>", "markup"),
    ("Hei", "a < b", "markup"),
    (LINK, 'Read <a href="javascript:alert(1)">more</a>', "markup"),
    (LINK, 'Read <a href="/klage" onclick="x()">more</a>', "markup"),
    (LINK, "Read <a href='/klage'>more</a>", "markup"),
    (LINK, 'Read <A HREF="/klage">more</A>', "markup"),
    (LINK, 'Read </a><a href="/klage">', "markup"),
    (LINK, 'Read <a href="/klage">more</a> <', "markup"),
    (LINK, 'Read <a href="/klage">more</a><!-- -->', "markup"),
    (LINK, 'Read <a href="/klage">&#x202e;more</a>', "entity"),
    (LINK, "Read more", "markup"),
    ("Hei %(navn)s", "Hi %(nam)s", "placeholder"),
    ("Hei %(navn)s", "Hi", "placeholder"),
    ("Hei %(navn)s", "Hi %(navn)s %(navn)s", "placeholder"),
    ("Hei %(navn)s", "Hi %(navn)d", "placeholder"),
    ("Hei %(navn)s", "Hi %(navn)99999999s", "format"),
    ("Hei %(navn)s", "Hi %(navn).9999999s", "format"),
    ("Hei %(navn)s", "Hi %*d", "format"),
    ("Hei %(navn)s", "Hi %s", "format"),
    ("Hei %(navn)s", "%(navn)s is 100 % sure", "format"),
    ("100%% sikkert", "100% sure", "format"),
    ("Hei", "Hi %(x)s", "placeholder"),
    ("Hei", "Hi \u202etxt.exe", "bidi"),
    ("Hei", "Hi \u2066there", "bidi"),
    ("Hei", "Hi\nBcc: all", "newline"),
    ("Hei", "Hi\u2028there", "newline"),
    ("Hei", "Hi\x00", "control"),
    ("Hei", "Hi\x9b", "control"),
    ("Hei", "Hi\ud800", "control"),
    ("Hei", "Hi\U000e0041", "control"),
    ("Hei", "Hi\u200b there", "invisible"),
    ("Hei", "a" * 261, "length"),
    ("Hei", "e\u0301", "composition"),
    ("Hei", "pаypal", "homoglyph"),
    ("Hei", "مـرحبا", "kashida"),
    ("Kom klokka 9", "تعال ٩", "digits"),
    ("Les mer", "Read https://evil.example/x", "address"),
    ("Les mer", "Read evil.example", "address"),
    ("Les mer", "Read //evil", "address"),
    ("Les mer", "Write to me@evil", "address"),
    ("Ring 55 55 33 33", "Call 55 55 33 34", "number"),
    ("Ring 55 55 33 33", "Call 33 33 55 55", "number"),
    ("Ring oss", "Call 815", "number"),
    ("Ring 55 55 33 33", "Call 33, 55, 33, 55", "number"),
    ("Ring 55 55 33 33", "Call 33\u201455\u201433\u201455", "number"),
    ("Ring oss", "Call ⑧①⑤", "digits"),
    ("Ring oss", "Call ⁸¹⁵ or Ⅷ", "digits"),
    ("Les mer", "Read t.me/abc", "address"),
    ("Les mer", "Read evil\u2024example", "address"),
    ("Les mer", "Read evil。example", "address"),
    ("Les mer", "Read ⓔⓥⓘⓛ．ⓝⓞ", "address"),
    ("Hei", "a" + "\u0488" * 60, "accents"),
    ("Hei", "a" + "\u0e31" * 60, "accents"),
    ("Hei", " ", "empty"),
]


@pytest.mark.parametrize(("source", "text", "kind"), HOSTILE)
def test_a_hostile_translation_is_refused(source: str, text: str, kind: str) -> None:
    assert kind in {problem.kind for problem in problems((source,), (text,), locale="en")}


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("Hei %(navn)s", "Hi, %(navn)s!", "en"),
        ("100%% sikkert", "%% 100 مؤكد", "ar"),
        ("Nesten sikkert", "99 % sure".replace("99 ", "so "), "en"),
        (LINK, 'About <a href="/klage">complaints</a>, read on', "en"),
        ("Det er 3 < 5", "So 3 < 5", "en"),
        ("Ring 55 55 33 33", "Call us at 55 55 33 33.", "en"),
        ("Møte kl. 14.00", "Meeting at 14:00", "en"),
        ("Les på nav.no", "Read at nav.no.", "en"),
        ("Du kan f.eks. ringe", "You can e.g. call", "en"),
        ("Linje\nlinje", "Line\nline", "en"),
        ("Hei", "می‌خواهم", "fa"),
    ],
)
def test_an_honest_translation_is_accepted(source: str, text: str, code: str) -> None:
    assert problems((source,), (text,), locale=code) == ()


def test_a_plural_form_may_leave_out_the_counter_and_nothing_else() -> None:
    assert problems(DAYS, ("one day", "%(num)s days"), locale="en", forms=2) == ()
    named = ("%(navn)s har %(num)s dag", "%(navn)s har %(num)s dager")
    wrong = problems(named, ("one day", "%(navn)s has %(num)s days"), locale="en", forms=2)
    assert [problem.kind for problem in wrong] == ["placeholder"]


def test_a_form_for_many_numbers_says_which_one_it_is() -> None:
    """In Russian the first form is for 1, 21 and 31: without its number it would say one for all of them."""
    forms = ("один день", "%(num)s дня", "%(num)s дней")
    assert [one.kind for one in problems(DAYS, forms, locale="ru", forms=3)] == ["placeholder"]
    assert problems(DAYS, ("%(num)s день", *forms[1:]), locale="ru", forms=3) == ()
    # In Polish it is for 1 alone, and in Persian for 0 as well, which is said in another way.
    assert problems(DAYS, ("jeden dzień", "%(num)s dni", "%(num)s dni"), locale="pl", forms=3) == ()
    assert problems(DAYS, ("یک روز", "%(num)s روز"), locale="fa", forms=2) == ()
    source = ("Den første dagen", "De første %(num)s dagene")
    assert problems(source, ("Der erste", "Die ersten"), locale="en", forms=2)[0].kind == "placeholder"


def test_plural_forms_are_all_there_or_none_counts() -> None:
    assert problems(DAYS, ("a", "b"), locale="ar", forms=6)[0].kind == "forms"
    assert problems(DAYS, ("a day", ""), locale="en", forms=2)[0].kind == "empty"
    assert problems(("Dag",), ("a", "b"), locale="en")[0].kind == "forms"


def test_tidying_composes_and_drops_what_nobody_sees_but_keeps_what_arabic_script_needs() -> None:
    assert tidy("e\u0301\u200b\u200c", locale="en") == "é"
    assert tidy("می\u200cخواهم\ufeff", locale="fa") == "می\u200cخواهم"


@pytest.mark.parametrize(
    "text", ["\u3164", "\u2800\u2800", "\u115f\u1160 \uffa0", "\u034f", "\u17b4"], ids=ascii
)
def test_a_text_that_nobody_sees_is_none(text: str) -> None:
    tidied = tuple(tidy(one, locale="en") for one in (text,))
    assert [one.kind for one in problems(("Hei",), tidied, locale="en")] == ["empty"]


def test_the_longest_hostile_texts_are_judged_quickly() -> None:
    source = "a" * 500
    began = time.process_time()
    for text in (
        "a" * 10_000,
        "<a " * 3_000,
        "<a" + " x" * 4_900,
        "a." * 5_000,
        "%(" * 5_000,
        "1 " * 5_000,
        "&#" * 5_000,
    ):
        problems((source,), (text,), locale="en")
        problems((LINK + source,), (text,), locale="en")
    assert time.process_time() - began < 3


pieces = st.sampled_from(
    [
        "%",
        "%(navn)s",
        "%(nam)s",
        "%(n)d",
        "%%",
        "%*d",
        "<b>",
        "</b>",
        "<",
        ">",
        "&lt;",
        '"',
        "'",
        "\n",
        "\u202e",
        "\ud800",
        "x",
        " ",
        "1",
    ]
)
hostile_text = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(hostile_text, hostile_text)
def test_judging_never_raises_and_what_is_accepted_has_the_sources_slots(source: str, text: str) -> None:
    tidied = tidy(text, locale="en")
    if problems((source,), (tidied,), locale="en"):
        return
    have, wanted = placeholders(tidied), placeholders(source)
    if "%" in source and wanted is not None:
        assert have == wanted


@settings(max_examples=100, deadline=None)
@given(st.lists(hostile_text, max_size=7), st.sampled_from(sorted(RULES)))
def test_judging_plural_forms_never_raises(texts: list[str], rule: str) -> None:
    problems(DAYS, tuple(texts), locale="ar", forms=RULES[rule].forms)


@settings(max_examples=100, deadline=None)
@given(hostile_text, hostile_text)
def test_filling_needs_no_more_than_the_slots_it_knows_and_never_fills_a_value_again(
    text: str, value: str
) -> None:
    filled = substitute("[%(navn)s]", {"navn": value})
    assert filled == f"[{value}]"
    substitute(text, {"navn": value, "nam": value, "n": 1})
