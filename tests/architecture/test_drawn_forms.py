"""Forms, as they are drawn: each carries its token, and what is handed in carries its key."""

from flask import Flask

from portal.domain.people import Role
from portal.web.forms import KeyedForm
from portal.web.guards import EVERYBODY, guard_of
from tests.architecture.cast import Cast
from tests.architecture.test_who_sees_what import expected, journeys
from tests.page_review import Page


def takes_key(view: object) -> bool:
    """Whether a view hands something in: it reads a form that carries a key."""
    inner = getattr(view, "__code__", None)
    names = inner.co_names if inner else ()
    kinds = [getattr(view, "__globals__", {}).get(name) for name in names]
    return any(isinstance(kind, type) and issubclass(kind, KeyedForm) for kind in kinds)


def test_every_form_that_is_drawn_carries_what_its_page_asks_for(standing: Flask, cast: Cast) -> None:
    """A token in each form, a key in each that hands something in, and no form that goes to a page that is not there."""
    adapter = standing.url_map.bind("localhost")
    reached = set()
    for visitor in cast.visitors:
        paths = [
            path
            for rule, thing, path in journeys(standing, cast, "GET")
            if expected(standing, visitor, rule, thing) == 200
        ]
        if visitor.role is Role.CASEWORKER:
            # Some forms stand only where something waits: the newest of the day's work show them.
            for part in ("waiting", "absences"):
                work = Page(visitor.http.get(f"/work?show={part}").text)
                paths += [link["href"] for link in work.all("a") if link["href"].startswith("/work/")][:3]
        for path in paths:
            for form in Page(visitor.http.get(path).text).all("form"):
                if form["method"] != "post":
                    continue
                action = form["action"] or path.partition("?")[0]
                endpoint, _ = adapter.match(action, method="POST")
                reached.add(endpoint)
                view = standing.view_functions[endpoint]
                fields = {item["name"]: item["value"] for item in form.all("input")}
                if guard_of(view) != EVERYBODY:
                    assert fields.get("csrf_token"), f"{path}: the form to {action} has no token"
                if takes_key(view):
                    assert len(fields.get("key", "")) == 24, f"{path}: the form to {action} has no key"
    everything = {rule.endpoint for rule in standing.url_map.iter_rules() if "POST" in (rule.methods or ())}
    # The form that sends an absence stands on the page that checks it, which only another form leads to.
    assert everything - reached == {"absence.send"}


def test_the_pages_that_hand_something_in_are_these(standing: Flask) -> None:
    views = standing.view_functions
    assert {name for name, view in views.items() if takes_key(view)} == {
        "absence.check",
        "absence.send",
        "case.answer",
        "messages.send",
        "week.confirm",
        "week.report_day",
    }
