"""The calendar's address in the browser: made, shown once, read by a calendar without signing in, and taken back."""

import logging
import re

import pytest
import vobject
from sqlalchemy import Engine, update

from portal.domain.access import Protection
from portal.store.models import CalendarFeed, Person
from portal.web.participant.calendar import to_follow
from tests.browser import Answer, Browser
from tests.builders import all_rows

PAGE = "/me/calendar"
PARTICIPANT, PROTECTED = "rolig-rogn", "tapper-tang"


def path_in(answer: Answer) -> str:
    """The path of the address that a page shows."""
    found = re.search(r"http://localhost(/calendar/[A-Za-z0-9_-]{43}\.ics)<", answer.body)
    assert found, answer.text
    return found.group(1)


def make(client: Browser, key: str, **fields: str) -> Answer:
    """Sign in and make a calendar with the form that is drawn."""
    client.sign_in(key)
    return client.post(PAGE, client.get(PAGE).page.form(PAGE) | fields)


def test_a_phone_follows_without_sending_the_secret_in_the_open() -> None:
    assert to_follow("https://program.example/calendar/x.ics") == "webcals://program.example/calendar/x.ics"


def test_an_address_is_shown_once_and_opens_without_signing_in(client: Browser) -> None:
    made = make(client, PARTICIPANT)
    path = path_in(made)
    assert "Alle som har adressen, kan se kalenderen" in made.text
    assert f'href="webcal://localhost{path}"' in made.body
    assert path not in client.get(PAGE).body
    assert "Ikke ennå" in client.get(PAGE).text
    answer = client.another().get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    events = vobject.readOne(answer.body).vevent_list
    assert len(events) > 3
    assert {event.summary.value for event in events} == {"Avtale"}
    assert not any("location" in event.contents for event in events)
    assert "Ikke ennå" not in client.get(PAGE).text


def test_names_and_places_are_there_when_they_were_chosen(client: Browser) -> None:
    path = path_in(make(client, PARTICIPANT, shown="names"))
    events = vobject.readOne(client.another().get(path).body).vevent_list
    assert "Samtale med kontaktpersonen din" in {event.summary.value for event in events}
    assert any("location" in event.contents for event in events)


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Browser) -> None:
    path = path_in(make(client, PARTICIPANT))
    mark = client.another().get(path).headers["ETag"]
    again = client.another().get(path, headers={"If-None-Match": mark})
    assert (again.status, again.body) == (304, "")


def test_what_was_revoked_looks_like_what_never_was(client: Browser) -> None:
    path = path_in(make(client, PARTICIPANT))
    form = client.get(PAGE).page.form(f"{PAGE}/revoke")
    answer = client.post(f"{PAGE}/revoke", form)
    assert "Adressen virker ikke lenger" in client.get(answer.location).text
    stranger = client.another()
    gone, never = stranger.get(path), stranger.get(f"/calendar/{'x' * 43}.ics")
    assert (gone.status, never.status) == (404, 404)
    assert gone.text == never.text
    assert "Set-Cookie" not in gone.headers


def test_who_must_not_be_found_reads_what_it_means_and_says_yes(client: Browser) -> None:
    refused = make(client, PROTECTED)
    assert refused.status == 422
    assert "aldri navn eller steder" in refused.text
    form = refused.page.form(PAGE)
    # Whatever the form is made to ask for, no name comes into it.
    made = client.post(PAGE, form | {"though_hidden": "1", "shown": "names"})
    events = vobject.readOne(client.another().get(path_in(made)).body).vevent_list
    assert {event.summary.value for event in events} == {"Avtale"}
    assert not any("location" in event.contents for event in events)


def test_a_grading_closes_an_open_address(client: Browser, seeded_engine: Engine) -> None:
    path = path_in(make(client, PARTICIPANT, shown="names"))
    with seeded_engine.begin() as connection:
        graded = update(Person).where(Person.key == PARTICIPANT)
        connection.execute(graded.values(protection=Protection.CONFIDENTIAL))
    assert client.another().get(path).status == 404


def test_the_secret_is_in_no_row(client: Browser, seeded_engine: Engine) -> None:
    secret = path_in(make(client, PARTICIPANT)).split("/")[2].removesuffix(".ics")
    assert secret not in repr(all_rows(seeded_engine, CalendarFeed))


def test_the_log_does_not_hold_the_secret_of_a_feed(
    client: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    # Another test may have left the requests' own log quiet.
    caplog.set_level(logging.INFO, logger="portal.request")
    path = path_in(make(client, PARTICIPANT))
    assert client.get(path).status == 200
    logged = [repr(vars(record)) for record in caplog.records]
    assert any("calendar.feed" in line for line in logged)
    assert not any(path.removeprefix("/calendar/").removesuffix(".ics") in line for line in logged)


def test_guessing_is_slowed_down(client: Browser) -> None:
    stranger = client.another()
    answers = {stranger.get("/calendar/x.ics").status for _ in range(320)}
    assert answers == {404, 429}


@pytest.mark.parametrize("shown", ["", "all", "names\0"])
def test_a_form_that_nobody_drew_is_refused(client: Browser, shown: str) -> None:
    assert make(client, PARTICIPANT, shown=shown).status == 400
