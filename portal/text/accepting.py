"""Writing through: a translation that was accepted in the workbench put into the catalogue's own file.

Where the portal has a folder of catalogues that it may write (`PORTAL_CATALOGUES`), the files are the truth: what is
accepted is written into them, other processes notice that they have changed, and when somebody changes one afterwards
with another tool, that is what the portal says. The rows of accepted texts then only tell the history. Where there is no
such folder, the files are an installed portal's and nobody writes them: the newest accepted row is said instead of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal.domain.translating import Key, Texts
from portal.text import pofile
from portal.text.acceptance import is_marked, marked
from portal.text.bounded import LARGEST_FILE, UnusableFileError, read_text
from portal.text.catalogue import path_of
from portal.text.locales import LOCALES
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.sync import entries_of, written
from portal.text.writing import alone, replace_file


class NotWritten(Exception):
    """The text could not be put into the file, which is as it was; the message says why."""


class ChangedMeanwhile(NotWritten):
    """The file says something else than what the text was to take the place of: somebody has written there since."""


@dataclass(frozen=True, slots=True)
class WithAccepted:
    """The canonical text of a catalogue, and how many accepted texts are in it."""

    text: str
    put_in: int


def write_accepted(
    folder: Path, code: str, key: Key, texts: Texts, *, instead_of: Texts | None = None
) -> bool:
    """Put one accepted text into `<folder>/<locale>/LC_MESSAGES/messages.po`, canonically written; False when it stood there.

    `instead_of` is what people saw there when they agreed, nothing for a text that readers are not shown; None where that
    does not matter. The text is marked as accepted. Others read the old file or the new one, never a part, and of two who
    write at once the second sees what the first wrote.

    Raises ChangedMeanwhile for a file that says neither of the two, and NotWritten for a text that is not safe to show, a
    file that cannot be read without loss, and a folder that cannot be written or that somebody else is busy with.
    """
    ctx, msgid, plural = key
    entry = pofile.Entry(msgid, plural, ctx, tuple(tidy(text, locale=code) for text in texts))
    rule = RULES[LOCALES[code].plural]
    if wrong := problems(entry.ids, entry.strings, locale=code, forms=rule.forms):
        raise NotWritten(f"the text is not safe: {wrong[0].what}")
    try:
        with alone(folder):
            return _put(path_of(folder, code), code, entry, instead_of)
    except OSError as error:
        raise NotWritten(f"the file cannot be written: {error.strerror or error}") from error


def with_accepted_texts(
    folder: Path, code: str, accepted: Mapping[Key, Texts], *, template: Path | None = None
) -> WithAccepted:
    """The catalogue of a language with what was accepted in an installation in the place of its own texts.

    What the source does not say any more, and what is not safe to show, is left out; what is in is marked as accepted.
    `template` is the folder of the template, if it is not `folder`. Raises UnreadableCatalogueError.
    """
    rule = RULES[LOCALES[code].plural]
    entries, put_in = [], 0
    for entry in entries_of(folder, code, template=template):
        texts = tuple(
            tidy(text, locale=code) for text in accepted.get((entry.ctx, entry.msgid, entry.plural), ())
        )
        if texts and not problems(entry.ids, texts, locale=code, forms=rule.forms):
            entries.append(marked(replace(entry, strings=texts, fuzzy=False, previous=()), code))
            put_in += 1
        else:
            entries.append(entry)
    return WithAccepted(written(entries, code), put_in)


def _put(path: Path, code: str, entry: pofile.Entry, instead_of: Texts | None) -> bool:
    try:
        before = read_text(path)
    except FileNotFoundError:
        before = ""
    except UnusableFileError as error:
        raise NotWritten(str(error)) from error
    else:
        if not before.strip():
            # Somebody is writing it, or their disk was full: a file with this text alone would take all others away.
            raise NotWritten("there is no text in the file")
    entries, faults = pofile.read(before)
    if faults:
        raise NotWritten(f"line {faults[0].line} of the file cannot be read: {faults[0].what}")
    kept = {one.key: one for one in entries}
    old = kept.get(entry.key, entry)
    stands = () if old is entry or old.plural != entry.plural else _shown(old, code)
    if instead_of is not None and stands not in (instead_of, entry.strings):
        raise ChangedMeanwhile("the file says something else since the text was proposed")
    if stands == entry.strings == old.strings and is_marked(old, code):
        return False
    # What tools and translators noted beside the old text stays; that it was not ready does not.
    new = replace(old, plural=entry.plural, strings=entry.strings, fuzzy=False, previous=())
    kept[entry.key] = marked(new, code)
    after = written(kept.values(), code)
    if len(after.encode()) > LARGEST_FILE:
        # Nobody would read it any more, and the language would be lost when the portal starts next.
        raise NotWritten(f"the file would be larger than {LARGEST_FILE} bytes")
    replace_file(path, after)
    return True


def _shown(entry: pofile.Entry, code: str) -> Texts:
    """What readers are shown of an entry: nothing where it waits to be looked at again, or is not safe."""
    texts = tuple(tidy(text, locale=code) for text in entry.strings)
    forms = RULES[LOCALES[code].plural].forms
    return () if entry.fuzzy or problems(entry.ids, texts, locale=code, forms=forms) else texts
