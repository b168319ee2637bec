"""Papers in the browser: the plan to take home, the certificate without its reason, and the story with its page for a CV."""

import pytest
from sqlalchemy import Engine, select, update

from portal.domain.programme import ActivityKind
from portal.store.models import Activity, Person, Programme
from tests.browser import Answer, Browser
from tests.conftest import NOW

PARTICIPANT, ARABIC, PROTECTED, NYNORSK = "rolig-rogn", "stille-strand", "tapper-tang", "kvikk-kvist"
COMPLETED, ENDED, CASEWORKER = "bestemt-bekk", "sikker-siv", "blid-bjork"
PLAN, CERTIFICATE, CV = "/plan/pdf/file", "/plan/certificate/file", "/plan/story/cv"


def paper(client: Browser, key: str, path: str) -> Answer:
    """Sign in and fetch a paper."""
    client.sign_in(key)
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/pdf", answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer


def activity_of(engine: Engine, key: str, **values: object) -> str:
    """Change one activity of somebody's plan, and return its id."""
    with engine.begin() as connection:
        query = (
            select(Activity.id)
            .join(Programme, Programme.id == Activity.programme_id)
            .join(Person, Person.id == Programme.participant_id)
            .where(Person.key == key, Activity.first_day <= NOW.date())
            .order_by(Activity.first_day.desc(), Activity.id)
        )
        chosen = str(connection.scalars(query).first())
        connection.execute(update(Activity).where(Activity.id == chosen).values(**values))
    return chosen


def test_the_plan_has_what_was_chosen_and_nothing_else(client: Browser) -> None:
    whole = paper(client, PARTICIPANT, PLAN)
    assert whole.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    for said in ("Målet ditt", "Norskkurs", "kl. 08.30–12.00", "Voksenopplæringen", "Kan vare lengst til"):
        assert said in whole.body
    less = client.get(f"{PLAN}?part=activities")
    assert "Norskkurs" in less.body
    for said in ("Målet ditt", "kl. 08.30", "Kan vare lengst til"):
        assert said not in less.body
    assert client.get(f"{PLAN}?part=everything").status == 404


def test_the_plan_of_who_must_not_be_found_has_no_place(client: Browser, seeded_engine: Engine) -> None:
    activity_of(seeded_engine, PROTECTED, place="Hemmeliggata 1", provider="Skjulestedet")
    shown = paper(client, PROTECTED, PLAN).body
    assert "Hemmeliggata" not in shown
    assert "Skjulestedet" not in shown
    assert "Tromsø" not in shown


def test_the_plan_is_in_the_readers_language(client: Browser) -> None:
    shown = paper(client, ARABIC, PLAN).body
    assert "خطتنا" in shown
    assert "Planen vår" not in shown
    assert "Norskkurs" in shown


def test_a_certificate_says_what_was_done_and_never_why_it_ended(
    client: Browser, seeded_engine: Engine
) -> None:
    activity_of(seeded_engine, ENDED, title="Smerteklinikk", kind=ActivityKind.HEALTH)
    shown = paper(client, ENDED, CERTIFICATE).body
    for said in ("Deltakerbevis", "Sikker Siv", "Tromsø", "Periode"):
        assert said in shown
    for unsaid in ("avsluttet", "fravær", "timer", "vilkår", "Smerteklinikk"):
        assert unsaid not in shown.casefold().replace("smerteklinikk", "Smerteklinikk")
    assert "Smerteklinikk" in client.get(f"{CERTIFICATE}?health=1").body


def test_the_office_makes_the_same_without_anything_about_health(
    client: Browser, seeded_engine: Engine
) -> None:
    activity_of(seeded_engine, COMPLETED, title="Smerteklinikk", kind=ActivityKind.HEALTH)
    with seeded_engine.connect() as connection:
        person_id = connection.scalar(select(Person.id).where(Person.key == COMPLETED))
        running = connection.scalar(select(Person.id).where(Person.key == PARTICIPANT))
    shown = paper(client, CASEWORKER, f"/work/case/{person_id}/certificate?health=1").body
    assert "Bestemt Bekk" in shown
    assert "Smerteklinikk" not in shown
    page = client.get(f"/work/case/{running}/certificate")
    assert "Det er ikke noe deltakerbevis ennå" in page.text


@pytest.mark.parametrize("path", ["/plan/certificate", CERTIFICATE])
def test_a_running_programme_has_no_certificate_and_says_why(client: Browser, path: str) -> None:
    client.sign_in(PARTICIPANT)
    page = client.get(path)
    assert "Det er ikke noe deltakerbevis ennå" in page.text
    assert "§ 1" in page.text


def test_the_story_tells_what_was_done_and_nothing_about_being_away(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    page = client.get("/plan/story")
    assert (
        page.text.index("Søknaden din kom inn")
        < page.text.index("Du startet")
        < page.text.index("Hit vil du")
    )
    main = page.body.partition('id="main"')[2].partition("</main>")[0]
    assert "fravær" not in main.casefold()


def test_the_page_for_a_cv_is_norwegian_and_leaves_health_out_unless_it_is_chosen(
    client: Browser, seeded_engine: Engine
) -> None:
    chosen = activity_of(seeded_engine, ARABIC, title="Smerteklinikk", kind=ActivityKind.HEALTH)
    shown = paper(client, ARABIC, f"{CV}/file").body
    assert "Kurs, arbeid og praksis" in shown
    assert "Arbeidstrening" in shown
    for unsaid in ("Smerteklinikk", "kvalifiseringsprogrammet"):
        assert unsaid not in shown
    asked = f"chosen=1&with={chosen}&with=programme"
    told = client.get(f"{CV}/file?{asked}").body
    assert "Smerteklinikk" in told
    assert "kvalifiseringsprogrammet" in told
    assert "Arbeidstrening" not in told
    page = client.get(f"{CV}?{asked}")
    assert "Smerteklinikk" in page.body.partition("<article")[2]


def test_a_helper_whose_mandate_does_not_name_the_plan_gets_no_paper(client: Browser) -> None:
    client.sign_in("hyggelig-hare")
    for path in (PLAN, "/plan/story", CV, CERTIFICATE, "/me/calendar"):
        assert client.get(path).status == 403
