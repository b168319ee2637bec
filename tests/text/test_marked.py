"""Marked words: every text says which one it is, and nothing else about it changes."""

from collections.abc import Iterator

import jinja2
import pytest

from portal.domain.translating import Key, hash_of
from portal.text.catalogue import Catalogue, Catalogues, parse_catalogue
from portal.text.environment import build_environment
from portal.text.marked import BEGIN, END, MIDDLE, MarkedWords, Piece, pieces, unmarked, upper_first
from portal.text.words import Words

EN = r"""
msgid "Min plan"
msgstr "My & plan"

msgid "Les <a href=\"/klage\">om klage</a>, %(navn)s"
msgstr "Read <a href=\"/klage\">about complaints</a>, %(navn)s"

msgctxt "verb"
msgid "Klage"
msgstr "Complain"

msgid "%(num)s dag"
msgid_plural "%(num)s dager"
msgstr[0] "one day"
msgstr[1] "%(num)s days"

msgid "100 %% sikkert"
msgstr "100 %% sure"
"""
ENGLISH = Catalogues({"en": parse_catalogue(EN, "en")})
PLAN: Key = (None, "Min plan", None)
DAYS: Key = (None, "%(num)s dag", "%(num)s dager")


def mark(key: Key, text: str) -> str:
    return f"{BEGIN}{hash_of(key)}{MIDDLE}{text}{END}"


def drawn(words: Words, source: str, **values: object) -> str:
    return build_environment(words, jinja2.DictLoader({"page": source})).get_template("page").render(**values)


def hashes(text: str) -> Iterator[str]:
    return (piece.hash for piece in pieces(text) if piece.hash)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("<p>{{ _('Min plan') }}</p>", PLAN),
        ("<p>{% trans %}Min plan{% endtrans %}</p>", PLAN),
        ('<p aria-label="{{ _("Min plan") }}"></p>', PLAN),
        ("<title>{{ _('Min plan') }}</title>", PLAN),
        ("<option>{{ _('Min plan') }}</option>", PLAN),
        ("<textarea>{{ _('Min plan') }}</textarea>", PLAN),
        ("{% set plan = _('Min plan') %}<p>{{ plan }}</p>", PLAN),
        ("{% macro said(text) %}<p>{{ text }}</p>{% endmacro %}{{ said(_('Min plan')) }}", PLAN),
        ("{% macro said() %}<p>{{ _('Min plan') }}</p>{% endmacro %}{{ said() }}", PLAN),
        ("<p>{{ gettext(asked) }}</p>", PLAN),
        ("<p>{{ _('Min plan') | upper_first }}</p>", PLAN),
        ("<p>{{ pgettext('verb', 'Klage') }}</p>", ("verb", "Klage", None)),
        ("<p>{{ ngettext('%(num)s dag', '%(num)s dager', 1) }}</p>", DAYS),
        ("<p>{% trans num=3 %}%(num)s dag{% pluralize %}%(num)s dager{% endtrans %}</p>", None),
        ("<p>{{ _('100 %% sikkert') }}</p>", (None, "100 %% sikkert", None)),
        ("<p>{{ _('Ingen har oversatt dette') }}</p>", (None, "Ingen har oversatt dette", None)),
        (
            """<p>{{ _('Les <a href="/klage">om klage</a>, %(navn)s', navn='<b>') }}</p>""",
            (None, 'Les <a href="/klage">om klage</a>, %(navn)s', None),
        ),
    ],
)
def test_a_text_is_marked_wherever_it_stands_and_reads_as_before(source: str, key: Key | None) -> None:
    source = source.replace("%(num)s dag{%", "{{ num }} dag{%").replace(
        "%(num)s dager{%", "{{ num }} dager{%"
    )
    environments = [
        build_environment(kind("en", ENGLISH), jinja2.DictLoader({"page": source}))
        for kind in (Words, MarkedWords)
    ]
    environments[0].filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    environments[1].filters["upper_first"] = upper_first
    plain, marked = (one.get_template("page").render(asked="Min plan") for one in environments)
    assert plain != marked
    assert unmarked(marked) == plain
    assert list(hashes(marked)) == [hash_of(key or DAYS)]


def test_python_gets_its_texts_marked_too() -> None:
    words = MarkedWords("en", ENGLISH)
    assert words.gettext("Min plan") == mark(PLAN, "My & plan")
    assert words.ngettext("%(num)s dag", "%(num)s dager", 3) == mark(DAYS, "3 days")
    assert words.pgettext("verb", "Klage") == mark(("verb", "Klage", None), "Complain")
    assert words.gettext("Hei %(navn)s", navn=words.gettext("Min plan")) == mark(
        (None, "Hei %(navn)s", None), f"Hei {mark(PLAN, 'My & plan')}"
    )


def test_what_listens_for_missing_rights_marks_too_and_says_what_it_missed() -> None:
    catalogues = Catalogues({"en": Catalogue("en", {})}, legal=frozenset({PLAN}))
    words = MarkedWords("en", catalogues)
    listening = words.listening()
    assert listening.gettext("Min plan") == mark(PLAN, "Min plan")
    assert listening.missed is not None
    (hint,) = hashes(listening.missed.text)
    assert list(hashes(words.gettext("Min plan"))) == [hash_of(PLAN), hint]


def test_the_source_and_a_made_up_language_are_marked_as_well() -> None:
    assert MarkedWords("nb", ENGLISH).gettext("Min plan") == mark(PLAN, "Min plan")
    assert list(hashes(MarkedWords("en-XA", ENGLISH).gettext("Min plan"))) == [hash_of(PLAN)]


def test_ordinary_words_know_nothing_of_marks() -> None:
    assert drawn(Words("en", ENGLISH), "{{ _('Min plan') }}") == "My &amp; plan"


def test_a_capital_is_put_behind_the_mark() -> None:
    assert upper_first(mark(PLAN, "åtte")) == mark(PLAN, "Åtte")
    assert upper_first("åtte") == "Åtte"
    assert upper_first("") == ""


@pytest.mark.parametrize(
    "text", [BEGIN, MIDDLE, f"{BEGIN}x{MIDDLE}", f"{BEGIN}{'G' * 16}{MIDDLE}", f"{BEGIN}{'a' * 15}{MIDDLE}"]
)
def test_half_a_mark_means_nothing_and_is_taken_out(text: str) -> None:
    assert list(hashes(f"a{text}b")) == []
    assert not set(unmarked(f"a{text}b")) & {BEGIN, MIDDLE, END}
    assert list(pieces(END)) == [Piece(ends=True)]
