"""Marks of acceptance: how a catalogue's own file says which of its texts people have agreed to.

A mark is a translator's comment, `# accepted: ` and a stamp of what was agreed to: the language, the source sentence and
the translation. Every gettext tool keeps such a comment and none understands it. Once one of the three is another, the
stamp is wrong and the mark void: it counts no more, and goes when the file is next written by us.

A mark is a statement of whoever keeps the file, no proof: anybody who can write there can make one. So it counts texts
in the workbench and nothing more. Whether a text is safe to show is never asked of it.
"""

import hashlib
import re
from dataclasses import replace

from portal.text.pofile import Entry
from portal.text.safety import tidy

_MARK = re.compile(r"accepted: [0-9a-f]{16}")


def is_marked(entry: Entry, code: str) -> bool:
    """Whether the file says that people have agreed to this text of a language, as it stands."""
    return any(map(_MARK.fullmatch, entry.comments)) and mark_of(entry, code) in entry.comments


def marked(entry: Entry, code: str) -> Entry:
    """The entry with the mark that goes with what it says, after its other comments, and without any other mark."""
    return replace(entry, comments=(*_others(entry), mark_of(entry, code)))


def without_void_marks(entry: Entry, code: str) -> Entry:
    """The entry with its mark where that still holds, in the one place where we write it; else without."""
    if not any(map(_MARK.fullmatch, entry.comments)):
        return entry
    return marked(entry, code) if is_marked(entry, code) else replace(entry, comments=_others(entry))


def mark_of(entry: Entry, code: str) -> str:
    """The comment, without its `# `. What is not translated, or waits to be looked at again, has none: an empty text."""
    if not entry.strings or entry.fuzzy:
        return ""
    said = (tidy(text, locale=code) for text in entry.strings)
    # A length before each part, so that no two texts are written alike; -1 is a part that is not there.
    parts = (code, entry.ctx, entry.msgid, entry.plural, *said)
    whole = "".join(f"{-1 if part is None else len(part)}:{part or ''}" for part in parts)
    return f"accepted: {hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _others(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if not _MARK.fullmatch(comment))
