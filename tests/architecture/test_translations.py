"""Words for everything: catalogues without a gap, a label for each kind and state, a sentence for each reason."""

import importlib
import inspect
import pkgutil
import re
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from flask import Flask

import portal.domain
import portal.rules
from portal.domain import alarms, phrases
from portal.domain.access import Area, GrantKind, Protection, Tie
from portal.domain.allowance import Counted
from portal.domain.documents import Sniffed
from portal.domain.individual_plan import PlanState
from portal.domain.money import Lacking
from portal.domain.story import MomentKind
from portal.domain.waiting import Pressing
from portal.rules.decision import BY_CODE, Reason
from portal.rules.law import Citation, HouseRule
from portal.text.checking import check
from portal.text.labels import LABELS, label
from portal.text.locales import LOCALES
from portal.text.reasons import all_sentences, cited
from portal.text.reasons import said as reason_said
from portal.web.site import Site, Tongue
from tests.architecture.sources import ROOT

# Never shown as they are: the page says what they mean in a sentence of its own.
# These reach no page as they are: what they lead to is said in sentences.
WITHOUT_LABEL = frozenset[type[Enum]](
    {
        *(Area, Counted, GrantKind, Lacking, MomentKind, PlanState, Pressing, Protection, Sniffed, Tie),
        # Which moment of a row a step is, who may send a phrase, and what kind of field stands in it.
        *(alarms.Step, phrases.Direction, phrases.SlotKind),
    }
)

COUNTS = (0, 1, 2, 3, 7, 11, 100)  # One for each of the six forms of Arabic, and one more.
SAMPLES: dict[type, Any] = {
    date: date(2026, 11, 24),
    str: "12",
    bool: True,
    Decimal: Decimal("2.5"),
    Fraction: Fraction(1, 2),
}


def all_of(package: Any) -> None:  # noqa: ANN401 -- A module has no narrower type that is of use.
    """Load every module of a package, so that what registers itself has done so."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)


def enumerations() -> set[type[Enum]]:
    """Every kind and state of the domain."""
    all_of(portal.domain)
    return {
        kind
        for found in pkgutil.walk_packages(portal.domain.__path__, "portal.domain.")
        for _, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass)
        if issubclass(kind, Enum) and kind.__module__.startswith("portal.domain") and len(kind)
    }


def reasons() -> dict[str, type[Reason]]:
    """Every reason that a stored decision may name, by its code."""
    all_of(portal.rules)
    return {
        code: kind
        for code, kind in BY_CODE.items()
        if issubclass(kind, Reason) and kind.__module__.startswith("portal.rules.")
    }


def example(kind: type[Reason], count: int) -> Reason:
    """A reason with plausible facts, whole numbers all the same."""
    hints = get_type_hints(kind)
    values = {}
    for fact in fields(kind):
        hint = hints[fact.name]
        kinds = [one for one in getattr(hint, "__args__", (hint,)) if one is not type(None)]
        values[fact.name] = count if kinds[0] is int else SAMPLES[kinds[0]]
    return kind(**values)


def tongues(app: Flask) -> dict[str, Tongue]:
    """Every language of the portal, ready to speak."""
    site: Site = app.extensions["portal"]
    return site.tongues


def test_the_catalogues_are_complete_safe_and_in_step() -> None:
    """What `portal translations check` says before a release: nothing missing, nothing stale, nothing refused (T4)."""
    assert [str(finding) for finding in check(ROOT) if finding.hard] == []


def test_a_text_without_a_translation_is_found(tmp_path: Path) -> None:
    """The check itself, on a small project with one sentence and no catalogue."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("{{ _('En setning.') }}", encoding="utf-8")
    assert {finding.kind for finding in check(tmp_path)} == {"stale", "missing"}


def test_every_kind_and_state_has_a_label() -> None:
    """A value of the database is never shown as it is."""
    # Some kinds are the law's own, and rules/ says what they are.
    of_rules = {kind for kind in LABELS if kind.__module__.startswith("portal.rules")}
    assert enumerations() - WITHOUT_LABEL == set(LABELS) - of_rules
    for kind, words in LABELS.items():
        assert set(words) == set(kind), kind.__name__


@pytest.mark.parametrize("code", list(LOCALES))
def test_every_label_is_said_in_every_language(standing: Flask, code: str) -> None:
    for kind in LABELS:
        said = [label(tongues(standing)[code].words, member) for member in kind]
        assert all(word.strip() and "%" not in word and "_" not in word for word in said), kind.__name__
        assert len(set(said)) == len(said), f"{kind.__name__}: two of its words are the same"


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    """A decision that cannot be explained must not be made. Retired reasons keep their words."""
    assert len(reasons()) > 15
    assert set(all_sentences()) == set(reasons().values())
    assert all(re.fullmatch(r"[a-z0-9_.-]+", code) for code in reasons())


@pytest.mark.parametrize("code", list(LOCALES))
def test_every_reason_is_said_in_every_language(standing: Flask, code: str) -> None:
    """Whole sentences, with every fact in its place, whatever the count."""
    tongue = tongues(standing)[code]
    for name, kind in reasons().items():
        for count in COUNTS:
            said = reason_said(tongue.words, tongue.dates, example(kind, count)).text
            assert said.strip(), name
            assert "%" not in said, (name, said)
            assert "None" not in said, (name, said)
            assert "{" not in said, (name, said)
            if not LOCALES[code].pseudo:
                assert said.rstrip("\u2069\u200f")[-1] in ".؟!።", (name, said)


@pytest.mark.parametrize("code", list(LOCALES))
def test_where_it_stands_is_said_in_every_language(standing: Flask, code: str) -> None:
    """Every paragraph the rules rest on can be cited, and what the office chose itself is never dressed up as law."""
    words = tongues(standing)[code].words
    all_of(portal.rules)
    bases = [
        value
        for found in pkgutil.walk_packages(portal.rules.__path__, "portal.rules.")
        for _, value in inspect.getmembers(importlib.import_module(found.name))
        if isinstance(value, Citation | HouseRule)
    ]
    assert {type(basis) for basis in bases} == {Citation, HouseRule}
    for basis in bases:
        said = cited(words, basis)
        assert said
        assert ("§" in said) is isinstance(basis, Citation)
