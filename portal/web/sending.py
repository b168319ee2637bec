"""How what is handed in was sent: what the sender's clock said, and whether it waited on the phone for the network."""

from contextlib import suppress
from datetime import UTC, datetime

from flask import has_request_context, request
from werkzeug.exceptions import HTTPException

from portal.domain.receipt import Sending
from portal.domain.submission import Channel

# Written by pages with JavaScript when the form is sent, in UTC.
FIELD = "sent_at"
# Nobody outside can set it: what comes in headers is named otherwise in there.
OFFLINE = "portal.offline"
EARLIEST, LATEST = 2000, 2100


def sending() -> Sending:
    """How this request's form was sent. A time that cannot be one is left out: nobody is refused for their clock."""
    if not has_request_context():
        return Sending()
    channel = Channel.OFFLINE if request.environ.get(OFFLINE) else Channel.WEB
    try:
        said = request.form.get(FIELD, "")
    except HTTPException:
        said = ""
    return Sending(moment(said), channel)


def moment(text: str) -> datetime | None:
    """A moment as `Date.toISOString` writes it, or None for anything else."""
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None and EARLIEST <= at.year < LATEST:
            return at.astimezone(UTC)
    return None
