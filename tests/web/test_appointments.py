"""Appointments and agreements on pages: what was written is given back, and what was moved meanwhile is shown."""

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.test import Client, TestResponse

from portal.demo.world import identifier
from portal.domain.calendar import OSLO
from portal.store.models import Appointment, AppointmentAnswer, TakeAway
from tests.builders import all_rows, key_for
from tests.web.sweep import token_of

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
WHO = identifier("person", PARTICIPANT)
NOTE = "Jeg følger sønnen min på skolen da."


def signed_in(app: Flask, key: str) -> Client:
    http = app.test_client()
    assert http.post("/sign-in/demo", data={"person": key}).status_code == 303
    return http


def send(http: Client, path: str, **fields: str) -> TestResponse:
    return http.post(path, data={"csrf_token": token_of(http)} | fields)


@pytest.fixture
def coming(seeded_engine: Engine) -> str:
    """The participant's next appointment, which was moved once before."""
    query = select(Appointment.id).where(Appointment.participant_id == WHO)
    with seeded_engine.connect() as connection:
        return str(connection.scalar(query.order_by(Appointment.starts_at.desc()).limit(1)))


def meeting_of(engine: Engine, appointment_id: str, **changed: str) -> dict[str, str]:
    row = all_rows(engine, Appointment, id=appointment_id)[0]
    fields = {"title": row.title, "day": "2026-12-09", "starts": "11:00", "ends": "12:00", "how": "in_person"}
    return fields | {"place": "Nav Tromsø, møterom 5", "version": str(row.version)} | changed


