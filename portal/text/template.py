"""The template of the catalogues, messages.pot: which sentences there are, and which of them are legal.

It lies beside the catalogues of an installed portal too, which has no code to extract from.
"""

from dataclasses import dataclass
from pathlib import Path

from portal.domain.translating import Key
from portal.text import pofile
from portal.text.bounded import UnusableFileError, read_text

NAME = "messages.pot"


@dataclass(frozen=True, slots=True)
class Template:
    """Every sentence with its notes, in the order of the file, and the keys of the legal ones."""

    entries: tuple[pofile.Entry, ...]
    legal: frozenset[Key]


def read_template(directory: Path) -> Template:
    """The template in the folder of the catalogues. One that is not there, or cannot be read, is an empty one."""
    try:
        text = read_text(directory / NAME)
    except (FileNotFoundError, UnusableFileError):
        return Template((), frozenset())
    entries, _faults = pofile.read(text)
    legal = frozenset((one.ctx, one.msgid, one.plural) for one in entries if one.legal)
    return Template(entries, legal)


def legal_keys(directory: Path) -> frozenset[Key]:
    """Only the keys of the legal sentences."""
    return read_template(directory).legal
