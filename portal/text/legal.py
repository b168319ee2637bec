"""Legal weight: sentences whose meaning is a right, a duty, a deadline, money, a stop, a complaint or a consent.

Nobody may guess at these. Two people look at each translation, and a reader whose language lacks one gets the
bokmål sentence that counts, with a word that it is not translated, and never another language's instead of it.
A sentence is legal by where it is said, or because its note says so: `{# NOTE: legal … #}`, `# NOTE: legal …`.
"""

import re
from collections.abc import Iterable

MARK = "legal"
"""What such a note begins with, and the whole first note of the sentence in every catalogue."""

_MODULES = re.compile(r"portal/text/(?:reasons/\w+|outcomes)\.py")
"""Each of their sentences is legal, down to «Ja.»."""

_PAGES = frozenset(
    f"templates/{name}.html"
    for name in (
        # What an absence does to the benefit, what is awaited of whom, and what is said before anything is decided.
        *("participant/absence_check", "participant/absence_notice", "participant/absence_one"),
        *("parts/absence_counters", "parts/absence_meaning", "parts/absence_other_kind"),
        # Money.
        *("participant/money", "participant/money_month"),
        *("parts/money_absence", "parts/money_estimate", "parts/money_month"),
        # Complaints, corrections, and everything else that one has a right to ask for.
        *("participant/rights", "participant/rights_check", "participant/rights_complaint"),
        *("participant/rights_correction", "participant/rights_request", "participant/rights_service"),
        "parts/complaint_right",
        # Consent: letting somebody act for oneself, and an individual plan.
        *("participant/helper_check", "participant/helper_new", "parts/mandate_areas"),
        *("participant/individual_plan", "parts/individual_plan"),
        # How long the programme lasts, and each step of it: decided, stopped, ended.
        *("participant/programme_days", "participant/programme_steps"),
        *(
            "parts/programme_days",
            "parts/programme_step",
            "parts/programme_step_words",
            "parts/programme_time",
        ),
    )
)
"""Pages where whole sentences are legal. What stands on a button or in a headline says no right by itself."""

_WORDS, _WORDS_WITHOUT_AN_END = 3, 6
_ENDS_A_SENTENCE = re.compile(r"[.?!]\Z")


def is_legal(msgid: str, files: Iterable[str]) -> bool:
    """Whether a sentence is legal by where it is said: paths from the project's root with forward slashes."""
    whole = len(msgid.split()) >= (_WORDS if _ENDS_A_SENTENCE.search(msgid) else _WORDS_WITHOUT_AN_END)
    return any(_MODULES.fullmatch(file) or (whole and file in _PAGES) for file in files)


def without_mark(notes: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The notes as a translator reads them, and whether one of them says that the sentence is legal."""
    kept, marked = [], False
    for note in notes:
        first, _, rest = note.partition(" ")
        if first.rstrip(":,.") == MARK:
            marked, note = True, rest.strip()  # noqa: PLW2901 -- What is left of it is the note.
        if note:
            kept.append(note)
    return tuple(kept), marked
