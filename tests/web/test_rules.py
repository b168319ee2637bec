"""The public page of the rules: open to everybody, made from what decides, in every language."""

import pytest

from portal.rules.parameters.table import TABLE
from portal.rules.questions import ALL
from portal.text.locales import LOCALES
from portal.text.numbers_of_law import PARAMETERS
from portal.text.questions import PARTS, TITLES
from tests.browser import Browser
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT


@pytest.mark.parametrize("code", list(LOCALES))
def test_everybody_reads_the_rules_in_their_language(client: Browser, code: str) -> None:
    client.http.set_cookie("language", code)
    answer = client.get("/rules")
    assert answer.status == 200
    assert len(answer.page.all("h3")) == len(ALL)
    assert len(answer.page.all("h2")) >= len(PARTS)


def test_the_page_says_what_the_files_say(client: Browser) -> None:
    page = client.get("/rules")
    assert all(title in page.text for title in TITLES.values())
    for name, rows in TABLE.items():
        # A temporary rule that has ended is in force for nobody who reads today.
        assert (PARAMETERS[name] in page.text) == (rows[0].last is None), name
    assert "136\xa0549" in page.text
    assert 'href="https://lovdata.no/lov/2009-12-18-131/§35"' in page.body
    assert "Vedtatt, men gjelder ikke ennå" in page.text


@pytest.mark.parametrize("who", [None, PARTICIPANT, CASEWORKER])
def test_every_page_leads_to_the_rules(client: Browser, who: str | None) -> None:
    page = client.sign_in(who) if who else client.get("/sign-in")
    assert 'href="/rules"' in page.body
    assert client.get("/rules").status == 200
