"""What no page, no header and no line of the log tells: a bug's insides, an identity number, and whether a case exists."""

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.demo.identity import VAULT
from portal.domain.identity import is_identity_number
from portal.store.models import Person
from portal.web import guards
from tests.architecture.cast import Cast, Thing, gather
from tests.architecture.paths import address, kind_in, rules
from tests.browser import Browser
from tests.builders import all_rows, key_for
from tests.page_review import without_nonces
from tests.text.papers import words_of
from tests.web.printed import CANARY, is_one_line, printed_from_now
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT, ids_of

NUMBER = re.compile(r"\d{11}")


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, app: Flask) -> list[str]:
    assert app, "A portal that started later would begin its own log."
    return printed_from_now(monkeypatch)


# A bug, wherever it is.


@pytest.fixture
def cast(app: Flask, seeded_engine: Engine) -> Cast:
    """Everybody, signed in."""
    return gather(app, seeded_engine)


def _every_address(app: Flask, cast: Cast) -> Iterator[tuple[str, str, str]]:
    for rule in rules(app):
        kind = kind_in(rule)
        thing = cast.things.get(kind, (Thing(kind, "no-such.css"),))[0] if kind else None
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.endpoint, method, address(rule, thing)


def test_a_bug_on_any_page_shows_a_number_and_nothing_of_itself(
    app: Flask, cast: Cast, lines: list[str], seeded_engine: Engine
) -> None:
    """On every route, whole and as a fragment: the same calm page, one line about the bug, and no canary in either."""
    number = VAULT.open(*_sealed(seeded_engine, PARTICIPANT))
    secret = f"{CANARY} {number}"

    @guards.everybody
    def raises(**_values: str) -> str:
        raise LookupError(secret)

    for endpoint in app.view_functions:
        app.view_functions[endpoint] = raises
    tried = 0
    for endpoint, method, path in _every_address(app, cast):
        visitor = cast[PARTICIPANT]
        for headers in ({}, {"HX-Request": "true"}):
            lines.clear()
            form = {"csrf_token": visitor.token, "text": "Det jeg skrev"}
            answer = visitor.http.open(path, method=method, data=form, headers=headers)
            assert answer.status_code == 500, path
            told = [json.loads(line) for line in lines if json.loads(line)["message"] == "bug"]
            assert [line["kind"] for line in told] == ["LookupError"], path
            assert told[0]["number"] in answer.text
            for hidden in (CANARY, number, "LookupError", "Traceback", ".py"):
                assert hidden not in answer.text, (path, hidden)
                assert hidden not in answer.headers.to_wsgi_list().__repr__(), (path, hidden)
            for hidden in (CANARY, number, "Det jeg skrev"):
                assert hidden not in "".join(lines), (path, hidden)
            assert all(is_one_line(line) for line in lines)
            tried += endpoint != "static"
    assert tried > 40


# What the addresses, the pages, the headers and the log never say.


def _sealed(engine: Engine, key: str) -> tuple[str, str]:
    person = all_rows(engine, Person, key=key)[0]
    return person.identity_sealed, person.id


def test_no_identity_number_is_on_any_page_in_any_header_or_in_the_log(
    app: Flask, cast: Cast, lines: list[str], seeded_engine: Engine
) -> None:
    """Every page as every role: none of the demo's people's numbers, and none that could be anybody's."""
    numbers = {
        VAULT.open(row.identity_sealed, row.id)
        for row in all_rows(seeded_engine, Person)
        if row.identity_sealed
    }
    assert len(numbers) > 10
    found, walked = [], 0
    for visitor in cast.visitors:
        for rule in rules(app, "GET"):
            kind = kind_in(rule)
            for thing in cast.things.get(kind, ())[:8] if kind else (None,):
                lines.clear()
                answer = visitor.http.get(address(rule, thing))
                walked += answer.status_code == 200
                everything = "\n".join([*map(str, answer.headers.to_wsgi_list()), words_of(answer), *lines])
                told = set(NUMBER.findall(re.sub(r"(?<=\d)[ \u00a0.](?=\d)", "", everything)))
                found += [
                    (visitor.name, answer.request.path, one)
                    for one in told
                    if one in numbers
                    or any(is_identity_number(one, synthetic=kind) for kind in (True, False))
                ]
    assert found == []
    assert walked > 50


# Not yours, and not there.


def test_what_is_anothers_and_what_is_nobodys_cannot_be_told_apart(
    client: Browser, seeded_engine: Engine
) -> None:
    """Interleaved pairs of both: the same status, length and headers, and the same page but for the id that was asked."""
    client.sign_in(CASEWORKER)
    me = all_rows(seeded_engine, Person, key=CASEWORKER)[0]
    foreign = [
        row.id for row in all_rows(seeded_engine, Person, role="participant") if row.office_id != me.office_id
    ]
    nobody = [
        f"{key_for(number)[:8]}-0000-4000-8000-{key_for(number)[:12]}" for number in range(len(foreign))
    ]
    own = ids_of(seeded_engine)
    assert client.http.get(f"/work/case/{own['participant_id']}").status_code == 200
    seen = set()
    for number in range(200):
        for who in (foreign[number % len(foreign)], nobody[number % len(nobody)]):
            answer = client.http.get(f"/work/case/{who}")
            headers = tuple(
                (name, re.sub("nonce-[^']+", "", value)) for name, value in answer.headers.to_wsgi_list()
            )
            body = without_nonces(answer.text).replace(who, "")
            body = re.sub(r'"X-CSRFToken": "[^"]*"|name="csrf_token" value="[^"]*"', "", body)
            seen.add((answer.status_code, len(answer.data), headers, body))
    assert len(seen) == 1
    assert {one[0] for one in seen} == {404}
