"""Files that only the owner of a key can read: the age format, sealed with public keys alone."""

from collections.abc import Iterable
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity, Recipient


class NotSealed(Exception):
    """It could not be sealed or opened; the message says why, and never quotes a key."""


def new_identity() -> tuple[str, str]:
    """A fresh private key and the public key that seals for it."""
    identity = Identity.generate()
    return str(identity), str(identity.to_public())


def recipients_of(names: Iterable[str]) -> list[Recipient]:
    """The public keys, read. Raises NotSealed for one that is none, and when there are none."""
    found = []
    for name in names:
        try:
            found.append(Recipient.from_str(name))
        except pyrage.RecipientError as error:
            # What stands there may be the private key, so it is not repeated.
            raise NotSealed("A recipient must be a public key of age, which begins with age1.") from error
    if not found:
        raise NotSealed("No recipient was given, so nobody could open it again.")
    return found


def identities_of(text: str) -> list[Identity]:
    """The private keys in a file as `age-keygen` writes it, a key on each line that is no comment. Raises NotSealed."""
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise NotSealed("The identity file holds something that is no private key of age.") from error
    if not found:
        raise NotSealed("The identity file holds no key.")
    return found


def seal(plain: IO[bytes], sealed: IO[bytes], recipients: list[Recipient]) -> None:
    """Write what `plain` holds into `sealed`, a part at a time, so that only the recipients can read it."""
    pyrage.encrypt_io(plain, sealed, recipients)


def unseal(sealed: IO[bytes], plain: IO[Any], identities: list[Identity]) -> None:
    """Write what `sealed` holds into `plain`. Raises NotSealed for another key and for a file of which a byte is wrong
    or missing; what was written until then must be thrown away, and OSError when `plain` takes no more.
    """
    watched = _Watched(plain)
    try:
        pyrage.decrypt_io(sealed, watched, identities)
    except pyrage.DecryptError as error:
        raise NotSealed("It does not open with this key, or it is no backup.") from error
    except OSError as error:
        # The library says the same of a bad byte and of a full disk.
        if watched.broken is not None:
            raise watched.broken from error
        raise NotSealed("It has been changed, or cut short, since it was made.") from error


class _Watched:
    """A file that remembers why it took no more."""

    def __init__(self, plain: IO[Any]) -> None:
        self._plain = plain
        self.broken: OSError | None = None

    def write(self, part: bytes) -> int:
        """Write on, and remember what went wrong."""
        try:
            return int(self._plain.write(part))
        except OSError as error:
            self.broken = error
            raise

    def flush(self) -> None:
        """Write out what waits."""
        self._plain.flush()
