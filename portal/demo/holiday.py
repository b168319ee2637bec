"""A colleague on holiday: somebody answers for them, and whoever writes to them meanwhile is told so once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from portal.demo.days import shift
from portal.demo.talks import Ending, Said, Talk
from portal.demo.waits import promise_of
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.desk import AutomaticKind
from portal.domain.desk_events import AutomaticWordSaid
from portal.services.automatic_word import SOURCE, WORDING
from portal.store.grant import Cover
from portal.store.message_desk import AutomaticWord

WHO = "kreativ-krokus"
"""Whose contact person is away, from the day on which they wrote what waits."""
AWAY_FOR = timedelta(days=11)
AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Who is away, who answers for them, and the first and the last day of it."""

    contact_id: str
    by_id: str
    first_day: date
    last_day: date

    @property
    def cover_id(self) -> str:
        """The identifier of the cover."""
        return identifier("cover", self.contact_id)

    def holds(self, day: date) -> bool:
        """Whether they are away on that day."""
        return self.first_day <= day <= self.last_day


def add_holiday(world: World, talks: Iterable[Talk]) -> Holiday | None:
    """Add the cover. None where what they wrote has been answered."""
    talk = next((one for one in talks if one.person.key == WHO and one.ending is Ending.WAITS_FOR_US), None)
    if talk is None:
        return None
    person, first_day = talk.person, oslo_day(talk.since)
    by_id = [one for one in person.team if one != person.contact_id][-1]
    holiday = Holiday(person.contact_id, by_id, first_day, first_day + AWAY_FOR)
    world.add(
        Cover,
        id=holiday.cover_id,
        staff_id=holiday.contact_id,
        by_id=holiday.by_id,
        first_day=holiday.first_day,
        last_day=holiday.last_day,
        made_by=holiday.contact_id,
        made_at=oslo_moment(shift(first_day, -3), time(14, 40)),
        ended_at=None,
    )
    return holiday


def told_of(holiday: Holiday | None, talk: Talk, said: Sequence[Said]) -> list[Said]:
    """What was said, with the automatic word after the first message meanwhile, and answers by who stands in."""
    if holiday is None or talk.person.contact_id != holiday.contact_id:
        return list(said)
    whole: list[Said] = []
    told = False
    for one in said:
        away = holiday.holds(oslo_day(one.at))
        if one.from_staff:
            by_id = holiday.by_id if away and one.author_id == holiday.contact_id else one.author_id
            whole.append(replace(one, author_id=by_id))
            continue
        whole.append(one)
        if away and not told:
            told = True
            still_waits = talk.ending is Ending.WAITS_FOR_US and talk.since <= one.at
            promise = promise_of(oslo_day(talk.since if still_waits else one.at)).value
            word = Said(one.at + AT_ONCE, holiday.contact_id, True, "", SOURCE, promised=promise)  # noqa: FBT003 -- Ours.
            whole.append(word)
    return whole


def add_word(world: World, talk: Talk, holiday: Holiday, place: tuple[str, int], word: Said) -> None:
    """Say of the message in that place that nobody wrote it."""
    conversation_id, sequence = place
    world.add(
        AutomaticWord,
        conversation_id=conversation_id,
        sequence=sequence,
        kind=AutomaticKind.AWAY,
        wording=WORDING,
        until=holiday.last_day,
        answer_by=word.promised,
        cover_id=holiday.cover_id,
    )
    told = AutomaticWordSaid(talk.person.id, talk.person.office_id, conversation_id, sequence)
    world.tell(told, word.at, talk.person.id, conversation_id, sequence)
