"""What an address asks for: places, days and moments in the query. What makes no sense is a page that does not exist."""

from datetime import UTC, date, datetime

from flask import abort, request

from portal.domain.months import read_month

# More digits than any conversation will ever have messages.
LONGEST_PLACE = 9
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def asked_text(name: str) -> str:
    """A word or an id, or nothing. No id of ours has a NUL in it, and PostgreSQL would not even look for one."""
    text = request.args.get(name, "")
    return "" if "\0" in text else text


def asked_place(name: str) -> int | None:
    """A place in a conversation, or None when the address names none."""
    return place_in(request.args.get(name, ""))


def place_in(text: str) -> int | None:
    """A place in a conversation as addresses and forms write it, or None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_PLACE else None


def asked_day(name: str) -> date | None:
    """A day, or None when the address names none; 404 for what is no day."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    # Beyond these no case was ever kept, and at the ends of the calendar a day has no neighbour to reckon with.
    return day if EARLIEST <= day <= LATEST else abort(404)


def asked_month() -> date | None:
    """A month by its first day, or None when the address names none; 404 for what is no month."""
    text = request.args.get("month")
    return (read_month(text) or abort(404)) if text else None


def asked_moment(name: str) -> datetime | None:
    """A moment with its time zone, or None when the address names none; 404 for what is no moment."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        # At the ends of the calendar a moment in one time zone has no name in another.
        return moment.astimezone(UTC) if moment.tzinfo else abort(404)
    except (ValueError, OverflowError):
        abort(404)


def asked_row(moment: str, identifier: str) -> tuple[datetime, str] | None:
    """The row after which a list goes on, by its moment and its id; None for the beginning of the list."""
    at, last = asked_moment(moment), asked_text(identifier)
    return (at, last) if at and last else None


def asked_due_row(day: str, moment: str, identifier: str) -> tuple[date, datetime, str] | None:
    """The row after which a list that is sorted by a day first goes on; None for the beginning of the list."""
    due, row = asked_day(day), asked_row(moment, identifier)
    return (due, *row) if due and row else None
