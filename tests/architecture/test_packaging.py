"""What is locked, what is fetched, and what an installed portal carries with it."""

import base64
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
FOLDERS = ("portal", "static", "templates", "translations")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"https?:|://|--index|--find-links|\b[a-z0-9-]+\.(org|com|io|dev)\b", text)
    pins = re.split(r"(?m)^(?=\S)", text.strip())[1:]
    assert len(pins) > 20
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==\S+", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin


def test_the_locks_hold_everything_that_runs_and_builds_the_portal() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.match(r"[A-Za-z0-9-]+", one).group().lower() for one in asked}
    for lock in LOCKS:
        pinned = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8")))
        assert names - pinned == set(), f"{lock} is behind pyproject.toml: run make lock"


def test_both_locks_agree() -> None:
    run, dev = (
        dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text("utf-8"))) for lock in LOCKS
    )
    assert {name: dev.get(name) for name in run} == run


def test_every_front_end_package_is_locked_by_its_hash() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    packages.pop("")
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        kind, digest = package["integrity"].split("-", 1)
        assert kind == "sha512", name
        assert len(base64.b64decode(digest)) == 64, name
    assert "http" not in text


def test_the_front_end_lock_agrees_with_what_is_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert locked[f"node_modules/{name}"]["version"] == version


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel built from a copy of the tree, so that the tree itself stays as it is."""
    tree = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*hatch_build.LOCKED, "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tree / "dist")]
    built = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = (tree / "dist").glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.mark.parametrize("folder", ["templates", "translations", "static"])
def test_a_wheel_carries_every_file_of_our_own(wheel: zipfile.ZipFile, folder: str) -> None:
    files = [path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()]
    ours = {path.as_posix() for path in files if not {"vendor", "__pycache__"} & set(path.parts)}
    assert ours
    assert {f"portal/_data/{name}" for name in ours} <= set(wheel.namelist())


def test_a_wheel_carries_what_was_fetched_and_its_licences_but_no_test_tool(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    for name in hatch_build.OUTCOME:
        assert f"portal/_data/static/vendor/{name}" in names
    assert not [name for name in names if "axe" in Path(name).name or name.startswith("tests")]


def test_every_text_file_in_a_wheel_is_packed_small(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    static = tmp_path / "portal" / "_data" / "static"
    before = {path.name for path in (static / "vendor" / "packed").iterdir()}
    shutil.rmtree(static / "vendor" / "packed")
    hatch_build.pack(static)
    assert {path.name for path in (static / "vendor" / "packed").iterdir()} == before


def test_packing_forgets_what_is_gone_and_leaves_alone_what_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    (tmp_path / "b.css").write_text("b {}")
    packed = tmp_path / "vendor" / "packed"
    hatch_build.pack(tmp_path)
    first = {path: path.stat().st_mtime_ns for path in packed.iterdir()}
    (tmp_path / "b.css").unlink()
    hatch_build.pack(tmp_path)
    second = {path: path.stat().st_mtime_ns for path in packed.iterdir()}
    assert len(first) == 4
    assert len(second) == 2
    assert second.items() <= first.items()


def test_a_fresh_stamp_means_no_fetching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetching again would fail here, as npm is replaced by something that breaks."""
    for name in hatch_build.LOCKED:
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "static" / "vendor", tmp_path / "static" / "vendor")
    monkeypatch.setattr(hatch_build, "npm", lambda *_, **__: pytest.fail("npm was asked"))
    hatch_build.fetch(tmp_path, with_tests=False)


def test_a_registry_out_of_reach_fails_soon_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in hatch_build.LOCKED:
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setattr(hatch_build, "PATIENCE", 15)
    with pytest.raises(RuntimeError, match="could not be fetched: is the npm registry within reach"):
        hatch_build.fetch(tmp_path, with_tests=False)
    assert not (tmp_path / "static" / "vendor" / "stamp").exists()
