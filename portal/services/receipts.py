"""Whether a receipt is true: for whoever holds it, and what more its owner and those who may see the case are told."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.people import Role
from portal.domain.receipt import (
    CONTENT,
    CONTENT_DIGEST,
    DIGEST,
    NUMBER,
    Proven,
    as_document,
    content_hash,
    seal,
)
from portal.domain.submission import SubmissionKind
from portal.services.permissions import Action, case_of, may, participants_of
from portal.services.reach import PEOPLE
from portal.services.work import Work, calmly
from portal.store import person as people
from portal.store import submission as store
from portal.store.base import AnyRow
from portal.store.engine import for_reading

CODE = "code"
NO_CODE = "0" * 64
LONGEST = 64 * 1024
REDACTED_ON = "redacted_on"
MARK = ("redacted", REDACTED_ON)
UNDONE = ("undone_at",)


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody holds: a receipt's number and its code. `altered`: their copy does not give the code it names.

    `mark` stands in their copy where the office has taken the text away, or the author within seconds; None where the
    content is there.
    """

    number: str
    code: str
    altered: bool = False
    mark: Mapping[str, Any] | None = None

    @property
    def removed_on(self) -> date | None:
        """When the office took the text away, as the copy says. Only to be told of a receipt that is true."""
        return date.fromisoformat(self.mark[REDACTED_ON]) if self.mark and REDACTED_ON in self.mark else None


@dataclass(frozen=True, slots=True)
class Known:
    """What more a reader may know of a true receipt: that it is their own, or whose it is."""

    kind: SubmissionKind
    own_id: str = ""
    participant_id: str = ""
    name: str = ""


class Checks:
    """Answers whoever holds a receipt, signed in or not."""

    def __init__(self, engine: Engine) -> None:
        """Receipts lie in the same database as everything else."""
        self._reading = for_reading(engine)

    def received_at(self, claim: Claim) -> datetime | None:
        """When the receipt with that number and that code was given; None when there is none.

        A number without its code says nothing: the answer, and the way to it, are those for a number that was never
        drawn. That somebody is in the programme is secret (sosialtjenesteloven § 44).
        """
        with calmly(), Session(self._reading) as session:
            found = store.by_number(session, claim.number)
        true = hmac.compare_digest(found.seal if found else NO_CODE, claim.code)
        # Nobody but the office takes a text away: a copy without it is true only where that was done.
        as_here = found is not None and (claim.mark is None or claim.mark == mark_of(found.content))
        return found.received_at if found and true and as_here and not claim.altered else None


def document_of(row: AnyRow) -> dict[str, Any]:
    """The receipt as its owner takes it along, with the code that proves it."""
    proven = Proven(
        *(row.number, row.kind, row.received_at, row.sent_at, row.channel, row.locale, row.content, row.salt)
    )
    document = as_document(proven) | {CODE: row.seal}
    if mark := mark_of(row.content):
        document |= {CONTENT: mark, CONTENT_DIGEST: row.fingerprint}
    return document


def mark_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the place of a content whose text the office or its author has taken away; nothing where nobody has."""
    return {name: content[name] for name in (*MARK, *UNDONE) if name in content}


def claim_of(number: str, code: str) -> Claim | None:
    """Number and code as people type them, with spaces or small letters; None for what cannot be one."""
    plain = "".join(number.split()).upper()
    digest = "".join(code.split()).lower()
    return Claim(plain, digest) if NUMBER.fullmatch(plain) and DIGEST.fullmatch(digest) else None


def claim_in(text: str) -> Claim | None:
    """What the text of a saved receipt claims: the code is made anew from every word of it. None for other text."""
    try:
        document = json.loads(text, object_pairs_hook=_each_once) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, Mapping):
        return None
    told = {name: value for name, value in document.items() if name != CODE}
    named = claim_of(str(told.get("number", "")), str(document.get(CODE, "")))
    if named is None:
        return None
    try:
        made = seal(told)
        content = told.get(CONTENT)
        whole = isinstance(content, Mapping) and told.get(CONTENT_DIGEST) == content_hash(
            told.get("kind", ""), content
        )
    except (ValueError, RecursionError):
        return None
    mark = (
        content
        if isinstance(content, Mapping) and not whole and set(content) in (set(MARK), set(UNDONE))
        else None
    )
    true = hmac.compare_digest(made, named.code) and (whole or mark is not None)
    return Claim(named.number, named.code, altered=not true, mark=mark)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # With a name twice a reader sees the one and the code is made from the other.
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def known_to(work: Work, claim: Claim) -> Known | None:
    """What the signed-in reader may know of a receipt that was found to be true, or None.

    Somebody of the staff whom the case is out of reach for is told what everybody is told. For the others their look
    is written down, like every other.
    """
    row = store.by_number(work.session, claim.number)
    if row is None:
        return None
    if work.actor.id == row.person_id and work.actor.role is Role.PARTICIPANT:
        return Known(row.kind, own_id=row.id)
    if not may(work.actor, Action.SEE_CASE):
        return None
    reached = participants_of(work, Action.SEE_CASE).where(PEOPLE.c.id == row.person_id)
    if work.session.execute(reached).first() is None:
        return None
    case_of(work, Action.SEE_CASE, row.person_id)
    person = people.by_id(work.session, row.person_id)
    return Known(row.kind, participant_id=row.person_id, name=person.name if person else "")
