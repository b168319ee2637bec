"""Whom nobody may find: every page of who may not know of them is the same, letter by letter, as if they did not exist.

Safety, row 5. One portal has a protected person with everything waiting at once; in the other they were never there.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.demo.identity import VAULT
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.case_rows import remove, rows_of
from portal.store.engine import for_writing, open_engine
from portal.store.models import METADATA
from portal.store.retention import retention
from portal.wsgi import visitor as listener
from tests.architecture.paths import rules
from tests.builders import RecordingBus, key_for
from tests.conftest import NOW
from tests.portals import CHANNELS, portal_of
from tests.text.papers import words_of
from tests.web.let_wait import let_wait
from tests.web.sweep import token_of
from tests.web.sweep_rooms import BESIDES

# Each protected person with who may know of them and, of the same office, who may not.
THEM = {
    "tapper-tang": (
        ("sindig-sjo", "blid-bjork"),
        ("klok-klippe", "klar-kyst", "naer-nordlys", "ryddig-rot"),
    ),
    "grei-grend": (("noktern-nype", "trygg-tind"), ("jevn-jord", "fast-fjell")),
}
OTHERS = ("rolig-rogn",)
# What differs from one answer to the next by itself.
BY_ITSELF = re.compile(
    r'nonce="[^"]*"|nonce-[A-Za-z0-9_-]+|"X-CSRFToken": "[^"]*"|name="csrf_token" value="[^"]*"|name="key" value="[^"]*"|"csrf":"[^"]*"'
)
OK, PART = 200, {"HX-Request": "true", "Portal-Live": "1"}
# The demo lists everybody for picking. The auditor, who keeps watch over who is kept from whom, sees that somebody was
# looked at, by a short name that means nothing. One's own data in whole say nothing of others (tests/services/test_my_data.py).
BUT = {"static", "sign_in.choose", "trail.show", "my_data.download", "my_data.read_it", "sign_in.home"}


class Both:
    """The portal with the protected person, and the one without."""

    def __init__(self, key: str, here: Path, there: Path) -> None:
        """Two database files."""
        self.key = key
        self.paths = (here, there)
        self.engines = tuple(open_engine(f"sqlite:///{path}", busy_seconds=10.0) for path in self.paths)
        self.buses = (RecordingBus(), RecordingBus())
        self.apps = tuple(
            _portal(path, engine, bus)
            for path, engine, bus in zip(self.paths, self.engines, self.buses, strict=True)
        )

    def close(self) -> None:
        """Let the files go."""
        for engine in self.engines:
            engine.dispose()


def _portal(path: Path, engine: Engine, bus: RecordingBus) -> Flask:
    settings = Settings(
        database_url=f"sqlite:///{path}",
        secret_key="a secret of the tests, 32 signs and more",
        https=False,
        demo=True,
        identity_keys=(SYNTHETIC_KEY,),
        **CHANNELS,
        limits_times=1000,
    )
    return portal_of(settings, World(engine, FixedClock(NOW), bus))


def _signed_in(app: Flask, key: str) -> Client:
    http = app.test_client()
    assert http.post("/sign-in/demo", data={"person": key}).status_code == 303
    return http


def _sent(http: Client, path: str, **form: str) -> TestResponse:
    return http.post(path, data={"csrf_token": token_of(http), "key": key_for((path, *form.values()))} | form)


@pytest.fixture(scope="module", params=sorted(THEM))
def files(
    request: pytest.FixtureRequest, seeded_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, Path]:
    """Whose it is, and the two databases: one with everything of theirs waiting at once: message, absence, requests, a measure, a text to take away."""
    folder = tmp_path_factory.mktemp("protected")
    here, there = folder / "here.db", folder / "there.db"
    shutil.copy(seeded_template, here)
    engine = open_engine(f"sqlite:///{here}", busy_seconds=10.0)
    _make_busy(engine, _portal(here, engine, RecordingBus()), request.param)
    engine.dispose()
    shutil.copy(here, there)
    _never_was(there, request.param)
    return request.param, here, there


@pytest.fixture
def both(files: tuple[str, Path, Path], tmp_path: Path) -> Iterator[Both]:
    """Both portals as they were made, whatever the other tests have done."""
    key, *made_before = files
    made = Both(key, *(Path(shutil.copy(path, tmp_path / path.name)) for path in made_before))
    yield made
    made.close()


def _make_busy(engine: Engine, app: Flask, key: str) -> None:
    tables = METADATA.tables
    person, programme = tables["person"], tables["programme"]
    with engine.begin() as connection:
        row = connection.execute(select(person).where(person.c.key == key)).one()
        # So that there is something to report absence from.
        running = {"state": "running", "closed_on": None, "period_to": date(2027, 6, 30)}
        connection.execute(update(programme).where(programme.c.participant_id == row.id).values(running))
    own = _signed_in(app, key)
    assert _sent(own, "/messages", text="Er det noen der?").status_code == 303
    away = {"kind": "self-report", "span": "days", "first_day": "2026-12-07", "last_day": "2026-12-07"}
    assert _sent(own, "/absence", **away).status_code == 303
    wish = {"step": "send", "letter": "programme", "wanted": "Jeg vil ha hele stønaden."}
    for kind, form in (
        ("complaint", wish),
        ("correction", {"text": "Dette er feil."}),
        ("service", {"text": "Ventet."}),
    ):
        assert _sent(own, f"/me/rights/{kind}", **form).status_code == 303, kind
    with engine.begin() as connection:
        let_wait(connection, key, *THEM[key][0])


def _never_was(path: Path, key: str) -> None:
    engine = open_engine(f"sqlite:///{path}")
    person = METADATA.tables["person"]
    with Session(for_writing(engine)) as session:
        who = session.scalar(select(person.c.id).where(person.c.key == key)) or ""
        remove(session, rows_of(session, retention(), who))
        session.commit()
        assert session.scalar(select(func.count()).select_from(person).where(person.c.key == key)) == 0
    engine.dispose()


def _who_may_not_know(key: str) -> tuple[str, ...]:
    return (*THEM[key][1], *OTHERS)


def _plain(response: TestResponse) -> str:
    headers = "\n".join(
        f"{name}: {value}" for name, value in response.headers.to_wsgi_list() if name != "Set-Cookie"
    )
    return BY_ITSELF.sub("", f"{response.status_code}\n{headers}\n{words_of(response)}")


def _same(one: TestResponse, other: TestResponse) -> str:
    """Empty when both answers are the same, else the first line in which they differ."""
    here, there = _plain(one), _plain(other)
    if here == there:
        return ""
    pairs = zip(here.splitlines(), there.splitlines(), strict=False)
    return next((f"{a[:150]!r} and {b[:150]!r}" for a, b in pairs if a != b), "one is longer")


def _addresses(both: Both) -> Iterator[str]:
    """Every page that takes no id, with all its filters, and every page of the protected person's own things."""
    tables, build = METADATA.tables, both.apps[0].url_map.bind("localhost").build
    with both.engines[0].connect() as connection:
        person = tables["person"]
        who = connection.scalar(select(person.c.id).where(person.c.key == both.key))
        things = {name: ["nobodys"] for name in ("secret", "offer_id", "programme_id")}
        things |= {"participant_id": [str(who)], "sequence": ["1"]}
        # The translators' texts and pictures are about nobody.
        things |= {"locale": ["uk"], "text": ["uk/b54c54228b4dfcb6"], "picture": ["week.png"]}
        things |= {"shown": ["rolig-rogn/week"]}
        things |= {"measure_id": ["m1"], "redaction_id": ["r1"], "threat_id": ["t1"]}
        for name, table, owner in (
            ("receipt_id", "submission", "person_id"),
            ("request_id", "rights_request", "participant_id"),
            ("day_document_id", "document", "participant_id"),
            ("message_file_id", "document", "participant_id"),
            ("hearing_id", "absence_hearing", "participant_id"),
            *(
                (f"{table}_id", table, "participant_id")
                for table in ("absence", "document", "appointment", "take_away", "proposal")
            ),
        ):
            rows = tables[table]
            things[name] = list(connection.scalars(select(rows.c.id).where(rows.c[owner] == who)))[:3]
    for rule in rules(both.apps[0], "GET"):
        if rule.endpoint in BUT:
            continue
        names = sorted(rule.arguments)
        for values in product(*(things[name] for name in names)):
            path = build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield path
            yield from (f"{path}?{query}" for query in BESIDES.get(rule.endpoint, ()) if not names)


