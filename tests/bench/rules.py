"""The rules' speed: decisions with their reasons in process, and one question asked on the command line."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from portal.adapters.holidays import NorwegianHolidays
from portal.resources import TRANSLATIONS
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.text.catalogue import load_catalogues
from portal.text.dates import Dates
from portal.text.told import told
from portal.text.words import Words

ROUNDS = 40
STARTS = 5


def seconds_per_thousand(*, with_sentences: bool) -> float:
    """Processor seconds for a thousand decisions, all questions in turn, each with its reasons.

    With sentences, each is also told in bokmål as the command line does.
    """
    around = Around(NorwegianHolidays().of_year, USUAL)
    words, dates = Words("nb", load_catalogues(TRANSLATIONS, ())), Dates("nb")
    for question in ALL.values():  # The first round reads the holidays of a few years.
        question.answer(question.example, around)
    began = process_time()
    for _ in range(ROUNDS):
        for question in ALL.values():
            decision = question.answer(question.example, around)
            if with_sentences:
                told(question, decision, words, dates)
    return (process_time() - began) * 1000 / (ROUNDS * len(ALL))


def command_line() -> tuple[float, float]:
    """Seconds from `portal rules decide` to its answer, the median of a few, and the same in bare interpreters."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.json"
        question = ALL["complaint-deadline"]
        facts.write_text(json.dumps(question.example), encoding="utf-8")
        asked = [sys.executable, "-m", "portal", "rules", "decide", question.name, "--facts", str(facts)]
        seconds = _median(asked)
        return seconds, seconds / _median([sys.executable, "-c", "pass"])


def _median(command: list[str]) -> float:
    taken = []
    for _ in range(STARTS):
        began = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(perf_counter() - began)
    return sorted(taken)[STARTS // 2]
