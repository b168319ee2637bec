"""Notices to a file: each on its own line, and readable for nobody else on the machine."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.adapters.notices import NoticesToFile
from tests.worker.gateway import fixed


@pytest.fixture
def careless() -> Iterator[None]:
    """A process whose new files are open to everybody, unless somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_the_file_with_telephone_numbers_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    for number in range(2):
        NoticesToFile(path, fixed()).send(
            reference=f"n{number}", to="+4799999999", text="Du har en ny melding. Logg inn for å lese den."
        )
    assert path.stat().st_mode & 0o777 == 0o600
    said = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [one["reference"] for one in said] == ["n0", "n1"]
