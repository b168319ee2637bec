"""Being helped and helping, page by page: the number that is never shown, the bar on top, and the end of it."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.demo.identity import VAULT
from portal.domain.live import area_topic, person_topic, words_topic
from portal.domain.people import Role
from portal.domain.signing_in import ParticipantArrival, SignInRefused, Visit
from portal.store.models import AuditRow, Draft, Mandate, Person, Submission
from portal.wsgi import visitor
from tests.browser import Answer, Browser
from tests.builders import RecordingBus, all_rows, fingerprint

HELPED, HELPER, NEIGHBOUR = "rolig-rogn", "hyggelig-hare", "snar-sno"
# A published test number that nobody has.
UNKNOWN = "17859012582"
PARTS = {"absence": "1", "messages": "1"}


def person(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def number_of(engine: Engine, key: str) -> str:
    (row,) = all_rows(engine, Person, key=key)
    return VAULT.open(row.identity_sealed, row.id)


def give(client: Browser, number: str, **fields: str) -> Answer:
    """Walk from the form over the check page to the receipt; the answer of the last step."""
    filled = client.get("/me/helpers/new").page.form("/me/helpers/new")
    filled |= {"name": "Kari", "number": number, **(fields or PARTS)}
    filled.pop("week", None) if "week" not in fields else None
    check = client.post("/me/helpers/new", filled)
    assert check.status == 200, check.text
    assert number.replace(" ", "") not in check.body
    return client.post("/me/helpers", check.page.form("/me/helpers"))


def begin(client: Browser, engine: Engine, key: str = HELPED) -> Answer:
    """Choose whom to help."""
    return client.post("/helping/start", {"csrf_token": client.token, "participant": person(engine, key)})


def helping(client: Browser, engine: Engine) -> Browser:
    """The representative, who has begun to help."""
    helper = client.another()
    helper.sign_in(HELPER)
    assert begin(helper, engine).status == 303
    return helper


def test_a_mandate_is_made_over_a_page_that_says_what_it_opens(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(NEIGHBOUR)
    done = give(client, f"{UNKNOWN[:6]} {UNKNOWN[6:]}")
    assert done.status == 303
    receipt = client.get(done.location)
    assert "Kari" in receipt.text
    assert "Fravær, Meldinger" in " ".join(receipt.text.split())
    page = client.get("/me/helpers")
    assert "Kari" in page.text
    for row in all_rows(seeded_engine, Mandate, name="Kari"):
        assert (row.week, row.plan, row.absence, row.messages) == (False, False, True, True)
    for shown in (receipt, page, client.get("/me/receipts")):
        assert UNKNOWN not in shown.body


def test_the_answer_is_the_same_for_a_number_that_is_known_and_one_that_is_not(
    client: Browser, seeded_engine: Engine
) -> None:
    """Enumeration: nobody's, a participant's of another office, a participant's of one's own, a representative's."""
    client.sign_in(NEIGHBOUR)
    seen = set()
    for number in (
        UNKNOWN,
        *(number_of(seeded_engine, key) for key in ("lun-lind", HELPED, HELPER)),
        UNKNOWN,
    ):
        filled = client.get("/me/helpers/new").page.form("/me/helpers/new")
        check = client.post("/me/helpers/new", filled | {"name": "Kari", "number": number, **PARTS})
        done = client.post("/me/helpers", check.page.form("/me/helpers"))
        receipt = client.get(done.location)
        seen.add((check.status, check.text, done.status, _without_number(receipt.text)))
    assert len(seen) == 1
    assert "Lind" not in client.get("/me/helpers").text


def _without_number(text: str) -> str:
    """A receipt's own number and the seal that holds it are the only things that may differ."""
    return re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}|(?<=Kontrollkode)[0-9a-f]{64}", "", text)


@pytest.mark.parametrize("number", ["", "123", "01010112345", UNKNOWN[::-1]])
def test_a_number_that_is_none_is_refused_before_anything_is_made(
    client: Browser, seeded_engine: Engine, number: str
) -> None:
    client.sign_in(NEIGHBOUR)
    before = fingerprint(seeded_engine, "sign_in.seen_at", "sign_in.data")
    filled = client.get("/me/helpers/new").page.form("/me/helpers/new")
    answer = client.post("/me/helpers/new", filled | {"name": "Kari", "number": number, **PARTS})
    assert answer.status == 422
    assert "11 siffer" in answer.text
    assert fingerprint(seeded_engine, "sign_in.seen_at", "sign_in.data") == before


