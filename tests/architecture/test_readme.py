"""The README is true: what it names exists, and what exists and must be known is named."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import click
import pytest

from portal.cli import main
from portal.settings import VARIABLES
from portal.text.locales import LOCALES
from tests.architecture.sources import ROOT, files

# Made on the way, so they are rightly named and not in the repository.
MADE = (".venv", ".demo", ".screenshots", ".places", "static/vendor", "node_modules", "dist", "build")
_TOP = tuple(sorted({name.partition("/")[0] for name in files()}))


@cache
def readme() -> str:
    """The whole text."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def code_in(text: str) -> Iterator[str]:
    """What stands in backticks: each span, and each line of each block."""
    outside = []
    for number, part in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        if number % 2:
            yield from (line.strip() for line in part.splitlines() if line.strip())
        else:
            outside.append(part)
    yield from re.findall(r"`([^`\n]+)`", "\n".join(outside))


def make_targets(text: str) -> set[str]:
    """The targets after `make` in the code of a text."""
    return {
        word
        for code in code_in(text)
        for words in re.findall(r"(?:^|[;&|]\s*)make\s+((?:[a-z][a-z-]*\s*)+)", code.partition(" #")[0])
        for word in words.split()
    }


def commands(text: str) -> set[str]:
    """The `portal …` commands in the code of a text, with options and values left out."""
    return {
        " ".join(found.split())
        for code in code_in(text)
        for found in re.findall(r"(?:^|/|[;&|]\s*)portal((?:\s+[a-z][a-z-]*)+)", code.partition(" #")[0])
    }


def is_command(words: str) -> bool:
    """Whether the command line knows these words, as far as they are commands."""
    found: click.Command = main
    for word in words.split():
        if not isinstance(found, click.Group):
            return True
        if word not in found.commands:
            return False
        found = found.commands[word]
    return True


def paths(text: str) -> set[str]:
    """What in backticks or behind a link looks like a path of this repository."""
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)", text)
    spoken = [code for code in code_in(text) if re.fullmatch(r"[\w./*<>-]+", code)]
    return {
        one.partition("#")[0].rstrip("/").removeprefix("./")
        for one in (*linked, *spoken)
        if one.removeprefix("./").partition("/")[0] in _TOP
        or ("/" in one.strip("/") and not one.startswith("/"))
    }


def exists(path: str) -> bool:
    """Whether a path is there, or made on the way. `<…>` and `*` stand for any name."""
    if path.startswith(MADE):
        return True
    pattern = re.sub(r"<[^>]*>", "*", path)
    # A template or a module may be named from its own folder, as the code itself does.
    return any(any((ROOT / folder).glob(pattern)) for folder in (".", "templates", "portal"))


def test_the_readme_says_what_this_is_and_how_to_run_it() -> None:
    assert readme().startswith("# ")
    assert "run" in make_targets(readme())
    assert len(readme()) > 2000


def test_every_make_target_it_names_exists_and_every_target_is_named() -> None:
    rules = set(
        re.findall(r"^([a-z][a-z-]*):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert "run" in rules
    assert make_targets(readme()) <= rules
    assert rules - make_targets(readme()) <= {"help", "clean"}


def test_every_command_it_names_exists_and_every_command_is_named() -> None:
    named = commands(readme())
    assert [words for words in sorted(named) if not is_command(words)] == []
    groups: Mapping[str, click.Command] = main.commands
    assert [name for name in groups if not any(words.split()[0] == name for words in named)] == []


def test_every_setting_is_explained_and_no_other() -> None:
    assert set(re.findall(r"\bPORTAL_[A-Z0-9_]+\b", readme())) == set(VARIABLES)


@pytest.mark.parametrize("code", list(LOCALES))
def test_every_language_is_named(code: str) -> None:
    assert f"`{code}`" in readme()


def test_every_path_it_names_exists() -> None:
    named = paths(readme())
    assert named
    assert [path for path in sorted(named) if not exists(path)] == []


def test_every_picture_it_shows_exists_and_says_what_it_shows() -> None:
    for alt, path in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)", readme()):
        assert alt.strip(), path
        assert (ROOT / path).is_file(), path
        assert path in files(), f"{path} is not in the repository."


def test_every_heading_it_links_to_exists() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
        for line in readme().splitlines()
        if line.startswith("#")
    }
    assert [name for name in re.findall(r"\]\(#([^)]+)\)", readme()) if name not in headings] == []


def test_the_readers_find_what_is_planted() -> None:
    """The scanners themselves, on a text full of faults."""
    text = "Run `make gone run`, then `portal gone now` or\n```sh\nmake test  # make later\n.venv/bin/portal db upgrade --x\n```\nSee `portal/gone.py`, [it](docs/no.md), `text/html` and `portal/web/`, `a b/c`."
    assert make_targets(text) == {"gone", "run", "test"}
    assert commands(text) == {"gone now", "db upgrade"}
    assert not is_command("gone now")
    assert not is_command("db gone")
    assert is_command("db upgrade")
    assert paths(text) == {"portal/gone.py", "docs/no.md", "text/html", "portal/web"}
    assert not exists("portal/gone.py")
    assert exists("portal/web/<audience>")
