"""Sick child and hours deducted: whole answers, word by word, as they are stored with a case: reasons, facts, places in the law, next steps."""

from dataclasses import fields
from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Reason
from portal.rules.law import Basis, Citation
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around

KVF, STL = "FOR-2011-12-21-1471", "LOV-2009-12-18-131"
KID = {"on": "2026-11-23", "chronic_born": [], "alone": False, "used": []}
FRIDAY = {"from": "2026-12-04"}
TEN = [
    "2026-10-05",
    "2026-10-06",
    "2026-10-07",
    "2026-10-08",
    "2026-10-09",
    "2026-10-12",
    "2026-10-13",
    "2026-10-14",
    "2026-10-15",
    "2026-10-16",
]


def told(reason: Reason) -> str:
    return " ".join([reason.code, *(f"{f.name}={getattr(reason, f.name)}" for f in fields(reason))])


def place(basis: Basis) -> str:
    if not isinstance(basis, Citation):
        return basis.code
    return f"{basis.key}@{basis.wording_since}".replace(KVF, "KVF").replace(STL, "STL")


def whole(decision: Decision[Any]) -> list[str]:
    return [
        f"{decision.rule} {decision.version} {decision.outcome}",
        *(f"{told(b.reason)} | {place(b.basis)}" for b in decision.because),
        *(f"~ {told(reason)}" for reason in decision.would_change),
    ]


