"""What the live stream may say: that something changed, to whoever listens, and never what it was."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

SESSION_ENDED: Final = "session-ended"
"""On a session's own topic: close the streams of that session, and tell their pages `expired`."""

WORDS: Final = "words"
"""On a language's own topic: what the portal says in it has changed."""

_SESSION: Final = "session:"
_ONE_WORD: Final = re.compile(r"[A-Za-z0-9_:.-]{1,100}")


def person_topic(person: object) -> str:
    """The topic of all that concerns one person, by their id."""
    return f"person:{person}"


def area_topic(participant: object, own: str) -> str:
    """The topic of one part of a participant's pages, by what their pages wait for: for who may see no other part."""
    return f"person:{participant}:{own}"


def office_topic(office: object) -> str:
    """The topic of all that the staff of one office see, by the office's id."""
    return f"office:{office}"


def words_topic(locale: str) -> str:
    """The topic of the words of one language, by its code."""
    return f"words:{locale}"


def session_topic(session: str) -> str:
    """The topic of one signed-in session, by the hash of its token (never by the token)."""
    return f"{_SESSION}{session}"


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed for those who listen to `topic`; `event` is the name their page waits for.

    Both are single words of letters, digits and `_ : . -`. A line break in an event name would let its
    author write any line into other people's streams, so it is refused here (ValueError) and not at the wire.
    """

    topic: str
    event: str

    def __post_init__(self) -> None:
        if not (_ONE_WORD.fullmatch(self.topic) and _ONE_WORD.fullmatch(self.event)):
            raise ValueError("A topic and an event are single words.")
        if self.event == SESSION_ENDED and not self.topic.startswith(_SESSION):
            raise ValueError("Only a session can end: publish it on the topic of the session.")


class Bus(Protocol):
    """Carries changes to the streams, in this process or across processes."""

    @property
    def place(self) -> str:
        """How far the streams have come just now: a page that is drawn after this was asked misses what comes later."""

    def announcement(self, changes: Iterable[Change]) -> Sequence[str]:
        """What the database is to carry together with the commit. Empty where `publish` is to be called after it."""

    def publish(self, changes: Iterable[Change]) -> None:
        """Pass the changes on. From any thread; it never blocks and never raises.

        Call it after the commit. A page answers by fetching its fragment, so a change that was told twice
        costs a request, and one told before the commit would show the old state.
        """


def session_ended(session: str) -> Change:
    """The change that ends the streams of one session, at sign-out or when access is withdrawn."""
    return Change(session_topic(session), SESSION_ENDED)


class Listeners(Protocol):
    """The open pages of one process."""

    @property
    def place(self) -> str:
        """How far they have come."""

    def hear(self, changes: Iterable[Change], place: str) -> None:
        """Tell them what changed; `place` is what this point is called in every process. From any thread."""

    def lose_track(self, place: str) -> None:
        """Something may have been missed: everybody fetches afresh, and goes on from `place`. From any thread."""


PLACE: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


def new_place() -> str:
    """A name for a point in what the streams are told. Drawn by lot: a number would tell how much goes on in the office."""
    return secrets.token_urlsafe(9)
