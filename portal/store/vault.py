"""What must not be read by who reads the database: sealed with a key that lies elsewhere, and found by a fingerprint."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class VaultError(Exception):
    """A key that is none, no key at all, or something that none of the keys opens."""


class Vault:
    """Seals and opens with the keys it is given, the newest first.

    AES-SIV (RFC 5297) needs no nonce that could repeat, and binds what is sealed to its `place`: copied into another
    person's row it opens for nobody. From each key one key for sealing and one for fingerprints is derived, so that
    neither says anything about the other. Old keys still open and find; sealing is done with the newest alone.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` as `new_key` makes them. Without any, nothing can be sealed. Raises VaultError for a bad one."""
        raw = [_decoded(key) for key in keys]
        self._seals = [AESSIV(_derived(key, b"portal sealing", 64)) for key in raw]
        self._finders = [_derived(key, b"portal finding", 32) for key in raw]

    def seal(self, text: str, place: str) -> str:
        """The text, sealed for that place."""
        return base64.urlsafe_b64encode(self.seal_bytes(text.encode(), place)).decode("ascii")

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """The content of a file, which is not empty, sealed for that place."""
        if not self._seals:
            raise VaultError("There is no key to seal with.")
        return self._seals[0].encrypt(content, [place.encode()])

    def open(self, sealed: str, place: str) -> str:
        """The text again. Raises VaultError when it was sealed with another key, for another place, or changed."""
        try:
            raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
        except (ValueError, UnicodeEncodeError) as error:
            raise VaultError("This was never sealed.") from error
        try:
            return self.open_bytes(raw, place).decode()
        except UnicodeDecodeError as error:
            raise VaultError("No key opens this.") from error

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """The content again. Raises VaultError as `open` does."""
        for seal in self._seals:
            try:
                return seal.decrypt(sealed, [place.encode()])
            except (InvalidTag, ValueError):
                continue
        raise VaultError("No key opens this.")

    def fingerprint(self, text: str) -> str:
        """By what the text is found, with the newest key: 64 characters that cannot be turned back without it."""
        found = self.fingerprints(text)
        if not found:
            raise VaultError("There is no key to find with.")
        return found[0]

    def fingerprints(self, text: str) -> list[str]:
        """By what it may be stored, one for each key, the newest first."""
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._finders]


def new_key() -> str:
    """A new key of 256 random bits."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def _decoded(key: str) -> bytes:
    try:
        raw = base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise VaultError("A key is 32 bytes in base64.") from error
    if len(raw) != KEY_BYTES:
        raise VaultError("A key is 32 bytes in base64.")
    return raw


def _derived(key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(key)
