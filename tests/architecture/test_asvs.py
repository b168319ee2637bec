"""OWASP ASVS 5.0.0, levels 1 and 2: every requirement has its answer in `tests/asvs`, and what an answer names exists.

A file for each chapter, a table for each requirement: `level`, `about` in our own words, and a `status`:
`tested` by the tests it names; `by design`, which no test can show, with the file and why it holds; `not here`, with
why; `operator`, with what the municipality must do; `falls short`, with what is missing and, where there are some,
the tests of what is there. `note` says what a reader should know besides.
"""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.architecture.sources import ROOT

FOLDER = ROOT / "tests" / "asvs"
# How many requirements of level 1 and of level 2 each chapter of the standard has, 70 and 183 in all.
CHAPTERS = {
    1: (8, 19),
    2: (4, 7),
    3: (8, 11),
    4: (2, 8),
    5: (4, 5),
    6: (13, 22),
    7: (6, 12),
    8: (4, 3),
    9: (4, 3),
    10: (5, 24),
    11: (3, 11),
    12: (3, 6),
    13: (1, 12),
    14: (2, 7),
    15: (3, 10),
    16: (0, 16),
    17: (0, 7),
}
# What each status must say, and what it may say besides.
STATUSES = {
    "tested": ({"tests"}, {"note"}),
    "by design": ({"file", "why"}, {"note"}),
    "not here": ({"why"}, {"note"}),
    "operator": ({"must"}, {"note"}),
    "falls short": ({"missing"}, {"note", "tests"}),
}
ALWAYS = {"level", "about", "status"}
MOST_WORDS = 12
SAID = re.compile(
    r"ASVS 5\.0, levels 1 and 2: (\d+) requirements; (\d+) shown by tests, (\d+) by design, (\d+) not here, "
    r"(\d+) for the operator, (\d+) fall short"
)

Row = dict[str, Any]


@cache
def chapter(number: int) -> dict[str, Row]:
    """The requirements of a chapter by their numbers. TOML itself refuses a number that stands there twice."""
    found: dict[str, Row] = tomllib.loads((FOLDER / f"v{number:02}.toml").read_text(encoding="utf-8"))
    return found


def requirements() -> dict[str, Row]:
    """All of them."""
    return {name: row for number in CHAPTERS for name, row in chapter(number).items()}


@cache
def written_in(path: str) -> frozenset[str]:
    """The tests of a file, those of a class as `Class::test`; none when there is no such file."""
    if not (ROOT / path).is_file():
        return frozenset()
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    named = [("", body), *((f"{one.name}::", one.body) for one in classes)]
    return frozenset(
        before + node.name
        for before, nodes in named
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def faults_of(row: Row) -> list[str]:
    """What is wrong with the answer to one requirement."""
    faults = []
    must, may = STATUSES.get(row.get("status", ""), (set(), set()))
    if not must:
        faults.append("has no status that we know")
    faults += [f"lacks {name}" for name in sorted((ALWAYS | must) - set(row))]
    faults += [f"has a strange {name}" for name in sorted(set(row) - ALWAYS - must - may)]
    faults += [f"has an empty {name}" for name, value in row.items() if not value]
    if row.get("level") not in {1, 2}:
        faults.append("is of another level")
    if len(str(row.get("about", "")).split()) > MOST_WORDS:
        faults.append("is about too much")
    faults += [
        f"names {name}, which does not exist"
        for name in row.get("tests", ())
        if name.partition("::")[2] not in written_in(name.partition("::")[0])
    ]
    if "file" in row and not (ROOT / row["file"]).is_file():
        faults.append(f"names {row['file']}, which does not exist")
    sentences = (str(row[name]) for name in ("why", "must", "missing", "note") if row.get(name))
    faults += [f"ends in the middle: {text}" for text in sentences if not text.endswith(".")]
    return faults


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_chapter_holds_every_requirement_of_both_levels(number: int) -> None:
    """As many as the standard has, each once and under its own chapter."""
    found = chapter(number)
    assert [name for name in found if not re.fullmatch(rf"{number}\.[1-9]\.[1-9]\d?", name)] == []
    assert list(found) == sorted(found, key=lambda name: [int(part) for part in name.split(".")])
    levels = Counter(row["level"] for row in found.values())
    assert (levels[1], levels[2]) == CHAPTERS[number]


def test_the_standard_has_seventy_and_a_hundred_and_eighty_three() -> None:
    assert tuple(map(sum, zip(*CHAPTERS.values(), strict=True))) == (70, 183)
    assert len(requirements()) == 253
    assert {path.name for path in FOLDER.iterdir()} == {f"v{number:02}.toml" for number in CHAPTERS}


def test_every_answer_says_what_it_must_and_names_what_exists() -> None:
    assert [f"{name} {fault}" for name, row in requirements().items() for fault in faults_of(row)] == []


GOOD: Row = {"level": 1, "about": "Something", "status": "tested"}
HERE = "tests/architecture/test_asvs.py"


@pytest.mark.parametrize(
    ("planted", "word"),
    [
        ({"status": "fine"}, "status"),
        ({}, "lacks tests"),
        ({"tests": []}, "empty tests"),
        ({"tests": [f"{HERE}::test_that_nobody_wrote"]}, "test_that_nobody_wrote"),
        ({"tests": [f"{HERE}::faults_of"]}, "faults_of"),
        ({"tests": ["tests/gone.py::test_gone"]}, "gone.py"),
        ({"tests": [HERE]}, HERE),
        ({"status": "by design", "why": "It is so."}, "lacks file"),
        ({"status": "by design", "why": "It is so.", "file": "portal/gone.py"}, "gone.py"),
        ({"status": "not here", "why": "None of it", "note": "It."}, "middle"),
        ({"status": "operator", "must": "Do it.", "file": "README.md"}, "strange file"),
        ({"status": "falls short", "missing": "All.", "level": 3}, "level"),
        ({"status": "falls short", "missing": "All.", "about": "a " * 13}, "too much"),
    ],
)
def test_a_planted_fault_is_found(planted: Row, word: str) -> None:
    (fault,) = faults_of(GOOD | planted)
    assert word in fault


def test_what_is_good_is_left_alone() -> None:
    name = f"{HERE}::test_what_is_good_is_left_alone"
    assert faults_of(GOOD | {"tests": [name], "note": "Itself."}) == []
    assert faults_of(GOOD | {"status": "falls short", "missing": "More.", "tests": [name]}) == []


def test_the_readme_counts_them_truly() -> None:
    """The sentence in README, made anew from the answers."""
    by_status = Counter(row["status"] for row in requirements().values())
    counted = [len(requirements()), *(by_status[status] for status in STATUSES)]
    said = SAID.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert said is not None
    assert [int(number) for number in said.groups()] == counted
