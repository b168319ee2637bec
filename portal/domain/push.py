"""Which addresses are those of a push service, and of no other machine."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# The makers of the browsers; with a point in front, every host under it.
KNOWN = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
LONGEST = 600
# Nothing but what an address needs: no space, no line end, no backslash, no fragment.
SHAPE = re.compile(r"https://[a-z0-9.-]+/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]+", re.ASCII)
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+", re.ASCII)


def is_push_endpoint(endpoint: str, more: Iterable[str] = ()) -> bool:
    """Whether a phone may have handed out this address: https on its usual port, at a host on the list, and not a number."""
    if len(endpoint) > LONGEST or not SHAPE.fullmatch(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return False
    if parts.scheme != "https" or port is not None or user is not None or is_number(host):
        return False
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in (*KNOWN, *more))


def is_number(host: str) -> bool:
    """Whether a host is an address in numbers, in any of the ways in which machines read one."""
    last = host.rstrip(".").rpartition(".")[2]
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last, re.ASCII):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_good_host(host: str) -> bool:
    """Whether an operator may add this host to the list: a whole name, or a point and the end of one."""
    return bool(HOST.fullmatch(host)) and not is_number(host)
