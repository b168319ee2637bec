"""What the portal does with each rule of the programme: computed, shown, left to people, or not built yet."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

TEXTS = ("id", "rule", "paragraph", "status")
KEYS = {*TEXTS, "by", "why"}


class BadCoverage(ValueError):
    """The coverage file is not in order; the text names the row."""


class Status(StrEnum):
    """Who sees to a rule."""

    ENFORCED = "enforced"  # A question computes it.
    SHOWN = "shown"  # A page says or does it.
    HUMAN = "human"  # A person must do it.
    LATER = "later"  # Nothing does it yet.


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its id in the rule table, the rule in a line, its paragraph, and what sees to it.

    `by` names questions for ENFORCED, templates or endpoints for SHOWN; `why` is said for the other two.
    """

    id: str
    rule: str
    paragraph: str
    status: Status
    by: tuple[str, ...] = ()
    why: str = ""


@cache
def rows() -> Mapping[str, Row]:
    """Every rule by its id, in the order of the rule table. Read and checked once. Raises `BadCoverage`."""
    text = files("portal.rules").joinpath("coverage.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(content: Mapping[str, Any]) -> Mapping[str, Row]:
    """The rows of decoded TOML. Raises `BadCoverage` for whatever is not in order."""
    found: dict[str, Row] = {}
    for entry in content["rows"]:
        row = _row(entry)
        if row.id in found:
            raise BadCoverage(f"{row.id} stands there twice")
        found[row.id] = row
    return MappingProxyType(found)


def covering(question: str) -> tuple[str, ...]:
    """The ids of the rules that a question enforces."""
    return tuple(row.id for row in rows().values() if row.status is Status.ENFORCED and question in row.by)


def _row(entry: Mapping[str, Any]) -> Row:
    name = str(entry.get("id", "a row without an id"))
    if unknown := set(entry) - KEYS:
        raise BadCoverage(f"{name}: unknown keys {sorted(unknown)}")
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise BadCoverage(f"{name}: {key!r} must be a text")
    if entry["status"] not in set(Status):
        raise BadCoverage(f"{name}: the status must be one of {', '.join(Status)}")
    by, why, status = tuple(entry.get("by", ())), entry.get("why", ""), Status(entry["status"])
    seen_to = status in (Status.ENFORCED, Status.SHOWN)
    if seen_to and (not by or why):
        raise BadCoverage(f"{name}: a rule that is {status} says by what, and not why")
    if not seen_to and (by or not why):
        raise BadCoverage(f"{name}: a rule that is {status} says why, and not by what")
    return Row(entry["id"], entry["rule"], entry["paragraph"], status, by, why)
