"""ID-porten: who a participant is, from claims that hold."""

from collections.abc import Mapping
from typing import Any

from portal.adapters.oidc.door import Reader
from portal.adapters.oidc.tokens import word
from portal.domain.identity import is_identity_number
from portal.domain.signing_in import Arrival, ParticipantArrival, SignInRefused, Visit

SCOPE = "openid profile"
SUBSTANTIAL, HIGH = "idporten-loa-substantial", "idporten-loa-high"
ENOUGH = {SUBSTANTIAL: frozenset({SUBSTANTIAL, HIGH}), HIGH: frozenset({HIGH})}


def reader(acr: str, *, synthetic: bool) -> Reader:
    """Reads claims when the log-in was at least as sure as `acr`. `synthetic`: see `portal.domain.identity`."""
    enough = ENOUGH[acr]

    def read(claims: Mapping[str, Any], visit: Visit) -> Arrival:
        if visit.acr not in enough:
            raise SignInRefused("not-sure-enough")
        # Without the name of the session a log-out elsewhere could not be heard.
        word(claims, "sid")
        number = claims.get("pid")
        if not isinstance(number, str) or not is_identity_number(number, synthetic=synthetic):
            raise SignInRefused("no-identity-number")
        return ParticipantArrival(visit, number)

    return read
