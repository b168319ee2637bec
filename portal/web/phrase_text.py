"""Fixed phrases on a page: what a message with one says to its reader, which answers it asks for, and wordings in pieces."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.phrase_list import BY_VERSION, CURRENT
from portal.domain.phrases import BEGINS, ENDS, LEFT_TO_RIGHT, SOURCE, Phrase, Topic, Values, plain
from portal.store.base import AnyRow
from portal.text.dates import Dates
from portal.text.locales import LOCALES, Locale
from portal.text.phrases.choices import COMPLAINTS, SLOT_LABELS, TOPICS
from portal.text.phrases.saying import choice, outline, wording
from portal.text.words import Words

_ISOLATED = re.compile(f"([{BEGINS}{LEFT_TO_RIGHT}])([^{BEGINS}{LEFT_TO_RIGHT}{ENDS}]*){ENDS}")

ICONS: Mapping[Topic, str] = {
    Topic.MEETING: "week",
    Topic.ABSENCE: "ill",
    Topic.UNDERSTANDING: "globe",
    Topic.CONTACT: "phone",
    Topic.DOCUMENTS: "send",
    Topic.PLAN: "plan",
    Topic.MONEY: "work",
    Topic.HOUSING: "place",
    Topic.GENERAL: "good",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a phrase says to a reader, in which language, and the same in bokmål where that is another one."""

    text: str
    locale: Locale
    norwegian: str = ""


def isolated(text: str) -> list[tuple[str, str]]:
    """A wording in pieces, each with the direction of the element that it stands in, or none for the sentence around."""
    parts: list[tuple[str, str]] = []
    end = 0
    for match in _ISOLATED.finditer(text):
        parts.append(("", plain(text[end : match.start()])))
        parts.append(("ltr" if match[1] == LEFT_TO_RIGHT else "auto", match[2]))
        end = match.end()
    return [*parts, ("", plain(text[end:]))]


def shown(
    wordings: Mapping[str, str], phrase: Phrase | None, values: Values, words: Words, dates: Dates
) -> Shown:
    """What was shown when it was sent, where this language was; else that version said now, and else bokmål."""
    norwegian = wordings[SOURCE]
    code = words.locale.code
    text = wordings.get(code) or (wording(phrase, values, words, dates) if phrase else None)
    if text is None:
        return Shown(norwegian, LOCALES[SOURCE])
    return Shown(text, words.locale, "" if code == SOURCE else norwegian)


def answers_to(messages: Iterable[AnyRow], *, staff: bool) -> tuple[Phrase, ...]:
    """What may be answered at a tap: to the newest phrase of the other side, while nobody of ours has written since."""
    for message in reversed(tuple(messages)):
        # The automatic word that somebody is away answers nothing.
        if message.automatic:
            continue
        if message.from_staff == staff:
            return ()
        if message.phrase and not message.redacted and not message.mistake:
            phrase = BY_VERSION.get((message.phrase, message.phrase_version))
            found = (CURRENT[one] for one in phrase.answers) if phrase else ()
            return tuple(one for one in found if one.may_send(staff=staff))
    return ()


def tools(words: Words, dates: Dates) -> dict[str, dict[str, Any]]:
    """The filters and globals that pages with phrases use in a language."""

    def said(message: AnyRow) -> Shown:
        phrase = BY_VERSION.get((message.phrase, message.phrase_version))
        return shown(message.wordings, phrase, message.slots, words, dates)

    def outline_of(phrase: Phrase) -> str:
        return outline(phrase, words)

    def chosen(code: str, name: str) -> str:
        return choice(name, code, words)

    return {
        "filters": {"isolated": isolated, "said": said, "outline": outline_of, "chosen": chosen},
        "globals": {
            "answers_to": answers_to,
            "phrase_topics": TOPICS,
            "topic_icons": ICONS,
            "slot_labels": SLOT_LABELS,
            "slot_complaints": COMPLAINTS,
        },
    }
