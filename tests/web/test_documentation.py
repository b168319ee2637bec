"""Documentation on the pages: what comes in and what does not, each with its sentence; and who opens what."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import Engine, select, update

from portal.domain.errors import Refused
from portal.settings import Settings
from portal.store.models import Absence, Document, Person
from portal.web.refusals import complaint_about
from tests import hostile_files as files
from tests.browser import Answer, Browser

REFUSED = 422


@pytest.fixture
def absence(seeded_engine: Engine) -> str:
    """One of hers that nothing has been handed in about."""
    with seeded_engine.begin() as connection:
        connection.execute(update(Document).where(Document.about_kind == "absence").values(about_id="other"))
        query = select(Absence.id).join(Person, Person.id == Absence.participant_id)
        return str(connection.scalar(query.where(Person.key == "rolig-rogn").limit(1)))


@pytest.fixture
def phone(client: Browser) -> Browser:
    client.sign_in("rolig-rogn")
    return client


def _address(absence: str) -> str:
    return f"/absences/{absence}/documentation"


def _send(who: Browser, path: str, content: bytes | None, **more: str) -> Answer:
    page = who.get(f"{path}?day={more['day']}" if "day" in more else path).page
    return _post(who, path, page.form(path) | more, content)


def _post(who: Browser, path: str, fields: dict[str, str], content: bytes | None, **named: str) -> Answer:
    """As a browser sends it: the fields, then the file under a name and a type that may say anything."""
    name, kind = named.get("name", "legeerklæring.jpg"), named.get("kind", "image/jpeg")
    parts = [
        f'--xyz\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{value}\r\n'
        for one, value in fields.items()
        if one != "file"
    ]
    body = "".join(parts).encode()
    for one in named.get("under", "file").split():
        head = f'--xyz\r\nContent-Disposition: form-data; name="{one}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        body += head.encode() + content + b"\r\n" if content is not None else b""
    body = (body + b"--xyz--\r\n")[: int(named.get("cut", len(body) + 9))]
    return who._reviewed(who.http.post(path, data=body, content_type="multipart/form-data; boundary=xyz"), {})


def _there(settings: Settings) -> list[Path]:
    return sorted(path for path in (settings.documents_folder or Path()).rglob("*") if path.is_file())


def _documents(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(Document.id)).all())


def test_what_must_not_come_in_is_refused_with_a_sentence_and_leaves_nothing(
    phone: Browser, absence: str, settings: Settings, seeded_engine: Engine
) -> None:
    before, rows = _there(settings), _documents(seeded_engine)
    for name, (make, code) in files.HOSTILE.items():
        answer = _send(phone, _address(absence), make(), how="now", by="2026-11-27")
        assert answer.status == REFUSED, name
        assert complaint_about(Refused(code))["file"] in answer.text, name
        # What else was filled in is still there.
        assert 'value="2026-11-27"' in answer.body, name
        assert (_there(settings), _documents(seeded_engine)) == (before, rows), name


def test_a_photo_of_twelve_megapixels_comes_in_and_shows_no_place(
    phone: Browser, absence: str, settings: Settings
) -> None:
    before = set(_there(settings))
    sent = files.photo()
    answer = _send(phone, _address(absence), sent)
    assert answer.status == 303, answer.text
    page = phone.get(answer.location)
    assert "Vi har mottatt fila." in page.text
    link = [one["href"] for one in page.page.all("a") if "/absences/documents/" in one["href"]][-1]
    shown = phone.http.get(link)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "no-store"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    with Image.open(io.BytesIO(shown.data)) as opened:
        assert opened.size == (2400, 1800)
        assert not opened.getexif()
    assert files.SECRET_WORDS not in shown.data
    (kept,) = set(_there(settings)) - before
    assert files.SECRET_WORDS not in kept.read_bytes()


def test_no_word_of_a_photo_is_kept_anywhere(phone: Browser, absence: str, seeded_engine: Engine) -> None:
    """A canary in the Exif, the name of the file and its type: afterwards in no file and in no row."""
    path = _address(absence)
    form = phone.get(path).page.form(path)
    photo = files.photo(900, 600, words=b"kanarifugl i bildet")
    sent = _post(phone, path, form, photo, name="kanarifugl.jpg", kind="image/kanarifugl")
    assert sent.status == 303
    seeded_engine.dispose()
    lies = Path(seeded_engine.url.database or "").parent
    for kept in lies.rglob("*"):
        assert not kept.is_file() or b"kanarifugl" not in kept.read_bytes(), kept


def test_a_pdf_comes_in_and_is_only_saved(phone: Browser, absence: str) -> None:
    page = phone.get(_send(phone, _address(absence), files.pdf(2)).location)
    assert "PDF med 2 sider" in page.text
    link = [one["href"] for one in page.page.all("a") if "/absences/documents/" in one["href"]][-1]
    saved = phone.http.get(link)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert files.SECRET_WORDS not in saved.data


def test_a_request_that_was_cut_off_leaves_nothing(
    phone: Browser, absence: str, settings: Settings, seeded_engine: Engine
) -> None:
    before, rows = _there(settings), _documents(seeded_engine)
    path = _address(absence)
    form = phone.get(path).page.form(path)
    answer = _post(phone, path, form, files.photo(1200, 900), cut="9000")
    assert answer.status in {400, 422}
    assert (_there(settings), _documents(seeded_engine)) == (before, rows)


def test_a_body_that_is_far_too_long_is_told_so_in_a_sentence(phone: Browser, absence: str) -> None:
    answer = _send(phone, _address(absence), b"\xff\xd8\xff" + b"x" * 25 * 1024 * 1024)
    assert answer.status == 413
    assert "15 MB" in answer.text


def test_other_pages_take_no_long_bodies(phone: Browser) -> None:
    answer = phone.post("/absence", {"csrf_token": phone.token, "key": "k" * 24, "note": "x" * 100_000})
    assert answer.status == 413


@pytest.mark.parametrize("how", ["paper", "not_needed", "later"])
def test_without_a_file_one_says_how_it_is_documented(
    phone: Browser, absence: str, seeded_engine: Engine, how: str
) -> None:
    answer = _send(phone, _address(absence), None, how=how, by="2026-11-27")
    assert answer.status == 303
    assert "Valget ditt er lagret." in phone.get(answer.location).text
    with seeded_engine.connect() as connection:
        row = connection.execute(
            select(Absence.documentation, Absence.documentation_by).where(Absence.id == absence)
        ).one()
    assert row.documentation.value == how
    assert (row.documentation_by is not None) is (how == "later")


def test_later_needs_a_day_and_keeps_what_was_chosen(phone: Browser, absence: str) -> None:
    answer = _send(phone, _address(absence), None, how="later", by="2026-11-20")
    assert answer.status == REFUSED
    assert "Velg en dag fra i dag" in answer.text
    assert 'value="later" checked' in answer.body


def test_a_day_takes_a_photo_too(phone: Browser) -> None:
    answer = _send(phone, "/week/documentation", files.photo(600, 400), day="2026-11-20")
    assert answer.status == 303
    assert "Bilde" in phone.get(answer.location).text
    refused = _send(phone, "/week/documentation", files.SVG, day="2026-11-20")
    assert refused.status == REFUSED
    assert "tegning" in refused.text


def test_two_files_or_one_under_another_name_are_refused_at_the_door(phone: Browser, absence: str) -> None:
    path = _address(absence)
    form = phone.get(path).page.form(path)
    photo = files.photo(60, 40)
    assert _post(phone, path, form, photo, under="file file").status == 400
    assert _post(phone, path, form, photo, under="elsewhere").status == 400


def test_the_contact_person_opens_it_colleagues_see_that_it_is_there_and_others_nothing(
    phone: Browser, absence: str, seeded_engine: Engine
) -> None:
    _send(phone, _address(absence), files.photo(600, 400))
    with seeded_engine.connect() as connection:
        query = select(Document.id).where(Document.about_id == absence)
        document = connection.scalar(query.order_by(Document.handed_in_at.desc()))
    file, page = f"/work/documents/{document}", f"/work/absence/{absence}/documentation"
    found = {}
    for key in (
        "blid-bjork",
        "klok-klippe",
        "trygg-tind",
        "klar-kyst",
        "naer-nordlys",
        "ryddig-rot",
        "presis-pil",
    ):
        who = phone.another()
        who.sign_in(key)
        found[key] = (who.http.get(page).status_code, who.http.get(file).status_code)
        if key == "blid-bjork":
            # No scanner has looked at it, so it is saved and not shown in place.
            assert who.http.get(file).headers["Content-Disposition"].startswith("attachment")
            assert "Ikke sjekket" in who.get(page).text
        if key == "klok-klippe":
            assert "Bare deltakerens kontaktperson" in who.get(page).text
    assert found == {
        "blid-bjork": (200, 200),
        "klok-klippe": (200, 403),
        "trygg-tind": (404, 404),
        "klar-kyst": (404, 404),
        "naer-nordlys": (403, 403),
        "ryddig-rot": (403, 403),
        "presis-pil": (403, 403),
    }
    for key in ("stille-strand", "lun-lind"):
        who = phone.another()
        who.sign_in(key)
        assert who.http.get(f"/absences/documents/{document}").status_code == 404
        assert who.http.get(_address(absence)).status_code == 404
    # She reads that it was opened.
    assert "Åpnet dokumentasjon" in phone.get("/me/seen").text


def test_a_harmful_file_is_told_to_both_and_opened_by_nobody(
    phone: Browser, absence: str, seeded_engine: Engine
) -> None:
    _send(phone, _address(absence), files.photo(600, 400))
    with seeded_engine.begin() as connection:
        connection.execute(update(Document).where(Document.about_id == absence).values(state="infected"))
        document = connection.scalar(select(Document.id).where(Document.about_id == absence))
    caseworker = phone.another()
    caseworker.sign_in("blid-bjork")
    for who, page, file in (
        (phone, _address(absence), f"/absences/documents/{document}"),
        (caseworker, f"/work/absence/{absence}/documentation", f"/work/documents/{document}"),
    ):
        shown = who.get(page)
        assert "kan skade en telefon" in shown.text
        assert file not in shown.body
        assert who.http.get(file).status_code == 404


@pytest.fixture
def without_folder(app: Flask) -> Iterator[None]:
    from dataclasses import replace

    here = app.extensions["portal"]
    app.extensions["portal"] = replace(here, files=replace(here.files, keeper=None))
    yield
    app.extensions["portal"] = here


@pytest.mark.usefixtures("without_folder")
def test_where_files_cannot_be_kept_the_page_says_so(phone: Browser, absence: str) -> None:
    page = phone.get(_address(absence))
    assert "Her kan du ikke sende filer ennå." in page.text
    assert 'type="file"' not in page.body
