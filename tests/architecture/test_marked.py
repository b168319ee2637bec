"""Modules: no sentence in Norwegian goes past the catalogues."""

import ast

from tests.architecture.sources import calls, constant, modules


def norwegian_outside(tree: ast.Module) -> list[str]:
    """Sentences with Norwegian letters that go through no catalogue: neither marked nor looked up nor a docstring."""
    marked = {
        id(node)
        for name, call in calls(tree)
        if name in {"N_", "_", "gettext", "ngettext", "pgettext", "npgettext"}
        for argument in call.args
        for node in ast.walk(argument)
    }
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        text
        for node in ast.walk(tree)
        if (text := constant(node)) and id(node) not in marked | documented and set("æøåÆØÅ") & set(text)
    ]


def test_no_module_says_norwegian_past_the_catalogues() -> None:
    """Only the made-up people of the demo, the names of law and language, and letters are Norwegian for everybody."""
    exempt = ("portal/demo/", "portal/text/", "portal/rules/", "portal/domain/alphabets.py")
    found = {
        path: sentences
        for path, tree in modules().items()
        if not path.startswith(exempt) and (sentences := norwegian_outside(tree))
    }
    assert found == {}
    assert norwegian_outside(ast.parse("def f():\n  'å'\n  return N_('ø') + 'æ'")) == ["æ"]
