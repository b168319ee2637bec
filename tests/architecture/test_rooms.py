"""The rooms of the house: who may import whom, where the clock may be asked, and how long a file may grow."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from importlinter.application import use_cases
from importlinter.application.user_options import UserOptions
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.sources import PORTAL, ROOT, dotted, files, modules

# Below or beside every room, so that no layer needs to name them.
NO_ROOMS = frozenset({"__init__", "__main__", "resources", "serving", "settings"})

# Asked in one file, answered everywhere else by an argument.
BANNED = {
    "datetime.now": {"portal/adapters/clock.py"},
    "datetime.today": set[str](),
    "datetime.utcnow": set[str](),
    "date.today": set[str](),
    "time.time": set[str](),
    "flask.g": set[str](),
    "flask.current_app": {"portal/web/site.py"},
}

LONGEST = 300
# This list may only shrink. A migration is history, and is never divided after it has run somewhere.
LONG_FILES = frozenset({"portal/store/migrations/versions/0001_the_first_tables.py"})


def test_nobody_imports_upwards(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts of `pyproject.toml` are the decision: cli over app over web over services over store over rules.

    A lower room that knew an upper one could not be understood, tested or replaced without it.
    """
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS, (
        capsys.readouterr().out
    )


def test_the_contracts_are_read_from_the_project_file() -> None:
    """A linter that finds no contract says that all is well. So the contracts are counted here."""
    options = use_cases.read_user_options(config_filename=str(ROOT / "pyproject.toml"))
    assert isinstance(options, UserOptions)
    assert len(options.contracts_options) == len(contracts()) >= 4


def contracts() -> list[dict[str, Any]]:
    """The contracts as they stand in the project file."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def placed() -> set[str]:
    """The rooms that the layers contract names."""
    (layers,) = (one["layers"] for one in contracts() if one["type"] == "layers")
    return {room.strip().removeprefix("portal.") for layer in layers for room in layer.split("|")}


def rooms_of(folder: Path) -> set[str]:
    """The packages and modules that lie directly in a folder."""
    inner = {path.parent.name for path in folder.glob("*/*.py")}
    return inner | {path.stem for path in folder.glob("*.py")}


def test_every_room_has_a_place() -> None:
    """A new room must be placed among the layers before it exists, or it could import and be imported freely."""
    assert rooms_of(PORTAL) - placed() == NO_ROOMS


def test_the_layers_name_no_room_that_is_gone() -> None:
    assert placed() <= rooms_of(PORTAL)


def test_a_room_without_a_place_is_found(tmp_path: Path) -> None:
    (tmp_path / "attic").mkdir()
    (tmp_path / "attic" / "box.py").touch()
    (tmp_path / "cellar.py").touch()
    assert rooms_of(tmp_path) == {"attic", "cellar"}


# Cycles.


def imports_of(tree: ast.Module) -> Iterator[str]:
    """What a module imports when it is loaded. An import inside a function breaks a cycle, so it is none."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))


def cycle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """One cycle of a graph, nothing when there is none."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        for after in sorted(graph.get(name, ())):
            if found := walk(after, [*path, name]):
                return found
        done.add(name)
        return []

    return next((found for name in sorted(graph) if (found := walk(name, []))), [])


def graph_of(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Which module imports which, by dotted names."""
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in trees}
    # A package that is imported because one of its modules is, is loaded first and looks at nothing else.
    return {
        name: {one for one in imports_of(trees[path]) if one in names and not name.startswith(f"{one}.")}
        - {name}
        for name, path in names.items()
    }


def test_no_module_imports_itself_by_a_detour() -> None:
    """Modules that need each other are one module in two files, and which loads first decides whether it works."""
    assert cycle_in(graph_of(modules())) == []


def test_a_planted_cycle_is_found() -> None:
    trees = {
        "portal/a.py": ast.parse("from portal.b import c"),
        "portal/b/__init__.py": ast.parse("import portal.d"),
        "portal/d.py": ast.parse("if 1:\n  from portal import a"),
        "portal/e.py": ast.parse("def f():\n  import portal.e"),
    }
    assert set(cycle_in(graph_of(trees))) == {"portal.a", "portal.b", "portal.d"}


# The clock and the ambient globals.


def banned_in(tree: ast.Module) -> set[str]:
    """The banned names a module uses, however it imported them."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
    used = set()
    for node in ast.walk(tree):
        name = dotted(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        first, dot, rest = name.partition(".")
        whole = known.get(first, first) + dot + rest
        used |= {one for one in BANNED if whole == one or whole.endswith(f".{one}")}
    return used


def test_the_clock_and_the_ambient_globals_are_asked_in_one_file_each() -> None:
    """Time is an argument (`work.now`), and so is the portal itself: a test can hold both still.

    Ruff bans the same names; this test also knows where the exceptions are, so that a `noqa` elsewhere fails.
    """
    where: dict[str, set[str]] = {name: set() for name in BANNED}
    for path, tree in modules().items():
        for name in banned_in(tree):
            where[name].add(path)
    assert where == BANNED


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from datetime import datetime\ndatetime.now()", {"datetime.now"}),
        ("import datetime as d\nd.datetime.now(d.UTC)", {"datetime.now"}),
        ("from datetime import date as day\nlater = day.today", {"date.today"}),
        ("from time import time\ntime()", {"time.time"}),
        ("from flask import g as box\nbox.user = 1", {"flask.g"}),
        ("import flask\nflask.current_app.name", {"flask.current_app"}),
        ("now = work.now\nfrom time import perf_counter\nperf_counter()", set()),
    ],
)
def test_a_planted_clock_is_found(source: str, found: set[str]) -> None:
    assert banned_in(ast.parse(source)) == found


# Length and the opening line.


def long_files(sizes: Mapping[str, int]) -> set[str]:
    """The files that are longer than a file of ours may be."""
    return {name for name, lines in sizes.items() if lines > LONGEST}


def test_no_file_grows_past_what_one_can_read() -> None:
    """Three hundred lines at the most. `LONG_FILES` names the exceptions and may only shrink."""
    sizes = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in files()
        if name.endswith((".py", ".html", ".css", ".js"))
    }
    assert long_files(sizes) == LONG_FILES
    assert long_files({"a.py": 301, "b.py": 300}) == {"a.py"}


def test_every_module_opens_with_a_line_that_says_what_it_holds() -> None:
    silent = [
        path
        for path, tree in modules().items()
        if not (ast.get_docstring(tree) or "").partition("\n")[0].strip().endswith((".", ":", "…"))
    ]
    assert silent == []


def test_no_name_says_nothing() -> None:
    """Manager, Helper and Utils name a drawer, not what lies in it; a class or a module is named after its noun."""
    empty = ("manager", "helper", "util", "abstract", "misc", "common")
    named = [
        f"{path}: {name}"
        for path, tree in modules().items()
        for name in (
            Path(path).stem,
            *(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)),
        )
        if any(word in name.lower() for word in empty)
    ]
    assert named == []
