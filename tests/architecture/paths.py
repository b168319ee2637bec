"""The portal's routes as a test walks them: rules, and addresses for the things in them."""

from urllib.parse import urlencode

from flask import Flask
from werkzeug.routing import Rule

from tests.architecture.cast import Thing

# Objects that a page takes from the query. The other values of such a query come from the thing itself.
IN_QUERY = {"week.day_form": "activity"}


def rules(app: Flask, method: str | None = None) -> list[Rule]:
    """Every rule, or every rule that takes a method, in the order of their addresses."""
    found = [rule for rule in app.url_map.iter_rules() if method is None or method in (rule.methods or ())]
    return sorted(found, key=lambda rule: (rule.rule, rule.endpoint))


def kind_in(rule: Rule) -> str:
    """The kind of thing a rule is about, empty when it is about none."""
    (kind,) = rule.arguments or {IN_QUERY.get(rule.endpoint, "")}
    return kind


def address(rule: Rule, thing: Thing | None) -> str:
    """The address of a page, about a thing if it is about one. The thing's id goes in as it stands."""
    if thing is None:
        return rule.rule
    if rule.arguments:
        return rule.rule.replace(f"<path:{thing.kind}>", thing.id).replace(f"<{thing.kind}>", thing.id)
    return f"{rule.rule}?{thing.kind}={thing.id}&{urlencode(thing.more)}"
