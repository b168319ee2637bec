"""A sentence that falls back is whole in one language: its dates, amounts, hours and words come in that one too."""

import pickle
from copy import copy, deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial

import jinja2
import pytest
from jinja2 import nodes

from portal.domain.measures import SecondState
from portal.domain.translating import Key
from portal.resources import TEMPLATES, TRANSLATIONS
from portal.text.again import Again, changed
from portal.text.catalogue import Catalogues, load_catalogues, parse_catalogue
from portal.text.dates import Dates
from portal.text.environment import build_environment
from portal.text.folding import literals
from portal.text.labels import LABELS, label
from portal.text.locales import LOCALES, TRANSLATED
from portal.text.marked import MarkedWords, unmarked
from portal.text.paper import Paper
from portal.text.words import HINT, Words

DAY, TODAY = date(2026, 11, 23), date(2026, 11, 22)
MOMENT = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
UNTIL: Key = (None, "Frist: %(day)s.", None)
LEFT: Key = (None, "%(num)s dag til %(day)s", "%(num)s dager til %(day)s")

ENGLISH = """
msgid "Frist: %(day)s."
msgstr "Deadline: %(day)s."

msgid "i morgen"
msgstr "tomorrow"

msgid "Fra %(day)s"
msgstr "From %(day)s"

msgid "Mangler"
msgstr "Missing"
"""
TIGRINYA = """
msgid "i morgen"
msgstr "ጽባሕ"

msgid "Mangler"
msgstr "ይጎድል"

msgid "Kommer %(day)s."
msgstr "ይመጽእ %(day)s።"
"""
KNOWN = Catalogues(
    {"en": parse_catalogue(ENGLISH, "en"), "ti": parse_catalogue(TIGRINYA, "ti")}, frozenset({UNTIL, LEFT})
)
WAITING = Catalogues(
    {
        "en": parse_catalogue(
            f'msgid "{LABELS[SecondState][SecondState.WAITING]}"\nmsgstr "still waiting"\n', "en"
        )
    }
)
CODES = [code for code in TRANSLATED if code != "nn"]
NORWEGIAN, ENGLISH_SPAN = '<span lang="nb" dir="ltr">', '<span lang="en" dir="ltr">'


def drawn(code: str, source: str, kind: type[Words] = Words, **values: object) -> str:
    """A template in a language, with its dates."""
    templates = build_environment(kind(code, KNOWN), jinja2.DictLoader({"page": source}))
    templates.filters["capital"] = lambda text: changed(text, str.capitalize)
    templates.filters["upper_first"] = templates.filters["capital"]
    return templates.get_template("page").render(dates=Dates(code), day=DAY, **values)


@pytest.mark.parametrize("code", CODES)
def test_a_right_in_bokmal_has_a_bokmal_date_on_a_page(code: str) -> None:
    page = drawn(code, "<p>{{ _('Frist: %(day)s.', day=dates.full(day)) }}</p>")
    if code == "en":
        assert page == "<p>Deadline: Monday, 23 November 2026.</p>"
    else:
        assert f"{NORWEGIAN}Frist: mandag 23. november 2026.</span>" in page


@pytest.mark.parametrize("code", CODES)
def test_a_right_in_bokmal_has_a_bokmal_date_where_the_code_says_it(code: str) -> None:
    said = Words(code, KNOWN).gettext("Frist: %(day)s.", day=Dates(code).full(DAY))
    whole = (
        "Deadline: Monday, 23 November 2026." if code == "en" else f"Frist: mandag 23. november 2026. {HINT}"
    )
    assert said == whole


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "{% set x = dates.full(day) %}{{ _('Frist: %(day)s.', day=x) }}",
            "Frist: mandag 23. november 2026.",
        ),
        ("{{ _('Frist: %(day)s.', day=dates.full(day) | capital) }}", "Frist: Mandag 23. november 2026."),
        ("{{ gettext(asked, day=dates.full(day)) }}", "Frist: mandag 23. november 2026."),
        ("<b title=\"{{ _('Frist: %(day)s.', day=dates.day_month(day)) }}\">", "Frist: 23. november."),
        (
            "{% trans day=dates.full(day) %}Frist: {{ day }}.{% endtrans %}",
            "Frist: mandag 23. november 2026.",
        ),
        ("{{ _('Frist: %(day)s.', day=_('Mangler')) }}", "Frist: Mangler."),
        ("{{ _('Frist: %(day)s.', day=dates.near(day, today, words)) }}", "Frist: i morgen."),
        ("{{ _('Frist: %(day)s.', day=dates.until(day, today, words)) }}", "Frist: i morgen."),
        ("{{ _('Frist: %(day)s.', day='<i>' ~ dates.full(day)) }}", "Frist: &lt;i&gt;"),
        (
            "{{ ngettext('%(num)s dag til %(day)s', '%(num)s dager til %(day)s', 2, day=dates.short(day)) }}",
            "2 dager til 23. november 2026",
        ),
    ],
)
def test_wherever_a_date_comes_from_it_is_said_as_the_sentence_is(source: str, said: str) -> None:
    page = drawn("ti", source, today=TODAY, words=Words("ti", KNOWN), asked=UNTIL[1])
    assert said in page


