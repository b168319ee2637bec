"""A participant whose language lacks every sentence reads whole ones of another language, with its dates and amounts."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.resources import TRANSLATIONS
from portal.text.catalogue import parse_catalogue
from portal.web.site import Site
from portal.web.speech import Speaking
from portal.web.tongues import read_speech
from tests.browser import Browser

PARTICIPANT = "rolig-rogn"
FALLEN = re.compile(r'<span lang="(?:nb|en)" dir="ltr">(.*?)</span>', re.DOTALL)
ETHIOPIC, A_DATE = re.compile("[\u1200-\u137f]"), re.compile(r"\b20\d\d\b")
LINK = re.compile(r'href="(/[^"#?]*)"')
NOT_READ = re.compile(r"^/(?:static|demo|sign|leave|exit|language|calendar)|/(?:file|pdf|json)$")
FIRST, MOST = ("/week", "/money", "/plan", "/me", "/me/rights"), 50


@pytest.fixture
def without_tigrinya(app: Flask) -> Iterator[None]:
    """A portal that has not one sentence in Tigrinya."""
    site: Site = app.extensions["portal"]
    speech = read_speech(pseudo=False).but({"ti": parse_catalogue("", "ti")})
    app.extensions["portal"] = replace(site, speaking=Speaking(speech, TRANSLATIONS))
    yield
    app.extensions["portal"] = site


@pytest.mark.usefixtures("without_tigrinya")
def test_no_sentence_of_another_language_has_a_date_of_the_readers_in_it(client: Browser) -> None:
    """Nobody can take its names of months and days for Norwegian or English ones."""
    client.sign_in(PARTICIPANT)
    assert client.post("/language", {"language": "ti", "csrf_token": client.token}).status == 303
    read: set[str] = set()
    coming, fallen = list(FIRST), []
    while coming and len(read) < MOST:
        path = coming.pop(0)
        if path in read or NOT_READ.search(path):
            continue
        read.add(path)
        answer = client.get(path)
        if "text/html" in answer.headers["Content-Type"]:
            fallen += FALLEN.findall(answer.body)
            coming += LINK.findall(answer.body)
    assert len([text for text in fallen if A_DATE.search(text)]) > 20
    assert [text for text in fallen if ETHIOPIC.search(text)] == []
