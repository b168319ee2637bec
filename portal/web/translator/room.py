"""What the editor's page shows of one text in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.domain.translating import (
    LONGEST_QUESTION,
    LONGEST_REASON,
    SourceText,
    Texts,
    stamp_of,
)
from portal.services import translating_questions, translating_reading
from portal.services.translating_reading import Proposed
from portal.services.work import Work
from portal.text.differing import Piece, differences
from portal.text.locales import LOCALES, Locale
from portal.text.memory import remembered
from portal.web.translator import checks, finding, texts
from portal.web.translator.where import spots_of

BRIDGES = ("nn", "en")
"""Languages that are whole, and that many translators read better than the source."""


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal with what it changes, form by form. `overtaken`: something else stands there than what it was to replace."""

    proposed: Proposed
    changes: tuple[tuple[Piece, ...], ...]
    checked: checks.Checked
    overtaken: bool = False


def room(
    work: Work,
    language: Locale,
    source: SourceText,
    asked: finding.Wanted,
    filled: Mapping[str, str],
    *,
    past: int = 1,
) -> dict[str, Any]:
    """The values of the page. `filled` is what somebody has written and not sent, `past` which page of the history to show."""
    code = language.code
    found = finding.find(work, code, asked)
    stands = {row.source.key: row.texts for row in found.every if row.texts}
    current = stands.get(source.key, ())
    history = translating_reading.history(work, code, source.hash, past)
    waiting = translating_reading.open_for(work, code, source.hash)
    mine = next((one for one in waiting if one.mine), None)
    before, after = finding.neighbours(found, source.hash)
    spots, shown = spots_of(source.hash)
    draft = texts.drafts(code).get(source.key)
    written = written_in(source, code, filled) or _begun(mine, draft, current)
    return {
        "language": language,
        "source": source,
        "asked": asked,
        "row": next(row for row in found.every if row.source is source),
        "around": finding.around(found, source.hash),
        "address": texts.address_of(code, source.hash),
        "address_of": texts.address_of,
        "previous": before,
        "following": after,
        "stands": current,
        "seen": filled.get("seen") or stamp_of(current),
        "fields": list(zip(checks.samples_of(source, code), _padded(written, source, code), strict=True)),
        "filled": filled,
        "checked": checks.checked(source, code, written),
        "say_found": partial(checks.said, language=language),
        "terms": texts.glossary().hits(" ".join(source.ids), code),
        "bridges": _bridges(source, code),
        "remembered": remembered(source.key, stands, stands),
        "source_changed": _source_changed(draft, source),
        "draft": draft.strings if draft else (),
        "waiting": [told(source, code, one, current) for one in waiting],
        "history": [told(source, code, one, current) for one in history],
        "leaf": history.leaf,
        "questions": translating_questions.of_text(work, source.hash),
        "spots": spots,
        "shown": shown,
        "longest": {"reason": LONGEST_REASON, "words": LONGEST_QUESTION},
    }


def told(source: SourceText, code: str, one: Proposed, stands: Texts | None = None) -> Told:
    """A proposal with what it changes, and whether it still can where it is known what `stands` there."""
    new, old = tuple(one.row.texts), tuple(one.row.before)
    pairs = zip(old + ("",) * (len(new) - len(old)), new, strict=False)
    return Told(
        one,
        tuple(differences(before, after) for before, after in pairs),
        checks.checked(source, code, new),
        stands is not None and one.is_open and stands not in (old, new),
    )


def written_in(source: SourceText, code: str, filled: Mapping[str, str]) -> Texts:
    """The texts that somebody has written in the form; empty when they have not begun."""
    if not any(f"text_{number}" in filled for number in range(checks.MOST_FORMS)):
        return ()
    return tuple(filled.get(f"text_{number}", "") for number in range(checks.forms_of(source, code)))


def _begun(mine: Proposed | None, draft: Any, current: Texts) -> Texts:  # noqa: ANN401 -- An entry of a file.
    """Where a translator begins: with their own open proposal, with what stands, or with the draft of an older source."""
    if mine is not None:
        return tuple(mine.row.texts)
    return current or (draft.strings if draft else ())


def _padded(written: Texts, source: SourceText, code: str) -> Texts:
    forms = checks.forms_of(source, code)
    return (written + ("",) * forms)[:forms]


def _bridges(source: SourceText, code: str) -> list[tuple[Locale, Texts]]:
    others = ((LOCALES[one], texts.in_file(one, source.key)) for one in BRIDGES if one != code)
    return [(language, said) for language, said in others if said]


def _source_changed(draft: Any, source: SourceText) -> tuple[tuple[Piece, ...], ...]:  # noqa: ANN401 -- An entry of a file.
    """What the source said when the draft was made, turned into what it says now; empty when nobody knows."""
    if draft is None or not draft.previous:
        return ()
    return tuple(differences(*pair) for pair in zip(draft.previous, source.ids, strict=False))