def test_a_sentence_in_a_third_language_has_its_dates_in_that_one() -> None:
    assert (
        drawn("ti", "<p>{{ _('Fra %(day)s', day=dates.full(day)) }}</p>")
        == f"<p>{ENGLISH_SPAN}From Monday, 23 November 2026</span></p>"
    )
    assert drawn("ti", "<p>{{ _('Fra %(day)s', day=_('Mangler')) }}</p>") == (
        f"<p>{ENGLISH_SPAN}From Missing</span></p>"
    )
    ti = Words("ti", KNOWN)
    assert ti.gettext("Fra %(day)s", day=Dates("ti").near(DAY, TODAY, ti)) == "From tomorrow"


def test_a_sentence_in_the_readers_own_language_keeps_what_stands_in_it() -> None:
    own = Dates("ti").full(DAY)
    assert drawn("ti", "{{ _('Kommer %(day)s.', day=dates.full(day)) }}") == f"ይመጽእ {own}።"
    assert Words("ti", KNOWN).gettext("Kommer %(day)s.", day=own) == f"ይመጽእ {own}።"


def test_what_is_marked_for_translators_falls_back_whole_too() -> None:
    page = drawn("ti", "<p>{{ _('Frist: %(day)s.', day=dates.full(day) | capital) }}</p>", MarkedWords)
    assert f"{NORWEGIAN}Frist: Mandag 23. november 2026.</span>" in unmarked(page)


def test_a_slot_that_only_a_translation_has_leaves_the_whole_source() -> None:
    bad = parse_catalogue("", "ar")
    known = Catalogues({"ar": type(bad)("ar", {(None, "Den %(day)s.", None): ("%(day)s %(more)s",)})})
    said = Words("ar", known).gettext("Den %(day)s.", day=Dates("ar").full(DAY))
    assert said == "Den mandag 23. november 2026."


def test_every_way_of_saying_a_date_or_an_amount_can_be_said_again() -> None:
    """In each language, as if it had been said in that one at once."""
    values: dict[str, object] = {
        **dict.fromkeys(("full", "short", "day_month", "month_year", "weekday"), DAY),
        **dict.fromkeys(("hours", "kroner", "money", "number"), Decimal("12345.5")),
        "clock": time(14, 5),
        "moment": MOMENT,
    }
    public = {name for name in vars(Dates) if not name.startswith("_")} - {"locale", "week_number"}
    assert public == {*values, "near", "until"}
    for code in LOCALES:
        words = Words(code, KNOWN)
        for name, value in values.items():
            said = getattr(Dates("ar"), name)(value)
            assert isinstance(said, Again)
            assert said.in_the_language_of(words) == getattr(Dates(code), name)(value)


def test_a_kind_or_a_state_can_be_said_again() -> None:
    known = load_catalogues(TRANSLATIONS)
    said = label(Words("ar", known), SecondState.WAITING)
    assert isinstance(said, Again)
    assert said.in_the_language_of(Words("nb", known)) == label(Words("nb", known), SecondState.WAITING)


