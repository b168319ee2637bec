"""Identity numbers in forms: read, judged and turned into fingerprints at once, so that none of them goes further."""

import re

from portal.domain.allowance import Counted
from portal.domain.identity import is_identity_number
from portal.text.words import N_
from portal.web.site import actor, site

# What people write between the digits.
BETWEEN = re.compile(r"[\s.\-]")
LONGEST = 40
WRONG_NUMBER = N_("Skriv fødselsnummeret eller d-nummeret med elleve siffer.")


def fingerprints_of(number: str | None) -> list[str] | None:
    """By what somebody with that identity number would be found; None when it can be nobody's.

    The number comes from a form alone. It is never kept, drawn, logged or put into an address. Each number that could
    be somebody's is counted as a search by the signed-in person, whether it finds anybody or not. Raises TooMany, and Busy.
    """
    settings = site().settings
    synthetic = settings.demo or (settings.id_porten is not None and settings.id_porten.synthetic)
    plain = BETWEEN.sub("", (number or "")[:LONGEST])
    if not is_identity_number(plain, synthetic=synthetic):
        return None
    # Before anybody is looked for: searches at the same moment must not pass the limit together.
    site().desk.count(actor(), Counted.NUMBERS)
    return site().arrivals.vault.fingerprints(plain)
