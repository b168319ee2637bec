"""Months as the office confirms them: written 2026-10, whole from the first day to the last."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

WRITTEN = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
ONE_DAY = timedelta(days=1)


def month_of(day: date) -> date:
    """The first day of the month that `day` lies in."""
    return day.replace(day=1)


def last_day_of(month: date) -> date:
    """The last day of the month that `month` lies in."""
    return next_month(month) - ONE_DAY


def next_month(month: date) -> date:
    """The first day of the month after the one that `month` lies in."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before the one that `month` lies in."""
    return month_of(month_of(month) - ONE_DAY)


def written(month: date) -> str:
    """«2026-10», as addresses and rows write a month."""
    return f"{month.year:04}-{month.month:02}"


def read_month(text: str) -> date | None:
    """The first day of the month that `text` writes, or None for anything else."""
    return date(int(text[:4]), int(text[5:]), 1) if WRITTEN.fullmatch(text) else None


def months_between(first: date, last: date) -> Iterator[date]:
    """The months from the one of `first` to the one of `last`, the newest first. Nothing when `last` comes before."""
    month = month_of(last)
    while month >= month_of(first):
        yield month
        month = month_before(month)
