"""The fixed phrases in every language: each says all that stands in its slots, once, and nothing that a letter must say."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from portal.domain.phrase_list import BY_VERSION, CURRENT, PHRASES
from portal.domain.phrases import (
    BEGINS,
    CHOICES,
    ENDS,
    LEFT_TO_RIGHT,
    Direction,
    Phrase,
    SlotKind,
    plain,
)
from portal.resources import TRANSLATIONS
from portal.text.catalogue import load_catalogues
from portal.text.dates import Dates
from portal.text.interpreting import CODES
from portal.text.locales import LOCALES
from portal.text.phrases.choices import CHOICE_WORDS, SLOT_LABELS, TOPICS
from portal.text.phrases.forms import Forms
from portal.text.phrases.saying import choice, outline, phone, speaks, wording
from portal.text.phrases.sentences import SENTENCES
from portal.text.placeholders import placeholders
from portal.text.words import Words
from tests.architecture.sources import ROOT

CATALOGUES = load_catalogues(TRANSLATIONS)
WORDS = {code: Words(code, CATALOGUES) for code in LOCALES}
DATES = {code: Dates(code) for code in LOCALES}
SPOKEN = tuple(code for code in LOCALES if not LOCALES[code].pseudo)
# Every phrase is there in these. Another draft may lack some, and the sender is then told what the reader will see.
COMPLETE = ("nb", "nn", "en", "ar")
SAMPLES = {
    SlotKind.DATE: ("2026-12-01", "2027-02-28"),
    SlotKind.TIME: ("10:00", "00:45", "23:59"),
    SlotKind.COUNT: (0, 1, 2, 3, 5, 11, 21, 100),
    SlotKind.PHONE: ("12345678", "+4712345678"),
}
STORED = ROOT / "tests/text/stored_phrases.json"
IDS = [f"{one.id}-{one.version}" for one in PHRASES]
# What a decision does, and what a letter with a right to complain must say.
NEVER = re.compile(
    r"innvilg|avsl[åo]|avslag|stans|trekk|trukket|stopp|vedtak|sanksjon|reduser|mister|miste\b|krav|krever|"
    r"tilbakebetal|varsel|varsle|straff|rett til|har rett|plikt|godkjen|godta|nekt|fratatt|utelukk|konsekvens|"
    r"stønad|\bkr\b|kroner|du må|hvis du ikke|du får penge|grant|refus|sanction|benefit|warn|reject|approve|stop\b|"
    r"рішення|відмов|припин|утрим|зобов|решени|отказ|прекращ|удерж|обязан|"
    r"decyzj|odmow|wstrzym|potrąc|obowiąz|تصمیم|مجازات|کسر|اخطار",
    re.IGNORECASE,
)
# What means "decision" in Arabic is an appointment in Persian.
NEVER_IN_ARABIC = re.compile(r"رفض|إيقاف|عقوبة|خصم|إنذار|(?<![\u0600-\u06ff])(?:ال)?قرار")


def promises(text: str, code: str) -> bool:
    """Whether a wording says what only a decision may."""
    return bool(NEVER.search(text) or (code == "ar" and NEVER_IN_ARABIC.search(text)))


def grid(phrase: Phrase) -> Iterator[dict[str, str | int]]:
    """Every mixture of what may stand in its slots: all choices, and samples of the rest."""
    names = [slot.name for slot in phrase.slots]
    samples = [
        CHOICES[slot.choices] if slot.kind is SlotKind.CHOICE else SAMPLES[slot.kind] for slot in phrase.slots
    ]
    for values in product(*samples):
        yield dict(zip(names, values, strict=True))


def said(phrase: Phrase, name: str, value: str | int, code: str) -> str:
    """What should stand in the slot, written here once more."""
    kind = next(slot.kind for slot in phrase.slots if slot.name == name)
    if kind is SlotKind.DATE:
        return DATES[code].full(date.fromisoformat(str(value)))
    if kind is SlotKind.TIME:
        hour, minute = str(value).split(":")
        return f"kl. {hour}.{minute}" if code in {"nb", "nn"} else f"{hour}:{minute}"
    if kind is SlotKind.PHONE:
        return "12 34 56 78" if value == "12345678" else str(value)
    return choice(name, str(value), WORDS[code]) if kind is SlotKind.CHOICE else str(value)


@pytest.mark.parametrize("phrase", PHRASES, ids=IDS)
@pytest.mark.parametrize("code", SPOKEN)
def test_every_phrase_says_each_slot_once_in_every_language(code: str, phrase: Phrase) -> None:
    for values in grid(phrase):
        text = wording(phrase, values, WORDS[code], DATES[code])
        if text is None:
            assert code not in COMPLETE, f"{code} lacks it"
            return
        assert not re.search(r"[{}<>%]", text), text
        slots = re.findall(f"[{BEGINS}{LEFT_TO_RIGHT}]([^{ENDS}]*){ENDS}", text)
        wanted = [said(phrase, name, value, code) for name, value in values.items()]
        if "num" in values and len(slots) < len(wanted):
            # Some languages have words of their own for one and two of a thing.
            assert code in {"ar", "se", "so", "ti", "fa"}
            assert values["num"] in {1, 2}
            wanted.remove(str(values["num"]))
        assert sorted(slots) == sorted(wanted), text
        assert len(re.findall(f"[{BEGINS}{LEFT_TO_RIGHT}]", text)) == text.count(ENDS) == len(slots)
        assert not set(plain(text)) & {BEGINS, LEFT_TO_RIGHT, ENDS}


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_the_made_up_languages_have_every_phrase(code: str) -> None:
    assert [one.id for one in CURRENT.values() if not speaks(one, WORDS[code])] == []


@pytest.mark.parametrize("code", COMPLETE)
def test_every_current_phrase_and_choice_is_covered(code: str) -> None:
    assert [one.id for one in CURRENT.values() if not speaks(one, WORDS[code])] == []


@pytest.mark.parametrize("code", SPOKEN)
def test_every_translation_has_the_places_of_its_source(code: str) -> None:
    for key, sentence in SENTENCES.items():
        sources = sentence if isinstance(sentence, Forms) else (sentence,)
        found = (
            WORDS[code].lookup_forms(*sources).texts
            if len(sources) > 1
            else (WORDS[code].lookup(sources[0]).text,)
        )
        names = {name for name, _ in placeholders(sources[0]) or ()}
        assert names == {slot.name for slot in BY_VERSION[key].slots}, key
        for text in found:
            assert {name for name, _ in placeholders(text) or ()} >= names - {"num"}, (key, text)


def test_the_plurals_are_those_of_each_language() -> None:
    late = CURRENT["meeting.late"]
    found = {
        code: [
            plain(wording(late, {"num": n}, WORDS[code], DATES[code]) or "") for n in SAMPLES[SlotKind.COUNT]
        ]
        for code in ("nb", "en", "ar")
    }
    assert found["nb"][1:3] == ["Jeg kommer 1 minutt for sent.", "Jeg kommer 2 minutter for sent."]
    assert found["en"][1:3] == ["I will be 1 minute late.", "I will be 2 minutes late."]
    assert found["ar"][1:] == [
        "سأتأخر دقيقة واحدة.",
        "سأتأخر دقيقتين.",
        "سأتأخر 3 دقائق.",
        "سأتأخر 5 دقائق.",
        "سأتأخر 11 دقيقة.",
        "سأتأخر 21 دقيقة.",
        "سأتأخر 100 دقيقة.",
    ]


@pytest.mark.parametrize("code", SPOKEN)
def test_no_phrase_grants_refuses_stops_or_warns(code: str) -> None:
    """What a decision or an advance notice says goes in a letter, with an interpreter and a right to complain."""
    for phrase in PHRASES:
        values = next(iter(grid(phrase)))
        text = plain(wording(phrase, values, WORDS[code], DATES[code]) or "")
        assert not promises(text, code), f"{phrase.id}: {text}"
    for name, words in CHOICE_WORDS.items():
        for one in words:
            assert not promises(choice(name, one, WORDS[code]), code), (name, one)


def test_the_word_list_would_catch_one() -> None:
    for text in (
        "Du må komme, ellers stanser vi stønaden.",
        "Søknaden er innvilget.",
        "Vi trekker deg to dager.",
    ):
        assert promises(text, "nb")
    assert promises("صدر القرار.", "ar")


def test_old_versions_never_change() -> None:
    """A message keeps its version: to change a phrase or a word that is chosen, add a new one."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    now = {
        **_hashes(),
        **{f"{name}/{code}": word for name, words in CHOICE_WORDS.items() for code, word in words.items()},
    }
    assert {key: now.get(key) for key in stored} == stored
    assert set(now) == set(stored), "write down what is new, too"


