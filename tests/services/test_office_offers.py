"""Open offers as the office keeps them: only its caseworkers, nothing twice, and no change lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Conflict, NotPermitted, Refused
from portal.domain.offers import OfferCommand, OfferTime
from portal.domain.people import Actor
from portal.services import offers
from portal.services.work import Desk
from portal.store.models import Offer
from tests.builders import Village, all_rows, at_once

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


@pytest.mark.parametrize(
    "role", ["leader", "contact_centre", "administrator", "auditor", "translator", "participant"]
)
def test_only_caseworkers_keep_the_offices_offers(desk: Desk, village: Village, role: str) -> None:
    who: Actor = getattr(village, role)
    uses: tuple[Callable[..., object], ...] = (offers.of_office, lambda work: offers.make(work, JOBBHUSET))
    for use in uses:
        with pytest.raises(NotPermitted), desk.writing(who) as work:
            use(work)


def test_the_same_offer_sent_twice_is_one(engine: Engine, desk: Desk, village: Village) -> None:
    assert made(desk, village.caseworker) == made(desk, village.colleague)
    answers = at_once(4, lambda _: made(desk, village.caseworker, replace(JOBBHUSET, title="Kafé")))
    assert len(set(map(str, answers))) == 1
    assert len(all_rows(engine, Offer)) == 2


def test_of_two_who_change_an_offer_the_second_hears_of_the_first(desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    on_monday = replace(JOBBHUSET, times=(OfferTime(0, time(9), time(11)),))
    elsewhere = replace(JOBBHUSET, place="Torget 2")

    def change(who: Actor, version: int, command: OfferCommand) -> None:
        with desk.writing(who) as work:
            offers.change(work, offer_id, version, command)

    change(village.caseworker, 1, on_monday)
    change(village.caseworker, 1, on_monday)
    with pytest.raises(Conflict):
        change(village.colleague, 1, elsewhere)
    with desk.reading(village.caseworker) as work:
        offer, times = offers.offer_of(work, offer_id)
        assert (offer.version, offer.place, times) == (2, "Storgata 1", on_monday.times)
    with desk.writing(village.caseworker) as work:
        offers.close(work, offer_id)
    with pytest.raises(Conflict):
        change(village.colleague, 3, elsewhere)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": ""}, "offer-title"),
        ({"title": "x" * 121}, "offer-title"),
        ({"place": "x" * 121}, "offer-place"),
        ({"what": "x" * 1001}, "offer-too-long"),
        ({"for_whom": "x" * 1001}, "offer-too-long"),
        ({"last_day": date(2026, 8, 31)}, "offer-ends-before-it-begins"),
        ({"times": ()}, "offer-without-times"),
        ({"times": (OfferTime(0, time(10), time(10)),)}, "offer-times"),
    ],
    ids=["no title", "long title", "long place", "long what", "long for whom", "days", "no times", "times"],
)
def test_what_cannot_stand_is_refused(
    engine: Engine, desk: Desk, village: Village, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        made(desk, village.caseworker, replace(JOBBHUSET, **wrong))  # type: ignore[arg-type] # Wrong on purpose.
    assert all_rows(engine, Offer) == []


def test_closed_and_past_offers_come_last_in_the_offices_list(desk: Desk, village: Village) -> None:
    closed = made(desk, village.caseworker, replace(JOBBHUSET, title="A stengt"))
    made(desk, village.caseworker, replace(JOBBHUSET, title="B over", last_day=date(2026, 11, 1)))
    made(desk, village.caseworker, replace(JOBBHUSET, title="C åpen"))
    with desk.writing(village.caseworker) as work:
        offers.close(work, closed)
    with desk.reading(village.caseworker) as work:
        assert [one.row.title for one in offers.of_office(work)] == ["C åpen", "A stengt", "B over"]
