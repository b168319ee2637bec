"""Reasons: what somebody must write before they do what another will judge later."""

from portal.domain.access import LONGEST_REASON, SHORTEST_REASON, letters_in
from portal.domain.errors import Refused


def refuse_bad_reason(reason: str) -> None:
    """Raise Refused for a reason that nobody could judge later: too few letters, or too many signs."""
    if letters_in(reason) < SHORTEST_REASON:
        raise Refused("access-without-reason")
    if len(reason) > LONGEST_REASON:
        raise Refused("access-reason-too-long")
