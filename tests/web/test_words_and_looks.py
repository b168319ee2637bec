"""What pages say: the state that is true, the same words for the same thing on every page, and one hour as one."""

import pytest
from sqlalchemy import Engine, select, update

from portal.domain.absence import AbsenceState, HearingOutcome, HearingState
from portal.domain.documents import AboutKind, DocumentState
from portal.domain.submission import SubmissionKind
from portal.store.models import Absence, AbsenceHearing, BenefitFacts, Person, Submission
from portal.text.labels import LABELS
from tests.browser import Browser
from tests.builders import all_rows

PARTICIPANT, CASEWORKER, SUSPENDED = "rolig-rogn", "blid-bjork", "villig-vik"
CORRECTED = "Bekreftet, og rettet etterpå"


@pytest.fixture
def me(seeded_engine: Engine) -> str:
    with seeded_engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == PARTICIPANT)))


@pytest.fixture
def phone(client: Browser) -> Browser:
    client.sign_in(PARTICIPANT)
    return client


@pytest.fixture
def desk(client: Browser) -> Browser:
    browser = client.another()
    browser.sign_in(CASEWORKER)
    return browser


@pytest.mark.parametrize(
    ("state", "outcome", "headline", "is_open"),
    [
        (HearingState.ANSWERED, None, "Du har svart", True),
        (HearingState.CLOSED, HearingOutcome.NOT_AGAINST, "Kontoret har bestemt", False),
        (HearingState.CLOSED, HearingOutcome.DROPPED, "Varselet gjelder ikke lenger", False),
    ],
)
def test_a_notice_says_whether_anything_is_decided(
    phone: Browser,
    seeded_engine: Engine,
    me: str,
    state: HearingState,
    outcome: HearingOutcome | None,
    headline: str,
    is_open: bool,
) -> None:
    hearing = all_rows(seeded_engine, AbsenceHearing, participant_id=me, state=HearingState.CLOSED)[0]
    with seeded_engine.begin() as connection:
        changed = update(AbsenceHearing).where(AbsenceHearing.id == hearing.id)
        connection.execute(changed.values(state=state, outcome=outcome))
    path = f"/absences/notice/{hearing.id}"
    notice = phone.get(path)
    assert [one.text for one in notice.page.all("h1")] == [headline]
    assert ("Kontoret har ikke bestemt noe ennå" in notice.text) is is_open
    listed = [one for one in phone.get("/me/absences").page.all("a") if one["href"] == path]
    assert len(listed) == 1
    said = {"Du har svart": "Du har svart, kontoret har ikke bestemt ennå"}
    said["Varselet gjelder ikke lenger"] = "Gjelder ikke lenger"
    assert said.get(headline, headline) in listed[0].text


def test_money_says_of_a_month_what_the_months_say(phone: Browser) -> None:
    for page in ("/week/months", "/me/money", "/me/money?month=2026-10"):
        assert CORRECTED in phone.get(page).text, page


def test_where_a_file_stands_shares_no_words_with_the_day_it_came(phone: Browser) -> None:
    receipt = next(
        link for link in phone.get("/me/receipts").page.all("a") if "/me/receipts/" in link["href"]
    )
    said = {one.text for one in phone.get(receipt["href"]).page.all("dt")}
    assert "Mottatt" in said
    assert said.isdisjoint(LABELS[DocumentState].values())


def test_nothing_is_ticked_before_somebody_asks_for_it(desk: Browser, seeded_engine: Engine) -> None:
    def picks(path: str) -> list[bool]:
        inputs = desk.get(path).page.all("input")
        return ["checked" in one.attributes for one in inputs if one["name"].startswith("pick")]

    shown = picks("/work/absences?show=clear")
    assert shown
    assert not any(shown)
    assert all(picks("/work/absences?show=clear&all=1"))
    form = desk.get("/work/absences?show=clear").page.form("/work/absences")
    before = len(all_rows(seeded_engine, Absence, state=AbsenceState.ACCEPTED))
    sent = desk.post("/work/absences", form)
    assert "Du krysset ikke av noe" in desk.get(sent.location).text
    assert len(all_rows(seeded_engine, Absence, state=AbsenceState.ACCEPTED)) == before


