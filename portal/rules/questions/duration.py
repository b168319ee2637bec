"""Questions about how long a programme lasts and how it is extended."""

from datetime import date
from typing import Any

from portal.rules.day_ledger import Interval
from portal.rules.decision import Decision
from portal.rules.duration import ProgrammeEnd, decision_period_end, programme_end, start_deadline
from portal.rules.extension import Assessment, SpecialExtensionFigures, special_extension
from portal.rules.not_counted import (
    KINDS,
    PANDEMIC_RULE,
    SETTINGS,
    Away,
    leave_of,
    pandemic_rows,
    suspended_of,
)
from portal.rules.parameters import NoLawInForce, dated
from portal.rules.period_end import PeriodEnd, period_ends
from portal.rules.questions.facts import DATE, YES_NO, BadFacts, Fact, Facts, list_of, one_of, record
from portal.rules.questions.question import Around, Question, plain

LIMITS = ("duration.base_max_years", "duration.special_extension_max_years", PANDEMIC_RULE)
START = Fact("start", DATE, "the day the programme began")
NOT_COUNTED = Fact(
    "not_counted",
    list_of(
        record(
            Fact("from", DATE, "the first day"),
            Fact("to", DATE, "the last day, counted"),
            Fact("kind", one_of(*KINDS), "what kind of time away it was"),
        )
    ),
    "time away from the programme; the office's reading settles whether some kinds stop the clock",
    optional=True,
    default=(),
)


def _away(facts: Facts) -> tuple[Away, ...]:
    found = tuple(Away(item["from"], item["to"], item["kind"]) for item in facts["not_counted"])
    for index, away in enumerate(found):
        if away.kind != "PANDEMIC":
            continue
        for field, day in (("from", away.first), ("to", away.last)):
            try:
                dated(PANDEMIC_RULE, day)
                if field == "to":
                    pandemic_rows(away.first, day)
            except NoLawInForce:
                raise BadFacts(
                    f"not_counted[{index}].{field}", "no rule about the pandemic was in force"
                ) from None
    return found


def _intervals(facts: Facts, around: Around) -> tuple[Interval, ...]:
    away = _away(facts)
    return leave_of(away, around.practice) + suspended_of(away)


def _not_before_start(facts: Facts, field: str) -> date | None:
    day: date | None = facts[field]
    if day is not None and day < facts["start"]:
        raise BadFacts(field, "it comes before 'start'")
    return day


def _programme_end(facts: Facts, around: Around) -> Decision[ProgrammeEnd]:
    return programme_end(
        facts["start"], _away(facts), _not_before_start(facts, "on"), practice=around.practice
    )


def _period_ends(facts: Facts, around: Around) -> Decision[PeriodEnd]:
    _not_before_start(facts, "period_to")
    away = _intervals(facts, around)
    return period_ends(facts["period_to"], facts["start"], away, facts["on"], practice=around.practice)


def _special_extension(facts: Facts, around: Around) -> Decision[SpecialExtensionFigures]:
    _not_before_start(facts, "until")
    assessed = Assessment(**{fact.name: facts[fact.name] for fact in TESTS})
    return special_extension(facts["start"], facts["until"], assessed, _intervals(facts, around))


def _end_as_json(value: ProgrammeEnd) -> dict[str, Any]:
    ledger = value.ledger
    sums = {"counted": ledger.counted, "leave": ledger.leave, "suspended": ledger.suspended}
    return {**plain(value.latest), "ledger_to": plain(ledger.last_day), **sums}


START_BY = Question(
    name="start-by",
    facts=(Fact("application_received", DATE, "the day the application came in"),),
    decide=lambda facts, around: start_deadline(facts["application_received"], around.holidays),
    example={"application_received": "2026-11-02"},
    covers=("KVP-DUR-01",),
    rests_on=("duration.start_after_application_months",),
)

DECISION_PERIOD = Question(
    name="decision-period",
    facts=(Fact("from", DATE, "the first day of the decision"),),
    decide=lambda facts, _around: decision_period_end(facts["from"]),
    example={"from": "2026-01-12"},
    covers=("KVP-DUR-02",),
    rests_on=("duration.decision_max_months",),
)

PROGRAMME_END = Question(
    name="programme-end",
    facts=(
        START,
        NOT_COUNTED,
        Fact(
            "on",
            DATE,
            "the last day of the day ledger; left out: the last day without special grounds",
            optional=True,
        ),
    ),
    decide=_programme_end,
    example={
        "start": "2026-01-12",
        "not_counted": [
            {"from": "2026-03-02", "to": "2026-04-12", "kind": "AFTER_BIRTH"},
            {"from": "2026-09-01", "to": "2026-09-30", "kind": "SUSPENDED"},
        ],
    },
    covers=("KVP-DUR-03", "KVP-DUR-04", "KVP-DUR-06", "KVP-DUR-09", "KVP-LIF-11"),
    rests_on=LIMITS,
    settings=SETTINGS,
    value=_end_as_json,
)

PERIOD_ENDS = Question(
    name="period-ends",
    facts=(
        Fact("period_to", DATE, "the last day of the decision period"),
        START,
        NOT_COUNTED,
        Fact("on", DATE, "the day that is asked about", optional=True),
    ),
    decide=_period_ends,
    example={"period_to": "2027-01-11", "start": "2026-01-12", "not_counted": [], "on": "2026-11-22"},
    covers=("KVP-DUR-02", "KVP-DUR-07"),
    rests_on=("duration.decision_max_months", *LIMITS),
    settings=("duration.decision_due_weeks", *SETTINGS),
)

TESTS = (
    Fact("necessary", YES_NO, "whether the extension was found necessary to reach work", optional=True),
    Fact("progress", YES_NO, "whether there was found to be progress", optional=True),
    Fact("motivation_weighed", YES_NO, "whether motivation has been given weight", optional=True),
    Fact("likely_to_get_work", YES_NO, "whether work by the end was found likely", optional=True),
    Fact("labour_market_considered", YES_NO, "whether the labour market has been looked at", optional=True),
)
"""What a caseworker has found; left out is not assessed yet."""

SPECIAL_EXTENSION = Question(
    name="special-extension",
    facts=(START, NOT_COUNTED, *TESTS, Fact("until", DATE, "the last day of the extension")),
    decide=_special_extension,
    example={
        "start": "2026-01-12",
        "not_counted": [],
        "necessary": True,
        "progress": True,
        "motivation_weighed": True,
        "likely_to_get_work": True,
        "labour_market_considered": True,
        "until": "2029-01-11",
    },
    covers=("KVP-DUR-04", "KVP-DUR-05"),
    rests_on=LIMITS,
    settings=SETTINGS,
)

QUESTIONS = (START_BY, DECISION_PERIOD, PROGRAMME_END, PERIOD_ENDS, SPECIAL_EXTENSION)
