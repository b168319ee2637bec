"""Names in the order in which people look for them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.alphabets import Sorting, fa_key, nb_key, pl_key, plain_key, ru_key, se_key, uk_key
from portal.text.locales import LOCALES
from portal.text.sorting import key_of

# As ICU sorts them for readers of Norwegian and of Northern Sámi.
NORWEGIAN = (
    "ABBA", "Anders", "Cecilie", "Dag", "Đorđe", "Müller", "Mysen", "Zorro", "Ähtäri", "Ærlig", "Öberg", "Østby",
    "Øyvind", "Aaberg", "Ås", "Aas", "Åse",
)  # fmt: skip
SAMI = (
    "Aaberg", "Anna", "Ánne", "Cuoppa", "Čálli", "Dávvet", "Đorvu", "Nils", "Ŋáhko", "Sámi", "Šaddu", "Tana", "Ŧievra",
    "Zorro", "Žanna", "Østby", "Ærlig", "Ås", "Ähtäri", "Öberg",
)  # fmt: skip


def shuffled(names: tuple[str, ...]) -> list[str]:
    """The names in another order, always the same one."""
    return random.Random(8).sample(names, len(names))  # noqa: S311 -- Names in a test guard nothing.


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (nb_key, NORWEGIAN),
        (se_key, SAMI),
        (pl_key, ("Adam", "Ąb", "Lena", "Łukasz", "Ola", "Óla", "Zofia", "Źdźbło", "Żaneta")),
        (uk_key, ("Анна", "Галина", "Ґалаґан", "Енеїда", "Єва", "Іван", "Їжак", "Йосип")),
        (ru_key, ("Ёж", "Ежов", "Жук", "Иван", "Йод", "Яна")),
        (fa_key, ("باران", "پدر", "تهران", "جواد", "چمن", "کامران", "گیتی", "لاله")),
        (plain_key, ("ardal", "Årdal", "Emil", "Érard", "ole", "Øst", "Zed")),
    ],
)
def test_an_alphabet_has_its_order(key: Sorting, names: tuple[str, ...]) -> None:
    assert tuple(sorted(shuffled(names), key=key)) == names


def test_case_counts_only_between_texts_that_are_else_the_same() -> None:
    assert sorted(["B", "a", "A", "b"], key=nb_key) == ["a", "A", "b", "B"]
    assert sorted(["Ane B", "Anett", "Ane"], key=nb_key) == ["Ane", "Ane B", "Anett"]


def test_a_letter_in_two_pieces_stands_where_it_stands_in_one() -> None:
    names = ["Z", "A\u030asa", "Åsb", "Åsa"]
    assert min(names, key=nb_key) == "Z"
    assert nb_key("A\u030asa")[0] == nb_key("Åsa")[0]


def test_norwegian_reads_aa_as_one_letter_and_sami_as_two() -> None:
    assert sorted(["Aas", "Zed"], key=nb_key) == ["Zed", "Aas"]
    assert sorted(["Aas", "Zed"], key=se_key) == ["Aas", "Zed"]


def test_readers_have_the_alphabet_of_their_language() -> None:
    assert key_of("nn") is nb_key
    assert key_of("se") is se_key
    assert {key_of(code) for code in ("en", "so", "ti", "ar", "en-XA", "unknown")} == {plain_key}


# Any text at all, also halves of characters, which no page ever shows but a row may hold.
anything = st.text(st.characters(), max_size=12)


@given(st.lists(anything, max_size=6), st.sampled_from(sorted(LOCALES)))
def test_any_text_can_be_sorted_and_the_order_does_not_depend_on_where_one_began(
    texts: list[str], code: str
) -> None:
    key = key_of(code)
    once = sorted(texts, key=key)
    texts.reverse()
    assert sorted(texts, key=key) == once
    assert sorted(once, key=key) == once


@given(anything, anything, st.sampled_from(sorted(LOCALES)))
def test_two_texts_never_share_a_place(one: str, other: str, code: str) -> None:
    assert (key_of(code)(one) == key_of(code)(other)) == (one == other)
