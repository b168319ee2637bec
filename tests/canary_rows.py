"""Rows for the canaries, of what the demo's people have none of."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from portal.domain.access import GrantKind
from portal.domain.people import Role
from portal.domain.rights import RightsKind
from portal.store.models import METADATA

# What the portal itself says, and what translators write about that: they know of no case.
OF_TRANSLATORS = {
    "translation_proposal": {"locale", "hash", "ctx", "msgid", "plural", "texts", "before", "reason"},
    "translation_review": {"reason"},
    "translation_text": {"locale", "hash", "ctx", "msgid", "plural", "texts"},
    "translation_question": {"hash", "ctx", "msgid", "plural", "locale", "words"},
    "translation_answer": {"words"},
}


def put_offers_and_plans(
    connection: Connection, put: Callable[..., None], now: datetime, who: str, office: str | None
) -> None:
    """An offer that stood in the week a while ago, and a plan with a consent and one part. `put` writes a row."""
    offer, day = METADATA.tables["offer"], now.date()
    here = {"participant_id": who, "office_id": office}
    taken = {"first_day": day - timedelta(days=60), "last_day": day - timedelta(days=30), "taken_at": now}
    offer_id = connection.scalar(select(offer.c.id).where(offer.c.office_id == office).limit(1))
    put("offer_taken", id=f"taken-{who[:24]}", offer_id=offer_id, title="x", **here, **taken)
    plan = {"id": f"plan-{who[:24]}", "answer": "wanted", "answered_at": now, "consent_at": now, "version": 1}
    put("individual_plan", **plan, **here, consent_text="x", share_with="x")
    written = {"updated_by": who, "updated_at": now, "version": 1}
    put("individual_plan_part", plan_id=plan["id"], part="goals", text="x", **written)


def put_earlier_versions(connection: Connection, put: Callable[..., None], now: datetime, who: str) -> None:
    """What one of their absences said before it was changed."""
    absence, version = METADATA.tables["absence"], METADATA.tables["absence_version"]
    query = select(absence).where(absence.c.participant_id == who).limit(1)
    for row in connection.execute(query).mappings():
        shared = {column.name: row[column.name] for column in version.columns if column.name in row}
        told = {"absence_id": row["id"], "number": 9, "replaced_by": who, "replaced_at": now}
        put("absence_version", **shared | told)


def put_beside_messages(
    put: Callable[..., None], now: datetime, number: int, talk: str, first: str, second: str
) -> None:
    """A note that stands, a hand-over that stands, and a message that stands in the journal."""
    written = {"written_by": first, "written_at": now, "last_day": now.date() + timedelta(days=20)}
    put(
        "case_note",
        id=f"{number}-note",
        conversation_id=talk,
        key=f"{number:024d}",
        text="x",
        locale="nb",
        **written,
    )
    handed = {"handed_to": second, "handed_by": first, "made_at": now, "reason": "x"}
    put("hand_over", id=f"{number}-hand-over", conversation_id=talk, **handed)
    marked = {"marked_by": first, "marked_at": now, "journalled_on": now.date(), "reference": "x"}
    put("journal_mark", conversation_id=talk, sequence=1, **marked)


def put_alarms(
    put: Callable[..., None], now: datetime, number: int, here: dict[str, Any], staff: str, other: str
) -> None:
    """A message that must be acknowledged and somebody phoned about, an alarm, and a reported threat of each state."""
    talk, sent = {"conversation_id": here["conversation_id"]}, now - timedelta(days=12)
    steps = {"resent_first_at": now, "resent_second_at": now, "call_since": now}
    put("message_important", **talk, sequence=2, **steps, phone_note="x")
    put("alarm", **talk, sequence=1, kind="words", raised_at=now)
    closed = {"outcome": "talked", "outcome_text": "x", "closed_by": other, "closed_at": now}
    for state, more in enumerate(({"outcome_text": ""}, closed)):
        report = f"{number}-threat-{state}"
        told = {
            "whole": False,
            "description": "x",
            "digest": "0" * 64,
            "reported_by": staff,
            "reported_at": now,
        }
        put("threat_report", id=report, **here, **told, **more)
        kept = {"author_id": here["participant_id"], "from_staff": False, "text": "x", "locale": "nb"}
        put("threat_evidence", report_id=report, sequence=1, **kept, sent_at=sent, sha256="0" * 64)


def furnish(connection: Connection, now: datetime, busy: Iterable[str]) -> None:
    """Into each of these cases what the demo has none of: drafts, past grants, measures and texts taken away."""
    tables, person = METADATA.tables, METADATA.tables["person"]
    for number, who in enumerate(busy):
        office = connection.scalar(select(person.c.office_id).where(person.c.id == who))
        member = tables["team_member"]
        team = connection.scalars(select(member.c.staff_id).where(member.c.participant_id == who)).all()
        near = select(person.c.id).where(person.c.office_id == office, person.c.role == Role.CASEWORKER)
        first, second = (team or connection.scalars(near.order_by(person.c.key)).all())[:2]
        day = now.date()

        def put(table: str, **values: Any) -> None:  # noqa: ANN401 -- Columns differ.
            connection.execute(tables[table].insert().values(values))

        put("draft", person_id=who, page="/messages", fields={"text": "x"}, saved_at=now)
        put("draft", person_id=first, page=f"/work/case/{who}", fields={"text": "x"}, saved_at=now)
        wish = {"channels": "sms,email", "weekly": False, "reserved": False, "changed_at": now}
        put("notice_wish", person_id=who, email="x", **wish)
        asked = {"asked_at": now, "tries": 0}
        put("address_check", person_id=who, channel="email", address="x", **asked)
        phone = {"endpoint": "x", "endpoint_hash": f"hash-{who}", "token_hash": "none", "made_at": now}
        put("push_subscription", id=f"phone-{who[:24]}", person_id=who, **phone)
        refused = {"path": "/messages", "fields": {"text": "x"}, "day": day, "sent_at": now, "kept_at": now}
        put("not_taken", person_id=who, key=f"not-taken-{who[:14]}", **refused)
        for kind in RightsKind:
            put("rights_draft", person_id=who, kind=kind, fields={"text": "x", "wanted": "x"}, saved_at=now)
        written = {"about": "new", "title": "x", "text": "x"}
        put("proposal_draft", person_id=who, about_id=who, fields=written, saved_at=now)
        for way in GrantKind:
            grant = {"id": f"{number}-{way}", "staff_id": second, "participant_id": who, "office_id": office}
            past = {"begins_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
            put("access_grant", **grant, **past, kind=way, reason="x", made_by=second)
        put_offers_and_plans(connection, put, now, who, office)
        put_earlier_versions(connection, put, now, who)
        agreed = {"agreed_by": second, "agreed_at": now}
        declined = {"declined_by": second, "declined_at": now, "decline_reason": "x"}
        ended = agreed | {"ended_by": first, "ended_at": now, "end_reason": "x"}
        proposed = {"proposed_by": first, "proposed_at": now - timedelta(days=1), "reason": "x"}
        for state, more in enumerate(({}, agreed, declined, ended)):
            row = {"id": f"{number}-measure-{state}", "participant_id": who, "office_id": office}
            put("safety_measure", **row, **proposed, **more, kind="guard", last_day=day + timedelta(days=30))
        conversation = tables["conversation"]
        found = select(conversation.c.id).where(conversation.c.participant_id == who)
        if (talk := connection.scalar(found)) is None:
            continue
        late = {"rung": "late", "at": now, "answer_by": day, "new_answer_by": day}
        put("answer_rung", conversation_id=talk, since=now, **late)
        put("waiting_mark", id=f"{number}-waits", conversation_id=talk, waits="us", set_by=first, at=now)
        put_beside_messages(put, now, number, talk, first, second)
        for state, more in enumerate(({}, agreed | {"original": "x"}, declined)):
            row = {"id": f"{number}-redaction-{state}", "conversation_id": talk, "sequence": state + 1}
            put("redaction", **row, **proposed, **more, kind="threat")
        here = {"conversation_id": talk, "office_id": office, "participant_id": who}
        put_alarms(put, now, number, here, first, second)


# These get a sign also where nobody has written anything.
FILLED = {
    ("message_important", "phone_note"),
    *(("activity", "what"), ("proposal", "answer_text"), ("proposal", "decision_text"), ("person", "phone")),
    *(("absence", "note"), ("attendance_report", "note"), ("attendance_look", "text"), ("programme", "goal")),
    *(
        ("absence_version", "note"),
        ("absence_version", "decision_text"),
        ("absence_hearing", "given_back_text"),
    ),
    *(("appointment", name) for name in ("link", "telephone", "place_before", "cancel_reason")),
}
