"""A calendar feed as phones read it (RFC 5545): neutral words, times on a Norwegian clock, names that last."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.domain.calendar import OSLO
from portal.services.calendar_entries import Entry, EntryKind
from portal.text.drafted import draft_said
from portal.text.words import N_, Words

# Nothing in the file says who made it: a phone shows a calendar's name among all others.
PRODUCT = "-//Calendar//Calendar 1.0//EN"
NAME = N_("Avtaler")
# NOTE: Står i en kalender som andre kan se. Teksten må ikke røpe hva avtalen gjelder.
NEUTRAL = N_("Avtale")
TITLES = {EntryKind.EVALUATION: N_("Vi ser på planen sammen")}
HOW_OFTEN = timedelta(hours=6)
# Every entry's name is drawn from its key within this space, so that the key itself is in no file.
SPACE = UUID("6f1f2f0e-2f0c-4f5b-9c0a-6f6f0f0b8a11")
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_file(entries: Iterable[Entry], words: Words, at: datetime, *, names_shown: bool) -> bytes:
    """The whole feed. `at` is when it is made."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.gettext(NAME))
    if draft := draft_said(words):
        # The one is the standard's (RFC 7986), and the other what phones read.
        calendar.add("description", draft)
        calendar.add("x-wr-caldesc", draft)
    calendar.add("x-wr-timezone", OSLO.key)
    calendar.add("refresh-interval", HOW_OFTEN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_time_zone())
    for entry in entries:
        calendar.add_component(_event(entry, words, at, names_shown=names_shown))
    return bytes(calendar.to_ical())


def mark_of(entries: Iterable[Entry], words: Words) -> str:
    """What changes when the feed does, and not with the moment at which it is made."""
    told = [repr(entry) for entry in entries]
    ours = (draft_said(words), *(words.gettext(one) for one in (NAME, NEUTRAL, *TITLES.values())))
    return hashlib.sha256("\n".join([words.locale.code, *ours, *told]).encode()).hexdigest()[:32]


def _event(entry: Entry, words: Words, at: datetime, *, names_shown: bool) -> Event:
    event = Event()
    event.add("uid", str(uuid5(SPACE, entry.key)))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    written = entry.title if names_shown else ""
    event.add("summary", written or words.gettext(_neutral(entry, names_shown=names_shown)))
    if not written and (draft := draft_said(words)):
        # Most phones show what is said of a calendar nowhere, and what is said of an entry as soon as it is opened.
        event.add("description", draft)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if isinstance(entry.starts, datetime):
        event.add("dtstart", entry.starts.astimezone(OSLO))
    else:
        event.add("dtstart", entry.starts)
    if entry.ends is not None:
        event.add("dtend", entry.ends.astimezone(OSLO))
    if entry.open_door or entry.cancelled or entry.kind is EntryKind.EVALUATION:
        event.add("transp", "TRANSPARENT")
    if entry.until is not None and isinstance(entry.starts, datetime):
        day = DAYS[entry.starts.astimezone(OSLO).weekday()]
        event.add("rrule", {"freq": "weekly", "byday": day, "until": entry.until.astimezone(UTC)})
    if entry.without:
        event.add("exdate", [moment.astimezone(OSLO) for moment in entry.without])
    return event


def _neutral(entry: Entry, *, names_shown: bool) -> str:
    return TITLES.get(entry.kind, NEUTRAL) if names_shown else NEUTRAL


@cache
def _time_zone() -> Timezone:
    """Norway's clock, so that a week's entry repeats by it also across the days on which it is changed.

    It is written out as the rule that has held since 1996; a list of days would end, and not every calendar reads one.
    """
    zone = Timezone()
    zone.add("tzid", OSLO.key)
    changes = (
        (TimezoneDaylight(), "CEST", datetime(1981, 3, 29, 2), 3, (WINTER, SUMMER)),  # noqa: DTZ001 -- By the clock before.
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, (SUMMER, WINTER)),  # noqa: DTZ001 -- The same.
    )
    for change, name, first, month, (before, after) in changes:
        change.add("dtstart", first)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        change.add("tzname", name)
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        zone.add_component(change)
    return zone
