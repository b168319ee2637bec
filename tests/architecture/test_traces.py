"""Nothing that does not belong here: no secrets, no addresses of registries, no traces of a machine or a workshop."""

import json
import re
import tomllib

import pytest

from tests.architecture.sources import ROOT, files

# Written in pieces, so that this file does not find itself.
_MACHINE = (
    "/wor" + r"k/(?:main|shared|\.lib)",
    "/tm" + r"p/(?:plan|devenv|uvenv|bash_jobs)",
    "/roo" + r"t/",
    "/hom" + r"e/\w",
)
_REGISTRY = (
    "index-" + "url",
    "extra-" + "index",
    r"registry\." + "npmjs",
    "files" + r"\.pythonhosted",
    "artif" + "actory",
    "nex" + r"us\.",
    "_auth" + "Token",
)
_WORKSHOP = (
    "help" + r"er agent", "sub" + "agent", r"\bcl" + r"aude\b", "anth" + "ropic", "chat" + "gpt", "open" + "ai",
    "cop" + "ilot", "language " + "model", r"(?-i:\bA" + r"I\b)", r"\bLL" + r"Ms?\b", "as an a" + "ssistant",
    r"Co-Author" + "ed-By", r"(?<!\w)#\d{1,5}\b(?![;\"'])",
)  # fmt: skip
_SECRET = (
    "-----BEGIN [A-Z ]*PRIV" + "ATE KEY",
    r"\bAKI" + "A[0-9A-Z]{16}",
    r"\bgh[pousr]_" + r"\w{36}",
    r"\beyJ[\w-]{20,}\.eyJ" + r"[\w-]{20,}",
    r"//[^/\s:@]+:[^/\s:@]{3,}@(?!localhost|127)",
)

# Locks, catalogues and the licence are other people's words or numbers.
WORDS_OF_OTHERS = re.compile(r"(requirements.*\.txt|package-lock\.json|LICENSE)$")
COLOURS = re.compile(r"\.(css|svg|html|js)$|tests/.*\.py$|hatch_build")


def traces_in(name: str, text: str) -> list[str]:
    """What in a file tells of a registry, a machine, a workshop or a secret."""
    patterns = [*_MACHINE, *_REGISTRY, *_SECRET]
    if not WORDS_OF_OTHERS.search(name):
        patterns += [one for one in _WORKSHOP if not (r"#\d" in one and COLOURS.search(name))]
    return [
        f"{name}: {found[0]}" for pattern in patterns for found in re.finditer(pattern, text, re.IGNORECASE)
    ]


def texts() -> dict[str, str]:
    """Every text file, by its path."""
    found = {}
    for name in files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8000]:
            found[name] = content.decode("utf-8")
    return found


def test_no_file_tells_where_or_with_what_it_was_made() -> None:
    assert [trace for name, text in texts().items() for trace in traces_in(name, text)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "see /wor" + "k/main/x",
        "cp /tm" + "p/plan/x .",
        "--index-" + "url https://x",
        "https://registry." + "npmjs.org/x",
        "written by a help" + "er agent",
        "ask Cl" + "aude",
        "an A" + "I wrote it",
        "fixes #" + "123",
        "-----BEGIN RSA PRIV" + "ATE KEY-----",
        "postgresql://portal:hemmelig" + "@db.example/x",
    ],
)
def test_a_planted_trace_is_found(planted: str) -> None:
    assert traces_in("a.md", planted)


def test_what_only_looks_like_a_trace_is_left_alone() -> None:
    for good in (
        "GET /work/case/1",
        "the portal said: main",
        "#fff",
        "postgresql+psycopg://…",
        "&#10;",
        "tmp/portal-test",
    ):
        assert traces_in("a.md", good) == [], good


def test_a_lock_names_a_hash_for_everything_and_no_address() -> None:
    """What is installed is what was looked at (safety, row 40), wherever it is fetched from."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = unhashed(text)
        assert entries == [], name
        assert "://" not in text, name
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 3
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def unhashed(text: str) -> list[str]:
    """The entries of a lock that are not pinned to one version with a hash."""
    entries = [
        one for one in re.split(r"\n(?=\S)", text.replace("\\\n", " ")) if one and not one.startswith("#")
    ]
    assert entries
    return [
        one.split()[0]
        for one in entries
        if not re.match(r"[\w.\[\]-]+==[\w.+!]+\s.*--hash=sha256:[0-9a-f]{64}", one)
    ]


def test_an_entry_without_a_hash_is_found() -> None:
    good = "flask==3.1.3 \\\n    --hash=sha256:" + "0" * 64
    assert unhashed(good) == []
    assert unhashed(f"{good}\njinja2==3.1.6\nclick>=8 --hash=sha256:{'0' * 64}") == [
        "jinja2==3.1.6",
        "click>=8",
    ]


def test_what_the_project_asks_for_is_in_its_locks() -> None:
    """A dependency that no lock holds would be fetched without anybody having looked at it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    locked = set(
        re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    )
    names = {re.split(r"[\[<>=!~ ]", one)[0].lower() for one in asked}
    assert sorted(names - {name.lower() for name in locked}) == []
    dev = (ROOT / "requirements-dev.txt").read_text()
    assert sorted(name for name in locked if f"{name}==" not in dev and f"{name}[" not in dev) == []


def test_every_text_file_ends_as_a_text_file_and_has_no_hidden_signs() -> None:
    """Signs that turn the line around hide code from whoever reads it. They are written as escapes."""
    hidden = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
    wrong = []
    for name, text in texts().items():
        if name.endswith((".py", ".html", ".css", ".js", ".toml", ".md", "Makefile", ".sh")):
            if hidden.search(text):
                wrong.append(f"{name} has a hidden sign")
            if text and not text.endswith("\n"):
                wrong.append(f"{name} does not end with a line end")
    assert wrong == []
