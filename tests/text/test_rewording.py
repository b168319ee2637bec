"""Rewording: the sentence changes in the code and in every catalogue, and no translation is lost or wrongly trusted."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.text import pofile
from portal.text.catalogue import path_of
from portal.text.checking import check
from portal.text.extraction import extract
from portal.text.rewording import RewordingError, likely, reword
from portal.text.sync import sync

CODE = """
WORDS = {"sick": N_("Syk")}
words.gettext("Du kan klage paa vedtaket")
words.ngettext("%(num)s dag borte", "%(num)s dager borte", 2)
words.gettext("Delt i " "to")
"""
PAGE = """<p title="{{ _('Du kan klage paa vedtaket') }}">{{ _("Ikke \\"ferdig\\"") }}</p>
{% trans navn=x %}
  Hei {{ navn }}
{% endtrans %}
{% trans %}Et avsnitt i en blokk{% endtrans %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with an English catalogue."""
    for folder in ("portal", "templates", "translations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "portal" / "page.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    sync(tmp_path)
    path = path_of(tmp_path / "translations", "en")
    text = path.read_text(encoding="utf-8")
    for msgid, said in (("Du kan klage paa vedtaket", "You can appeal"), ("Et avsnitt i en blokk", "A part")):
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{said}"')
    text = text.replace(
        'dager borte"\nmsgstr[0] ""\nmsgstr[1] ""',
        'dager borte"\nmsgstr[0] "a day"\nmsgstr[1] "%(num)s days"',
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def entry(root: Path, msgid: str) -> pofile.Entry:
    entries, _ = pofile.read(path_of(root / "translations", "en").read_text(encoding="utf-8"))
    return {one.msgid: one for one in entries}[msgid]


def test_a_typo_is_mended_everywhere_and_translations_stay(root: Path) -> None:
    done = reword(root, "Du kan klage paa vedtaket", "Du kan klage på vedtaket", typo=True)
    assert [(place.file, place.line) for place in done.places] == [
        ("portal/page.py", 3),
        ("templates/page.html", 1),
    ]
    found = entry(root, "Du kan klage på vedtaket")
    assert (found.strings, found.fuzzy) == (("You can appeal",), False)
    assert sync(root) == ()
    assert "paa" not in (root / "templates" / "page.html").read_text(encoding="utf-8")


def test_another_meaning_keeps_the_text_to_be_looked_at_with_what_the_source_said(root: Path) -> None:
    reword(root, "Du kan klage paa vedtaket", "Du kan klage på hele vedtaket", typo=False)
    found = entry(root, "Du kan klage på hele vedtaket")
    assert (found.strings, found.fuzzy, found.previous) == (
        ("You can appeal",),
        True,
        ("Du kan klage paa vedtaket",),
    )
    assert '#| msgid "Du kan klage paa vedtaket"' in path_of(root / "translations", "en").read_text("utf-8")
    # It survives every later sync, until somebody takes the mark away.
    assert sync(root) == ()
    kinds = {(one.kind, one.hard) for one in check(root) if "hele" in one.msgid}
    assert ("fuzzy", True) in kinds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("%(num)s dag borte", "%(num)s døgn borte"),
        ("%(num)s dager borte", "%(num)s døgn borte"),
        ("Et avsnitt i en blokk", "Et avsnitt"),
        ('Ikke "ferdig"', "Ikke 'ferdig'"),
        ("Syk", 'Sjuk "no"'),
    ],
)
def test_each_way_of_writing_a_sentence_is_found(root: Path, old: str, new: str) -> None:
    reword(root, old, new, typo=True)
    said = {text for one in extract(root) for text in one.ids}
    assert new in said
    assert old not in said


def test_one_form_of_two_is_reworded_and_the_other_stays(root: Path) -> None:
    reword(root, "%(num)s dager borte", "%(num)s døgn borte", typo=False)
    found = entry(root, "%(num)s dag borte")
    assert found.plural == "%(num)s døgn borte"
    assert found.previous == ("%(num)s dag borte", "%(num)s dager borte")
    assert found.strings == ("a day", "%(num)s days")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Delt i to", "Delt i tre", "change it by hand"),
        ("Hei %(navn)s", "God dag %(navn)s", "change it by hand"),
        ("Finnes ikke", "Finnes heller ikke", "neither"),
        ("Syk", "Syk", "the old one"),
        ("Syk", " ", "empty"),
        ("Syk", "Et avsnitt i en blokk", "already"),
        ("Syk", "Syk %(dag)s", "more than a typo"),
        ("Syk", "Syk <b>nå</b>", "more than a typo"),
        ("Syk", "100 % syk", "more than a typo"),
    ],
)
def test_where_it_is_unsure_it_refuses_and_nothing_is_written(
    root: Path, old: str, new: str, why: str
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    with pytest.raises(RewordingError, match=why):
        reword(root, old, new, typo=True)
    assert {path: path.read_bytes() for path in before} == before


def test_a_sentence_that_the_code_would_say_wrongly_is_taken_back(root: Path) -> None:
    before = (root / "portal" / "page.py").read_bytes()
    with pytest.raises(RewordingError, match="would not be right"):
        reword(root, "Du kan klage paa vedtaket", "Du kan klage %(dag)s", typo=False)
    assert (root / "portal" / "page.py").read_bytes() == before


def test_code_that_was_changed_by_hand_is_followed_by_the_catalogues(root: Path) -> None:
    page = root / "templates" / "page.html"
    page.write_text(
        page.read_text("utf-8").replace("avsnitt i en blokk", "avsnitt i en bolk"), encoding="utf-8"
    )
    assert likely(root) == (("Et avsnitt i en blokk", "Et avsnitt i en bolk"),)
    assert reword(root, "Et avsnitt i en blokk", "Et avsnitt i en bolk", typo=True).places == ()
    assert entry(root, "Et avsnitt i en bolk").strings == ("A part",)
    assert likely(root) == ()


def test_a_sync_asks_before_it_drops_what_may_only_have_been_reworded(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.resources.TRANSLATIONS", root / "translations")
    page = root / "templates" / "page.html"
    page.write_text(
        page.read_text("utf-8").replace("avsnitt i en blokk", "avsnitt i en bolk"), encoding="utf-8"
    )
    asked = CliRunner().invoke(main, ["translations", "sync"])
    assert asked.exit_code == 1
    assert "translations reword" in asked.output
    assert entry(root, "Et avsnitt i en blokk").strings == ("A part",)
    arguments = ["translations", "reword", "Et avsnitt i en blokk", "Et avsnitt i en bolk", "--typo"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert entry(root, "Et avsnitt i en bolk").strings == ("A part",)
    dropped = CliRunner().invoke(main, ["translations", "sync", "--drop"])
    assert "missing" in dropped.output
    refused = CliRunner().invoke(main, ["translations", "reword", "Finnes ikke", "Heller ikke"])
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
