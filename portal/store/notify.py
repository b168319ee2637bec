"""Announcements that PostgreSQL carries to every process together with the commit."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

CHANNEL: Final = "portal_changes"
LONGEST: Final = 7_900
"""Bytes of one announcement. PostgreSQL refuses 8000."""


def carry(session: Session, announcements: Sequence[str]) -> None:
    """Let the commit carry these. When the transaction is undone nobody hears of them.

    A commit that carries something waits for others that do: the database tells everybody in the order of the
    commits. It is done last, when nothing else is left to wait for, so that nobody waits in a circle.
    """
    for one in announcements:
        session.execute(select(func.pg_notify(CHANNEL, one)))
