"""Every writing route with a form that it would take, so that what refuses it can only be the thing under test."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine, select

from portal.store.models import Absence, Activity, Conversation, Person, Programme

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
KEY = "k" * 24


@dataclass(frozen=True)
class Writing:
    """A route that writes: who may, where, and what."""

    endpoint: str
    who: str
    path: str
    fields: dict[str, str]


def ids_of(engine: Engine) -> dict[str, str]:
    """Identifiers for the addresses: a participant of the caseworker's office, an absence, an activity."""
    with engine.connect() as connection:
        me = connection.execute(select(Person.id, Person.office_id).where(Person.key == PARTICIPANT)).one()
        absence = connection.scalar(
            select(Absence.id).where(Absence.office_id == me.office_id, Absence.state == "reported")
        )
        activity = connection.scalar(
            select(Activity.id)
            .join(Programme, Programme.id == Activity.programme_id)
            .where(Programme.participant_id == me.id)
        )
        last = connection.scalar(
            select(Conversation.last_sequence).where(Conversation.participant_id == me.id)
        )
    return {
        "participant_id": me.id,
        "absence_id": str(absence),
        "activity": str(activity),
        "last": str(last),
        "path": "css/portal.css",
        "receipt_id": "00000000-0000-4000-8000-000000000000",
    }


def writing_routes(engine: Engine) -> list[Writing]:
    """All of them. `unlisted` tells when one is missing here."""
    ids = ids_of(engine)
    case, absence = f"/work/case/{ids['participant_id']}", f"/work/absence/{ids['absence_id']}"
    away = {
        "kind": "self-report",
        "span": "days",
        "first_day": "2026-12-07",
        "last_day": "2026-12-07",
        "key": KEY,
    }
    day = {
        "activity": ids["activity"],
        "day": "2026-11-23",
        "attendance": "present",
        "before": "0",
        "key": KEY,
    }
    return [
        Writing("messages.send", PARTICIPANT, "/messages", {"text": "Hei", "key": KEY}),
        Writing("messages.mark_read", PARTICIPANT, "/messages/read", {"sequence": ids["last"]}),
        Writing("week.confirm", PARTICIPANT, "/week/confirm", {"monday": "2026-11-23", "key": KEY}),
        Writing("week.report_day", PARTICIPANT, "/week/day", day),
        Writing("absence.check", PARTICIPANT, "/absence/new", away),
        Writing("absence.send", PARTICIPANT, "/absence", away),
        Writing("case.answer", CASEWORKER, case, {"text": "Svar", "key": KEY}),
        Writing("case.mark_read", CASEWORKER, f"{case}/read", {"sequence": ids["last"]}),
        Writing("absence_decision.decide", CASEWORKER, absence, {"answer": "accept", "version": "1"}),
        Writing("sign_in.leave", PARTICIPANT, "/sign-out", {}),
        Writing("sign_in.stay", PARTICIPANT, "/stay", {}),
        Writing("sign_in.language", PARTICIPANT, "/language", {"language": "nn"}),
        Writing("demo.pick", PARTICIPANT, "/sign-in/demo", {"person": "modig-molte"}),
    ]


def unlisted(app: Flask, engine: Engine) -> set[str]:
    """Writing routes of the portal that nobody has listed above."""
    rules = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "DELETE", "PATCH"}
    }
    return rules ^ {route.endpoint for route in writing_routes(engine)}
