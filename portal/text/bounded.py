"""Reading a file that anybody may have put there: an ordinary file, no larger than a catalogue may be, in UTF-8."""

import os
import stat
from pathlib import Path

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes. A larger catalogue is refused unread."""


class UnusableFileError(Exception):
    """A file that is no text we can take; the message says why in a sentence."""


def read_text(path: Path, *, largest: int = LARGEST_FILE) -> str:
    """What stands in a file. Raises FileNotFoundError, and UnusableFileError for all else that is wrong."""
    try:
        # A pipe or a device in the place of a file would otherwise keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UnusableFileError("it is not an ordinary file")
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise
    except IsADirectoryError as error:
        raise UnusableFileError("it is a folder") from error
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else "its name is impossible"
        raise UnusableFileError(f"the file cannot be opened: {what}") from error
    return decoded(content, largest=largest)


def decoded(content: bytes, *, largest: int = LARGEST_FILE) -> str:
    """The text in the bytes of a file. Raises UnusableFileError when they are too many or not UTF-8."""
    if len(content) > largest:
        raise UnusableFileError(f"the file is larger than {largest} bytes")
    try:
        # Always UTF-8: a header that says utf-7 can hide a tag from every check and show it to a reader.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableFileError(f"the file is not UTF-8 (byte {error.start})") from error
