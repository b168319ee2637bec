"""Texts as plain words, and the made-up languages."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.catalogue import Catalogue, Catalogues, parse_catalogue
from portal.text.locales import LOCALES
from portal.text.markup import TAG
from portal.text.placeholders import SLOT
from portal.text.pseudo import pseudo
from portal.text.words import N_, Found, Words

EN = """
msgid "Hei %(navn)s"
msgstr "Hi <%(navn)s>"

msgid "Plan"
msgstr "Plan"

msgctxt "verb"
msgid "Klage"
msgstr "Complain"

msgid "%(num)s dag"
msgid_plural "%(num)s dager"
msgstr[0] "one day"
msgstr[1] "%(num)s days"
""".replace("<%(navn)s>", "%(navn)s & co")

# A form that is for one number may leave it out.
SIX = ("ا", "ب", "ت", "ث %(num)s", "ج %(num)s", "ح %(num)s")
CATALOGUES = Catalogues(
    {
        "en": parse_catalogue(EN, "en"),
        "ar": parse_catalogue(
            'msgid "%(num)s dag"\nmsgid_plural "%(num)s dager"\n'
            + "".join(f'msgstr[{form}] "{letter}"\n' for form, letter in enumerate(SIX)),
            "ar",
        ),
    }
)


def test_a_text_is_plain_and_never_markup() -> None:
    text = Words("en", CATALOGUES).gettext("Hei %(navn)s", navn="<b>")
    assert text == "Hi <b> & co"
    assert type(text) is str


def test_the_source_is_its_own_text() -> None:
    words = Words("nb", CATALOGUES)
    assert words.gettext("Hei %(navn)s", navn="Ola") == "Hei Ola"
    assert words.gettext("100%% sikkert") == "100% sikkert"
    assert words.ngettext("%(num)s dag", "%(num)s dager", 1) == "1 dag"
    assert words.ngettext("%(num)s dag", "%(num)s dager", 0) == "0 dager"


def test_a_form_says_the_number_though_the_sources_form_for_one_does_not() -> None:
    """Ukrainian says 21 with the form of 1, and "one day" would be wrong there."""
    text = 'msgid "én dag"\nmsgid_plural "%(num)s dager"\n' + "".join(
        f'msgstr[{form}] "%(num)s {word}"\n' for form, word in enumerate(("день", "дні", "днів"))
    )
    words = Words("uk", Catalogues({"uk": parse_catalogue(text, "uk")}))
    said = [words.ngettext("én dag", "%(num)s dager", count) for count in (1, 2, 5, 21)]
    assert said == ["1 день", "2 дні", "5 днів", "21 день"]


def test_a_lookup_says_which_language_the_text_is_in() -> None:
    words = Words("ar", CATALOGUES)
    assert words.lookup("Plan") == Found("Plan", "en")
    assert words.lookup("Ukjent") == Found("Ukjent", "nb")
    assert words.lookup("Klage", "verb") == Found("Complain", "en")
    assert words.lookup("Klage") == Found("Klage", "nb")


def test_the_context_chooses_between_two_meanings() -> None:
    assert Words("en", CATALOGUES).pgettext("verb", "Klage") == "Complain"
    assert Words("en", CATALOGUES).npgettext("x", "%(num)s dag", "%(num)s dager", 2) == "2 dager"


def test_arabic_has_six_forms() -> None:
    words = Words("ar", CATALOGUES)
    said = [words.ngettext("%(num)s dag", "%(num)s dager", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["ا", "ب", "ت", "ث 3", "ج 11", "ح 100"]


def test_a_form_from_a_fallback_is_chosen_by_the_fallbacks_own_rule() -> None:
    only_english = Catalogues({"en": CATALOGUES["en"]})
    assert Words("ar", only_english).ngettext("%(num)s dag", "%(num)s dager", 1) == "one day"
    assert Words("ar", only_english).ngettext("%(num)s dag", "%(num)s dager", 2) == "2 days"


def test_a_sentence_with_forms_never_answers_for_one_without() -> None:
    assert Words("ar", CATALOGUES).lookup("%(num)s dag") == Found("%(num)s dag", "nb")


def test_a_value_the_caller_forgot_is_an_error_even_with_a_translation() -> None:
    with pytest.raises(KeyError):
        Words("en", CATALOGUES).gettext("Hei %(navn)s")


def test_a_mark_leaves_the_sentence_as_it_is() -> None:
    assert N_("Syk") == "Syk"


def test_the_language_may_be_given_by_its_row_or_its_code() -> None:
    assert Words(LOCALES["nn"], CATALOGUES).locale is Words("nn", CATALOGUES).locale


parts = st.sampled_from(
    [
        "%",
        "%(navn)s",
        "%(nam)s",
        "%(navn)999999999s",
        "%%",
        "%*d",
        "%s",
        "{navn.__class__}",
        "<b>",
        "\n",
        "\ud800",
    ]
)
hostile = st.lists(parts | st.text(max_size=5), max_size=8).map("".join)


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_a_bad_translation_that_slipped_past_the_checks_never_breaks_a_text(text: str) -> None:
    unchecked = Catalogue("en", {(None, "Hei %(navn)s", None): (text,), (None, "Ut", None): (text,)})
    words = Words("en", Catalogues({"en": unchecked}))
    assert len(words.gettext("Hei %(navn)s", navn="Ola")) < 1000
    assert words.gettext("Ut") == text


sentences = st.lists(
    st.sampled_from(["%(navn)s", "%(num)d", "%%", "<b>", "</b>", '<a href="/x">', "&nbsp;"])
    | st.text("abcæøå ", max_size=8),
    max_size=8,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(sentences, st.sampled_from(["en-XA", "ar-XB"]))
def test_a_made_up_language_keeps_slots_and_tags_and_is_longer(sentence: str, code: str) -> None:
    text = pseudo(sentence, LOCALES[code])
    assert SLOT.findall(text) == SLOT.findall(sentence)
    assert TAG.findall(text) == TAG.findall(sentence)
    assert text.count("%%") == sentence.count("%%")
    assert text[0] + text[-1] == "[]"
    assert len(text) >= 1.3 * len(sentence)
    assert bool(re.search("[\u0600-\u06ff]", text)) == (code == "ar-XB")


def test_a_made_up_language_speaks_at_once_without_a_catalogue() -> None:
    words = Words("en-XA", CATALOGUES)
    assert words.gettext("Hei %(navn)s", navn="Ola").startswith("[Ħéí Ola")
    assert words.lookup("Plan").locale == "en-XA"
    assert words.ngettext("%(num)s dag", "%(num)s dager", 2).startswith("[2 đáğéř")
    assert not set("\u202a\u202b\u202c\u202d\u202e") & set(Words("ar-XB", CATALOGUES).gettext("Plan"))
