"""Calendar feeds: making an address for one's own phone, taking it back, and finding whose an address is."""

import hashlib
import re
import secrets

from portal.domain.access import HIDDEN
from portal.domain.allowance import Counted
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor, Role
from portal.services import limits
from portal.services.permissions import own_case
from portal.services.work import Desk, Work
from portal.store import calendar_feed as store
from portal.store.base import AnyRow
from portal.store.calendar_feed import CalendarFeed

SECRET_BYTES = 32
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# Who comes for a feed has not signed in. Until the secret has said whose it is, nobody asks.
NOBODY = Actor("", Role.PARTICIPANT, None, "", "")


def own_feed(work: Work) -> AnyRow | None:
    """The participant's address that works now, without its secret; None without one."""
    return store.living(work.session, own_case(work).id)


def make(work: Work, *, names_shown: bool, though_hidden: bool = False) -> str:
    """A new address, in the place of one that was there. Its secret is handed out here and never again.

    Who must not be found gets none unless they say with `though_hidden` that they have read what it means, and then no
    title and no place comes into it. Raises Refused, and TooMany.
    """
    subject = own_case(work)
    if subject.hidden and not though_hidden:
        raise Refused("calendar-though-hidden")
    limits.spend(work.session, subject.id, Counted.FORMS, work.now, work.rates)
    store.revoke_of(work.session, subject.id, work.now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    work.session.add(
        CalendarFeed(
            person_id=subject.id,
            secret_hash=hash_of(secret),
            names_shown=names_shown and not subject.hidden,
            though_hidden=subject.hidden,
            made_at=work.now,
        )
    )
    return secret


def revoke(work: Work) -> None:
    """From now on the address is nobody's. Doing it twice changes nothing."""
    store.revoke_of(work.session, own_case(work).id, work.now)


def whose(desk: Desk, secret: str) -> tuple[AnyRow, Actor]:
    """The feed and the participant whom a secret is about, to read it in their name.

    Raises NotFound for everything else, and always after the same question: an address that was revoked is as unknown
    as one that never was.
    """
    asked = secret if SECRET.fullmatch(secret) else ""
    with desk.reading(NOBODY) as work:
        feed = store.by_hash(work.session, hash_of(asked))
    # Whoever was graded since has lost it with the grading; this holds even if that was forgotten.
    if feed is None or (feed.protection in HIDDEN and not feed.though_hidden):
        raise NotFound("No such feed.")
    hidden = feed.protection in HIDDEN
    actor = Actor(
        feed.person_id, Role.PARTICIPANT, feed.office_id, feed.name, feed.locale or "", hidden=hidden
    )
    return feed, actor


def note_fetched(work: Work, feed: AnyRow) -> None:
    """Keep that a calendar came for it today, once a day."""
    store.fetched(work.session, feed.id, work.today)


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
