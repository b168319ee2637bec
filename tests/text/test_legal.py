"""Legal sentences: where they come from, and that nobody gets anything else in the place of one without being told."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import jinja2
import pytest

from portal.domain.translating import Key
from portal.resources import TRANSLATIONS
from portal.rules.payday import PaydayIsFree
from portal.text import pofile
from portal.text.catalogue import Catalogues, load_catalogues, parse_catalogue
from portal.text.dates import Dates
from portal.text.environment import build_environment
from portal.text.extraction import extract
from portal.text.legal import is_legal, without_mark
from portal.text.locales import LOCALES
from portal.text.reasons import said, sentence
from portal.text.speaking import shown
from portal.text.sync import sync
from portal.text.template import read_template
from portal.text.words import HINT, Found, Words

RIGHT = "Du kan <b>klage</b> til %(day)s."
FREE = "%(day)s er en fridag. Da betaler kontoret siste virkedag før, %(paid_on)s."
LEGAL: frozenset[Key] = frozenset(
    {
        (None, "Du kan klage.", None),
        (None, RIGHT, None),
        (None, "%(num)s dag", "%(num)s dager"),
        (None, FREE, None),
    }
)
ENGLISH = f"""
msgid "Du kan klage."
msgstr "You may complain."

msgid "Hei"
msgstr "Hello"

msgid "%(num)s dag"
msgid_plural "%(num)s dager"
msgstr[0] "%(num)s day"
msgstr[1] "%(num)s days"

