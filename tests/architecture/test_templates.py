"""Templates: everything escapes, nothing is inline, every word goes through the catalogues (safety, rows 9, 10 and T4, T5)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from flask import Flask
from jinja2 import nodes

from portal.text.locales import LOCALES
from portal.web.site import Site
from tests.architecture.markup_scan import faults_of, outcomes, parsed
from tests.architecture.sources import ROOT, calls, constant, dotted, modules

FOLDER = ROOT / "templates"
NAMES = tuple(sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()))
EVIL = "<img src=x onerror=alert(1)>\"'"

# Where markup may be made out of text. Each escapes what it is handed, and has tests of its own.
MAKERS = {
    *("portal/web/plain_text.py", "portal/text/speaking.py", "portal/text/folding.py"),
    "portal/web/translator/rebuilt.py",
}


def source(name: str) -> str:
    """A template as it is written."""
    return (FOLDER / name).read_text(encoding="utf-8")


def site_of(app: Flask) -> Site:
    """The portal behind an application."""
    found: Site = app.extensions["portal"]
    return found


# Escaping.


@pytest.mark.parametrize("code", list(LOCALES))
def test_every_template_escapes_in_every_language(standing: Flask, code: str) -> None:
    """Whatever its name ends in, and also in an error page: Flask's own rule by suffix would leave some open (T5)."""
    environment = site_of(standing).tongues[code].templates
    assert environment.autoescape is True
    assert issubclass(environment.undefined, jinja2.StrictUndefined)
    for ending in ("html", "txt", "j2", "html.j2", "svg", "xml", ""):
        planted = environment.overlay(
            loader=jinja2.DictLoader({f"x.{ending}": "{{ words }}<b title='{{ words }}'>"})
        )
        drawn = planted.get_template(f"x.{ending}").render(words=EVIL)
        assert "<img" not in drawn
        assert drawn.count("<") == 1
        assert drawn.count("'") == 2
    if LOCALES[code].pseudo:
        for name in NAMES:
            environment.get_template(name)


def markup_makers(tree: ast.Module) -> bool:
    """Whether a module makes markup out of text, or has a way to."""
    words = {"Markup", "HTMLString", "safe_join", "mark_safe", "render_template_string", "from_string"}
    for node in ast.walk(tree):
        name = dotted(node).rpartition(".")[2] if isinstance(node, ast.Name | ast.Attribute) else ""
        defined = node.name if isinstance(node, ast.FunctionDef) else ""
        if name in words or "__html__" in (name, defined) or defined == "__html_format__":
            return True
    return False


def test_markup_is_made_in_four_files() -> None:
    """People's text becomes links in one file, sentences with tags become pages in two, and a page is written anew in one.

    Nobody else makes markup.
    """
    assert {path for path, tree in modules().items() if markup_makers(tree)} == MAKERS
    assert markup_makers(ast.parse("import markupsafe as m\nm.Markup('<b>')"))
    assert markup_makers(ast.parse("class A:\n  def __html__(self): ..."))
    assert not markup_makers(ast.parse("from portal.text.markup import has_markup"))


# What stands in the templates.


