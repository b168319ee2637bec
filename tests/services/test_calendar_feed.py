"""The calendar feed: whose address it is, what stands in it, and what nobody reads there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.allowance import USUAL, Counted
from portal.domain.errors import NotFound, NotPermitted, Refused, TooMany
from portal.domain.people import Actor
from portal.domain.programme import ActivityKind, IntervalKind, ProgrammeState
from portal.services import calendar_feed, calendar_told, making_appointments, staff
from portal.services.calendar_entries import Entry, EntryKind, entries_of
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Desk
from portal.store import protection
from portal.store.engine import for_writing
from portal.store.models import (
    Activity,
    CalendarEntry,
    CalendarFeed,
    Evaluation,
    FreeWeek,
    Interval,
    Person,
    Programme,
)
from tests.builders import Village, add_activity, all_rows, oslo, programme_of, save
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def make(desk: Desk, who: Actor, **how: bool) -> str:
    with desk.writing(who) as work:
        return calendar_feed.make(work, **({"names_shown": False} | how))


def entries(desk: Desk, who: Actor, *, names_shown: bool = True) -> dict[str, list[Entry]]:
    """What stands in the feed, by kind."""
    with desk.reading(who) as work:
        found = entries_of(work, names_shown=names_shown)
    return {kind.value: [one for one in found if one.kind is kind] for kind in EntryKind}


def meet(desk: Desk, village: Village, starts_at: datetime) -> str:
    command = MeetingCommand("Samtale", starts_at, starts_at + HOUR, place="Rom 2")
    with desk.writing(village.caseworker) as work:
        return making_appointments.make(work, village.participant.id, command)


def grade(engine: Engine, who: Actor, how: Protection) -> None:
    """The register says it."""
    with Session(for_writing(engine)) as session:
        before = session.get(Person, who.id).protection
        protection.settle(session, who.id, before, how, NOW, NOW)
        session.commit()


def test_only_the_hash_of_an_address_is_kept_and_it_finds_its_owner(
    desk: Desk, village: Village, engine: Engine
) -> None:
    secret = make(desk, village.participant)
    (row,) = all_rows(engine, CalendarFeed)
    assert secret not in repr(row)
    assert row.secret_hash == calendar_feed.hash_of(secret)
    feed, actor = calendar_feed.whose(desk, secret)
    assert (feed.id, actor) == (row.id, village.participant)


def test_a_new_address_ends_the_old_one_and_revoking_ends_all(desk: Desk, village: Village) -> None:
    first, second = make(desk, village.participant), make(desk, village.participant)
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, first)
    calendar_feed.whose(desk, second)
    others = make(desk, village.neighbour)
    with desk.writing(village.participant) as work:
        calendar_feed.revoke(work)
        calendar_feed.revoke(work)
        assert calendar_feed.own_feed(work) is None
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, second)
    calendar_feed.whose(desk, others)


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, "\0" * 43, "å" * 43, "a" * 5000])
def test_what_is_no_address_is_found_nowhere(desk: Desk, village: Village, secret: str) -> None:
    make(desk, village.participant)
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, secret)


def test_nobody_but_participants_makes_one(desk: Desk, village: Village) -> None:
    for who in (village.caseworker, village.leader, village.representative, village.administrator):
        with pytest.raises(NotPermitted):
            make(desk, who)


def test_making_very_many_is_slowed_down(desk: Desk, village: Village, engine: Engine) -> None:
    for _ in range(USUAL[Counted.FORMS].times):
        make(desk, village.participant)
    with pytest.raises(TooMany):
        make(desk, village.participant)
    assert len([row for row in all_rows(engine, CalendarFeed) if row.revoked_at is None]) == 1


def test_who_must_not_be_found_has_one_only_when_they_ask_and_then_without_words(
    desk: Desk, village: Village
) -> None:
    hidden = replace(village.participant, hidden=True)
    meet(desk, village, NOW + DAY)
    with pytest.raises(Refused, match="calendar-though-hidden"):
        make(desk, hidden, names_shown=True)
    secret = make(desk, hidden, names_shown=True, though_hidden=True)
    feed, _ = calendar_feed.whose(desk, secret)
    assert not feed.names_shown
    assert [(one.title, one.place) for one in entries(desk, hidden)["appointment"]] == [("", "")]


def test_whoever_becomes_hidden_loses_the_address_and_other_gradings_change_nothing(
    desk: Desk, village: Village, engine: Engine
) -> None:
    secret = make(desk, village.participant)
    grade(engine, village.participant, Protection.SHIELDED)
    calendar_feed.whose(desk, secret)
    grade(engine, village.participant, Protection.CONFIDENTIAL)
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, secret)
    (row,) = all_rows(engine, CalendarFeed)
    assert row.revoked_at == NOW


def test_even_a_grading_that_revoked_nothing_closes_the_address(
    desk: Desk, village: Village, engine: Engine
) -> None:
    secret = make(desk, village.participant)
    with engine.begin() as connection:
        connection.execute(update(Person).values(protection=Protection.STRICTLY_CONFIDENTIAL))
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, secret)


@pytest.mark.parametrize("everybody", [True, False])
def test_whoever_is_put_out_everywhere_is_out_of_the_calendar(
    desk: Desk, village: Village, engine: Engine, *, everybody: bool
) -> None:
    mine, others = make(desk, village.participant), make(desk, village.neighbour)
    with Session(for_writing(engine)) as session:
        staff.end_for_operator(session, NOW, None if everybody else village.participant.id)
        session.commit()
    with pytest.raises(NotFound):
        calendar_feed.whose(desk, mine)
    if everybody:
        with pytest.raises(NotFound):
            calendar_feed.whose(desk, others)
    else:
        calendar_feed.whose(desk, others)


def test_a_moved_and_a_cancelled_appointment_keep_their_name_and_count_up(
    desk: Desk, village: Village
) -> None:
    made = meet(desk, village, NOW + 2 * DAY)
    (before,) = entries(desk, village.participant)["appointment"]
    with desk.writing(village.caseworker) as work:
        later = MeetingCommand("Samtale", NOW + 3 * DAY, NOW + 3 * DAY + HOUR, place="Rom 2")
        making_appointments.change(work, made, 1, later)
    (moved,) = entries(desk, village.participant)["appointment"]
    with desk.writing(village.caseworker) as work:
        making_appointments.cancel(work, made, 2, "Jeg er syk.")
    (gone,) = entries(desk, village.participant)["appointment"]
    assert before.key == moved.key == gone.key
    assert before.sequence < moved.sequence < gone.sequence
    assert moved.starts == NOW + 3 * DAY
    assert [one.cancelled for one in (before, moved, gone)] == [False, False, True]


def test_a_weekly_activity_comes_on_its_days_but_for_free_days_free_weeks_and_pauses(
    desk: Desk, village: Village, engine: Engine
) -> None:
    programme = programme_of(engine, village.participant)
    add_activity(engine, village.participant, weekdays=(4,))
    save(
        engine,
        FreeWeek(programme_id=programme, monday=date(2026, 12, 7)),
        Interval(
            programme_id=programme,
            kind=IntervalKind.LEAVE,
            first_day=date(2026, 11, 25),
            last_day=date(2026, 11, 30),
        ),
    )
    (series,) = entries(desk, village.participant)["activity"]
    assert series.starts == oslo("2026-09-04 09:00")
    assert set(series.without) == {
        oslo("2026-11-27 09:00"),
        oslo("2026-12-11 09:00"),
        oslo("2026-12-25 09:00"),
        oslo("2027-01-01 09:00"),
        oslo("2027-03-26 09:00"),
    }
    assert series.until == oslo("2027-11-19 09:00")


def test_nothing_comes_after_a_closed_programme(desk: Desk, village: Village, engine: Engine) -> None:
    add_activity(engine, village.participant, weekdays=(0,))
    programme = programme_of(engine, village.participant)
    save(engine, Evaluation(programme_id=programme, day=date(2026, 12, 1)))
    save(engine, Evaluation(programme_id=programme, day=date(2026, 11, 2)))
    with engine.begin() as connection:
        closed = {"state": ProgrammeState.ENDED, "closed_on": date(2026, 11, 10)}
        connection.execute(update(Programme).where(Programme.id == programme).values(**closed))
    found = entries(desk, village.participant)
    assert [one.starts for one in found["evaluation"]] == [date(2026, 11, 2)]
    assert [one.until for one in found["activity"]] == [oslo("2026-11-09 09:00")]


def test_what_is_long_past_is_left_out(desk: Desk, village: Village, clock: FixedClock) -> None:
    meet(desk, village, NOW + DAY)
    clock.move(days=20)
    assert len(entries(desk, village.participant)["appointment"]) == 1
    clock.move(days=20)
    assert entries(desk, village.participant)["appointment"] == []


def test_what_is_about_health_has_no_name_though_names_are_shown(
    desk: Desk, village: Village, engine: Engine
) -> None:
    made = add_activity(engine, village.participant, "Smertepoliklinikken", weekdays=(1,))
    with engine.begin() as connection:
        about = {"kind": ActivityKind.HEALTH, "place": "Sykehuset"}
        connection.execute(update(Activity).where(Activity.id == made).values(**about))
    add_activity(engine, village.participant, "Norsk", weekdays=(2,))
    told = {(one.title, one.place) for one in entries(desk, village.participant)["activity"]}
    assert told == {("", ""), ("Norsk", "")}
    assert not any(one.title for one in entries(desk, village.participant, names_shown=False)["activity"])


def test_a_feed_holds_nothing_of_anybody_else(desk: Desk, village: Village, engine: Engine) -> None:
    meet(desk, village, NOW + DAY)
    add_activity(engine, village.participant)
    assert not any(entries(desk, village.neighbour).values())


@pytest.mark.parametrize("everybody", [True, False])
def test_what_a_calendar_was_told_is_forgotten_with_its_address(
    desk: Desk, village: Village, engine: Engine, *, everybody: bool
) -> None:
    meet(desk, village, NOW + DAY)
    make(desk, village.participant)
    with desk.writing(village.participant) as work:
        calendar_told.keep(work, entries_of(work, names_shown=False))
    assert all_rows(engine, CalendarEntry)
    if everybody:
        with Session(for_writing(engine)) as session:
            staff.end_for_operator(session, NOW, None)
            session.commit()
    else:
        with desk.writing(village.participant) as work:
            calendar_feed.revoke(work)
    assert all_rows(engine, CalendarEntry) == []
