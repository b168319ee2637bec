"""A form that waited on a phone, sent within the portal: the same address, guard, checks and service as from a page."""

from flask import request
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response as BaseResponse

from portal.services.envelopes import Envelope
from portal.web import form_tokens
from portal.web.sending import FIELD, OFFLINE
from portal.web.site import answer_to

FINE = 200
SEND, ASK, WEEK = "/absence", "/absence/new", "/week/confirm"
# What may wait, and nothing else: reporting the week, absence, and messages.
QUEUED = (WEEK, "/week/day", "/week/else", SEND, ASK, "/messages")
# Who asks and through which door. The rest of what the worker's own request says is about that request.
CARRIED = ("HTTP_COOKIE", "HTTP_HOST", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "REMOTE_ADDR")


def replay(envelope: Envelope, key: str) -> BaseResponse:
    """Send the form as the signed-in person."""
    path, fields = at_its_day(envelope)
    sent = {"key": key, "csrf_token": form_tokens.token(), FIELD: envelope.sent_at.isoformat()}
    return _answer_to(
        EnvironBuilder(path, method="POST", base_url=request.host_url, data=fields | sent), waited=True
    )


def opens(page: str) -> bool:
    """Whether the signed-in person can open that page just now."""
    return _answer_to(EnvironBuilder(page, base_url=request.host_url)).status_code == FINE


def _answer_to(builder: EnvironBuilder, *, waited: bool = False) -> BaseResponse:
    environ = builder.get_environ()
    builder.close()
    environ |= {name: request.environ[name] for name in CARRIED if name in request.environ}
    environ[OFFLINE] = waited
    return answer_to(environ)


def at_its_day(envelope: Envelope) -> tuple[str, dict[str, str]]:
    """The address and fields as they are sent now: "today" was the day on which it was written.

    Without network nobody is shown what an absence means before it is sent, so what was on its way to that page is
    sent as it is; the receipt tells what it means.
    """
    day, fields = envelope.day.isoformat(), dict(envelope.fields)
    if envelope.path == WEEK:
        # "All" were the days until then. What came after, nobody has said anything about.
        return envelope.path, fields | {"until": day}
    if envelope.path not in {SEND, ASK}:
        return envelope.path, fields
    if fields.get("span", "today") == "today":
        fields |= {"span": "days", "first_day": day, "last_day": ""}
    elif not fields.get("first_day"):
        fields["first_day"] = day
    return SEND, fields
