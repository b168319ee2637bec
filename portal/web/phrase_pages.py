"""Choosing, filling in and checking a fixed phrase: what the pages of both sides share."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import StringField

from portal.domain.phrase_list import CURRENT
from portal.domain.phrases import CHOICES, SOURCE, YEAR, Phrase, SlotKind, Topic, Values, read_slots
from portal.services.phrases import Chosen
from portal.text.interpreting import spoken_languages
from portal.text.locales import LOCALES
from portal.text.phrases.saying import outline, speaks, wording
from portal.web.asked import place_in
from portal.web.forms import KeyedForm, clean
from portal.web.language import locale_code
from portal.web.phrase_text import Shown, shown
from portal.web.site import site

SEND = "send"


class PhraseForm(KeyedForm):
    """Which phrase in which version, what stands in its slots, and whether it is to be checked or sent."""

    say = StringField()
    version = StringField()
    step = StringField()
    day = StringField()
    clock = StringField()
    until = StringField()
    num = StringField()
    phone = StringField()
    place = StringField()
    document = StringField()
    reason = StringField()
    language = StringField()
    absence = StringField()
    subject = StringField()
    page = StringField()


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in for a phrase: as written, as it will be kept, and where it makes no sense."""

    phrase: Phrase
    written: dict[str, str]
    values: dict[str, str | int]
    wrong: frozenset[str] = frozenset()
    version: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it can be said as it stands."""
        return not self.wrong

    @property
    def chosen(self) -> Chosen:
        """What the service is asked to send."""
        return Chosen(self.phrase.id, self.version, self.values)


def filled_in(phrase: Phrase, form: PhraseForm, today: date) -> Filled:
    """What the form holds for that phrase. What was written for slots of other phrases is left alone."""
    written = {slot.name: clean(form[slot.name].data) for slot in phrase.slots}
    values, wrong = read_slots(phrase, written, today)
    return Filled(phrase, written, values, wrong, place_in(form.version.data or "") or 0)


def begun(phrase: Phrase) -> Filled:
    """Nothing filled in yet; a phrase without slots is whole from the beginning."""
    return Filled(phrase, {}, {}, frozenset(slot.name for slot in phrase.slots), phrase.version)


def spoken_by(phrase: Phrase, values: Values, code: str) -> str | None:
    """The phrase in a language that the portal offers; None where it cannot be said there."""
    tongue = site().tongues.get(code)
    return wording(phrase, values, tongue.words, tongue.dates) if tongue else None


def list_values(*, staff: bool, reader: str, asked: str = "") -> dict[str, Any]:
    """What the page with all phrases shows: by topic, those that hold what was asked for in bokmål, and which of them the
    reader's language lacks.
    """
    norwegian = site().tongues[SOURCE].words
    tongue = site().tongues.get(reader) or site().tongues[SOURCE]
    found = [one for one in CURRENT.values() if one.may_send(staff=staff)]
    if asked:
        found = [one for one in found if asked.casefold() in outline(one, norwegian).casefold()]
    topics = {topic: [one for one in found if one.topic is topic] for topic in Topic}
    return {
        "topics": {topic: some for topic, some in topics.items() if some},
        "lacking": frozenset(one.id for one in found if not speaks(one, tongue.words)),
        "reader": tongue.words.locale,
        "asked": asked,
    }


def check_values(filled: Filled, *, reader: str, today: date) -> dict[str, Any]:
    """What the page about one phrase shows: its slots, or what it says to both when they are filled in."""
    values = {
        "filled": filled,
        "phrase": filled.phrase,
        "choices": {**CHOICES, "language": tuple(spoken_of(locale_code()))},
        "kinds": SlotKind,
        "first_day": today,
        "last_day": today + timedelta(days=YEAR),
        "reader": LOCALES.get(reader, LOCALES[SOURCE]),
    }
    if filled.is_whole:
        values |= {"mine": _shown(filled, locale_code()), "theirs": _shown(filled, reader)}
    return values


def spoken_of(code: str) -> list[str]:
    """The languages that an interpreter can be asked for here, in the order of their names."""
    return [one for one in spoken_languages(code) if one in CHOICES["language"]]


def _shown(filled: Filled, code: str) -> Shown:
    norwegian = spoken_by(filled.phrase, filled.values, SOURCE)
    tongue = site().tongues.get(code) or site().tongues[SOURCE]
    return shown({SOURCE: norwegian or ""}, filled.phrase, filled.values, tongue.words, tongue.dates)
