"""Handing something in: exactly once, with a receipt."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.errors import KeyReused, NotFound
from portal.domain.submission import SubmissionKind
from portal.services.work import Work
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


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return secrets.token_urlsafe(18)


def hand_in(work: Work, kind: SubmissionKind, key: str, content: dict[str, Any]) -> Receipt:
    """Take a submission under its key, or find the one that came before.

    The row is the first thing its transaction writes, so of two equal submissions at once the second waits and
    then finds the first. Raises KeyReused when the key came before with another content.
    """
    fingerprint = _fingerprint(kind, content)
    receipt = Receipt(new_id(), _number(), work.now)
    values = {
        "id": receipt.id,
        "number": receipt.number,
        "person_id": work.actor.id,
        "key": key,
        "fingerprint": fingerprint,
        "kind": kind,
        "received_at": work.now,
        "locale": work.actor.locale,
        "content": content,
    }
    if insert_once(work.session, rows(store.Submission), values, ("person_id", "key")):
        return receipt
    before = store.by_key(work.session, work.actor.id, key)
    if before is None or before.fingerprint != fingerprint:
        raise KeyReused("This form was already used to send something else.")
    return Receipt(before.id, before.number, before.received_at, again=True)


def receipt_of(work: Work, submission_id: str) -> AnyRow:
    """One of the actor's own receipts. Raises NotFound for everybody else's."""
    row = store.of_person(work.session, work.actor.id, submission_id)
    if row is None:
        raise NotFound("No such receipt.")
    return row


def own_receipt(work: Work, submission_id: str | None) -> Receipt | None:
    """The actor's own receipt with that id, for saying "received"; None for anything else."""
    row = store.of_person(work.session, work.actor.id, submission_id) if submission_id else None
    return Receipt(row.id, row.number, row.received_at) if row else None


def receipts(work: Work, before: tuple[datetime, str] | None = None, *, limit: int = PAGE) -> list[AnyRow]:
    """The actor's own receipts, newest first, from before the time and id of the last one already shown."""
    return store.latest(work.session, work.actor.id, before=before, limit=limit)


def _fingerprint(kind: SubmissionKind, content: dict[str, Any]) -> str:
    canonical = json.dumps([kind, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _number() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
