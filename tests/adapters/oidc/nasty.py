"""A provider of our own over real HTTP, honest until a test makes it nasty: every part of its answer can be changed."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from portal.adapters.clock import FixedClock

Json = dict[str, Any]


@cache
def rsa_key(name: str) -> RSAKey:
    """A private key, made once for all tests."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"}, private=True)


@cache
def client_key() -> RSAKey:
    """A private key of our own, which must be longer than what providers sign with."""
    return RSAKey.generate_key(3072, {"kid": "client", "use": "sig"}, private=True)


@cache
def ec_key(name: str) -> ECKey:
    """A private P-256 key."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"}, private=True)


def b64(raw: bytes) -> str:
    """Base64 as tokens have it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw_token(
    header: Json | str, claims: Json | str | bytes, key: RSAKey | ECKey | None, alg: str = "RS256"
) -> str:
    """A token whose parts are exactly these texts, signed truly, whatever they say."""
    head = header if isinstance(header, str) else json.dumps(header)
    body = (
        claims
        if isinstance(claims, bytes)
        else (claims if isinstance(claims, str) else json.dumps(claims)).encode()
    )
    signing = f"{b64(head.encode())}.{b64(body)}"
    if key is None:
        return f"{signing}."
    signer = jws.JWSRegistry.algorithms[alg]
    return f"{signing}.{b64(signer.sign(signing.encode(), key))}"


@dataclass
class Provider:
    """What the provider is about to say. Tests change `claims`, `header`, `token`, `keys`, `metadata` or `answer`."""

    clock: FixedClock
    issuer: str = ""
    client_id: str = "portal"
    person: Json = field(default_factory=dict)
    claims: Callable[[Json], Any] = lambda claims: claims
    header: Callable[[Json], Any] = lambda header: header
    token: Callable[["Provider", Json, Json], str] | None = None
    keys: list[Json] | None = None
    metadata: Json = field(default_factory=dict)
    answer: Callable[[Json], tuple[int, bytes]] | None = None
    refuses: set[str] = field(default_factory=set)
    nonce: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def honest(self) -> None:
        """Be honest again, with keys that nobody has seen cached."""
        self.claims, self.header, self.token = (lambda claims: claims), (lambda header: header), None
        self.keys, self.metadata, self.answer, self.refuses = None, {}, None, set()
        self.codes.clear()
        self.asked.clear()

    @property
    def now(self) -> int:
        """The provider's clock, in seconds."""
        return int(self.clock.now().timestamp())

    def id_token(self) -> str:
        """The token of this moment."""
        claims: Json = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": self.now,
            "exp": self.now + 120,
            "auth_time": self.now,
            "nonce": self.nonce,
            **self.person,
        }
        header: Json = {"alg": "RS256", "kid": "one", "typ": "JWT"}
        if self.token:
            return self.token(self, header, claims)
        return raw_token(self.header(header), self.claims(claims), rsa_key("one"))

    def logout_token(self, change: Callable[[Json], Any] = lambda claims: claims, **header: Any) -> str:  # noqa: ANN401 -- Headers are of any kind.
        """A message that a session is over, true but for the change."""
        claims: Json = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": self.now,
            "exp": self.now + 120,
            "jti": b64(str(self.clock.now().timestamp()).encode()),
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            "sub": self.person["sub"],
            "sid": self.person["sid"],
        }
        return raw_token(
            {"alg": "RS256", "kid": "one", "typ": "logout+jwt"} | header, change(claims), rsa_key("one")
        )

    def reply(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        """The answer to a request."""
        self.asked.append((path, form))
        if path in self.refuses:
            return 500, b"{}"
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self._described()).encode()
        if path == "/keys":
            keys = self.keys if self.keys is not None else [rsa_key("one").as_dict(private=False)]
            return 200, json.dumps({"keys": keys}).encode()
        if path == "/par":
            self.nonce = form["nonce"]
            return 201, json.dumps({"request_uri": "urn:pushed", "expires_in": 60}).encode()
        if path == "/token":
            return self._token(form)
        return 404, b"{}"

    def _token(self, form: dict[str, str]) -> tuple[int, bytes]:
        code = form.get("code", form.get("refresh_token", ""))
        if code in self.codes and "code" in form:
            return 400, b'{"error": "invalid_grant"}'
        self.codes.add(code)
        said: Json = {
            "id_token": self.id_token(),
            "access_token": "a",
            "token_type": "Bearer",
            "refresh_token": "refresh-me",
        }
        return self.answer(said) if self.answer else (200, json.dumps(said).encode())

    def _described(self) -> Json:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
            **self.metadata,
        }


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """The provider on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            status, body = provider.reply(urlsplit(self.path).path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 -- The standard library names them so.

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class ShortKey:
    """An RSA key of 512 bits. No library makes or uses one any more, so it is plain arithmetic (RFC 8017, 8.2)."""

    def __init__(self) -> None:
        """Two primes of 256 bits, the same in every run."""
        p, q = _prime_from((3 << 254) + 1234567), _prime_from((3 << 254) + 7654321)
        self.n = p * q
        self._d = pow(65537, -1, (p - 1) * (q - 1))

    def public(self, kid: str) -> Json:
        """The key as a provider publishes it."""
        return {"kty": "RSA", "kid": kid, "n": b64(self.n.to_bytes(64, "big")), "e": "AQAB"}

    def token(self, header: Json, claims: Json) -> str:
        """A token that it really signed."""
        signing = raw_token(header, claims, None).removesuffix(".")
        digest = (
            bytes.fromhex("3031300d060960864801650304020105000420")
            + hashlib.sha256(signing.encode()).digest()
        )
        padded = b"\0\1" + b"\xff" * (61 - len(digest)) + b"\0" + digest
        signature = pow(int.from_bytes(padded, "big"), self._d, self.n)
        return f"{signing}.{b64(signature.to_bytes(64, 'big'))}"


def _prime_from(number: int) -> int:
    number |= 1
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23)
    while any(pow(base, number - 1, number) != 1 for base in bases) or (number - 1) % 65537 == 0:
        number += 2
    return number