def _hashes() -> dict[str, str]:
    found = {}
    for phrase in PHRASES:
        sentence = SENTENCES[phrase.id, phrase.version]
        slots = [[slot.name, slot.kind, slot.choices, slot.least, slot.most] for slot in phrase.slots]
        data = json.dumps([phrase.id, phrase.version, phrase.direction, slots, sentence], ensure_ascii=False)
        found[f"{phrase.id}@{phrase.version}"] = hashlib.sha256(data.encode()).hexdigest()
    return found


def test_every_answer_can_be_given_by_the_other_side() -> None:
    for phrase in CURRENT.values():
        for answer in phrase.answers:
            other = CURRENT[answer]
            if phrase.direction in {Direction.STAFF, Direction.BOTH}:
                assert other.may_send(staff=False), (phrase.id, answer)
            if phrase.direction in {Direction.PARTICIPANT, Direction.BOTH}:
                assert other.may_send(staff=True), (phrase.id, answer)


def test_the_list_is_whole() -> None:
    assert set(SENTENCES) == set(BY_VERSION)
    assert len(BY_VERSION) == len(PHRASES)
    assert 60 <= len(CURRENT) <= 100
    assert set(TOPICS) == {one.topic for one in PHRASES}
    assert {slot.name for one in PHRASES for slot in one.slots} == set(SLOT_LABELS)
    assert {name: set(words) for name, words in CHOICE_WORDS.items()} | {
        "language": set(CHOICES["language"])
    } == {name: set(codes) for name, codes in CHOICES.items()}
    assert set(CHOICES["language"]) <= set(CODES)


def test_what_a_button_says_leaves_its_slots_open() -> None:
    assert outline(CURRENT["meeting.propose"], WORDS["nb"]) == "Kan du komme til møte … …? Sted: …"


def test_a_language_without_a_word_of_it_has_no_wording() -> None:
    bare = Words("ar", load_catalogues(ROOT / "no-such-folder"))
    assert wording(CURRENT["meeting.yes"], {}, bare, DATES["ar"]) is None
    assert not speaks(CURRENT["meeting.late"], bare)
    assert outline(CURRENT["meeting.yes"], bare) == "Ja, det passer."


def test_numbers_are_read_in_pairs() -> None:
    assert (phone("12345678"), phone("+46701234567")) == ("12 34 56 78", "+46701234567")
