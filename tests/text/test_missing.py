"""What readers went without, counted without anybody's name."""

from concurrent.futures import ThreadPoolExecutor

import jinja2
import pytest

from portal.text import words as module
from portal.text.catalogue import Catalogues, parse_catalogue
from portal.text.environment import build_environment
from portal.text.missing import Missing
from portal.text.words import Words

KNOWN = Catalogues({"en": parse_catalogue('msgid "Hei"\nmsgstr "Hello"\n', "en")})


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> Missing:
    counting = Missing()
    monkeypatch.setattr(module, "MISSING", counting)
    return counting


def test_what_falls_back_is_counted_and_what_is_there_is_not(missing: Missing) -> None:
    for code in ("nb", "en", "en-XA", "uk", "uk", "nn"):
        Words(code, KNOWN).gettext("Hei")
    Words("uk", KNOWN).ngettext("%(num)s dag", "%(num)s dager", 2)
    assert missing.snapshot() == {("uk", "Hei"): 2, ("nn", "Hei"): 1, ("uk", "%(num)s dag"): 1}
    assert next(iter(missing.snapshot())) == ("uk", "Hei")


def test_a_text_that_stands_in_a_page_is_counted_when_the_page_is_made_ready(missing: Missing) -> None:
    page = build_environment(Words("so", KNOWN), jinja2.DictLoader({"page": "{{ _('Hei') }}"})).get_template(
        "page"
    )
    assert page.render() == page.render()
    assert missing.snapshot() == {("so", "Hei"): 1}


def test_no_more_sentences_are_kept_than_memory_was_given_for() -> None:
    counting = Missing(most=2)
    for msgid in ("a", "b", "c", "a"):
        counting.note("uk", msgid)
    assert counting.snapshot() == {("uk", "a"): 2, ("uk", "b"): 1}


def test_no_count_is_lost_between_threads() -> None:
    counting = Missing()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: counting.note("uk", str(number % 3)), range(3000)))
    assert counting.snapshot() == {("uk", one): 1000 for one in "012"}
