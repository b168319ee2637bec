"""Other people's plural rules: a header's formula read by a parser of our own, and its forms matched with ours.

Only an import asks for this, to turn a file's forms round. The portal itself counts with `plurals.RULES` alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.text.plurals import PluralRule

_LONGEST = 600
_DEEPEST = 30
_MOST_FORMS = 10
_HIGHEST = 2**53
_DIGITS = 10
_NUMBERS = range(1001)
_FIRST = frozenset({0, 1, 2})
_HEADER = re.compile(r"\s*nplurals\s*=\s*([0-9]{1,4})\s*;\s*plural\s*=\s*(.+?)\s*;?\s*\Z", re.DOTALL)
_TOKEN = re.compile(r"\s*(?:([0-9]+)|(n)\b|(\|\||&&|[=!<>]=|[?:<>+\-*/%!()]))")
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))

_Value = Callable[[int], int]


class FormulaError(ValueError):
    """A plural rule that cannot be used; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A file's own rule: `forms` is how many forms it has, `indexes[n]` the form of each number from 0 to 1000."""

    forms: int
    indexes: tuple[int, ...]


def read_formula(header: str) -> Formula:
    """The rule in the value of a Plural-Forms line. Raises FormulaError; never runs anything of the file's."""
    if len(header) > _LONGEST:
        raise FormulaError("the plural rule of the file is too long")
    match = _HEADER.match(header)
    if match is None:
        raise FormulaError("the plural rule of the file is not written nplurals=…; plural=…;")
    forms = int(match[1])
    if not 1 <= forms <= _MOST_FORMS:
        raise FormulaError(
            f"the file says that it has {forms} plural forms; no language has so many or so few"
        )
    value = _Parser(match[2]).whole()
    indexes = tuple(value(number) for number in _NUMBERS)
    if not all(0 <= index < forms for index in indexes):
        raise FormulaError("the plural rule of the file names a form that it does not have")
    return Formula(forms, indexes)


def order_of_forms(formula: Formula, rule: PluralRule) -> tuple[int, ...]:
    """For each of our forms, which of the file's says it. Raises FormulaError when one has none of its own.

    Nought, one and two may be counted otherwise there: a form for one of them alone that we do not have is left out.
    """
    ours = [rule.index(number) for number in _NUMBERS]
    order: list[int] = []
    for form, category in enumerate(rule.categories):
        mine = {number for number in _NUMBERS if ours[number] == form}
        own = {
            index: mine & said
            for index, said in _said(formula).items()
            if mine & said and not said - mine - _FIRST
        }
        best = max(own, key=lambda index: (len(own[index]), -index), default=None)
        if best is None or mine - own[best] - _FIRST:
            few = ", ".join(str(number) for number in sorted(mine)[:4])
            raise FormulaError(
                f"the file has no form of its own for «{category}» ({few} …), which the language has"
            )
        order.append(best)
    if len(set(order)) < len(order):
        raise FormulaError("the file has one form where the language has two")
    return tuple(order)


def _said(formula: Formula) -> dict[int, set[int]]:
    """The numbers that each form of a file is for."""
    return {
        index: {number for number in _NUMBERS if formula.indexes[number] == index}
        for index in range(formula.forms)
    }


class _Parser:
    """A formula of C with one variable: numbers, n, and the operators that plural rules are made of."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise FormulaError(
                    f"the plural rule of the file has {text[position : position + 10]!r} in it"
                )
            self._tokens.append(match[0].strip())
            position = match.end()
        self._depth = 0

    def whole(self) -> _Value:
        value = self._choice()
        if self._tokens:
            raise FormulaError(
                f"the plural rule of the file goes on with {self._tokens[0][:10]!r} after its end"
            )
        return value

    def _next(self) -> str:
        return self._tokens[0] if self._tokens else ""

    def _take(self, wanted: str) -> None:
        if self._next() != wanted:
            raise FormulaError(f"the plural rule of the file lacks a {wanted!r}")
        self._tokens.pop(0)

    def _choice(self) -> _Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError("the plural rule of the file is nested too deeply")
        asked = self._operators(0)
        if self._next() == "?":
            self._take("?")
            yes = self._choice()
            self._take(":")
            no = self._choice()
            self._depth -= 1
            return lambda n: yes(n) if asked(n) else no(n)
        self._depth -= 1
        return asked

    def _operators(self, level: int) -> _Value:
        if level == len(_LEVELS):
            return self._one()
        value = self._operators(level + 1)
        while self._next() in _LEVELS[level]:
            operator = self._tokens.pop(0)
            value = _joined(operator, value, self._operators(level + 1))
        return value

    def _one(self) -> _Value:
        found = self._next()
        if found == "!":
            self._depth += 1
            if self._depth > _DEEPEST:
                raise FormulaError("the plural rule of the file is nested too deeply")
            self._take("!")
            value = self._one()
            self._depth -= 1
            return lambda n: int(not value(n))
        if found == "(":
            self._take("(")
            value = self._choice()
            self._take(")")
            return value
        if found == "n":
            self._take("n")
            return lambda n: n
        if found.isdecimal():
            self._take(found)
            if len(found) > _DIGITS:
                raise FormulaError("the plural rule of the file has a number nobody counts to")
            number = int(found)
            return lambda _: number
        raise FormulaError(
            f"the plural rule of the file ends too early or has {found[:10]!r} where a number belongs"
        )


def _joined(operator: str, left: _Value, right: _Value) -> _Value:
    def value(n: int) -> int:
        first = left(n)
        if operator == "||":
            return int(bool(first) or bool(right(n)))
        if operator == "&&":
            return int(bool(first) and bool(right(n)))
        second = right(n)
        if operator in {"/", "%"} and second == 0:
            raise FormulaError("the plural rule of the file divides by zero")
        found = _COUNTED[operator](first, second)
        if abs(found) > _HIGHEST:
            raise FormulaError("the plural rule of the file has a number nobody counts to")
        return found

    return value


_COUNTED: dict[str, Callable[[int, int], int]] = {
    "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b),
    "<": lambda a, b: int(a < b),
    ">": lambda a, b: int(a > b),
    "<=": lambda a, b: int(a <= b),
    ">=": lambda a, b: int(a >= b),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}
