"""Phone and office write to each other over a line that loses one answer in four, while the portal is killed."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conversing import converse
from tests.journeys.lossy import Line

MESSAGES, KILLS = 60, 3
LONGEST = 420


@pytest.mark.killing
def test_everything_is_stored_once_and_shown_to_both_in_one_order(
    chromium: Browser, furnished: Path, tmp_path: Path
) -> None:
    """No page is loaded anew, and nobody presses twice: the page itself tries again with the same key."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    outcome = converse(chromium, tmp_path, messages=MESSAGES, kills=KILLS, line=Line(0), longest=LONGEST)
    print(outcome)
    assert outcome.clean, str(outcome)
    assert outcome.faults == []
    assert outcome.line.lost > MESSAGES / 10
