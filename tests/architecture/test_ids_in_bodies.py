"""Forms that name their object in the body: another's id opens, ends and moves nothing, whoever may use the form."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from portal.domain.access import GrantKind
from portal.domain.people import Role
from portal.store.base import new_id
from portal.store.models import METADATA, Cover, Grant, Mandate, Person
from tests.architecture.cast import Cast, gather
from tests.architecture.matrix import FORMS, lets_in
from tests.architecture.paths import rules
from tests.builders import all_rows, fingerprint, save
from tests.conftest import NOW

# The field that names the object, of every form of `matrix.FORMS` whose body holds an id of something of somebody's.
# In this order each leaves whom the next ones need signed in, as themselves and with their case where it was.
FIELDS = {
    "access.end": "grant",
    "away.end": "cover",
    "cover.end": "cover",
    "openings.seen": "grant",
    "emergency.end": "grant",
    "helping.start": "participant",
    "mandates.end": "mandate",
    "move.send": "participant",
    "admin.end": "person",
}
# Fields of that name elsewhere, which say something else: whom to pick in the demo.
ELSEWHERE = {"demo.pick"}
GRANTS = ("access.end", "emergency.end", "openings.seen")
DAY, YEAR = timedelta(days=1), date(2026, 12, 31)


@dataclass(frozen=True)
class Thing:
    """What has an id, and who may send it with which of the forms."""

    id: str
    name: str
    may: frozenset[tuple[str, str]] = frozenset()


def grant(people: dict[str, Person], kind: GrantKind, staff: str, about: str, made_by: str) -> Grant:
    return Grant(
        id=new_id(),
        staff_id=people[staff].id,
        participant_id=people[about].id,
        office_id=people[about].office_id,
        kind=kind,
        reason="Barnevernet ringer om en akutt sak.",
        begins_at=NOW - timedelta(minutes=5),
        ends_at=NOW + timedelta(hours=4),
        made_by=people[made_by].id,
    )


def mandate(
    people: dict[str, Person], by: str, to: str, last_day: date = YEAR, *, ended: bool = False
) -> Mandate:
    return Mandate(
        id=new_id(),
        participant_id=people[by].id,
        representative_id=people[to].id,
        week=True,
        plan=True,
        absence=True,
        messages=True,
        first_day=date(2026, 9, 1),
        last_day=last_day,
        made_by=people[by].id,
        made_at=NOW - 30 * DAY,
        ended_at=NOW - DAY if ended else None,
    )


def cover(people: dict[str, Person], staff: str, by: str, made_by: str) -> Cover:
    return Cover(
        id=new_id(),
        staff_id=people[staff].id,
        by_id=people[by].id,
        first_day=NOW.date(),
        last_day=YEAR,
        made_by=people[made_by].id,
        made_at=NOW,
    )


@pytest.fixture
def cast(app: Flask, seeded_engine: Engine) -> Cast:
    """Everybody with a browser, on a world that this file may write to."""
    return gather(app, seeded_engine)


@pytest.fixture
def things(seeded_engine: Engine) -> dict[str, list[Thing]]:
    """By form, one of each of everybody's, at both offices, and whose each is."""
    people = {row.key: row for row in all_rows(seeded_engine, Person)}
    team = METADATA.tables["team_member"]
    with seeded_engine.connect() as connection:
        small_team = set(connection.scalars(select(team.c.staff_id)))
    assert people["fast-fjell"].id not in small_team
    emergency, given = GrantKind.EMERGENCY, GrantKind.ASSIGNED
    grants = {
        "an emergency at the other office": (emergency, "trygg-tind", "rolig-rogn", "trygg-tind"),
        "an emergency at fjell's office": (emergency, "blid-bjork", "lun-lind", "blid-bjork"),
        "fjell's own emergency": (emergency, "fast-fjell", "lun-lind", "fast-fjell"),
        "an emergency of the small team": (emergency, "blid-bjork", "grei-grend", "blid-bjork"),
        "given at the other office": (given, "trygg-tind", "rolig-rogn", "klar-kyst"),
        "given by fjell": (given, "blid-bjork", "lun-lind", "fast-fjell"),
        "given for somebody of the small team": (given, "jevn-jord", "grei-grend", "fast-fjell"),
    }
    may = {
        "an emergency at the other office": {("emergency.end", "trygg-tind")},
        "an emergency at fjell's office": {("emergency.end", "blid-bjork"), ("openings.seen", "fast-fjell")},
        "fjell's own emergency": {("emergency.end", "fast-fjell")},
        "an emergency of the small team": {("emergency.end", "blid-bjork")},
        "given by fjell": {("access.end", "fast-fjell")},
    }
    made = {name: grant(people, *how) for name, how in grants.items()}
    covers = {
        "a cover at the other office": cover(people, "blid-bjork", "trygg-tind", "klar-kyst"),
        "a cover at fjell's office": cover(people, "trygg-tind", "blid-bjork", "fast-fjell"),
    }
    planned = {
        "planned by the leader": covers["a cover at fjell's office"],
        "planned by tind": cover(people, "trygg-tind", "jevn-jord", "trygg-tind"),
        "planned by another": cover(people, "jevn-jord", "trygg-tind", "jevn-jord"),
    }
    mandates = {
        "lind": mandate(people, "lun-lind", "modig-molte"),
        "strand": mandate(people, "stille-strand", "lun-lind"),
        "an ended one": mandate(people, "kvikk-kvist", "rolig-rogn", ended=True),
        "one that is over": mandate(people, "villig-vik", "rolig-rogn", (NOW - DAY).date()),
    }
    whole = {row.id: row for row in (*covers.values(), *planned.values())}
    save(seeded_engine, *made.values(), *whole.values(), *mandates.values())
    everybody = [(row.id, row.key or "") for row in people.values()]
    helps = {"rolig-rogn": "hyggelig-hare", "stille-strand": "lun-lind"}
    staff = {
        row.key
        for row in people.values()
        if row.office_id == people["ryddig-rot"].office_id
        and row.role not in {Role.PARTICIPANT, Role.REPRESENTATIVE}
    }
    grants_of = [Thing(made[name].id, name, frozenset(may.get(name, ()))) for name in made]
    ended = frozenset({("cover.end", "fast-fjell")})
    back = frozenset({("away.end", "trygg-tind")})
    lind = frozenset({("mandates.end", "lun-lind")})
    return dict.fromkeys(GRANTS, grants_of) | {
        "away.end": [
            Thing(row.id, name, back if "tind" in name else frozenset()) for name, row in planned.items()
        ],
        "cover.end": [
            Thing(row.id, name, ended if "fjell" in name else frozenset()) for name, row in covers.items()
        ],
        "mandates.end": [
            Thing(row.id, name, lind if name == "lind" else frozenset()) for name, row in mandates.items()
        ]
        + [
            Thing(row.id, "rogn", frozenset({("mandates.end", "rolig-rogn")}))
            for row in all_rows(seeded_engine, Mandate, participant_id=people["rolig-rogn"].id)
        ],
        "helping.start": [
            Thing(one, key, frozenset({("helping.start", helps[key])}) if key in helps else frozenset())
            for one, key in everybody
        ],
        "admin.end": [
            Thing(one, key, frozenset({("admin.end", "ryddig-rot")}) if key in staff else frozenset())
            for one, key in everybody
        ],
        "move.send": [
            Thing(one, key, frozenset({("move.send", "fast-fjell")}) if key == "lun-lind" else frozenset())
            for one, key in everybody
            if key in {"rolig-rogn", "lun-lind", "tapper-tang", "grei-grend", "trygg-tind"}
        ],
    }


