"""A receipt on paper: when it came, what was in it, and how anybody can see that it is true."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any

from portal.domain.absence import AbsenceKind
from portal.domain.attendance import Attendance, Feeling
from portal.domain.messages import Topic
from portal.domain.submission import SubmissionKind
from portal.store.base import AnyRow
from portal.text.dates import Dates
from portal.text.drafted import draft_said
from portal.text.labels import label
from portal.text.locales import LOCALES
from portal.text.my_data_words import COLUMNS
from portal.text.paper import Paper
from portal.text.paper_plan import Voice
from portal.text.words import N_, Words

# A phone's clock is never quite right; only what somebody would notice is worth a line.
NOTICEABLE_SECONDS = 60
WORDS_OF: Mapping[str, type[StrEnum]] = {"attendance": Attendance, "feeling": Feeling, "topic": Topic}
TAKEN_AWAY = N_("Kontoret tok bort teksten %(day)s. Derfor står den ikke i kvitteringen.")
TAKEN_BACK = N_("Meldingen ble angret før den gjaldt.")
HOW_TO_CHECK = N_(
    "Hvem som helst som har nummeret og kontrollkoden, kan se om kvitteringen er ekte, på denne siden:"
)


def clock_differs(row: AnyRow) -> bool:
    """Whether the sender's own clock said something else than ours, by more than a minute."""
    return bool(row.sent_at and abs((row.received_at - row.sent_at).total_seconds()) > NOTICEABLE_SECONDS)


def receipt_paper(row: AnyRow, voice: Voice, check_at: str) -> Paper:
    """The receipt for its owner, in their language. `check_at` is the address where it is checked."""
    words, dates = voice.words, voice.dates
    title = words.gettext(N_("Kvittering"))
    paper = Paper(title, words.locale.code)
    paper.heading(title, 1)
    if draft := draft_said(words):
        paper.say(draft, quiet=True)
    facts = [
        (words.gettext(N_("Nummer")), [row.number]),
        (words.gettext(N_("Hva")), [label(words, row.kind)]),
        (words.gettext(N_("Mottatt")), [dates.moment(row.received_at)]),
    ]
    if clock_differs(row):
        facts.append((words.gettext(N_("Klokka på telefonen din viste")), [dates.moment(row.sent_at)]))
    facts.append((words.gettext(N_("Måte å sende på")), [label(words, row.channel)]))
    if row.registered_at:
        facts.append((words.gettext(N_("Skrevet inn av kontoret")), [dates.moment(row.registered_at)]))
    if row.locale in LOCALES:
        facts.append((words.gettext(N_("Språk da du sendte")), [LOCALES[row.locale].endonym]))
    paper.facts(facts)
    if said := list(content_lines(row.kind, row.content, words, dates)):
        paper.heading(words.gettext(N_("Innholdet")))
        paper.facts((name, [value]) for name, value in said)
    if day := row.content.get("redacted_on"):
        paper.say(words.gettext(TAKEN_AWAY, day=dates.full(date.fromisoformat(day))))
    if "undone_at" in row.content:
        paper.say(words.gettext(TAKEN_BACK))
    paper.heading(words.gettext(N_("Er kvitteringen ekte?")))
    paper.say(words.gettext(HOW_TO_CHECK))
    paper.facts(
        [
            (words.gettext(N_("Side")), [check_at]),
            (words.gettext(N_("Nummer")), [row.number]),
            (words.gettext(N_("Kontrollkode")), [row.seal]),
            (words.gettext(N_("Innholdet som tall (SHA-256)")), [row.fingerprint]),
        ]
    )
    return paper


def content_lines(
    kind: SubmissionKind, content: Mapping[str, Any], words: Words, dates: Dates
) -> Iterator[tuple[str, str]]:
    """What was handed in, a name and a text each. Inner links are left out; they stand in the file for programs."""
    for name, value in content.items():
        if value in (None, "", 0) or name not in COLUMNS or name.endswith("_id"):
            continue
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield words.gettext(COLUMNS[name]), _said(kind, name, str(value), words, dates)


def _said(kind: SubmissionKind, name: str, value: str, words: Words, dates: Dates) -> str:
    known = WORDS_OF.get(name) or (AbsenceKind if (kind, name) == (SubmissionKind.ABSENCE, "kind") else None)
    if known is not None and value in set(known):
        return label(words, known(value))
    for read in (_day, _clock):
        if said := read(value, dates):
            return said
    return value


def _day(value: str, dates: Dates) -> str:
    try:
        return dates.full(date.fromisoformat(value))
    except ValueError:
        return ""


def _clock(value: str, dates: Dates) -> str:
    try:
        return dates.clock(time.fromisoformat(value)) if ":" in value else ""
    except ValueError:
        return ""
