"""The steps of a proposal: several changes are sent as one, no refusal is silent, and who comes too late can send it again."""

import pytest
from sqlalchemy import Engine, select

from portal.domain.plan import ProposalState
from portal.store.models import Activity, Person, Programme, Proposal
from tests.browser import Browser
from tests.builders import all_rows

PARTICIPANT, CONTACT, OTHER = "rolig-rogn", "blid-bjork", "klok-klippe"
ASK = "/plan/propose"
LONG = "x" * 2001
NAME = "x" * 121
YESTERDAY, TOMORROW, FAR = "2026-11-23", "2026-11-25", "2036-11-25"
TIMES = {"starts": "09:00", "ends": "10:00"}


@pytest.fixture
def person(seeded_engine: Engine) -> str:
    """The participant's id."""
    with seeded_engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == PARTICIPANT)))


@pytest.fixture
def entries(seeded_engine: Engine, person: str, client: Browser) -> dict[str, str]:
    """Entries of the participant's plan by what is special about them: two are added and agreed on."""
    participant, contact = client.another(), client.another()
    participant.sign_in(PARTICIPANT)
    contact.sign_in(CONTACT)
    once = checked(
        participant,
        opened(participant, "about=new") | {"title": "Tur", "from_day": "2026-12-01"} | TIMES | {"once": "1"},
    )
    participant.post(ASK, once | {"step": "more"})
    hours = opened(participant, "about=new&more=1") | {"title": "Lese", "weekly_hours": "3"}
    sent = participant.post(ASK, checked(participant, hours) | {"step": "send"})
    page = sent.location.partition("?")[0].replace("/plan/", "/work/")
    assert contact.post(page, contact.get(page).page.form(page) | {"answer": "yes"}).status == 303
    (programme,) = all_rows(seeded_engine, Programme, participant_id=person, current=True)
    found = {one.title: one.id for one in all_rows(seeded_engine, Activity, programme_id=programme.id)}
    return {"course": found["Norskkurs"], "once": found["Tur"], "hours": found["Lese"]}


def opened(client: Browser, query: str, path: str = ASK) -> dict[str, str]:
    """The form that a step draws."""
    answer = client.get(f"{path}?{query}")
    assert answer.status == 200, query
    return dict(answer.page.form(path))


def checked(client: Browser, form: dict[str, str], path: str = ASK) -> dict[str, str]:
    """The form of the page where a proposal is looked at before it is sent."""
    answer = client.post(path, form | {"step": "check"})
    assert answer.status == 200, answer.text
    return dict(answer.page.form(path))


