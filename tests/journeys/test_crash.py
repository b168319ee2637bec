"""A server that is killed while people write."""

from pathlib import Path

import pytest

from tests.bench.crash import burst


@pytest.mark.killing
def test_a_killed_server_keeps_every_message_it_acknowledged_exactly_once(tmp_path: Path) -> None:
    verdict = burst(tmp_path, kills=3)
    assert verdict.acknowledged > 0
    assert verdict.clean, verdict
