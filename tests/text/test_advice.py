"""Advice on translations: what a person should look at again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text.advice import LEGAL, advice
from portal.text.glossary import parse_glossary
from portal.text.locales import LOCALES

GLOSSARY = parse_glossary(
    (
        "nb\tunless\tlocale\tterm\talso\tforbidden\tstatus\tlegal\tnote",
        "klage*\ttjenesten\ten\tappeal\t\tcomplain\tpublished\tlegal\t",
        "tolk*\t\ten\tinterpreter\tinterpret\t\tpublished\t\t",
    )
)


def kinds(source: str, text: str, locale: str) -> list[str]:
    return [one.kind for one in advice((source,), (text,), locale=locale, glossary=GLOSSARY)]


@pytest.mark.parametrize(
    ("source", "text", "locale", "kind"),
    [
        ("Du kan klage", "You can complain", "en", LEGAL),
        ("Du kan klage", "You can object", "en", LEGAL),
        ("Vil du ha tolk?", "Do you want a translator?", "en", "glossary"),
        ("Vil du ha mat?", "هل تريد طعاما?", "ar", "punctuation"),
        ("Vil du ha mat?", "غذا می‌خواهید.", "fa", "punctuation"),
        ("Ja, takk", "نعم, شكرا", "ar", "punctuation"),
        ("Du er syk.", "ሓሚምካ.", "ti", "punctuation"),
        ("Du er syk.", "You are ill", "en", "punctuation"),
        ("Send", "Send.", "en", "punctuation"),
        ("Skriv til oss", "Skriv til oss", "en", "unchanged"),
        ("Send", "Send", "uk", "unchanged"),
        ("Hvor er du", "Hvor er du", "nn", "unchanged"),
        ("Måned", "Måned", "en", "unchanged"),
        ("Send", "Press this button here to send what you wrote", "en", "long"),
        ("Send det du skrev, nå", "S" * 41, "en", "long"),
    ],
)
def test_what_looks_wrong_is_told_with_what_to_do(source: str, text: str, locale: str, kind: str) -> None:
    found = advice((source,), (text,), locale=locale, glossary=GLOSSARY)
    assert [one.kind for one in found] == [kind]
    assert len(found[0].what) > 20


@pytest.mark.parametrize(
    ("source", "text", "locale"),
    [
        ("Du kan klage", "You can appeal", "en"),
        ("Klag på tjenesten", "Complain about the service", "en"),
        ("Vil du ha mat?", "هل تريد طعامًا؟", "ar"),
        ("Ring 1,5 timer", "1,5 ساعة", "ar"),
        ("Les på Nav.", "ኣብ Nav.", "ti"),
        ("Du er syk.", "ሓሚምካ።", "ti"),
        ("Hva nå?", "እንታይ?", "ti"),
        ("«Er det slutt?»", "“Is it over?”", "en"),
        ("Vent …", "Wait...", "en"),
        ("Plan", "Plan", "pl"),
        ("SMS", "SMS", "ar"),
        ("Nav", "Nav", "uk"),
        ("Les alt", "Les alt", "nn"),
        ("%(day)s", "%(day)s", "ar"),
        ("Les <b>nå</b>.", "اقرأ <b>الآن</b>.", "ar"),
    ],
)
def test_an_honest_translation_gets_no_advice(source: str, text: str, locale: str) -> None:
    assert kinds(source, text, locale) == []


def test_nothing_is_said_of_what_is_not_translated() -> None:
    assert advice(("Send",), (), locale="en") == ()
    assert advice(("Send", "Send alle"), ("", ""), locale="en") == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4), st.sampled_from([*LOCALES, "xx"]))
def test_advice_never_raises(source: str, texts: list[str], locale: str) -> None:
    advice((source,), tuple(texts), locale=locale, glossary=GLOSSARY)
