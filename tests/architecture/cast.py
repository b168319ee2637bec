"""Who opens which page in these tests: one person for each role and office, and what belongs to whom."""

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Connection, Engine, select
from werkzeug.test import Client

from portal.domain.access import Area
from portal.domain.people import Role
from portal.store.base import new_id
from portal.store.models import METADATA
from tests.web.translating_routes import questions_of, texts_of

KEYS = (
    "rolig-rogn",
    "lun-lind",
    "blid-bjork",
    "trygg-tind",
    "fast-fjell",
    "naer-nordlys",
    "ryddig-rot",
    "arvaken-are",
    "presis-pil",
    "hyggelig-hare",
)
# What the workbench has addresses for, and whose that is.
OF_TRANSLATORS, TRANSLATORS = ("locale", "text", "question_id", "picture", "shown"), "translators"
# No object of ours has such a name. A NUL is among them because databases differ about it.
NOBODYS = ("0", "%00", "%F0%9F%90%9F", "x" * 300)


@dataclass(frozen=True)
class Thing:
    """An object with an address: its kind, its id, and whom it is about. `owner` is empty when nobody has it."""

    kind: str
    id: str
    owner: str = ""
    office: str = ""
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser. `role` is None for who is not signed in, and then there is no form `token`.

    `acts_for` is whom a representative has begun to help, and `areas` what the mandate opens.
    """

    name: str
    role: Role | None
    id: str
    office: str
    http: Client
    token: str = ""
    acts_for: str = ""
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cast:
    """Everybody, and things of every kind: each visitor's own, others', and such as do not exist."""

    visitors: tuple[Visitor, ...]
    things: dict[str, tuple[Thing, ...]]

    def __getitem__(self, key: str) -> Visitor:
        """The visitor of that name."""
        return next(visitor for visitor in self.visitors if visitor.name == key)


def _token(http: Client) -> str:
    return http.get("/languages").text.split('"X-CSRFToken": "')[1].split('"')[0]


def _help(connection: Connection, helper_id: str, http: Client) -> tuple[str, tuple[str, ...]]:
    """Begin to help whom the representative may help, and send something for them, so that there is a receipt."""
    mandate = METADATA.tables["mandate"]
    row = connection.execute(select(mandate).where(mandate.c.representative_id == helper_id)).one()
    begun = http.post("/helping/start", data={"csrf_token": _token(http), "participant": row.participant_id})
    assert begun.status_code == 303
    sent = http.post("/messages", data={"csrf_token": _token(http), "key": "h" * 24, "text": "Hei fra meg"})
    assert sent.status_code == 303
    return row.participant_id, tuple(area.value for area in Area if row._mapping[area.value])


def _threaten(participant: Visitor, caseworker: Visitor) -> None:
    """Have a caseworker report a threat in the participant's conversation, so that their own leader has one to open."""
    form = {"csrf_token": caseworker.token, "whole": "1", "text": "Hun skrev at hun vet hvor jeg bor."}
    assert caseworker.http.post(f"/work/case/{participant.id}/threat", data=form).status_code == 303