def test_every_page_is_the_same_with_and_without_somebody_protected(both: Both) -> None:
    """For the office's other caseworkers, its leader, its contact centre and administrator, and for everybody outside."""
    different, looked = [], 0
    addresses = list(_addresses(both))
    for key in _who_may_not_know(both.key):
        here, there = (_signed_in(app, key) for app in both.apps)
        for path, headers in product(addresses, ({}, PART)):
            if headers and (not path.startswith("/work") or here.get(path).status_code != OK):
                continue
            looked += 1
            if fault := _same(here.get(path, headers=headers), there.get(path, headers=headers)):
                different.append(f"{key} at {path}: {fault}")
    assert different == []
    assert looked > 150


def test_asking_by_number_is_answered_the_same_with_and_without_somebody_protected(both: Both) -> None:
    """The contact centre's search, an emergency and a leader's grant: found by nobody, whether there is anybody or not."""
    person = METADATA.tables["person"]
    with both.engines[0].connect() as connection:
        row = connection.execute(select(person).where(person.c.key == both.key)).one()
        staff = connection.scalar(select(person.c.id).where(person.c.key == "lett-lerke"))
    number = {"number": VAULT.open(row.identity_sealed, row.id)}
    reason = {"reason": "Barnevernet ringer om en akutt sak."}
    asked = {
        "/centre": number,
        "/work/emergency": number | reason | {"hours": "1"},
        "/work/access": number | reason | {"last_day": "2026-12-01", "staff": staff or ""},
        f"/work/case/{row.id}": {"text": "Hei"},
        f"/work/case/{row.id}/read": {"sequence": "1"},
        "/work/second/measure/m1": {"answer": "agree"},
        "/work/second/message/r1": {"answer": "agree"},
        "/work/threats/t1": {"outcome": "talked", "text": "Vi har snakket sammen om det."},
        f"/work/case/{row.id}/threat": {"whole": "1", "text": "Noen sto utenfor kontoret."},
        f"/work/case/{row.id}/alarm": {"message": "1"},
        f"/work/case/{row.id}/call": {"message": "2", "reached": "yes", "note": ""},
    }
    different, refused = [], 0
    for key in _who_may_not_know(both.key):
        here, there = (_signed_in(app, key) for app in both.apps)
        for path, form in asked.items():
            one, other = _sent(here, path, **form), _sent(there, path, **form)
            refused += one.status_code in {403, 404, 422}
            if fault := _same(one, other):
                different.append(f"{key} sends {path}: {fault}")
    assert different == []
    assert refused == len(asked) * len(_who_may_not_know(both.key))


