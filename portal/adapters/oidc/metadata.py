"""What a provider says about itself, and the public keys it signs with; both kept for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from portal.adapters.oidc.wire import Wire
from portal.domain.ports import Clock
from portal.domain.signing_in import ProviderDown, SignInRefused

LIFE = timedelta(hours=1)
# A token with a key we have never seen may come right after the provider changed keys. Anybody can make up such
# tokens, though, so the provider is asked at most this often because of them.
KEYS_AGAIN = timedelta(minutes=1)
LEAST_BITS = 2048
MOST_KEYS = 50
OK = 200
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Key = RSAKey | ECKey


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses of a provider. `pushes` and `ends` are empty when it has no such place; `names_itself`: RFC 9207."""

    authorizes: str
    gives_tokens: str
    lists_keys: str
    pushes: str
    ends: str
    names_itself: bool


class Provider:
    """One issuer, by what it publishes. Safe to use from several threads."""

    def __init__(self, issuer: str, wire: Wire, clock: Clock) -> None:
        """Nothing is asked before somebody signs in, so a provider that is down holds up no start of ours."""
        self._issuer = issuer
        self._wire = wire
        self._clock = clock
        self._lock = Lock()
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, list[dict[str, Any]]] | None = None

    def metadata(self) -> Metadata:
        """Its addresses. Raises ProviderDown, also when the document speaks of another issuer."""
        with self._lock:
            if self._metadata is None or self._clock.now() - self._metadata[0] > LIFE:
                self._metadata = (self._clock.now(), self._read_metadata())
            return self._metadata[1]

    def key(self, kid: str, kind: type[Key]) -> Key:
        """The one public key of that name and kind. Raises SignInRefused when there is none, or more than one."""
        where = self.metadata().lists_keys
        with self._lock:
            now = self._clock.now()
            if self._keys is None or now - self._keys[0] >= self._patience(kid):
                self._keys = (now, self._read_keys(where))
            named = _named(self._keys[1], kid)
        if not named:
            raise SignInRefused("unknown-key")
        if len(named) > 1:
            raise SignInRefused("two-keys-of-one-name")
        return _imported(named[0], kind)

    def _patience(self, kid: str) -> timedelta:
        return LIFE if self._keys and _named(self._keys[1], kid) else KEYS_AGAIN

    def _read_metadata(self) -> Metadata:
        status, said = self._wire.ask(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if status != OK or said.get("issuer") != self._issuer:
            raise ProviderDown("publishes-nothing")
        return Metadata(
            authorizes=self._address(said, "authorization_endpoint"),
            gives_tokens=self._address(said, "token_endpoint"),
            lists_keys=self._address(said, "jwks_uri"),
            pushes=self._address(said, "pushed_authorization_request_endpoint", needed=False),
            ends=self._address(said, "end_session_endpoint", needed=False),
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        )

    def _address(self, said: dict[str, Any], name: str, *, needed: bool = True) -> str:
        found = said.get(name)
        if found is None and not needed:
            return ""
        try:
            parts = urlsplit(found) if isinstance(found, str) else urlsplit("")
        except ValueError:
            parts = urlsplit("")
        # Only a provider that itself is on this machine, as in the demo, may do without TLS.
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK and self._issuer.startswith("http:")
        if not parts.hostname or parts.username or not (parts.scheme == "https" or plain):
            raise ProviderDown("address-of-no-use")
        return str(found)

    def _read_keys(self, where: str) -> list[dict[str, Any]]:
        status, said = self._wire.ask(where)
        keys = said.get("keys")
        if status != OK or not isinstance(keys, list) or len(keys) > MOST_KEYS:
            raise ProviderDown("publishes-no-keys")
        return [key for key in keys if isinstance(key, dict)]


def _named(keys: list[dict[str, Any]], kid: str) -> list[dict[str, Any]]:
    return [key for key in keys if key.get("kid") == kid]


def _imported(raw: dict[str, Any], kind: type[Key]) -> Key:
    """The key, if it is of the kind that the token's algorithm needs, meant for signatures, and long enough."""
    fits = raw.get("kty") == ("RSA" if kind is RSAKey else "EC") and raw.get("use") in {None, "sig"}
    if not fits or (kind is ECKey and raw.get("crv") != "P-256"):
        raise SignInRefused("key-of-another-kind")
    public: dict[str, str | list[str]] = {
        name: raw[name] for name in ("kty", "n", "e", "crv", "x", "y") if name in raw
    }
    # How long a key is, is read from its own text: a library may warn about a short one, or take it.
    if kind is RSAKey and len(str(raw.get("n"))) * 6 < LEAST_BITS:
        raise SignInRefused("key-too-short")
    try:
        key = kind.import_key(public)
        native = key.public_key
    except (JoseError, ValueError, TypeError, KeyError):
        raise SignInRefused("key-that-is-none") from None
    if isinstance(native, RSAPublicKey) and native.key_size < LEAST_BITS:
        raise SignInRefused("key-too-short")
    return key
