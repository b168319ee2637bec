"""Whose whereabouts must show nowhere: every page that they can open, walked with a sign in each place, office and name.

The one exception is their own data in whole, which is their right to get; the page before it warns.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import Client

from portal.adapters.clock import FixedClock
from portal.adapters.files.folder import FolderOfFiles
from portal.app import World
from portal.demo.documents import put_files
from portal.domain.access import HIDDEN, Protection
from portal.domain.documents import AboutKind
from portal.domain.people import STAFF, Role
from portal.domain.plan_data import content_as_data
from portal.domain.rights import RightsAnswer, RightsState
from portal.settings import Settings
from portal.store.base import new_id
from portal.store.models import METADATA
from portal.store.plan_version import projected
from portal.store.vault import Vault
from portal.web.guards import EVERYBODY, guard_of
from tests.architecture.paths import IN_QUERY, rules
from tests.builders import RecordingBus, key_for
from tests.conftest import NOW
from tests.portals import portal_of
from tests.text.papers import words_of
from tests.web.sweep import token_of
from tests.web.sweep_rooms import BESIDES

KEY, MEMBER = "tapper-tang", "sindig-sjo"
# What a page of somebody who may be found shows somewhere, and what none shows to a participant in any case.
SHOWN = {
    "office.name": "Kanarikontoret",
    "office.municipality": "Kanarikommune",
    "person.alias": "Kanarialias",
    "activity.place": "Kanariveien 1",
    "activity.provider": "Kanaribakeriet",
    "appointment.place": "Kanaritorget 2",
    "appointment.place_before": "Kanaribrygga 3",
}
NEVER = {"person.name": "Kanarinavn"}
PLANTED = SHOWN | NEVER
EXPORTS = {
    "my_data.read_it": "A copy of everything is their right (personvernforordningen article 15).",
    "my_data.download": "The same as a file.",
}
BUT = {
    "static": "The same files for everybody.",
    "sign_in.choose": "The demo lists everybody for picking, the staff too.",
}
WARNING = "Både siden og fila viser steder, kontor og fornavn på ansatte."
OK, PART = 200, {"HX-Request": "true", "Portal-Live": "1"}


@pytest.fixture
def planted(seeded_engine: Engine) -> Engine:
    """The demo world with a sign wherever it says where the hidden person is, and everything that could show one."""
    tables = METADATA.tables
    person, programme = tables["person"], tables["programme"]
    with seeded_engine.begin() as connection:
        her = connection.execute(select(person).where(person.c.key == KEY)).one()
        # A programme that runs, so that there is something to propose.
        running = {"state": "running", "closed_on": None, "period_to": NOW.date() + timedelta(days=200)}
        connection.execute(update(programme).where(programme.c.participant_id == her.id).values(running))
        plan = connection.execute(select(programme).where(programme.c.participant_id == her.id)).one()
        _mark(connection, "office", tables["office"].c.id == her.office_id, "name", "municipality")
        of_office = (person.c.office_id == her.office_id) & person.c.role.in_(STAFF)
        _mark(connection, "person", of_office, "name", "alias")
        in_plan = tables["activity"].c.programme_id == plan.id
        _mark(connection, "activity", in_plan, "place", "provider")
        # And one at an office before it, which they may still read.
        office = tables["office"].c.id
        elsewhere = connection.scalars(select(office).where(office != her.office_id).limit(1)).one()
        _mark(connection, "office", office == elsewhere, "name", "municipality")
        was = {"state": "completed", "office_id": elsewhere, "closed_on": NOW.date() - timedelta(days=300)}
        was |= {"id": new_id(), "current": False}
        connection.execute(insert(programme), {**plan._mapping, **was})
        content = content_as_data(projected(Session(connection), plan.id))
        kept = {"id": new_id(), "programme_id": was["id"], "number": 1, "made_at": NOW, "content": content}
        connection.execute(insert(tables["plan_version"]), kept)
        # What the office has asked somebody else about, asked of her.
        hearing = tables["absence_hearing"]
        asked = connection.execute(select(hearing).where(hearing.c.absence_id.is_(None)).limit(1)).one()
        hers = {"id": new_id(), "participant_id": her.id, "office_id": her.office_id, "submission_id": None}
        connection.execute(insert(hearing), {**asked._mapping, **hers})
        meeting = {
            "id": new_id(),
            "participant_id": her.id,
            "office_id": her.office_id,
            "title": "Samtale",
            "place": "",
        }
        starts = NOW + timedelta(hours=2)
        meeting |= {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        connection.execute(insert(tables["appointment"]), meeting)
        _mark(
            connection,
            "appointment",
            tables["appointment"].c.participant_id == her.id,
            "place",
            "place_before",
        )
        helper = connection.scalar(select(person.c.id).where(person.c.role == Role.REPRESENTATIVE))
        mandate = {
            "id": new_id(),
            "participant_id": her.id,
            "representative_id": helper,
            "name": "Ei venninne",
        }
        mandate |= dict.fromkeys(("week", "plan", "absence", "messages"), True)
        mandate |= {"first_day": NOW.date(), "last_day": NOW.date() + timedelta(days=30)}
        mandate |= {"made_by": plan.contact_person_id, "made_at": NOW}
        connection.execute(insert(tables["mandate"]), mandate)
    return seeded_engine


@pytest.fixture
def portal(settings: Settings, planted: Engine) -> Flask:
    """The portal over it, where the hidden person has complained, and somebody of the small team has answered."""
    put_files(planted, FolderOfFiles(settings.documents_folder or Path(), Vault(settings.identity_keys)))
    app = portal_of(settings, World(planted, FixedClock(NOW), RecordingBus()))
    _sent(_signed_in(app, KEY), "/me/rights/service", text="Ventet lenge.")
    wish = {"step": "send", "about": "goal", "how": "other", "goal": "Fast jobb i en butikk."}
    _sent(_signed_in(app, KEY), "/plan/propose", **wish)
    http, path = _signed_in(app, MEMBER), f"/work/case/{_id(planted)}"
    assert http.get(path).status_code == OK
    _sent(http, path, text="Hei")
    request, programme = METADATA.tables["rights_request"], METADATA.tables["programme"]
    contact = select(programme.c.contact_person_id).where(programme.c.participant_id == _id(planted))
    answered = {"state": RightsState.ANSWERED, "answer": RightsAnswer.ANSWERED, "answered_at": NOW}
    answered |= {"answer_text": "Vi har sett på det.", "answered_by": contact.scalar_subquery()}
    with planted.begin() as connection:
        connection.execute(update(request).where(request.c.participant_id == _id(planted)).values(answered))
    return app


def _sent(http: Client, path: str, **form: str) -> None:
    form |= {"csrf_token": token_of(http), "key": key_for((path, *form.values()))}
    assert http.post(path, data=form).status_code == 303


def _mark(connection: Connection, table: str, where: object, *columns: str) -> None:
    signs = {name: PLANTED[f"{table}.{name}"] for name in columns}
    changed = connection.execute(update(METADATA.tables[table]).where(where).values(signs))  # type: ignore[arg-type]
    assert changed.rowcount, f"There is no {table} to mark."


def _id(engine: Engine) -> str:
    person = METADATA.tables["person"]
    with engine.connect() as connection:
        return str(connection.execute(select(person.c.id).where(person.c.key == KEY)).scalar_one())


def _protected(engine: Engine, protection: Protection) -> None:
    person = METADATA.tables["person"]
    with engine.begin() as connection:
        connection.execute(update(person).where(person.c.key == KEY).values(protection=protection))


def _signed_in(app: Flask, key: str) -> Client:
    http = app.test_client()
    assert http.post("/sign-in/demo", data={"person": key}).status_code == 303
    return http


def _things(engine: Engine) -> dict[str, list[str]]:
    """Everything of hers that has an address, by the names that addresses have for it."""
    tables, whose = METADATA.tables, _id(engine)
    of = {
        "receipt_id": tables["submission"].c.person_id,
        "absence_id": tables["absence"].c.participant_id,
        "hearing_id": tables["absence_hearing"].c.participant_id,
        "appointment_id": tables["appointment"].c.participant_id,
        "take_away_id": tables["take_away"].c.participant_id,
        "request_id": tables["rights_request"].c.participant_id,
        "proposal_id": tables["proposal"].c.participant_id,
    }
    with engine.connect() as connection:
        things = {
            name: list(connection.scalars(select(owner.table.c.id).where(owner == whose)))
            for name, owner in of.items()
        }
        document = tables["document"]
        for name, about in (
            ("document_id", AboutKind.ABSENCE),
            ("day_document_id", AboutKind.DAY),
            ("message_file_id", AboutKind.MESSAGE),
        ):
            query = select(document.c.id).where(document.c.participant_id == whose)
            things[name] = list(connection.scalars(query.where(document.c.about_kind == about)))
        activity, programme = tables["activity"], tables["programme"]
        query = select(activity.c.id).join(programme, programme.c.id == activity.c.programme_id)
        things["activity"] = list(connection.scalars(query.where(programme.c.participant_id == whose)))
        earlier = (programme.c.participant_id == whose) & programme.c.current.is_(False)
        things["programme_id"] = list(connection.scalars(select(programme.c.id).where(earlier)))
    assert all(things.values()), f"There must be something of everything: {things}"
    # Nobody finds a feed by guessing; one of hers is looked at in tests/web/test_calendar.py.
    return things | {"secret": ["nobodys"]}


def _hers(app: Flask) -> list[Rule]:
    """Every page that a participant can open."""
    found = []
    for rule in rules(app, "GET"):
        guard = guard_of(app.view_functions[rule.endpoint])
        if (
            rule.endpoint not in BUT
            and guard is not None
            and (guard == EVERYBODY or Role.PARTICIPANT in guard)
        ):
            found.append(rule)
    return found


def _addresses(app: Flask, engine: Engine) -> Iterator[tuple[str, str]]:
    """Each address of each such page, with the page's name."""
    things, build = _things(engine), app.url_map.bind("localhost").build
    for rule in _hers(app):
        names, asked = sorted(rule.arguments), IN_QUERY.get(rule.endpoint)
        for values in product(*(things[name] for name in names)):
            path = build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield rule.endpoint, path
            yield from ((rule.endpoint, f"{path}?{query}") for query in BESIDES.get(rule.endpoint, ()))
            days = ("2026-11-23", "2026-11-24", "2026-11-20")
            for one, day in product(things[asked] if asked else (), days):
                yield rule.endpoint, f"{path}?{asked}={one}&day={day}"
    yield "nowhere", "/no-such-page"


