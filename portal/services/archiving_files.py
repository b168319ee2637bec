"""The handed-in files of a case that goes to the archive: what each is called in the package, and its content."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from portal.domain.documents import DocumentState, FileKind
from portal.domain.ports import FileKeeper, FileMissing
from portal.services.files import read

ReadFile: TypeAlias = Callable[[Mapping[str, Any]], bytes]
"""Gives the content of the file that a row speaks of. Raises FileMissing when it is not what the row says."""
ENDS = {FileKind.JPEG: "jpg", FileKind.PDF: "pdf"}


def file_reader(keeper: FileKeeper | None) -> ReadFile:
    """Reads from where the files are kept. A case with files is not exported without them: that raises FileMissing."""

    def reading(line: Mapping[str, Any]) -> bytes:
        if keeper is None:
            raise FileMissing("The case has files; say where they are with PORTAL_DOCUMENTS_FOLDER.")
        return read(keeper, str(line["id"]), str(line["sha256"]))

    return reading


def files_of(rows: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of files that are worth preserving, each with its name in the package.

    What was found to be harmful is not handed on to anybody; that it was handed in stands in the rows.
    """
    for line in rows.get("document", ()):
        if line["state"] != DocumentState.INFECTED:
            yield f"{line['id']}.{ENDS[FileKind(line['kind'])]}", line