def gather(app: Flask, engine: Engine) -> Cast:
    """Sign everybody in, and look up what they have."""
    tables = METADATA.tables
    person = tables["person"]
    visitors = [Visitor("anonymous", None, "", "", app.test_client())]
    with engine.connect() as connection:
        for key in KEYS:
            row = connection.execute(select(person).where(person.c.key == key)).one()
            http = app.test_client()
            assert http.post("/sign-in/demo", data={"person": key}).status_code == 303
            acts_for, areas = _help(connection, row.id, http) if row.role is Role.REPRESENTATIVE else ("", ())
            visitors.append(
                Visitor(
                    key, row.role, row.id, row.office_id or "", http, _token(http), acts_for, frozenset(areas)
                )
            )
        participants = [visitor for visitor in visitors if visitor.role is Role.PARTICIPANT]
        things: dict[str, list[Thing]] = {
            "participant_id": [
                Thing("participant_id", visitor.id, visitor.id, visitor.office) for visitor in participants
            ]
            + [Thing("participant_id", visitor.id) for visitor in visitors if visitor.role is Role.CASEWORKER]
        }
        for kind, table, owner in (
            ("receipt_id", tables["submission"], "person_id"),
            ("absence_id", tables["absence"], "participant_id"),
            ("hearing_id", tables["absence_hearing"], "participant_id"),
            ("request_id", tables["rights_request"], "participant_id"),
            ("proposal_id", tables["proposal"], "participant_id"),
            ("appointment_id", tables["appointment"], "participant_id"),
            ("take_away_id", tables["take_away"], "participant_id"),
        ):
            things[kind] = []
            for visitor in participants:
                # What comes last and what still waits stand on more pages than what is over.
                newest = {"appointment_id": "starts_at", "take_away_id": "day"}.get(kind, "id")
                query = select(table).where(table.c[owner] == visitor.id).order_by(table.c[newest].desc())
                found = connection.execute(query.limit(2)).all()
                assert found, f"{visitor.name} has no {kind}"
                things[kind] += [Thing(kind, row.id, visitor.id, visitor.office) for row in found]
        handed = tables["document"]
        for kind, about in (
            ("document_id", "absence"),
            ("day_document_id", "day"),
            ("message_file_id", "message"),
        ):
            query = select(handed).where(handed.c.about_kind == about)
            things[kind] = [
                Thing(kind, row.id, visitor.id, visitor.office)
                for visitor in participants
                for row in connection.execute(query.where(handed.c.participant_id == visitor.id))
            ]
            assert len({thing.owner for thing in things[kind]}) == len(participants), (
                f"Somebody has no {kind}"
            )
        offers = connection.execute(select(tables["offer"])).all()
        things["offer_id"] = [Thing("offer_id", row.id, "", row.office_id) for row in offers]
        # What was sent a moment ago is not there yet for a connection that has begun to read before.
        measure, redaction = tables["safety_measure"], tables["redaction"]
        conversation = tables["conversation"]
        told = select(redaction.c.id, conversation.c.participant_id, conversation.c.office_id)
        told = told.join(conversation, conversation.c.id == redaction.c.conversation_id)
        for kind, query in (
            ("measure_id", select(measure)),
            ("redaction_id", told),
        ):
            things[kind] = [
                Thing(kind, row.id, row.participant_id, row.office_id) for row in connection.execute(query)
            ]
            assert things[kind], f"Nobody has a {kind}"
        people = {visitor.name: visitor for visitor in visitors}
        _threaten(people["lun-lind"], people["trygg-tind"])
        sent = select(tables["submission"]).where(tables["submission"].c.by_id.is_not(None))
        with engine.connect() as afresh:
            from_helpers = afresh.execute(sent).all()
            things["threat_id"] = [
                Thing("threat_id", row.id, row.participant_id, row.office_id)
                for row in afresh.execute(select(tables["threat_report"]))
            ]
        for row in from_helpers:
            whose = next(visitor for visitor in participants if visitor.id == row.person_id)
            things["receipt_id"].append(
                Thing("receipt_id", row.id, whose.id, whose.office, {"by": row.by_id})
            )
        # Nobody's here: the present one is no earlier one, and whose earlier ones are is tests/web/test_earlier.py's.
        present = connection.scalars(select(tables["programme"].c.id).limit(2))
        things["programme_id"] = [Thing("programme_id", one) for one in present]
        # Nobody's: a calendar that comes with an address of its own is tests/web/test_calendar.py's.
        things["secret"] = [Thing("secret", "x" * 43)]
        for kind, ids in (
            ("locale", ["nn", "ar"]),
            ("text", texts_of(connection)),
            ("question_id", questions_of(connection)),
            # Nobody's: a folder with pictures is tests/web/test_translating_pages.py's.
            ("picture", ["week.png"]),
            # Pages of the demo, where nobody is real.
            ("shown", ["rolig-rogn/week", "blid-bjork/work"]),
        ):
            owner = "" if kind == "picture" else TRANSLATORS
            things[kind] = [Thing(kind, one, owner) for one in ids]
        things["activity"] = []
        report, programme = tables["attendance_report"], tables["programme"]
        for visitor in participants:
            said = connection.execute(
                select(report).where(report.c.participant_id == visitor.id).limit(2)
            ).all()
            assert said, f"{visitor.name} has reported nothing"
            things["activity"] += [
                Thing("activity", row.activity_id, visitor.id, visitor.office, {"day": row.day.isoformat()})
                for row in said
            ]
        # An activity that is in nobody's plan of that day, and the id of something else altogether.
        programme_id = connection.scalars(select(programme.c.id)).first()
        things["activity"].append(Thing("activity", str(programme_id), more={"day": "2026-11-24"}))
    for kind, some in things.items():
        some += [Thing(kind, name, more=some[0].more) for name in (new_id(), *NOBODYS)]
    return Cast(tuple(visitors), {kind: tuple(some) for kind, some in things.items()})
