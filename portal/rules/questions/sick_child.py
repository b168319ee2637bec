"""Questions about time off when a child or the one who looks after it is ill."""

from collections import Counter
from typing import Any

from portal.rules.decision import Decision
from portal.rules.questions.facts import DATE, YEAR, YES_NO, BadFacts, Fact, Facts, list_of, one_of
from portal.rules.questions.question import Around, Question
from portal.rules.sick_child import SickChildFacts, sick_child_days
from portal.rules.sick_child_report import Ground, SickChildReportFacts, sick_child_report


def _days(given: Facts, around: Around) -> Decision[Any]:
    for name in ("children_born", "chronic_born"):
        for index, year in enumerate(given[name]):
            if year > given["on"].year:
                raise BadFacts(f"{name}[{index}]", "the child is born in a later year than 'on'")
    risky = given["higher_risk_born"]
    if risky is not None and Counter(risky) - Counter(given["chronic_born"]):
        raise BadFacts("higher_risk_born", "each of these years must be in 'chronic_born' too")
    facts = SickChildFacts(
        on=given["on"],
        children_born=given["children_born"],
        chronic_born=given["chronic_born"],
        alone=given["alone"],
        used=given["used"],
        higher_risk_born=risky,
        alone_confirmed=given["alone_confirmed"],
    )
    return sick_child_days(facts, around.holidays, around.practice)


def _report(given: Facts, _around: Around) -> Decision[Any]:
    note_from, ground = given["note_from"], given["ground"]
    if note_from and note_from > given["to"]:
        raise BadFacts("note_from", "it comes after the absence is over")
    told = SickChildReportFacts(given["from"], given["to"], note_from, Ground(ground) if ground else None)
    return sick_child_report(told)


SICK_CHILD = Question(
    name="sick-child",
    facts=(
        Fact("on", DATE, "the day the days are counted for"),
        Fact("children_born", list_of(YEAR), "the birth years of all children in care"),
        Fact(
            "chronic_born",
            list_of(YEAR),
            "the birth years of the chronically ill or disabled among them; one not among them is one more child",
        ),
        Fact("alone", YES_NO, "the participant is alone with the care (§ 11, also its third paragraph)"),
        Fact("used", list_of(DATE), "the days used; only working days of the last twelve months count"),
        Fact(
            "higher_risk_born",
            list_of(YEAR),
            "those in `chronic_born` whose illness means a markedly higher risk of absence; all when left out",
            optional=True,
        ),
        Fact(
            "alone_confirmed",
            YES_NO,
            "whether a caseworker has confirmed that the participant is alone",
            optional=True,
            default=True,
        ),
    ),
    decide=_days,
    example={
        "on": "2026-11-23",
        "children_born": [2017, 2019, 2022],
        "chronic_born": [2019],
        "alone": True,
        "used": ["2026-10-05", "2026-10-06"],
    },
    covers=("KVP-SCH-02", "KVP-SCH-04", "KVP-SCH-05", "KVP-SCH-06"),
    rests_on=(
        "sick_child.last_age",
        "sick_child.last_age_chronic",
        "sick_child.days",
        "sick_child.days_with_many",
        "sick_child.days_alone",
        "sick_child.days_alone_with_many",
        "sick_child.many_above",
        "sick_child.days_for_chronic",
        "sick_child.alone_multiplier",
        "sick_child.window_months",
    ),
    settings=("sick_child.children_counted",),
)

SICK_CHILD_REPORT = Question(
    name="sick-child-report",
    facts=(
        Fact("from", DATE, "the first day"),
        Fact("to", DATE, "the last day, counted"),
        Fact(
            "note_from",
            DATE,
            "the first day of the doctor's note for the child or the carer; none without a note",
            optional=True,
        ),
        Fact("ground", one_of(*Ground), "why the participant must be with a child", optional=True),
    ),
    decide=_report,
    example={"from": "2026-11-23", "to": "2026-11-26", "ground": "CHILD_ILL"},
    covers=("KVP-SCH-01", "KVP-SCH-03"),
    rests_on=("sick_child.self_report_days",),
)

QUESTIONS = (SICK_CHILD, SICK_CHILD_REPORT)
