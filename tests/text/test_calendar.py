"""The calendar file, read by another program's parser than the one that wrote it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import vobject

from portal.domain.calendar import OSLO
from portal.resources import TRANSLATIONS
from portal.services.calendar_entries import Entry, EntryKind
from portal.text.calendar import calendar_file, mark_of
from portal.text.catalogue import Catalogue, Catalogues, load_catalogues
from portal.text.drafted import DRAFT
from portal.text.words import Words
from tests.builders import oslo
from tests.conftest import NOW

WORDS = Words("nb", {})
MEETING = Entry(
    EntryKind.APPOINTMENT,
    "one",
    oslo("2026-12-01 09:30"),
    oslo("2026-12-01 10:30"),
    sequence=2,
    title="Møte; om «jobb», igjen",
    place="Rom 2",
)
COURSE = Entry(
    EntryKind.ACTIVITY,
    "two 0",
    oslo("2026-10-19 09:00"),
    oslo("2026-10-19 12:00"),
    title="Norsk",
    until=oslo("2027-04-05 09:00"),
    without=(oslo("2026-12-28 09:00"), oslo("2027-03-29 09:00")),
)
EVALUATION = Entry(EntryKind.EVALUATION, "three", date(2026, 12, 8))


def read(*entries: Entry, names_shown: bool = True, at: datetime = NOW) -> Any:  # noqa: ANN401 -- vobject has no types.
    """The calendar as a client has it."""
    return vobject.readOne(calendar_file(entries, WORDS, at, names_shown=names_shown).decode())


def events(*entries: Entry, names_shown: bool = True) -> list[Any]:
    return list(read(*entries, names_shown=names_shown).vevent_list)


def test_a_client_reads_a_meeting_as_it_was_made() -> None:
    (event,) = events(MEETING)
    assert event.summary.value == MEETING.title
    assert event.location.value == "Rom 2"
    assert (event.dtstart.value, event.dtend.value) == (MEETING.starts, MEETING.ends)
    assert (event.sequence.value, event.status.value) == ("2", "CONFIRMED")
    assert event.dtstamp.value == NOW


def test_the_clock_that_the_file_describes_is_norways() -> None:
    """Every change of the clock for twenty years, a minute before and a minute after."""
    zone = read(COURSE).vevent.dtstart.value.tzinfo
    for year in range(2026, 2046):
        for month in (3, 10):
            last = max(day for day in range(25, 32) if date(year, month, day).weekday() == 6)
            change = datetime(year, month, last, 1, tzinfo=UTC)
            for moment in (change - timedelta(minutes=61), change + timedelta(minutes=61)):
                wall = moment.astimezone(OSLO).replace(tzinfo=None)
                assert zone.utcoffset(wall) == OSLO.utcoffset(wall), wall


def test_a_weekly_activity_stays_at_its_hour_when_the_clock_is_changed() -> None:
    (event,) = events(COURSE)
    days = list(event.getrruleset(addRDate=True))
    assert {day.replace(tzinfo=None).time().hour for day in days} == {9}
    offsets = {day.date(): day.utcoffset() for day in days}
    assert offsets[date(2026, 10, 19)] == timedelta(hours=2)
    assert offsets[date(2026, 10, 26)] == timedelta(hours=1)
    assert offsets[date(2027, 4, 5)] == timedelta(hours=2)
    assert date(2026, 12, 28) not in offsets
    assert date(2027, 3, 29) not in offsets
    assert {later - earlier for earlier, later in pairwise(sorted(offsets))} == {
        timedelta(days=7),
        timedelta(days=14),
    }
    assert max(offsets) == date(2027, 4, 5)


def test_an_evaluation_is_a_whole_day_that_is_not_taken() -> None:
    (event,) = events(EVALUATION)
    assert event.dtstart.value == date(2026, 12, 8)
    assert event.transp.value == "TRANSPARENT"
    assert event.summary.value == "Vi ser på planen sammen"


def test_a_moved_or_cancelled_entry_has_the_same_name() -> None:
    gone = replace(MEETING, starts=oslo("2026-12-02 09:30"), sequence=3, cancelled=True)
    (before,), (after,) = events(MEETING), events(gone)
    assert before.uid.value == after.uid.value
    assert int(before.sequence.value) < int(after.sequence.value)
    assert after.status.value == "CANCELLED"
    names = {event.uid.value for event in events(MEETING, COURSE, EVALUATION)}
    assert len(names) == 3
    assert not any(entry.key in name for entry in (MEETING, COURSE) for name in names)


def test_neutral_words_say_nothing_of_what_it_is_about() -> None:
    bare = [
        Entry(one.kind, one.key, one.starts, one.ends, until=one.until)
        for one in (MEETING, COURSE, EVALUATION)
    ]
    found = events(*bare, names_shown=False)
    assert {event.summary.value for event in found} == {"Avtale"}
    assert not any("location" in event.contents or "description" in event.contents for event in found)


@pytest.mark.parametrize("word", ["kvalifisering", "KVP", "Nav", "portal", "kommune"])
def test_nothing_in_the_file_tells_where_it_comes_from(word: str) -> None:
    text = calendar_file([EVALUATION], WORDS, NOW, names_shown=False).decode()
    assert word.casefold() not in text.casefold()


def test_the_mark_changes_with_the_entries_and_not_with_the_moment() -> None:
    assert mark_of([MEETING], WORDS) == mark_of([MEETING], WORDS)
    marks = {
        mark_of(some, words)
        for some in ([MEETING], [MEETING, COURSE], [])
        for words in (WORDS, Words("en", Catalogues({})))
    }
    assert len(marks) == 6


def test_a_hostile_title_is_one_line_of_its_own_event() -> None:
    text = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:annet"
    found = events(replace(MEETING, title=text))
    assert len(found) == 1
    assert "END:VEVENT" in found[0].summary.value


@pytest.mark.parametrize(("code", "is_draft"), [("so", True), ("ar", True), ("en", False), ("nb", False)])
def test_our_words_in_a_language_that_nobody_has_reviewed_say_so(code: str, *, is_draft: bool) -> None:
    """Of the calendar and of each entry that we have named, and not of what somebody has written."""
    words = Words(code, load_catalogues(TRANSLATIONS))
    file = calendar_file([MEETING, EVALUATION], words, NOW, names_shown=True)
    calendar = vobject.readOne(file.decode())
    said = words.gettext(DRAFT)
    for name in ("description", "x-wr-caldesc"):
        assert [one.value for one in calendar.contents.get(name, [])] == ([said] if is_draft else [])
    meeting, evaluation = calendar.vevent_list
    assert "description" not in meeting.contents
    assert [one.value for one in evaluation.contents.get("description", [])] == ([said] if is_draft else [])
    (neutral,) = vobject.readOne(calendar_file([MEETING], words, NOW, names_shown=False).decode()).vevent_list
    assert ("description" in neutral.contents) is is_draft


def test_the_mark_changes_with_our_words_too() -> None:
    """Otherwise a phone would keep a word that has been mended since."""
    before, after = (
        Words("en", Catalogues({"en": Catalogue("en", {(None, "Avtale", None): (text,)})}))
        for text in ("Apointment", "Appointment")
    )
    assert mark_of([MEETING], before) != mark_of([MEETING], after)
