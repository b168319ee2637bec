"""Findings: the same code says in English and in bokmål what is wrong, with the same values, whoever wrote them."""

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.resources import TRANSLATIONS
from portal.text import advice as advising
from portal.text import safety
from portal.text.advice import LEGAL, advice
from portal.text.catalogue import load_catalogues
from portal.text.findings import LONGEST_VALUE, SENTENCES, Problem, problem
from portal.text.glossary import parse_glossary
from portal.text.locales import LOCALES
from portal.text.placeholders import slot_names
from portal.text.plurals import RULES
from portal.text.safety import problems
from portal.text.speaking import apart, said_with
from portal.text.translating_words import FOUND
from portal.text.words import Words

GLOSSARY = parse_glossary(
    (
        "nb\tunless\tlocale\tterm\talso\tforbidden\tstatus\tlegal\tnote",
        "klage*\t\ten\tappeal\t\tcomplain\tpublished\tlegal\t",
        "tolk*\t\ten\tinterpreter\t\ttranslator\tpublished\t\t",
    )
)
DAYS = ("%(num)s dag", "%(num)s dager")
LINK = 'Les <a href="/klage">om <b>klage</b></a>'

# Code, source, translation, language, and the values that are told.
FAULTS: list[tuple[str, tuple[str, ...], tuple[str, ...], str, dict[str, str | int]]] = [
    ("forms", DAYS, ("a", "b"), "ar", {"have": 2, "need": 6}),
    ("forms-none", ("Hei",), ("a", "b"), "en", {}),
    ("empty", DAYS, ("one day", " "), "en", {}),
    ("length", ("Hei",), ("ha " * 100,), "en", {"most": 260}),
    ("width", ("Hei",), ("a" * 90,), "en", {"most": 80}),
    ("newline", ("Hei",), ("Hi\nthere",), "en", {}),
    ("bidi", ("Hei",), ("Hi \u202etxt",), "en", {}),
    ("kashida", ("Hei",), ("مـرحبا",), "ar", {}),
    ("invisible", ("Hei",), ("Hi\u200b there",), "en", {}),
    ("control", ("Hei",), ("Hi\ud800",), "en", {}),
    ("digits", ("Kom klokka 9",), ("تعال ٩",), "ar", {"digits": "٩"}),
    ("composition", ("Hei",), ("e\u0301",), "en", {}),
    ("template", ("Hei",), ("Hi {{ x }}",), "en", {"sign": "{{"}),
    ("accents", ("Hei",), ("a" + "\u0488" * 6,), "en", {}),
    ("homoglyph", ("Hei",), ("Hi pаypal",), "en", {"word": "pаypal"}),
    (
        "slot-uncounted",
        DAYS,
        ("один день", "%(num)s дня", "%(num)s дней"),
        "ru",
        {"slot": "%(num)s", "numbers": "1, 21, 31, 41, 51"},
    ),
    ("slot-none", ("Hei",), ("Hi %(x)s",), "en", {"slot": "%(x)s"}),
    ("slot-strange", ("%(a)s",), ("%(a)s %(b)d",), "en", {"slot": "%(b)d"}),
    ("slot-often", ("%(a)s",), ("%(a)s %(a)s",), "en", {"slot": "%(a)s"}),
    ("slot-missing", ("Hei %(a)s",), ("Hi",), "en", {"slot": "%(a)s"}),
    ("percent", ("100%% sikkert",), ("100% sure",), "en", {"sign": "%%"}),
    ("tag-none", ("Hei",), ("<b>Hi</b>",), "en", {"tag": "<b>"}),
    ("tag-missing", (LINK,), ('Read <a href="/x">on <b>x</b></a>',), "en", {"tag": '<a href="/klage">'}),
    ("tag-strange", (LINK,), (LINK + "<br>",), "en", {"tag": "<br>"}),
    ("tag-alone", (LINK,), (LINK + " <",), "en", {"tag": "<"}),
    ("tag-order", (LINK,), ('<a href="/klage">on <b>x</a></b>',), "en", {}),
    ("entity", (LINK,), (LINK + "&#x2e;",), "en", {"entity": "&#x2e;"}),
    ("address", ("Les mer",), ("See www.example.org",), "en", {"address": "www.example.org"}),
    ("number", ("Ring oss",), ("Call 815",), "en", {"number": "815"}),
    ("number-long", ("Ring 55 55 33 33",), ("Call 33 33 55 55",), "en", {"number": "33335555"}),
    (
        "legal-wrong",
        ("Du kan klage",),
        ("You can complain",),
        "en",
        {"source": "klage", "wrong": "complain", "term": "appeal"},
    ),
    ("legal-other", ("Du kan klage",), ("You can object",), "en", {"source": "klage", "term": "appeal"}),
    (
        "term-wrong",
        ("Vil du ha tolk?",),
        ("A translator?",),
        "en",
        {"source": "tolk", "wrong": "translator", "term": "interpreter"},
    ),
    ("term-other", ("Vil du ha tolk?",), ("A helper?",), "en", {"source": "tolk", "term": "interpreter"}),
    ("signs", ("Ja, takk",), ("نعم, شكرا",), "ar", {"pairs": "، for ,", "signs": "،", "wrong": ","}),
    ("end", ("Vil du ha mat?",), ("هل تريد طعاما",), "ar", {"wanted": "?", "sign": "؟"}),
    ("end-none", ("Send",), ("Send it.",), "en", {"have": ".", "sign": "."}),
    ("unchanged", ("Skriv til oss",), ("Skriv til oss",), "en", {}),
    ("label", ("Send",), ("Press this button here to send",), "en", {"have": 30, "most": 4}),
    ("word", ("Send det du skrev, nå",), ("S" * 41,), "en", {"length": 41, "word": "S" * 41}),
]


