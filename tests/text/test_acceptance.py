"""Marks of acceptance: a file says itself which of its texts people have agreed to, and only as long as that is so."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from portal.cli import main
from portal.domain.translating import Key
from portal.text import pofile
from portal.text.acceptance import is_marked, mark_of, marked, without_void_marks
from portal.text.accepting import with_accepted_texts, write_accepted
from portal.text.catalogue import load_catalogue, parse_catalogue, path_of, with_accepted
from portal.text.importing import import_text, write
from portal.text.locales import TRANSLATED
from portal.text.rewording import reword
from portal.text.sync import export, stats, sync, written

WEEK: Key = (None, "Min uke", None)
APPEAL: Key = (None, "Du kan klage paa vedtaket", None)
DAYS: Key = (None, "%(num)s dag", "%(num)s dager")
CODE = (
    'gettext("Min uke")\ngettext("Du kan klage paa vedtaket")\nngettext("%(num)s dag", "%(num)s dager", 2)\n'
)
SAID = {
    WEEK: ("أسبوعي",),
    APPEAL: ("يمكنك الاعتراض",),
    DAYS: tuple(f"%(num)s {word}" for word in ("صفر", "يوم", "يومان", "أيام", "يومًا", "يوم آخر")),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project whose Arabic catalogue is whole, with every text accepted."""
    for folder in ("portal", "templates", "translations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "portal" / "page.py").write_text(CODE, encoding="utf-8")
    sync(tmp_path)
    for key, texts in SAID.items():
        assert write_accepted(tmp_path / "translations", "ar", key, texts)
    return tmp_path


def agreed(root: Path) -> frozenset[Key]:
    return load_catalogue(root / "translations", "ar").agreed


def change(root: Path, old: str, new: str) -> None:
    """Somebody writes something else in the file by hand."""
    path = path_of(root / "translations", "ar")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_what_is_accepted_is_marked_and_a_second_writing_changes_no_byte(root: Path) -> None:
    assert agreed(root) == set(SAID)
    assert sync(root) == ()
    text = path_of(root / "translations", "ar").read_text(encoding="utf-8")
    assert text.count("# accepted: ") == len(SAID)
    assert export(root / "translations", "ar") == text
    assert written(pofile.read(text)[0], "ar") == text


def test_an_edit_by_hand_makes_the_mark_void_and_the_next_sync_drops_it(root: Path) -> None:
    change(root, "أسبوعي", "الأسبوع")
    assert "# accepted" in path_of(root / "translations", "ar").read_text(encoding="utf-8")
    assert agreed(root) == {APPEAL, DAYS}
    assert [path.parent.parent.name for path in sync(root)] == ["ar"]
    text = path_of(root / "translations", "ar").read_text(encoding="utf-8")
    assert text.count("# accepted: ") == len(SAID) - 1
    # Whoever writes the old text again has to be agreed with again.
    change(root, "الأسبوع", "أسبوعي")
    assert agreed(root) == {APPEAL, DAYS}


def test_another_spelling_of_the_same_letters_is_no_edit(root: Path) -> None:
    change(root, "أسبوعي", "\u0627\u0654سبوعي\u200b")
    assert agreed(root) == set(SAID)


def test_a_text_that_waits_to_be_looked_at_again_or_is_not_safe_is_not_agreed_to(root: Path) -> None:
    path = path_of(root / "translations", "ar")
    entries, _faults = pofile.read(path.read_text(encoding="utf-8"))
    whole = {(one.ctx, one.msgid, one.plural): one for one in entries}
    assert not is_marked(replace(whole[WEEK], fuzzy=True), "ar")
    unsafe = marked(replace(whole[WEEK], strings=("<script>",)), "ar")
    assert is_marked(unsafe, "ar")
    assert parse_catalogue(written([unsafe], "ar"), "ar").agreed == frozenset()


def test_a_mark_is_for_one_language_and_one_sentence() -> None:
    entry = pofile.Entry("Min uke", strings=("Week",))
    mine = marked(entry, "uk")
    assert is_marked(mine, "uk")
    assert not is_marked(mine, "ru")
    assert not is_marked(replace(mine, msgid="Uka mi"), "uk")
    assert not is_marked(replace(mine, ctx="verb"), "uk")
    assert not is_marked(replace(mine, plural="Uker"), "uk")
    assert mark_of(replace(entry, strings=()), "uk") == ""


@given(st.lists(st.sampled_from(["accepted: 0123456789abcdef", "accepted: yes", "", "Om uka", "MARK"])))
def test_every_other_comment_stays_in_its_order_and_one_right_mark_at_most(comments: list[str]) -> None:
    bare = pofile.Entry("Min uke", strings=("Week",))
    right = mark_of(bare, "uk")
    entry = replace(bare, comments=tuple(right if one == "MARK" else one for one in comments))
    once = without_void_marks(entry, "uk")
    others = tuple(one for one in comments if one not in {"MARK", "accepted: 0123456789abcdef"})
    assert once.comments == (*others, *[right] * ("MARK" in comments))
    assert without_void_marks(once, "uk") == once
    assert is_marked(once, "uk") == is_marked(entry, "uk") == ("MARK" in comments)


def test_a_typo_in_the_source_leaves_it_accepted_and_another_meaning_does_not(root: Path) -> None:
    mended = "Du kan klage på vedtaket"
    reword(root, APPEAL[1], mended, typo=True)
    assert agreed(root) == {WEEK, (None, mended, None), DAYS}
    reword(root, "%(num)s dager", "%(num)s døgn", typo=True)
    assert agreed(root) == {WEEK, (None, mended, None), (None, "%(num)s dag", "%(num)s døgn")}
    assert sync(root) == ()
    reword(root, mended, "Du kan klage på alt", typo=False)
    assert agreed(root) == {WEEK, (None, "%(num)s dag", "%(num)s døgn")}
    assert path_of(root / "translations", "ar").read_text(encoding="utf-8").count("# accepted: ") == 2


def test_a_file_from_elsewhere_brings_its_acceptances_along(root: Path) -> None:
    """Into a new deployment, whether it had the texts already or not; and a file without marks takes none away."""
    whole, folder = export(root / "translations", "ar"), root / "translations"
    bare = "".join(line for line in whole.splitlines(keepends=True) if not line.startswith("# "))
    empty = bare.replace("أسبوعي", "")
    path_of(folder, "ar").write_text(empty, encoding="utf-8", newline="\n")
    assert agreed(root) == frozenset()
    done = import_text(whole, "ar", folder)
    # Whoever imports is told of all that counts as accepted because a stranger's file says so.
    assert (len(done.taken), done.same, done.agreed) == (1, 2, 3)
    write(done, folder)
    assert agreed(root) == set(SAID)
    assert path_of(folder, "ar").read_text(encoding="utf-8") == whole
    again = import_text(bare, "ar", folder)
    assert (again.taken, again.same, again.agreed, again.text) == ((), 3, 0, whole)
    other = import_text(bare.replace("أسبوعي", "الأسبوع"), "ar", folder)
    assert other.text.count("# accepted: ") == len(SAID) - 1


def test_a_new_database_knows_from_the_file_and_what_is_accepted_here_takes_its_place(root: Path) -> None:
    catalogue = load_catalogue(root / "translations", "ar")
    here = with_accepted(replace(catalogue, agreed=frozenset({DAYS})), {WEEK: ("الأسبوع",), APPEAL: ("<b>",)})
    assert here.agreed == {WEEK, DAYS}
    assert here.entries[APPEAL] == SAID[APPEAL]
    done = with_accepted_texts(root / "translations", "ar", {WEEK: ("الأسبوع",), APPEAL: ("<b>",)})
    assert parse_catalogue(done.text, "ar").agreed == set(SAID)
    assert done.put_in == 1


def test_the_figures_say_how_many_of_a_draft_are_accepted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root, "أسبوعي", "الأسبوع")
    found = {one.locale: one for one in stats(root)}
    assert set(found) == set(TRANSLATED)
    assert (found["ar"].translated, found["ar"].accepted, found["ar"].legal is None) == (3, 2, False)
    assert (found["nn"].translated, found["nn"].accepted) == (0, 0)
    monkeypatch.setattr("portal.resources.TRANSLATIONS", root / "translations")
    said = CliRunner().invoke(main, ["translations", "stats"])
    assert "ar: 3 of 3, 0 missing, 0 refused, 0 to look at again, 2 accepted" in said.stdout
    told = json.loads(CliRunner().invoke(main, ["translations", "stats", "--json"]).stdout)
    assert [one["accepted"] for one in told["languages"] if one["locale"] == "ar"] == [2]
