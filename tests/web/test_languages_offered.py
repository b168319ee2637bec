"""Which languages somebody may choose: drafts where their office shows them, and the office's own for who wants none."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.resources import TRANSLATIONS
from portal.services import languages_offered
from portal.services.languages_offered import ForVisitors, Spoken
from portal.services.offices import choose
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.office import Office
from portal.store.person import Person
from portal.text.catalogue import Catalogues, parse_catalogue
from portal.text.coverage import partly_translated
from portal.text.locales import LOCALES
from portal.text.template import read_template
from tests.browser import Browser
from tests.web.test_query_counts import counted

PARTICIPANT, READS_ARABIC, CASEWORKER = "rolig-rogn", "stille-strand", "blid-bjork"
TRANSLATOR, HELPER = "presis-pil", "hyggelig-hare"
REVIEWED = {"nb", "nn", "en", "en-XA", "ar-XB"}
DRAFTS = {code for code, locale in LOCALES.items() if locale.draft}


def chosen(engine: Engine, value: str, *, but: str | None = None) -> None:
    """Let every office choose whether it shows drafts, apart from that of one person."""
    with Session(for_writing(engine)) as session:
        other = session.scalar(select(rows(Person).c.office_id).where(rows(Person).c.key == but))
        for office in session.scalars(select(Office.id)).all():
            if office != other:
                choose(session, office, "languages.drafts", value)
        session.commit()


def speaking(engine: Engine, locale: str) -> None:
    """Give every office that language as its own."""
    with engine.begin() as connection:
        connection.execute(update(Office).values(locale=locale))


def offered(client: Browser) -> set[str]:
    """The languages on the page, by code."""
    return {one["value"] for one in client.get("/languages").page.all("button") if one["name"] == "language"}


def language_of(client: Browser, path: str, **headers: str) -> str:
    """The language that a page comes in."""
    answer = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return answer.page.all("html")[0]["lang"] or ""


@pytest.mark.parametrize("who", [PARTICIPANT, CASEWORKER])
def test_an_office_decides_whether_its_people_may_choose_drafts(
    client: Browser, seeded_engine: Engine, who: str
) -> None:
    client.sign_in(who)
    assert offered(client) == REVIEWED | DRAFTS
    chosen(seeded_engine, "no")
    assert offered(client) == REVIEWED
    token = client.token
    assert client.post("/language", {"language": "uk", "csrf_token": token}).status == 400
    assert client.post("/language", {"language": "nn", "csrf_token": token}).status == 303
    chosen(seeded_engine, "yes")
    assert client.post("/language", {"language": "uk", "csrf_token": token}).status == 303
    assert language_of(client, "/languages") == "uk"


def test_an_office_that_has_chosen_nothing_shows_no_drafts(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(update(Office).values(practice={}))
    client.sign_in(PARTICIPANT)
    assert offered(client) == REVIEWED


def test_who_has_saved_a_draft_reads_it_again_when_their_office_shows_it_again(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(READS_ARABIC)
    assert language_of(client, "/week") == "ar"
    chosen(seeded_engine, "no")
    assert language_of(client, "/week") == "nb"
    assert language_of(client, "/week", Accept_Language="ar, en;q=0.5") == "en"
    chosen(seeded_engine, "yes")
    assert language_of(client, "/week") == "ar"


def test_my_own_page_lists_the_same_languages(client: Browser, seeded_engine: Engine) -> None:
    chosen(seeded_engine, "no")
    client.sign_in(PARTICIPANT)
    options = {one["value"] for one in client.get("/me").page.all("option")}
    assert options & set(LOCALES) == REVIEWED


def test_a_visitor_may_choose_a_draft_where_any_office_shows_it(
    client: Browser, seeded_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages_offered, "SECONDS_KEPT", 0.0)
    chosen(seeded_engine, "no", but=PARTICIPANT)
    assert offered(client) == REVIEWED | DRAFTS
    assert language_of(client, "/sign-in", Accept_Language="so") == "so"
    chosen(seeded_engine, "no")
    assert offered(client) == REVIEWED
    assert language_of(client, "/sign-in", Accept_Language="so, en;q=0.1") == "en"
    assert client.post("/language", {"language": "so"}).status == 400


def test_who_helps_others_is_offered_what_visitors_are(client: Browser) -> None:
    client.sign_in(HELPER)
    assert offered(client) == REVIEWED | DRAFTS


def test_who_translates_sees_every_draft(client: Browser, seeded_engine: Engine) -> None:
    chosen(seeded_engine, "no")
    client.sign_in(TRANSLATOR)
    assert offered(client) == REVIEWED | DRAFTS


def test_the_offices_own_language_is_the_last_word_and_only_that(
    client: Browser, seeded_engine: Engine
) -> None:
    """The saved choice, then the cookie, then the browser, then the office."""
    speaking(seeded_engine, "nn")
    client.sign_in(PARTICIPANT)
    with seeded_engine.begin() as connection:
        connection.execute(update(Person).where(Person.key == PARTICIPANT).values(locale=None))
    assert language_of(client, "/week") == "nn"
    assert language_of(client, "/week", Accept_Language="de, xx") == "nn"
    assert language_of(client, "/week", Accept_Language="de, en;q=0.1") == "en"
    client.http.set_cookie("language", "nb")
    assert language_of(client, "/week", Accept_Language="en") == "nb"
    client.post("/language", {"language": "uk", "csrf_token": client.token})
    client.http.set_cookie("language", "nb")
    assert language_of(client, "/week", Accept_Language="en") == "uk"


def test_a_visitor_who_wants_nothing_gets_the_language_of_the_office(
    client: Browser, seeded_engine: Engine
) -> None:
    speaking(seeded_engine, "nn")
    assert language_of(client, "/sign-in") == "nn"


def test_visitors_cost_one_question_a_minute(client: Browser, seeded_engine: Engine) -> None:
    client.get("/languages")
    with counted(seeded_engine) as statements:
        client.get("/languages")
        client.get("/rules")
    assert statements == []


def test_without_an_office_or_a_database_a_visitor_gets_what_is_reviewed(
    sqlite_engine: Engine, seeded_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ForVisitors(sqlite_engine).spoken("nb") == Spoken(drafts=False, usual="nb")
    visitors = ForVisitors(seeded_engine)

    def down() -> None:
        raise OperationalError("select", {}, Exception("The database is away."))

    monkeypatch.setattr(languages_offered, "SECONDS_KEPT", 0.0)
    monkeypatch.setattr(visitors, "_offices", down)
    assert visitors.spoken("nb") == Spoken(drafts=False, usual="nb")
    monkeypatch.undo()
    monkeypatch.setattr(languages_offered, "SECONDS_KEPT", 0.0)
    assert visitors.spoken("nb") == Spoken(drafts=True, usual="nb")
    monkeypatch.setattr(visitors, "_offices", down)
    assert visitors.spoken("nb") == Spoken(drafts=True, usual="nb")


# The page.


def test_the_page_marks_each_draft_and_begins_with_the_language_one_reads(client: Browser) -> None:
    client.sign_in(READS_ARABIC)
    page = client.get("/languages").page
    buttons = [one for one in page.all("button") if one["name"] == "language"]
    assert buttons[0]["value"] == "ar"
    assert [one["value"] for one in buttons if one["aria-current"]] == ["ar"]
    named = {one["lang"]: one["dir"] for one in page.all("bdi") if one["lang"] in LOCALES}
    assert named == {code: locale.direction for code, locale in LOCALES.items()}
    client.http.set_cookie("language", "nb")
    norwegian = Browser(client.app).get("/languages")
    assert norwegian.text.count("Utkast") == len(DRAFTS)


def everything(code: str, *, but: Callable[[str], bool]) -> Catalogues:
    """A catalogue of a language that has every sentence apart from some."""
    template = read_template(TRANSLATIONS)
    known = parse_catalogue("", code)
    entries = {(one.ctx, one.msgid, one.plural): one.ids for one in template.entries if not but(one.msgid)}
    return Catalogues({code: type(known)(code, entries)})


def test_a_language_is_partly_translated_below_nine_in_ten_or_without_a_right() -> None:
    template = read_template(TRANSLATIONS)
    plain = sorted(one.msgid for one in template.entries if not one.legal)
    legal = next(one.msgid for one in template.entries if one.legal)
    few, many = set(plain[: len(template.entries) // 12]), set(plain[: len(template.entries) // 8])
    assert "so" not in partly_translated(everything("so", but=few.__contains__), TRANSLATIONS)
    assert "so" in partly_translated(everything("so", but=many.__contains__), TRANSLATIONS)
    assert "so" in partly_translated(everything("so", but=lambda one: one == legal), TRANSLATIONS)
    assert not {"nb", "en-XA"} & partly_translated(Catalogues({}), TRANSLATIONS)
