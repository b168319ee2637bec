"""Open offers: one tap in, one tap out, nothing of another office, and nobody learns who else comes."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, KeyReused, NotFound, NotPermitted
from portal.domain.offers import OfferCommand, OfferTime
from portal.domain.people import Actor
from portal.domain.programme import ProgrammeState
from portal.services import offers, weeks
from portal.services.work import Desk
from portal.store.models import OfferTaken, Programme, Submission
from tests.builders import (
    Village,
    add_activity,
    all_rows,
    at_once,
    key_for,
    oslo,
    programme_of,
    save,
)

TODAY = date(2026, 11, 24)
JOBBHUSET = OfferCommand(
    title="Jobbhuset",
    what="Skriv CV og søk jobb.",
    for_whom="Alle i programmet",
    place="Storgata 1",
    first_day=date(2026, 9, 1),
    last_day=None,
    times=(OfferTime(1, time(10), time(14)), OfferTime(3, time(10), time(14))),
)


def made(desk: Desk, who: Actor, command: OfferCommand = JOBBHUSET) -> str:
    with desk.writing(who) as work:
        return offers.make(work, command)


def add(desk: Desk, who: Actor, offer_id: str, key: object = "add") -> str:
    with desk.writing(who) as work:
        return offers.add(work, key_for((who.id, offer_id, key)), offer_id).id


def remove(desk: Desk, who: Actor, offer_id: str, key: object = "remove") -> str:
    with desk.writing(who) as work:
        return offers.remove(work, key_for((who.id, offer_id, key)), offer_id).id


def in_week(desk: Desk, who: Actor, day: date = TODAY) -> list[tuple[int, str, str]]:
    with desk.reading(who) as work:
        week = weeks.week_of(work, day)
    return [
        (one.day.weekday(), item.title, item.place)
        for one in week.days
        for item in one.planned
        if item.offer_id
    ]


BOTH_DAYS = [(1, "Jobbhuset", "Storgata 1"), (3, "Jobbhuset", "Storgata 1")]


def test_one_tap_puts_it_into_the_week_as_a_drop_in(desk: Desk, village: Village) -> None:
    add(desk, village.participant, made(desk, village.caseworker))
    assert in_week(desk, village.participant) == BOTH_DAYS
    with desk.reading(village.participant) as work:
        day = weeks.week_of(work, TODAY).days[1]
    assert [item.drop_in for item in day.planned] == [True]
    assert day.to_report == ()


def test_it_stands_from_the_day_it_was_added_and_not_before(desk: Desk, village: Village) -> None:
    add(desk, village.participant, made(desk, village.caseworker))
    assert in_week(desk, village.participant, TODAY - timedelta(weeks=1)) == []


def test_one_tap_takes_it_out_and_leaves_nothing_of_a_day_that_never_was(
    engine: Engine, desk: Desk, village: Village
) -> None:
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    remove(desk, village.participant, offer_id)
    assert in_week(desk, village.participant) == []
    assert all_rows(engine, OfferTaken) == []


def test_past_days_keep_what_stood_on_them(desk: Desk, clock: FixedClock, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    clock.moment = oslo("2026-11-26 09:30")
    remove(desk, village.participant, offer_id)
    assert in_week(desk, village.participant) == BOTH_DAYS[:1]


def test_a_closed_offer_vanishes_from_coming_days_and_stays_on_past_ones(
    desk: Desk, clock: FixedClock, village: Village
) -> None:
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    clock.moment = oslo("2026-11-26 09:30")
    with desk.writing(village.colleague) as work:
        offers.close(work, offer_id)
        offers.close(work, offer_id)
    assert in_week(desk, village.participant) == BOTH_DAYS[:1]
    with desk.reading(village.participant) as work:
        own = offers.own_offers(work)
    assert own.open == ()
    assert [row.title for row in own.gone] == ["Jobbhuset"]
    remove(desk, village.participant, offer_id)
    with desk.reading(village.participant) as work:
        assert offers.own_offers(work).gone == ()


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (date(2026, 11, 25), None, BOTH_DAYS[1:]),
        (date(2026, 9, 1), date(2026, 11, 24), BOTH_DAYS[:1]),
    ],
    ids=["opens on Wednesday", "ends on Tuesday"],
)
def test_it_stands_only_while_the_offer_lasts(
    desk: Desk, village: Village, first: date, last: date | None, there: list[tuple[int, str, str]]
) -> None:
    command = replace(JOBBHUSET, first_day=first, last_day=last)
    add(desk, village.participant, made(desk, village.caseworker, command))
    assert in_week(desk, village.participant) == there


def test_no_offer_stands_on_a_free_day(desk: Desk, village: Village) -> None:
    """Friday 25 December 2026, and the day before it, which is a Thursday and an ordinary one."""
    command = replace(JOBBHUSET, times=(OfferTime(3, time(10), time(14)), OfferTime(4, time(10), time(14))))
    add(desk, village.participant, made(desk, village.caseworker, command))
    assert [day for day, *_ in in_week(desk, village.participant, date(2026, 12, 25))] == [3]


def test_offers_and_the_plan_stand_in_the_order_of_their_hours(
    engine: Engine, desk: Desk, village: Village
) -> None:
    add_activity(engine, village.participant, hours=(12, 15))
    add_activity(engine, village.participant, "Praksis", hours=(8, 9))
    add(desk, village.participant, made(desk, village.caseworker))
    with desk.reading(village.participant) as work:
        day = weeks.week_of(work, TODAY).days[1]
    assert [item.title for item in day.planned] == ["Praksis", "Jobbhuset", "Norsk"]


def test_nothing_can_be_reported_on_an_offer(desk: Desk, village: Village) -> None:
    """It is no activity of the plan, so no report can point at it."""
    add(desk, village.participant, made(desk, village.caseworker))
    for name in ("", "0"):
        with pytest.raises(NotFound), desk.reading(village.participant) as work:
            weeks.planned_on(work, TODAY, name)


@pytest.mark.parametrize("state", ["applied", "planned", "on_leave", "suspended"])
def test_whoever_waits_or_has_a_pause_may_come_too(
    engine: Engine, desk: Desk, village: Village, state: str
) -> None:
    _set_state(engine, village, state)
    add(desk, village.participant, made(desk, village.caseworker))
    assert in_week(desk, village.participant) == BOTH_DAYS


@pytest.mark.parametrize("state", ["completed", "ended"])
def test_when_the_programme_is_over_nothing_can_be_added(
    engine: Engine, desk: Desk, village: Village, state: str
) -> None:
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    _set_state(engine, village, state)
    assert in_week(desk, village.participant) == []
    with desk.reading(village.participant) as work:
        assert not offers.own_offers(work).may_add
    with pytest.raises(NotFound):
        add(desk, village.participant, made(desk, village.caseworker, replace(JOBBHUSET, title="Kafé")))


def _set_state(engine: Engine, village: Village, state: str) -> None:
    with engine.begin() as connection:
        table = Programme.__table__
        connection.execute(
            table.update()  # type: ignore[attr-defined] # A table, though the model does not say so.
            .where(table.c.id == programme_of(engine, village.participant))
            .values(state=ProgrammeState(state))
        )


def test_the_offers_of_another_office_are_not_there(desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.far_caseworker)
    with desk.reading(village.participant) as work:
        assert offers.own_offers(work).open == ()
    for doing in (add, remove):
        with pytest.raises(NotFound):
            doing(desk, village.participant, offer_id)
    for use in (offers.offer_of, offers.close):
        with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
            use(work, offer_id)
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        offers.change(work, offer_id, 1, JOBBHUSET)


def test_after_a_move_the_old_offices_offers_are_gone_from_the_week(
    engine: Engine, desk: Desk, village: Village
) -> None:
    add(desk, village.participant, made(desk, village.caseworker))
    moved = replace(village.participant, office_id=village.other_office)
    save(
        engine,
        Programme(
            participant_id=moved.id,
            office_id=village.other_office,
            contact_person_id=village.far_caseworker.id,
            state=ProgrammeState.RUNNING,
            received_on=date(2026, 11, 1),
            started_on=date(2026, 11, 2),
        ),
    )
    assert in_week(desk, moved) == []
    with desk.reading(moved) as work:
        assert offers.own_offers(work).gone == ()


@pytest.mark.parametrize("role", ["caseworker", "leader", "translator"])
def test_nobody_but_a_participant_has_a_week_to_put_one_into(desk: Desk, village: Village, role: str) -> None:
    offer_id = made(desk, village.caseworker)
    with pytest.raises(NotPermitted):
        add(desk, getattr(village, role), offer_id)


def test_a_representative_adds_it_only_where_the_mandate_names_the_week(
    engine: Engine, desk: Desk, village: Village
) -> None:
    add(desk, village.representative, made(desk, village.caseworker))
    assert in_week(desk, village.participant) == BOTH_DAYS
    (row,) = all_rows(engine, Submission)
    assert (row.person_id, row.by_id) == (village.participant.id, village.representative.id)


def test_a_tap_twice_and_two_taps_are_one(engine: Engine, desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    assert add(desk, village.participant, offer_id) == add(desk, village.participant, offer_id)
    add(desk, village.participant, offer_id, "another page")
    assert len(all_rows(engine, OfferTaken)) == 1
    with pytest.raises(KeyReused), desk.writing(village.participant) as work:
        offers.remove(work, key_for((village.participant.id, offer_id, "add")), offer_id)


def test_many_windows_at_once_put_it_there_once(engine: Engine, desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    answers = at_once(6, lambda number: add(desk, village.participant, offer_id, number))
    assert not [one for one in answers if isinstance(one, Exception)]
    assert len(all_rows(engine, OfferTaken)) == 1


def test_of_a_closing_and_an_adding_one_comes_first(desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    with desk.writing(village.caseworker) as work:
        offers.close(work, offer_id)
    with pytest.raises(Conflict):
        add(desk, village.participant, offer_id)
    over = made(desk, village.caseworker, replace(JOBBHUSET, last_day=TODAY - timedelta(days=1)))
    with pytest.raises(Conflict):
        add(desk, village.participant, over)


def test_a_page_of_somebody_hidden_names_no_place(desk: Desk, village: Village) -> None:
    hidden = replace(village.participant, hidden=True)
    add(desk, hidden, made(desk, village.caseworker))
    assert in_week(desk, hidden) == [(1, "Jobbhuset", ""), (3, "Jobbhuset", "")]
    with desk.reading(hidden) as work:
        assert offers.own_offers(work).hidden