# What is asked, and one field of it that cannot stand, with the words that must be seen.
WRONG = [
    ("about=new", {"title": ""}, "Skriv hva det heter."),
    ("about=new", {"title": NAME}, "Navn og sted kan ha opptil 120 tegn."),
    ("about=new", {"what": LONG}, "Teksten er for lang."),
    ("about=new", {"place": NAME}, "Navn og sted kan ha opptil 120 tegn."),
    ("about=new", {"day1": "1"}, "Skriv fra når og til når."),
    ("about=new", {"day1": "1", "starts": "ti", "ends": "10:00"}, "Skriv klokkeslettet slik"),
    ("about=new", {"day1": "1", "starts": "09:00", "ends": "elleve"}, "Skriv klokkeslettet slik"),
    ("about=new", {"day1": "1", "starts": "10:00", "ends": "09:00"}, "Skriv fra når og til når."),
    ("about=new", dict(TIMES), "Velg hvilke dager det er."),
    ("about=new", {"weekly_hours": "mye"}, "Skriv antall timer"),
    ("about=new", {"weekly_hours": "61"}, "Skriv antall timer"),
    ("about=new", {"day1": "1", "weekly_hours": "2", **TIMES}, "Ikke begge deler."),
    ("about=new", {"once": "1", **TIMES}, "Velg hvilken dag det er."),
    ("about=new", {"from_day": "snart"}, "Skriv datoen slik"),
    ("about=new", {"from_day": YESTERDAY}, "Velg en dag fra i morgen"),
    ("about=new", {"from_day": FAR}, "Velg en dag fra i morgen"),
    ("about=new", {"last_day": "aldri"}, "Skriv datoen slik"),
    ("about=new", {"last_day": YESTERDAY}, "Siste dag kan ikke være før"),
    ("about=new", {"text": LONG}, "Teksten er for lang."),
    ("about=goal", {"goal": ""}, "Skriv målet med dine egne ord."),
    ("about=goal", {"goal": LONG}, "Teksten er for lang."),
    ("about=goal", {"goal": "Jobb", "text": LONG}, "Teksten er for lang."),
    ("about=goal", {}, "Dette er likt det som står i planen nå."),
    ("about=evaluation&how=add", {"day": ""}, "Velg en dag som kommer."),
    ("about=evaluation&how=add", {"day": "i mai"}, "Skriv datoen slik"),
    ("about=evaluation&how=add", {"day": YESTERDAY}, "Velg en dag som kommer."),
    ("about=evaluation&how=move", {"day": FAR}, "Velg en dag som kommer."),
    ("about=evaluation&how=move", {"old_day": "x"}, "Skriv datoen slik"),
    ("about=evaluation&how=move", {"old_day": FAR, "day": TOMORROW}, "Dette står ikke i planen lenger."),
    ("about=evaluation&how=remove", {"old_day": "x"}, "Skriv datoen slik"),
    ("about=evaluation&how=remove", {"old_day": FAR}, "Dette står ikke i planen lenger."),
    ("about=evaluation&how=remove", {"text": LONG}, "Teksten er for lang."),
    ("about=free-week&how=add", {"day": TOMORROW}, "ei uke som ikke har begynt"),
    ("about=free-week&how=add", {"day": "x"}, "Skriv datoen slik"),
    ("about=course&how=move", {"weekday": "2", "slot": "", "starts": "", "ends": ""}, "Skriv fra når"),
    ("about=course&how=move", {"weekday": "2", "starts": "x", "ends": "10:00"}, "Skriv klokkeslettet slik"),
    ("about=course&how=move", {"slot": "6 03:00", "weekday": "2"}, "Dette står ikke i planen lenger."),
    ("about=course&how=move", {"slot": "", "weekday": ""}, "Velg hvilken dag det skal være."),
    ("about=course&how=move", {"weekday": "3", **TIMES, "from_day": YESTERDAY}, "Velg en dag fra i morgen"),
    ("about=course&how=move", {"weekday": "3", **TIMES, "from_day": "x"}, "Skriv datoen slik"),
    ("about=course&how=move", {"weekday": "3", **TIMES, "text": LONG}, "Teksten er for lang."),
    ("about=course&how=place", {"place": NAME}, "Navn og sted kan ha opptil 120 tegn."),
    ("about=course&how=place", {}, "Dette er likt det som står i planen nå."),
    ("about=course&how=place", {"place": "Rom 4", "from_day": YESTERDAY}, "Velg en dag fra i morgen"),
    ("about=course&how=stop", {"from_day": YESTERDAY}, "Velg en dag fra i morgen"),
    ("about=course&how=stop", {"from_day": "x"}, "Skriv datoen slik"),
    ("about=course&how=stop", {"last_day": "x"}, "Skriv datoen slik"),
    ("about=course&how=stop", {"text": LONG}, "Teksten er for lang."),
    ("about=course&how=other", {"title": ""}, "Skriv hva det heter."),
    ("about=course&how=other", {"what": LONG}, "Teksten er for lang."),
    ("about=course&how=other", {"place": NAME}, "Navn og sted kan ha opptil 120 tegn."),
    ("about=course&how=other", {"last_day": YESTERDAY}, "Siste dag kan ikke være før"),
    ("about=course&how=other", {}, "Dette er likt det som står i planen nå."),
    ("about=hours&how=other", {"weekly_hours": "x"}, "Skriv antall timer"),
    ("about=once&how=move", {**TIMES, "from_day": ""}, "Velg hvilken dag det er."),
    ("about=once&how=stop", {"from_day": "2026-12-24"}, "Siste dag kan ikke være før"),
    ("about=once&how=place", {"place": "Rom 4", "from_day": "2026-12-24"}, "Siste dag kan ikke være før"),
]
OF_THE_OFFICE = [
    ("about=new", {"title": "Kurs", "why": LONG}, "Teksten er for lang."),
    ("about=new", {"title": "Kurs", "provider": NAME}, "Navn og sted kan ha opptil 120 tegn."),
    ("about=course&how=other", {"why": LONG}, "Teksten er for lang."),
    ("about=course&how=other", {"provider": NAME}, "Navn og sted kan ha opptil 120 tegn."),
]


