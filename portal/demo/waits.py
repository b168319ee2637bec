"""What has followed in the demo world while somebody waits: the steps of late answers, and who said by hand who waits."""

from datetime import date, datetime, time, timedelta

from portal.demo.days import DAY, holidays, shift
from portal.demo.talks import Ending, Talk
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_moment
from portal.domain.waiting import Pressing, Rung, Waits
from portal.domain.waiting_events import WaitingSet
from portal.rules.answering import LEADER_AFTER, answer_afterwards, answer_time, rungs_reached
from portal.rules.decision import Decision, as_data
from portal.rules.practice import USUAL
from portal.services.answer_ladder import EVENTS
from portal.store.waiting import AnswerRung, WaitingMark

AFTER_MIDNIGHT = time(0, 5)
LATER = timedelta(minutes=12)


def promise_of(received: date, pressing: Pressing | None = None) -> Decision[date]:
    """What the office promises for a message in the demo world."""
    return answer_time(received, pressing, holidays, USUAL)


def add_steps(world: World, talk: Talk, conversation_id: str, answer_by: date) -> None:
    """Write the steps that the ladder has taken up to the world's present for somebody who waits for us."""
    days = {
        Rung.SOON: shift(answer_by, -1),
        Rung.LATE: answer_by + DAY,
        Rung.LEADER: shift(answer_by, LEADER_AFTER),
    }
    for rung in rungs_reached(answer_by, world.today, holidays):
        at = max(_night_of(days[rung]), talk.since + LATER)
        again = answer_afterwards(answer_by, days[rung], holidays, USUAL) if rung is Rung.LATE else None
        world.add(
            AnswerRung,
            conversation_id=conversation_id,
            since=talk.since,
            rung=rung,
            at=at,
            answer_by=answer_by,
            new_answer_by=again.value if again else None,
            promise=as_data(again) if again else None,
        )
        event = EVENTS[rung](talk.person.id, talk.person.office_id, conversation_id)
        world.tell(event, at, talk.person.id, conversation_id, rung.value)


def add_mark(world: World, talk: Talk, conversation_id: str) -> None:
    """Where we wait for the participant, the contact person has said so by hand."""
    if talk.ending is not Ending.WAITS_FOR_THEM:
        return
    at = talk.since + LATER
    world.add(
        WaitingMark,
        id=identifier("waiting mark", talk.person.key),
        conversation_id=conversation_id,
        waits=Waits.FOR_THEM,
        set_by=talk.person.contact_id,
        at=at,
    )
    event = WaitingSet(talk.person.id, talk.person.office_id, conversation_id, Waits.FOR_THEM.value)
    world.tell(event, at, talk.person.contact_id, conversation_id, Waits.FOR_THEM.value)


def _night_of(day: date) -> datetime:
    return oslo_moment(day, AFTER_MIDNIGHT)
