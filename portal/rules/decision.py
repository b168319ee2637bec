"""What a rule answers: an outcome with its reasons, each tied to the law or to a house rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypeVar

from portal.rules import load_all
from portal.rules.law import Basis, HouseRule, citation_of


class Outcome(StrEnum):
    """The four honest answers of a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"  # A human must decide.
    COMPUTED = "computed"  # A figure or a date, and nothing to be met.


class UnknownCode(LookupError):
    """A stored decision carries a code that no class answers to: somebody removed or renamed one."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A frozen dataclass that is stored with a case under a permanent code.

    Its facts are dates, whole or exact numbers, texts, truth values, None, and tuples of these or of other such
    classes. Kroner and hours are `Decimal`. They never change: other facts are another class with another code,
    and the retired one stays where it is.
    """

    code: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        # Slots make `dataclass` build each class twice, so the same name may come back with its code.
        known = BY_CODE.get(cls.code)
        if known and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__qualname__} and {known.__qualname__} share the code {cls.code!r}")
        if cls.code:
            BY_CODE[cls.code] = cls


BY_CODE: dict[str, type[Stored]] = {}
"""Every class that a stored decision may name, as far as their files are loaded; retired ones stay."""


@dataclass(frozen=True, slots=True)
class Reason(Stored):
    """Why: a permanent code and the facts of its sentence. The words live in `portal.text`."""


@dataclass(frozen=True, slots=True)
class Figures(Stored):
    """What a rule worked out, when that is more than one number or date."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason and what it rests on. There is no reason without a basis: anything else raises TypeError."""

    reason: Reason
    basis: Basis

    def __post_init__(self) -> None:
        if not isinstance(self.reason, Reason) or not isinstance(self.basis, Basis):
            raise TypeError(f"{self.reason!r} rests on {self.basis!r}")


RULE_NAME = re.compile(r"[a-z_]+(\.[a-z_]+)?")
"""The file that the rule stands in, and the function."""

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Decision(Generic[V_co]):
    """The answer of one rule in one case.

    `rule` and `version` name the rule for ever. `value` is a date, an exact number, `Figures` or None.
    `would_change` names what would lead to another answer, so that nobody is left without a next step.
    Raises ValueError when there is no reason, or for a name that cannot be one.
    """

    rule: str
    version: int
    outcome: Outcome
    because: tuple[Because, ...]
    value: V_co
    would_change: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"{self.rule} answered without a reason")
        if not RULE_NAME.fullmatch(self.rule):
            raise ValueError(f"{self.rule!r} is no name of a rule")


def as_data(decision: Decision[object]) -> dict[str, Any]:
    """The decision as plain JSON data, to be stored with the case and read again by `from_data`."""
    return {
        "rule": decision.rule,
        "version": decision.version,
        "outcome": decision.outcome.value,
        "value": _written(decision.value),
        "because": [
            {"reason": _written(because.reason), "basis": _basis_written(because.basis)}
            for because in decision.because
        ],
        "would_change": [_written(reason) for reason in decision.would_change],
    }


def from_data(data: Mapping[str, Any]) -> Decision[Any]:
    """The decision that `as_data` wrote, years later too. Raises `UnknownCode` for a code nobody answers to."""
    return Decision(
        rule=data["rule"],
        version=data["version"],
        outcome=Outcome(data["outcome"]),
        because=tuple(Because(_read(b["reason"]), _basis_read(b["basis"])) for b in data["because"]),
        value=_read(data["value"]),
        would_change=tuple(_read(reason) for reason in data["would_change"]),
    )


def _written(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type.
    if isinstance(value, Stored):
        facts = {field.name: _written(getattr(value, field.name)) for field in fields(value)}
        return {"code": value.code, "facts": facts}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, Fraction):
        return {"fraction": str(value)}
    if isinstance(value, tuple):
        return {"list": [_written(one) for one in value]}
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a decision cannot store {type(value).__name__}")


def _read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type.
    match data:
        case {"code": code, "facts": facts}:
            if code not in BY_CODE:
                load_all()
            if code not in BY_CODE:
                raise UnknownCode(code)
            return BY_CODE[code](**{name: _read(fact) for name, fact in facts.items()})
        case {"date": text}:
            return date.fromisoformat(text)
        case {"decimal": text}:
            return Decimal(text)
        case {"fraction": text}:
            return Fraction(text)
        case {"list": items}:
            return tuple(_read(item) for item in items)
        case _:
            return data


def _basis_written(basis: Basis) -> dict[str, str | None]:
    if isinstance(basis, HouseRule):
        return {"house_rule": basis.code, "note": basis.note}
    since = basis.wording_since
    return {"law": basis.key, "wording_since": since.isoformat() if since else None}


def _basis_read(data: Mapping[str, Any]) -> Basis:
    if "house_rule" in data:
        return HouseRule(data["house_rule"], data["note"])
    since = data["wording_since"]
    return citation_of(data["law"], date.fromisoformat(since) if since else None)
