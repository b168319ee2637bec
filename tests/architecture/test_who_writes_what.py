"""Who writes what: every form of every page, sent by everybody about everything, and no row differs after a refusal."""

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from portal.web.guards import EVERYBODY, guard_of
from tests.architecture.cast import NOBODYS, Cast, Thing, Visitor
from tests.architecture.matrix import FORMS, NOTED, lets_in, within_reach
from tests.architecture.paths import address, kind_in, rules
from tests.builders import fingerprint


def post(visitor: Visitor, rule: Rule, thing: Thing | None, **more: str) -> int:
    """Send the page's form with a good token, about a thing."""
    form = FORMS[rule.endpoint] | more
    if visitor.role is not None:
        form["csrf_token"] = visitor.token
    if thing is not None and thing.kind == "activity":
        form |= {"activity": thing.id, **thing.more}
        thing = None
    return visitor.http.post(address(rule, thing), data=form).status_code


def test_every_writing_page_has_its_form_here(standing: Flask) -> None:
    assert {rule.endpoint for rule in rules(standing, "POST")} == set(FORMS)


def test_nobody_writes_to_what_is_not_theirs(standing: Flask, standing_engine: Engine, cast: Cast) -> None:
    """Wrong role 403, another's or nobody's object 404, not signed in 4xx: and afterwards every row is as it was."""
    before = fingerprint(standing_engine, *NOTED)
    wrong = []
    for visitor in cast.visitors:
        for rule in rules(standing, "POST"):
            guard = guard_of(standing.view_functions[rule.endpoint])
            if guard == EVERYBODY:
                continue
            kind = "activity" if rule.endpoint == "week.report_day" else kind_in(rule)
            for thing in cast.things[kind] if kind else (None,):
                if thing and thing.id in NOBODYS[1:]:
                    continue
                allowed = lets_in(standing, visitor, rule.endpoint)
                if allowed and (thing is None or within_reach(visitor, thing)):
                    continue
                status = post(visitor, rule, thing)
                good = {400, 401, 403} if visitor.role is None else {404} if allowed else {403}
                if status not in good:
                    wrong.append(f"{visitor.name}: {rule.endpoint} {thing and thing.id[:40]} gives {status}")
    assert wrong == []
    assert fingerprint(standing_engine, *NOTED) == before


def test_no_form_is_taken_without_its_token(standing: Flask, standing_engine: Engine, cast: Cast) -> None:
    """No token, a wrong one, another person's: refused, and every row is as it was (safety, row 12)."""
    before = fingerprint(standing_engine, *NOTED)
    others = cast["lun-lind"].token
    for visitor in cast.visitors[1:]:
        for rule in rules(standing, "POST"):
            guard = guard_of(standing.view_functions[rule.endpoint]) or EVERYBODY
            if guard == EVERYBODY:
                continue
            # Whose role is wrong hears that first, with or without a token.
            refused = 400 if lets_in(standing, visitor, rule.endpoint) else 403
            thing = next(iter(cast.things.get(kind_in(rule), ())), None)
            for token in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": others}):
                if token.get("csrf_token") == others and visitor.name == "lun-lind":
                    continue
                form = FORMS[rule.endpoint] | token
                assert visitor.http.post(address(rule, thing), data=form).status_code == refused, rule.rule
    assert fingerprint(standing_engine, *NOTED) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_no_form_is_taken_from_another_site(
    standing: Flask, standing_engine: Engine, cast: Cast, headers: dict[str, str]
) -> None:
    """Also those without a token, choosing a language and picking a person, come from our own pages only."""
    before = fingerprint(standing_engine, *NOTED)
    visitor = cast["rolig-rogn"]
    token = visitor.token
    for rule in rules(standing, "POST"):
        thing = next(iter(cast.things.get(kind_in(rule), ())), None)
        good = {"language": "en"} if rule.endpoint == "sign_in.language" else {}
        form = FORMS[rule.endpoint] | {"csrf_token": token, "person": "lun-lind"} | good
        answer = visitor.http.post(address(rule, thing), data=form, headers=headers)
        assert answer.status_code == 403, rule.rule
        assert "Set-Cookie" not in answer.headers
    assert fingerprint(standing_engine, *NOTED) == before