def test_there_are_templates() -> None:
    assert len(NAMES) > 30
    assert all(name.endswith(".html") for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_keeps_the_rules_of_the_house(name: str) -> None:
    """No `|safe`, nothing inline, quoted attributes, addresses from url_for(), and no word outside the catalogues."""
    assert faults_of(name, source(name)) == []


def test_no_live_part_loses_a_change_that_is_told_while_it_is_fetched() -> None:
    """A part that is exchanged whole would take the question along that waits in it: it asks anew at once instead."""
    lines = [line for name in NAMES for line in source(name).splitlines() if 'hx-trigger="sse:' in line]
    assert len(lines) > 20
    ways = ('hx-sync="this:replace" hx-swap="outerHTML settle:0ms"', 'hx-swap="innerHTML"')
    assert [line for line in lines if not any(way in line for way in ways)] == []


@pytest.mark.parametrize(
    ("planted", "word"),
    [
        ("<p>{{ text|safe }}</p>", "safe"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "autoescape"),
        ("{{ Markup(x) }}", "Markup"),
        ("{{ x.__class__ }}", "__class__"),
        ("{{ request.args.q }}", "request"),
        ("<p style='color: red'></p>", "style="),
        ("<style>p {}</style>", "<style>"),
        ("<script>go()</script>", "script is written"),
        ("<script src=''></script>", "script is written"),
        ('<p onclick="go()"></p>', "onclick"),
        ('<p {% if x %}onfocus="go()"{% endif %}></p>', "onfocus"),
        ('<p hx-on:click="go()"></p>', "hx-on:click"),
        ('<p data-hx-on--load="go()"></p>', "hx-on"),
        ('<iframe src="/x"></iframe>', "<iframe>"),
        ('<iframe srcdoc="x"></iframe>', "srcdoc"),
        ('<a href="javascript:go()"></a>', "dangerous"),
        ('<a href="java&#10;script:go()"></a>', "dangerous"),
        ('<a href="https://elsewhere.example"></a>', "elsewhere"),
        ('<img src="//elsewhere.example/x.png" alt="">', "elsewhere"),
        ('<a href="{{ x }}"></a>', "no url_for"),
        ('<a href="{{ url_for(1) if y else x }}"></a>', "no url_for"),
        ('<form action="/a/{{ x }}"></form>', "no url_for"),
        ('<p hx-get="{{ x }}"></p>', "no url_for"),
        ('<p hx-trigger="{{ x }}"></p>', "neither constant"),
        ('<p data-hx-target="{{ message.text }}"></p>', "neither constant"),
        ("<p id={{ x }}></p>", "without quotes"),
        ("<p class=a></p>", "without quotes"),
        ('<p {{ x }}="a"></p>', "name comes from outside"),
        ("<p>Hei</p>", "says 'Hei'"),
        ("<p>{{ x }}: velkommen</p>", "velkommen"),
        ("<p>&aring;</p>", "without a translation"),
        ("{% if x %}Ja{% endif %}", "says 'Ja'"),
        ('<img alt="Bilde" src="">', "says 'Bilde'"),
        ('<p aria-label="Meny"></p>', "says 'Meny'"),
        ("<p aria-label=\"{{ 'Meny' }}\"></p>", "says 'Meny'"),
        ("<p>{{ 'Hei' }}</p>", "says 'Hei'"),
        ("<p>{{ _('Hei') if x else 'Hallo' }}</p>", "says 'Hallo'"),
        ("<p>{{ {'a': 'Første'}[x] }}</p>", "says 'Første'"),
        ("<p>{{ 'Hei' | upper }}</p>", "says 'Hei'"),
        ("<p>{{ 'Hei ' ~ name }}</p>", "says 'Hei '"),
    ],
)
def test_a_planted_fault_is_found(planted: str, word: str) -> None:
    assert word in " ".join(faults_of("planted.html", planted))


@pytest.mark.parametrize(
    "good",
    [
        "<p>{{ _('Hei') }}, {{ name }} – 99+</p>",
        "{# Hei, og velkommen. #}<p class=\"{{ 'mine' if x else 'theirs' }}\">{{ text }}</p>",
        '<a href="{{ url_for(\'week.show\') if x else url_for("me.show") }}">{{ _("Hei") }}</a>',
        '<p hx-trigger="sse:week, portal:reconnected from:body" hx-get="{{ url_for(1) }}"{% if x %} hidden{% endif %}></p>',
        "<p>{{ dates.near(day) | capitalize if x else gettext(complaint) }}</p>",
        '<p><span lang="en">/ Language</span></p>',
    ],
)
def test_what_is_good_is_left_alone(good: str) -> None:
    assert faults_of("good.html", good) == []


# What templates name.


def missing_names(app: Flask, name: str, text: str) -> Iterator[str]:
    """The templates, pages, files and pictures that a template names and that do not exist."""
    tree = parsed(text)
    icons = source("parts/ui.html")
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        template = getattr(node, "template", None)
        named = template.value if isinstance(template, nodes.Const) else None
        if named not in NAMES:
            yield f"{name}: {named} does not exist"
    for call in tree.find_all(nodes.Call):
        first = call.args[0] if call.args else None
        if isinstance(call.node, nodes.Name) and isinstance(first, nodes.Const):
            if call.node.name == "url_for" and first.value not in app.view_functions:
                yield f"{name}: there is no page {first.value}"
            if call.node.name == "asset" and not (ROOT / "static" / str(first.value)).is_file():
                yield f"{name}: there is no file {first.value}"
        if isinstance(call.node, nodes.Getattr) and call.node.attr == "icon":
            drawn = [one.value for one in call.find_all(nodes.Const) if isinstance(one.value, str)]
            keys = [pair.key.value for pair in call.find_all(nodes.Pair) if isinstance(pair.key, nodes.Const)]
            yield from (
                f"{name}: there is no picture {one}"
                for one in drawn
                if one not in keys and f"name == '{one}'" not in icons
            )


def test_everything_a_template_names_exists(standing: Flask) -> None:
    """A page that is drawn once a year must not be the first to find out."""
    assert [fault for name in NAMES for fault in missing_names(standing, name, source(name))] == []
    planted = (
        "{% include 'gone.html' %}{{ url_for('gone.show') }}{{ asset('gone.css') }}{{ ui.icon('gone') }}"
        "{{ ui.icon({'met': 'check', 'not': 'nope'}[x]) }}"
    )
    assert len(list(missing_names(standing, "planted", planted))) == 5


def drawn_blocks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Template and block of every page a module draws. A block that comes in by a parameter is followed to its callers."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for function in functions.values():
        for name, call in calls(function):
            if name not in {"page", "framed", "render_block"}:
                continue
            texts = [(place, constant(argument)) for place, argument in enumerate(call.args)]
            template = next(((place, text) for place, text in texts if text and text.endswith(".html")), None)
            if template is None:
                continue
            keyword = next((one.value for one in call.keywords if one.arg == "block"), None)
            block = call.args[template[0] + 1] if len(call.args) > template[0] + 1 else keyword
            for text in _texts_of(block, function, functions, tree):
                yield template[1] or "", text


def _texts_of(
    node: ast.expr | None, around: ast.FunctionDef, functions: dict[str, ast.FunctionDef], tree: ast.Module
) -> Iterator[str]:
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return
    if (text := constant(node)) is not None:
        yield text
    elif isinstance(node, ast.IfExp):
        yield from _texts_of(node.body, around, functions, tree)
        yield from _texts_of(node.orelse, around, functions, tree)
    elif isinstance(node, ast.Call) and dotted(node.func) in functions:
        called = functions[dotted(node.func)]
        for returned in ast.walk(called):
            if isinstance(returned, ast.Return):
                yield from _texts_of(returned.value, called, functions, tree)
    elif isinstance(node, ast.Name):
        parameters = [argument.arg for argument in around.args.args]
        assert node.id in parameters, f"{around.name}: where does {node.id} come from?"
        place = parameters.index(node.id)
        for name, call in calls(tree):
            if name == around.name:
                given = call.args[place] if len(call.args) > place else None
                given = next((one.value for one in call.keywords if one.arg == node.id), given)
                yield from _texts_of(given, around, functions, tree)
    else:
        raise AssertionError(f"{around.name}: a block that cannot be read: {ast.dump(node)}")


def blocks_of(name: str) -> set[str]:
    """The blocks that a template defines itself: only those can be drawn alone."""
    return {block.name for block in parsed(source(name)).find_all(nodes.Block)}


def test_every_block_that_is_drawn_alone_exists() -> None:
    """A block of the parent is not a block of the child: it would be an error on the first htmx request."""
    found = {
        pair
        for path, tree in modules().items()
        if path.startswith("portal/web/")
        for pair in drawn_blocks(tree)
    }
    pairs = {(template, block) for template, block in found if template != "web"}
    assert {template for template, _ in pairs} >= {"participant/messages.html", "caseworker/case.html"}
    assert {block for template, block in pairs if template == "caseworker/case.html"} == {
        "sent_block",
        "thread",
        "measures",
        "context",
    }
    assert [(template, block) for template, block in sorted(pairs) if block not in blocks_of(template)] == []


def test_blocks_are_followed_to_where_they_come_from() -> None:
    planted = """
def show(): return _page("a", _which())
def other(): return _page("a", block="c")
def _which(): return "d" if x else "e"
def _page(a, block): return page("x.html", block, status=200)
def plain(): return framed(work, "y.html", "f")
def whole(): return page("z.html")
"""
    pairs = {("x.html", "c"), ("x.html", "d"), ("x.html", "e"), ("y.html", "f")}
    assert set(drawn_blocks(ast.parse(planted))) == pairs


def test_the_reader_of_expressions_sees_every_outcome() -> None:
    assert len(outcomes("a if b else (c ~ d) or {'k': e}[f]")) == 4
    assert Path(FOLDER / "shell.html").is_file()
