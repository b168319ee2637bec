"""Signing in through a provider: what is remembered meanwhile, who arrives, and the door as the inner rooms see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.domain.errors import PortalError
from portal.domain.people import Role


class SignInRefused(PortalError):
    """Nobody is signed in. `code` is permanent and is all that is ever logged: nothing of what the provider sent."""

    def __init__(self, code: str) -> None:
        """`code` names the check that did not hold, in one word."""
        super().__init__(code)
        self.code = code


class ProviderDown(PortalError):
    """The provider does not answer, or not with anything that can be read. Trying again later may work."""

    def __init__(self, code: str) -> None:
        """`code` says in one word what happened: permanent, and all that is ever logged."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Departure:
    """What is remembered while somebody is at a provider. `fresh` asks for a new log-in there, on a shared phone.

    `next` is the page of ours to go to afterwards, empty for the first one.
    """

    door: str
    state: str
    nonce: str
    verifier: str
    began_at: datetime
    fresh: bool
    next: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What ties a sign-in here to the one at its provider. The tokens are secrets and are only kept sealed.

    `fresh`: the person has proved who they are since they left us, and was not merely logged in there already.
    """

    issuer: str
    subject: str
    sid: str
    acr: str
    id_token: str
    refresh_token: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ParticipantArrival:
    """Somebody whom ID-porten vouches for, by their identity number. Whether they are in the programme is not known yet."""

    visit: Visit
    identity_number: str


@dataclass(frozen=True, slots=True)
class StaffArrival:
    """Somebody whom the municipality's directory vouches for. `office` is a municipality number or an office's id."""

    visit: Visit
    directory_key: str
    role: Role
    office: str


Arrival = ParticipantArrival | StaffArrival


@dataclass(frozen=True, slots=True)
class EndedThere:
    """A provider says that a sign-in is over: the one with that `sid`, or else all of that `subject`.

    `jti` is the message's own name, which is good for one use until `until`.
    """

    issuer: str
    sid: str
    subject: str
    jti: str
    until: datetime


class Door(Protocol):
    """One provider that people come through. Every method but `name` and `issuer` may raise ProviderDown."""

    name: str
    issuer: str

    def depart(self, *, fresh: bool, then: str) -> tuple[Departure, str]:
        """Begin: what to remember, and the address to send the browser to."""

    def arrive(self, departure: Departure, answer: Mapping[str, str]) -> Arrival:
        """Finish with the parameters that the browser came back with. Raises SignInRefused."""

    def look_again(self, refresh_token: str) -> Arrival:
        """Ask the provider anew who this is and what they may. Raises SignInRefused when they may nothing more."""

    def told_to_end(self, logout_token: str) -> EndedThere:
        """Read a message of the provider's that a sign-in is over. Raises SignInRefused for one that is not true."""

    def way_out(self) -> str:
        """Where a browser goes to end the provider's own session, empty when it has no such place."""
