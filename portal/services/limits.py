"""Limits: a calm gate for whoever sends or searches very much, and a line in the log for whoever looks at very much.

What is handed in and what is decided is counted where it is done, in the same transaction (`submissions`, `absences`).
A search by identity number (`portal.web.numbers`) and an attempt to sign in (`doorkeeping`) are counted before, in a
transaction of their own, because those that find nobody must count as well. Other forms have no limit.
"""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.allowance import AN_HOUR, MANY_CASES, USUAL, Counted, Rates
from portal.domain.errors import TooMany
from portal.domain.people import STAFF, Actor
from portal.store import allowance as store
from portal.store import audit

log = logging.getLogger("portal.security")

SECOND = 1_000_000


def spend(session: Session, who: str, kind: Counted, now: datetime, rates: Rates) -> None:
    """Take one from somebody's allowance, in the transaction of what they do. Raises TooMany when there is none left.

    Whoever undoes the transaction gives it back.
    """
    wait = store.spend(session, who, kind, now, rates[kind])
    if wait:
        raise TooMany(-(-wait // SECOND))


def mention_many_cases(session: Session, actor: Actor, now: datetime) -> None:
    """Say in the log, once an hour, that a member of staff looks into unusually many cases. Nobody is kept from it.

    A case that they were kept from counts as well, and so does each search that found nobody: whoever tries many
    addresses or numbers is to be seen too.
    """
    if actor.role not in STAFF:
        return
    cases = audit.cases_looked_at(session, actor.id, now - AN_HOUR)
    if cases <= MANY_CASES:
        return
    if store.spend(session, actor.id, Counted.MANY_CASES, now, USUAL[Counted.MANY_CASES]) == 0:
        log.warning("anomaly", extra={"kind": "many-cases", "actor": actor.id, "count": cases})
