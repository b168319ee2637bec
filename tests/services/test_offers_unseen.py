"""Nobody learns who else comes to an open offer: no list, no stream, no notice, and no question that could be asked."""

import inspect

import pytest
from sqlalchemy import Engine

from portal.domain.errors import NotFound
from portal.domain.people import Actor
from portal.services import covers, offers
from portal.services.work import Desk
from portal.store import offer as store
from portal.store.models import EventRow, Notice
from tests.builders import RecordingBus, Village, all_rows
from tests.services.test_offers import TODAY, add, made, remove


def test_nobody_but_the_participants_own_pages_hear_that_something_moved(
    engine: Engine, desk: Desk, bus: RecordingBus, village: Village
) -> None:
    offer_id = made(desk, village.caseworker)
    before = len(bus.changes)
    add(desk, village.participant, offer_id)
    remove(desk, village.participant, offer_id)
    told = {(change.topic, change.event) for change in bus.changes[before:]}
    assert {event for _, event in told} == {"week"}
    assert all(village.participant.id in topic for topic, _ in told)
    assert all_rows(engine, Notice) == []
    assert [row.kind for row in all_rows(engine, EventRow)] == ["OfferAdded", "OfferRemoved"]


def test_what_others_added_changes_nothing_that_anybody_else_sees(desk: Desk, village: Village) -> None:
    """The office's list, a neighbour's page and every case but one are the same before and after."""
    offer_id = made(desk, village.caseworker)

    def seen() -> list[object]:
        with desk.reading(village.caseworker) as work:
            office = [(one.row, one.times) for one in offers.of_office(work)]
            neighbour = offers.added_in_case(work, village.neighbour.id)
        with desk.reading(village.neighbour) as work:
            own = offers.own_offers(work)
        return [office, neighbour, own]

    before = seen()
    add(desk, village.participant, offer_id)
    assert seen() == before


def test_no_question_to_the_rows_goes_from_an_offer_to_people() -> None:
    """Whoever writes one has to change this list, and to read why it is short."""
    asks = {
        name
        for name, function in inspect.getmembers(store, inspect.isfunction)
        if function.__module__ == store.__name__
    }
    assert asks == {
        *(
            "of_office",
            "open_on",
            "by_id",
            "times_of",
            "put_times",
            "end_times",
            "standing",
            "between",
            "stop",
        ),
    }
    for name in ("standing", "between", "stop"):
        assert "participant_id" in inspect.signature(getattr(store, name)).parameters


def test_only_the_contact_person_and_who_covers_for_them_sees_what_one_has_added(
    desk: Desk, village: Village
) -> None:
    add(desk, village.participant, made(desk, village.caseworker))

    def sees(who: Actor) -> list[str] | None:
        with desk.reading(who) as work:
            found = offers.added_in_case(work, village.participant.id)
        return None if found is None else [row.title for row in found]

    assert sees(village.caseworker) == ["Jobbhuset"]
    assert sees(village.colleague) is None
    with pytest.raises(NotFound):
        sees(village.far_caseworker)
    with desk.writing(village.leader) as work:
        covers.cover(work, village.caseworker.id, village.colleague.id, TODAY, TODAY)
    assert sees(village.colleague) == ["Jobbhuset"]
