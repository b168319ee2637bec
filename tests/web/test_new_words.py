"""New words while the portal runs: read within seconds, whole or not at all, and a spoiled file changes nothing."""

import shutil
from pathlib import Path
from threading import Thread

import pytest

from portal.domain.translating import Key
from portal.resources import TRANSLATIONS
from portal.text.catalogue import path_of
from portal.web import speech
from portal.web.speech import MOST_NEWS, SECONDS_OF_NEWS, Accepted, Overlay, Speaking
from portal.web.tongues import read_speech

PLAN: Key = (None, "Plan", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the catalogues of English and Somali, as translators write in it."""
    for code in ("en", "so"):
        path = path_of(tmp_path, code)
        path.parent.mkdir(parents=True)
        shutil.copy(path_of(TRANSLATIONS, code), path)
    return tmp_path


def written(folder: Path, text: str, code: str = "en") -> None:
    """Another catalogue with this text for the plan in the place of the one that is there."""
    path = path_of(folder, code)
    path.write_text(f'msgid "Plan"\nmsgstr "{text}"\n', encoding="utf-8")


def speaking(folder: Path, overlay: Overlay | None = None) -> Speaking:
    return Speaking(read_speech(pseudo=False, folder=folder), folder, overlay)


def says(portal: Speaking, code: str) -> str:
    return portal.now.tongues[code].words.gettext("Plan")


class Accepting:
    """An overlay that somebody accepts texts into."""

    def __init__(self) -> None:
        self.count = 0
        self.held: dict[str, dict[Key, tuple[str, ...]]] = {}

    def generation(self) -> int:
        return self.count

    def texts(self) -> Accepted:
        return {code: dict(texts) for code, texts in self.held.items()}

    def accept(self, code: str, key: Key, text: str) -> None:
        self.held.setdefault(code, {})[key] = (text,)
        self.count += 1


def test_nothing_changes_by_itself(folder: Path) -> None:
    portal = speaking(folder)
    before = portal.now
    assert portal.look() == frozenset()
    assert portal.now is before


def test_a_file_that_was_written_anew_is_said_in_pages_too(folder: Path) -> None:
    portal = speaking(folder)
    template = "{{ _('Plan') }}"
    tongue = portal.now.tongues["en"]
    assert tongue.templates.from_string(template).render() == "Plan"
    written(folder, "My own plan")
    assert "en" in portal.look()
    assert says(portal, "en") == "My own plan"
    assert portal.now.tongues["en"].templates.from_string(template).render() == "My own plan"
    # Whoever still draws with what they had before draws all of it with that.
    assert tongue.templates.from_string(template).render() == "Plan"


def test_who_falls_back_on_a_language_reads_its_new_words_and_nobody_else(folder: Path) -> None:
    portal = speaking(folder)
    norwegian, bokmal = portal.now.tongues["nn"], portal.now.tongues["nb"]
    written(folder, "My own plan")
    changed = portal.look()
    assert {"en", "so", "ar", "uk"} <= changed
    assert not {"nb", "nn", "se"} & changed
    assert portal.now.tongues["nn"] is norwegian
    assert portal.now.tongues["nb"] is bokmal


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'msgid "Plan"\nmsgstr "half', b"x" * 3_000_000])
def test_a_spoiled_file_leaves_the_old_words_serving(folder: Path, content: bytes) -> None:
    portal = speaking(folder)
    written(folder, "My own plan")
    portal.look()
    path_of(folder, "en").write_bytes(content)
    assert portal.look() == frozenset()
    assert says(portal, "en") == "My own plan"
    assert [(one.locale, one.kind in {"file", "syntax"}) for one in portal.broken] == [("en", True)]
    written(folder, "My mended plan")
    assert "en" in portal.look()
    assert says(portal, "en") == "My mended plan"
    assert portal.broken == ()


def test_a_file_that_goes_away_takes_no_words_with_it(folder: Path) -> None:
    portal = speaking(folder)
    written(folder, "My own plan")
    portal.look()
    path_of(folder, "en").unlink()
    assert portal.look() == frozenset()
    assert says(portal, "en") == "My own plan"
    assert portal.broken


def test_a_hostile_text_in_a_new_file_is_refused_and_the_next_language_said(folder: Path) -> None:
    portal = speaking(folder)
    written(folder, "<script>alert(1)</script>")
    portal.look()
    assert says(portal, "en") == "Plan"
    assert "markup" in {one.kind for one in portal.now.catalogues["en"].refused}


def test_what_was_accepted_is_said_at_the_next_look(folder: Path) -> None:
    overlay = Accepting()
    portal = speaking(folder, overlay)
    overlay.accept("en", PLAN, "An accepted plan")
    assert says(portal, "en") != "An accepted plan"
    assert "en" in portal.look()
    assert says(portal, "en") == "An accepted plan"
    assert portal.look() == frozenset()


def test_what_was_accepted_before_a_file_changed_stays(folder: Path) -> None:
    overlay = Accepting()
    portal = speaking(folder, overlay)
    overlay.accept("en", PLAN, "An accepted plan")
    portal.look()
    written(folder, "A plan of the file")
    portal.look()
    assert says(portal, "en") == "An accepted plan"


def test_a_hostile_text_among_the_accepted_is_refused_too(folder: Path) -> None:
    overlay = Accepting()
    overlay.accept("en", PLAN, "<img src=x onerror=alert(1)>")
    overlay.accept("tlh", PLAN, "nab")
    portal = speaking(folder, overlay)
    before = says(portal, "en")
    portal.look()
    assert says(portal, "en") == before
    assert "markup" in {one.kind for one in portal.now.catalogues["en"].refused}


def test_open_pages_in_a_language_are_told_at_once_and_of_many_changes_later_in_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(speech, "monotonic", lambda: now[0])
    portal, told = speaking(folder), []
    portal.tell(told.append)
    for number in range(MOST_NEWS + 3):
        written(folder, f"Qorshe kale {'I' * number}", "so")
        portal.look()
    assert told == [{"so"}] * MOST_NEWS
    written(folder, "Another plan")
    portal.look()
    assert "en" in told[-1]
    assert "so" not in told[-1]
    now[0] += SECONDS_OF_NEWS
    portal.look()
    portal.look()
    assert told[MOST_NEWS + 1 :] == [{"so"}]


def test_two_who_look_at_once_and_many_who_read_never_see_half(folder: Path) -> None:
    """Readers take the whole as it is: each sees the text of one file or of the other, and no error."""
    portal = speaking(folder)
    seen: set[str] = set()
    texts = [f"Plan number {number}".replace("number ", "") for number in ("one", "two", "three", "four")]
    before = says(portal, "en")

    def read() -> None:
        for _ in range(200):
            seen.add(says(portal, "en"))

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for text in texts:
        written(folder, text)
        lookers = [Thread(target=portal.look) for _ in range(2)]
        for thread in lookers:
            thread.start()
        for thread in lookers:
            thread.join()
    for thread in threads:
        thread.join()
    assert seen <= {before, *texts}
    assert says(portal, "en") == texts[-1]


class Unreachable(Accepting):
    """An overlay whose database is away."""

    away = False

    def generation(self) -> int:
        if self.away:
            raise OSError("the database is away")
        return super().generation()


def test_a_file_that_changed_while_the_database_was_away_is_read_when_it_is_back(folder: Path) -> None:
    overlay = Unreachable()
    portal = speaking(folder, overlay)
    overlay.away = True
    written(folder, "My own plan")
    with pytest.raises(OSError, match="away"):
        portal.look()
    overlay.away = False
    assert "en" in portal.look()
    assert says(portal, "en") == "My own plan"


def test_what_is_legal_is_known_where_the_folder_of_catalogues_does_not_say_it(folder: Path) -> None:
    """Otherwise a right that is not in somebody's language would be told in English, as if it were an ordinary sentence."""
    legal = read_speech(pseudo=False, folder=folder).catalogues.legal
    assert legal
    assert legal == read_speech(pseudo=False).catalogues.legal
