"""Decisions: never without a reason, and readable years after they were stored."""

import json
import subprocess
import sys
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

from portal.rules import load_all
from portal.rules.absence import OtherAbsenceFacts, SelfReportFacts, other_absence, self_report
from portal.rules.content import planned_hours
from portal.rules.days import Holidays
from portal.rules.deadlines import answer_due, complaint_deadline
from portal.rules.decision import BY_CODE, Because, Decision, Outcome, Reason, UnknownCode, as_data, from_data
from portal.rules.duration import decision_period_end, latest_end, start_deadline
from portal.rules.free_days import free_day
from portal.rules.law import HouseRule

DAY = date(2026, 11, 22)
HOUSE = HouseRule("test.house", "For a test.")

# What is stored with people's cases: each code with its facts. A line may be added; none may be changed or removed, ever.
STORED: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("stored_codes.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Weighed(Reason):
    """A reason of this test's own."""

    code: ClassVar[str] = "test.weighed"
    hours: Decimal
    share: Fraction


def decisions(norway: Holidays) -> list[Decision[Any]]:
    return [
        self_report(SelfReportFacts(date(2026, 10, 5), DAY, DAY)),
        self_report(SelfReportFacts(date(2026, 1, 5), DAY, DAY)),
        other_absence(OtherAbsenceFacts(DAY, DAY)),
        planned_hours((450, 60), DAY),
        complaint_deadline(DAY, norway),
        answer_due(DAY, 3, norway),
        start_deadline(DAY, norway),
        decision_period_end(DAY),
        latest_end(DAY, ((DAY, DAY),)),
        free_day(DAY, norway),
        Decision("test", 1, Outcome.MET, (Because(Weighed(Decimal("37.5"), Fraction(2, 3)), HOUSE),), None),
    ]


def test_a_decision_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a reason"):
        Decision("test", 1, Outcome.MET, (), None)


def test_every_decision_comes_back_from_storage_as_it_was(norway: Holidays) -> None:
    for decision in decisions(norway):
        assert from_data(json.loads(json.dumps(as_data(decision)))) == decision


def test_the_stored_form_is_plain_and_names_rule_law_and_facts(norway: Holidays) -> None:
    assert as_data(complaint_deadline(date(2026, 12, 2), norway)) == {
        "rule": "deadlines.complaint",
        "version": 1,
        "outcome": "computed",
        "value": {"date": "2026-12-23"},
        "because": [
            {
                "reason": {
                    "code": "complaint.weeks",
                    "facts": {"notified_on": {"date": "2026-12-02"}, "weeks": 3},
                },
                "basis": {"law": "LOV-1967-02-10/29/1/1", "wording_since": None},
            },
            {
                "reason": {"code": "deadline.same-weekday", "facts": {"ends_on": {"date": "2026-12-23"}}},
                "basis": {"law": "LOV-1915-08-13-5/148/2/1", "wording_since": None},
            },
        ],
        "would_change": [],
    }


def test_what_is_stored_with_cases_keeps_its_code_and_its_facts() -> None:
    load_all()
    now = {code: [f.name for f in fields(c)] for code, c in BY_CODE.items() if not code.startswith("test.")}
    assert now == STORED


@pytest.mark.parametrize(("reason", "basis"), [(None, HOUSE), (Weighed(Decimal(1), Fraction(1)), None)])
def test_a_reason_without_a_basis_cannot_be_given(reason: Any, basis: Any) -> None:  # noqa: ANN401 - Wrong on purpose.
    with pytest.raises(TypeError, match="rests on"):
        Because(reason, basis)


@pytest.mark.parametrize("name", ["", "Absence.self_report", "absence.self-report", "a.b.c"])
def test_a_rule_has_the_name_of_its_file_and_its_function(name: str) -> None:
    because = (Because(Weighed(Decimal(1), Fraction(1)), HOUSE),)
    with pytest.raises(ValueError, match="no name of a rule"):
        Decision(name, 1, Outcome.MET, because, None)


def test_a_code_that_nobody_answers_to_is_said_aloud() -> None:
    data = as_data(other_absence(OtherAbsenceFacts(DAY, DAY)))
    data["because"][0]["reason"]["code"] = "absence.never-existed"
    with pytest.raises(UnknownCode, match="never-existed"):
        from_data(data)


def test_two_reasons_cannot_share_a_code() -> None:
    with pytest.raises(TypeError, match="share the code"):

        class Copy(Reason):
            code: ClassVar[str] = "complaint.weeks"


def test_a_fact_that_is_not_exact_cannot_be_stored() -> None:
    half = Decision("test", 1, Outcome.COMPUTED, (Because(Weighed(Decimal(1), Fraction(1)), HOUSE),), 0.5)
    with pytest.raises(TypeError, match="float"):
        as_data(half)


def test_who_reads_only_decisions_still_knows_every_reason() -> None:
    """Nothing else is loaded then, and the first code that is not known yet loads the rest."""
    stored = json.dumps(as_data(complaint_deadline(DAY, lambda _year: frozenset())))
    script = "import json,sys; from portal.rules.decision import from_data; print(from_data(json.load(sys.stdin)).value)"
    shown = subprocess.run(
        [sys.executable, "-c", script], input=stored, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "2026-12-14"


def test_loading_the_law_knows_every_code() -> None:
    load_all()
    assert {kind.__module__.rpartition(".")[2] for kind in BY_CODE.values()} <= {*load_all(), "test_decision"}
    assert set(STORED) <= set(BY_CODE)