def test_a_tick_stands_in_its_own_row_with_its_name(desk: Browser) -> None:
    page = desk.get("/work/absences?show=clear").page
    for label in (one for one in page.all("label") if one["class"] == "choice"):
        row = label.within("li")
        assert row is not None
        name = row.all("strong")[0].text
        assert label.text.startswith(f"Godta fraværet til {name}")


def test_earlier_absences_are_those_before_and_of_the_year_before(
    desk: Browser, seeded_engine: Engine
) -> None:
    (waits_for,) = all_rows(seeded_engine, Person, key="dyktig-dugg")
    mine = all_rows(seeded_engine, Absence, participant_id=waits_for.id)
    rows = sorted(mine, key=lambda row: row.first_day)
    newest, oldest = rows[-1], rows[0]
    with seeded_engine.begin() as connection:
        waits = update(Absence).where(Absence.id == oldest.id).values(state=AbsenceState.REPORTED)
        connection.execute(waits)
    assert oldest.first_day < newest.first_day
    page = desk.get(f"/work/absence/{oldest.id}").page
    (section,) = [one for one in page.all("section") if one["aria-labelledby"] == "earlier"]
    assert "Ikke noe fravær i det året." in section.text


def test_one_hour_is_an_hour_and_one_and_a_half_are_hours(
    phone: Browser, seeded_engine: Engine, me: str
) -> None:
    for hundredths, said in ((100, "1 time lønnet arbeid i uka"), (150, "1,5 timer lønnet arbeid i uka")):
        with seeded_engine.begin() as connection:
            entered = update(BenefitFacts).where(BenefitFacts.participant_id == me)
            connection.execute(entered.values(weekly_hundredths=hundredths))
        assert said in phone.get("/me/money").text


def test_leave_is_applied_for_and_illness_is_reported(phone: Browser, seeded_engine: Engine, me: str) -> None:
    row = all_rows(seeded_engine, Absence, participant_id=me)[0]
    for kind, said in (("holiday", "Søkt om, venter på svar"), ("self-report", "Meldt, venter på svar")):
        with seeded_engine.begin() as connection:
            asked = update(Absence).where(Absence.id == row.id)
            connection.execute(asked.values(kind=kind, state=AbsenceState.REPORTED))
        assert said in phone.get(f"/absences/{row.id}").text


def test_the_receipt_of_a_file_says_what_it_is_about(phone: Browser, seeded_engine: Engine, me: str) -> None:
    absence = all_rows(seeded_engine, Absence, participant_id=me)[0]
    receipt = all_rows(seeded_engine, Submission, person_id=me)[0]
    for kind, about, one, said in (
        (SubmissionKind.DOCUMENT, AboutKind.ABSENCE, absence.id, "Hva fila gjelder"),
        (SubmissionKind.DAY_DOCUMENT, AboutKind.DAY, "2026-11-20", "Fredag 20. november 2026"),
    ):
        written = {"about": about.value, "id": one, "bytes": 5, "sha256": "0" * 64}
        with seeded_engine.begin() as connection:
            changed = update(Submission).where(Submission.id == receipt.id)
            connection.execute(changed.values(kind=kind, content=written))
        shown = phone.get(f"/me/receipts/{receipt.id}").text
        assert said in shown
        assert "1 fil" in shown


def test_what_lies_under_absences_lights_me_in_the_bar(
    phone: Browser, seeded_engine: Engine, me: str
) -> None:
    absence = all_rows(seeded_engine, Absence, participant_id=me)[0]
    for path, lit in ((f"/absences/{absence.id}", "Meg"), ("/absence/new", "Uke")):
        links = [one for one in phone.get(path).page.all("a") if one["aria-current"] == "page"]
        assert [one.text for one in links] == [lit]


def test_nobody_is_offered_what_their_programme_does_not_take(client: Browser) -> None:
    client.sign_in(SUSPENDED)
    page = client.get("/me/absences")
    assert "/absence/new" not in {one["href"] for one in page.page.all("a")}
    assert "Du kan melde fravær når programmet er i gang." in page.text


def test_a_confirmed_month_does_not_ask_for_what_was_not_said(phone: Browser) -> None:
    page = phone.get("/week/months").page
    for row in page.all("li"):
        if "Bekreftet" in row.text:
            assert "ikke meldt ennå" not in row.text