def test_every_refusal_says_in_a_sentence_what_is_wrong(
    client: Browser, person: str, entries: dict[str, str]
) -> None:
    """Every kind of change with each of its fields filled in wrong, on both sides."""
    client.sign_in(PARTICIPANT)
    contact = client.another()
    contact.sign_in(CONTACT)
    case = f"/work/case/{person}/plan/propose"
    asked = [(client, ASK, *one) for one in WRONG]
    asked += [(contact, case, *one) for one in (*WRONG[::4], *OF_THE_OFFICE)]
    silent = []
    for who, path, query, fields, words in asked:
        about = query.removeprefix("about=").partition("&")[0]
        form = opened(who, query.replace(f"about={about}", f"about={entries.get(about, about)}"), path)
        filled = {"title": "Kurs"} if about == "new" else {}
        answer = who.post(path, form | filled | fields | {"step": "check"})
        if answer.status != 422 or words not in answer.text:
            silent.append((query, fields, answer.status))
    assert silent == []


def test_a_counter_that_comes_too_late_can_be_sent_as_a_proposal_of_its_own(
    client: Browser, seeded_engine: Engine
) -> None:
    with seeded_engine.connect() as connection:
        person = connection.scalar(select(Person.id).where(Person.key == "frisk-fjord"))
    (row,) = all_rows(seeded_engine, Proposal, participant_id=person)
    case = f"/work/case/{person}/plan/propose"
    people = [client, client.another()]
    forms = []
    for who, key in zip(people, (CONTACT, OTHER), strict=True):
        who.sign_in(key)
        form = opened(who, f"instead={row.id}&version={row.version}", case)
        forms.append(checked(who, form | {"weekday": "2", "text": f"Heller onsdag, sier {key}."}, case))
    assert people[0].post(case, forms[0] | {"step": "send"}).status == 303
    late = people[1].post(case, forms[1] | {"step": "send"})
    assert late.status == 409
    assert f"sier {OTHER}." in late.text
    again = checked(people[1], dict(late.page.form(case)), case)
    assert "instead" not in again
    assert people[1].post(case, again | {"step": "send"}).status == 303
    found = [one for one in all_rows(seeded_engine, Proposal, participant_id=person) if "sier" in one.reason]
    assert {one.state for one in found} == {ProposalState.SENT}
    history = people[0].get(f"/work/case/{person}/plan/history").body
    for one in found:
        assert f"/work/proposals/{one.id}" in history
        assert one.reason in people[0].get(f"/work/proposals/{one.id}").text


def test_rather_this_on_something_new_keeps_what_the_form_does_not_ask(
    client: Browser, person: str, seeded_engine: Engine
) -> None:
    case = f"/work/case/{person}/plan/propose"
    contact = client.another()
    contact.sign_in(CONTACT)
    new = {
        "title": "Svømming",
        "why": "Form til lagerjobb.",
        "provider": "Svømmeklubben",
        "weekly_hours": "2,5",
    }
    form = opened(contact, "about=new", case) | new
    form = checked(contact, form | {"kind": "supporting", "responsible": "state", "serves": "network"}, case)
    where = str(contact.post(case, form | {"step": "send"}).headers["Location"])
    proposal_id = where.rpartition("/")[2].partition("?")[0]
    client.sign_in(PARTICIPANT)
    mine = opened(client, f"instead={proposal_id}&version=1")
    assert mine["weekly_hours"] == "2,5"
    mine["serves"] = "network"
    sent = client.post(ASK, checked(client, mine | {"weekly_hours": "4"}) | {"step": "send"})
    assert sent.status == 303, sent.text
    (row,) = all_rows(seeded_engine, Proposal, counter_of=proposal_id)
    told = row.changes[0]["after"]
    names = ("kind", "why", "provider", "responsible", "serves", "weekly_minutes")
    assert [told[name] for name in names] == [
        *("supporting", new["why"], new["provider"], "state", "network", 240)
    ]


