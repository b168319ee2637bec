"""What was written without network and could not be taken: kept for its owner, two weeks, to send again or throw away."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.domain.allowance import Counted
from portal.domain.errors import NotFound
from portal.services import limits, submissions
from portal.services.envelopes import Envelope
from portal.services.work import Work
from portal.store import not_taken as store

LIFE = timedelta(days=14)
MOST = 50
"""How many are kept for one person. A phone holds twenty at a time; with more than these the oldest go."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One form that was not taken: by its key, with the address it was for and every field as it was written.

    `day` is Norway's on which it was written, `sent_at` the moment by the phone's own clock.
    """

    key: str
    path: str
    fields: dict[str, str]
    day: date
    sent_at: datetime


def keep(work: Work, key: str, envelope: Envelope) -> None:
    """Keep it in place of what the same form held before. Raises TooMany as handing something in does."""
    limits.spend(work.session, work.actor.id, Counted.FORMS, work.now, work.rates)
    row = store.NotTaken(
        person_id=work.actor.id,
        key=_free_key(work, key),
        path=envelope.path,
        fields=envelope.fields,
        day=envelope.day,
        sent_at=envelope.sent_at,
        kept_at=work.now,
    )
    store.save(work.session, row, MOST)


def all_of(work: Work) -> list[NotTaken]:
    """Everything of the actor's own that was not taken and is kept still, by when it was written."""
    found = store.all_of(work.session, work.actor.id, work.now - LIFE)
    return [NotTaken(row.key, row.path, dict(row.fields), row.day, row.sent_at) for row in found]


def is_any(work: Work) -> bool:
    """Whether the actor should look at something of the kind. Whoever acts for somebody else is not asked."""
    return not work.actor.acts_for and store.is_any(work.session, work.actor.id, work.now - LIFE)


def one_of(work: Work, key: str) -> NotTaken:
    """One of them. It stays until it is sent with that key, or thrown away. Raises NotFound."""
    found = next((one for one in all_of(work) if one.key == key), None)
    if found is None:
        raise NotFound("Nothing like that was kept.")
    return found


def drop(work: Work, key: str) -> None:
    """Throw one away. Raises NotFound."""
    store.forget(work.session, work.actor.id, one_of(work, key).key)


def _free_key(work: Work, key: str) -> str:
    """The key under which it can be sent again: another one, always the same, when something else was taken with its own."""
    if submissions.receipt_by_key(work, key) is None:
        return key
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())[:24].decode("ascii")
