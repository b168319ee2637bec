"""Notices as their reader chooses them, and what the office sees of them."""

import json
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update

from portal.adapters.clock import FixedClock
from portal.domain.notices import Channel, NoticeState, Trouble
from portal.services.notice_codes import code_of
from portal.store.base import new_id, rows
from portal.store.models import AddressCheck, Notice, NoticeWish, Person, PushSubscription
from portal.text.locales import LOCALES
from tests.browser import Browser
from tests.builders import all_rows, save
from tests.web.notice_routes import PHONE
from tests.web.test_money import send

ROGN, OTHER, PROTECTED, ADMIN = "rolig-rogn", "stille-strand", "tapper-tang", "ryddig-rot"


def _id(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def _choose(client: Browser, **fields: str) -> int:
    return send(client, "/me/notices", {"first": "sms", **fields}).status


def _wish(engine: Engine, key: str) -> NoticeWish:
    [row] = all_rows(engine, NoticeWish, person_id=_id(engine, key))
    return row  # type: ignore[no-any-return]


def _code(app: Flask, engine: Engine, key: str, channel: Channel) -> str:
    [check] = all_rows(engine, AddressCheck, person_id=_id(engine, key), channel=channel)
    secret = app.extensions["portal"].settings.code_key
    return code_of(secret, check.person_id, channel, check.address, check.asked_at)


def test_a_choice_is_kept_in_its_order_and_once(client: Browser, app: Flask, seeded_engine: Engine) -> None:
    client.sign_in(ROGN)
    assert _choose(client, first="sms", second="email") == 422, "There is no address yet."
    assert (
        send(client, "/me/notices/address", {"channel": "email", "address": "r.r@example.org"}).status == 303
    )
    code = _code(app, seeded_engine, ROGN, Channel.EMAIL)
    assert (
        send(client, "/me/notices/code", {"channel": "email", "code": f"{code[:3]} {code[3:]}"}).status == 303
    )
    for _ in range(2):
        assert _choose(client, first="email", second="sms", often="weekly") == 303
    row = _wish(seeded_engine, ROGN)
    assert (row.channels, row.email, row.weekly) == ("email,sms", "r.r@example.org", True)
    page = client.get("/me/notices").body
    assert "r.r@example.org" not in page
    assert "r•••@example.org" in page
    assert all_rows(seeded_engine, AddressCheck, person_id=_id(seeded_engine, ROGN)) == []


def test_no_notices_at_all_is_a_choice_and_the_caseworker_sees_it(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(ROGN)
    assert _choose(client, first="none") == 303
    client.sign_in("blid-bjork")
    assert "ring eller send brev" in client.get(f"/work/case/{_id(seeded_engine, ROGN)}").body


def test_a_new_number_counts_when_its_code_was_written_and_not_before(
    client: Browser, app: Flask, seeded_engine: Engine
) -> None:
    client.sign_in(ROGN)
    number = select(Person.phone).where(Person.key == ROGN)
    before = seeded_engine.connect().execute(number).scalar()
    assert send(client, "/me/notices/address", {"channel": "sms", "address": "٩٨ ٧٦ ٥٤ ٣٢"}).status == 303
    assert "98765432" not in client.get("/me/notices").body
    with seeded_engine.connect() as connection:
        assert connection.scalar(number) == before
    code = _code(app, seeded_engine, ROGN, Channel.SMS)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert send(client, "/me/notices/code", {"channel": "sms", "code": wrong}).status == 422
    assert send(client, "/me/notices/code", {"channel": "sms", "code": code}).status == 303
    with seeded_engine.connect() as connection:
        assert connection.scalar(number) == "+4798765432"
    assert send(client, "/me/notices/code", {"channel": "sms", "code": code}).status == 422, "It is used."


def test_five_wrong_codes_are_the_end_of_it(client: Browser, app: Flask, seeded_engine: Engine) -> None:
    client.sign_in(ROGN)
    send(client, "/me/notices/address", {"channel": "sms", "address": "98765432"})
    code = _code(app, seeded_engine, ROGN, Channel.SMS)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert send(client, "/me/notices/code", {"channel": "sms", "code": wrong}).status == 422
    assert send(client, "/me/notices/code", {"channel": "sms", "code": code}).status == 422


def test_a_code_is_over_after_a_quarter_of_an_hour(
    client: Browser, app: Flask, seeded_engine: Engine, clock: FixedClock
) -> None:
    client.sign_in(ROGN)
    send(client, "/me/notices/address", {"channel": "sms", "address": "98765432"})
    code = _code(app, seeded_engine, ROGN, Channel.SMS)
    clock.move(minutes=15)
    assert send(client, "/me/notices/code", {"channel": "sms", "code": code}).status == 422


def test_codes_are_few_as_they_go_to_others_phones(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    client.sign_in(ROGN)
    answers = []
    for number in range(7):
        clock.move(minutes=2)
        answers.append(
            send(client, "/me/notices/address", {"channel": "sms", "address": f"9876543{number}"}).status
        )
    assert answers == [303] * 5 + [429] * 2
    # Pressed twice is asked once.
    codes = all_rows(seeded_engine, Notice, person_id=_id(seeded_engine, ROGN), says="code")
    assert len(codes) == 5


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        *(
            ("sms", one)
            for one in ("", "12345678", "9876543", "987654321", "+4712345678", "abc", "+999\r\n98765432x")
        ),
        *(
            ("email", one)
            for one in ("", "x", "x@y", "a@b.c\nBcc: d@e.fg", "<a@b.cd>", "a b@c.de", "a@b..cd", ".a@b.cd")
        ),
        ("email", "ø@example.org"),
        ("email", f"{'a' * 65}@example.org"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(
    client: Browser, seeded_engine: Engine, channel: str, address: str
) -> None:
    client.sign_in(ROGN)
    assert send(client, "/me/notices/address", {"channel": channel, "address": address}).status == 422
    assert all_rows(seeded_engine, AddressCheck) == []


def test_a_phone_is_added_and_goes_with_the_sign_in(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(ROGN)
    assert send(client, "/me/notices/phone", {"endpoint": PHONE}).status == 303
    assert _wish(seeded_engine, ROGN).channels == "push,sms"
    assert PHONE not in client.get("/me/notices").body
    assert PHONE not in client.get("/me/data/page").body
    assert send(client, "/sign-out", {}).status == 303
    assert all_rows(seeded_engine, PushSubscription) == []


def test_whoever_comes_next_on_the_phone_has_it(client: Browser, seeded_engine: Engine) -> None:
    for key in (ROGN, OTHER):
        client.sign_in(key)
        assert send(client, "/me/notices/phone", {"endpoint": PHONE}).status == 303
    [row] = all_rows(seeded_engine, PushSubscription)
    assert row.person_id == _id(seeded_engine, OTHER)


def test_a_shared_phone_is_never_knocked_at(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(ROGN)
    send(client, "/me/notices/phone", {"endpoint": PHONE})
    assert send(client, "/me/phone", {"shared": "1"}).status == 303
    assert all_rows(seeded_engine, PushSubscription) == []
    assert send(client, "/me/notices/phone", {"endpoint": PHONE}).status == 400
    assert "data-push-key" not in client.get("/me/notices").body


@pytest.mark.parametrize(
    "endpoint", ["https://169.254.169.254/x", "https://evil.example/x", "http://127.0.0.1/x", ""]
)
def test_an_address_that_is_no_phones_is_not_kept(
    client: Browser, seeded_engine: Engine, endpoint: str
) -> None:
    client.sign_in(ROGN)
    assert send(client, "/me/notices/phone", {"endpoint": endpoint}).status == 422
    assert all_rows(seeded_engine, PushSubscription) == []


def test_who_is_reserved_cannot_choose_and_the_caseworker_sees_it(
    client: Browser, seeded_engine: Engine
) -> None:
    whose = _id(seeded_engine, ROGN)
    wish = {"channels": "sms", "email": "", "weekly": False, "reserved": True}
    save(seeded_engine, NoticeWish(person_id=whose, changed_at=datetime(2026, 11, 1, tzinfo=UTC), **wish))
    client.sign_in(ROGN)
    page = client.get("/me/notices").body
    assert "reservert deg" in page
    assert 'name="first"' not in page
    assert _choose(client, first="sms") == 422
    client.sign_in("blid-bjork")
    assert "ring eller send brev" in client.get(f"/work/case/{whose}").body


def _given_up(engine: Engine, key: str, **more: object) -> str:
    values = {
        "channel": Channel.SMS,
        "trouble": Trouble.DOWN,
        "state": NoticeState.DEAD,
        "attempts": 60,
    } | more
    notice = Notice(
        id=new_id(),
        person_id=_id(engine, key),
        event_id=new_id(),
        due_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        **values,
    )
    save(engine, notice)
    return str(notice.id)


def test_what_was_given_up_is_seen_as_numbers_and_sent_again(client: Browser, seeded_engine: Engine) -> None:
    office = select(Person.office_id)
    with seeded_engine.connect() as connection:
        here = connection.scalar(office.where(Person.key == ADMIN))
        assert here == connection.scalar(office.where(Person.key == ROGN))
    ours = [_given_up(seeded_engine, ROGN), _given_up(seeded_engine, OTHER)]
    hidden, elsewhere = _given_up(seeded_engine, PROTECTED), _given_up(seeded_engine, "lun-lind")
    client.sign_in("blid-bjork")
    assert "Et varsel kom ikke fram" in client.get(f"/work/case/{_id(seeded_engine, ROGN)}").body
    client.sign_in(ADMIN)
    page = client.get("/admin/notices").body
    assert "2 varsler" in page
    for key in (ROGN, OTHER, PROTECTED):
        assert _id(seeded_engine, key) not in page
        with seeded_engine.connect() as connection:
            assert str(connection.scalar(select(Person.name).where(Person.key == key))) not in page
    group = {"says": "news", "channel": "sms", "trouble": "down"}
    assert send(client, "/admin/notices", {**group, "what": "again"}).status == 303
    states = {row.id: row.state for row in all_rows(seeded_engine, Notice)}
    assert {states[one] for one in ours} == {NoticeState.QUEUED}
    assert {states[hidden], states[elsewhere]} == {NoticeState.DEAD}
    assert 'value="down"' not in client.get("/admin/notices").body


def test_what_was_given_up_can_be_let_be(client: Browser, seeded_engine: Engine) -> None:
    one = _given_up(seeded_engine, ROGN, channel=None, trouble=None)
    client.sign_in(ADMIN)
    group = {"says": "news", "channel": "", "trouble": ""}
    assert send(client, "/admin/notices", {**group, "what": "drop"}).status == 303
    [row] = all_rows(seeded_engine, Notice, id=one)
    assert row.state is NoticeState.DROPPED


@pytest.mark.parametrize("key", ["blid-bjork", "klar-kyst", ROGN])
def test_only_the_administrator_minds_them(client: Browser, key: str) -> None:
    client.sign_in(key)
    assert client.get("/admin/notices").status == 403


def test_the_demos_outbox_shows_what_would_have_left_and_not_whom_nobody_may_find(
    client: Browser, seeded_engine: Engine
) -> None:
    _given_up(seeded_engine, PROTECTED)
    _given_up(seeded_engine, OTHER)
    page = client.get("/demo/outbox").body
    assert OTHER in page
    assert PROTECTED not in page
    assert "لديك رسالة جديدة" in page
    assert not re.search(r"\+47\d{8}", page)


def test_the_worker_has_the_words_of_every_language(client: Browser) -> None:
    first = client.get("/sw.js").body.partition(";\n")[0]
    told = json.loads(first.removeprefix("const SHELL = "))["told"]
    assert told["nb"] == ["Ny melding", "Du har en ny melding. Logg inn for å lese den.", "ltr"]
    assert told["ar"][1:] == ["لديك رسالة جديدة. يُرجى تسجيل الدخول لقراءتها. (مسودة)", "rtl"]
    assert set(told) == set(LOCALES)


def test_nobodys_wish_is_changed_by_another(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(OTHER)
    assert _choose(client, first="none") == 303
    with seeded_engine.begin() as connection:
        assert connection.scalar(select(Person.notices).where(Person.key == ROGN))
        connection.execute(update(rows(Person)).where(rows(Person).c.key == OTHER).values(notices=True))
