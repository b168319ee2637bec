"""Plain words in our own sentences."""

import pytest

from portal.text.plainness import lix, lix_of_all, plainness


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Vedrørende fraværet ditt", "plain word"),
        ("Vedtak fattes av kommunen", "plain word"),
        ("Se lovens § 29, jf. § 30", "plain word"),
        ("Stønad til livsopphold", "plain word"),
        ("Ring NAV", "name"),
    ],
)
def test_a_word_of_offices_is_found_and_another_is_offered(sentence: str, kind: str) -> None:
    (found,) = plainness((sentence,))
    assert found.kind == kind
    assert len(found.what) > 20


@pytest.mark.parametrize(
    "sentence", ["Ring Nav", "Kunngjøring", "Du får penger i dag.", "Se %(herunder)s", ""]
)
def test_plain_words_are_left_in_peace(sentence: str) -> None:
    assert plainness((sentence,)) == ()


def test_long_sentences_of_long_words_are_heavy_and_short_ones_are_not() -> None:
    heavy = (
        "Kvalifiseringsprogrammet forutsetter tilstedeværelse gjennom hele programperioden uavhengig av "
        "individuelle omstendigheter som kommunen ellers vurderer etter gjeldende bestemmelser"
    )
    assert [one.kind for one in plainness((heavy,))] == ["heavy"]
    assert lix("Du er syk. Ring oss.") < 10
    assert lix("") == 0
    assert lix_of_all(("Du er syk.", "Kvalifiseringsprogrammet")) < 10