def test_the_comparison_would_notice(both: Both) -> None:
    """Who may know of them sees another page, so that the same pages of the others mean something."""
    member = THEM[both.key][0][0]
    here, there = (_signed_in(app, member) for app in both.apps)
    for path in ("/work", "/work/absences", "/work/requests", "/work/second"):
        assert _same(here.get(path), there.get(path)), path


def test_no_open_page_of_others_hears_of_them(both: Both) -> None:
    """What they write is told to the small team alone, and to themselves."""
    app, engine, bus = both.apps[0], both.engines[0], both.buses[0]
    world = World(engine, FixedClock(NOW), bus)
    sign_ins = app.extensions["portal"].sign_ins

    def topics(http: Client) -> frozenset[str]:
        cookie = http.get_cookie("portal")
        found = listener(sign_ins, world, cookie.value if cookie else None)
        assert found is not None
        return found.topics

    listeners = {
        key: topics(_signed_in(app, key)) for key in (*_who_may_not_know(both.key), *THEM[both.key][0])
    }
    own = _signed_in(app, both.key)
    bus.changes.clear()
    assert _sent(own, "/messages", text="Er dere der nå?").status_code == 303
    assert _sent(own, "/me/rights/service", text="Ventet igjen.").status_code == 303
    heard = {key for key, some in listeners.items() if any(topic in some for topic, _ in bus.told())}
    assert heard == set(THEM[both.key][0])