def test_several_changes_are_written_one_by_one_and_sent_as_one(
    client: Browser, person: str, entries: dict[str, str], seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    first = checked(client, opened(client, "about=goal") | {"goal": "Kokk", "text": "Jeg liker mat."})
    added = client.post(ASK, first | {"step": "more"})
    assert added.headers["Location"] == f"{ASK}?more=1"
    chosen = client.get(f"{ASK}?more=1")
    assert "Det du skrev tidligere i dette forslaget, er tatt vare på." in chosen.text
    assert f"about={entries['course']}&amp;more=1" in chosen.body
    second = opened(client, "about=new&more=1")
    assert second["text"] == "Jeg liker mat."
    days = {"title": "Kokkekurs", "day5": "1", "starts": "10:00", "ends": "14:00"}
    both = checked(client, second | days)
    third = client.post(ASK, both | {"step": "more"})
    assert third.status == 303
    all_three = checked(
        client, opened(client, f"about={entries['course']}&how=place&more=1") | {"place": "Rom 4"}
    )
    # One of the first is written again, and the last is left out.
    again = client.post(ASK, all_three | {"step": "edit-0"})
    form = dict(again.page.form(ASK))
    assert form["goal"] == "Kokk"
    looked = checked(client, form | {"goal": "Kokk i kantine"})
    fewer = client.post(ASK, looked | {"step": "drop-1"})
    assert "Rom 4" not in fewer.text
    sent = client.post(ASK, dict(fewer.page.form(ASK)) | {"step": "send"})
    proposal_id = str(sent.headers["Location"]).rpartition("/")[2].partition("?")[0]
    (row,) = all_rows(seeded_engine, Proposal, id=proposal_id)
    assert [change["kind"] for change in row.changes] == ["add", "goal"]
    contact = client.another()
    contact.sign_in(CONTACT)
    page = f"/work/proposals/{proposal_id}"
    shown = contact.get(page)
    for words in ("Kokkekurs", "Lørdag", "Kokk i kantine", "Jeg liker mat."):
        assert words in shown.text
    case = f"/work/case/{person}/plan/propose"
    rather = contact.get(f"{case}?instead={proposal_id}&version=1")
    assert "Kokk i kantine" in rather.text
    assert contact.post(page, shown.page.form(page) | {"answer": "yes"}).status == 303
    plan = client.get("/plan").text
    assert "Kokkekurs" in plan
    assert "Kokk i kantine" in plan


@pytest.mark.parametrize("more", ["x", "{}", '[{"step": "send"}]', '[{"weekday": "9"}]', '[["about"]]'])
def test_what_we_did_not_write_is_not_read(client: Browser, more: str) -> None:
    client.sign_in(PARTICIPANT)
    form = opened(client, "about=goal")
    assert client.post(ASK, form | {"goal": "Kokk", "more": more, "step": "check"}).status == 400


def test_a_refusal_names_the_change_that_cannot_stand(client: Browser, entries: dict[str, str]) -> None:
    """Of several, the one that is wrong comes back to be written again, and the others are kept."""
    client.sign_in(PARTICIPANT)
    first = checked(client, opened(client, f"about={entries['course']}&how=place") | {"place": "Rom 4"})
    client.post(ASK, first | {"step": "more"})
    same = opened(client, f"about={entries['course']}&how=stop&more=1")
    answer = client.post(ASK, same | {"step": "check"})
    assert answer.status == 422
    assert "Forslaget endrer allerede det samme." in answer.text
    assert "Rom 4" in dict(answer.page.form(ASK))["more"]
