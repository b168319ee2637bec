"""The glossary: a term is found in the sentence whatever its ending, and a wrong word for it is told."""

from pathlib import Path

import pytest

from portal.resources import TRANSLATIONS
from portal.text.glossary import FILE, GlossaryError, parse_glossary, read_glossary

COLUMNS = "nb\tunless\tlocale\tterm\talso\tforbidden\tstatus\tlegal\tnote"
ROWS = (
    COLUMNS,
    "*vedtak*\t\ten\tdecision\t\tresolution\tpublished\tlegal\tA letter is a decision letter.",
    "klage*\ttjenesten\ten\tappeal\t\tcomplain\tpublished\tlegal\t",
    "klagefrist*\t\ten\tdeadline to appeal\tappeal\t\tchosen\t\t",
    "stans\t\ten\tstop\t\t\tpublished\t\t",
    "Nav\t\tnn en\tNav\t\t\tchosen\t\t",
    "planet\t\ten\t\t\t\t\t\t",
    "*plan*\t\ten\tplan\t\t\tpublished\t\t",
)
GLOSSARY = parse_glossary(ROWS)


def sources(msgid: str) -> list[str]:
    return [term.source for term in GLOSSARY.hits(msgid, "en")]


@pytest.mark.parametrize(
    ("msgid", "wanted"),
    [
        ("Vedtaket er sendt", ["vedtak"]),
        ("Les vedtaksbrevet", ["vedtak"]),
        ("Et enkeltvedtak om stans", ["vedtak", "stans"]),
        ("Klagene på vedtakene", ["klage", "vedtak"]),
        ("Du kan klage", ["klage"]),
        ("Klagefristen er ute", ["klagefrist"]),
        ("Klagen på tjenesten", []),
        ("En klageinstans", ["klage"]),
        ("Skriv et navn", []),
        ("Nav og Navs kontor", ["Nav"]),
        ("På planeten", []),
        ("Etter planen", ["plan"]),
        ("Ukeplanen og planleggingen", ["plan"]),
        ('<a class="vedtak" href="/klage">Se</a> %(vedtak)s', []),
    ],
)
def test_a_term_is_found_with_its_endings_and_in_compounds(msgid: str, wanted: list[str]) -> None:
    assert sources(msgid) == wanted


def test_a_term_says_what_is_right_what_is_wrong_and_how_much_it_matters() -> None:
    (term,) = GLOSSARY.hits("Klagen", "en")
    assert term.legal
    assert term.status == "published"
    assert term.used_in("Your appeals")
    assert not term.used_in("Your complaint")
    assert term.wrong_in("Your COMPLAINTS") == ("complain",)
    assert term.wrong_in("uncomplaining") == ()


def test_a_language_without_a_term_has_no_hits() -> None:
    assert GLOSSARY.hits("Vedtaket", "so") == ()
    assert [term.term for term in GLOSSARY.terms("nn")] == ["Nav"]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("nb\tlocale",),
        (COLUMNS, "klage\t\ten\tappeal\t\t\tguessed\t\t"),
        (COLUMNS, "\t\ten\tappeal\t\t\tchosen\t\t"),
        (COLUMNS, "klage\t\ten\tappeal\t\t\tchosen\t\tnote\tone more"),
        (COLUMNS, "x" * 200_000),
        ("x" * 200_000,),
    ],
)
def test_a_glossary_that_is_not_one_is_an_error_with_its_line(lines: tuple[str, ...]) -> None:
    with pytest.raises(GlossaryError, match="line"):
        parse_glossary(lines)


def test_a_folder_without_a_glossary_has_no_terms_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    assert read_glossary(tmp_path).terms("en") == ()
    (tmp_path / FILE).write_bytes(b"x" * 600_000)
    with pytest.raises(GlossaryError, match="larger"):
        read_glossary(tmp_path)
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(GlossaryError, match="UTF-8"):
        read_glossary(tmp_path)


def test_the_glossary_of_the_house_can_be_read_and_knows_the_terms_of_the_programme() -> None:
    ours = read_glossary(TRANSLATIONS)
    for locale in ("nn", "en"):
        assert {"kvalifiseringsprogram", "vedtak", "klage"} <= {term.source for term in ours.terms(locale)}
    (term,) = ours.hits("Du er med i kvalifiseringsprogrammet", "en")
    assert term.legal
    assert term.wrong_in("the introduction programme")
