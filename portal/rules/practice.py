"""What an office chooses itself where the law is silent or can be read in more ways; never shown as law."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from portal.rules.law import HouseRule

Choice = str | int | Decimal


class BadSetting(ValueError):
    """A setting that does not exist or a value that is not allowed; the text names the setting."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to choose: its row in the rule table, the default, and either a list of choices or two limits.

    A default in quotes among limits is a number with decimals, such as hours.
    """

    name: str
    rule: str
    default: Choice
    note: str
    choices: tuple[str, ...] = ()
    least: int | Decimal = 0
    most: int | Decimal = 0

    @property
    def basis(self) -> HouseRule:
        """What a reason says that rests on this choice."""
        return HouseRule(self.name, self.note)

    def read(self, given: object) -> Choice:
        """The value, checked. Raises `BadSetting` for one that is not allowed."""
        if self.choices:
            if given not in self.choices:
                raise BadSetting(f"{self.name}: one of {', '.join(self.choices)} is needed")
            return str(given)
        # Plain digits only: Decimal would also read "1e1" and the digits of other scripts.
        plain = not isinstance(given, bool) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", str(given))
        number = Decimal(str(given)) if plain and not isinstance(given, float) else Decimal(-1)
        if not self.least <= number <= self.most or number < 0:
            raise BadSetting(f"{self.name}: a number from {self.least} to {self.most} is needed")
        if isinstance(self.default, Decimal):
            return number
        if number != number.to_integral_value():
            raise BadSetting(f"{self.name}: a whole number is needed")
        return int(number)


@dataclass(frozen=True, slots=True)
class Practice:
    """The choices of one office. Raises `BadSetting` for a name or a value that does not exist."""

    chosen: Mapping[str, object] = field(default_factory=dict)
    _values: Mapping[str, Choice] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in self.chosen:
            if name not in SETTINGS:
                raise BadSetting(f"{name}: there is no such setting")
        values = {
            name: setting.read(self.chosen[name]) if name in self.chosen else setting.default
            for name, setting in SETTINGS.items()
        }
        object.__setattr__(self, "_values", MappingProxyType(values))

    def choice(self, name: str) -> str:
        """What the office chose among the words that `name` allows."""
        return str(self._values[name])

    def says_yes(self, name: str) -> bool:
        """Whether the office chose yes."""
        return self._values[name] == "yes"

    def whole(self, name: str) -> int:
        """The whole number the office chose."""
        return int(self._values[name])

    def exact(self, name: str) -> Decimal:
        """The number with decimals the office chose, such as hours."""
        return Decimal(self._values[name])

    def basis(self, name: str) -> HouseRule:
        """What a reason says that rests on the choice `name`."""
        return SETTINGS[name].basis


def _read_all() -> Mapping[str, Setting]:
    content = tomllib.loads(files("portal.rules").joinpath("practice.toml").read_text(encoding="utf-8"))
    found = (
        _setting(f"{part}.{short}", entry)
        for part, settings in content.items()
        for short, entry in settings.items()
    )
    return MappingProxyType({setting.name: setting for setting in found})


def _setting(name: str, entry: Mapping[str, Any]) -> Setting:
    if choices := tuple(entry.get("choices", ())):
        setting = Setting(name, entry["rule"], entry["default"], entry["note"], choices)
    else:
        kind = Decimal if isinstance(entry["default"], str) else int
        default, least, most = (kind(entry[key]) for key in ("default", "least", "most"))
        setting = Setting(name, entry["rule"], default, entry["note"], (), least, most)
    setting.read(setting.default)
    return setting


SETTINGS = _read_all()
"""Every setting by name. Read once, when the portal starts; a default that its own limits refuse stops the start."""

USUAL = Practice()
"""The stated defaults."""
