"""Reading one setting: how what stands in the environment becomes what it means, or a sentence."""

import re
from collections.abc import Mapping
from pathlib import Path

from portal.settings.known import VARIABLES, SettingsError


def all_or_none(environment: Mapping[str, str], names: tuple[str, ...]) -> list[str] | None:
    """The values, or None when none of them is set. Half of them is a mistake that must not go unseen: SettingsError."""
    prefix = "_".join(names[0].split("_")[:2]) + "_"
    if not any(name.startswith(prefix) for name in environment):
        return None
    for name in names:
        if not environment.get(name):
            raise SettingsError(f"{name} is missing. {VARIABLES[name]}")
    return [environment[name] for name in names]


def one_secret(name: str, file: str) -> str:
    """The one word in a file. Raises SettingsError, which never repeats it."""
    try:
        word = Path(file).read_text("ascii").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{name} cannot be read.") from error
    if not re.fullmatch(r"[!-~]+", word):
        raise SettingsError(f"{name} must hold one token and nothing else.")
    return word


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    """0 or 1. Raises SettingsError."""
    value = environment.get(name)
    if value is None:
        return default
    if value not in {"0", "1"}:
        raise SettingsError(f"{name} must be 0 or 1. {VARIABLES[name]}")
    return value == "1"


def number(environment: Mapping[str, str], name: str, *, default: int) -> int:
    """A whole number. Raises SettingsError."""
    value = environment.get(name, str(default))
    if not re.fullmatch("[0-9]{1,6}", value):
        raise SettingsError(f"{name} must be a whole number. {VARIABLES[name]}")
    return int(value)