def test_a_number_typed_once_need_not_be_typed_again_and_belongs_to_its_page_alone(client: Browser) -> None:
    client.sign_in(NEIGHBOUR)
    filled = client.get("/me/helpers/new").page.form("/me/helpers/new")
    again = client.post("/me/helpers/new", filled | {"name": "", "number": UNKNOWN, **PARTS})
    assert (again.status, UNKNOWN in again.body) == (422, False)
    form = again.page.form("/me/helpers/new") | {"name": "Kari"}
    assert client.post("/me/helpers/new", form).status == 200
    # Sealed for this form and this person: in another form it is no number.
    other = client.get("/me/helpers/new").page.form("/me/helpers/new")
    moved = other | {"sealed": form["sealed"], "name": "Kari", **PARTS}
    assert client.post("/me/helpers/new", moved).status == 422


def test_a_number_is_not_kept_when_the_sign_in_runs_out(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    client.sign_in(NEIGHBOUR)
    filled = client.get("/me/helpers/new").page.form("/me/helpers/new")
    clock.move(hours=2)
    client.is_signed_in = False
    answer = client.post("/me/helpers/new", filled | {"name": "Kari", "number": UNKNOWN})
    assert (answer.status, UNKNOWN in answer.body) == (401, False)
    assert [UNKNOWN in str(row) for row in all_rows(seeded_engine, Draft)] == [False]


def test_the_representative_lands_on_whom_they_help_and_sees_the_open_parts_alone(
    client: Browser, seeded_engine: Engine
) -> None:
    helper = client.another()
    first = helper.sign_in(HELPER)
    assert "Hjelp Rolig" in first.text
    assert "Rogn" not in first.text
    for path in ("/week", "/plan", "/messages", "/absence/new", "/me", "/me/seen", "/helping/receipts/0"):
        assert helper.get(path).status in {403, 404}, path
    assert begin(helper, seeded_engine).location.endswith("/week")
    for path in ("/week", "/messages", "/absence/new", "/me/absences", "/helping/receipts"):
        page = helper.get(path)
        assert page.status == 200, path
        assert "Du hjelper Rolig" in page.text
        assert {link["href"] for link in page.page.all("a")} & {"/plan", "/me"} == set()
        assert "Rogn" not in page.text, path
    for path in ("/plan", "/me", "/me/receipts", "/me/seen", "/me/helpers", "/work"):
        assert helper.get(path).status == 403, path


def test_nobody_begins_to_help_without_a_mandate(client: Browser, seeded_engine: Engine) -> None:
    helper = client.another()
    helper.sign_in(HELPER)
    for key in (NEIGHBOUR, "lun-lind", "blid-bjork", HELPER):
        assert begin(helper, seeded_engine, key).status == 404
    assert helper.post("/helping/start", {"csrf_token": helper.token, "participant": "x"}).status == 404
    assert helper.get("/week").status == 403


def test_what_is_sent_says_who_sent_it(client: Browser, seeded_engine: Engine) -> None:
    helper = helping(client, seeded_engine)
    sent = helper.send("/messages", "/messages", text="Jeg skriver for Rolig.")
    assert sent.status == 303
    away = {"kind": "self-report", "span": "days", "first_day": "2026-12-07", "last_day": "2026-12-07"}
    report = helper.post("/absence", away | {"csrf_token": helper.token, "key": "a" * 24})
    assert report.location.startswith("/helping/receipts/")
    assert "Deg, for den du hjelper" in helper.get(report.location).text
    assert len(all_rows(seeded_engine, Submission, by_id=person(seeded_engine, HELPER))) == 2

    client.sign_in(HELPED)
    messages = client.get("/messages").text
    assert "Skrevet av hjelperen din" in messages
    assert "Hyggelig Hare" in messages
    assert "Meldt av hjelperen din" in client.get("/me/absences").text
    mine = client.get(report.location.replace("/helping/", "/me/"))
    assert "Hjelperen din" in mine.text
    assert "Hjelperen din (Hyggelig Hare)" in client.get("/me/seen").text
    staff = client.another()
    staff.sign_in("blid-bjork")
    case = staff.get(f"/work/case/{person(seeded_engine, HELPED)}").text
    assert "Skrevet av deltakerens hjelper" in case
    assert "Hare" not in case


def test_an_ended_mandate_is_refused_calmly_at_the_next_request(
    client: Browser, seeded_engine: Engine, bus: RecordingBus
) -> None:
    helper = helping(client, seeded_engine)
    form = helper.get("/messages").page.form("/messages") | {"text": "For sent"}
    client.sign_in(HELPED)
    ended = client.post("/me/helpers/end", client.get("/me/helpers").page.form("/me/helpers/end"))
    assert ended.status == 303
    assert "Du avsluttet" in client.get("/me/helpers").text
    assert any(event == "session-ended" for _, event in bus.told())
    for answer in (helper.get("/week"), helper.post("/messages", form)):
        assert answer.status == 403
        assert "Fullmakten er avsluttet, eller tiden er ute." in answer.text
    assert "For sent" in helper.post("/messages", form).body
    alone = helper.get("/week", headers={"Portal-Live": "1", "HX-Request": "true"})
    assert alone.status == 204
    last = max(all_rows(seeded_engine, AuditRow), key=lambda row: int(row.sequence))
    assert (last.actor_id, last.granted) == (person(seeded_engine, HELPER), False)
    assert helper.get("/", follow=True).status == 200
    assert "Ingen har gitt deg fullmakt nå." in helper.get("/helping").text


def test_a_participant_helps_another_and_comes_back_to_their_own(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(HELPED)
    give(client, number_of(seeded_engine, NEIGHBOUR))
    friend = client.another()
    friend.sign_in(NEIGHBOUR)
    stale = friend.get("/messages").page.form("/messages") | {"text": "Til min egen kontaktperson"}
    assert begin(friend, seeded_engine).location.endswith("/me/absences")
    page = friend.get("/messages")
    assert "Du hjelper Rolig" in page.text
    assert "Tilbake til mitt eget" in page.text
    # A page that was open before belongs to their own case: what it sends reaches nobody else's.
    refused = friend.post("/messages", stale)
    assert refused.status == 400
    assert "Til min egen kontaktperson" in refused.body
    assert friend.get("/me").status == 403
    back = friend.post("/helping/done", page.page.form("/helping/done"))
    assert back.status == 303
    assert friend.get("/me").status == 200
    assert "Du hjelper Rolig" not in friend.get("/week").text
    # The participant who is helped learns nothing of who it is but what they called them.
    friend_name = next(row.name for row in all_rows(seeded_engine, Person, key=NEIGHBOUR))
    for path in ("/me/helpers", "/me/seen", "/messages"):
        assert friend_name not in client.get(path).body


def test_what_is_written_for_another_is_no_draft_of_ones_own(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    client.sign_in(HELPED)
    give(client, number_of(seeded_engine, NEIGHBOUR))
    friend = client.another()
    friend.sign_in(NEIGHBOUR)
    begin(friend, seeded_engine)
    form = friend.get("/messages").page.form("/messages") | {"text": "For Rolig"}
    clock.move(hours=2)
    friend.is_signed_in = False
    assert friend.post("/messages", form).status == 401
    friend.sign_in(NEIGHBOUR)
    assert "For Rolig" not in friend.get("/messages").body
    begin(friend, seeded_engine)
    assert "For Rolig" in friend.get("/messages").body


def test_open_pages_hear_of_the_open_parts_while_somebody_helps(
    app: Flask, client: Browser, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    world = World(seeded_engine, clock, bus)
    helper = client.another()
    helper.sign_in(HELPER)
    helped, sign_ins = person(seeded_engine, HELPED), app.extensions["portal"].sign_ins
    resting = visitor(sign_ins, world, helper.cookie)
    assert resting is not None
    assert resting.topics == {person_topic(person(seeded_engine, HELPER)), words_topic("nb")}
    begin(helper, seeded_engine)
    acting = visitor(sign_ins, world, helper.cookie)
    assert acting is not None
    assert acting.topics - {words_topic("nb")} == {
        area_topic(helped, own) for own in ("week", "absences", "messages")
    }
    client.sign_in(HELPED)
    client.post("/me/helpers/end", client.get("/me/helpers").page.form("/me/helpers/end"))
    over = visitor(sign_ins, world, helper.cookie)
    assert over is not None
    assert over.topics == {words_topic("nb")}
    assert over.seconds_left <= 0


def test_a_representative_comes_in_through_the_citizens_door_by_the_number_that_was_written(
    app: Flask, client: Browser, seeded_engine: Engine
) -> None:
    arrivals = app.extensions["portal"].arrivals
    visit = Visit("https://issuer.example", "subject", "sid", "idporten-loa-high", "token", "", fresh=True)
    with pytest.raises(SignInRefused):
        arrivals.person_behind(ParticipantArrival(visit, UNKNOWN))
    client.sign_in(NEIGHBOUR)
    give(client, UNKNOWN)
    (made,) = [row for row in all_rows(seeded_engine, Person, role=Role.REPRESENTATIVE) if row.key != HELPER]
    assert arrivals.person_behind(ParticipantArrival(visit, UNKNOWN)) == made.id
