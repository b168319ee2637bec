"""What waits at the desk about one participant: a measure, a text to take away, a threat, an alarm, a call, two ways in."""

from datetime import date, timedelta

from sqlalchemy import Connection, select

from portal.store.models import METADATA
from tests.conftest import NOW


def let_wait(connection: Connection, key: str, near: str, other: str) -> None:
    """All of it at once: proposed and reported by `near`, and given to `other`."""
    tables = METADATA.tables
    person = tables["person"]
    row = connection.execute(select(person).where(person.c.key == key)).one()
    ids = {one.key: one.id for one in connection.execute(select(person))}
    talk = connection.scalar(
        select(tables["conversation"].c.id).where(tables["conversation"].c.participant_id == row.id)
    )
    proposed = {"proposed_by": ids[near], "proposed_at": NOW, "reason": "Noen sto utenfor kontoret."}
    case = {"participant_id": row.id, "office_id": row.office_id}
    measure = {"id": "m1", "kind": "guard", "last_day": date(2026, 12, 24)} | case | proposed
    connection.execute(tables["safety_measure"].insert().values(measure))
    taken = {"id": "r1", "conversation_id": talk, "sequence": 1, "kind": "threat"} | proposed
    connection.execute(tables["redaction"].insert().values(taken))
    threat = {"id": "t1", "conversation_id": talk, "whole": False, "description": "Noen sto der."} | case
    told = {"digest": "0" * 64, "reported_by": ids[near], "reported_at": NOW, "outcome_text": ""}
    connection.execute(tables["threat_report"].insert().values(threat | told))
    rung = {"conversation_id": talk, "sequence": 1, "kind": "words", "raised_at": NOW}
    connection.execute(tables["alarm"].insert().values(rung))
    asked = {"conversation_id": talk, "sequence": 2, "call_since": NOW, "phone_note": ""}
    connection.execute(tables["message_important"].insert().values(asked))
    until = {"begins_at": NOW, "ends_at": NOW + timedelta(hours=4)}
    for kind in ("emergency", "assigned"):
        let_in = {"id": f"g-{kind}", "staff_id": ids[other], "kind": kind, "made_by": ids[other]}
        connection.execute(
            tables["access_grant"].insert().values(let_in | case | until | {"reason": "Fordi det haster."})
        )
