"""Earlier programmes: whoever has moved or applied again keeps what was theirs, to read, and nobody else is shown it."""

import pytest
from sqlalchemy import Engine, delete, insert, update

from portal.domain.individual_plan import PlanAnswer, PlanPart
from portal.domain.programme_steps import StepKind
from portal.store.models import IndividualPlan, IndividualPlanPart, Person, Programme, ProgrammeStep
from tests.browser import Browser
from tests.builders import all_rows, oslo
from tests.web.test_programme import person_id

# She had a programme at another office, moved, and has applied anew.
MOVED, NEIGHBOUR = "raus-ravn", "rolig-rogn"
EARLIER = "/plan/earlier"
SECRET = "Dette skrev jeg ved det gamle kontoret."


def earlier_of(engine: Engine, key: str) -> Programme:
    who = person_id(engine, key)
    office = all_rows(engine, Person, id=who)[0].office_id
    (found,) = [one for one in all_rows(engine, Programme, participant_id=who) if one.office_id != office]
    programme: Programme = found
    return programme


def test_who_has_moved_reads_what_was_theirs(seeded_engine: Engine, client: Browser) -> None:
    programme = earlier_of(seeded_engine, MOVED)
    client.sign_in(MOVED)
    assert f'href="{EARLIER}"' in client.get("/plan").body
    listed = client.get(EARLIER)
    page = f"{EARLIER}/{programme.id}"
    assert page in listed.body
    one = client.get(page)
    assert one.status == 200
    granted = all_rows(seeded_engine, ProgrammeStep, programme_id=programme.id, kind=StepKind.GRANTED)[0]
    assert granted.text in one.text
    assert "Saken er flyttet til et annet kontor" in one.text
    assert "Veien din" in one.text
    # Nothing can be done from there.
    assert not [
        form
        for form in one.page.all("form")
        if form["method"] == "post" and form["action"].startswith(EARLIER)
    ]


def test_a_certificate_is_due_for_who_has_moved_too(seeded_engine: Engine, client: Browser) -> None:
    programme = earlier_of(seeded_engine, MOVED)
    client.sign_in(MOVED)
    page = f"{EARLIER}/{programme.id}/certificate"
    assert page in client.get(f"{EARLIER}/{programme.id}").body
    answer = client.get(page)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")


def test_the_plan_and_the_individual_plan_of_the_office_that_was_left_are_read_there(
    seeded_engine: Engine, client: Browser
) -> None:
    moving = person_id(seeded_engine, NEIGHBOUR)
    programme = all_rows(seeded_engine, Programme, participant_id=moving)[0]
    elsewhere = earlier_of(seeded_engine, MOVED)
    far = next(
        one.office_id for one in all_rows(seeded_engine, Programme) if one.office_id != programme.office_id
    )
    assert elsewhere.id != programme.id
    with seeded_engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == moving).values(office_id=far))
        values = {"participant_id": moving, "office_id": programme.office_id}
        connection.execute(delete(IndividualPlan).where(IndividualPlan.participant_id == moving))
        connection.execute(
            insert(IndividualPlan).values(
                id="sheet",
                answer=PlanAnswer.WANTED,
                consent_text="Jeg samtykker.",
                share_with="",
                consent_at=oslo("2026-10-01 10:00"),
                version=1,
                **values,
            )
        )
        connection.execute(
            insert(IndividualPlanPart).values(
                plan_id="sheet",
                part=PlanPart.GOALS,
                text=SECRET,
                updated_by=moving,
                updated_at=oslo("2026-10-01 10:00"),
                version=1,
            )
        )
    client.sign_in(NEIGHBOUR)
    one = client.get(f"{EARLIER}/{programme.id}")
    assert SECRET in one.text
    assert "Veien din" in one.text
    versions = [link["href"] for link in one.page.all("a") if "/plan?version=" in link["href"]]
    assert versions
    for path in (versions[0], versions[-1]):
        assert client.get(path).status == 200
    assert client.get(f"{EARLIER}/{programme.id}/plan").status == 200
    assert client.get(f"{EARLIER}/{programme.id}/plan?version=9999").status == 404
    # The new office sees nothing of it.
    staff = client.another()
    staff.sign_in(next(key for key in ("trygg-tind", "blid-bjork") if _works_at(seeded_engine, key, far)))
    case = f"/work/case/{moving}"
    for path in (case, f"{case}/programme", f"{case}/individual-plan", f"{case}/plan"):
        answer = staff.get(path)
        assert SECRET not in answer.body
        assert programme.goal not in answer.text


def _works_at(engine: Engine, key: str, office_id: str) -> bool:
    return bool(all_rows(engine, Person, key=key, office_id=office_id))


@pytest.mark.parametrize("more", ["", "/plan", "/certificate"])
def test_nobody_else_finds_it_and_the_present_one_is_not_among_them(
    seeded_engine: Engine, client: Browser, more: str
) -> None:
    earlier = earlier_of(seeded_engine, MOVED)
    client.sign_in(NEIGHBOUR)
    own = all_rows(seeded_engine, Programme, participant_id=person_id(seeded_engine, NEIGHBOUR))[0]
    for programme in (earlier, own):
        assert client.get(f"{EARLIER}/{programme.id}{more}").status == 404
    assert "Du har ikke hatt noe annet program." in client.get(EARLIER).text
    assert f'href="{EARLIER}"' not in client.get("/plan").body
    for key, status in (("hyggelig-hare", 403), ("trygg-tind", 403), ("blid-bjork", 403)):
        other = client.another()
        other.sign_in(key)
        assert other.get(f"{EARLIER}/{earlier.id}{more}").status == status
