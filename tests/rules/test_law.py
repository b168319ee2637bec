"""Citations: exact, short to store, and leading to the official text."""

from datetime import date

import pytest

from portal.rules.law import (
    DOMSTOLLOVEN,
    FORVALTNINGSLOVEN,
    KVP_FORSKRIFTEN,
    SOSIALTJENESTELOVEN,
    STATUTES,
    Citation,
    citation_of,
)


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        (Citation(SOSIALTJENESTELOVEN, "36", 1, 2), "LOV-2009-12-18-131/36/1/2"),
        (Citation(KVP_FORSKRIFTEN, "8", 1, 1, "a"), "FOR-2011-12-21-1471/8/1/1/a"),
        (Citation(KVP_FORSKRIFTEN, "15", bokstav="d"), "FOR-2011-12-21-1471/15/-/-/d"),
        (Citation(SOSIALTJENESTELOVEN, "43 a", 2), "LOV-2009-12-18-131/43 a/2"),
        (Citation(FORVALTNINGSLOVEN, "29"), "LOV-1967-02-10/29"),
    ],
)
def test_a_citation_can_be_stored_as_its_key_and_read_back(citation: Citation, key: str) -> None:
    assert citation.key == key
    assert citation_of(key) == citation


def test_the_day_of_the_wording_is_kept_beside_the_key() -> None:
    since = date(2019, 1, 1)
    assert citation_of("LOV-2009-12-18-131/36/1", since) == Citation(
        SOSIALTJENESTELOVEN, "36", 1, wording_since=since
    )


@pytest.mark.parametrize(
    "key",
    [
        "",
        "LOV-1900-01-01-1/1",
        "LOV-1967-02-10",
        "LOV-1967-02-10/-",
        "LOV-1967-02-10/29/a",
        "LOV-1967-02-10/1/1/1/a/b",
    ],
)
def test_a_key_that_leads_nowhere_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"citation|paragraf|invalid"):
        citation_of(key)


def test_a_citation_leads_to_its_paragraf_at_lovdata() -> None:
    assert Citation(SOSIALTJENESTELOVEN, "43 a", 1).address == "https://lovdata.no/lov/2009-12-18-131/§43a"
    assert Citation(KVP_FORSKRIFTEN, "6", 2).address == "https://lovdata.no/forskrift/2011-12-21-1471/§6"


def test_every_statute_is_found_by_its_number() -> None:
    for statute in (SOSIALTJENESTELOVEN, KVP_FORSKRIFTEN, FORVALTNINGSLOVEN, DOMSTOLLOVEN):
        assert STATUTES[statute.number] is statute
        assert statute.address.startswith("https://lovdata.no/")