def found_in(ids: tuple[str, ...], strings: tuple[str, ...], locale: str) -> tuple[Problem, ...]:
    """All that is to say of a translation, hard or not."""
    forms = RULES[LOCALES[locale].plural].forms
    return problems(ids, strings, locale=locale, forms=forms) + advice(
        ids, strings, locale=locale, glossary=GLOSSARY
    )


@pytest.mark.parametrize(
    ("code", "ids", "strings", "locale", "values"), FAULTS, ids=[one[0] for one in FAULTS]
)
def test_each_fault_is_told_with_its_code_and_its_values(
    code: str, ids: tuple[str, ...], strings: tuple[str, ...], locale: str, values: dict[str, str | int]
) -> None:
    found = next(one for one in found_in(ids, strings, locale) if one.code == code)
    assert dict(found.values) == values
    assert found.kind == SENTENCES[code].kind
    assert found.what == SENTENCES[code].english.format(**values)


def test_the_form_that_has_it_is_told_where_there_are_several() -> None:
    for strings, form in ((("one day", "%(num)s days of 14"), 1), (("a < b", "%(num)s days"), 0)):
        assert [one.form for one in problems(DAYS, strings, locale="en", forms=2)] == [form]
    assert [one.form for one in problems(("Hei",), ("Hi 14",), locale="en")] == [None]
    assert [one.form for one in advice(("Én dag", "To dager"), ("One day", "Two days."), locale="en")] == [1]


def calls_of_problem() -> list[ast.Call]:
    """Where safety and advice say what they have found."""
    trees = [ast.parse(Path(module.__file__ or "").read_text("utf-8")) for module in (safety, advising)]
    return [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem"
    ]


def codes_of(call: ast.Call) -> set[str]:
    """The codes that one call can say."""
    return {
        node.value
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_can_be_found_has_a_sentence_in_both_tables_and_an_example_here() -> None:
    said = set[str]().union(*map(codes_of, calls_of_problem()))
    assert said == set(SENTENCES) == set(FOUND) == {one[0] for one in FAULTS}
    assert {sentence.kind for code, sentence in SENTENCES.items() if code.startswith("legal")} == {LEGAL}


def test_safety_and_advice_tell_a_finding_only_by_its_code() -> None:
    for module in (safety, advising):
        assert "Problem(" not in Path(module.__file__ or "").read_text("utf-8")


def test_both_sentences_of_a_code_are_filled_with_the_values_that_are_told() -> None:
    for call in calls_of_problem():
        for code in codes_of(call):
            assert {one.arg for one in call.keywords} == set(SENTENCES[code].names), code
    for code, sentence in SENTENCES.items():
        english = {name for _, name, _, _ in string.Formatter().parse(sentence.english) if name}
        bokmal = slot_names(FOUND[code])
        assert english | bokmal == set(sentence.names), code


def test_what_the_workbench_says_of_a_finding_is_short_and_ends_with_a_full_stop() -> None:
    for code, words in FOUND.items():
        assert words.endswith("."), code
        assert len(words) < 100, code


def test_a_code_or_a_value_that_nobody_knows_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("strange")
    with pytest.raises(KeyError):
        problem("number")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\r\nb\x00c\x9b\u2028d\ue000", "abcd"),
        ("a\ud800b", "ab"),
        ("a" + "\u0489" * 50 + "b", "a" + "\u0489" * 4 + "b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a" * 61, "a" * 60 + "…"),
        ("å" * 60 + "\u202e", "å" * 60),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
    ids=ascii,
)
def test_a_value_is_told_short_and_without_what_turns_or_covers_its_surroundings(
    written: str, told: str
) -> None:
    assert problem("number", number=written).values == (("number", told),)


@given(st.text(max_size=200))
def test_no_value_is_long_or_holds_what_nobody_sees(written: str) -> None:
    ((_, told),) = problem("number", number=written).values
    assert isinstance(told, str)
    assert len(told) <= LONGEST_VALUE + 1
    assert not set(told) & set("\n\r\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    told.encode()


@pytest.mark.parametrize("code", list(LOCALES))
def test_every_finding_is_said_in_every_language_with_its_values_set_apart(code: str) -> None:
    words = Words(code, load_catalogues(TRANSLATIONS))
    for found, sentence in FOUND.items():
        said = said_with(words, sentence, {name: apart(f"<{name}>", None) for name in SENTENCES[found].names})
        assert "%(" not in said, found
        for name in slot_names(sentence):
            assert f'<bdi dir="ltr">&lt;{name}&gt;</bdi>' in said, found


def test_a_value_that_nobody_set_apart_is_escaped_and_a_word_has_its_language() -> None:
    words = Words("nb", load_catalogues(TRANSLATIONS, ("nn",)))
    assert said_with(words, FOUND["number"], {"number": "<b>"}).startswith("Tallet &lt;b&gt; st")
    assert apart("<b>", LOCALES["ar"]) == '<bdi lang="ar" dir="rtl">&lt;b&gt;</bdi>'