def test_an_answer_to_what_was_moved_meanwhile_shows_the_new_time_and_keeps_the_words(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    phone, desk = signed_in(app, PARTICIPANT), signed_in(app, CASEWORKER)
    told = send(desk, f"/work/appointments/{coming}", **meeting_of(seeded_engine, coming))
    assert told.status_code == 303
    answer = {"sequence": "1", "answer": "does_not_suit", "phone_me": "1", "note": NOTE, "key": key_for(1)}
    page = send(phone, f"/appointments/{coming}", **answer)
    assert page.status_code == 409
    assert "onsdag 9. desember" in page.text
    assert NOTE in page.text
    assert 'value="2"' in page.text
    assert not all_rows(seeded_engine, AppointmentAnswer, appointment_id=coming)
    assert send(phone, f"/appointments/{coming}", **(answer | {"sequence": "2"})).status_code == 303


def test_what_is_missing_is_said_and_what_was_written_stands(app: Flask, coming: str) -> None:
    phone = signed_in(app, PARTICIPANT)
    answer = {"sequence": "1", "answer": "does_not_suit", "note": NOTE, "key": key_for(1)}
    page = send(phone, f"/appointments/{coming}", **answer)
    assert page.status_code == 422
    assert "Skriv minst én tid som passer" in page.text
    assert NOTE in page.text
    page = send(phone, f"/appointments/{coming}", **answer, day_1="2026-12-09")
    assert "Skriv både dag og klokkeslett." in page.text
    assert 'value="2026-12-09"' in page.text


def test_a_caseworker_who_comes_second_sees_what_counts_and_keeps_the_words(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    desk = signed_in(app, CASEWORKER)
    stale = meeting_of(seeded_engine, coming, about="Ta med CV-en.")
    first = meeting_of(seeded_engine, coming, starts="13:00", ends="14:00")
    assert send(desk, f"/work/appointments/{coming}", **first).status_code == 303
    page = send(desk, f"/work/appointments/{coming}", **stale)
    assert page.status_code == 409
    assert "Ta med CV-en." in page.text
    assert "kl. 13.00" in page.text


def test_a_free_day_is_warned_about_with_its_paragraph_and_can_be_chosen_all_the_same(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    desk, case = signed_in(app, CASEWORKER), f"/work/case/{WHO}/appointments"
    fields = meeting_of(seeded_engine, coming, day="2026-12-25")
    page = send(desk, case, **fields)
    assert page.status_code == 422
    assert "§ 16" in page.text
    doubted = page.text.split('name="all_the_same" value="')[1].split('"')[0]
    # Another time is another question.
    other = send(desk, case, **(fields | {"all_the_same": doubted, "ends": "12:30"}))
    assert other.status_code == 422
    assert send(desk, case, **(fields | {"all_the_same": doubted})).status_code == 303


def test_the_map_is_a_link_and_nothing_is_asked_of_it(app: Flask, coming: str) -> None:
    page = signed_in(app, PARTICIPANT).get(f"/appointments/{coming}")
    assert 'href="https://www.openstreetmap.org/search?query=Nav+' in page.text
    assert "openstreetmap" not in page.headers["Content-Security-Policy"]


def test_a_point_with_a_day_and_no_words_is_asked_about_and_nothing_is_lost(
    app: Flask, seeded_engine: Engine
) -> None:
    phone, before = signed_in(app, PARTICIPANT), len(all_rows(seeded_engine, TakeAway))
    fields = {"text": "Vi prøver en uke til.", "participant_day_1": "2026-12-09", "key": key_for(1)}
    page = send(phone, "/plan/agreed", **fields)
    assert page.status_code == 422
    assert "Skriv også hva som skal gjøres." in page.text
    assert "Vi prøver en uke til." in page.text
    assert len(all_rows(seeded_engine, TakeAway)) == before
    sent = send(phone, "/plan/agreed", **fields, participant_1="Si fra til læreren")
    assert sent.status_code == 303
    assert "Kontoret har ikke bekreftet ennå." in phone.get(sent.headers["Location"]).text


def test_words_for_what_both_have_confirmed_meanwhile_are_given_back(
    app: Flask, seeded_engine: Engine
) -> None:
    (waiting,) = all_rows(seeded_engine, TakeAway, participant_id=WHO, participant_confirmed_at=None)
    phone, desk = signed_in(app, PARTICIPANT), signed_in(app, CASEWORKER)
    mine = f"/plan/agreed/{waiting.id}"
    assert send(phone, f"{mine}/confirm", note="Jeg sa to dager.", key=key_for(1)).status_code == 303
    page = send(desk, f"/work/agreed/{waiting.id}/change", text="Kontorets andre ord.")
    assert page.status_code == 409
    assert "Kontorets andre ord." in page.text
    assert "Jeg sa to dager." in desk.get(f"/work/agreed/{waiting.id}").text


def test_a_receipt_shows_what_was_answered(app: Flask, coming: str) -> None:
    phone = signed_in(app, PARTICIPANT)
    wished = {"day_1": "2026-12-09", "clock_1": "10:30", "phone_me": "1", "note": NOTE}
    answer = {"sequence": "1", "answer": "does_not_suit", "key": key_for(1)} | wished
    sent = send(phone, f"/appointments/{coming}", **answer).location.partition("sent=")[2]
    page = phone.get(f"/me/receipts/{sent}").text
    for said in ("Det passer ikke", "onsdag 9. desember", "10.30", "Du har bedt oss ringe deg.", NOTE):
        assert said in page


def test_an_interpreters_language_is_named_in_the_readers_language(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    phone, desk = signed_in(app, PARTICIPANT), signed_in(app, CASEWORKER)
    path = f"/work/appointments/{coming}"
    chosen = meeting_of(seeded_engine, coming, interpreter="uk")
    assert send(desk, path, **chosen).status_code == 303
    assert "Tolk: ukrainsk" in phone.get(f"/appointments/{coming}").text
    send(phone, "/language", language="en")
    assert "Ukrainian" in phone.get(f"/appointments/{coming}").text
    other = meeting_of(seeded_engine, coming, interpreter="other")
    assert "Skriv hvilket språk" in send(desk, path, **other).text
    assert send(desk, path, **other, interpreter_other="Norsk tegnspråk").status_code == 303
    page = desk.get(path).text
    assert 'value="Norsk tegnspråk"' in page
    assert send(desk, path, **meeting_of(seeded_engine, coming, interpreter="xx")).status_code == 400


def test_nobody_says_that_somebody_hears_of_what_is_told_to_nobody(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    desk = signed_in(app, CASEWORKER)
    row = all_rows(seeded_engine, Appointment, id=coming)[0]
    same = {
        "title": row.title,
        "day": row.starts_at.astimezone(OSLO).date().isoformat(),
        "starts": row.starts_at.astimezone(OSLO).strftime("%H:%M"),
        "ends": row.ends_at.astimezone(OSLO).strftime("%H:%M"),
        "how": row.form.value,
        "place": row.place,
        "about": "Ta med vitnemålet.",
        "version": str(row.version),
    }
    saved = send(desk, f"/work/appointments/{coming}", **same)
    assert "deltakeren får beskjed" not in desk.get(saved.location).text


def test_nothing_is_agreed_in_a_meeting_that_nobody_has_held(
    app: Flask, seeded_engine: Engine, coming: str
) -> None:
    phone, desk = signed_in(app, PARTICIPANT), signed_in(app, CASEWORKER)
    before = all_rows(seeded_engine, TakeAway)
    written = {"appointment": coming, "text": "Vi fortsetter."}
    for page in (
        send(desk, f"/work/case/{WHO}/agreed", **written),
        send(phone, "/plan/agreed", **written, key=key_for(1)),
    ):
        assert page.status_code == 422
        assert "Avtalen har ikke vært ennå." in page.text
        assert "Vi fortsetter." in page.text
    assert all_rows(seeded_engine, TakeAway) == before
    for shown in (desk.get(f"/work/appointments/{coming}"), phone.get(f"/appointments/{coming}")):
        assert "Skriv hva dere avtalte" not in shown.text
