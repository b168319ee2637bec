"""A doctor's note and a written confirmation: KVP-forskriften §§ 5-7."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.absence import DoctorsNoteWouldHelp, LongerMayNeedNote
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.doctors_note import (
    ConfirmingWouldHelp,
    DoctorsNoteFacts,
    DoctorsNoteFigures,
    MayAskToConfirm,
    NothingCovers,
    PreventedAndShownWouldHelp,
    SelfReportCovers,
    SelfReportDaysMayLapse,
    doctors_note,
    written_confirmation,
)
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts


def december(day: int) -> date:
    return date(2026, 12, day)


def ask(
    last: int,
    note_from: int | None = None,
    available: int | None = None,
    *,
    prevented: bool = False,
    shown: bool = False,
) -> Decision[DoctorsNoteFigures]:
    note = december(note_from) if note_from else None
    return doctors_note(DoctorsNoteFacts(december(4), december(last), note, available, prevented, shown))


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code.removeprefix("doctors-note.") for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [
        b.basis.key.removeprefix("FOR-2011-12-21-1471/")
        for b in decision.because
        if isinstance(b.basis, Citation)
    ]


@pytest.mark.parametrize(
    ("last", "outcome", "needed_from", "own"),
    [
        pytest.param(4, Outcome.MET, None, 1, id="§ 6 ledd 3 punktum 1: en dag"),
        pytest.param(6, Outcome.MET, None, 3, id="§ 6 ledd 3 punktum 1: tre kalenderdager"),
        pytest.param(7, Outcome.UNDECIDED, december(7), 3, id="§ 6 ledd 4 punktum 1: mandag er dag fire"),
    ],
)
def test_without_a_note_self_report_covers_three_days(
    last: int, outcome: Outcome, needed_from: date | None, own: int
) -> None:
    decision = ask(last)
    assert decision.outcome is outcome
    assert decision.value.note_needed_from == needed_from
    assert decision.value.self_report_days == own
    assert decision.because[0].reason == SelfReportCovers(own)
    if outcome is Outcome.MET:
        assert keys(decision) == ["6/3/1"]
        assert decision.would_change == (LongerMayNeedNote(december(7)),)


def test_a_missing_note_may_cost_the_self_report_days_too() -> None:
    decision = ask(9)
    assert [b.reason for b in decision.because] == [
        SelfReportCovers(3),
        NothingCovers(december(7), december(9)),
        SelfReportDaysMayLapse(december(6)),
    ]
    assert keys(decision) == ["6/3/1", "6/4/1", "6/4/2"]
    assert decision.value == DoctorsNoteFigures(3, december(7), december(7), december(9))
    assert decision.would_change == (DoctorsNoteWouldHelp(december(7)), PreventedAndShownWouldHelp())


@pytest.mark.parametrize(
    ("note_from", "outcome", "own", "open_to"),
    [
        pytest.param(4, Outcome.MET, 0, None, id="§ 5: fra første dag"),
        pytest.param(3, Outcome.MET, 0, None, id="§ 5: fra dagen før"),
        pytest.param(5, Outcome.MET, 1, None, id="§ 5: fra andre dag"),
        pytest.param(7, Outcome.MET, 3, None, id="§ 6 ledd 4 punktum 1: fra fjerde dag"),
        pytest.param(8, Outcome.UNDECIDED, 3, 7, id="§ 6 ledd 4 punktum 1: fra femte dag"),
        pytest.param(9, Outcome.UNDECIDED, 3, 8, id="§ 6 ledd 4 punktum 1: fra sjette dag"),
    ],
)
def test_a_note_keeps_the_benefit_from_its_first_day(
    note_from: int, outcome: Outcome, own: int, open_to: int | None
) -> None:
    decision = ask(9, note_from)
    assert decision.outcome is outcome
    assert decision.value.self_report_days == own
    assert decision.value.note_needed_from == december(7)
    assert decision.value.open_to == (december(open_to) if open_to else None)
    assert decision.value.open_from == (december(7) if open_to else None)
    covers = next(b.reason for b in decision.because if b.reason.code == "doctors-note.covers")
    assert (covers.note_from, covers.last_day) == (december(max(note_from, 4)), december(9))
    assert ("no-longest-illness" in codes(decision)) == (outcome is Outcome.MET)
    # Whoever hands in a note, though a late one, does not lose the self-report days for lack of it.
    assert "self-report-days-may-lapse" not in codes(decision)
    assert decision.would_change == ((DoctorsNoteWouldHelp(december(7)),) if open_to else ())


def test_a_note_for_a_short_absence_spends_no_self_report() -> None:
    decision = ask(5, 4)
    assert decision.outcome is Outcome.MET
    assert decision.value == DoctorsNoteFigures(0, None, None, None)
    assert keys(decision) == ["5/1/1", "5/1/1"]


@pytest.mark.parametrize(
    ("prevented", "shown", "code"),
    [
        pytest.param(True, True, "prevented-and-shown", id="§ 6 ledd 4 punktum 3: begge deler"),
        pytest.param(True, False, "self-report-days-may-lapse", id="§ 6 ledd 4 punktum 3: bare hindret"),
        pytest.param(False, True, "self-report-days-may-lapse", id="§ 6 ledd 4 punktum 3: bare vist"),
    ],
)
def test_only_both_together_save_the_self_report_days(prevented: bool, shown: bool, code: str) -> None:
    decision = ask(9, prevented=prevented, shown=shown)
    assert decision.outcome is Outcome.UNDECIDED
    assert codes(decision)[-1] == code
    assert keys(decision)[-1] == ("6/4/3" if prevented and shown else "6/4/2")
    assert (PreventedAndShownWouldHelp() in decision.would_change) == (not (prevented and shown))


@pytest.mark.parametrize(
    ("available", "needed_from"),
    [
        pytest.param(0, 4, id="§ 6 ledd 2: ingen egenmelding"),
        pytest.param(1, 5, id="§ 6 ledd 3 punktum 2: en dag igjen"),
        pytest.param(3, 7, id="§ 6 ledd 3 punktum 1: alle tre"),
    ],
)
def test_fewer_days_available_need_a_note_sooner(available: int, needed_from: int) -> None:
    decision = ask(9, available=available)
    assert decision.value.note_needed_from == december(needed_from)
    assert decision.value.self_report_days == available


def test_without_self_report_there_are_no_self_report_days_to_lose() -> None:
    decision = ask(9, available=0)
    assert [b.reason for b in decision.because] == [NothingCovers(december(4), december(9))]
    assert keys(decision) == ["5/1/1"]
    assert decision.would_change == (DoctorsNoteWouldHelp(december(4)),)


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        ask(3)
    with pytest.raises(ValueError, match="covers nothing"):
        ask(9, 10)
    for available in (-1, 4):
        with pytest.raises(ValueError, match="at most 3 days"):
            ask(9, available=available)
    with pytest.raises(NoLawInForce):
        doctors_note(DoctorsNoteFacts(date(2011, 12, 31), date(2012, 1, 1)))


def test_in_the_pandemic_sixteen_days_needed_no_note() -> None:
    assert doctors_note(DoctorsNoteFacts(date(2020, 4, 1), date(2020, 4, 16))).outcome is Outcome.MET
    assert doctors_note(DoctorsNoteFacts(date(2020, 4, 1), date(2020, 4, 17))).outcome is Outcome.UNDECIDED


@settings(max_examples=50)
@given(st.integers(4, 20), st.none() | st.integers(1, 20), st.integers(0, 3), st.booleans(), st.booleans())
def test_the_machine_takes_nothing_and_leaves_no_day_unsaid(
    last: int, note_from: int | None, available: int, prevented: bool, shown: bool
) -> None:
    note = min(note_from, last) if note_from else None
    decision = ask(last, note, available, prevented=prevented, shown=shown)
    days = set(range(4, last + 1))
    covered = {d for d in days if d < 4 + available or (note and d >= note)}
    assert decision.outcome is (Outcome.MET if covered == days else Outcome.UNDECIDED)
    if covered != days:
        assert decision.value.open_from == december(min(days - covered))
        assert decision.value.open_to == december(max(days - covered))


@pytest.mark.parametrize(
    ("facts", "missing", "code", "key"),
    [
        pytest.param(
            {"oral": False}, False, "written-needs-nothing-more", "6/1/1", id="§ 6 ledd 1: skriftlig"
        ),
        pytest.param(
            {"oral": False, "asked_on": december(8)},
            False,
            "written-needs-nothing-more",
            "6/1/1",
            id="§ 7 punktum 1: bare muntlig bekreftes",
        ),
        pytest.param({"oral": True}, False, "oral-is-enough", "6/1/1", id="§ 6 ledd 1: muntlig"),
        pytest.param(
            {"oral": True, "asked_on": december(8), "confirmed_on": december(9)},
            False,
            "confirmed-on",
            "7/1/1",
            id="§ 7 punktum 1: bekreftet",
        ),
        pytest.param(
            {"oral": True, "asked_on": december(8)}, True, "asked", "7/1/1", id="§ 7 punktum 1: krevd"
        ),
    ],
)
def test_only_an_oral_self_report_that_was_asked_about_needs_confirming(
    facts: dict[str, Any], missing: bool, code: str, key: str
) -> None:
    decision = written_confirmation(**facts)
    assert decision.value.missing is missing
    assert decision.outcome is (Outcome.UNDECIDED if missing else Outcome.MET)
    assert decision.because[0].reason.code == f"confirmation.{code}"
    assert keys(decision)[0] == key


def test_a_missing_confirmation_may_cost_the_days_and_says_what_helps() -> None:
    decision = written_confirmation(oral=True, asked_on=december(8))
    assert keys(decision) == ["7/1/1", "7/1/2"]
    assert decision.because[0].reason.asked_on == december(8)
    assert decision.would_change == (ConfirmingWouldHelp(),)
    assert written_confirmation(oral=True).would_change == (MayAskToConfirm(),)
    assert written_confirmation(oral=False).would_change == ()


def test_the_same_holds_for_a_sick_child() -> None:
    """§ 10 punktum 3."""
    decision = written_confirmation(oral=True, asked_on=december(8), sick_child=True)
    assert decision.outcome is Outcome.UNDECIDED
    assert keys(decision) == ["7/1/1", "7/1/2", "10/1/3"]


def test_both_questions_are_asked_by_name(norway: Holidays) -> None:
    around = Around(norway, USUAL)
    note, confirmation = ALL["doctors-note"], ALL["written-confirmation"]
    assert note.value(note.answer(note.example, around).value) == {
        "self_report_days": 3,
        "note_needed_from": "2026-12-07",
        "open_from": None,
        "open_to": None,
    }
    facts = {"from": "2026-12-04", "to": "2026-12-09", "days_available": 2}
    told = note.answer(facts | {"prevented_from_doctor": True, "same_illness_shown": True}, around)
    assert told.value.note_needed_from == december(6)
    assert codes(told)[-1] == "prevented-and-shown"
    decision = confirmation.answer(confirmation.example, around)
    assert confirmation.value(decision.value) == {"missing": True}
    sick = confirmation.answer({"oral": True, "confirmed_on": "2026-12-09", "kind": "SICK_CHILD"}, around)
    assert keys(sick) == ["7/1/1", "10/1/3"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"from": "2026-12-04", "to": "2026-12-03"}, "to"),
        ({"from": "2026-12-04", "to": "2026-12-05", "note_from": "2026-12-06"}, "note_from"),
        ({"from": "2026-12-04", "to": "2026-12-05", "days_available": 4}, "days_available"),
        ({"from": "2026-12-04", "to": "2026-12-05", "diagnosis": "flu"}, "diagnosis"),
    ],
)
def test_facts_about_a_note_that_cannot_be_are_named(
    facts: dict[str, Any], field: str, norway: Holidays
) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL["doctors-note"].answer(facts, Around(norway, USUAL))
    assert wrong.value.field == field


def test_all_days_of_the_law_may_be_available(norway: Holidays) -> None:
    facts = {"from": "2026-12-04", "to": "2026-12-05", "days_available": 3, "note_from": "2026-12-05"}
    assert ALL["doctors-note"].answer(facts, Around(norway, USUAL)).outcome is Outcome.MET
