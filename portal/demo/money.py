"""Money: what the decisions say of children and work, one entry that was put right, and one office's days of payment."""

from datetime import date, time

from portal.demo.cast import TROMSO
from portal.demo.names import key_of
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.money import BenefitFactsEntered
from portal.domain.months import month_before, month_of, next_month
from portal.store.benefit import BenefitFacts, Payday

NOT_ENTERED = "modig-molte"
"""Nobody has entered his decision yet, so nobody guesses his month."""
PUT_RIGHT = "rolig-rogn"
"""One of her children was forgotten at first."""
HOURS = {"stille-strand": 750, "vennlig-vind": 1500, "fornoyd-foss": 1000, "oppmerksom-orre": 740}
"""Hours of paid work in a week, in hundredths."""
PAID_ON = 12
"""Of the month after; where that is a weekend, the office pays the day before."""


def add_money(world: World, people: list[Participant]) -> None:
    """Add them."""
    for person in people:
        if person.course.started_on and person.key != NOT_ENTERED:
            _add_facts(world, person, person.course.started_on)
    _add_paydays(world)


def _add_facts(world: World, person: Participant, started_on: date) -> None:
    counted = [person.part.children]
    if person.key == PUT_RIGHT:
        counted.insert(0, person.part.children - 1)
    for number, children in enumerate(counted, 1):
        facts_id = identifier("benefit-facts", person.key, number)
        at = oslo_moment(started_on, time(12 + number, 10))
        world.add(
            BenefitFacts,
            id=facts_id,
            participant_id=person.id,
            office_id=person.office_id,
            number=number,
            from_day=started_on,
            children=children,
            weekly_hundredths=HOURS.get(person.key, 0),
            apprentice=False,
            other_benefit=False,
            counts=True,
            entered_by=person.contact_id,
            entered_at=at,
        )
        told = BenefitFactsEntered(person.id, person.office_id, facts_id)
        world.tell(told, at, person.contact_id, facts_id)


def _add_paydays(world: World) -> None:
    office_id, leader_id = identifier("office", TROMSO.key), identifier("person", key_of(TROMSO.leader or ""))
    month = month_before(month_before(month_of(world.today)))
    entered = oslo_moment(month, time(9))
    for _ in range(5):
        world.add(
            Payday,
            id=identifier("payday", TROMSO.key, month),
            office_id=office_id,
            month=month,
            version=1,
            day=next_month(month).replace(day=PAID_ON),
            entered_by=leader_id,
            entered_at=entered,
        )
        month = next_month(month)
