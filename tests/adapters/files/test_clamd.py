"""The scanner: asked over a real socket, believed only when it says yes or no plainly."""

import socket
import tempfile
from pathlib import Path

import pytest

from portal.adapters.clamd import Clamd
from portal.domain.ports import ScannerDown
from tests.hostile_files import EICAR, pdf
from tests.scanner_peer import scanner


@pytest.mark.parametrize("unix", [False, True], ids=["tcp", "unix"])
def test_the_scanner_tells_what_is_harmful_from_what_is_not(*, unix: bool) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        scanner(0, Path(folder) / "clamd" if unix else None) as peer,
    ):
        asked = Clamd(peer.address)
        assert asked.is_infected(EICAR.encode())
        assert not asked.is_infected(pdf())
        assert not asked.is_infected(b"x" * 3_000_000)
        assert peer.asked[-1] == b"x" * 3_000_000


def test_one_failure_in_twenty_is_never_taken_for_an_answer() -> None:
    with scanner() as peer:
        asked, down = Clamd(peer.address), 0
        for _ in range(100):
            try:
                assert asked.is_infected(EICAR.encode())
            except ScannerDown:
                down += 1
        assert (down, peer.failed) == (5, 5)


def test_a_scanner_that_is_not_there_is_down() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ScannerDown):
            Clamd(f"tcp://127.0.0.1:{taken.getsockname()[1]}").is_infected(b"x")


def test_a_scanner_that_says_nothing_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ScannerDown):
        Clamd(f"tcp://127.0.0.1:{silent.getsockname()[1]}", seconds=0.1).is_infected(b"x")
