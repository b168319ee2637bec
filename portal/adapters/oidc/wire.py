"""Asking a provider over HTTP: short patience, no redirects, answers of bounded length, and a pause when it is down."""

import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx

from portal.adapters.oidc.strict import LONGEST, Unreadable, object_from
from portal.domain.ports import Clock
from portal.domain.signing_in import ProviderDown

PATIENCE = httpx.Timeout(4.0, connect=2.0)
# Two threads serve all pages: a provider that hangs must not be waited for by everybody in turn.
PAUSE = timedelta(seconds=3)
SERVER_ERROR = 500


class Wire:
    """The connection to one provider."""

    def __init__(self, clock: Clock) -> None:
        """Proxies and certificates named in the environment count for other programs, not for this one."""
        self._client = httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)
        self._clock = clock
        self._silent_until: datetime | None = None

    def ask(self, url: str, form: Mapping[str, str] | None = None) -> tuple[int, dict[str, Any]]:
        """GET, or POST a form; the status and the object in the answer. Raises ProviderDown."""
        now = self._clock.now()
        if self._silent_until is not None and now < self._silent_until:
            raise ProviderDown("silent-a-moment-ago")
        try:
            status, raw = self._exchange(url, form)
            if status >= SERVER_ERROR:
                raise ProviderDown("out-of-order")
            found = object_from(raw)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._silent_until = now + PAUSE
            raise ProviderDown(_why(error)) from None
        except Unreadable:
            raise ProviderDown("not-to-be-read") from None
        self._silent_until = None
        return status, found

    def _exchange(self, url: str, form: Mapping[str, str] | None) -> tuple[int, bytes]:
        method = "GET" if form is None else "POST"
        headers = {"Accept": "application/json"}
        raw = b""
        with self._client.stream(method, url, data=form, headers=headers) as response:
            for piece in response.iter_bytes():
                raw += piece
                if len(raw) > LONGEST:
                    raise Unreadable
            return response.status_code, raw


def _why(error: Exception) -> str:
    """What kept us from an answer. Its own words would name addresses, so they are not used."""
    if isinstance(error, httpx.TimeoutException):
        return "silent"
    reason: BaseException | None = error
    while reason is not None:
        if isinstance(reason, ssl.SSLError):
            return "tls"
        reason = reason.__cause__ or reason.__context__
    return "out-of-reach" if isinstance(error, httpx.ConnectError) else "broken-off"