def _walk(app: Flask, engine: Engine) -> tuple[dict[str, set[str]], set[str]]:
    """Which signs each page shows, whole and as the fragment that open pages fetch, and which pages opened at all."""
    http, heard, opened = _signed_in(app, KEY), dict[str, set[str]](), set[str]()
    for endpoint, path in _addresses(app, engine):
        for headers in ({}, PART):
            answer = http.get(path, headers=headers)
            text = words_of(answer) + str(answer.headers)
            heard.setdefault(endpoint, set()).update(name for name, sign in PLANTED.items() if sign in text)
            if answer.status_code == OK:
                opened.add(endpoint)
    return heard, opened


@pytest.mark.parametrize("protection", sorted(HIDDEN))
def test_no_page_but_their_own_data_says_where_they_are_or_with_whom(
    portal: Flask, planted: Engine, protection: Protection
) -> None:
    _protected(planted, protection)
    heard, _ = _walk(portal, planted)
    assert {endpoint: signs for endpoint, signs in heard.items() if signs and endpoint not in EXPORTS} == {}


def test_the_same_walk_finds_every_sign_of_somebody_who_may_be_found(portal: Flask, planted: Engine) -> None:
    _protected(planted, Protection.NONE)
    heard, opened = _walk(portal, planted)
    ordinary = {endpoint: signs for endpoint, signs in heard.items() if endpoint not in EXPORTS}
    assert set[str]().union(*ordinary.values()) == SHOWN.keys()
    telling = {"week.show", "plan.show", "messages.show", "me.show", "me.seen", "rights.one"}
    assert telling <= {endpoint for endpoint, signs in ordinary.items() if signs}
    # A page that nobody opened would hide what it says.
    shut = {rule.endpoint for rule in _hers(portal)} - opened
    assert shut == {"calendar.feed", "sign_in.home"}


def test_the_copy_of_their_data_holds_everything_and_the_page_before_it_says_so(
    portal: Flask, planted: Engine
) -> None:
    _protected(planted, Protection.STRICTLY_CONFIDENTIAL)
    heard, _ = _walk(portal, planted)
    # An office is told by its name there; whose municipality it is says nothing more about them.
    everything = SHOWN.keys() - {"office.municipality"}
    assert {endpoint: heard[endpoint] for endpoint in EXPORTS} == dict.fromkeys(EXPORTS, everything)
    http = _signed_in(portal, KEY)
    page = http.get("/me/data").text
    assert page.index(WARNING) < page.index("/me/data/page")
    assert page.index(WARNING) < page.index("/me/data/file")
    hidden = json.loads(http.get("/me/data/file").text)
    _protected(planted, Protection.NONE)
    http = _signed_in(portal, KEY)
    assert WARNING not in http.get("/me/data").text
    assert hidden.keys() == json.loads(http.get("/me/data/file").text).keys()
