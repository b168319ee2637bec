"""The frame of every participant page: today's date, and the mark on the bar for answers not yet read."""

from typing import Any

from flask import Response

from portal.services import conversations
from portal.services.work import Work
from portal.web.page import page


def framed(
    work: Work,
    template: str,
    block: str | None = None,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 -- Templates take any value.
) -> Response:
    """Draw a participant's page, or one block of it."""
    return page(template, block, status=status, today=work.today, unread=conversations.unread(work), **values)