def test_a_word_for_a_state_that_has_fallen_back_says_its_language_where_it_stands() -> None:
    source = '<p>{{ state | label }}</p><p title="{{ state | label }}">{{ state | label | upper_first }}</p>'
    for code, said in (("ti", f"{ENGLISH_SPAN}still waiting</span>"), ("en", "still waiting")):
        words = Words(code, WAITING)
        templates = build_environment(words, jinja2.DictLoader({"page": source}))
        templates.filters["label"] = partial(label, words)
        templates.filters["upper_first"] = lambda text: changed(text, str.upper)
        page = templates.get_template("page").render(state=SecondState.WAITING)
        assert page == (
            f'<p>{said}</p><p title="still waiting">{said.replace("still waiting", "STILL WAITING")}</p>'
        )


def test_a_text_out_of_a_table_that_has_fallen_back_says_its_language_where_it_stands() -> None:
    page = drawn(
        "ti",
        "<p>{{ gettext(asked, day='<1>') }}</p><option>{{ gettext(asked, day='1') }}",
        asked="Fra %(day)s",
    )
    assert page == f"<p>{ENGLISH_SPAN}From &lt;1&gt;</span></p><option>From 1"
    assert drawn("ti", "<p>{{ gettext(asked, day='1') }}</p>", asked="Kommer %(day)s.") == "<p>ይመጽእ 1።</p>"


def test_a_text_that_has_fallen_back_says_its_language_with_a_capital_too() -> None:
    page = drawn("ti", "<p>{{ gettext(asked) | upper_first }}</p>", asked="i går")
    assert page == f"<p>{NORWEGIAN}I går</span></p>"


def test_a_copy_is_the_plain_text() -> None:
    """A row or an event that is copied as a whole must not fall over a word in it, nor keep a language alive."""
    for said in (Dates("ar").full(DAY), Words("ti", KNOWN).gettext("Fra %(day)s", day="1")):
        for same in (copy(said), deepcopy({"said": said})["said"], pickle.loads(pickle.dumps(said))):  # noqa: S301
            assert (same, type(same)) == (said, str)


def test_a_paper_says_of_a_line_that_has_fallen_back_which_language_it_is_in() -> None:
    ti = Words("ti", KNOWN)
    paper = Paper("–", "ti")
    paper.say(ti.gettext("Fra %(day)s", day="1"))
    paper.say(ti.gettext("Kommer %(day)s.", day="1"))
    assert [one["said"]["lang"] for one in paper.blocks] == ["en", "ti"]


def test_a_text_that_can_be_said_again_is_a_plain_text_in_every_other_way() -> None:
    said = Again("<b>", lambda _words: "<i>")
    assert said == "<b>"
    assert hash(said) == hash("<b>")
    assert drawn("ti", "{{ said }}", said=said) == "&lt;b&gt;"
    assert drawn("ti", "{{ _('Kommer %(day)s.', day=said) }}", said=said) == "ይመጽእ &lt;b&gt;።"
    assert "&lt;i&gt;" in drawn("ti", "{{ _('Frist: %(day)s.', day=said) }}", said=said)


WAYS = frozenset(
    {"full", "short", "day_month", "month_year", "weekday", "clock", "moment", "near", "until"}
) | {
    *("hours", "kroner", "money", "number", "week_number"),
}


def test_no_legal_sentence_of_a_page_puts_a_date_together_in_a_way_that_cannot_be_said_again() -> None:
    """What fills it is a value of the row, a date said at once, or one that is kept: no macro and nothing joined."""
    legal = load_catalogues(TRANSLATIONS).legal
    environment = build_environment(Words("nb", Catalogues({})), jinja2.FileSystemLoader(TEMPLATES))
    joined = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        tree = super(type(environment), environment)._parse(path.read_text(encoding="utf-8"), None, None)
        for call in tree.find_all(nodes.Call):
            texts = literals(call, call.node.name) if isinstance(call.node, nodes.Name) else None
            if texts and any(key[1] in texts for key in legal):
                joined += [
                    (path.name, texts, keyword.key) for keyword in call.kwargs if is_joined(keyword.value)
                ]
    assert joined == []


def is_joined(value: nodes.Expr) -> bool:
    """Whether dates come into an expression whose own value cannot be said again."""
    while isinstance(value, nodes.Filter) and value.name == "upper_first":
        value = value.node  # type: ignore[assignment]
    mentions = any(
        isinstance(one, nodes.Name) and one.name in {"dates", "ui"} for one in value.find_all(nodes.Name)
    )
    at_once = (
        isinstance(value, nodes.Call) and isinstance(value.node, nodes.Getattr) and value.node.attr in WAYS
    )
    return mentions and not at_once
