"""Short messages through the gateway of whoever sells them: one HTTP call with JSON, whose field names can be set."""

from collections.abc import Sequence

import httpx

from portal.adapters.notices import WayOut
from portal.domain.notices import Channel, NotTold, Trouble
from portal.text.told_outside import Fixed, Spoken

SECONDS = 10.0
# The gateway understood us and says that this number is none.
NO_SUCH_NUMBER = frozenset({400, 404, 410, 422})
NOT_LET_IN = frozenset({401, 403})


class SmsGateway(WayOut):
    """Posts `{"<to>": "+47…", "<text>": "…", "<reference>": "…"}`.

    The reference goes along as `Idempotency-Key` as well, so that a gateway that knows it sends a message once, however
    often we had to ask.
    """

    def __init__(
        self, url: str, token: str, fields: Sequence[str], fixed: Fixed, seconds: float = SECONDS
    ) -> None:
        """`fields` are the names of the number, the text and, where there is a third, the reference."""
        super().__init__(fixed)
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._fields = tuple(fields)
        self._client = httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False)

    def deliver(self, reference: str, to: str, spoken: Spoken) -> None:
        """Hand the message to the gateway. Raises NotTold for every answer but a yes."""
        # A gateway with two fields takes the number and the text, and the third has no name to go under.
        said = dict(zip(self._fields, (to, spoken.on(Channel.SMS), reference), strict=False))
        headers = self._headers | {"Idempotency-Key": reference}
        answered = posted(self._client, self._url, headers, said)
        if answered in NO_SUCH_NUMBER:
            raise NotTold(Trouble.REFUSED)
        settle(answered)


def posted(
    client: httpx.Client, url: str, headers: dict[str, str], said: dict[str, str] | None, name: str = ""
) -> int:
    """Post, with nothing in it when `said` is None, and say what was answered. Raises NotTold without an answer.

    `name` is the host whose certificate must be shown, where the address says a number.
    """
    more = {"sni_hostname": name} if name else {}
    try:
        with client.stream("POST", url, headers=headers, json=said, extensions=more) as answer:
            # What stands in the answer is never read: it could be anything, and as long as they like.
            return answer.status_code
    except httpx.ReadTimeout as error:
        raise NotTold(Trouble.SLOW) from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
        raise NotTold(Trouble.DOWN) from error
    except httpx.HTTPError as error:
        # It went out, or part of it did: whether it arrived is known to them alone.
        raise NotTold(Trouble.LOST) from error


def settle(answered: int) -> None:
    """Raise NotTold for whatever is no yes and says nothing of the address."""
    if answered in NOT_LET_IN:
        raise NotTold(Trouble.BARRED)
    if not httpx.codes.is_success(answered):
        raise NotTold(Trouble.DOWN)