msgid "{FREE}"
msgstr "%(day)s is free. We pay on %(paid_on)s."
"""
SOMALI_HINT = f'msgid "{HINT}"\nmsgstr "(% la\'aan & turjubaan)"\n'
HINTED = f'<span lang="nb" dir="ltr">{HINT}</span>'
NORWEGIAN = '<span lang="nb" dir="ltr">'
ALIKE = "<span>" + NORWEGIAN
"""How a text begins that is followed by a hint: both are one element."""


def catalogues(**texts: str) -> Catalogues:
    """English that has everything, and what is given in other languages."""
    by_locale = {"en": ENGLISH} | texts
    return Catalogues({code: parse_catalogue(text, code) for code, text in by_locale.items()}, LEGAL)


def drawn(code: str, source: str, known: Catalogues, **values: object) -> str:
    """A template in a language."""
    loader = jinja2.DictLoader({"page": source})
    return build_environment(Words(code, known), loader).get_template("page").render(**values)


# At run time.


def test_a_right_that_is_not_translated_comes_in_bokmal_and_says_so_though_english_has_it() -> None:
    page = drawn("so", "<p>{{ _('Du kan klage.') }}</p><p>{{ _('Hei') }}</p>", catalogues(so=SOMALI_HINT))
    hint = "(% la&#39;aan &amp; turjubaan)"
    assert page == (
        f'<p>{ALIKE}Du kan klage.</span> {hint}</span></p><p><span lang="en" dir="ltr">Hello</span></p>'
    )


def test_the_hint_falls_back_like_any_other_text_and_is_marked() -> None:
    page = drawn("ar", "<p>{{ _('Du kan klage.') }}</p>", catalogues())
    assert page == f"<p>{ALIKE}Du kan klage.</span> {HINTED}</span></p>"


def test_a_right_with_values_tags_and_counts_is_filled_before_its_hint() -> None:
    known = catalogues(so=SOMALI_HINT)
    hint = "(% la&#39;aan &amp; turjubaan)"
    page = drawn("so", f"<p>{{{{ _('{RIGHT}', day=day) }}}}</p>", known, day="<5.>")
    assert page == f"<p>{ALIKE}Du kan <b>klage</b> til &lt;5.&gt;.</span> {hint}</span></p>"
    page = drawn("so", "<p>{{ ngettext('%(num)s dag', '%(num)s dager', n) }}</p>", known, n=1)
    assert page == f"<p>{ALIKE}1 dag</span> {hint}</span></p>"


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<a title=\"{{ _('Du kan klage.') }}\">", f'<a title="Du kan klage. {HINT}">'),
        ("<title>{{ _('Du kan klage.') }}</title>", f"<title>Du kan klage. {HINT}</title>"),
        ("{% set x = _('Du kan klage.') %}<p>{{ x }}", f"<p>Du kan klage. {HINT}"),
        ("{% set x = 'Du kan klage.' %}<p>{{ _(x) }}", f"<p>Du kan klage. {HINT}"),
    ],
)
def test_where_no_element_may_stand_the_hint_is_plain_text(source: str, page: str) -> None:
    assert drawn("uk", source, catalogues()) == page


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "%(x)s", "Du kan \u202eklage.", "<b>klag</b>"]
)
def test_a_right_whose_translation_is_refused_takes_the_same_way(hostile: str) -> None:
    known = catalogues(ar=f'msgid "Du kan klage."\nmsgstr "{hostile}"\n')
    assert known.refused
    assert (
        drawn("ar", "<p>{{ _('Du kan klage.') }}</p>", known)
        == f"<p>{ALIKE}Du kan klage.</span> {HINTED}</span></p>"
    )
    assert Words("ar", known).gettext("Du kan klage.") == f"Du kan klage. {HINT}"


def test_a_right_whose_translation_slips_past_the_check_takes_the_same_way() -> None:
    bad = parse_catalogue("", "ar")
    entries: Mapping[Key, tuple[str, ...]] = {(None, RIGHT, None): ("<script>%(day)s",)}
    known = Catalogues({"ar": type(bad)("ar", entries)}, LEGAL)
    page = drawn("ar", f"<p>{{{{ _('{RIGHT}', day='i dag') }}}}</p>", known)
    assert page == f"<p>{ALIKE}Du kan <b>klage</b> til i dag.</span> {HINTED}</span></p>"


def test_who_reads_nynorsk_gets_bokmal_without_a_hint() -> None:
    """It is the same language in another spelling: whoever reads one reads the other, and needs no interpreter."""
    assert (
        drawn("nn", "<p>{{ _('Du kan klage.') }}</p>", catalogues())
        == f"<p>{NORWEGIAN}Du kan klage.</span></p>"
    )
    assert Words("nn", catalogues()).gettext("Du kan klage.") == "Du kan klage."
    assert Words("nb", catalogues()).gettext("Du kan klage.") == "Du kan klage."


def test_a_right_that_is_translated_has_no_hint() -> None:
    assert drawn("en", "<p>{{ _('Du kan klage.') }}</p>", catalogues()) == "<p>You may complain.</p>"
    assert Words("en", catalogues()).lookup("Du kan klage.") == Found("You may complain.", "en")
    assert Words("en-XA", catalogues()).lookup("Du kan klage.").hint is None


def test_words_in_the_code_say_the_hint_after_their_values() -> None:
    uk = Words("uk", catalogues())
    assert uk.gettext(RIGHT, day="i dag") == f"Du kan <b>klage</b> til i dag. {HINT}"
    assert uk.ngettext("%(num)s dag", "%(num)s dager", 2) == f"2 dager {HINT}"
    assert uk.gettext("Hei") == "Hello"


# Reasons, which are put together from several sentences, dates and amounts.

REASON = PaydayIsFree(date(2026, 12, 25), date(2026, 12, 23))


def test_a_reason_that_lacks_a_part_is_said_whole_in_bokmal_with_its_dates() -> None:
    found = said(Words("ar", catalogues()), Dates("ar"), REASON)
    whole = "fredag 25. desember 2026 er en fridag. Da betaler kontoret siste virkedag før, onsdag 23. desember 2026."
    assert found == Found(whole, "nb", Found(HINT, "nb"))
    assert sentence(Words("ar", catalogues()), Dates("ar"), REASON) == f"{whole} {HINT}"
    assert shown(found, "ar") == f"{ALIKE}{whole}</span> {HINTED}</span>"
    english = said(Words("en", catalogues()), Dates("en"), REASON)
    assert english.text.startswith("Friday, 25 December 2026 is free.")
    assert shown(english, "en") == english.text


def test_what_a_finished_text_holds_is_escaped_on_its_page() -> None:
    assert (
        shown(Found("<b>&", "nb", Found("<i>", "ar")), "ar")
        == f"{ALIKE}&lt;b&gt;&amp;</span> &lt;i&gt;</span>"
    )
    assert shown(Found("<b>", "nb"), "ar") == f"{NORWEGIAN}&lt;b&gt;</span>"
    assert not hasattr(shown(Found("<b>", "ar"), "ar"), "__html__")


# In the files.


def test_a_sentence_is_legal_by_where_it_is_said() -> None:
    assert is_legal("Ja.", ["templates/shell.html", "portal/text/reasons/payday.py"])
    assert is_legal("Du kan klage.", ["templates/participant/rights.html"])
    assert is_legal("Frist for å klage: %(day)s.", ["templates/parts/complaint_right.html"])
    assert not is_legal("Send", ["templates/participant/rights.html"])
    assert not is_legal("Hvorfor?", ["templates/participant/rights.html"])
    assert not is_legal("Det du har sendt", ["templates/participant/rights.html"])
    assert not is_legal("Du kan klage.", ["templates/participant/week.html", "portal/text/labels.py"])


def test_a_note_makes_a_sentence_legal_and_is_read_without_the_mark() -> None:
    assert without_mark(["legal"]) == ((), True)
    assert without_mark(["Om frister.", "legal: står i loven"]) == (("Om frister.", "står i loven"), True)
    assert without_mark(["A legal matter.", "legally"]) == (("A legal matter.", "legally"), False)


def test_the_mark_goes_from_the_source_into_every_file_and_back(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "templates/participant").mkdir(parents=True)
    (tmp_path / "portal/a.py").write_text(
        'from x import N_\n# NOTE: legal: ord for ord\nA = N_("Samtykke")\nB = N_("Hei")\n', encoding="utf-8"
    )
    (tmp_path / "templates/participant/rights.html").write_text(
        "{# NOTE: Om fristen. #}{{ _('Du kan klage.') }}{{ _('Send') }}", encoding="utf-8"
    )
    assert {one.msgid: one.legal for one in extract(tmp_path)} == {
        "Samtykke": True,
        "Hei": False,
        "Du kan klage.": True,
        "Send": False,
    }
    sync(tmp_path)
    template = read_template(tmp_path / "translations")
    assert {key[1] for key in template.legal} == {"Samtykke", "Du kan klage."}
    assert {one.msgid: one.notes for one in template.entries if one.legal} == {
        "Samtykke": ("legal", "ord for ord"),
        "Du kan klage.": ("legal", "Om fristen."),
    }
    text = (tmp_path / "translations/so/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    assert '#. legal\n#. ord for ord\nmsgid "Samtykke"' in text
    assert [one.msgid for one in pofile.read(text)[0] if one.legal] == ["Du kan klage.", "Samtykke"]
    assert sync(tmp_path) == ()
    loaded = load_catalogues(tmp_path / "translations")
    assert loaded.legal == template.legal
    assert loaded.but({"so": parse_catalogue("", "so")}).legal == template.legal


@pytest.mark.parametrize("content", [None, b"\xff", b'msgid "x'])
def test_a_template_that_cannot_be_read_is_an_empty_one(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "messages.pot").write_bytes(content)
    assert read_template(tmp_path).legal == frozenset()


def test_the_portals_own_sentences_of_law_are_legal() -> None:
    template = read_template(TRANSLATIONS)
    legal = {one.msgid for one in template.entries if one.legal}
    assert 500 < len(legal) < len(template.entries) / 2
    assert any(one.startswith("Jeg samtykker") for one in legal)
    assert not {"Send", "Uke", "Språk"} & legal


def test_every_legal_sentence_is_shown_in_its_own_language_or_in_bokmal_with_the_hint() -> None:
    known = load_catalogues(TRANSLATIONS)
    for code, locale in LOCALES.items():
        if locale.pseudo or code in {"nb", "nn"}:
            continue
        words = Words(code, known)
        for ctx, msgid, plural in known.legal:
            found = words.lookup(msgid, ctx) if plural is None else words.lookup_forms(msgid, plural, ctx)
            assert (found.locale, found.hint is None) in {(code, True), ("nb", False)}, (code, msgid)
