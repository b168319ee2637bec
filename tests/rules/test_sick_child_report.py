"""Self-report for a sick child or carer: KVP-forskriften §§ 9 ledd 1 and 10."""

from datetime import date
from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.sick_child_report import (
    ChildsNoteWouldHelp,
    Ground,
    LongerMayNeedChildsNote,
    SickChildReportFacts,
    SickChildReportFigures,
    sick_child_report,
)


def december(day: int) -> date:
    return date(2026, 12, day)


def ask(
    last: int, note_from: int | None = None, ground: Ground | None = None
) -> Decision[SickChildReportFigures]:
    note = december(note_from) if note_from else None
    return sick_child_report(SickChildReportFacts(december(4), december(last), note, ground))


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code.removeprefix("sick-child-report.") for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [
        b.basis.key.removeprefix("FOR-2011-12-21-1471/")
        for b in decision.because
        if isinstance(b.basis, Citation)
    ]


@pytest.mark.parametrize(
    ("last", "note_from", "needed", "missing"),
    [
        pytest.param(4, None, None, None, id="§ 10 punktum 1: en dag"),
        pytest.param(6, None, None, None, id="§ 10 punktum 1: tre kalenderdager, fredag til søndag"),
        pytest.param(7, None, 7, 7, id="§ 10 punktum 2: fjerde dag"),
        pytest.param(9, 7, 7, None, id="§ 10 punktum 2: legeerklæring fra fjerde dag"),
        pytest.param(9, 4, 7, None, id="§ 10 punktum 2: legeerklæring fra første dag"),
        pytest.param(9, 8, 7, 7, id="§ 10 punktum 2: legeerklæring fra femte dag"),
        pytest.param(5, 5, None, None, id="§ 10 punktum 1: legeerklæring uten at den trengs"),
    ],
)
def test_a_note_may_be_required_from_the_fourth_day(
    last: int, note_from: int | None, needed: int | None, missing: int | None
) -> None:
    decision = ask(last, note_from)
    assert decision.outcome is (Outcome.UNDECIDED if missing else Outcome.MET)
    days = [december(day) if day else None for day in (needed, missing)]
    assert decision.value == SickChildReportFigures(3, *days)
    assert codes(decision)[0] == "self-report-is-enough"
    if missing:
        assert keys(decision) == ["10/1/1", "10/1/2"]
        assert decision.would_change == (ChildsNoteWouldHelp(december(7)),)
    elif note_from:
        assert decision.because[1].reason.note_from == december(note_from)
        assert decision.would_change == ()
    else:
        assert keys(decision) == ["10/1/1"]
        assert decision.would_change == (LongerMayNeedChildsNote(december(7)),)


def test_a_note_from_before_is_told_from_the_first_day() -> None:
    assert ask(9, 2).because[-1].reason.note_from == december(4)


def test_a_missing_note_takes_nothing_from_the_self_reported_days() -> None:
    """§ 10 does not take over § 6 ledd 4 punktum 2."""
    assert codes(ask(9)) == ["self-report-is-enough", "note-may-be-required"]


def test_there_are_no_eight_weeks_and_no_sixteen_days() -> None:
    """§ 10 punktum 1: «i hvert enkelt tilfelle». The question knows neither the programme nor earlier cases."""
    names = {fact.name for fact in ALL["sick-child-report"].facts}
    assert names == {"from", "to", "note_from", "ground"}
    assert not any(name.startswith("self_report.") for name in ALL["sick-child-report"].rests_on)


@pytest.mark.parametrize(
    ("ground", "place"),
    [
        pytest.param(Ground.CHILD_ILL, "9/1/1/a", id="§ 9 ledd 1 bokstav a"),
        pytest.param(Ground.CARER_ILL, "9/1/1/b", id="§ 9 ledd 1 bokstav b"),
        pytest.param(Ground.CARER_WITH_OTHER_CHILD, "9/1/1/c", id="§ 9 ledd 1 bokstav c"),
    ],
)
def test_each_ground_is_cited(ground: Ground, place: str) -> None:
    decision = ask(4, ground=ground)
    assert keys(decision) == [place, "10/1/1"]
    assert decision.outcome is Outcome.MET


def test_another_ground_is_for_a_caseworker() -> None:
    decision = ask(4, ground=Ground.OTHER)
    assert decision.outcome is Outcome.UNDECIDED
    assert keys(decision) == ["9/1/1", "15/1/1"]
    assert decision.value == SickChildReportFigures(0, None, None)


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        ask(3)
    with pytest.raises(ValueError, match="covers nothing"):
        ask(5, 6)
    with pytest.raises(NoLawInForce):
        sick_child_report(SickChildReportFacts(date(2011, 12, 31), date(2012, 1, 1)))


def test_the_report_is_asked_by_name(norway: Holidays) -> None:
    question, around = ALL["sick-child-report"], Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert question.value(decision.value) == {
        "days_available": 3,
        "note_needed_from": "2026-11-26",
        "note_missing_from": "2026-11-26",
    }
    assert codes(decision)[0] == "child-needs-care"
    noted = {"from": "2026-11-23", "to": "2026-11-26", "note_from": "2026-11-26"}
    assert question.answer(noted, around).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": "2026-11-22"}, "to"),
        ({"note_from": "2026-11-27"}, "note_from"),
        ({"ground": "HOLIDAY"}, "ground"),
        ({"programme_start": "2026-10-05"}, "programme_start"),
    ],
)
def test_facts_about_the_report_that_cannot_be_are_named(
    change: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL["sick-child-report"]
    with pytest.raises(BadFacts) as wrong:
        question.answer(dict(question.example) | change, Around(norway, USUAL))
    assert wrong.value.field == field
