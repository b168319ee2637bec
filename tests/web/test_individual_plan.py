"""The individual plan on the pages: a quiet link, three answers of one kind, and two who write without losing a word."""

import pytest
from sqlalchemy import Engine, select

from portal.store.models import IndividualPlan, Person
from portal.web.participant.individual_plan import CONSENT
from tests.browser import Browser

ASKS, OFFERED, WITH_A_PLAN, HELPER = "rolig-rogn", "modig-molte", "kvikk-kvist", "hyggelig-hare"
CASEWORKER = "blid-bjork"
OWN, ANSWER = "/plan/individual", "/plan/individual/answer"


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def case_of(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        who = connection.scalar(select(Person.id).where(Person.key == key))
    return f"/work/case/{who}/individual-plan"


def test_the_plan_page_has_one_quiet_link_and_no_other_page_speaks_of_it(client: Browser) -> None:
    """Also for who has been offered one and has not answered."""
    client.sign_in(OFFERED)
    plan = client.get("/plan")
    assert [link["href"] for link in plan.page.all("a")].count(OWN) == 1
    assert all(OWN not in client.get(path).body for path in ("/week", "/messages", "/me"))


@pytest.mark.parametrize("answer", ["wanted", "not_now", "no"])
def test_each_answer_is_one_tap_and_can_be_changed(client: Browser, answer: str) -> None:
    client.sign_in(ASKS)
    page = client.get(OWN).page
    buttons = [one for one in page.all("button") if one["name"] == "answer"]
    assert [one["value"] for one in buttons] == ["wanted", "not_now", "no"]
    assert {one["data-variant"] for one in buttons} == {"secondary"}
    sent = client.send(OWN, ANSWER, answer=answer)
    assert sent.status == 303
    assert "Vi har mottatt det." in client.get(sent.location.partition("#")[0]).text
    again = client.send(OWN, ANSWER, answer="no" if answer == "wanted" else "wanted")
    assert again.status == 303


def test_the_consent_is_kept_in_the_words_that_stood_on_the_page(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(ASKS)
    shown = client.get(OWN)
    assert CONSENT in shown.text
    client.send(OWN, ANSWER, answer="wanted", share_with="Fastlegen min")
    with seeded_engine.connect() as connection:
        person = select(Person.id).where(Person.key == ASKS).scalar_subquery()
        query = select(IndividualPlan.consent_text, IndividualPlan.share_with)
        row = connection.execute(query.where(IndividualPlan.participant_id == person)).one()
    assert tuple(row) == (CONSENT, "Fastlegen min")


def test_both_write_and_after_a_conflict_both_texts_stand_on_the_page(
    client: Browser, seeded_engine: Engine
) -> None:
    case = case_of(seeded_engine, WITH_A_PLAN)
    client.sign_in(WITH_A_PLAN)
    client.post("/language", {"csrf_token": client.token, "language": "nb"})
    mine = client.get(f"{OWN}?part=how").page.form(OWN)
    staff = signed_in(client, CASEWORKER)
    theirs = staff.get(f"{case}?part=how").page.form(case)
    assert staff.post(case, theirs | {"text": "Vi møtes hver måned."}).status == 303
    answer = client.post(OWN, mine | {"text": "Eg ringer når eg vil møtast."})
    assert answer.status == 409
    assert "Vi møtes hver måned." in answer.text
    assert answer.page.form(OWN)["text"].strip() == "Eg ringer når eg vil møtast."
    assert client.post(OWN, answer.page.form(OWN)).status == 303
    assert "Eg ringer når eg vil møtast." in staff.get(case).text
    late = staff.post(case, theirs | {"text": "Noe tredje."})
    assert late.status == 409
    assert "Eg ringer når eg vil møtast." in late.text


def test_when_the_consent_is_taken_back_the_office_reads_nothing(
    client: Browser, seeded_engine: Engine
) -> None:
    case, staff = case_of(seeded_engine, WITH_A_PLAN), signed_in(client, CASEWORKER)
    assert "Eg vil ha fast arbeid" in staff.get(case).text
    client.sign_in(WITH_A_PLAN)
    client.send(OWN, ANSWER, answer="no")
    for path in (case, f"{case}?part=goals"):
        page = staff.get(path)
        assert "Eg vil ha fast arbeid" not in page.body
        assert "trakk samtykket tilbake" in page.text
    assert "Eg vil ha fast arbeid" in client.get(OWN).text


def test_the_office_offers_once_and_is_not_asked_to_remind(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CASEWORKER)
    case = case_of(seeded_engine, ASKS)
    assert client.send(case, f"{case}/offer").status == 303
    page = client.get(case)
    assert "Ingen minner dem på det." in page.text
    assert not [form for form in page.page.all("form") if form["action"].startswith(case)]


def test_too_long_a_text_is_given_back(client: Browser) -> None:
    client.sign_in(WITH_A_PLAN)
    form = client.get(f"{OWN}?part=people").page.form(OWN)
    answer = client.post(OWN, form | {"text": "x" * 4001})
    assert answer.status == 422
    assert "x" * 4001 in answer.body
    client.send(OWN, ANSWER, answer="no")
    sharing = client.send(OWN, ANSWER, answer="wanted", share_with="y" * 501)
    assert sharing.status == 422
    assert "y" * 501 in sharing.body


@pytest.mark.parametrize(
    ("path", "fields"),
    [(OWN, {"part": "consent", "text": "Ja"}), (OWN, {"part": "nothing"}), (ANSWER, {"answer": "perhaps"})],
)
def test_what_the_page_did_not_draw_is_refused(client: Browser, path: str, fields: dict[str, str]) -> None:
    client.sign_in(WITH_A_PLAN)
    assert client.post(path, {"csrf_token": client.token, "key": "k" * 24} | fields).status == 400


def test_a_helper_has_no_part_in_it(client: Browser) -> None:
    helper = client.another()
    helper.sign_in(HELPER)
    helper.send("/helping", "/helping/start")
    assert helper.get(OWN).status == 403
