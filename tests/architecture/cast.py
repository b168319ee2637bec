"""Who opens which page in these tests: one person for each role and office, and what belongs to whom."""

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.test import Client

from portal.domain.people import Role
from portal.store.base import new_id
from portal.store.models import METADATA

KEYS = (
    "rolig-rogn",
    "lun-lind",
    "blid-bjork",
    "trygg-tind",
    "fast-fjell",
    "presis-pil",
)
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
    """Somebody with a browser. `role` is None for who is not signed in, and then there is no form `token`."""

    name: str
    role: Role | None
    id: str
    office: str
    http: Client
    token: str = ""


@dataclass(frozen=True)
class Cast:
    """Everybody, and things of every kind: each visitor's own, others', and such as do not exist."""

    visitors: tuple[Visitor, ...]
    things: dict[str, tuple[Thing, ...]]

    def __getitem__(self, key: str) -> Visitor:
        """The visitor of that name."""
        return next(visitor for visitor in self.visitors if visitor.name == key)


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
            token = http.get("/languages").text.split('"X-CSRFToken": "')[1].split('"')[0]
            visitors.append(Visitor(key, row.role, row.id, row.office_id or "", http, token))
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
        ):
            things[kind] = []
            for visitor in participants:
                found = connection.execute(select(table).where(table.c[owner] == visitor.id).limit(2)).all()
                assert found, f"{visitor.name} has no {kind}"
                things[kind] += [Thing(kind, row.id, visitor.id, visitor.office) for row in found]
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
