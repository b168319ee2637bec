"""Messages on the pages: what they are about, files, taking one back, drafts and searching, for both sides and for others."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, select

from portal.store.models import Absence, Draft, Message, Person
from tests import hostile_files as files
from tests.browser import Answer, Browser
from tests.builders import all_rows

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
HOSTILE = '"><script>alert(1)</script>\u202e%27 OR 1=1'


@pytest.fixture
def phone(client: Browser) -> Browser:
    client.sign_in(PARTICIPANT)
    return client


@pytest.fixture
def desk(client: Browser) -> Browser:
    other = client.another()
    other.sign_in(CASEWORKER)
    return other


@pytest.fixture
def case(seeded_engine: Engine) -> str:
    with seeded_engine.connect() as connection:
        return f"/work/case/{connection.scalar(select(Person.id).where(Person.key == PARTICIPANT))}"


def post(who: Browser, path: str, fields: Mapping[str, str], *contents: bytes) -> Answer:
    """As a browser sends a form with files."""
    parts = [
        f'--xyz\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{value}\r\n'.encode()
        for one, value in fields.items()
        if one != "file"
    ]
    head = b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: image/jpeg\r\n\r\n'
    parts += [head % b"a.jpg" + content + b"\r\n" for content in contents] or [head % b"" + b"\r\n"]
    body = b"".join(parts) + b"--xyz--\r\n"
    return who._reviewed(who.http.post(path, data=body, content_type="multipart/form-data; boundary=xyz"), {})


def texts(engine: Engine) -> list[str]:
    return [row.text for row in all_rows(engine, Message)]


def test_an_empty_message_with_a_photo_is_sent_shown_and_opened_by_both(
    phone: Browser, desk: Browser, case: str
) -> None:
    fields = phone.get("/messages").page.form("/messages") | {"about": "housing"}
    sent = post(phone, "/messages", fields, files.photo(400, 300))
    assert sent.status == 303
    page = phone.get(sent.location)
    assert "Gjelder: Bolig" in page.text
    (link,) = [one["href"] for one in page.page.all("a") if one["href"].startswith("/messages/files/")][-1:]
    opened = phone.http.get(link)
    assert (opened.status_code, opened.headers["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    theirs = f"/work/documents/{link.rpartition('/')[2]}"
    assert theirs in desk.get(case).body
    assert desk.http.get(theirs).status_code == 200
    other = phone.another()
    other.sign_in("stille-strand")
    assert other.get(link).status == 404
    far = phone.another()
    far.sign_in("trygg-tind")
    assert far.get(theirs).status == 404


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        ((files.PROGRAM,), "Dette er et program"),
        ((b"",) * 0, "Skriv noe før du sender."),
        ((b"x",) * 6, "opptil fem filer"),
    ],
)
def test_what_does_not_come_in_is_said_and_what_was_written_stays(
    phone: Browser, seeded_engine: Engine, contents: tuple[bytes, ...], sentence: str
) -> None:
    before = len(texts(seeded_engine))
    text = "Mitt spørsmål" if contents else ""
    fields = phone.get("/messages").page.form("/messages") | {"text": text, "about": "money"}
    answer = post(phone, "/messages", fields, *contents)
    assert answer.status == 422
    assert sentence in answer.text
    assert text in answer.body
    assert 'value="money" selected' in answer.body
    assert len(texts(seeded_engine)) == before


def test_hostile_words_about_and_searches_are_refused_or_shown_as_text(
    phone: Browser, desk: Browser, case: str
) -> None:
    assert phone.get("/messages", query_string={"about": HOSTILE}).status == 200
    fields = phone.get("/messages").page.form("/messages") | {"text": "Hei"}
    assert phone.post("/messages", fields | {"about": HOSTILE}).status == 400
    refused = phone.post("/messages", fields | {"about": "absence:00000000-0000-4000-8000-000000000000"})
    assert refused.status == 422
    assert "Velg på nytt hva meldingen gjelder." in refused.text
    for who, where in ((phone, "/messages/search"), (desk, f"{case}/search")):
        for words in (HOSTILE, "x" * 5000, "\0", "%", "\\", "\ud83d"):
            asked = {"csrf_token": who.token, "q": words.encode("utf-8", "replace").decode()}
            found = who.get(who.post(where, asked).location)
            assert found.status == 200
            assert "<script>alert" not in found.body


def test_a_link_from_a_thing_chooses_it_and_somebody_elses_chooses_nothing(
    phone: Browser, seeded_engine: Engine
) -> None:
    with seeded_engine.connect() as connection:
        query = select(Absence.id).join(Person, Person.id == Absence.participant_id)
        mine = connection.scalar(query.where(Person.key == PARTICIPANT).limit(1))
        other = connection.scalar(query.where(Person.key == "stille-strand").limit(1))
    page = phone.get(f"/absences/{mine}")
    assert f"/messages?about=absence:{mine}" in page.body.replace("%3A", ":")
    assert f'value="absence:{mine}" dir="auto" selected' in phone.get(f"/messages?about=absence:{mine}").body
    body = phone.get(f"/messages?about=absence:{other}").body
    assert str(other) not in body


def test_who_has_just_written_takes_it_back_and_the_receipt_says_so(
    phone: Browser, desk: Browser, case: str, seeded_engine: Engine
) -> None:
    sent = phone.send("/messages", "/messages", text="Kanari qzangrer dette")
    page = phone.get(sent.location)
    receipt = sent.location.partition("sent=")[2].partition("#")[0]
    form = page.page.form("/messages/undo")
    place = form["message"]
    assert desk.post(f"{case}/undo", {"csrf_token": desk.token, "message": place}).status == 404
    assert phone.post("/messages/undo", form | {"message": "1"}).status in {404, 422}
    for _ in range(2):
        undone = phone.post("/messages/undo", form)
        assert undone.status == 303
    assert "Meldingen er angret." in phone.get(undone.location).text
    assert "qzangrer" not in "".join(texts(seeded_engine))
    told = phone.get(f"/me/receipts/{receipt}")
    assert "Meldingen ble angret før den gjaldt." in told.text
    phone.send("/messages/search", "/messages/search", q="qzangrer")
    for path in ("/messages", "/messages/search?found=1", f"/me/receipts/{receipt}/json", "/me/data"):
        assert "qzangrer" not in phone.get(path, follow=True).body.replace('value="qzangrer"', "")
    assert "qzangrer" not in desk.get(case).body


def test_a_colleague_of_the_author_is_shown_no_way_to_take_it_back(
    desk: Browser, client: Browser, case: str
) -> None:
    sent = desk.send(case, case, text="Et svar fra meg")
    assert f'action="{case}/undo"' in desk.get(sent.location).body
    client.sign_in("jevn-jord")
    assert f'action="{case}/undo"' not in client.get(case).body


def test_a_draft_comes_back_until_it_is_sent_and_is_nobody_elses(
    phone: Browser, desk: Browser, case: str, seeded_engine: Engine
) -> None:
    for who, page in ((phone, "/messages"), (desk, case)):
        fields = who.get(page).page.form(page) | {"text": "Halvferdig", "about": "money"}
        kept = {name: fields[name] for name in ("csrf_token", "key", "text", "about")}
        assert who.post(f"{page}/draft", kept).status == 204
        again = who.get(page)
        assert "Halvferdig" in again.body
        assert 'value="money" selected' in again.body
        sent = who.post(page, fields)
        assert sent.status == 303
        assert who.post(f"{page}/draft", kept).status == 204
    assert all_rows(seeded_engine, Draft) == []
    # The page of another participant has what was written there, and nothing of this one.
    with seeded_engine.connect() as connection:
        other = connection.scalar(select(Person.id).where(Person.key == "stille-strand"))
    post_to = f"/work/case/{other}"
    fields = desk.get(post_to).page.form(post_to)
    desk.post(f"{post_to}/draft", {"csrf_token": desk.token, "key": fields["key"], "text": "Til Strand"})
    assert "Til Strand" not in desk.get(case).body
    assert desk.post("/work/case/nobody/draft", {"csrf_token": desk.token, "key": "k" * 24}).status == 404


def test_what_was_found_leads_to_its_place(phone: Browser, desk: Browser, case: str) -> None:
    for who, page in ((phone, "/messages"), (desk, case)):
        asked = who.send(f"{page}/search", f"{page}/search", q="a")
        assert asked.location.endswith("/search?found=1"), "The words stand in no address."
        found = who.get(asked.location)
        link = next(one["href"] for one in found.page.all("a") if "before=" in one["href"])
        place = link.partition("#")[2]
        assert f'id="{place}"' in who.get(link.partition("#")[0]).body
