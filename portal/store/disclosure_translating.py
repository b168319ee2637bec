"""What participants are not told of translating, because nothing of it is about them."""

from collections.abc import Mapping
from types import MappingProxyType

_TABLES = ("proposal", "review", "text", "question", "answer")
NOTHING_OF_TRANSLATORS: Mapping[str, str] = MappingProxyType(
    {f"translation_{name}": "What translators write about the portal's own sentences." for name in _TABLES}
)
