"""Threats: one of the staff reports one, what was written is kept as it stood, and a leader closes the report.

The conversation goes on as before. The participant and who helps them are told nothing, neither in words nor by a page
that fetches itself.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from portal.domain.access import SHORTEST_REASON, letters_in
from portal.domain.alarm_events import ThreatClosed, ThreatReported
from portal.domain.alarms import LONGEST_DESCRIPTION, ThreatOutcome
from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.services.permissions import TABLE, Action, Subject, case_of, own_office, require, within
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import message as messages
from portal.store import protection
from portal.store import threat_report as store
from portal.store.base import AnyRow, new_id, rows
from portal.store.engine import take_turn
from portal.store.threat_report import ThreatEvidence, ThreatReport

MOST_CHOSEN = 30
"""Messages that somebody chooses one by one; for more than that there is the whole conversation."""


@dataclass(frozen=True, slots=True)
class OfCase:
    """The reports about a case, newest first, and what can be reported: the newest messages, for who may report.

    `has_leader` is false where no leader belongs to the team around a protected person, so that none hears of a report.
    """

    reports: tuple[AnyRow, ...]
    messages: tuple[AnyRow, ...]
    may_report: bool
    has_leader: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One report with its evidence. `intact` says whether the evidence is what it was when it was kept."""

    row: AnyRow
    evidence: tuple[AnyRow, ...]
    intact: bool


def of_case(work: Work, participant_id: str) -> OfCase:
    """What was reported about a case, for who may open it. No evidence is shown. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.MESSAGES)
    found = store.of_case(work.session, subject.id, subject.office_id)
    may = subject.scope in TABLE[Action.REPORT_THREAT].get(work.actor.role, ())
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id) if may else None
    shown = messages.messages(work.session, conversation.id, limit=MOST_CHOSEN) if conversation else []
    return OfCase(
        tuple(found),
        tuple(row for row in shown if not row.redacted),
        may_report=may,
        has_leader=protection.has_leader(work.session, subject.id, subject.office_id),
    )


def report(work: Work, participant_id: str, places: list[int], description: str, *, whole: bool) -> str:
    """Report a threat in some messages, or with `whole` in the conversation as it stands; the report's id.

    The same report sent twice is one. Raises Refused without messages or for a description that is none, NotFound and
    NotPermitted.
    """
    subject = case_of(work, Action.REPORT_THREAT, participant_id, Looked.MESSAGES)
    _refuse_bad_words(description)
    # Until the evidence stands nobody takes a message of it back, and no text is taken away.
    conversation = conversations.held(work.session, subject.id, subject.office_id)
    if conversation is None or not (whole or places):
        raise Refused("threat-without-messages")
    found = messages.texts(work.session, conversation.id, None if whole else sorted(set(places)))
    if not found or (not whole and len(found) != len(set(places))):
        raise NotFound("No such messages.")
    take_turn(work.session, f"threats in {conversation.id}")
    for row in store.of_case(work.session, subject.id, subject.office_id):
        if row.closed_at is None and (row.reported_by, row.description) == (work.actor.id, description):
            return str(row.id)
    return _keep(work, subject, conversation.id, found, description, whole=whole)


def listed(work: Work) -> list[AnyRow]:
    """The reports at a leader's office of whom they may know, the open ones first. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.CLOSE_THREAT)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return store.of_office(work.session, office_id, partial(within, work, Action.CLOSE_THREAT))


