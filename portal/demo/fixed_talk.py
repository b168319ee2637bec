"""A conversation in fixed phrases only: two without a common language agree on Tuesday at ten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from portal.demo.days import shift
from portal.demo.talks import Talk
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.phrase_list import CURRENT
from portal.domain.phrases import SOURCE, Values
from portal.resources import TRANSLATIONS
from portal.services.message_sending import SaidPhrase
from portal.text.catalogue import Catalogues, load_catalogues
from portal.text.dates import Dates
from portal.text.phrases.saying import wording
from portal.text.words import Words

WHO = "stille-strand"
TUESDAY = 1
US, THEM = "us", "them"


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says which phrase, and how many working days and at what hour before the last word."""

    who: str
    phrase: str
    back: int
    at: time


TURNS = (
    Turn(US, "hello.welcome", 9, time(9, 12)),
    Turn(THEM, "hello.hi", 9, time(15, 40)),
    Turn(THEM, "meeting.ask", 7, time(18, 5)),
    Turn(US, "meeting.propose", 6, time(10, 20)),
    Turn(THEM, "meeting.other_day", 6, time(19, 2)),
    Turn(US, "meeting.yes", 5, time(8, 45)),
    Turn(THEM, "general.thanks", 5, time(9, 30)),
)
LAST = "help.interpreter"


def turns(talk: Talk) -> Iterator[tuple[datetime, bool, SaidPhrase]]:
    """What each says, oldest first; the last word is the participant's and waits for an answer."""
    end = oslo_day(talk.since)
    tuesday = next(one for one in (end + timedelta(days=n) for n in range(3, 11)) if one.weekday() == TUESDAY)
    reader = talk.person.locale
    for turn in TURNS:
        from_staff, values = turn.who == US, _values(turn.phrase, tuesday)
        at = oslo_moment(shift(end, -turn.back), turn.at)
        yield at, from_staff, said(turn.phrase, values, reader, SOURCE if from_staff else reader)
    yield talk.since, False, said(LAST, {"language": talk.person.part.interpreter or reader}, reader, reader)


def said(phrase_id: str, values: Values, participant: str, reads: str) -> SaidPhrase:
    """A phrase as the portal would have sent it."""
    phrase = CURRENT[phrase_id]
    found = {
        code: wording(phrase, values, Words(code, _catalogues()), Dates(code))
        for code in dict.fromkeys((SOURCE, participant))
    }
    return SaidPhrase(phrase, values, {code: text for code, text in found.items() if text}, reads)


def _values(phrase_id: str, tuesday: date) -> Values:
    return {
        "meeting.propose": {
            "day": (tuesday - timedelta(days=1)).isoformat(),
            "clock": "14:00",
            "place": "office",
        },
        "meeting.other_day": {"day": tuesday.isoformat(), "clock": "10:00"},
    }.get(phrase_id, {})


@cache
def _catalogues() -> Catalogues:
    return load_catalogues(TRANSLATIONS)
