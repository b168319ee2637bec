"""Requests that bring files: longer than others on a few addresses alone, and never put down on a disk."""

from io import BytesIO
from typing import IO

from flask import Request, abort, request
from werkzeug.exceptions import HTTPException

from portal.domain.documents import LONGEST_BODY, takes_files
from portal.web.requests_log import because

FIELD = "file"
LONGEST_FIELDS = 256 * 1024


class PortalRequest(Request):
    """A request whose files stay in memory: what somebody sends us lies nowhere before it has been made clean."""

    @property
    def _takes_files(self) -> bool:
        return takes_files(self.method, self.path, self.content_type or "")

    @property
    def max_content_length(self) -> int | None:
        """How long it may be; the front door has read no more than that."""
        if self._takes_files:
            return LONGEST_BODY
        return super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        raise AttributeError("How long a request may be is decided by its address.")

    @property
    def max_form_memory_size(self) -> int | None:
        """How much of it may be no file. The reader takes parts of 64 KiB and counts what is left of the one before."""
        if self._takes_files:
            return LONGEST_FIELDS
        return super().max_form_memory_size

    @max_form_memory_size.setter
    def max_form_memory_size(self, value: int | None) -> None:
        raise AttributeError("How long a request may be is decided by its address.")

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def handed_in_together(most: int) -> list[bytes]:
    """The files that the form may bring, in the order in which they were chosen; at most one more than `most` is read.

    An empty place for a file is none. A file under another name is an attack or a bug: the answer is 400.
    """
    try:
        found = request.files
    except HTTPException:
        return []
    if set(found) - {FIELD}:
        because("strange-file")
        abort(400)
    filled = [one for one in found.getlist(FIELD) if one.filename]
    return [one.stream.read() for one in filled[: most + 1]]


def handed_in() -> bytes:
    """The one file that the form may bring, or nothing. Its name and the type that was sent with it are not looked at.

    A file under another name, or two of them, is an attack or a bug: the answer is 400.
    """
    try:
        found = request.files
    except HTTPException:
        return b""
    if set(found) - {FIELD} or any(len(files) > 1 for _, files in found.lists()):
        because("strange-file")
        abort(400)
    return found[FIELD].stream.read() if FIELD in found else b""
