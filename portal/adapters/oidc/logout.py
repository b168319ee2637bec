"""A provider's message that somebody's session with it is over (OpenID Connect Back-Channel Logout 1.0, section 2.6)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portal.adapters.oidc.tokens import OLDEST, SKEW, moment, word
from portal.domain.signing_in import EndedThere, SignInRefused

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def read_logout_token(claims: Mapping[str, Any], issuer: str) -> EndedThere:
    """Whose session is over, from claims whose signature, issuer, audience and times hold. Raises SignInRefused."""
    # An ID token says much the same; the nonce that it carries must never be in a message like this.
    if "nonce" in claims:
        raise SignInRefused("logout-with-nonce")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise SignInRefused("logout-without-event")
    sid = word(claims, "sid") if "sid" in claims else ""
    subject = word(claims, "sub") if "sub" in claims else ""
    if not sid and not subject:
        raise SignInRefused("logout-of-nobody")
    # Remembered for as long as the times above would let the same message through once more.
    until = moment(claims, "iat") + OLDEST + SKEW + timedelta(minutes=1)
    return EndedThere(issuer, sid, subject, word(claims, "jti"), until)
