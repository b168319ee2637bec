"""Who sees what: every role and office at every page, at its own, others' and nobody's objects (safety, row 1).

What is expected follows from two facts only: the guard of the view, and whose the object is. Nothing is taken
from the view's own code.
"""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.architecture.cast import KEYS, NOBODYS, Cast, Thing
from tests.architecture.matrix import NOTED, expected, journeys, within_reach
from tests.architecture.paths import address, kind_in, rules
from tests.browser import Answer
from tests.builders import fingerprint
from tests.page_review import faults_of


@pytest.mark.parametrize("name", ["anonymous", *KEYS])
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
    # Nobody of them has an earlier programme; tests/web/test_earlier.py has somebody who does.
    nobodys = {"path", "secret", "programme_id", "picture"}
    for rule in rules(standing, "GET"):
        kind = kind_in(rule)
        if kind and kind not in nobodys:
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
    # Tokens are signed with the second in which they are drawn, and every answer has a nonce of its own.
    return re.sub(
        r' nonce="[^"]*"|"X-CSRFToken": "[^"]*"|name="csrf_token" value="[^"]*"',
        "",
        html.replace(thing.id, ""),
    )


@pytest.mark.parametrize("name", KEYS)
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
