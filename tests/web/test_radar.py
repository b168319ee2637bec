"""The radar on the pages: words, icons and paragraphs, no title of anybody's day, and as few questions for many cases."""

from datetime import date

import pytest
from sqlalchemy import Engine, select, update

from portal.store.base import rows
from portal.store.models import Activity, Person, Programme
from tests.browser import Browser
from tests.web.test_query_counts import asked_for

CASEWORKER, FAR, LEADER = "blid-bjork", "trygg-tind", "klar-kyst"
PERSON, PROTECTED = "rolig-rogn", "tapper-tang"


def id_of(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def listed(client: Browser) -> list[str]:
    """Whose cases the list names, page after page."""
    found: list[str] = []
    path = "/work/radar"
    while path:
        page = client.get(path).page
        links = [link["href"] for link in page.all("a")]
        found += [href for href in links if href.startswith("/work/case/")]
        path = next((href for href in links if href.startswith("/work/radar?")), "")
    return found


def test_each_line_says_how_it_stands_and_on_what_it_rests(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CASEWORKER)
    page = client.get(f"/work/case/{id_of(seeded_engine, PERSON)}/radar")
    assert "Timer i uka" in page.text
    assert "Kontorets egen rutine" in page.text
    assert "§ 1 andre ledd" in page.text or "§ 30 andre ledd" in page.text
    lines = [item for item in page.page.all("li") if item.all("details")]
    assert lines
    assert all(item.all("svg") for item in lines)


def test_no_title_and_no_place_of_anybodys_day_is_on_it(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CASEWORKER)
    with seeded_engine.connect() as connection:
        query = select(Activity.title, Activity.place).join(Programme, Programme.id == Activity.programme_id)
        mine = connection.execute(query.where(Programme.participant_id == id_of(seeded_engine, PERSON))).all()
    body = client.get(f"/work/case/{id_of(seeded_engine, PERSON)}/radar").body
    words = {word for row in mine for word in row if word}
    assert words
    assert not {word for word in words if word in body}


def test_the_list_goes_on_page_by_page_in_the_order_of_its_days(
    client: Browser, seeded_engine: Engine
) -> None:
    with seeded_engine.begin() as connection:
        programme = rows(Programme)
        mine = programme.c.participant_id == id_of(seeded_engine, PERSON)
        connection.execute(update(programme).where(mine).values(period_to=date(2026, 11, 20)))
    client.sign_in(CASEWORKER)
    found = listed(client)
    assert len(found) == len(set(found))
    assert found[0] == f"/work/case/{id_of(seeded_engine, PERSON)}/radar"
    assert "Skulle vært avgjort innen 20. november 2026" in client.get("/work/radar").text


def test_nobody_out_of_reach_is_on_it(client: Browser, seeded_engine: Engine) -> None:
    far = client.another()
    far.sign_in(FAR)
    client.sign_in("klok-klippe")
    assert not set(listed(client)) & set(listed(far))
    assert id_of(seeded_engine, PROTECTED) not in "".join(listed(client))
    assert far.get(f"/work/case/{id_of(seeded_engine, PERSON)}/radar").status == 404


@pytest.mark.parametrize("key", [PERSON, LEADER, "naer-nordlys", "presis-pil"])
def test_it_is_for_those_who_work_with_the_cases(client: Browser, seeded_engine: Engine, key: str) -> None:
    client.sign_in(key)
    assert client.get("/work/radar").status == 403
    assert client.get(f"/work/case/{id_of(seeded_engine, PERSON)}/radar").status in {403, 404}


def test_the_list_asks_a_fixed_number_of_questions(client: Browser, seeded_engine: Engine) -> None:
    """Two offices of sixty: the same for the few cases of a page and for all of them."""
    client.sign_in(CASEWORKER)
    statements = asked_for(client, seeded_engine, "/work/radar")
    assert len(statements) <= 14, "\n".join(statements)
    case = asked_for(client, seeded_engine, f"/work/case/{id_of(seeded_engine, PERSON)}/radar")
    assert len(case) <= 16, "\n".join(case)
