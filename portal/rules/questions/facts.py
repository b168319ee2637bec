"""The facts that a question takes: their names, kinds and units, and how they are read from JSON."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOST_ITEMS = 5000
MOST_HOURS = Decimal(10000)

Facts = Mapping[str, Any]
"""What was read: dates, whole numbers, decimals, truth values, tuples and further facts, by name."""


class BadFacts(ValueError):
    """A fact that is missing, unknown or of the wrong kind. The text is one line and begins with the field."""

    def __init__(self, field: str, wrong: str) -> None:
        """Keep the field, such as "earlier[0].from", beside the sentence."""
        super().__init__(f"{field}: {wrong}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: how it is described, and the reader that checks it. `read(given, field)` raises `BadFacts`."""

    says: str
    read: Callable[[object, str], Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in JSON, its kind, what it means, and whether it may be left out (then it is `default`)."""

    name: str
    kind: Kind
    means: str
    optional: bool = False
    default: Any = None


def read_facts(facts: tuple[Fact, ...], given: object, inside: str = "") -> Facts:
    """The facts out of decoded JSON. Raises `BadFacts` for what is missing, unknown or wrong, by its name."""
    if not isinstance(given, Mapping):
        raise BadFacts(inside or "facts", "an object with the facts is needed")
    names = {fact.name for fact in facts}
    for name in given:
        if name not in names:
            raise BadFacts(_path(inside, str(name)[:60] or '""'), "there is no such fact")
    found: dict[str, Any] = {}
    for fact in facts:
        field = _path(inside, fact.name)
        if given.get(fact.name) is not None:
            found[fact.name] = fact.kind.read(given[fact.name], field)
        elif fact.optional:
            found[fact.name] = fact.default
        else:
            raise BadFacts(field, f"it is missing; {fact.kind.says} is needed")
    return found


def list_of(kind: Kind) -> Kind:
    """Any number of facts of one kind, in any order; read as a tuple."""

    def read(given: object, field: str) -> tuple[Any, ...]:
        if not isinstance(given, list):
            raise BadFacts(field, "a list is needed")
        if len(given) > MOST_ITEMS:
            raise BadFacts(field, f"at most {MOST_ITEMS} items can be given")
        return tuple(kind.read(item, f"{field}[{index}]") for index, item in enumerate(given))

    return Kind(f"list of {kind.says}", read)


def record(*facts: Fact) -> Kind:
    """An object with facts of its own. Where it has `from` and `to`, they must not be the wrong way round."""

    def read(given: object, field: str) -> Facts:
        found = read_facts(facts, given, field)
        in_order(found, field)
        return found

    parts = ", ".join(
        f"{fact.name}: {fact.kind.says}{' or left out' if fact.optional else ''}" for fact in facts
    )
    return Kind(f"{{{parts}}}", read)


def in_order(found: Facts, inside: str = "") -> None:
    """Raise `BadFacts` when facts named `from` and `to` are the wrong way round."""
    first, last = found.get("from"), found.get("to")
    if first is not None and last is not None and last < first:
        raise BadFacts(_path(inside, "to"), "it comes before 'from'")


def one_of(*words: str) -> Kind:
    """One of some words, in capitals or not; read as it is written here."""
    known = {word.casefold(): word for word in words}

    def read(given: object, field: str) -> str:
        if not isinstance(given, str) or given.casefold() not in known:
            raise BadFacts(field, f"one of {', '.join(words)} is needed")
        return known[given.casefold()]

    return Kind(f"one of {', '.join(words)}", read)


def _path(inside: str, name: str) -> str:
    return f"{inside}.{name}" if inside else name


def _date(given: object, field: str) -> date:
    try:
        # Only the full form: Python reads "20261122" and "2026-W47-7" too, and a typing error must not pass.
        if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given, re.ASCII):
            day = date.fromisoformat(given)
            if FIRST_DAY <= day <= LAST_DAY:
                return day
    except ValueError:
        pass
    raise BadFacts(field, "a date such as 2026-11-22 is needed")


def _month(given: object, field: str) -> date:
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}", given, re.ASCII):
        try:
            return _date(f"{given}-01", field)
        except BadFacts:
            pass
    raise BadFacts(field, "a month such as 2026-11 is needed")


def _whole(least: int, most: int) -> Callable[[object, str], int]:
    def read(given: object, field: str) -> int:
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise BadFacts(field, f"a whole number from {least} to {most} is needed")
        return given

    return read


def _hours(given: object, field: str) -> Decimal:
    if isinstance(given, str | int | Decimal) and not isinstance(given, bool):
        try:
            hours = Decimal(given)
        except InvalidOperation:
            hours = Decimal("NaN")
        # The exponent limit keeps "1e-999999" from making a number that takes a minute to work with.
        if hours.is_finite() and 0 <= hours <= MOST_HOURS and hours.as_tuple().exponent >= -6:  # type: ignore[operator]
            return hours
    raise BadFacts(field, 'hours such as "7.5" are needed')


def _yes_no(given: object, field: str) -> bool:
    if not isinstance(given, bool):
        raise BadFacts(field, "true or false is needed")
    return given


DATE = Kind("date (YYYY-MM-DD)", _date)
MONTH = Kind("month (YYYY-MM)", _month)
YEAR = Kind("year (whole number)", _whole(FIRST_DAY.year, LAST_DAY.year))
COUNT = Kind("whole number, 0 or more", _whole(0, 100000))
HOURS = Kind('hours as a string, such as "7.5"', _hours)
YES_NO = Kind("true or false", _yes_no)
PERIOD = record(
    Fact("from", DATE, "the first day"),
    Fact("to", DATE, "the last day, counted"),
)
