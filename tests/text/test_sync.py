"""The catalogues kept in step with the code, and what is found at the call sites."""

from pathlib import Path

import jinja2
import pytest

from portal.text.callsites import check_call_sites
from portal.text.checking import check
from portal.text.extraction import extract
from portal.text.locales import TRANSLATED
from portal.text.sync import UnreadableCatalogueError, stats, sync

CODE = """
from portal.text.words import N_

def page(words):
    # NOTE: Står øverst i planen.
    words.gettext("Min plan")
    words.ngettext("%(num)s dag", "%(num)s dager", 2)
    words.pgettext("verb", "Klage")

KINDS = {"sick": N_("Syk")}
"""

PAGE = """{# NOTE: Knappen nederst. #}
{{ _('Send') }}
{% trans navn=x %}Hei
   {{ navn }}{% endtrans %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("portal", "templates/participant", "translations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "portal" / "page.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "templates" / "participant" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def catalogue(root: Path, code: str) -> Path:
    return root / "translations" / code / "LC_MESSAGES" / "messages.po"


def test_every_marked_sentence_is_found_with_its_note_and_context(root: Path) -> None:
    found = {one.msgid: one for one in extract(root)}
    assert set(found) == {"Min plan", "%(num)s dag", "Klage", "Syk", "Send", "Hei %(navn)s"}
    assert found["Min plan"].notes == ("Står øverst i planen.",)
    assert found["Send"].notes == ("Knappen nederst.",)
    assert found["Klage"].ctx == "verb"
    assert found["%(num)s dag"].plural == "%(num)s dager"
    assert found["Min plan"].places[0].file == "portal/page.py"


def test_a_template_that_cannot_be_read_is_an_error_and_not_silence(root: Path) -> None:
    (root / "templates" / "bad.html").write_text("{% nonsense %}{{ _('Tapt') }}", encoding="utf-8")
    with pytest.raises(jinja2.TemplateSyntaxError):
        extract(root)
    assert ("templates/bad.html", 1, "template") in {(one.file, one.line, one.kind) for one in check(root)}


def test_a_second_sync_changes_nothing_byte_for_byte(root: Path) -> None:
    assert len(sync(root)) == len(TRANSLATED) + 1
    before = {path: path.read_bytes() for path in (root / "translations").rglob("*.po*")}
    assert sync(root) == ()
    assert {path: path.read_bytes() for path in before} == before
    text = catalogue(root, "ar").read_text(encoding="utf-8")
    assert "msgstr[5]" in text
    assert "#:" not in text
    assert "Date" not in text
    assert b"\r" not in catalogue(root, "ar").read_bytes()


def test_a_sync_keeps_translations_and_comments_and_drops_what_nobody_says(root: Path) -> None:
    sync(root)
    path = catalogue(root, "en")
    text = path.read_text(encoding="utf-8").replace(
        'msgid "Send"\nmsgstr ""', 'msgid "Send"\nmsgstr "Se\u200bnd it"'
    )
    path.write_text(text + '\n# Old.\nmsgid "Borte"\nmsgstr "Gone"\n', encoding="utf-8", newline="\n")
    sync(root)
    after = path.read_text(encoding="utf-8")
    assert 'msgstr "Send it"' in after
    assert "Borte" not in after


def test_a_catalogue_with_faults_is_not_written_over(root: Path) -> None:
    sync(root)
    path = catalogue(root, "nn")
    path.write_text('msgid "Send\nmsgstr "x"\n', encoding="utf-8")
    with pytest.raises(UnreadableCatalogueError, match="line 1"):
        sync(root)
    assert path.read_text(encoding="utf-8").startswith('msgid "Send\n')
    assert "unreadable" in {one.kind for one in check(root)}


def test_a_check_tells_stale_missing_and_refused_apart(root: Path) -> None:
    assert {one.kind for one in check(root)} == {"stale", "missing"}
    sync(root)
    assert {one.kind for one in check(root)} == {"missing"}
    path = catalogue(root, "en")
    text = path.read_text(encoding="utf-8").replace('msgid "Send"\nmsgstr ""', 'msgid "Send"\nmsgstr "<b>"')
    path.write_text(text, encoding="utf-8", newline="\n")
    refused = [one for one in check(root) if one.kind == "markup"]
    assert [one.file for one in refused] == ["translations/en/LC_MESSAGES/messages.po"]
    assert refused[0].line is not None


def test_the_counts_of_a_language_add_up_and_only_accepted_texts_count(root: Path) -> None:
    sync(root)
    path = catalogue(root, "nn")
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "Send"\nmsgstr ""', 'msgid "Send"\nmsgstr "<b>"')
    text = text.replace('msgid "Syk"\nmsgstr ""', 'msgid "Syk"\nmsgstr "Sjuk"')
    text = text.replace('msgid "Min plan"\nmsgstr ""', '#, fuzzy\nmsgid "Min plan"\nmsgstr "Planen min"')
    path.write_text(text, encoding="utf-8", newline="\n")
    nn = next(one for one in stats(root) if one.locale == "nn")
    assert (nn.total, nn.translated, nn.missing, nn.refused, nn.stale) == (6, 1, 3, 1, 1)


def test_a_sentence_said_with_and_without_forms_is_found(root: Path) -> None:
    (root / "portal" / "other.py").write_text('gettext("%(num)s dag", num=1)\n', encoding="utf-8")
    assert "plural" in {one.kind for one in check(root)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('_(f"Hei {navn}")', "not literal"),
        ('gettext(f"Hei {navn}")', "not literal"),
        ('_("Hei " + navn)', "not literal"),
        ('_("Hei {}".format(navn))', "not literal"),
        ("_(text)", "not literal"),
        ("N_(text)", "not literal"),
        ('_("Hei {0}").format(navn)', "format"),
        ('_("Hei %%s") % navn', "format"),
        ('_("100% sikkert")', "percent"),
        ('_("Hei %s")', "percent"),
        ('_("Hei %(navn)s")', "values"),
        ('_("Hei %(navn)s", nam=1)', "values"),
        ('words.gettext("Hei", navn=1)', "values"),
        ('_("Les <b>nå")', "markup"),
    ],
)
def test_a_call_that_no_translation_can_mend_is_found_in_code(root: Path, line: str, kind: str) -> None:
    (root / "portal" / "bad.py").write_text(f"\n{line}\n", encoding="utf-8")
    assert ("portal/bad.py", 2, kind) in {(one.file, one.line, one.kind) for one in check_call_sites(root)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("{{ _('Hei ' ~ navn) }}", "not literal"),
        ("{{ _(text) }}", "not literal"),
        ("{{ _('Hei %(navn)s') }}", "values"),
        ("{{ _('Hei', navn=1) }}", "values"),
        ("{{ _('100% sikkert') }}", "percent"),
        ("{{ _('Hei %%s')|format(navn) }}", "format"),
    ],
)
def test_a_call_that_no_translation_can_mend_is_found_in_a_template(root: Path, line: str, kind: str) -> None:
    (root / "templates" / "bad.html").write_text(f"\n{line}\n", encoding="utf-8")
    assert ("templates/bad.html", 2, kind) in {
        (one.file, one.line, one.kind) for one in check_call_sites(root)
    }


@pytest.mark.parametrize(
    "line",
    [
        'words.gettext(KINDS["sick"])',
        'words.gettext("Hei %(navn)s", **values)',
        'words.ngettext("%(num)s dag", "%(num)s dager", n)',
        'N_("Hei %(navn)s")',
    ],
)
def test_an_honest_call_is_left_in_peace(root: Path, line: str) -> None:
    (root / "portal" / "good.py").write_text(f"{line}\n", encoding="utf-8")
    assert check_call_sites(root) == ()
