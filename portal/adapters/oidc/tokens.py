"""Signed tokens: read, verified against the provider's keys, and their claims in the only shapes we accept."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from portal.adapters.oidc.metadata import Key, Provider
from portal.adapters.oidc.strict import Unreadable, object_from
from portal.domain.signing_in import SignInRefused

LONGEST = 16 * 1024
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# No algorithm with a shared secret is here, so a public key can never be taken for one.
KINDS: Mapping[str, type[Key]] = {"RS256": RSAKey, "PS256": RSAKey, "ES256": ECKey}
# Where to fetch a key, or a key itself: a token never says what it is to be checked with. `crit` and `b64` change
# how the rest is read, and `cty` and `zip` that there is something inside.
UNWELCOME = frozenset({"crit", "b64", "jku", "jwk", "x5u", "x5c", "cty", "zip", "enc"})
SKEW = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of token: the words for it that `typ` may say. One kind can then never be taken for the other."""

    types: frozenset[str | None]


ID_TOKEN = Kind(frozenset({None, "jwt"}))
LOGOUT_TOKEN = Kind(frozenset({None, "jwt", "logout+jwt"}))


def verified(token: object, provider: Provider, kind: Kind) -> dict[str, Any]:
    """The claims of a token that the provider really signed. Raises SignInRefused, and ProviderDown without keys."""
    if not isinstance(token, str) or len(token) > LONGEST or not COMPACT.fullmatch(token):
        raise SignInRefused("token-shape")
    head, body, _signature = token.split(".")
    header, claims = _read(head), _read(body)
    if UNWELCOME & set(header):
        raise SignInRefused("token-header")
    named = header.get("typ")
    if (named.lower() if isinstance(named, str) else named) not in kind.types:
        raise SignInRefused("token-type")
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in KINDS:
        raise SignInRefused("token-algorithm")
    if not isinstance(kid, str) or not 0 < len(kid) <= LONGEST_NAME:
        raise SignInRefused("token-key-name")
    key = provider.key(kid, KINDS[algorithm])
    try:
        jws.deserialize_compact(token, key, algorithms=[algorithm])
    except (JoseError, ValueError):
        raise SignInRefused("token-signature") from None
    return claims


def check_common(claims: Mapping[str, Any], issuer: str, client_id: str, now: datetime) -> None:
    """What every token must say: from whom, for us alone, when it was made, and that it still holds."""
    if claims.get("iss") != issuer:
        raise SignInRefused("issuer")
    audience = claims.get("aud")
    if audience not in (client_id, [client_id]):
        raise SignInRefused("audience")
    made, ends = moment(claims, "iat"), moment(claims, "exp")
    if made > now + SKEW:
        raise SignInRefused("made-in-the-future")
    if made < now - OLDEST or ends <= now - SKEW:
        raise SignInRefused("expired")
    if "nbf" in claims and moment(claims, "nbf") > now + SKEW:
        raise SignInRefused("not-yet")


def check_id_token(claims: Mapping[str, Any], client_id: str, nonce: str | None, now: datetime) -> None:
    """What an ID token must say besides. `nonce` is None only for one that came for a refresh token."""
    if "azp" in claims and claims["azp"] != client_id:
        raise SignInRefused("authorized-party")
    if nonce is not None:
        said = claims.get("nonce")
        if not isinstance(said, str) or not compare_digest(said.encode(), nonce.encode()):
            raise SignInRefused("nonce")
    word(claims, "sub")
    if "auth_time" in claims and moment(claims, "auth_time") > now + SKEW:
        raise SignInRefused("logged-in-in-the-future")


def moment(claims: Mapping[str, Any], name: str) -> datetime:
    """A claim as a moment. Raises SignInRefused when it is missing or is none."""
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SignInRefused(f"no-{name}")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        raise SignInRefused(f"no-{name}") from None


def word(claims: Mapping[str, Any], name: str) -> str:
    """A claim as one printable word of bounded length. Raises SignInRefused for anything else."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise SignInRefused(f"no-{name}")
    if not value.isascii() or not value.isprintable() or set(value) & set(" <>\"'&"):
        raise SignInRefused(f"odd-{name}")
    return value


def _read(part: str) -> dict[str, Any]:
    try:
        return object_from(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (Unreadable, binascii.Error):
        raise SignInRefused("token-shape") from None
