"""Who sees what: every role and office at every page, at its own, others' and nobody's objects (safety, row 1).

What is expected follows from two facts only: the guard of the view, and whose the object is. Nothing is taken
from the view's own code.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from portal.domain.people import Role
from portal.web.guards import EVERYBODY, guard_of
from tests.architecture.cast import NOBODYS, Cast, Thing, Visitor
from tests.architecture.paths import address, kind_in, rules
from tests.browser import Answer
from tests.builders import fingerprint
from tests.page_review import faults_of

# What an open page may answer: itself, or where to go on.
LEADS_ON = {"sign_in.home": 303, "static": 404}

# Sign-ins note when they were last used, and so does nobody else.
NOTED = ("sign_in.seen_at", "sign_in.data")

# The forms as a browser would send them, without the token. Those that hand something in carry a key.
KEY = "k" * 24
FORMS: dict[str, dict[str, str]] = {
    "absence.check": {"key": KEY, "kind": "other", "span": "today"},
    "absence.send": {"key": KEY, "kind": "other", "span": "today"},
    "absence_decision.decide": {"answer": "accept", "version": "1"},
    "case.answer": {"key": KEY, "text": "Hei"},
    "case.mark_read": {"sequence": "1"},
    "demo.pick": {"person": "nobody-at-all"},
    "messages.mark_read": {"sequence": "1"},
    "messages.send": {"key": KEY, "text": "Hei"},
    "sign_in.language": {"language": "tlh"},
    "sign_in.leave": {},
    "sign_in.stay": {},
    "week.confirm": {"key": KEY, "monday": "2026-11-23"},
    "week.report_day": {"key": KEY, "day": "2026-11-24", "attendance": "present", "before": "0"},
}


def within_reach(visitor: Visitor, thing: Thing) -> bool:
    """Whether the thing is the visitor's own, or about a participant of the caseworker's own office."""
    if visitor.role is Role.PARTICIPANT:
        return thing.owner == visitor.id
    return visitor.role is Role.CASEWORKER and thing.office == visitor.office != ""


def expected(app: Flask, visitor: Visitor, rule: Rule, thing: Thing | None) -> int:
    """The status of a GET, from the guard and from whose the thing is."""
    guard = guard_of(app.view_functions[rule.endpoint])
    assert guard is not None
    if guard == EVERYBODY:
        return LEADS_ON.get(rule.endpoint, 200)
    if visitor.role is None:
        return 303
    if visitor.role not in guard:
        return 403
    return 200 if thing is None or within_reach(visitor, thing) else 404


def journeys(app: Flask, cast: Cast, method: str) -> Iterator[tuple[Rule, Thing | None, str]]:
    """Every address of every page, with every thing it could be about."""
    for rule in rules(app, method):
        kind = kind_in(rule)
        some: tuple[Thing | None, ...] = (
            cast.things.get(kind, (Thing(kind, "no-such-file.css"),)) if kind else (None,)
        )
        yield from ((rule, thing, address(rule, thing)) for thing in some)


@pytest.mark.parametrize(
    "name", ["anonymous", "rolig-rogn", "lun-lind", "blid-bjork", "trygg-tind", "fast-fjell", "presis-pil"]
)
def test_everybody_sees_what_is_theirs_and_nothing_else(standing: Flask, cast: Cast, name: str) -> None:
    """Another's page is "not found", as if it did not exist; another role's page says that it is for others.

    Never 200 for what is not theirs, never 500, and who is not signed in is sent to the sign-in page.
    """
    visitor = cast[name]
    wrong = []
    for rule, thing, path in journeys(standing, cast, "GET"):
        answer = visitor.http.get(path)
        status = expected(standing, visitor, rule, thing)
        if answer.status_code != status:
            wrong.append(f"{path[:80]} gives {answer.status_code} and not {status}")
        if status == 303 and visitor.role is None and rule.endpoint != "sign_in.home":
            assert urlsplit(answer.headers["Location"]).path == "/sign-in"
    assert wrong == []


def test_the_matrix_would_notice_a_page_that_forgets_whose_it_is(cast: Cast) -> None:
    """The table itself: own and same office are within reach, everything else is not."""
    rogn, lind, bjork, tind = (cast[key] for key in ("rolig-rogn", "lun-lind", "blid-bjork", "trygg-tind"))
    assert rogn.office == bjork.office != lind.office == tind.office
    of_rogn = Thing("receipt_id", "1", rogn.id, rogn.office)
    reach = {visitor.name for visitor in cast.visitors if within_reach(visitor, of_rogn)}
    assert reach == {"rolig-rogn", "blid-bjork"}
    assert not any(within_reach(visitor, Thing("receipt_id", "1")) for visitor in cast.visitors)


def test_every_kind_of_thing_is_tried_by_its_owner_and_by_others(standing: Flask, cast: Cast) -> None:
    """A matrix in which nobody owned anything would pass with every page broken."""
    for rule in rules(standing, "GET"):
        kind = kind_in(rule)
        if kind and kind != "path":
            tried = {
                expected(standing, visitor, rule, thing)
                for visitor in cast.visitors
                for thing in cast.things[kind]
            }
            assert tried == {200, 303, 403, 404}, rule.rule


def test_looking_never_writes(standing: Flask, standing_engine: Engine, cast: Cast) -> None:
    """GET, HEAD and OPTIONS change no row (safety, row 12), for htmx and for live fragments neither."""
    before = fingerprint(standing_engine, *NOTED)
    for visitor in cast.visitors:
        for rule, thing, path in journeys(standing, cast, "GET"):
            if expected(standing, visitor, rule, thing) == 200:
                visitor.http.head(path)
                visitor.http.options(path)
                visitor.http.get(path, headers={"HX-Request": "true"})
    assert fingerprint(standing_engine, *NOTED) == before


def test_a_fragment_says_no_more_than_its_page(standing: Flask, cast: Cast) -> None:
    """htmx and the live stream fetch through the ordinary guarded route: same status, and 204 where it would be an error.

    A fragment that fetches itself must never swap an error page into an open one.
    """
    for visitor in cast.visitors:
        for rule, thing, path in journeys(standing, cast, "GET"):
            if rule.endpoint == "sign_in.home" or (thing and thing.id in NOBODYS):
                continue
            status = expected(standing, visitor, rule, thing)
            asked = visitor.http.get(path, headers={"HX-Request": "true"})
            alone = visitor.http.get(path, headers={"HX-Request": "true", "Portal-Live": "1"})
            if status == 303:
                assert (asked.status_code, alone.status_code) == (204, 204), path
                assert asked.headers["HX-Redirect"].startswith("/sign-in?")
            else:
                assert asked.status_code == status, path
                assert alone.status_code == (status if status == 200 else 204), path


def test_what_is_not_ones_own_looks_like_what_does_not_exist(standing: Flask, cast: Cast) -> None:
    """The body of "another's" and of "nobody's" is the same to the letter but for the address (safety, row 28)."""
    for key in ("rolig-rogn", "trygg-tind"):
        visitor = cast[key]
        for rule in rules(standing, "GET"):
            kind = kind_in(rule)
            if kind not in cast.things:
                continue
            bodies = set()
            for thing in cast.things[kind]:
                if expected(standing, visitor, rule, thing) == 404 and thing.id not in NOBODYS:
                    answer = visitor.http.get(address(rule, thing))
                    bodies.add(_without_address(answer.text, thing))
            # No body at all for a page that is for others: those say so to everybody alike.
            assert len(bodies) <= 1, rule.rule


def _without_address(html: str, thing: Thing) -> str:
    # Tokens are signed with the second in which they are drawn.
    return re.sub(r'"X-CSRFToken": "[^"]*"|name="csrf_token" value="[^"]*"', "", html.replace(thing.id, ""))


@pytest.mark.parametrize(
    "name", ["rolig-rogn", "lun-lind", "blid-bjork", "trygg-tind", "fast-fjell", "presis-pil"]
)
def test_every_page_within_reach_passes_review(standing: Flask, cast: Cast, name: str) -> None:
    """One headline, labels, unique ids, a token in each form: on every page that this person can open."""
    visitor = cast[name]
    for rule, thing, path in journeys(standing, cast, "GET"):
        status = expected(standing, visitor, rule, thing)
        if (
            rule.endpoint == "static"
            or status == 303
            or (status == 404 and thing is not cast.things[kind_in(rule)][-1])
        ):
            continue
        answer = Answer(visitor.http.get(path))
        whole = answer.body.lstrip().lower().startswith("<!doctype")
        assert faults_of(answer.page, whole=whole, signed_in=True) == [], path


# Writing.


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
                allowed = visitor.role is not None and visitor.role in (guard or ())
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
            refused = 400 if visitor.role in guard else 403
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
