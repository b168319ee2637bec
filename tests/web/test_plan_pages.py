"""The plan's pages: what is about health is an appointment to others, who comes too late keeps their words, and decisions."""

import pytest
from sqlalchemy import Engine, update

from portal.domain.programme import ActivityKind
from portal.store.models import Activity, Mandate, Person, Proposal
from tests.browser import Browser
from tests.builders import all_rows

PARTICIPANT, CONTACT, OTHER, HELPER = "rolig-rogn", "blid-bjork", "klok-klippe", "hyggelig-hare"
ASK = "/plan/propose"
SECRET = "Psykologsamtale på torget"


@pytest.fixture
def people(seeded_engine: Engine) -> dict[str, str]:
    """Ids by key."""
    return {row.key: row.id for row in all_rows(seeded_engine, Person) if row.key}


def sent(client: Browser, path: str, **fields: str) -> str:
    """Check a proposal, send it as the page draws it, and answer where it is shown."""
    form = client.get(path).page.form(path.partition("?")[0])
    checked = client.post(path.partition("?")[0], form | fields | {"step": "check"})
    assert checked.status == 200, checked.text
    again = checked.page.form(path.partition("?")[0])
    answer = client.post(path.partition("?")[0], again | {"step": "send"})
    assert answer.status == 303, answer.text
    return str(answer.headers["Location"])


def words(client: Browser, path: str) -> str:
    answer = client.get(path)
    assert answer.status == 200, path
    return str(answer.text)


def test_a_health_activity_is_an_appointment_to_everybody_but_the_two(
    client: Browser, people: dict[str, str], seeded_engine: Engine
) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(update(Mandate).values(plan=True))
    client.sign_in(PARTICIPANT)
    where = sent(
        client,
        f"{ASK}?about=new",
        title=SECRET,
        day0="1",
        starts="08:00",
        ends="08:30",
        serves="health",
        text=SECRET,
    )
    proposal_id = where.split("/")[-1].split("?")[0]
    contact, colleague = client.another(), client.another()
    contact.sign_in(CONTACT)
    colleague.sign_in(OTHER)
    case = f"/work/case/{people[PARTICIPANT]}"
    pages = (f"/work/proposals/{proposal_id}", "/work/proposals", f"{case}/plan", f"{case}/plan/history")
    for page in pages:
        assert SECRET in words(contact, page), page
        assert SECRET not in words(colleague, page), page
    assert "Avtale" in words(colleague, pages[0])
    form = contact.get(pages[0]).page.form(pages[0])
    assert contact.post(pages[0], form | {"answer": "yes"}).status == 303
    assert SECRET in words(client, "/plan")
    assert SECRET in words(contact, f"{case}/plan")
    helper = client.another()
    helper.sign_in(HELPER)
    helper.post("/helping/start", helper.get("/helping").page.form("/helping/start"))
    for who in (colleague, helper):
        own = (
            (case, *pages) if who is colleague else ("/plan", "/plan/history", "/week", "/plan?on=2026-11-24")
        )
        for page in own:
            assert SECRET not in words(who, page), page
    (row,) = [one for one in all_rows(seeded_engine, Activity) if one.title == SECRET]
    assert row.kind is ActivityKind.HEALTH


def test_who_answers_too_late_gets_409_and_keeps_the_text(
    client: Browser, people: dict[str, str], seeded_engine: Engine
) -> None:
    (row,) = all_rows(seeded_engine, Proposal, participant_id=people["frisk-fjord"])
    client.sign_in(CONTACT)
    page = f"/work/proposals/{row.id}"
    form = client.get(page).page.form(page)
    other = client.another()
    other.sign_in(OTHER)
    theirs = other.get(page).page.form(page)
    assert client.post(page, form | {"answer": "yes"}).status == 303
    late = other.post(page, theirs | {"answer": "no", "text": "Gruppa er full på torsdager."})
    assert late.status == 409
    assert "Gruppa er full på torsdager." in late.text


def test_an_answer_on_a_plan_that_has_changed_shows_both_and_offers_it_again(
    client: Browser, people: dict[str, str], seeded_engine: Engine
) -> None:
    (row,) = all_rows(seeded_engine, Proposal, participant_id=people["frisk-fjord"])
    course = row.changes[0]["before"]["id"]
    client.sign_in(CONTACT)
    page, case = f"/work/proposals/{row.id}", f"/work/case/{people['frisk-fjord']}/plan/propose"
    form = client.get(page).page.form(page)
    where = sent(client, f"{case}?about={course}&how=place", place="Rom 14")
    participant = client.another()
    participant.sign_in("frisk-fjord")
    own = where.replace("/work/", "/plan/").partition("?")[0]
    assert participant.post(own, participant.get(own).page.form(own) | {"answer": "yes"}).status == 303
    late = client.post(page, form | {"answer": "yes"})
    assert late.status == 409
    assert "Rom 14" in late.text
    again = client.get(f"{case}?instead={row.id}&version={row.version}").page.form(case)
    assert (again["starts"], again["instead"]) == ("16:30", row.id)


def test_what_needs_a_decision_is_decided_by_a_person_with_a_text(
    client: Browser, people: dict[str, str], seeded_engine: Engine
) -> None:
    (row,) = all_rows(seeded_engine, Proposal, participant_id=people["lun-lind"], state="sent")
    client.sign_in("trygg-tind")
    page = f"/work/proposals/{row.id}"
    assert client.post(page, client.get(page).page.form(page) | {"answer": "yes"}).status == 303
    decide = f"{page}/decide"
    form = client.get(page).page.form(decide)
    wrong = client.post(decide, form | {"answer": "no", "text": "nei"})
    assert wrong.status == 422
    assert client.post(decide, form | {"answer": "no", "text": "Da er alle andre på kurs."}).status == 303
    participant = client.another()
    participant.sign_in("lun-lind")
    shown = words(participant, f"/plan/proposals/{row.id}")
    assert "Da er alle andre på kurs." in shown
    assert "Du kan klage til og med tirsdag 15. desember 2026." in shown


def test_another_office_gets_404_and_what_is_not_sent_is_ones_own(
    client: Browser, people: dict[str, str], seeded_engine: Engine
) -> None:
    row = all_rows(seeded_engine, Proposal, participant_id=people[PARTICIPANT])[0]
    client.sign_in("trygg-tind")
    case = f"/work/case/{people[PARTICIPANT]}/plan"
    for page in (f"/work/proposals/{row.id}", case, f"{case}/history", f"{case}/propose"):
        assert client.get(page).status == 404
    mine = client.another()
    mine.sign_in(PARTICIPANT)
    form = mine.get(f"{ASK}?about=goal").page.form(ASK)
    kept = mine.post(ASK, form | {"goal": "Kanskje kokk", "step": "save"})
    assert kept.headers["Location"] == "/plan?saved=1"
    assert "Kanskje kokk" in words(mine, f"{ASK}?draft=1")
    contact = client.another()
    contact.sign_in(CONTACT)
    assert "Kanskje kokk" not in words(contact, case) + words(contact, f"{case}/history")


@pytest.mark.parametrize("fields", [{"title": ""}, {"title": "x" * 121}, {"title": "Kurs", "day1": "1"}])
def test_a_form_that_cannot_be_understood_comes_back_with_what_was_written(
    client: Browser, fields: dict[str, str]
) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get(f"{ASK}?about=new").page.form(ASK)
    answer = client.post(ASK, form | fields | {"what": "Noe jeg har skrevet", "step": "send"})
    assert answer.status == 422
    assert "Noe jeg har skrevet" in answer.text
