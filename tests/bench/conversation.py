"""`make conversation`: phone and office write to each other over a good line, and over a bad one with the portal killed.

Run it from the root of the project: `python -m tests.bench.conversation [messages] [kills]`. Prints, and exits 1 when
anything was lost, doubled or shown in two orders.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.conversing import Outcome, converse, furnish
from tests.journeys.lossy import Line
from tests.journeys.windows import open_chromium

MESSAGES, KILLS = 1_000, 20
UNHURRIED = 100
LONGEST_SECONDS = 3_600


def main(messages: int, kills: int) -> int:
    """Both lines, one after the other, each with a fresh world."""
    outcomes: list[Outcome] = []
    runs = (
        ("a good line, a message every second or so", UNHURRIED, 0, Line(0, lose=0, late=0), 2.0),
        ("a good line, as fast as it goes", UNHURRIED, 0, Line(0, lose=0, late=0), 0.0),
        ("a bad line, as fast as it goes, killed again and again", messages, kills, Line(0), 0.0),
    )
    with sync_playwright() as driver:
        for name, count, killed, line, pause in runs:
            with tempfile.TemporaryDirectory(prefix="portal-conversation-") as folder:
                furnish(Path(folder))
                chromium = open_chromium(driver)
                outcome = converse(
                    chromium,
                    Path(folder),
                    messages=count,
                    kills=killed,
                    line=line,
                    longest=LONGEST_SECONDS,
                    pause=pause,
                )
                chromium.close()
            print(f"{name}: {outcome}", flush=True)
            outcomes.append(outcome)
    return 0 if all(one.clean and not one.faults for one in outcomes) else 1


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(asked + [MESSAGES, KILLS][len(asked) :])))
