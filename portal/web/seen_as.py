"""Seeing a page of the demo as one of its synthetic people sees it: a request that was made here and carries who asks.

What a browser sends reaches a view as headers, and never as this: only code of ours can put it there. There is no cookie
for it and no row, so that nothing is left that somebody could sign in with when the page is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from portal.services.signing_in import SignedIn

if TYPE_CHECKING:
    from portal.web.site import Tongue

KEY: Final = "portal.seen_as"


@dataclass(frozen=True, slots=True)
class SeenAs:
    """Whose page it is, and the language, with its words, that it is drawn in."""

    sign_in: SignedIn
    tongue: "Tongue"


def seen_as(environ: Mapping[str, Any]) -> SeenAs | None:
    """Who the request was made for, None for all that come from outside."""
    return cast("SeenAs | None", environ.get(KEY))
