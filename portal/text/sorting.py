"""Sorting what people read, by the alphabet of whoever reads it. Lists for staff are Norwegian, whatever they read in."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.domain.alphabets import (
    Sorting,
    fa_key,
    nb_key,
    pl_key,
    plain_key,
    ru_key,
    se_key,
    uk_key,
)

__all__ = ["key_of", "nb_key", "se_key"]

_KEYS: Mapping[str, Sorting] = MappingProxyType(
    {
        "nb": nb_key,
        "nn": nb_key,
        "se": se_key,
        "pl": pl_key,
        "uk": uk_key,
        "ru": ru_key,
        "fa": fa_key,
    }
)


def key_of(locale: str) -> Sorting:
    """The key to sort by for readers of a language, by its code: `sorted(names, key=key_of("se"))`."""
    return _KEYS.get(locale, plain_key)
