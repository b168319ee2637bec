"""Web push: an empty knock at the push service of a phone's maker. The words are already in the phone."""

import ipaddress
import socket
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from datetime import timedelta
from ssl import SSLContext
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from py_vapid import Vapid02

from portal.adapters.notices import WayOut
from portal.adapters.sms import posted, settle
from portal.domain.notices import NotTold, Trouble
from portal.domain.ports import Clock
from portal.domain.push import is_push_endpoint
from portal.text.told_outside import Fixed, Spoken

SECONDS = 10.0
# The phone may be off until the evening. After that there is nothing new in having been told.
LIVES_SECONDS = 12 * 3600
SIGNED_FOR = timedelta(hours=1)
GONE = frozenset({404, 410})

# Where to connect for a host: an address and a port. Raises NotTold.
Finder = Callable[[str], tuple[str, int]]


class WebPush(WayOut):
    """Signs with our own key (VAPID, RFC 8292) and sends no content, so there is nothing for anybody between to read.

    The address to connect to is looked up once, must be public, and is the one that is then connected to: a name that
    answers differently the second time gains nothing.
    """

    def __init__(
        self,
        key: str,
        contact: str,
        hosts: Iterable[str],
        clock: Clock,
        fixed: Fixed,
        *,
        finder: Finder | None = None,
        tls: SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`key` is our private key as PEM, `contact` whom a push service writes to about us, `hosts` those besides the known ones."""
        super().__init__(fixed)
        self._vapid = Vapid02.from_pem(key.encode("ascii"))
        self._contact = contact
        self._hosts = tuple(hosts)
        self._clock = clock
        self._finder = finder or public_address
        self._client = httpx.Client(
            timeout=seconds, follow_redirects=False, trust_env=False, verify=tls or True
        )

    def deliver(self, reference: str, to: str, spoken: Spoken) -> None:
        """Knock at the endpoint `to`. Raises NotTold; REFUSED when the phone has ended it or the address is none of a push service."""
        # Looked at when it was handed in, and again now: the list of hosts may be shorter than it was.
        if not is_push_endpoint(to, self._hosts):
            raise NotTold(Trouble.REFUSED)
        parts = urlsplit(to)
        host = parts.hostname or ""
        address, port = self._finder(host)
        until = int((self._clock.now() + SIGNED_FOR).timestamp())
        claims = {"aud": f"https://{host}", "sub": self._contact, "exp": until}
        headers = {
            **self._vapid.sign(claims),
            "Host": host,
            "TTL": str(LIVES_SECONDS),
            "Urgency": "normal",
            # A second knock takes the place of a first that waits still.
            "Topic": "new",
            "Content-Length": "0",
        }
        shown = f"[{address}]" if ":" in address else address
        url = f"https://{shown}:{port}{parts.path}{'?' + parts.query if parts.query else ''}"
        answered = posted(self._client, url, headers, None, host)
        if answered in GONE:
            raise NotTold(Trouble.REFUSED)
        settle(answered)


def public_address(host: str) -> tuple[str, int]:
    """Where a push service is. Raises NotTold unless every address of it is out in the world."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotTold(Trouble.DOWN) from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_public(one) for one in addresses):
        raise NotTold(Trouble.DOWN)
    return addresses[0], 443


def is_public(address: str) -> bool:
    """Whether an address is out in the world, and not on this machine or its network, however it is written."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return all(each.is_global and not each.is_multicast for each in (one, mapped) if each is not None)


def public_key(key: str) -> str:
    """The public half of our key as a browser wants it: the point, in base64url without padding. Raises ValueError."""
    private = load_pem_private_key(key.encode("ascii"), None)
    if not isinstance(private, EllipticCurvePrivateKey) or not isinstance(private.curve, SECP256R1):
        raise ValueError("The key for push is no private key on the curve P-256.")  # noqa: TRY004 -- The file is wrong.
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode("ascii")


def new_key() -> str:
    """A new private key, as PEM."""
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
