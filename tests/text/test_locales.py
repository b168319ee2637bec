"""The table of languages and the ways of counting."""

from gettext import c2py

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.locales import LOCALES, SOURCE, TRANSLATED, chain
from portal.text.plurals import RULES, form_of


def test_the_first_release_has_these_languages() -> None:
    drafts = ["se", "uk", "ru", "ar", "so", "ti", "pl", "fa"]
    assert list(LOCALES) == ["nb", "nn", "en", *drafts, "en-XA", "ar-XB"]
    assert [*TRANSLATED] == ["nn", "en", *drafts]
    assert [code for code, locale in LOCALES.items() if locale.direction == "rtl"] == ["ar", "fa", "ar-XB"]
    assert [code for code, locale in LOCALES.items() if locale.draft] == drafts
    assert LOCALES["en"].cldr == "en_GB"


@pytest.mark.parametrize("code", sorted(LOCALES))
def test_every_row_of_the_table_leads_to_a_rule_and_a_fallback_that_exist(code: str) -> None:
    locale = LOCALES[code]
    assert locale.code == code
    assert locale.plural in RULES
    assert set(locale.fallback) <= set(LOCALES)


def test_arabic_falls_back_on_english_and_then_on_norwegian() -> None:
    assert chain("ar") == ("ar", "en", "nb")
    assert chain("nn") == ("nn", "nb")
    assert chain("nb") == ("nb",)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(LOCALES)) | st.text(max_size=20))
def test_every_chain_ends_in_the_source_and_asks_nobody_twice(code: str) -> None:
    asked = chain(code)
    assert asked[-1] == SOURCE
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize(
    ("rule", "numbers", "forms"),
    [
        ("one", [0, 1, 2], [1, 0, 1]),
        ("nought_or_one", [0, 1, 2], [0, 0, 1]),
        ("dual", [0, 1, 2, 3], [2, 0, 1, 2]),
        ("slavic", [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 111, 101], [2, 0, 1, 1, 2, 2, 2, 2, 0, 1, 2, 0]),
        ("polish", [0, 1, 2, 5, 12, 21, 22, 31], [2, 0, 1, 2, 2, 2, 1, 2]),
        ("arabic", [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111], [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4]),
        ("same", [0, 1, 2], [0, 0, 0]),
    ],
)
def test_each_way_of_counting_agrees_with_cldr(rule: str, numbers: list[int], forms: list[int]) -> None:
    assert [RULES[rule].index(number) for number in numbers] == forms


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_form_has_numbers_to_show_a_translator(name: str) -> None:
    rule = RULES[name]
    samples = rule.samples()
    assert len(samples) == rule.forms
    assert all(samples)
    assert all(rule.index(number) == form for form, numbers in enumerate(samples) for number in numbers)


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_rule_and_the_header_written_for_other_tools_say_the_same(name: str) -> None:
    rule = RULES[name]
    theirs = c2py(rule.formula)
    assert all(theirs(number) == rule.index(number) for number in range(300))
    assert f"nplurals={rule.forms};" in rule.header


@pytest.mark.parametrize("count", [1.5, "many", None, float("inf"), float("nan")])
def test_a_count_that_is_no_whole_number_takes_the_last_form(count: object) -> None:
    assert form_of("arabic", count) == 5


def test_a_negative_count_is_counted_by_its_size() -> None:
    assert form_of("one", -1) == 0