def count_open(work: Work) -> int:
    """How many of them are open. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.CLOSE_THREAT)
    return store.count_open(work.session, office_id, partial(within, work, Action.CLOSE_THREAT))


def opened(work: Work, report_id: str) -> Opened:
    """One report with its evidence, for the leader of the office. Nothing else of the conversation is shown by it.

    Raises NotFound and NotPermitted.
    """
    row = _reached(work, report_id)
    evidence = tuple(store.evidence_of(work.session, row.id))
    hashes = [hash_of(_as_kept(one)) for one in evidence]
    kept = [one.sha256 for one in evidence]
    return Opened(row, evidence, intact=hashes == kept and digest_of(kept) == row.digest)


def close(work: Work, report_id: str, outcome: ThreatOutcome, text: str) -> None:
    """The leader closes a report and says what came of it. The same answer twice is one.

    Raises Refused for a text that is none, Conflict when it is closed, NotFound and NotPermitted.
    """
    row = _reached(work, report_id)
    _refuse_bad_words(text)
    if (row.closed_by, row.outcome, row.outcome_text) == (work.actor.id, outcome, text):
        return
    if not store.close(work.session, row.id, outcome, text, work.actor.id, work.now):
        raise Conflict("Somebody else has closed it.")
    work.tell(ThreatClosed(row.participant_id, row.office_id, row.id))


def as_export(found: Opened, exported_at: datetime) -> dict[str, Any]:
    """A report and its evidence as plain data: each message with its hash, and how the hashes are made."""
    row = found.row
    return {
        "report": row.id,
        "about": {"id": row.participant_id, "name": row.name},
        "whole_conversation": row.whole,
        "description": row.description,
        "reported_at": row.reported_at.isoformat(),
        "reported_by": row.reporter,
        "outcome": row.outcome.value if row.outcome else None,
        "outcome_text": row.outcome_text,
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        "exported_at": exported_at.isoformat(),
        "intact": found.intact,
        "hashes": "sha256 of the message as JSON with sorted keys, no spaces, UTF-8; digest is sha256 of the hashes, a line each",
        "digest": row.digest,
        "messages": [
            {"message": _as_kept(one), "author": _author(row, one), "sha256": one.sha256}
            for one in found.evidence
        ],
    }


def _author(report: AnyRow, one: AnyRow) -> str:
    """Who wrote it, by name. Whoever helps the participant is no party: their id stands in the message, and that is all."""
    return one.author if one.from_staff or one.author_id == report.participant_id else "helper"


def hash_of(message: dict[str, Any]) -> str:
    """The hash of one message as it is kept."""
    text = json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(hashes: list[str]) -> str:
    """The hash over the hashes: it changes when one is missing or in another place."""
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()


def refuse_frozen(work: Work, conversation_id: str, sequence: int) -> None:
    """Raise Refused for a message that is evidence in an open report: what changes or removes it must wait."""
    if store.is_frozen(work.session, conversation_id, sequence):
        raise Refused("message-frozen")


def _keep(
    work: Work, subject: Subject, conversation_id: str, found: list[AnyRow], description: str, *, whole: bool
) -> str:
    hashes = [hash_of(_as_kept(row)) for row in found]
    made = ThreatReport(
        id=new_id(),
        participant_id=subject.id,
        conversation_id=conversation_id,
        office_id=subject.office_id,
        whole=whole,
        description=description,
        digest=digest_of(hashes),
        reported_by=work.actor.id,
        reported_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.session.execute(
        rows(ThreatEvidence).insert(),
        [
            {"report_id": made.id, "sha256": sha256} | {name: getattr(row, name) for name in KEPT}
            for row, sha256 in zip(found, hashes, strict=True)
        ],
    )
    work.tell(ThreatReported(subject.id, subject.office_id, made.id))
    return made.id


KEPT = ("sequence", "author_id", "from_staff", "text", "locale", "sent_at")


def _as_kept(row: AnyRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEPT} | {"sent_at": row.sent_at.isoformat()}


def _reached(work: Work, report_id: str) -> AnyRow:
    row = store.by_id(work.session, partial(within, work, Action.CLOSE_THREAT), report_id)
    if row is None:
        work.look(Look(None, Looked.MESSAGES, "out of reach", granted=False))
        require(work.actor, Action.CLOSE_THREAT)
        raise NotFound("No such report within reach.")
    case_of(work, Action.CLOSE_THREAT, row.participant_id, Looked.MESSAGES)
    return row


def _refuse_bad_words(text: str) -> None:
    if len(text) > LONGEST_DESCRIPTION:
        raise Refused("threat-too-long")
    if letters_in(text) < SHORTEST_REASON:
        raise Refused("threat-without-words")
