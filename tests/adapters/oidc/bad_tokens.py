"""More than forty ways in which a token can be bad, by name: each makes the honest provider nasty in one respect."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from tests.adapters.oidc.nasty import Json, Provider, ShortKey, b64, ec_key, raw_token, rsa_key

MARK = "canary-7f3a"
"""Stands in many a bad token, so that a trace of one in a log or a page is found."""

Nasty = Callable[[Provider], None]


def claims(**changed: Any) -> Nasty:  # noqa: ANN401 -- Claims are of any kind.
    """These claims are other than they should be; None leaves one out."""

    def make(provider: Provider) -> None:
        def change(honest: Json) -> Json:
            made = honest | {
                name: value(provider) if callable(value) else value for name, value in changed.items()
            }
            return {name: value for name, value in made.items() if value is not None}

        provider.claims = change

    return make


def header(**changed: Any) -> Nasty:  # noqa: ANN401 -- Headers are of any kind.
    """The header says something else, and is truly signed."""

    def make(provider: Provider) -> None:
        provider.header = lambda honest: {k: v for k, v in (honest | changed).items() if v is not None}

    return make


def token(make_token: Callable[[Provider, Json, Json], Any]) -> Nasty:
    """The token is made in another way altogether."""

    def make(provider: Provider) -> None:
        provider.token = make_token

    return make


def keys(make_keys: Callable[[], list[Json]], signer: Callable[[Json, Json], str]) -> Nasty:
    """The published keys are other ones, and so is what signs."""

    def make(provider: Provider) -> None:
        provider.keys = make_keys()
        provider.token = lambda _provider, head, body: signer(head, body)

    return make


def public(name: str, **more: Any) -> Json:  # noqa: ANN401 -- A key's members are of any kind.
    """A public key as it is published."""
    return rsa_key(name).as_dict(private=False) | more


def hs256(_provider: Provider, head: Json, body: Json, secret: bytes) -> str:
    """A token with a shared secret, which here is something that everybody knows."""
    signing = raw_token(head | {"alg": "HS256"}, body, None).removesuffix(".")
    return f"{signing}.{b64(hmac.new(secret, signing.encode(), hashlib.sha256).digest())}"


def tampered(_provider: Provider, head: Json, body: Json) -> str:
    """Somebody else's claims under a true signature."""
    signature = raw_token(head, body, rsa_key("one")).rpartition(".")[2]
    return raw_token(head, body | {"sub": MARK}, None) + signature


def twice(name: str, value: object) -> Callable[[Provider, Json, Json], str]:
    """One member named twice: which of them counts differs from program to program."""

    def make(_provider: Provider, head: Json, body: Json) -> str:
        text = json.dumps(body)[:-1] + f", {json.dumps(name)}: {json.dumps(value)}}}"
        return raw_token(head, text, rsa_key("one"))

    return make


def later(seconds: int) -> Callable[[Provider], int]:
    """So many seconds from the provider's now."""
    return lambda provider: provider.now + seconds


SHORT = ShortKey()
PUBLIC_PEM = rsa_key("one").as_pem(private=False)

