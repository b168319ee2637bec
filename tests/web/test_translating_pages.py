"""The workbench's other pages: lists and their filters, questions, where a text is shown, and the file that is written."""

import json
import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from portal.demo.translations import PROPOSED
from portal.resources import TRANSLATIONS
from portal.settings import Settings
from portal.text.missing import Missing
from portal.web.translator import texts
from tests.browser import Browser
from tests.web.translating import address_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
OUT = "Rask ut"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    copytree(TRANSLATIONS, tmp_path / "catalogues")
    (tmp_path / "places").mkdir()
    return replace(settings, catalogues=tmp_path / "catalogues", places=tmp_path / "places")


def test_the_first_page_counts_what_readers_see_and_what_waits(pil: Browser) -> None:
    said = " ".join(pil.get("/translate").text.split())
    assert "4 Venter på at du ser over" in said or "4Venter på at du ser over" in said
    assert "1Spørsmål uten svar" in said or "1 Spørsmål uten svar" in said
    assert re.search(
        r"العربية Utkast 2 venter på deg 1 sendt tilbake til deg Skrevet: \d+ av \d+ Godtatt: 0 av \d+", said
    )


def test_what_readers_missed_most_leads_to_its_editor(
    pil: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Missing()
    monkeypatch.setattr("portal.web.translator.overview.MISSING", missing)
    with app.app_context():
        known = app.extensions["portal"].catalogues["se"].entries
        gone = next(one for one in texts.source().texts if one.key not in known and one.key[0] is None)
    for locale, msgid in (("se", gone.key[1]), ("nn", OUT), ("xx", OUT), ("se", "Finnes ikke")):
        missing.note(locale, msgid)
    page = pil.get("/translate")
    assert "Savnet mest" in page.text
    assert f"/translate/se/{gone.hash}?show=missing" in page.body
    assert "Rask ut" not in page.text


@pytest.mark.parametrize(
    "show", ["all", "missing", "legal", "waiting", "returned", "changed", "refused", "asked", "strange"]
)
def test_every_filter_has_a_list(pil: Browser, show: str) -> None:
    page = pil.get(f"/translate/ar?show={show}")
    assert page.status == 200
    assert "العربية" in page.text


def test_a_list_is_searched_in_the_source_and_the_translation_page_by_page(pil: Browser) -> None:
    for words in ("RASK UT", "Leave now"):
        assert "Rask ut" in pil.get("/translate/en", query_string={"q": words}).text
    assert "Ingen tekster her." in pil.get("/translate/en?q=zzzzqq&show=all").text
    assert "Side 2 av" in pil.get("/translate/en?page=2").text
    for page in ("999999", "-3", "x"):
        assert pil.get(f"/translate/en?page={page}").status == 200


def test_the_demo_speaks_of_texts_that_there_are(app: Flask) -> None:
    with app.app_context():
        known = {one.key[1] for one in texts.source().texts}
    assert {one.msgid for one in PROPOSED} <= known
    says = app.extensions["portal"].catalogues
    # What stands there is what they are to replace, so that whoever plays with them can say yes.
    assert [
        one.msgid for one in PROPOSED if says[one.locale].entries[None, one.msgid, None] != (one.before,)
    ] == []


def test_the_editor_shows_what_is_known_of_a_text(pil: Browser, app: Flask) -> None:
    page = pil.get(address_of(app, "ar", "Du kan alltid sende klagen. Et menneske leser den."))
    for said in ("Norsk kilde", "English", "Ordliste", "Nøyaktig Nype", "1 har godtatt", "Historie"):
        assert said in page.text, said
    assert "Liknende tekster" in pil.get(address_of(app, "en", "Meldinger")).text


def test_a_question_is_answered_by_an_administrator_too(pil: Browser, app: Flask) -> None:
    path = address_of(app, "nn", OUT)
    assert pil.send(path, f"{path}/ask", words="").status == 422
    assert pil.send(path, f"{path}/ask", words="Kva ut?").status == 303
    keeper = pil.another()
    keeper.sign_in("ryddig-rot")
    body = keeper.get("/translate/questions").body
    assert keeper.get(path).status == 403
    answer = re.search(r'Kva ut\?.*?action="(/translate/questions/[^"]+)"', body, re.DOTALL)
    assert answer
    assert keeper.send("/translate/questions", answer[1], words="").status == 422
    assert keeper.send("/translate/questions", answer[1], words="Ut av portalen.", text="").status == 303
    assert "Ut av portalen." in pil.get(address_of(app, "ar", OUT)).text
    again = pil.send(path, answer[1], words="Ja, ut av portalen.")
    assert again.location == f"{path}?saved=answered#questions"


def test_a_page_is_named_as_its_readers_know_it_with_whom_it_is_for(
    pil: Browser, app: Flask, settings: Settings
) -> None:
    path, folder = address_of(app, "ar", OUT), settings.places or Path()
    spot = {"page": "/messages", "who": "lett-lerke", "title": "Meldinger", "role": "participant"}
    other = {"page": "/week?day=2026-11-23", "title": "<b>Uke</b>\u00a048", "role": "caseworker"}
    strange = {"page": "/me", "title": "Turned\u202e", "role": "king"}
    (folder / "places.json").write_text(json.dumps({path[-16:]: [spot, other, strange]}), "utf-8")
    page = pil.get(path)
    assert "Vises på: Meldinger (3 steder)" in page.text
    assert "Den som ser siden: Deltaker" in page.text
    assert "Den som ser siden: Veileder" in page.text
    assert (
        '<bdi lang="nb" dir="ltr" title="/week?day=2026-11-23">&lt;b&gt;Uke&lt;/b&gt; 48</bdi>' in page.body
    )
    assert '<bdi dir="ltr">/me</bdi>' in page.body
    assert "king" not in page.body
    listed = pil.get("/translate/pages")
    assert '<bdi title="/messages">Meldinger</bdi>' in listed.body
    assert '<bdi dir="ltr">/week</bdi>' in listed.body
    pil.post("/language", {"language": "en", "back": "/", "csrf_token": pil.token})
    assert '<bdi title="/messages">Messages</bdi>' in pil.get("/translate/pages").body
    english = pil.get(path).text
    assert "Shown on: Messages (3 places)" in english
    assert "Who sees the page: Participant" in english


@pytest.mark.parametrize(
    "strange",
    [
        {"page": "/\ud800"},
        {"page": "/week?day=\ud800"},
        {"page": "/" + 5000 * "x"},
        {"page": "/me", "title": "Koden er %(code)s. Den virker i 15 minutter."},
        {"page": "/me", "title": "\ud800"},
        {"page": "/me\nx\u202ey", "title": ""},
    ],
)
def test_a_strange_place_never_takes_the_page_of_its_text_away(
    pil: Browser, app: Flask, settings: Settings, strange: dict[str, str]
) -> None:
    path, folder = address_of(app, "ar", OUT), settings.places or Path()
    good = {"page": "/week", "who": "lett-lerke"}
    found = [{**strange, "who": "lett-lerke"}, good]
    (folder / "places.json").write_text(json.dumps({path[-16:]: found}), "utf-8")
    page = pil.get(path)
    assert page.status == 200
    assert '<bdi dir="ltr">/week</bdi>' in page.body
    assert len(page.body) < 200_000


def test_where_a_text_is_shown_is_a_picture_with_the_place_marked(
    pil: Browser, app: Flask, settings: Settings
) -> None:
    path, folder = address_of(app, "nn", OUT), settings.places or Path()
    spot = {"page": "/week", "picture": "week.nb.png", "box": [10, 20, 30, 40], "size": [360, 720]}
    strange = [
        {},
        "x",
        {**spot, "picture": "../x.png"},
        {**spot, "page": "javascript:x"},
        {**spot, "box": [1]},
    ]
    (folder / "places.json").write_text(json.dumps({path[-16:]: [spot, *strange]}), "utf-8")
    (folder / "week.nb.png").write_bytes(PNG)
    (folder / "page.png").write_bytes(b"<script>")
    page = pil.get(path)
    assert "Vises på: /week (1 sted)" in page.text
    assert 'viewBox="0 0 360 720"' in page.body
    assert '<rect x="10" y="20" width="30" height="40"/>' in page.body
    picture = pil.http.get("/translate/places/week.nb.png")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    for name in ("gone.png", "page.png", "places.json", "..%2fx.png", ".png"):
        assert pil.get(f"/translate/places/{name}").status == 404
    caseworker = pil.another()
    caseworker.sign_in("blid-bjork")
    assert caseworker.get("/translate/places/week.nb.png").status == 403


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"x": 1}', "[" * 100_000, '{"x": [1, {"page": 1, "title": [], "role": {}}]}']
)
def test_a_spoiled_index_of_places_shows_none(
    pil: Browser, app: Flask, settings: Settings, content: str
) -> None:
    ((settings.places or Path()) / "places.json").write_text(content, "utf-8")
    page = pil.get(address_of(app, "nn", OUT))
    assert page.status == 200
    assert "Vises på" not in page.text
    assert pil.get("/translate/pages").status == 200
