"""The code that shows that an address is somebody's own. It is drawn from what was asked, so it need not be kept."""

import hashlib
import hmac
from datetime import datetime

from portal.domain.notices import Channel


def code_of(key: bytes, person_id: str, channel: Channel, address: str, asked_at: datetime) -> str:
    """Six digits that only the portal can work out, for this address and this asking."""
    said = "\n".join((person_id, channel.value, address, str(int(asked_at.timestamp()))))
    drawn = hmac.new(key, said.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(drawn[:8], 'big') % 1_000_000:06d}"


def is_code(given: str, wanted: str) -> bool:
    """Whether what was written is the code, without telling by the time it takes how much of it was right."""
    return hmac.compare_digest(given.encode(), wanted.encode())
