"""Every route: one guard, parameters of known kinds, and no method but the one it was made for."""

import ast

import pytest
from flask import Flask

from portal.web import guards
from tests.architecture.cast import Cast, Thing
from tests.architecture.paths import address, kind_in, rules
from tests.architecture.sources import dotted, modules

# What stands between the slashes, and how it is read. A new kind is written down here and gets objects in `cast.py`.
KINDS = {
    "participant_id": "UnicodeConverter",
    "receipt_id": "UnicodeConverter",
    "absence_id": "UnicodeConverter",
    "hearing_id": "UnicodeConverter",
    "document_id": "UnicodeConverter",
    "day_document_id": "UnicodeConverter",
    "message_file_id": "UnicodeConverter",
    "appointment_id": "UnicodeConverter",
    "take_away_id": "UnicodeConverter",
    "request_id": "UnicodeConverter",
    "proposal_id": "UnicodeConverter",
    "measure_id": "UnicodeConverter",
    "offer_id": "UnicodeConverter",
    "programme_id": "UnicodeConverter",
    "redaction_id": "UnicodeConverter",
    "threat_id": "UnicodeConverter",
    "locale": "UnicodeConverter",
    "text": "PathConverter",
    "question_id": "UnicodeConverter",
    "picture": "UnicodeConverter",
    "shown": "PathConverter",
    "path": "PathConverter",
    "secret": "UnicodeConverter",
}

# Who may come without signing in. Each is a decision.
FOR_EVERYBODY = {
    "sign_in.home",  # Only leads on.
    "sign_in.choose",
    "rules.show",  # The rules are public.
    "sign_in.languages",  # Whoever cannot read the sign-in page must be able to change its language.
    "sign_in.language",
    "calendar.feed",  # A phone's calendar cannot sign in; the address is the secret.
    "receipts.ask",  # Whoever holds a receipt may ask whether it is true.
    "receipts.check",
    "offline.show",  # Kept on phones, the same for everybody.
    "offline.worker",
    "leaving.leave_now",  # Whoever is in a hurry may have been signed out a minute ago.
    "demo_outbox.show",  # Exists in the demo only, where nobody is real.
    "demo.pick",  # Exists in the demo only.
    "static",
}

MARKS = frozenset(
    {
        *("open_to", "everybody", "participants", "caseworkers", "office_staff", "translators", "signed_in"),
        *("participants_or_helpers", "representatives", "citizens"),
        "calendar_keepers",
        "answerers",
        *("leaders", "contact_centre", "administrators", "auditors"),
    }
)


def unguarded(app: Flask) -> list[str]:
    """The endpoints that nobody stands before."""
    return [
        rule.endpoint for rule in rules(app) if guards.guard_of(app.view_functions[rule.endpoint]) is None
    ]


def test_every_route_has_a_guard(standing: Flask) -> None:
    """Deny by default: a view says itself who may open it, and one that says nothing is opened by nobody."""
    assert unguarded(standing) == []


def test_a_view_without_a_guard_is_found_and_opens_for_nobody() -> None:
    app = Flask("planted", static_folder=None)
    guards.install(app)
    app.add_url_rule("/naked", "naked", lambda: "secret")
    assert unguarded(app) == ["naked"]
    answer = app.test_client().get("/naked")
    assert answer.status_code == 500
    assert "secret" not in answer.text


def doubly_guarded(tree: ast.Module) -> list[str]:
    """The views of a module with more than one guard."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and sum(_mark(decorator) in MARKS for decorator in node.decorator_list) > 1
    ]


def _mark(decorator: ast.expr) -> str:
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return dotted(named).rpartition(".")[2]


def test_no_view_has_two_guards() -> None:
    """The outer guard would replace the inner one without a word, so there is exactly one."""
    assert all(hasattr(guards, mark) for mark in MARKS)
    assert [name for tree in modules().values() for name in doubly_guarded(tree)] == []
    planted = "@guards.everybody\n@open_to(Role.LEADER)\ndef show(): ...\n@everybody\ndef other(): ..."
    assert doubly_guarded(ast.parse(planted)) == ["show"]


def test_only_these_pages_open_without_signing_in(standing: Flask) -> None:
    """Whoever adds a page for everybody writes it down above, with the reason."""
    views = standing.view_functions
    assert {
        name for name, view in views.items() if guards.guard_of(view) == guards.EVERYBODY
    } == FOR_EVERYBODY


def test_every_parameter_of_an_address_is_of_a_known_kind(standing: Flask, cast: Cast) -> None:
    """A parameter names an object, and for each kind of object the matrix must know whose it is."""
    for rule in rules(standing):
        for name in rule.arguments:
            assert type(rule._converters[name]).__name__ == KINDS[name], rule.rule
            assert name == "path" or cast.things[name]


def test_a_writing_page_takes_nothing_but_post(standing: Flask) -> None:
    """GET never writes (safety, row 12), and what is not made for a method answers 405."""
    for rule in rules(standing):
        assert rule.methods in ({"GET", "HEAD", "OPTIONS"}, {"POST", "OPTIONS"}), rule.rule


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_methods_that_nobody_asked_for_are_refused(standing: Flask, cast: Cast, method: str) -> None:
    """TRACE and its like are 405 on every address and for everybody (safety, row 40)."""
    for visitor in cast.visitors:
        for rule in rules(standing):
            path = address(rule, Thing(kind_in(rule), "x") if rule.arguments else None)
            answer = visitor.http.open(path, method=method)
            assert answer.status_code == 405, f"{method} {path}: {answer.status_code}"


def test_a_page_that_takes_no_such_method_says_which_it_takes(standing: Flask) -> None:
    """RFC 9110, section 15.5.6: an answer 405 names the methods that are allowed."""
    answer = standing.test_client().put("/sign-in")
    assert answer.status_code == 405
    assert {method.strip() for method in answer.headers.get("Allow", "").split(",")} >= {"GET", "HEAD"}


def test_no_address_is_a_second_name_of_another(standing: Flask) -> None:
    """One page, one address: otherwise what is forbidden at one could be open at the other."""
    seen: set[tuple[str, str]] = set()
    for rule in rules(standing):
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert (method, rule.rule) not in seen
            seen.add((method, rule.rule))
    assert not standing.debug
    assert not standing.testing
