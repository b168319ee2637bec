"""The code flow, the same for every provider: leave with a code's promise, come back with a code, fetch the token."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from portal.adapters.oidc.assertion import ClientKey
from portal.adapters.oidc.logout import read_logout_token
from portal.adapters.oidc.metadata import OK, Metadata, Provider
from portal.adapters.oidc.tokens import (
    ID_TOKEN,
    LOGOUT_TOKEN,
    SKEW,
    check_common,
    check_id_token,
    moment,
    verified,
)
from portal.adapters.oidc.wire import Wire
from portal.domain.ports import Clock
from portal.domain.signing_in import Arrival, Departure, EndedThere, ProviderDown, SignInRefused, Visit

LONGEST_CODE = 4096
CREATED = 201
NO_SESSION = ""


@dataclass(frozen=True, slots=True)
class Client:
    """What we are registered as. `audience_is_token_url`: some providers want their token address named, not themselves."""

    client_id: str
    key: ClientKey
    callback: str
    scope: str
    acr_values: str = ""
    audience_is_token_url: bool = False


Reader = Callable[[Mapping[str, Any], Visit], Arrival]


class OpenIdDoor:
    """One provider that people come through."""

    def __init__(self, name: str, issuer: str, client: Client, reader: Reader, clock: Clock) -> None:
        """`reader` turns verified claims into who arrives, or refuses them."""
        self.name = name
        self.issuer = issuer
        self._client = client
        self._reader = reader
        self._clock = clock
        self._wire = Wire(clock)
        self._provider = Provider(issuer, self._wire, clock)

    def depart(self, *, fresh: bool, then: str) -> tuple[Departure, str]:
        """Begin: what to remember, and the address to send the browser to. Raises ProviderDown."""
        metadata = self._provider.metadata()
        departure = Departure(self.name, _random(), _random(), _random(), self._clock.now(), fresh, then)
        challenge = hashlib.sha256(departure.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.callback,
            "scope": self._client.scope,
            "state": departure.state,
            "nonce": departure.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        if self._client.acr_values:
            asked["acr_values"] = self._client.acr_values
        if fresh:
            # The first asks for a new log-in; the second says how old one may be, and that we want to hear when it was.
            asked |= {"prompt": "login", "max_age": "0"}
        if metadata.pushes:
            asked = self._pushed(metadata, asked)
        joint = "&" if "?" in metadata.authorizes else "?"
        return departure, f"{metadata.authorizes}{joint}{urlencode(asked)}"

    def arrive(self, departure: Departure, answer: Mapping[str, str]) -> Arrival:
        """Finish with what the browser brought back. Raises SignInRefused and ProviderDown."""
        metadata = self._provider.metadata()
        said = answer.get("iss")
        if said is not None and said != self.issuer:
            raise SignInRefused("answer-of-another-issuer")
        if said is None and metadata.names_itself:
            raise SignInRefused("answer-without-issuer")
        if "error" in answer:
            raise SignInRefused("turned-back")
        code = answer.get("code", "")
        if not 0 < len(code) <= LONGEST_CODE:
            raise SignInRefused("no-code")
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.callback,
            "code_verifier": departure.verifier,
        }
        claims, tokens = self._exchanged(metadata, form, departure.nonce)
        if departure.fresh and moment(claims, "auth_time") < departure.began_at - SKEW:
            raise SignInRefused("not-a-fresh-login")
        # Whether it was fresh without having been asked for is judged without mercy: at worst it is asked for now.
        fresh = departure.fresh or (
            "auth_time" in claims and moment(claims, "auth_time") >= departure.began_at
        )
        return self._reader(claims, _visit(claims, tokens, fresh=fresh))

    def look_again(self, refresh_token: str) -> Arrival:
        """Ask anew who this is and what they may. Raises SignInRefused and ProviderDown."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "scope": self._client.scope}
        claims, tokens = self._exchanged(self._provider.metadata(), form, None)
        return self._reader(claims, _visit(claims, {"refresh_token": refresh_token} | tokens))

    def told_to_end(self, logout_token: str) -> EndedThere:
        """Read a message that a sign-in is over. Raises SignInRefused and ProviderDown."""
        now = self._clock.now()
        claims = verified(logout_token, self._provider, LOGOUT_TOKEN)
        check_common(claims, self.issuer, self._client.client_id, now)
        return read_logout_token(claims, self.issuer)

    def way_out(self) -> str:
        """Where a browser ends the provider's own session, empty when that is not to be had just now."""
        try:
            return self._provider.metadata().ends
        except ProviderDown:
            return ""

    def _exchanged(
        self, metadata: Metadata, form: dict[str, str], nonce: str | None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        status, tokens = self._wire.ask(metadata.gives_tokens, self._signed(metadata, form))
        if status != OK:
            raise SignInRefused("code-refused")
        now = self._clock.now()
        claims = verified(tokens.get("id_token"), self._provider, ID_TOKEN)
        check_common(claims, self.issuer, self._client.client_id, now)
        check_id_token(claims, self._client.client_id, nonce, now)
        return claims, tokens

    def _pushed(self, metadata: Metadata, asked: dict[str, str]) -> dict[str, str]:
        status, said = self._wire.ask(metadata.pushes, self._signed(metadata, asked))
        if status not in {OK, CREATED} or not isinstance(said.get("request_uri"), str):
            raise ProviderDown("request-not-taken")
        return {"client_id": self._client.client_id, "request_uri": said["request_uri"]}

    def _signed(self, metadata: Metadata, form: dict[str, str]) -> dict[str, str]:
        audience = metadata.gives_tokens if self._client.audience_is_token_url else self.issuer
        who = self._client.key.assertion(self._client.client_id, audience, self._clock.now())
        return form | {"client_id": self._client.client_id} | who


def _visit(claims: Mapping[str, Any], tokens: Mapping[str, Any], *, fresh: bool = False) -> Visit:
    sid, acr, refresh = claims.get("sid"), claims.get("acr"), tokens.get("refresh_token")
    return Visit(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        sid=sid if isinstance(sid, str) else NO_SESSION,
        acr=acr[:40] if isinstance(acr, str) else "",
        id_token=str(tokens["id_token"]),
        refresh_token=refresh if isinstance(refresh, str) else "",
        fresh=fresh,
    )


def _random() -> str:
    return secrets.token_urlsafe(32)