FOR_BOTH: dict[str, Nasty] = {
    "no algorithm": token(lambda _p, h, c: raw_token(h | {"alg": "none"}, c, None)),
    "no algorithm, spelled otherwise": token(lambda _p, h, c: raw_token(h | {"alg": "nOnE"}, c, None)),
    "signature cut off": token(lambda _p, h, c: raw_token(h, c, None)),
    "HS256 with the public key as the secret": token(lambda p, h, c: hs256(p, h, c, PUBLIC_PEM)),
    "HS256 with an empty secret": token(lambda p, h, c: hs256(p, h, c, b"")),
    "an algorithm that is a list": header(alg=["RS256"]),
    "RS512, which we never asked for": token(
        lambda _p, h, c: raw_token(h | {"alg": "RS512"}, c, rsa_key("one"), "RS512")
    ),
    "ES256 named, RSA signed": header(alg="ES256"),
    "claims changed under the signature": token(tampered),
    "signed with another key under the same name": token(lambda _p, h, c: raw_token(h, c, rsa_key("two"))),
    "a key name that nobody published": header(kid=MARK),
    "no key name": header(kid=None),
    "a key name that is a path": header(kid="../../../../dev/null"),
    "a key name that is a number": header(kid=1),
    "a key name that asks a database": header(kid="' OR '1'='1"),
    "an RSA key of 512 bits": keys(lambda: [SHORT.public("one")], SHORT.token),
    "two keys of one name": keys(
        lambda: [public("one"), public("two", kid="one")], lambda h, c: raw_token(h, c, rsa_key("one"))
    ),
    "a key meant for encryption": keys(
        lambda: [public("one", use="enc")], lambda h, c: raw_token(h, c, rsa_key("one"))
    ),
    "a shared secret among the keys": keys(
        lambda: [{"kty": "oct", "kid": "one", "k": b64(b"s" * 32)}],
        lambda h, c: raw_token(h, c, rsa_key("one")),
    ),
    "an EC key for an RSA signature": keys(
        lambda: [ec_key("one").as_dict(private=False)], lambda h, c: raw_token(h, c, rsa_key("one"))
    ),
    "a key that is no key": keys(
        lambda: [{"kty": "RSA", "kid": "one", "n": "A" * 400, "e": "!"}],
        lambda h, c: raw_token(h, c, rsa_key("one")),
    ),
    "its own key in the header": token(
        lambda _p, h, c: raw_token(h | {"jwk": public("two")}, c, rsa_key("two"))
    ),
    "the address of its own keys in the header": header(jku="http://127.0.0.1:9/keys"),
    "the address of a certificate in the header": header(x5u="http://127.0.0.1:9/cert"),
    "its own certificate in the header": header(x5c=["AAAA"]),
    "something critical that we do not know": header(crit=["exp"], exp=1),
    "a body that is not encoded": header(crit=["b64"], b64=False),
    "b64 without crit": header(b64=False),
    "a token within the token": header(cty="JWT"),
    "a token about a log-out instead": header(typ="logout+jwt"),
    "an access token instead": header(typ="at+jwt"),
    "an encrypted token": token(lambda _p, _h, _c: ".".join(["eyJhbGciOiJSU0EtT0FFUCJ9", *["AAAA"] * 4])),
    "another issuer": claims(iss="https://evil.example"),
    "the issuer with a slash more": claims(iss=lambda provider: f"{provider.issuer}/"),
    "an issuer that is a list": claims(iss=lambda provider: [provider.issuer]),
    "no issuer": claims(iss=None),
    "for another client": claims(aud="somebody-else"),
    "for us and another": claims(aud=["portal", "somebody-else"]),
    "for nobody": claims(aud=None),
    "handed out to another client": claims(azp="somebody-else"),
    "run out": claims(exp=later(-61)),
    "never running out": claims(exp=None),
    "running out at infinity": token(
        lambda _p, h, c: raw_token(h, json.dumps(c | {"exp": float("inf")}), rsa_key("one"))
    ),
    "running out in the year 10^20": claims(exp=10**20),
    "an end that is true": claims(exp=True),
    "an end that is a text": claims(exp="9999999999"),
    "made in the future": claims(iat=later(61)),
    "made long ago": claims(iat=later(-3600)),
    "made at no time": claims(iat=None),
    "not good yet": claims(nbf=later(61)),
    "no nonce": claims(nonce=None),
    "another nonce": claims(nonce=MARK),
    "a nonce that is a list": claims(nonce=[MARK]),
    "logged in in the future": claims(auth_time=later(3600)),
    "no subject": claims(sub=None),
    "markup for a subject": claims(sub=f"<img src=x onerror=alert('{MARK}')>"),
    "a NUL in the subject": claims(sub=f"{MARK}\0"),
    "a subject of a thousand signs": claims(sub="s" * 1000),
    "the issuer named twice": token(twice("iss", "https://evil.example")),
    "the subject named twice": token(twice("sub", MARK)),
    "a huge token": claims(padding=MARK * 2000),
    "a body nested a thousand deep": token(
        lambda _p, h, _c: raw_token(h, "[" * 5000 + "]" * 5000, rsa_key("one"))
    ),
    "a body that is a list": token(lambda _p, h, c: raw_token(h, json.dumps([c]), rsa_key("one"))),
    "a body that is no text": token(lambda _p, h, _c: raw_token(h, b"\xff\xfe{}", rsa_key("one"))),
    "no token at all": token(lambda _p, _h, _c: None),
    "a token that is a number": token(lambda _p, _h, _c: 1),
    "a token with spaces": token(lambda _p, h, c: f" {raw_token(h, c, rsa_key('one'))} "),
}

FOR_PARTICIPANTS: dict[str, Nasty] = {
    "a security level too low": claims(acr="idporten-loa-low"),
    "no security level": claims(acr=None),
    "a security level in other letters": claims(acr="IDPORTEN-LOA-HIGH"),
    "a security level that is a list": claims(acr=["idporten-loa-high"]),
    "no identity number": claims(pid=None),
    "an identity number as a number": claims(pid=17859012582),
    "an identity number with a wrong check digit": claims(pid="17859012583"),
    "an identity number that is not synthetic": claims(pid="17059012588"),
    "an identity number in other digits": claims(pid="١٧٨٥٩٠١٢٥٨٢"),
    "an identity number with a NUL": claims(pid="17859012582\0"),
    "an identity number of somebody unknown": claims(pid="17859012582"),
    "no session": claims(sid=None),
    "markup for a session": claims(sid="<script>"),
}

FOR_STAFF: dict[str, Nasty] = {
    "another tenant": claims(tid="00000000-0000-4000-8000-000000000000"),
    "no tenant": claims(tid=None),
    "no object": claims(oid=None),
    "an object in capitals": claims(oid=lambda provider: provider.person["oid"].upper()),
    "an object that nobody knows": claims(oid="00000000-0000-4000-8000-000000000000"),
    "an object that is markup": claims(oid="<b>x</b>"),
    "a name instead of an object": claims(oid=None, preferred_username="blid@kommune.example"),
    "groups left out because they are many": claims(groups=None, _claim_names={"groups": "src1"}),
    "groups said to be many beside a list": claims(hasgroups=True),
    "no groups": claims(groups=None),
    "an empty list of groups": claims(groups=[]),
    "groups of others": claims(groups=["00000000-0000-4000-8000-000000000000"]),
    "a group's name instead of its id": claims(groups=["Caseworkers"]),
    "groups that are a text": claims(groups=lambda provider: provider.person["groups"][0]),
    "groups that are lists": claims(groups=lambda provider: [provider.person["groups"]]),
}
