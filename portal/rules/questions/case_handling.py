"""Questions about how a case is handled, the office's promises, languages and interpreters."""

from datetime import date
from typing import Any

from portal.domain.waiting import Pressing
from portal.rules.answering import PRESSING_DAYS, USUAL_DAYS, answer_time
from portal.rules.case_handling import (
    AgainstThePerson,
    advance_notice,
    cost_claim,
    preliminary_answer,
    second_alert,
)
from portal.rules.decision import Decision
from portal.rules.languages import NEIGHBOURS, NORWEGIAN, OTHER, SAMI, Heard, interpreter, reply_language
from portal.rules.questions.facts import COUNT, DATE, YES_NO, BadFacts, Fact, Facts, Kind, one_of
from portal.rules.questions.question import Around, Question


def _municipality(given: object, field: str) -> str:
    if isinstance(given, str) and len(given) == 4 and given.isascii() and given.isdigit():
        return given
    raise BadFacts(field, 'a municipality number such as "5501" is needed')


MUNICIPALITY = Kind("municipality number (four digits)", _municipality)


def _second_alert(facts: Facts, _around: Around) -> Decision[Any]:
    if facts["opened"] and facts["opened"] < facts["available"]:
        raise BadFacts("opened", "it comes before 'available'")
    return second_alert(facts["available"], facts["opened"])


def _answer_due(facts: Facts, around: Around) -> Decision[date]:
    pressing = Pressing.URGENT if facts["urgent"] else None
    if facts["about"] is not None:
        pressing = Pressing(facts["about"].lower())
    return answer_time(facts["received"], pressing, around.holidays, around.practice)


PRELIMINARY_ANSWER = Question(
    name="preliminary-answer",
    facts=(Fact("received", DATE, "the day the application or the question came in"),),
    decide=lambda facts, around: preliminary_answer(facts["received"], around.holidays),
    example={"received": "2026-11-22"},
    covers=("KVP-ADM-03", "KVP-ADM-34"),
    rests_on=("case.preliminary_answer_months",),
)

SECOND_ALERT = Question(
    name="second-alert",
    facts=(
        Fact("available", DATE, "the day the letter could be read and the first alert was sent"),
        Fact("opened", DATE, "the day the person opened it; left out while nobody has", optional=True),
    ),
    decide=_second_alert,
    example={"available": "2026-11-22"},
    covers=("KVP-EKM-03",),
    rests_on=("case.second_alert_days",),
)

ADVANCE_NOTICE = Question(
    name="advance-notice",
    facts=(
        Fact("action", one_of(*AgainstThePerson), "what the office is about to decide"),
        Fact("sent", DATE, "the day the notice was, or will be, sent"),
        Fact("already_heard", YES_NO, "whether the person has already spoken in the case"),
    ),
    decide=lambda facts, around: advance_notice(
        AgainstThePerson(facts["action"]),
        facts["sent"],
        around.holidays,
        already_heard=facts["already_heard"],
        practice=around.practice,
    ),
    example={"action": "END", "sent": "2026-11-23", "already_heard": False},
    covers=("KVP-ADM-04",),
    settings=("case.advance_notice_days",),
)

COST_CLAIM = Question(
    name="cost-claim",
    facts=(Fact("notified", DATE, "the day the notice of the changed decision reached the person"),),
    decide=lambda facts, around: cost_claim(facts["notified"], around.holidays),
    example={"notified": "2026-12-02"},
    covers=("KVP-ADM-14",),
    rests_on=("case.cost_claim_weeks",),
)

ANSWER_DUE = Question(
    name="answer-due",
    facts=(
        Fact("received", DATE, "the day the message came"),
        Fact("urgent", YES_NO, "whether it is about money or housing that cannot wait"),
        Fact("about", one_of("ABSENCE", "MEETING"), "an absence or a meeting, when it is one", optional=True),
    ),
    decide=_answer_due,
    example={"received": "2026-11-20", "urgent": False},
    covers=("KVP-CNT-14",),
    settings=(USUAL_DAYS, PRESSING_DAYS),
)

REPLY_LANGUAGE = Question(
    name="reply-language",
    facts=(
        Fact("wrote_in", one_of(*NORWEGIAN, *SAMI, *NEIGHBOURS, OTHER), "the language the person used"),
        Fact("municipality_number", MUNICIPALITY, "the municipality that answers"),
        Fact("day", DATE, "the day it came; without it the rules of today", optional=True),
        Fact("how", one_of(*Heard), "whether it was written or spoken", optional=True, default="written"),
    ),
    decide=lambda facts, _around: reply_language(
        facts["wrote_in"], facts["municipality_number"], facts["day"], Heard(facts["how"])
    ),
    example={"wrote_in": "nn", "municipality_number": "5501"},
    settings=("languages.drafts",),
    covers=("KVP-LNG-02", "KVP-LNG-03", "KVP-LNG-04", "KVP-LNG-05", "KVP-LNG-06"),
)

INTERPRETER = Question(
    name="interpreter",
    facts=(
        Fact("needed", YES_NO, "whether an interpreter is needed to understand one another"),
        Fact("offered_person_age", COUNT, "the age of somebody who offers to interpret", optional=True),
        Fact("day", DATE, "the day of the talk; without it the rules of today", optional=True),
    ),
    decide=lambda facts, _around: interpreter(
        needed=facts["needed"], offered_person_age=facts["offered_person_age"], day=facts["day"]
    ),
    example={"needed": True, "offered_person_age": 15},
    covers=("KVP-LNG-07",),
)

QUESTIONS = (
    PRELIMINARY_ANSWER,
    SECOND_ALERT,
    ADVANCE_NOTICE,
    COST_CLAIM,
    ANSWER_DUE,
    REPLY_LANGUAGE,
    INTERPRETER,
)
