"""A legal question that can be asked by name: its facts, its answer, and what the answer rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Stored
from portal.rules.practice import Practice
from portal.rules.questions.facts import Fact, Facts, in_order, read_facts


@dataclass(frozen=True, slots=True)
class Around:
    """What a question needs beside its facts: the public holidays of a year, and what the office has chosen."""

    holidays: Holidays
    practice: Practice


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type.
    """A decision's value or a reason's facts as JSON: dates ISO, kroner and hours as strings, the rest as it is."""
    if isinstance(value, Stored):
        return facts_of(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"an answer cannot hold {type(value).__name__}")


def facts_of(stored: Stored) -> dict[str, Any]:
    """The facts of a reason or of figures, by name, as JSON."""
    return {field.name: plain(getattr(stored, field.name)) for field in fields(stored)}


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `example` is facts as JSON; `value` turns what the rule answers into the promised JSON.

    `rests_on` names the parameters, `settings` the office's choices, `covers` the rows of the rule table.
    """

    name: str
    facts: tuple[Fact, ...]
    decide: Callable[[Facts, Around], Decision[Any]]
    example: Mapping[str, Any]
    covers: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    value: Callable[[Any], Any] = plain

    def answer(self, given: object, around: Around) -> Decision[Any]:
        """The decision for facts as JSON. Raises `BadFacts`, and `NoLawInForce` for a day outside the law we know."""
        found = read_facts(self.facts, given)
        in_order(found)
        return self.decide(found, around)
