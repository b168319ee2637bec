"""The population register, asked through the municipality's own integration platform: whom nobody may find."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from portal.domain.access import Protection
from portal.domain.ports import RegisterDown

# The register's own words. One that is not here is not known, and unknown means no.
WORDS = {
    "UGRADERT": Protection.NONE,
    "FORTROLIG": Protection.CONFIDENTIAL,
    "STRENGT_FORTROLIG": Protection.STRICTLY_CONFIDENTIAL,
    "STRENGT_FORTROLIG_UTLAND": Protection.STRICTLY_CONFIDENTIAL_ABROAD,
}
SECONDS = 3.0
LONGEST = 4 * 1024 * 1024


class HttpRegister:
    """Asks over HTTP: `{"personidentifikatorer": […]}` in the body, never a number in an address.

    The answer is `{"personer": [{"personidentifikator": "…", "adressebeskyttelse": "UGRADERT"}, …]}`.
    """

    def __init__(self, url: str, token: str) -> None:
        """`url` is where to ask, `token` what the platform knows us by."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._client = httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False)

    def protections(self, numbers: Sequence[str]) -> Mapping[str, Protection]:
        """What the register says of these people; whom it does not name, or says no known word of, is left out."""
        try:
            answer = self._client.post(
                self._url, json={"personidentifikatorer": list(numbers)}, headers=self._headers
            )
            if answer.status_code != httpx.codes.OK or len(answer.content) > LONGEST:
                raise RegisterDown("The register did not answer as agreed.")
            return _read(answer.json(), frozenset(numbers))
        except (httpx.HTTPError, ValueError, RecursionError) as error:
            # The message of an HTTP error may hold an address, and nothing else of what was asked.
            raise RegisterDown("The register could not be reached or understood.") from error


def _read(answer: Any, asked: frozenset[str]) -> dict[str, Protection]:  # noqa: ANN401 -- JSON can be anything.
    people = answer.get("personer") if isinstance(answer, dict) else None
    if not isinstance(people, list):
        raise RegisterDown("The register's answer has no list of people.")
    found: dict[str, Protection] = {}
    twice: set[str] = set()
    for person in people:
        number = person.get("personidentifikator") if isinstance(person, dict) else None
        word = person.get("adressebeskyttelse") if isinstance(person, dict) else None
        if not isinstance(number, str) or number not in asked or not isinstance(word, str):
            continue
        if number in found or number in twice:
            twice.add(number)
            found.pop(number, None)
        elif word in WORDS:
            found[number] = WORDS[word]
        else:
            twice.add(number)
    return found
