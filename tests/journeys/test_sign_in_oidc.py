"""Signing in and out through real OpenID providers on this machine: here, there, and everywhere at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.providers import Person, Tenants, headline, running

pytestmark = pytest.mark.killing


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenants]:
    with running(tmp_path_factory.mktemp("oidc")) as started:
        yield started


@pytest.fixture
def person(tenants: Tenants) -> Iterator[Person]:
    somebody = Person(tenants)
    yield somebody
    somebody.http.close()


def test_a_participant_comes_to_the_page_they_wanted(person: Person, tenants: Tenants) -> None:
    page = person.log_in("id-porten", "rolig-rogn", "?next=/plan")
    assert str(page.url) == f"{tenants.portal}/plan"
    assert page.status_code == 200


@pytest.mark.parametrize(("who", "path"), [("blid-bjork", "/work"), ("presis-pil", "/translate")])
def test_staff_come_to_their_own_first_page(person: Person, who: str, path: str) -> None:
    page = person.log_in("entra", who)
    assert (page.status_code, page.url.path) == (200, path)


@pytest.mark.parametrize(
    ("door", "who"), [("id-porten", "ukjent"), ("id-porten", ""), ("entra", "for-mange"), ("entra", "ingen")]
)
def test_whoever_may_not_is_told_so_calmly(person: Person, door: str, who: str) -> None:
    """Unknown, turned back, in too many groups, in none: no sign-in and no trace of one."""
    page = person.log_in(door, who)
    assert (page.status_code, headline(page)) == (403, "Vi fikk ikke logget deg inn")
    assert person.get("/week").url.path == "/sign-in"


def test_a_second_sign_in_needs_no_log_in_unless_the_phone_is_shared(person: Person) -> None:
    person.log_in("id-porten", "rolig-rogn")
    assert person.get("/sign-in/id-porten").url.path == "/week"
    again = person.get("/sign-in/id-porten?shared=1")
    assert headline(again) == "Prøveinnlogging for deltakere"
    # Somebody else: the provider first ends the session of whoever was there, which also ends it here.
    assert person.send(person.send(again, person="modig-molte")).url.path == "/week"


def test_signing_out_here_signs_out_there(person: Person, tenants: Tenants) -> None:
    person.log_in("id-porten", "rolig-rogn")
    there = person.send(person.sign_out())
    assert str(there.url).startswith(tenants.id_porten)
    back = person.send(there)
    assert (back.url.path, headline(back)) == ("/signed-out", "Du er logget ut")
    assert person.get("/week").url.path == "/sign-in"
    assert headline(person.get("/sign-in/id-porten")) == "Prøveinnlogging for deltakere"


def test_signing_out_there_signs_out_here(person: Person, tenants: Tenants) -> None:
    """The provider calls the portal itself; the browser that was signed in does nothing."""
    person.log_in("id-porten", "rolig-rogn")
    assert person.get("/week").status_code == 200
    with person.http.stream("GET", f"{tenants.portal}/live") as stream:
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("event:")) == "event: opened"
        person_there = Person(tenants, person.http)
        left = person_there.send(person_there.get(f"{tenants.id_porten}/session/end"))
        assert headline(left) == "Du er logget ut"
        assert next(line for line in lines if line.startswith("event:")) == "event: expired"
    assert person.get("/week").url.path == "/sign-in"
    assert "back-channel:" not in tenants.said.read_text("utf-8")


def test_the_providers_frame_signs_out_here(person: Person, tenants: Tenants) -> None:
    """The page of a provider's log-out names our address with its issuer and its session; that is all it takes."""
    person.log_in("id-porten", "rolig-rogn")
    page = person.get(f"{tenants.id_porten}/session/end")
    frame = page.text.split('<iframe src="')[1].split('"')[0].replace("&amp;", "&")
    assert frame.startswith(f"{tenants.portal}/sign-out/id-porten?iss=")
    stranger = Person(tenants)
    assert stranger.get(frame).status_code == 200
    stranger.http.close()
    assert person.get("/week").url.path == "/sign-in"


def test_no_log_holds_an_identity_number_or_a_token(person: Person, tenants: Tenants) -> None:
    person.log_in("id-porten", "rolig-rogn")
    said = tenants.said.read_text("utf-8")
    assert "oidc.id_porten_back" in said
    assert "eyJ" not in said
    assert "code=" not in said
    number = (
        Path(tenants.said.parent / "data" / "providers.json").read_text("utf-8").split('"pid": "')[1][:11]
    )
    assert number.isdecimal()
    assert number not in said
