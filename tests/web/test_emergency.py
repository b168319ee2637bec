"""Emergency access in the browser: the form, the banner, the leader's list, and an identity number that stays nowhere."""

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.models import AuditRow, Draft, EventRow, Grant, Person
from tests.browser import Answer, Browser
from tests.builders import RecordingBus, all_rows
from tests.page_review import without_nonces
from tests.web.roles import (
    CENTRE,
    FAR,
    LEADER,
    LIND,
    NOBODYS,
    REASON,
    ROGN,
    ask,
    grade,
    number_of,
    signed_in,
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the key that the demo's identity numbers are found with."""
    return replace(settings, identity_keys=(SYNTHETIC_KEY,))


@pytest.fixture
def people(seeded_engine: Engine) -> dict[str, Person]:
    """Everybody of the demo by their key."""
    return {row.key: row for row in all_rows(seeded_engine, Person)}


def test_an_emergency_from_the_form_to_the_banner_the_leader_and_the_participant(
    client: Browser, people: dict[str, Person], bus: RecordingBus, clock: FixedClock
) -> None:
    far, case = signed_in(client, FAR), f"/work/case/{people[ROGN].id}"
    assert far.get(case).status == 404
    number = number_of(people[ROGN])
    answer = ask(far, f"{number[:6]} {number[6:]}")
    assert (answer.status, answer.location) == (303, case)
    page = far.get(case)
    assert "Nødtilgang til kl. 10.30. Alt du åpner, blir skrevet ned." in page.text
    assert "Du kan lese saken, men ikke skrive i den." in page.text
    actions = {form["action"] for form in page.page.all("form")}
    assert "/work/emergency/end" in actions
    assert not any(action.startswith("/work/case") for action in actions)
    assert not any(link["href"].startswith("/work/absence") for link in page.page.all("a"))
    assert any(event == "openings" for _, event in bus.told())

    leader = signed_in(client, LEADER)
    overview = leader.get("/work")
    assert "Trygg Tind" in overview.text
    assert REASON in overview.text
    assert "Rolig" not in overview.text
    part = leader.get("/work", headers={"HX-Request": "true"})
    assert REASON in part.body
    assert "Veilederne" not in part.body
    assert leader.send("/work", "/work/openings/seen").status == 303
    assert "Sett 24. nov" in leader.get("/work").text
    assert "/work/openings/seen" not in leader.get("/work").body

    clock.move(hours=1, seconds=-1)
    far = signed_in(client, FAR)
    assert far.get(case).status == 200
    assert far.send(case, "/work/emergency/end").location == "/work"
    assert far.get(case).status == 404
    participant = signed_in(client, ROGN)
    seen = participant.get("/me/seen").text
    assert "Trygg" in seen
    assert "i et nødstilfelle" in seen
    assert "Tind" not in seen


@pytest.mark.parametrize("path", ["", "/read"])
def test_under_an_emergency_nothing_can_be_posted(
    client: Browser, people: dict[str, Person], path: str
) -> None:
    far, case = signed_in(client, FAR), f"/work/case/{people[ROGN].id}"
    ask(far, number_of(people[ROGN]))
    fields = {"sequence": "1"} if path else {"key": "k" * 24, "text": "Svar"}
    assert far.post(case + path, fields | {"csrf_token": far.token}).status == 404


def test_whoever_cannot_be_opened_is_answered_alike(
    client: Browser, people: dict[str, Person], seeded_engine: Engine
) -> None:
    """Nobody, somebody protected, somebody else's leader: the same status, headers and words (safety, row 28)."""
    hidden = people[ROGN]
    grade(seeded_engine, hidden, Protection.STRICTLY_CONFIDENTIAL)
    far = signed_in(client, FAR)
    said = set()
    for number in (NOBODYS, number_of(hidden), NOBODYS):
        answer = ask(far, number)
        assert answer.status == 404
        assert "Vi fant ingen du kan åpne." in answer.text
        kept = sorted((name, value) for name, value in answer.headers if name != "Content-Security-Policy")
        body = re.sub(r'"X-CSRFToken": "[^"]*"|value="[^"]{60,}"', "", without_nonces(answer.body))
        said.add((body, str(kept)))
        assert number not in answer.body
    assert len({body for body, _ in said}) == 1
    looks = [row for row in all_rows(seeded_engine, AuditRow) if not row.granted]
    assert [row.participant_id for row in looks] == [None, hidden.id, None]
    assert all_rows(seeded_engine, Grant) == []


def test_an_identity_number_stays_nowhere(
    client: Browser,
    people: dict[str, Person],
    seeded_engine: Engine,
    clock: FixedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither in an answer, an address, a log, a row nor a draft, whatever goes wrong."""
    number = number_of(people[ROGN])
    said = []
    with caplog.at_level(logging.DEBUG):
        far = signed_in(client, FAR)
        token = far.token
        said.append(ask(far, number, reason="Kort"))
        said.append(ask(far, number[:-1] + "0"))
        said.append(far.post("/work/emergency", {"number": number, "reason": REASON, "hours": "1"}))
        said.append(ask(far, number, hours="9"))
        said.append(ask(far, number))
        said.append(far.get(said[-1].location))
        centre = signed_in(client, CENTRE)
        said.append(centre.post("/centre", {"csrf_token": centre.token, "number": number}))
        clock.move(minutes=31)
        form = {"csrf_token": token, "number": number, "reason": REASON, "hours": "1"}
        said.append(Answer(far.http.post("/work/emergency", data=form)))
    assert [answer.status for answer in said] == [422, 422, 400, 400, 303, 200, 200, 401]
    for answer in said:
        assert number not in answer.body + answer.location
    assert number not in caplog.text
    assert {tuple(row.fields) for row in all_rows(seeded_engine, Draft)} == {("reason", "hours")}
    for model in (AuditRow, Grant, EventRow):
        assert number not in str(all_rows(seeded_engine, model))
    assert REASON in signed_in(client, FAR).get("/work/emergency").body


def test_a_leader_opens_a_case_of_their_own_office_and_reads_it(
    client: Browser, people: dict[str, Person]
) -> None:
    leader = signed_in(client, LEADER)
    assert leader.get(f"/work/case/{people[ROGN].id}").status == 404
    assert ask(leader, number_of(people[LIND])).status == 404
    answer = ask(leader, number_of(people[ROGN]), hours="8")
    assert answer.status == 303
    assert "Nødtilgang til kl. 17.30." in leader.get(answer.location).text
    assert "Din egen" in leader.get("/work").text
