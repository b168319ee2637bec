"""What pages with files share on both sides: which of them can be opened, and a file as an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, make_response

from portal.domain.documents import CAN_BE_OPENED, About, AboutKind, DocumentState, FileKind
from portal.services.documents import Opened
from portal.store.base import AnyRow

TYPES = {FileKind.JPEG: "image/jpeg", FileKind.PDF: "application/pdf"}
NAMES = {FileKind.JPEG: "bilde.jpg", FileKind.PDF: "dokument.pdf"}
# A file of somebody's runs nothing, fetches nothing and is framed by nobody, whatever a browser takes it for.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file in a list: its row, and whether it opens for the reader."""

    row: AnyRow
    opens: bool


def shown(rows: Iterable[AnyRow], *, may_open: bool = True) -> list[Shown]:
    """The files as `parts/documents.html` lists them; `may_open` is False for a reader who opens none."""
    return [Shown(row, may_open and row.state in CAN_BE_OPENED) for row in rows]


def about_absence(absence_id: str) -> About:
    """What files of an absence are about."""
    return About(AboutKind.ABSENCE, absence_id)


def as_answer(opened: Opened, *, inline: bool) -> Response:
    """The file. Only a picture is ever shown in place, and only where `inline` lets it; a PDF is always saved."""
    response = make_response(opened.content)
    shows = inline and opened.kind is FileKind.JPEG
    response.headers["Content-Type"] = TYPES[opened.kind]
    name = NAMES[opened.kind]
    response.headers["Content-Disposition"] = f'{"inline" if shows else "attachment"}; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def is_scanned(opened: Opened) -> bool:
    """Whether a scanner has looked at it; what none has looked at is not shown in place to the staff."""
    return opened.state is DocumentState.CLEAN
