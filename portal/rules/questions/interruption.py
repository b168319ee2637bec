"""Questions about suspending and ending a programme."""

from portal.rules.decision import Decision
from portal.rules.ending import GROUNDS, PROTECTED, EndingFacts, MayEnd, may_end
from portal.rules.interruption import WARNINGS, Suspension, suspension
from portal.rules.questions.facts import DATE, BadFacts, Fact, Facts, one_of
from portal.rules.questions.question import Around, Question


def _suspension(facts: Facts, around: Around) -> Decision[Suspension]:
    if facts["on"] < facts["from"]:
        raise BadFacts("on", "it comes before 'from'")
    return suspension(facts["from"], facts["on"], around.practice)


def _may_end(facts: Facts, _around: Around) -> Decision[MayEnd]:
    if facts["protected_kind"] and not facts["protected_absence_from"]:
        raise BadFacts("protected_absence_from", "it is missing; a protected kind has a first day")
    if facts["protected_absence_from"] and not facts["protected_kind"]:
        raise BadFacts("protected_kind", "it is missing; a protected absence has a kind")
    if facts["ground"] == "SUSPENDED_A_YEAR" and not facts["suspended_from"]:
        raise BadFacts("suspended_from", "it is missing; the ground needs it")
    for field in ("protected_absence_from", "suspended_from"):
        if facts[field] and facts[field] > facts["on"]:
            raise BadFacts(field, "it comes after 'on'")
    return may_end(
        EndingFacts(
            facts["on"],
            facts["ground"],
            facts["protected_absence_from"],
            facts["protected_kind"],
            facts["suspended_from"],
        )
    )


SUSPENSION = Question(
    name="suspension",
    facts=(
        Fact("from", DATE, "the first day suspended"),
        Fact("on", DATE, "the day that is asked about"),
    ),
    decide=_suspension,
    example={"from": "2026-11-23", "on": "2027-05-23"},
    covers=("KVP-LIF-03", "KVP-LIF-05"),
    rests_on=("duration.suspension_max_years",),
    settings=WARNINGS,
)

MAY_END = Question(
    name="may-end",
    facts=(
        Fact("on", DATE, "the day of the ending that is thought of"),
        Fact("ground", one_of(*GROUNDS), "why"),
        Fact(
            "protected_absence_from", DATE, "the first day away for work, a birth or adoption", optional=True
        ),
        Fact("protected_kind", one_of(*PROTECTED), "what that absence is for", optional=True),
        Fact("suspended_from", DATE, "the first day suspended", optional=True),
    ),
    decide=_may_end,
    example={
        "on": "2026-11-22",
        "ground": "ABSENCE",
        "protected_absence_from": "2026-09-01",
        "protected_kind": "BIRTH",
    },
    covers=("KVP-LIF-01", "KVP-LIF-02", "KVP-LIF-03", "KVP-LIF-04", "KVP-PRG-06"),
    rests_on=("duration.protected_absence_years", "duration.suspension_max_years"),
)

QUESTIONS = (SUSPENSION, MAY_END)
