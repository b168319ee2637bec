"""What people write is translated by nobody: the port is empty, and a provider elsewhere or without agreement stops the start."""

import ast

import pytest

from portal.settings import SettingsError, from_environment
from tests.architecture.sources import modules
from tests.architecture.test_settings import GOOD

WHOLE = {
    "PORTAL_TRANSLATION_PROVIDER": "own-service",
    "PORTAL_TRANSLATION_URL": "http://127.0.0.1:5000",
    "PORTAL_TRANSLATION_LOCAL": "1",
    "PORTAL_TRANSLATION_AGREEMENT": "2026/1234",
}


def test_without_a_word_there_is_no_provider() -> None:
    assert from_environment(GOOD).translation is None


def test_a_local_one_with_an_agreement_is_accepted() -> None:
    found = from_environment(GOOD | WHOLE).translation
    assert found is not None
    assert (found.provider, found.agreement) == ("own-service", "2026/1234")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PORTAL_TRANSLATION_LOCAL": "0"}, "PORTAL_TRANSLATION_LOCAL"),
        ({"PORTAL_TRANSLATION_LOCAL": "yes"}, "PORTAL_TRANSLATION_LOCAL"),
        ({"PORTAL_TRANSLATION_LOCAL": ""}, "PORTAL_TRANSLATION_LOCAL"),
        ({"PORTAL_TRANSLATION_AGREEMENT": ""}, "PORTAL_TRANSLATION_AGREEMENT"),
        ({"PORTAL_TRANSLATION_AGREEMENT": "  "}, "PORTAL_TRANSLATION_AGREEMENT"),
        ({"PORTAL_TRANSLATION_PROVIDER": ""}, "PORTAL_TRANSLATION_PROVIDER"),
        ({"PORTAL_TRANSLATION_URL": "http://translate.example"}, "PORTAL_TRANSLATION_URL"),
        ({"PORTAL_TRANSLATION_URL": "https://key@translate.example"}, "PORTAL_TRANSLATION_URL"),
        ({"PORTAL_TRANSLATION_URL": "https://[bad"}, "PORTAL_TRANSLATION_URL"),
        ({"PORTAL_TRANSLATION_URL": ""}, "PORTAL_TRANSLATION_URL"),
    ],
)
def test_any_other_refuses_to_start_with_a_sentence(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        from_environment(GOOD | WHOLE | changes)


@pytest.mark.parametrize("alone", sorted(WHOLE))
def test_half_of_one_refuses_to_start(alone: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_TRANSLATION"):
        from_environment(GOOD | {alone: WHOLE[alone]})


def test_nothing_in_the_portal_implements_or_asks_a_provider() -> None:
    """Free text is never machine-translated in this release."""
    named, asked = set(), set()
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if getattr(node, "id", getattr(node, "name", "")) == "TranslationProvider":
                named.add(path)
            if isinstance(node, ast.Attribute) and node.attr == "translation":
                asked.add(path)
    assert named == {"portal/domain/ports.py"}
    assert asked == set()
