"""The question on which day the office pays."""

from datetime import date

from portal.rules.decision import Decision
from portal.rules.payday import FREE_PAYDAY, payday
from portal.rules.questions.facts import DATE, Fact, Facts
from portal.rules.questions.question import Around, Question


def _payday(facts: Facts, around: Around) -> Decision[date]:
    return payday(facts["in_calendar"], around.holidays, around.practice)


PAYDAY = Question(
    name="payday",
    facts=(Fact("in_calendar", DATE, "the day that the office's calendar says"),),
    decide=_payday,
    example={"in_calendar": "2026-12-11"},
    covers=("KVP-BEN-08",),
    settings=(FREE_PAYDAY,),
)
QUESTIONS = (PAYDAY,)
