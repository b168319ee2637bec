"""Envelopes: what somebody wrote without network, sealed on their phone so that only the portal can open it.

The phone gets a public key and nothing else. It can therefore close an envelope and never open one again: whoever takes
the phone, or reads its disk, has neither the text nor anything to open it with. A key that the phone held itself, however
it were kept, would lie on the same disk as the text.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.domain.errors import Refused

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT = 65
"""Bytes of a public key of that curve, written out."""
INFO = b"portal envelope"
# A key is made for each envelope and closes it alone, so the nonce cannot come twice.
NONCE = bytes(12)
LONGEST = 48 * 1024
OLDEST = timedelta(days=14)
"""What waited longer is not sent any more: its owner looks at it first."""
EARLIEST, LATEST = 1900, 2200
"""Years between which a phone's clock stands, however wrong it is. Beyond them a moment has no name in every time zone."""
UNREADABLE = "envelope-unreadable"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was in one: the address and the fields of a form, the day in Norway, and the moment by the sender's clock."""

    path: str
    fields: dict[str, str]
    day: date
    sent_at: datetime

    def is_old(self, today: date) -> bool:
        """Whether it waited so long that nobody should be surprised by it. Its day is Norway's, whatever the phone says."""
        return today - self.day > OLDEST


class Envelopes:
    """Opens envelopes, and says what a phone needs to close one."""

    def __init__(self, secret: str) -> None:
        """The keys are drawn from the portal's own secret, so every process has the same and none is stored."""
        raw = HKDF(SHA256(), 48, None, b"portal envelopes").derive(secret.encode())
        self._private = ec.derive_private_key(int.from_bytes(raw, "big") % (ORDER - 1) + 1, CURVE)
        point = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        # In base64; every page of a participant carries it.
        self.public_key = base64.b64encode(point).decode("ascii")
        self._tags = hmac.new(secret.encode(), b"envelope owners", hashlib.sha256).digest()

    def owner(self, person_id: str) -> str:
        """By what a phone knows one of its users from another. It tells nobody who that is."""
        return hmac.new(self._tags, person_id.encode(), hashlib.sha256).hexdigest()[:32]

    def open(self, sealed: str, person_id: str, key: str) -> Envelope:
        """The envelope with that form key, which `person_id` closed. Raises Refused for every other."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            if not POINT < len(raw) <= LONGEST:
                raise Refused(UNREADABLE)
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw[:POINT])
            shared = self._private.exchange(ec.ECDH(), theirs)
            opener = AESGCM(HKDF(SHA256(), 32, raw[:POINT], INFO).derive(shared))
            text = opener.decrypt(NONCE, raw[POINT:], f"{self.owner(person_id)} {key}".encode())
            return _read(json.loads(text))
        except (binascii.Error, ValueError, OverflowError, InvalidTag, RecursionError) as error:
            raise Refused(UNREADABLE) from error


def _read(written: object) -> Envelope:
    """The envelope's letter in the one shape it may have; ValueError for any other."""
    if not isinstance(written, dict) or set(written) != {"path", "fields", "day", "at"}:
        raise ValueError("Not a letter of ours.")
    path, fields = written["path"], written["fields"]
    if not isinstance(path, str) or not isinstance(fields, dict):
        raise ValueError("Not a letter of ours.")  # noqa: TRY004 -- All of it is one and the same refusal.
    if not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("Not a letter of ours.")
    # Half of a pair of signs is no text: it could neither be sent on nor kept.
    "".join((path, *fields, *fields.values())).encode()
    if any(name.startswith(".") for name in fields):
        raise ValueError("No form of ours has such a field.")
    at = datetime.fromisoformat(str(written["at"]))
    day = date.fromisoformat(str(written["day"]))
    if at.tzinfo is None or not all(EARLIEST <= one.year < LATEST for one in (at, day)):
        raise ValueError("A moment needs its time zone, and a year that people live in.")
    return Envelope(path, fields, day, at.astimezone(UTC))
