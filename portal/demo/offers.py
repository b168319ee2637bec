"""Open offers of each office, and two people who have put one into their week."""

from dataclasses import dataclass
from datetime import date, time

from portal.demo.days import DAY, WEEK, shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import monday_of, oslo_moment
from portal.domain.events import OfferAdded
from portal.domain.submission import SubmissionKind
from portal.store.offer import Offer, OfferSlot, OfferTaken


@dataclass(frozen=True, slots=True)
class _Open:
    """One offer that every office has. `hours` are weekday, opening and closing hour."""

    name: str
    title: str
    what: str
    for_whom: str
    place: str
    hours: tuple[tuple[int, int, int], ...]


OPEN = (
    _Open(
        "job-house",
        "Jobbhuset",
        "Kom innom og få hjelp til å skrive CV og søke jobb. Det er kaffe, og noen å spørre.",
        "Alle i programmet",
        "Storgata 1, {municipality}",
        ((1, 10, 14), (3, 10, 14)),
    ),
    _Open(
        "language-cafe",
        "Språkkafé",
        "Øv deg på norsk sammen med andre. Du trenger ikke å kunne mye.",
        "Alle som vil snakke mer norsk",
        "Biblioteket, {municipality}",
        ((2, 12, 14),),
    ),
)
TAKEN = {"rolig-rogn": "job-house", "stille-strand": "language-cafe"}


def add_offers(world: World, people: list[Participant]) -> None:
    """Add them. They have been open since a quarter of a year ago, from a Monday on."""
    first = monday_of(world.today - 13 * WEEK)
    for person in {one.office_id: one for one in reversed(people)}.values():
        for offer in OPEN:
            _add(world, person, offer, first)
    by_key = {person.key: person for person in people}
    for key, name in TAKEN.items():
        _take(world, by_key[key], next(one for one in OPEN if one.name == name))


def _add(world: World, person: Participant, offer: _Open, first: date) -> None:
    offer_id = identifier("offer", person.office_id, offer.name)
    world.add(
        Offer,
        id=offer_id,
        office_id=person.office_id,
        title=offer.title,
        what=offer.what,
        for_whom=offer.for_whom,
        place=offer.place.format(municipality=person.municipality),
        first_day=first,
        last_day=None,
        made_by=person.contact_id,
        changed_at=oslo_moment(shift(first, -3), time(14, 15)),
        closed_at=None,
        version=1,
    )
    for weekday, starts, ends in offer.hours:
        hours = {"starts": time(starts), "ends": time(ends)}
        world.add(OfferSlot, offer_id=offer_id, weekday=weekday, from_day=first, **hours)


def _take(world: World, person: Participant, offer: _Open) -> None:
    offer_id, day = identifier("offer", person.office_id, offer.name), monday_of(world.today) - 2 * DAY
    at = oslo_moment(day, time(19, 40))
    content = {"offer": offer_id, "wanted": True}
    submission_id = world.hand_in(person.id, person.locale, SubmissionKind.OFFER, content, at, offer.name)
    world.add(
        OfferTaken,
        id=identifier("offer-taken", person.key, offer.name),
        offer_id=offer_id,
        participant_id=person.id,
        office_id=person.office_id,
        title=offer.title,
        first_day=day,
        last_day=None,
        taken_at=at,
        submission_id=submission_id,
    )
    world.tell(OfferAdded(person.id, person.office_id, offer_id), at, person.id, person.key, offer.name)
