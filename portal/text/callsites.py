"""Call sites: what is wrong where code and templates ask for a text, found by reading and not by running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import nodes

from portal.text.extraction import sources
from portal.text.markup import has_markup, well_formed
from portal.text.placeholders import COUNTERS, placeholders

_TEXTS = {"_": 1, "N_": 1, "gettext": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}
_ALWAYS_LITERAL = frozenset({"_", "N_"})
_WITH_CONTEXT = frozenset({"pgettext", "npgettext"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right: the file from the project's root, the line if it is known, a kind, and what it is.

    `todo` says what to do, where `what` does not. What is not `hard` is a warning: somebody should look, and may leave it.
    """

    file: str
    line: int | None
    kind: str
    what: str
    msgid: str = ""
    todo: str = ""
    hard: bool = True


@dataclass(frozen=True, slots=True)
class _Call:
    """One call, whatever it is written in. A text is None when it is not literal; values is None when unknown."""

    name: str
    line: int
    texts: tuple[str | None, ...]
    built: bool
    values: frozenset[str] | None


def check_call_sites(root: Path) -> tuple[Finding, ...]:
    """What is wrong at the calls below a project's root, in the order of the files."""
    found: list[Finding] = []
    for path, method in sources(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        calls = _python_calls(text) if method == "python" else _template_calls(text)
        try:
            found += [Finding(name, line, kind, what) for line, kind, what in calls]
        except jinja2.TemplateSyntaxError as error:
            found.append(
                Finding(name, error.lineno, "template", f"the template cannot be read: {error.message}")
            )
        except SyntaxError as error:
            found.append(Finding(name, error.lineno, "python", "the file cannot be read as Python"))
    return tuple(found)


def _judge(call: _Call) -> Iterator[tuple[int, str, str]]:
    if call.built:
        yield (
            call.line,
            "not literal",
            f"write the sentence out in {call.name}(), with %(name)s for what varies",
        )
        return
    if None in call.texts:
        if call.name in _ALWAYS_LITERAL:
            yield (
                call.line,
                "not literal",
                f"{call.name}() takes a literal; say one from a table with gettext()",
            )
        return
    ids = [one for one in call.texts if one is not None][1 if call.name in _WITH_CONTEXT else 0 :]
    if any(placeholders(one) is None for one in ids):
        yield call.line, "percent", "write %% for a percent sign and %(name)s for a value, nothing else"
        return
    if any(has_markup(one) and not well_formed(one) for one in ids):
        yield call.line, "markup", "close each tag in its turn and write every attribute with double quotes"
    if call.values is None:
        return
    wanted = {name for one in ids for name, _ in placeholders(one) or ()}
    counting = {"num"} if call.name in {"ngettext", "npgettext"} else set()
    if missing := sorted(wanted - call.values - counting):
        yield call.line, "values", f"give a value for {', '.join(missing)}"
    if extra := sorted(call.values - wanted - (COUNTERS if counting else set())):
        yield call.line, "values", f"the sentence has no place for {', '.join(extra)}"


def _python_calls(text: str) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = _python_name(node.func)
            if name in _TEXTS:
                yield from _judge(_python_call(node, name))
            formatted = node.func.value if isinstance(node.func, ast.Attribute) else None
            if formatted is not None and name == "format" and _is_translation(formatted):
                yield (
                    node.lineno,
                    "format",
                    "give the values to the call; .format() lets a text read attributes",
                )
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_translation(node.left):
            yield node.lineno, "format", "give the values to the call; % lets a translation break the page"


def _python_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_translation(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _python_name(node.func) in _TEXTS


def _python_call(node: ast.Call, name: str) -> _Call:
    arguments = node.args[: _TEXTS[name]]
    texts = tuple(
        one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None
        for one in arguments
    )
    built = any(
        isinstance(one, ast.JoinedStr | ast.BinOp)
        or (isinstance(one, ast.Call) and _python_name(one.func) == "format")
        for one in arguments
    )
    keys = [keyword.arg for keyword in node.keywords]
    # A table's sentence gets its values later, and ** hides them.
    unknown = name == "N_" or None in keys
    values = None if unknown else frozenset(key for key in keys if key is not None)
    return _Call(name, node.lineno, texts, built, values)


def _template_calls(text: str) -> Iterator[tuple[int, str, str]]:
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    for node in environment.parse(text).find_all((nodes.Call, nodes.Filter)):
        if isinstance(node, nodes.Filter):
            if (
                node.name == "format"
                and isinstance(node.node, nodes.Call)
                and _template_name(node.node) in _TEXTS
            ):
                yield node.lineno, "format", "give the values to the call instead of the format filter"
        elif isinstance(node, nodes.Call) and _template_name(node) in _TEXTS:
            yield from _judge(_template_call(node))


def _template_name(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""


def _template_call(node: nodes.Call) -> _Call:
    name = _template_name(node)
    arguments = node.args[: _TEXTS[name]]
    texts = tuple(
        one.value if isinstance(one, nodes.Const) and isinstance(one.value, str) else None
        for one in arguments
    )
    built = any(isinstance(one, nodes.Concat | nodes.BinExpr) for one in arguments)
    values = None if node.dyn_kwargs is not None else frozenset(keyword.key for keyword in node.kwargs)
    return _Call(name, node.lineno, texts, built, values)
