"""A shared phone and the provider: its open session is never enough to come back in (safety, row 16)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from werkzeug.test import Client, TestResponse

from portal.store.base import rows
from portal.store.models import Person
from tests.adapters.oidc.bad_tokens import claims
from tests.adapters.oidc.entrance import PARTICIPANT, WHO, Entrance, shared_entrance

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    opened = shared.begin_anew()
    _shares(opened, shared=False)
    return opened


def _shares(portal: Entrance, *, shared: bool) -> None:
    person = rows(Person)
    with portal.engine.begin() as connection:
        where = person.c.key == WHO[PARTICIPANT]
        connection.execute(update(person).where(where).values(shared_phone=shared))


def logged_in_long_ago(portal: Entrance) -> None:
    """The provider knows who it is, from before they left us: nobody was asked for anything."""
    claims(auth_time=lambda provider: provider.now - 300)(portal.providers[PARTICIPANT])


def sent_back_to_log_in(portal: Entrance, http: Client, next_page: str = "") -> None:
    """No sign-in began, and the way leads straight to the provider once more, which is asked for a new log-in.

    Not over our own address for leaving: to the browser the whole way began at the provider's site, from where nobody
    is let through there.
    """
    answer = portal.sign_in(PARTICIPANT, http, next=next_page)
    asked_to_log_in_anew(portal, answer)
    assert http.get_cookie("portal") is None
    assert http.get_cookie("portal-departure") is not None
    assert portal.living() == 0


def asked_to_log_in_anew(portal: Entrance, answer: TestResponse) -> dict[str, str]:
    """What the provider was asked, whereto the answer leads."""
    provider = portal.providers[PARTICIPANT]
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{provider.issuer}/")
    asked = next(form for path, form in reversed(provider.asked) if path == "/par")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    provider.nonce = asked["nonce"]
    return asked


def test_what_is_asked_for_on_a_shared_phone(portal: Entrance) -> None:
    asked = portal.leave(portal.browser(), PARTICIPANT, shared="1")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert not {"prompt", "max_age"} & set(portal.leave(portal.browser(), PARTICIPANT))


def test_who_shares_a_phone_logs_in_anew_whichever_link_they_take(portal: Entrance) -> None:
    _shares(portal, shared=True)
    logged_in_long_ago(portal)
    http = portal.browser()
    asked = asked_to_log_in_anew(portal, portal.sign_in(PARTICIPANT, http, next="/plan"))
    # Logged in anew, they are let in, and to the page they wanted.
    portal.providers[PARTICIPANT].honest()
    portal.providers[PARTICIPANT].nonce = asked["nonce"]
    answer = portal.come_back(http, PARTICIPANT, asked)
    assert answer.headers["Location"] == "/plan"
    assert "Delt telefon" in http.get("/me").text


def test_who_has_just_logged_in_there_is_not_asked_twice(portal: Entrance) -> None:
    _shares(portal, shared=True)
    assert portal.sign_in(PARTICIPANT).headers["Location"] == "/"
    assert portal.living() == 1


def test_without_a_word_about_when_it_is_not_believed_to_be_now(portal: Entrance) -> None:
    _shares(portal, shared=True)
    claims(auth_time=None)(portal.providers[PARTICIPANT])
    sent_back_to_log_in(portal, portal.browser())


@pytest.mark.parametrize("seconds", [61, 300, 86_400])
def test_an_old_log_in_is_refused_where_a_new_one_was_asked_for(portal: Entrance, seconds: int) -> None:
    """A provider that did not ask, whatever we wrote: `auth_time` is from before (`iat` differs from it)."""
    claims(auth_time=lambda provider: provider.now - seconds)(portal.providers[PARTICIPANT])
    assert portal.sign_in(PARTICIPANT, shared="1").status_code == 403
    assert portal.sign_ins() == 0


def test_after_the_time_ran_out_on_a_shared_phone_one_logs_in_anew(portal: Entrance) -> None:
    _shares(portal, shared=True)
    http = portal.browser()
    portal.sign_in(PARTICIPANT, http)
    portal.clock.move(minutes=10, seconds=1)
    assert http.get("/week").status_code == 303
    claims(auth_time=lambda provider: provider.now - 601)(portal.providers[PARTICIPANT])
    asked_to_log_in_anew(portal, portal.sign_in(PARTICIPANT, http))


def test_whoever_left_in_haste_must_log_in_anew_on_any_phone(portal: Entrance) -> None:
    """The provider was not told, so its session may still be open in the hands of somebody else."""
    http = portal.browser()
    portal.sign_in(PARTICIPANT, http)
    assert http.post("/leave-now", headers=SAME).status_code == 303
    logged_in_long_ago(portal)
    sent_back_to_log_in(portal, http)
    portal.providers[PARTICIPANT].honest()
    assert portal.sign_in(PARTICIPANT, http, shared="1").headers["Location"] == "/"


def test_another_session_there_was_not_left_behind(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(PARTICIPANT, http)
    http.post("/leave-now", headers=SAME)
    portal.providers[PARTICIPANT].person |= {"sid": "another-session"}
    logged_in_long_ago(portal)
    assert portal.sign_in(PARTICIPANT).headers["Location"] == "/"


def test_signing_out_on_a_shared_phone_leads_on_to_the_provider(portal: Entrance) -> None:
    """Its session is ended as well, and the language goes with it."""
    http = portal.browser()
    http.post("/language", data={"language": "nn", "back": "/"})
    portal.sign_in(PARTICIPANT, http, shared="1")
    assert http.get_cookie("language") is None
    token = http.get("/languages").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = http.post("/sign-out", data={"csrf_token": token})
    assert "id_token_hint" in answer.text
    assert http.get_cookie("portal") is None
