"""What a receipt proves: how what was handed in came, and the two digests that tell whether a copy is true."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from portal.domain.submission import Channel

NUMBER = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
DIGEST = re.compile(r"[0-9a-f]{64}")
VERSION = 1
CONTENT, CONTENT_DIGEST = "content", "content_sha256"


@dataclass(frozen=True, slots=True)
class Sending:
    """How something was sent: when, by the sender's own clock, which is told and never trusted; and which way it came."""

    sent_at: datetime | None = None
    channel: Channel = Channel.WEB


@dataclass(frozen=True, slots=True)
class Proven:
    """Everything that the seal of a receipt covers. It names nobody: the content is the sender's own."""

    number: str
    kind: str
    received_at: datetime
    sent_at: datetime | None
    channel: str
    locale: str
    content: Mapping[str, Any]
    salt: str


def canonical(value: object) -> bytes:
    """JSON in the one form it may have: keys in order, no space between, UTF-8. Equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_hash(kind: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over what was handed in and nothing else, so that the same content always has the same hash."""
    return hashlib.sha256(canonical({"kind": kind, "content": content})).hexdigest()


def as_document(proven: Proven) -> dict[str, Any]:
    """The receipt as it is saved on somebody's own machine, for people and programs alike; times are UTC."""
    return {
        "receipt": VERSION,
        "number": proven.number,
        "kind": proven.kind,
        "received": _moment(proven.received_at),
        "sent_by_own_clock": _moment(proven.sent_at) if proven.sent_at else None,
        "channel": proven.channel,
        "language": proven.locale,
        CONTENT: dict(proven.content),
        CONTENT_DIGEST: content_hash(proven.kind, proven.content),
        "salt": proven.salt,
    }


def seal(document: Mapping[str, Any]) -> str:
    """SHA-256 over the whole document; of the content over its own digest, which stays when a text is taken away.

    What people hand in has few forms: somebody who has overheard a number could try every week and every kind of
    absence against a hash of the content alone. The salt, 128 random bits that only the receipt holds, prevents it.
    """
    sealed = {name: value for name, value in document.items() if name != CONTENT}
    return hashlib.sha256(canonical(sealed)).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
