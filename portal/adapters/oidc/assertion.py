"""Who we are to a provider: a private key instead of a shared secret (`private_key_jwt`, RFC 7523)."""

import json
import secrets
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from portal.adapters.oidc.metadata import Key

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFE = timedelta(seconds=60)
KINDS: dict[str, type[Key]] = {"RSA": RSAKey, "EC": ECKey}
# What a provider may find our public key by: its name there, or the thumbprint of its certificate.
NAMES = ("kid", "x5t", "x5t#S256")


# Providers choose their own keys; ours is as hard to guess as everything else here.
LEAST_BITS = 3072


class BadKey(Exception):
    """The file holds no private key that we can sign with."""


class ClientKey:
    """Our private key at one provider."""

    def __init__(self, path: Path) -> None:
        """Read a private JSON Web Key, RSA or P-256, with its `kid` (or `x5t`). Raises BadKey without quoting any of it."""
        try:
            raw = json.loads(path.read_text("utf-8"))
            kind = KINDS[raw["kty"]]
            plain = {name: raw[name] for name in raw if name not in {"alg", "use", "key_ops"}}
            self._key = kind.import_key(plain)
            private = self._key.is_private
        except (OSError, ValueError, TypeError, KeyError, JoseError):
            raise BadKey("It is not a private JSON Web Key that can be read.") from None
        self._header = {name: raw[name] for name in NAMES if name in raw}
        self._header["alg"] = raw.get("alg") or ("RS256" if kind is RSAKey else "ES256")
        if not private or len(self._header) < len(("alg", "kid")):
            raise BadKey("It is not private, or has no name (kid).")
        if kind is RSAKey and _bits(raw["n"]) < LEAST_BITS:
            raise BadKey(f"An RSA key must have at least {LEAST_BITS} bits.")
        if self._header["alg"] not in {"RS256", "PS256", "ES256"}:
            raise BadKey("Its alg must be RS256, PS256 or ES256.")

    def assertion(self, client_id: str, audience: str, now: datetime) -> dict[str, str]:
        """The two parameters that say who asks."""
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": secrets.token_urlsafe(24),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
        }
        token = jwt.encode(dict(self._header), claims, self._key, algorithms=[self._header["alg"]])
        return {"client_assertion_type": KIND, "client_assertion": token}


def _bits(modulus: str) -> int:
    padded = modulus + "=" * (-len(modulus) % 4)
    return int.from_bytes(urlsafe_b64decode(padded)).bit_length()
