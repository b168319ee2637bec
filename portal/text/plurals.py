"""Plural forms: which form of a sentence goes with a number, in our own table and nobody else's.

The table says what CLDR says for whole numbers. A catalogue's own header is never asked, because it can be
wrong and because it can be made to divide by zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PluralRule:
    """One way of counting: the names of its forms in order, the rule, and the rule as gettext writes it."""

    categories: tuple[str, ...]
    index: Callable[[int], int]
    formula: str

    @property
    def forms(self) -> int:
        """How many forms a translated sentence must have."""
        return len(self.categories)

    @property
    def header(self) -> str:
        """The value of a catalogue's Plural-Forms line, written for other people's tools."""
        return f"nplurals={self.forms}; plural={self.formula};"

    def samples(self, *, most: int = 5) -> tuple[tuple[int, ...], ...]:
        """For each form, the first few numbers from 0 to 200 that take it, for a translator to look at."""
        kinds: list[list[int]] = [[] for _ in self.categories]
        for number in range(201):
            kind = kinds[self.index(number)]
            if len(kind) < most:
                kind.append(number)
        return tuple(tuple(kind) for kind in kinds)


def _few(n: int) -> bool:
    return 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14


def _slavic(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if _few(n) else 2


def _polish(n: int) -> int:
    if n == 1:
        return 0
    return 1 if _few(n) else 2


def _arabic(n: int) -> int:
    if n <= 2:
        return n
    if 3 <= n % 100 <= 10:
        return 3
    return 4 if n % 100 >= 11 else 5


RULES: Mapping[str, PluralRule] = MappingProxyType(
    {
        "same": PluralRule(("other",), lambda _: 0, "0"),
        "one": PluralRule(("one", "other"), lambda n: int(n != 1), "(n != 1)"),
        "nought_or_one": PluralRule(("one", "other"), lambda n: int(n > 1), "(n > 1)"),
        "dual": PluralRule(
            ("one", "two", "other"),
            lambda n: {1: 0, 2: 1}.get(n, 2),
            "(n == 1 ? 0 : n == 2 ? 1 : 2)",
        ),
        "slavic": PluralRule(
            ("one", "few", "many"),
            _slavic,
            "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
        ),
        "polish": PluralRule(
            ("one", "few", "many"),
            _polish,
            "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
        ),
        "arabic": PluralRule(
            ("zero", "one", "two", "few", "many", "other"),
            _arabic,
            "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)",
        ),
    }
)


def form_of(rule: str, count: object) -> int:
    """The form for any count: a fraction takes the last form, and so does what is no number at all."""
    table = RULES[rule]
    try:
        whole = int(count)  # type: ignore[call-overload]
        exact = bool(whole == count)
    except (TypeError, ValueError, OverflowError):
        return table.forms - 1
    return table.index(abs(whole)) if exact else table.forms - 1
