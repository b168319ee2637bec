"""Which language a reader gets."""

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.negotiation import negotiate

ALL = ("nb", "nn", "se", "en", "uk", "ru", "ar", "so", "ti", "pl", "prs", "fa", "kmr", "ckb")


def ask(
    header: str | None = None,
    *,
    saved: str | None = None,
    explicit: str | None = None,
    cookie: str | None = None,
    default: str | None = "nb",
    offered: Collection[str] = ALL,
) -> str:
    return negotiate(
        saved=saved,
        explicit=explicit,
        cookie=cookie,
        accept_language=header,
        default=default,
        offered=offered,
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("no-NO,no", "nb"),
        ("nb-NO", "nb"),
        ("nn-NO,nb;q=0.5", "nn"),
        ("se-NO,nb;q=.5", "se"),
        ("uk-UA,ru;q=0.8", "uk"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("fa-AF", "prs"),
        ("prs-AF", "prs"),
        ("fa-IR", "fa"),
        ("ku", "kmr"),
        ("kmr-TR", "kmr"),
        ("ku-IQ", "ckb"),
        ("ku-Arab-IQ", "ckb"),
        ("en-GB-x-private", "en"),
        ("xx, *;q=0.5", "nb"),
        ("ar;q=0, en;q=0.1", "en"),
        ("ar;q=oops, en", "en"),
        ("../../etc/passwd", "nb"),
        ("", "nb"),
    ],
)
def test_the_browsers_languages_are_tried_one_by_one_in_their_order(header: str, language: str) -> None:
    assert ask(header) == language


def test_the_saved_choice_comes_before_all_others_and_the_office_last() -> None:
    assert ask("so", saved="ar", explicit="en", cookie="uk") == "ar"
    assert ask("so", explicit="en", cookie="uk") == "en"
    assert ask("so", cookie="uk") == "uk"
    assert ask("so", default="nn") == "so"
    assert ask("xx", default="nn") == "nn"


def test_a_saved_language_no_longer_offered_is_passed_over() -> None:
    assert ask("en", saved="so", offered=("nb", "en")) == "en"


def test_a_header_of_a_hundred_kilobytes_is_cut_and_half_a_tag_is_not_a_language() -> None:
    assert ask("so," * 40_000) == "so"
    assert ask("x" * 100_000) == "nb"
    # The cut falls inside "arz…"; what is left of it would read as Arabic.
    assert ask("xx" + " " * 196 + ",ar" + "z" * 50) == "nb"


anything = (
    st.none()
    | st.text(max_size=60)
    | st.sampled_from([*ALL, "NB", "no", "uk-UA,ru;q=0.8", "en;q=NaN", "-", ";;"])
)


@settings(max_examples=200, deadline=None)
@given(
    anything, anything, anything, anything, anything, st.lists(st.sampled_from(ALL), min_size=1, unique=True)
)
def test_whatever_is_sent_the_answer_is_a_language_on_offer(
    saved: str | None,
    explicit: str | None,
    cookie: str | None,
    header: str | None,
    default: str | None,
    offered: list[str],
) -> None:
    answer = negotiate(
        saved=saved,
        explicit=explicit,
        cookie=cookie,
        accept_language=header,
        default=default,
        offered=offered,
    )
    assert answer in offered


def test_with_nothing_on_offer_the_source_is_shown() -> None:
    assert ask("en", offered=()) == "nb"
