"""The frame of every participant page: today's date, and the mark on the bar for answers not yet read."""

from typing import Any

from flask import Response, url_for

from portal.domain.access import Area
from portal.services import conversations, mandates
from portal.services.work import Work
from portal.web.offline import desk_values
from portal.web.page import page
from portal.web.site import actor


def framed(
    work: Work,
    template: str,
    block: str | None = None,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 -- Templates take any value.
) -> Response:
    """Draw a participant's page, or one block of it. Of a representative's only what their mandate opens."""
    areas = mandates.opened(work)
    values |= {
        "today": work.today,
        "areas": frozenset(area.value for area in areas),
        "offline": desk_values(),
        "unread": conversations.unread(work) if Area.MESSAGES in areas else 0,
    }
    return page(template, block, status=status, **values)


def receipt_page(receipt_id: str) -> str:
    """Where a receipt is shown: among one's own, or among those of what one handed in for somebody."""
    return url_for("helping.receipt" if actor().acts_for else "me.receipt", receipt_id=receipt_id)
