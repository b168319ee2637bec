"""How each conversation stands at the world's present: who waits for whom, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.demo.days import DAY, shift
from portal.demo.people import Participant
from portal.demo.world import World
from portal.domain.calendar import oslo_moment
from portal.domain.programme import OPEN_STATES, ProgrammeState
from portal.services.message_sending import SaidPhrase


class Ending(StrEnum):
    """What the last messages mean."""

    WAITS_FOR_US = "waits for us"
    UNREAD = "unread"
    WAITS_FOR_THEM = "waits for them"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation to be: the last word is said at `since`, and everything else was said before `before`."""

    person: Participant
    ending: Ending
    since: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One message to be. What the portal says by itself has no text, but the day that is `promised` in it."""

    at: datetime
    author_id: str
    from_staff: bool
    text: str
    locale: str
    phrase: SaidPhrase | None = None
    promised: date | None = None


# Hours, then working days. Three working days ago is what was promised for today.
WAITS_HOURS = (1, 3)
WAITS_DAYS = (1, 1, 2, 3, 5, 6)
UNREAD_IN_OFFICE = 4
ASKED_IN_OFFICE = 3
FIXED = {
    "rolig-rogn": Ending.UNREAD,
    "stille-strand": Ending.WAITS_FOR_US,
    "modig-molte": Ending.WAITS_FOR_US,
    "kvikk-kvist": Ending.WAITS_FOR_THEM,
    "lun-lind": Ending.UNREAD,
}


def talks_of(world: World, people: list[Participant]) -> list[Talk]:
    """The conversations of everybody whose programme is decided and not over, office by office."""
    open_ones = [p for p in people if p.course.state in OPEN_STATES - {ProgrammeState.APPLIED}]
    talks: list[Talk] = []
    for office_id in dict.fromkeys(person.office_id for person in open_ones):
        talks += _of_office(world, [person for person in open_ones if person.office_id == office_id])
    return talks


def _of_office(world: World, people: list[Participant]) -> list[Talk]:
    fixed = [person for person in people if person.key in FIXED]
    others = [person for person in people if person.key not in FIXED]
    world.dice("endings", people[0].office_id).shuffle(others)
    endings = {person.key: FIXED[person.key] for person in fixed}
    for ending, count in (
        (Ending.WAITS_FOR_US, len(WAITS_HOURS) + len(WAITS_DAYS)),
        (Ending.UNREAD, UNREAD_IN_OFFICE),
        (Ending.WAITS_FOR_THEM, ASKED_IN_OFFICE),
        (Ending.QUIET, len(people)),
    ):
        while others and list(endings.values()).count(ending) < count:
            endings[others.pop().key] = ending
    waits = iter(_waits(world))
    by_key = {person.key: person for person in people}
    return [_talk(world, by_key[key], ending, waits) for key, ending in endings.items()]


def _talk(world: World, person: Participant, ending: Ending, waits: Iterator[datetime]) -> Talk:
    dice = world.dice("talk", person.key)
    if ending is Ending.WAITS_FOR_US:
        since = next(waits)
        return Talk(person, ending, since, min(since - timedelta(hours=20), _evening(world.today - DAY)))
    if ending is Ending.UNREAD:
        answered = shift(world.today, -1)
        since = oslo_moment(answered, time(dice.randint(9, 14), dice.randint(0, 59)))
        return Talk(person, ending, since, _evening(shift(answered, -2)))
    if ending is Ending.WAITS_FOR_THEM:
        asked = shift(world.today, -dice.randint(1, 3))
        since = oslo_moment(asked, time(dice.randint(9, 14), dice.randint(0, 59)))
        return Talk(person, ending, since, _evening(shift(asked, -1)))
    return Talk(person, ending, world.now, _evening(shift(world.today, -2)))


def _waits(world: World) -> list[datetime]:
    dice = world.dice("waits")
    times = [world.now - timedelta(hours=hours) for hours in WAITS_HOURS]
    days = [shift(world.today, -days) for days in WAITS_DAYS]
    return times + [oslo_moment(day, time(dice.randint(8, 20), dice.randint(0, 59))) for day in days]


def _evening(day: date) -> datetime:
    return oslo_moment(day, time(22))
