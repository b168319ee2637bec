"""Handing something in: exactly once, with a receipt."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.allowance import counted_as
from portal.domain.errors import KeyReused, NotFound
from portal.domain.receipt import Proven, Sending, as_document, content_hash, seal
from portal.domain.submission import Channel, SubmissionKind
from portal.services import limits
from portal.services.work import Work
from portal.store import not_taken
from portal.store import submission as store
from portal.store.base import AnyRow, new_id, rows
from portal.store.engine import insert_once

PAGE = 30
# Crockford's base 32: no letter that is mistaken for a digit when somebody reads a number over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that something arrived. `again` is True when it had arrived before and nothing was done twice."""

    id: str
    number: str
    received_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """What somebody of the staff writes down for a participant: the way it came, when it was received, and whose it is.

    `received_at` is not later than now; the form that asks for it says so in words.
    """

    channel: Channel
    received_at: datetime
    participant_id: str


def person_of(work: Work) -> str:
    """Whose receipts these are: the actor's own, or of the participant for whom a representative acts."""
    return work.actor.acts_for or work.actor.id


def representative_of(work: Work) -> str | None:
    """Who hands it in for somebody else, None when it is their own."""
    return work.actor.id if work.actor.acts_for else None


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return secrets.token_urlsafe(18)


def hand_in(
    work: Work, kind: SubmissionKind, key: str, content: dict[str, Any], *, on_behalf: OnBehalf | None = None
) -> Receipt:
    """Take a submission under its key, or find the one that came before.

    The row is the first thing its transaction writes, so of two equal submissions at once the second waits and
    then finds the first. What a representative hands in is the participant's: whoever calls this has asked
    `permissions.own_case` whether they may. Raises KeyReused when the key came before with another content, and TooMany
    when the person has sent too much of late: then nothing of it is kept. What had arrived before is never counted nor
    refused. With `on_behalf` it is the named participant's, received when they called or wrote: whoever calls this has
    asked `permissions.case_of` whether the member of staff may. Raises ValueError for a time that is still to come.
    """
    fingerprint = content_hash(kind, content)
    if on_behalf and on_behalf.received_at > work.now:
        raise ValueError("Nothing is received before it comes.")
    whose = on_behalf.participant_id if on_behalf else person_of(work)
    receipt = Receipt(new_id(), _number(), on_behalf.received_at if on_behalf else work.now)
    # What a clerk's own clock says is nothing of the participant's.
    sending = Sending(None, on_behalf.channel) if on_behalf else work.sending
    salt = secrets.token_hex(16)
    proven = Proven(
        *(receipt.number, kind, receipt.received_at, sending.sent_at, sending.channel, work.actor.locale),
        content,
        salt,
    )
    values = {
        "id": receipt.id,
        "number": receipt.number,
        "person_id": whose,
        "by_id": representative_of(work),
        "key": key,
        "fingerprint": fingerprint,
        "kind": kind,
        "received_at": receipt.received_at,
        "sent_at": sending.sent_at,
        "channel": sending.channel,
        "registered_by_id": work.actor.id if on_behalf else None,
        "registered_at": work.now if on_behalf else None,
        "salt": salt,
        "seal": seal(as_document(proven)),
        "locale": work.actor.locale,
        "content": content,
    }
    if insert_once(work.session, rows(store.Submission), values, ("person_id", "key")):
        limits.spend(work.session, work.actor.id, counted_as(work.actor, kind), work.now, work.rates)
        # What could not be taken before, with this same key, has been taken now.
        not_taken.forget(work.session, whose, key)
        return receipt
    before = store.by_key(work.session, whose, key)
    by = (representative_of(work), work.actor.id if on_behalf else None)
    if before is None or (before.fingerprint, before.by_id, before.registered_by_id) != (fingerprint, *by):
        raise KeyReused("This form was already used to send something else.")
    return Receipt(before.id, before.number, before.received_at, again=True)


def receipt_of(work: Work, submission_id: str) -> AnyRow:
    """One of the actor's own receipts, or of what they handed in for somebody. Raises NotFound for everybody else's."""
    row = store.of_person(work.session, person_of(work), submission_id, representative_of(work))
    if row is None:
        raise NotFound("No such receipt.")
    return row


def own_receipt(work: Work, submission_id: str | None) -> Receipt | None:
    """The actor's own receipt with that id, for saying "received"; None for anything else."""
    whose, by_id = person_of(work), representative_of(work)
    row = store.of_person(work.session, whose, submission_id, by_id) if submission_id else None
    return Receipt(row.id, row.number, row.received_at) if row else None


def receipt_by_key(work: Work, key: str) -> Receipt | None:
    """The actor's own receipt of the form with that key; None when nothing was taken under it."""
    row = store.by_key(work.session, work.actor.id, key)
    return Receipt(row.id, row.number, row.received_at) if row else None


def receipts(work: Work, before: tuple[datetime, str] | None = None, *, limit: int = PAGE) -> list[AnyRow]:
    """The actor's own receipts, newest first, from before the time and id of the last one already shown."""
    return store.latest(work.session, work.actor.id, before=before, limit=limit)


def handed_in(work: Work) -> list[AnyRow]:
    """What a representative has handed in for whom they act for, newest first; nothing while they act for nobody."""
    for_whom = work.actor.acts_for
    return store.handed_in_for(work.session, for_whom, work.actor.id, PAGE) if for_whom else []


def _number() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
