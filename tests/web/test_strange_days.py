"""Days that nobody means, in the forms of appointments, agreements and offers: a sentence, and never an error page."""

import re
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.test import Client

from portal.demo.world import identifier
from portal.store.models import Appointment, Person, TakeAway
from portal.web.asked import EARLIEST, LATEST
from tests.builders import all_rows, key_for
from tests.web.test_appointments import CASEWORKER, PARTICIPANT, WHO, meeting_of, send, signed_in

STRANGE = ("0001-01-01", "9999-12-31", "0000-00-00", "2026-13-40", "1899-12-31", "3000-01-01")
MEETING = {"title": "Samtale", "starts": "10:00", "ends": "11:00", "how": "in_person", "place": "Rom 2"}
OFFER = {"title": "Kafé", "first_day": "2026-12-01", "starts_0": "10:00", "ends_0": "12:00", "version": "0"}
ANSWER = {"sequence": "1", "answer": "does_not_suit", "clock_1": "10:00"}
DESK: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "appointment": (f"/work/case/{WHO}/appointments", MEETING, "day"),
    "agreement": (f"/work/case/{WHO}/agreed", {"office_1": "Ringe", "text": "Noe"}, "office_day_1"),
    "offer-begins": ("/work/offers/new", OFFER, "first_day"),
    "offer-ends": ("/work/offers/new", OFFER, "last_day"),
}


@pytest.mark.parametrize("day", STRANGE)
def test_a_strange_day_gets_a_sentence(app: Flask, seeded_engine: Engine, day: str) -> None:
    before = (all_rows(seeded_engine, Appointment), all_rows(seeded_engine, TakeAway))
    desk, phone = signed_in(app, CASEWORKER), signed_in(app, PARTICIPANT)
    for name, (path, fields, field) in DESK.items():
        page = send(desk, path, **({**fields} | {field: day}))
        assert (name, page.status_code) == (name, 422)
        assert "validation-message" in page.text, name
        assert f'value="{day}"' in page.text, name
    query = select(Appointment.id).where(Appointment.participant_id == WHO)
    with seeded_engine.connect() as connection:
        coming = str(connection.scalar(query.order_by(Appointment.starts_at.desc()).limit(1)))
    moved = meeting_of(seeded_engine, coming, day=day)
    assert send(desk, f"/work/appointments/{coming}", **moved).status_code == 422
    answer = ANSWER | {"day_1": day, "key": key_for(day)}
    assert send(phone, f"/appointments/{coming}", **answer).status_code == 422
    written = {"text": "Noe", "participant_1": "Ringe", "participant_day_1": day, "key": key_for(day)}
    assert send(phone, "/plan/agreed", **written).status_code == 422
    assert (all_rows(seeded_engine, Appointment), all_rows(seeded_engine, TakeAway)) == before


@pytest.mark.parametrize("day", [EARLIEST.isoformat(), LATEST.isoformat()])
def test_the_edges_of_what_can_be_meant_break_nothing(app: Flask, day: str) -> None:
    """Too far for a meeting, and for an offer a day like another, also for who has it in their week and calendar."""
    desk, phone = signed_in(app, CASEWORKER), signed_in(app, PARTICIPANT)
    path, fields, field = DESK["appointment"]
    assert send(desk, path, **({**fields} | {field: day})).status_code == 422
    for changed in ({"first_day": day}, {"last_day": day}):
        page = send(desk, "/work/offers/new", **(OFFER | changed))
        assert page.status_code == (422 if changed == {"last_day": EARLIEST.isoformat()} else 303)
    assert desk.get("/work/offers").status_code == 200
    assert phone.get("/offers").status_code == 200
    assert phone.get(_calendar(phone)).status_code == 200


def test_an_end_before_the_beginning_gets_a_sentence(app: Flask) -> None:
    desk = signed_in(app, CASEWORKER)
    path, fields, _ = DESK["appointment"]
    backwards = {**fields} | {"day": "2026-12-09", "starts": "11:00", "ends": "10:00"}
    assert send(desk, path, **backwards).status_code == 422
    page = send(desk, "/work/offers/new", **(OFFER | {"last_day": "2026-11-30"}))
    assert page.status_code == 422
    assert "Siste dag kan ikke være før første dag." in page.text


def test_an_offer_that_somebody_has_taken_may_end_at_the_end_of_days(
    app: Flask, seeded_engine: Engine
) -> None:
    """The week and the calendar count on from a day; none of it leads over the edge."""
    desk, phone = signed_in(app, CASEWORKER), signed_in(app, PARTICIPANT)
    offer = identifier("offer", all_rows(seeded_engine, Person, id=WHO)[0].office_id, "job-house")
    changed = OFFER | {"first_day": LATEST.isoformat(), "version": "1"}
    assert send(desk, f"/work/offers/{offer}", **changed).status_code == 303
    assert phone.get("/week").status_code == 200
    assert phone.get(_calendar(phone)).status_code == 200


def _calendar(phone: Client) -> str:
    """The address of a calendar that is made for it."""
    found = re.search(r"/calendar/[A-Za-z0-9_-]{43}\.ics", send(phone, "/me/calendar").text)
    assert found
    return found.group()
