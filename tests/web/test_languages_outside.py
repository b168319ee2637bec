"""What leaves the portal without a page speaks the language that its person's pages would have, and says so of a draft."""

import json

import pytest
import vobject
from sqlalchemy import Engine, update

from portal.resources import TRANSLATIONS
from portal.services import languages_offered
from portal.store.models import Notice, Person
from portal.text.catalogue import load_catalogues
from portal.text.drafted import DRAFT
from portal.text.locales import LOCALES
from portal.text.words import Words
from tests.browser import Browser
from tests.web.test_calendar import make, path_in
from tests.web.test_languages_offered import chosen, speaking

READS_ARABIC = "stille-strand"
CATALOGUES = load_catalogues(TRANSLATIONS)


def names_in(client: Browser, path: str) -> tuple[str, set[str]]:
    """What a feed is called, and what its entries say of a draft."""
    calendar = vobject.readOne(client.another().get(path).body)
    said = {one.value for event in calendar.vevent_list for one in event.contents.get("description", [])}
    return calendar.contents["x-wr-calname"][0].value, said


def test_a_calendar_speaks_a_draft_only_while_the_office_shows_it(
    client: Browser, seeded_engine: Engine
) -> None:
    path = path_in(make(client, READS_ARABIC))
    arabic = Words("ar", CATALOGUES)
    assert names_in(client, path) == (arabic.gettext("Avtaler"), {arabic.gettext(DRAFT)})
    mark = client.another().get(path).headers["ETag"]
    chosen(seeded_engine, "no")
    assert names_in(client, path) == ("Avtaler", set())
    assert client.another().get(path, headers={"If-None-Match": mark}).status == 200
    speaking(seeded_engine, "en")
    assert names_in(client, path) == (Words("en", CATALOGUES).gettext("Avtaler"), set())
    chosen(seeded_engine, "yes")
    assert names_in(client, path)[0] == arabic.gettext("Avtaler")


def test_a_calendar_of_who_has_chosen_no_language_speaks_the_offices(
    client: Browser, seeded_engine: Engine
) -> None:
    path = path_in(make(client, READS_ARABIC))
    speaking(seeded_engine, "en")
    with seeded_engine.begin() as connection:
        connection.execute(update(Person).where(Person.key == READS_ARABIC).values(locale=None))
    assert names_in(client, path)[0] == Words("en", CATALOGUES).gettext("Avtaler")


def test_the_demo_shows_each_notice_as_it_would_go_out(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        person = connection.scalar(Person.__table__.select().where(Person.key == READS_ARABIC))
        connection.execute(update(Notice).values(person_id=person))
    assert "(مسودة)" in client.get("/demo/outbox").body
    chosen(seeded_engine, "no")
    page = client.get("/demo/outbox").body
    assert "لديك رسالة جديدة" not in page
    assert "Du har en ny melding. Logg inn for å lese den.</bdi>" in page


def test_a_phone_has_words_in_drafts_only_where_an_office_shows_them(
    client: Browser, seeded_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages_offered, "SECONDS_KEPT", 0.0)
    drafts = {code for code, locale in LOCALES.items() if locale.draft}

    def told() -> set[str]:
        first = client.get("/sw.js").body.partition(";\n")[0]
        return set(json.loads(first.removeprefix("const SHELL = "))["told"])

    assert told() == set(LOCALES)
    chosen(seeded_engine, "no")
    assert told() == set(LOCALES) - drafts
