"""Saying a phrase: in one language, with what stands in its slots kept apart from the sentence around it."""

from datetime import date

from portal.domain.phrases import (
    BEGINS,
    CHOICES,
    ENDS,
    LEFT_TO_RIGHT,
    Phrase,
    Slot,
    SlotKind,
    Values,
    as_clock,
)
from portal.text.dates import Dates
from portal.text.interpreting import spoken
from portal.text.phrases.choices import CHOICE_WORDS
from portal.text.phrases.forms import Forms, Sentence
from portal.text.phrases.sentences import SENTENCES
from portal.text.placeholders import substitute
from portal.text.words import Words

BLANK = "…"


def wording(phrase: Phrase, values: Values, words: Words, dates: Dates) -> str | None:
    """The phrase in a language with isolates around its slots; None where that language lacks a word of it."""
    text = _sentence(SENTENCES[phrase.id, phrase.version], values.get("num"), words)
    filled = {slot.name: _said(slot, values[slot.name], words, dates) for slot in phrase.slots}
    if text is None or None in filled.values():
        return None
    return substitute(text, filled)


def outline(phrase: Phrase, words: Words) -> str:
    """The phrase with its slots left open, for a button: in the language of the words, as far as it goes."""
    sentence = SENTENCES[phrase.id, phrase.version]
    text = (
        words.lookup_forms(sentence.one, sentence.many).texts[-1]
        if isinstance(sentence, Forms)
        else words.lookup(sentence).text
    )
    # An ellipsis before the full stop would read as four points.
    return substitute(text, {slot.name: BLANK for slot in phrase.slots}).replace(f"{BLANK}.", BLANK)


def speaks(phrase: Phrase, words: Words) -> bool:
    """Whether the language has the sentence and every word that can be chosen in it."""
    if _sentence(SENTENCES[phrase.id, phrase.version], 2, words) is None:
        return False
    chosen = (slot.choices for slot in phrase.slots if slot.kind is SlotKind.CHOICE)
    return all(
        _word(words, CHOICE_WORDS[name][code]) is not None
        for name in chosen
        if name in CHOICE_WORDS
        for code in CHOICES[name]
    )


def choice(name: str, code: str, words: Words) -> str:
    """What is chosen, in the language of the words, as far as it goes."""
    if name not in CHOICE_WORDS:
        return spoken(words.locale.code, code)
    return words.lookup(CHOICE_WORDS[name][code]).text


def phone(number: str) -> str:
    """A telephone number as it is read: «12 34 56 78», and others as they are dialled."""
    return " ".join(number[at : at + 2] for at in range(0, 8, 2)) if len(number) == 8 else number


def _sentence(sentence: Sentence, count: object, words: Words) -> str | None:
    if isinstance(sentence, Forms):
        forms = words.lookup_forms(sentence.one, sentence.many)
        return forms.of(count) if forms.locale == words.locale.code else None
    return _word(words, sentence)


def _word(words: Words, msgid: str) -> str | None:
    found = words.lookup(msgid)
    return found.text if found.locale == words.locale.code else None


def _said(slot: Slot, value: str | int, words: Words, dates: Dates) -> str | None:
    match slot.kind:
        case SlotKind.DATE:
            said: str | None = dates.full(date.fromisoformat(str(value)))
        case SlotKind.TIME:
            said = dates.clock(as_clock(str(value)))
        case SlotKind.COUNT:
            said = str(value)
        case SlotKind.PHONE:
            return f"{LEFT_TO_RIGHT}{phone(str(value))}{ENDS}"
        case SlotKind.CHOICE if slot.choices in CHOICE_WORDS:
            said = _word(words, CHOICE_WORDS[slot.choices][str(value)])
        case SlotKind.CHOICE:
            said = spoken(words.locale.code, str(value))
    return None if said is None else f"{BEGINS}{said}{ENDS}"