ANSWERS = [
    (
        "hours-to-deduct",
        {"kind": "WELFARE", "hours": "3"},
        [
            "absence.hours_to_deduct 1 undecided",
            "deducted.nobody-has-decided | STL/36/1/2@2019-01-01",
            "~ deducted.permission-would-keep-benefit",
        ],
    ),
    (
        "hours-to-deduct",
        {"kind": "WELFARE", "hours": "3", "permitted": True},
        [
            "absence.hours_to_deduct 1 computed",
            "deducted.permitted-keeps-benefit | STL/36/1/2@2019-01-01",
            "deducted.regulation-gives-benefit | KVF/15/1/1@2012-01-01",
        ],
    ),
    (
        "hours-to-deduct",
        {"kind": "WELFARE", "hours": "3", "permitted": False},
        [
            "absence.hours_to_deduct 1 computed",
            "deducted.not-permitted-reduces | STL/36/1/1@2019-01-01",
            "deducted.counted-in-hours hours=3 | benefit.absence_unit",
            "~ deducted.permission-would-keep-benefit",
        ],
    ),
    (
        "hours-to-deduct",
        {"kind": "FREE_DAY", "hours": "3"},
        ["absence.hours_to_deduct 1 computed", "deducted.free-day-is-no-absence | KVF/16/1/1@2012-01-01"],
    ),
    (
        "hours-to-deduct",
        {"kind": "UNPAID_LEAVE", "hours": "3", "permitted": True},
        [
            "absence.hours_to_deduct 1 computed",
            "deducted.leave-without-benefit | STL/36/1/1@2019-01-01",
            "deducted.counted-in-hours hours=3 | benefit.absence_unit",
        ],
    ),
    (
        "sick-child",
        KID | {"used": TEN, "children_born": [2018, 2010]},
        [
            "sick_child.days 1 undecided",
            "sick-child.children-within-age children=1 last_age=12 | KVF/9/2/1@2012-01-01",
            "sick-child.older-counted children=1 | sick_child.children_counted",
            "sick-child.ordinary-days days=10 months=12 | KVF/11/1/1@2012-01-01",
            "sick-child.days-used first_day=2025-11-24 last_day=2026-11-23 used=10 left=0 | KVF/11/1/1@2012-01-01",
            "sick-child.welfare-leave-may-be-asked | KVF/15/1/1@2012-01-01",
            "~ sick-child.day-comes-back day=2027-10-05",
            "~ sick-child.being-alone-gives-more",
        ],
    ),
    (
        "sick-child",
        KID | {"children_born": [2018, 2019, 2020]},
        [
            "sick_child.days 1 met",
            "sick-child.children-within-age children=3 last_age=12 | KVF/9/2/1@2012-01-01",
            "sick-child.days-with-many days=15 months=12 many_above=2 | KVF/11/1/2@2012-01-01",
            "sick-child.days-used first_day=2025-11-24 last_day=2026-11-23 used=0 left=15 | KVF/11/1/1@2012-01-01",
            "~ sick-child.used-up-after days=15",
        ],
    ),
    (
        "sick-child",
        KID | {"alone": True, "used": TEN[:1], "children_born": [2018]},
        [
            "sick_child.days 1 met",
            "sick-child.children-within-age children=1 last_age=12 | KVF/9/2/1@2012-01-01",
            "sick-child.days-alone days=20 months=12 | KVF/11/1/3@2012-01-01",
            "sick-child.days-used first_day=2025-11-24 last_day=2026-11-23 used=1 left=19 | KVF/11/1/1@2012-01-01",
            "~ sick-child.used-up-after days=19",
        ],
    ),
    (
        "sick-child",
        KID | {"chronic_born": [2010], "alone": True, "children_born": [2018, 2019, 2010]},
        [
            "sick_child.days 1 met",
            "sick-child.children-within-age children=2 last_age=12 | KVF/9/2/1@2012-01-01",
            "sick-child.chronic-children-within-age children=1 last_age=18 | KVF/9/2/2@2012-01-01",
            "sick-child.days-alone-with-many days=30 months=12 many_above=2 | KVF/11/1/3@2012-01-01",
            "sick-child.chronic-adds days=10 days_each=10 | KVF/11/2/1@2012-01-01",
            "sick-child.doubled-alone days=20 | KVF/11/2/2@2012-01-01",
            "sick-child.days-used first_day=2025-11-24 last_day=2026-11-23 used=0 left=50 | KVF/11/1/1@2012-01-01",
            "~ sick-child.used-up-after days=50",
        ],
    ),
    (
        "sick-child",
        KID | {"children_born": [2010]},
        [
            "sick_child.days 1 not_met",
            "sick-child.no-child-within-age last_age=12 | KVF/9/2/1@2012-01-01",
            "~ sick-child.child-within-age-needed last_age=12 last_age_chronic=18",
        ],
    ),
    (
        "sick-child-report",
        FRIDAY | {"to": "2026-12-05", "ground": "CARER_ILL"},
        [
            "sick_child.report 1 met",
            "sick-child-report.carer-is-ill | KVF/9/1/1/b@2012-01-01",
            "sick-child-report.self-report-is-enough days_allowed=3 | KVF/10/1/1@2012-01-01",
            "~ sick-child-report.longer-may-need-note note_from=2026-12-07",
        ],
    ),
    (
        "sick-child-report",
        FRIDAY | {"to": "2026-12-07", "ground": "CHILD_ILL"},
        [
            "sick_child.report 1 undecided",
            "sick-child-report.child-needs-care | KVF/9/1/1/a@2012-01-01",
            "sick-child-report.self-report-is-enough days_allowed=3 | KVF/10/1/1@2012-01-01",
            "sick-child-report.note-may-be-required note_from=2026-12-07 | KVF/10/1/2@2012-01-01",
            "~ sick-child-report.note-would-help note_from=2026-12-07",
        ],
    ),
    (
        "sick-child-report",
        FRIDAY | {"to": "2026-12-07", "note_from": "2026-12-02", "ground": "CARER_WITH_OTHER_CHILD"},
        [
            "sick_child.report 1 met",
            "sick-child-report.carer-is-with-other-child | KVF/9/1/1/c@2012-01-01",
            "sick-child-report.self-report-is-enough days_allowed=3 | KVF/10/1/1@2012-01-01",
            "sick-child-report.note-covers-the-rest note_from=2026-12-04 | KVF/10/1/2@2012-01-01",
        ],
    ),
    (
        "sick-child-report",
        FRIDAY | {"to": "2026-12-07", "ground": "OTHER"},
        [
            "sick_child.report 1 undecided",
            "sick-child-report.other-ground | KVF/9/1/1@2012-01-01",
            "sick-child.welfare-leave-may-be-asked | KVF/15/1/1@2012-01-01",
        ],
    ),
]


@pytest.mark.parametrize(("name", "facts", "answer"), ANSWERS)
def test_the_whole_answer_is_this_one(
    name: str, facts: dict[str, Any], answer: list[str], norway: Holidays
) -> None:
    assert whole(ALL[name].answer(facts, Around(norway, USUAL))) == answer
