"""Signs in place of what somebody wrote inside JSON, however deep it lies."""

from collections.abc import Callable
from typing import Any, TypeAlias

Json: TypeAlias = Any


def planted(
    sing: Callable[..., str], value: Json, path: str, audience: object, told: tuple[frozenset[str], object]
) -> Json:
    """The same value with a sign under every key that holds words. `told` is those keys, and who reads what is about health."""
    words, private = told
    if isinstance(value, list):
        return [planted(sing, one, path, audience, told) for one in value]
    if not isinstance(value, dict):
        return value
    if "health" in (value.get("kind"), value.get("serves")):
        audience = private
    return {
        key: sing(column=f"{path}.{key}", audience=audience)
        if one and isinstance(one, str) and key in words
        else planted(sing, one, path, audience, told)
        for key, one in value.items()
    }
