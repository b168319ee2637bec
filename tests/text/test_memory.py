"""What is remembered and what differs: the same sentence first, alike ones after it, and nothing is lost of a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.translating import Key
from portal.resources import TRANSLATIONS
from portal.text.differing import LONGEST, differences
from portal.text.memory import ALIKE, remembered
from portal.text.template import read_template

SENT: Key = (None, "Meldingen er sendt til kontaktpersonen.", None)
KNOWN = {
    ("knapp", SENT[1], None): ("Sent.",),
    (None, "Meldingen er sendt til veilederen.", None): ("The message has been sent to the caseworker.",),
    (None, "Noe helt annet.", None): ("Something else.",),
    SENT: ("Its own.",),
}


def test_the_same_sentence_in_another_context_comes_before_one_that_is_alike() -> None:
    found = remembered(SENT, KNOWN, list(KNOWN))
    assert [(one.key[0], one.texts[0][:4]) for one in found] == [("knapp", "Sent"), (None, "The ")]
    assert found[0].likeness == 1
    assert ALIKE <= found[1].likeness < 1


def test_what_has_no_translation_or_is_not_asked_for_is_not_told() -> None:
    assert remembered(SENT, {}, list(KNOWN)) == ()
    assert remembered(SENT, KNOWN, []) == ()
    assert len(remembered(SENT, KNOWN, list(KNOWN), most=1)) == 1


def test_long_and_many_sentences_take_no_time_to_speak_of() -> None:
    many: dict[Key, tuple[str, ...]] = {
        (None, f"{'ord og ' * 400}{number}", None): ("x",) for number in range(3000)
    }
    assert len(remembered((None, "ord og " * 400, None), many, many)) == 5


def test_a_word_that_changed_is_told_apart_from_those_that_did_not() -> None:
    assert differences("Min uke", "Min plan") == (("same", "Min "), ("gone", "uke"), ("new", "plan"))
    assert differences("Leave now, please", "Quick exit, please") == (
        ("gone", "Leave now"),
        ("new", "Quick exit"),
        ("same", ", please"),
    )
    assert differences("", "Ny") == (("new", "Ny"),)
    assert differences("", "") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_what_differs(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "gone") == new


@pytest.mark.parametrize("words", [LONGEST, 10 * LONGEST])
def test_very_long_texts_are_shown_one_after_the_other(words: int) -> None:
    assert differences("a " * words, "b") == (("gone", "a " * words), ("new", "b"))


def test_a_page_full_of_what_is_hardest_to_compare_is_drawn_soon() -> None:
    """A history shows each proposal that there ever was, and whoever proposes may mean no good."""
    began = time.perf_counter()
    for pieces in (LONGEST, 600, 900, 1200, 1500):
        differences("a " * (pieces // 4), "b a " * (pieces // 8 - 1))
    assert time.perf_counter() - began < 1


def test_the_longest_sentence_of_ours_is_still_compared_word_by_word() -> None:
    longest = max((text for one in read_template(TRANSLATIONS).entries for text in one.ids), key=len)
    assert ("same", "Ingen ") in {(kind, text[:6]) for kind, text in differences(longest, f"{longest} Ja.")}