def token_of(cast: Cast, who: str) -> str:
    """The token that their forms hold just now."""
    return cast[who].http.get("/languages").text.split('"X-CSRFToken": "')[1].split('"')[0]


def send(app: Flask, cast: Cast, who: str, endpoint: str, thing: Thing) -> int:
    """Send the form with a good token of the moment, about that thing."""
    path = next(rule.rule for rule in rules(app, "POST") if rule.endpoint == endpoint)
    token = token_of(cast, who)
    more = {"office": cast["rolig-rogn"].office} if endpoint == "move.send" else {}
    return (
        cast[who].http.post(path, data={FIELDS[endpoint]: thing.id, "csrf_token": token, **more}).status_code
    )


def test_every_form_that_names_somebodys_object_in_its_body_is_here() -> None:
    """A new form with such a field fails here until its ids are tried."""
    named = {endpoint for endpoint, form in FORMS.items() if set(form) & set(FIELDS.values())}
    assert named - ELSEWHERE == set(FIELDS)


def test_anothers_id_in_a_form_is_nobodys_and_no_row_differs(
    app: Flask, seeded_engine: Engine, cast: Cast, things: dict[str, list[Thing]]
) -> None:
    """Also what somebody turns to in their sign-in stays as it was."""
    assert {visitor.role for visitor in cast.visitors} == {None, *Role}
    before = fingerprint(seeded_engine, "sign_in.seen_at")
    wrong, tried = [], dict.fromkeys(FIELDS, 0)
    for endpoint in FIELDS:
        for visitor in cast.visitors:
            if not lets_in(app, visitor, endpoint):
                continue
            for thing in things[endpoint]:
                if (endpoint, visitor.name) in thing.may:
                    continue
                tried[endpoint] += 1
                status = send(app, cast, visitor.name, endpoint, thing)
                if status != 404:
                    wrong.append(f"{visitor.name}: {endpoint} about {thing.name} gives {status}")
    assert wrong == []
    assert min(tried.values()) >= 1, tried
    assert fingerprint(seeded_engine, "sign_in.seen_at") == before


def test_the_same_ids_are_taken_from_whose_they_are(
    app: Flask, seeded_engine: Engine, cast: Cast, things: dict[str, list[Thing]]
) -> None:
    """So that the refusals above are about whose it is, and not about a form that nobody could send."""
    good = dict.fromkeys(FIELDS, 0)
    for endpoint in FIELDS:
        for thing in things[endpoint]:
            for _, who in sorted(one for one in thing.may if one[0] == endpoint):
                if not any(visitor.name == who for visitor in cast.visitors) or thing.name == "ryddig-rot":
                    continue
                before = fingerprint(seeded_engine, "sign_in.seen_at")
                status = send(app, cast, who, endpoint, thing)
                if endpoint == "move.send" and status == 422:
                    # Something waits for an answer in the case, which only whoever reaches it is told.
                    good[endpoint] += 1
                    continue
                assert status == 303, (who, endpoint, thing.name)
                if endpoint == "helping.start":
                    cast[who].http.post("/helping/done", data={"csrf_token": token_of(cast, who)})
                differs = fingerprint(seeded_engine, "sign_in.seen_at") != before
                # Whom the representative helps already, and whose sign-ins there are none of, changes nothing.
                assert differs or endpoint in {"helping.start", "admin.end"}, (who, endpoint, thing.name)
                good[endpoint] += 1
    assert min(good.values()) >= 1, good
