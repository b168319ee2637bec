"""A programme's life on the pages: the law's no with a way on, looking over before taking, and what both sides read."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import StepKind
from portal.store.models import Interval, Person, Programme, ProgrammeStep
from tests.browser import Answer, Browser
from tests.builders import all_rows

SUSPENDED, RUNNING, ENDING = "villig-vik", "rolig-rogn", "varsom-vidje"
CASEWORKER, COLLEAGUE, FAR = "blid-bjork", "klok-klippe", "trygg-tind"
WHY = "Vi har snakket om det, og du er klar."


def person_id(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def programme_of(engine: Engine, key: str) -> Any:  # noqa: ANN401 -- A row.
    return all_rows(engine, Programme, participant_id=person_id(engine, key), current=True)[0]


def page_of(engine: Engine, key: str) -> str:
    return f"/work/case/{person_id(engine, key)}/programme"


@pytest.fixture
def caseworker(client: Browser) -> Browser:
    client.sign_in(CASEWORKER)
    return client


def post(browser: Browser, engine: Engine, key: str, stage: str, kind: StepKind, **fields: str) -> Answer:
    page = page_of(engine, key)
    version = fields.pop("version", str(programme_of(engine, key).version))
    fields |= {"stage": stage, "kind": kind.value, "version": version, "csrf_token": browser.token}
    return browser.post(f"{page}/step", fields)


def test_a_suspended_programme_says_why_it_is_not_extended_and_where_to_go_on(
    seeded_engine: Engine, caseworker: Browser
) -> None:
    page = page_of(seeded_engine, SUSPENDED)
    refused = caseworker.get(f"{page}/step?kind=extended")
    assert refused.status == 200
    assert "sosialtjenesteloven § 32 første ledd tredje punktum" in refused.text
    assert f"{page}/step?kind=resumed" in refused.body
    assert 'name="stage"' not in refused.body
    by_hand = post(
        caseworker, seeded_engine, SUSPENDED, "take", StepKind.EXTENDED, until="2027-12-01", text=WHY
    )
    assert by_hand.status == 422
    assert "sosialtjenesteloven § 32 første ledd tredje punktum" in by_hand.text


def test_a_step_is_looked_over_taken_and_told(seeded_engine: Engine, caseworker: Browser) -> None:
    before = len(all_rows(seeded_engine, ProgrammeStep))
    days = {"on": "2026-11-24", "until": "2026-12-18", "text": WHY}
    looked = post(caseworker, seeded_engine, RUNNING, "check", StepKind.LEAVE, **days)
    assert looked.status == 200
    assert WHY in looked.text
    assert len(all_rows(seeded_engine, ProgrammeStep)) == before
    edited = post(caseworker, seeded_engine, RUNNING, "edit", StepKind.LEAVE, **days)
    assert (edited.status, WHY in edited.body) == (200, True)
    version = str(programme_of(seeded_engine, RUNNING).version)
    for _ in range(2):
        taken = post(caseworker, seeded_engine, RUNNING, "take", StepKind.LEAVE, version=version, **days)
        assert taken.status == 303
    assert len(all_rows(seeded_engine, ProgrammeStep)) == before + 1
    assert programme_of(seeded_engine, RUNNING).state is ProgrammeState.ON_LEAVE
    participant = caseworker.another()
    participant.sign_in(RUNNING)
    steps = participant.get("/plan/steps")
    assert WHY in steps.text
    assert "Frist for å klage: tirsdag 15. desember 2026" in steps.text
    assert "18. desember 2026" in participant.get("/plan").text


def test_why_somebody_is_away_stands_in_no_address(seeded_engine: Engine, caseworker: Browser) -> None:
    """The rules are asked by sending the form, and what an address says besides the step is not even read."""
    path = f"{page_of(seeded_engine, RUNNING)}/step"
    asked = caseworker.get(f"{path}?kind=ended&ground=absence&protected_kind=BIRTH&protected_from=2026-10-01")
    assert asked.status == 200
    (form,) = [one for one in asked.page.all("form") if one["action"].endswith("/programme/step")]
    assert form["method"] == "post"
    assert asked.page.form(path).get("ground", "") == ""
    assert "Loven stopper dette." not in asked.text
    away = {"ground": "absence", "protected_kind": "BIRTH", "protected_from": "2026-10-01", "text": WHY}
    answer = post(caseworker, seeded_engine, RUNNING, "edit", StepKind.ENDED, on="2026-11-24", **away)
    assert answer.status == 200
    assert "Loven stopper dette." in answer.text
    assert WHY in answer.text


def test_what_is_decided_ahead_is_told_with_its_day_and_can_be_taken_back(
    seeded_engine: Engine, caseworker: Browser
) -> None:
    days = {"on": "2026-12-10", "until": "2026-12-18", "text": WHY}
    taken = post(caseworker, seeded_engine, RUNNING, "take", StepKind.LEAVE, **days)
    assert taken.status == 303
    assert programme_of(seeded_engine, RUNNING).state is ProgrammeState.RUNNING
    participant = caseworker.another()
    participant.sign_in(RUNNING)
    told = "Fra torsdag 10. desember 2026 til og med fredag 18. desember 2026 har du permisjon."
    assert told in participant.get("/plan").text
    page = caseworker.get(page_of(seeded_engine, RUNNING))
    assert "har deltakeren permisjon." in page.text
    assert f"{page_of(seeded_engine, RUNNING)}/step?kind=recalled" in page.body
    stopped = caseworker.get(f"{page_of(seeded_engine, RUNNING)}/step?kind=completed")
    assert "Det er allerede bestemt noe som gjelder fra" in stopped.text
    assert f"{page_of(seeded_engine, RUNNING)}/step?kind=recalled" in stopped.body
    back = {"text": WHY, "heard": WHY}
    assert post(caseworker, seeded_engine, RUNNING, "take", StepKind.RECALLED, **back).status == 303
    assert told not in participant.get("/plan").text
    assert "Det ble tatt tilbake" in participant.get("/plan/steps").text


def test_a_completion_that_was_agreed_on_says_so_to_both(seeded_engine: Engine, caseworker: Browser) -> None:
    after = {"after_work": "1", "main_income": "work", "on": "2026-11-24", "text": WHY}
    unheard = post(caseworker, seeded_engine, RUNNING, "take", StepKind.COMPLETED, **after)
    assert unheard.status == 422
    assert "eller varsle først" in unheard.text
    wordless = post(caseworker, seeded_engine, RUNNING, "take", StepKind.COMPLETED, agreed="1", **after)
    assert "Skriv hva deltakeren har sagt om det dere er enige om." in wordless.text
    after["heard"] = WHY
    agreed = post(caseworker, seeded_engine, RUNNING, "check", StepKind.COMPLETED, agreed="1", **after)
    assert "Deltakeren er enig i at programmet er fullført" in agreed.text
    taken = post(caseworker, seeded_engine, RUNNING, "take", StepKind.COMPLETED, agreed="1", **after)
    assert taken.status == 303
    participant = caseworker.another()
    participant.sign_in(RUNNING)
    steps = participant.get("/plan/steps")
    assert "Du var enig eller hadde bedt om det." in steps.text
    assert "trenger ikke å varsle deg først" in steps.text


def test_a_leave_tells_how_long_it_was_decided_for(seeded_engine: Engine, caseworker: Browser) -> None:
    page = page_of(seeded_engine, "undrende-ugle")
    expected_to = all_rows(
        seeded_engine, Interval, programme_id=programme_of(seeded_engine, "undrende-ugle").id, last_day=None
    )[0].expected_to
    assert str(expected_to.year) in caseworker.get(page).text.partition("Permisjon")[2]
    assert "Bestemt til og med" in caseworker.get(f"{page}/days").text


def test_who_comes_second_hears_so_and_loses_no_word(seeded_engine: Engine, caseworker: Browser) -> None:
    version = str(programme_of(seeded_engine, RUNNING).version)
    post(caseworker, seeded_engine, RUNNING, "take", StepKind.LEAVE, on="2026-11-24", text=WHY)
    other = caseworker.another()
    other.sign_in(COLLEAGUE)
    words = "Du er invitert til et møte om dette."
    late = post(other, seeded_engine, RUNNING, "take", StepKind.NOTIFIED, version=version, text=words)
    assert late.status == 409
    assert words in late.text


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (StepKind.LEAVE, {"on": "2028-12-24", "text": WHY}, "Dagen er etter perioden som er bestemt."),
        (StepKind.LEAVE, {"on": "0001-01-01", "text": WHY}, "Sjekk årstallet."),
        (StepKind.LEAVE, {"on": "9999-12-31", "text": WHY}, "Sjekk årstallet."),
        (StepKind.LEAVE, {"on": "2026-11-24", "until": "9999-12-31", "text": WHY}, "Sjekk årstallet."),
        (StepKind.SUSPENDED, {"on": "2026-11-23", "text": WHY, "heard": WHY}, "tidligst gjelde fra dagen"),
        (StepKind.LEAVE, {"on": "i morgen", "text": WHY}, "Skriv datoen slik"),
        (StepKind.LEAVE, {"on": "2026-11-24", "text": "kort"}, "Skriv hvorfor."),
        (StepKind.ENDED, {"ground": "other", "text": WHY, "heard": WHY}, "Velg minst én ting."),
        (
            StepKind.ENDED,
            {"ground": "other", "text": WHY, "after_work": "1", "main_income": "work"},
            "eller varsle først",
        ),
    ],
)
def test_what_is_missing_is_asked_for_and_the_words_stay(
    seeded_engine: Engine, caseworker: Browser, kind: StepKind, fields: dict[str, str], said: str
) -> None:
    answer = post(caseworker, seeded_engine, RUNNING, "take", kind, **fields)
    assert answer.status == 422
    assert said in answer.text
    assert fields["text"] in answer.body


def test_what_must_be_decided_soon_stands_on_the_list_and_on_the_participants_plan(
    seeded_engine: Engine, caseworker: Browser
) -> None:
    soon = caseworker.get("/work?show=soon")
    assert "Innen tirsdag 22. desember 2026 må kontoret bestemme om programmet går videre." in soon.text
    assert page_of(seeded_engine, ENDING) in soon.body
    assert person_id(seeded_engine, "lun-lind") not in soon.body
    participant = caseworker.another()
    participant.sign_in(ENDING)
    assert (
        "Innen tirsdag 22. desember 2026 må kontoret bestemme om programmet går videre."
        in participant.get("/plan").text
    )


def test_the_ledger_tells_both_sides_which_days_count(seeded_engine: Engine, caseworker: Browser) -> None:
    theirs = caseworker.get(f"{page_of(seeded_engine, SUSPENDED)}/days")
    participant = caseworker.another()
    participant.sign_in(SUSPENDED)
    own = participant.get("/plan/days")
    for page in (theirs, own):
        assert "fredag 30. juni 2028" in page.text
        assert "varer fortsatt" in page.text


@pytest.mark.parametrize("path", ["", "/days", "/step", "/step?kind=leave"])
def test_another_office_finds_nothing(seeded_engine: Engine, client: Browser, path: str) -> None:
    client.sign_in(FAR)
    assert client.get(page_of(seeded_engine, RUNNING) + path).status == 404


@pytest.mark.parametrize("query", ["kind=moved", "kind=nothing"])
def test_a_step_that_is_none_is_no_page(seeded_engine: Engine, caseworker: Browser, query: str) -> None:
    assert caseworker.get(f"{page_of(seeded_engine, RUNNING)}/step?{query}").status == 404


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("raus-ravn", "Kontoret har fått søknaden din"),
        ("sprek-spire", "Programmet ditt skal begynne"),
        ("undrende-ugle", "Du har permisjon til og med"),
        (SUSPENDED, "Programmet er avbrutt fra"),
        ("bestemt-bekk", "Du har rett til et deltakerbevis"),
        ("sikker-siv", "Programmet er avsluttet"),
    ],
)
def test_each_state_is_told_calmly(client: Browser, who: str, said: str) -> None:
    client.sign_in(who)
    assert said in client.get("/plan").text
    assert client.get("/plan/steps").status == 200
    assert client.get("/plan/days").status == 200
