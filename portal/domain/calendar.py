"""Whose day it is: moments are UTC, days are Norway's."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def oslo_day(moment: datetime) -> date:
    """The date that a calendar on a Norwegian wall shows at `moment`."""
    return moment.astimezone(OSLO).date()


def oslo_moment(day: date, clock: time) -> datetime:
    """The moment, in UTC, at which a Norwegian clock shows `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=OSLO).astimezone(UTC)


def minutes_between(starts: time, ends: time) -> int:
    """Whole minutes from one time of a day to a later one."""
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def monday_of(day: date) -> date:
    """The Monday of the ISO week that `day` lies in."""
    return day - timedelta(days=day.weekday())
