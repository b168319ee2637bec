"""Writing through: a translation that was accepted in the workbench put into the catalogue's own file.

Where the portal has a folder of catalogues that it may write (`PORTAL_CATALOGUES`), the files are the truth: what is
accepted is written into them, other processes notice that they have changed, and when somebody changes one afterwards
with another tool, that is what the portal says. The rows of accepted texts then only tell the history. Where there is no
such folder, the files are an installed portal's and nobody writes them: the newest accepted row is said instead of them.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from portal.domain.translating import Key
from portal.text import pofile
from portal.text.bounded import LARGEST_FILE, UnusableFileError, read_text
from portal.text.catalogue import path_of
from portal.text.locales import LOCALES
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.sync import entries_of, written

LOCK = ".accepting.lock"


class NotWritten(Exception):
    """The text could not be put into the file, which is as it was; the message says why."""


def write_accepted(folder: Path, code: str, key: Key, texts: tuple[str, ...]) -> bool:
    """Put one accepted text into `<folder>/<locale>/LC_MESSAGES/messages.po`, canonically written; False when it stood there.

    Others read the old file or the new one, never a part, and of two who write at once the second sees what the first
    wrote. Raises NotWritten for a text that is not safe to show, a file that cannot be read without loss, and a folder
    that cannot be written.
    """
    ctx, msgid, plural = key
    entry = pofile.Entry(msgid, plural, ctx, tuple(tidy(text, locale=code) for text in texts))
    rule = RULES[LOCALES[code].plural]
    if wrong := problems(entry.ids, entry.strings, locale=code, forms=rule.forms):
        raise NotWritten(f"the text is not safe: {wrong[0].what}")
    try:
        with _alone(folder):
            return _put(path_of(folder, code), code, entry)
    except OSError as error:
        raise NotWritten(f"the file cannot be written: {error.strerror}") from error


def with_accepted_texts(folder: Path, code: str, accepted: Mapping[Key, tuple[str, ...]]) -> str:
    """The canonical catalogue of a language with what was accepted in an installation in the place of its own texts.

    What the source does not say any more, and what is not safe to show, is left out. Raises UnreadableCatalogueError.
    """
    rule = RULES[LOCALES[code].plural]
    entries = []
    for entry in entries_of(folder, code):
        texts = tuple(
            tidy(text, locale=code) for text in accepted.get((entry.ctx, entry.msgid, entry.plural), ())
        )
        if texts and not problems(entry.ids, texts, locale=code, forms=rule.forms):
            entries.append(replace(entry, strings=texts, fuzzy=False, previous=()))
        else:
            entries.append(entry)
    return written(entries, code)


def _put(path: Path, code: str, entry: pofile.Entry) -> bool:
    try:
        before = read_text(path)
    except FileNotFoundError:
        before = ""
    except UnusableFileError as error:
        raise NotWritten(str(error)) from error
    entries, faults = pofile.read(before)
    if faults:
        raise NotWritten(f"line {faults[0].line} of the file cannot be read: {faults[0].what}")
    kept = {one.key: one for one in entries}
    old = kept.get(entry.key, entry)
    if old.strings == entry.strings and old is not entry and not old.fuzzy:
        return False
    # What tools and translators noted beside the old text stays; that it was not ready does not.
    kept[entry.key] = replace(old, plural=entry.plural, strings=entry.strings, fuzzy=False, previous=())
    after = written(kept.values(), code)
    if len(after.encode()) > LARGEST_FILE:
        # Nobody would read it any more, and the language would be lost when the portal starts next.
        raise NotWritten(f"the file would be larger than {LARGEST_FILE} bytes")
    _replace(path, after)
    return True


def _replace(path: Path, text: str) -> None:
    """Write a file beside the old one and let it take its place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".messages-", suffix=".po", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        # Made for our own eyes alone, as all such files are; the one it replaces is for whoever could read that.
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only process that writes in the folder; the others wait."""
    with (folder / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
