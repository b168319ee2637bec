"""Self-report: the days that are left when an absence begins, and the question by name."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.rules.absence import (
    EarlierDaysCount,
    LongerMayNeedNote,
    SelfReportDays,
    SelfReportFacts,
    self_report,
)
from portal.rules.days import Holidays, add_months
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.spells import EarlierAbsence, first_day_without, spells

START = date(2026, 10, 5)


def december(day: int) -> date:
    return date(2026, 12, day)


def ask(
    first: date, last: date | None = None, earlier: Iterable[EarlierAbsence] = (), started: date = START
) -> Decision[SelfReportDays]:
    return self_report(SelfReportFacts(started, first, last or first, tuple(earlier)))


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [
        b.basis.key.removeprefix("FOR-2011-12-21-1471/")
        for b in decision.because
        if isinstance(b.basis, Citation)
    ]


def place(decision: Decision[Any]) -> str:
    """Where the first reason stands: the law, or the office's own rule."""
    basis = decision.because[0].basis
    return keys(decision)[0] if isinstance(basis, Citation) else basis.code


@pytest.mark.parametrize(
    ("first", "available", "note_from"),
    [
        pytest.param(
            date(2026, 11, 29), 0, date(2026, 11, 29), id="§ 6 ledd 2 punktum 1: dag 55, ingen dager"
        ),
        pytest.param(date(2026, 11, 30), 3, date(2026, 12, 3), id="§ 6 ledd 3 punktum 1: dag 56, tre dager"),
        pytest.param(date(2026, 12, 4), 3, date(2026, 12, 7), id="eksempel 7 a: fredag til mandag"),
    ],
)
def test_the_days_available_are_those_at_the_start(first: date, available: int, note_from: date) -> None:
    figures = ask(first, first + timedelta(days=3)).value
    assert (figures.days_available, figures.note_needed_from) == (available, note_from)


@pytest.mark.parametrize(
    ("first", "used", "available"),
    [
        pytest.param(14, 3, 0, id="eksempel 7 b: tre brukt, ingen igjen"),
        pytest.param(18, 3, 0, id="§ 6 ledd 3 punktum 2: dag seksten"),
        pytest.param(19, 3, 3, id="§ 6 ledd 3 punktum 2: dag sytten"),
        pytest.param(14, 2, 1, id="§ 6 ledd 3 punktum 2: to brukt"),
        pytest.param(14, 1, 2, id="§ 6 ledd 3 punktum 2: en brukt"),
    ],
)
def test_earlier_days_are_taken_from_the_days_available(first: int, used: int, available: int) -> None:
    earlier = [EarlierAbsence(december(3) - timedelta(days=used), december(2))]
    assert ask(december(first), earlier=earlier).value.days_available == available


def test_more_earlier_days_than_the_law_gives_leave_none() -> None:
    assert ask(december(14), earlier=[EarlierAbsence(december(1), december(9))]).value.days_available == 0


def test_self_report_that_is_enough_says_when_it_is_no_longer() -> None:
    decision = ask(december(4), december(5))
    assert decision.would_change == (LongerMayNeedNote(december(7)),)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        pytest.param(december(3), Outcome.MET, id="§ 8 ledd 1: retten er tilbake dagen etter"),
        pytest.param(december(4), Outcome.UNDECIDED, id="§ 8 ledd 1: siste dag uten retten"),
        pytest.param(december(5), Outcome.UNDECIDED, id="§ 8 ledd 1: uten retten"),
    ],
)
def test_a_right_that_was_taken_away_comes_back(until: date, outcome: Outcome) -> None:
    decision = self_report(SelfReportFacts(START, december(4), december(4), (), until))
    assert decision.outcome is outcome
    if outcome is Outcome.UNDECIDED:
        assert codes(decision) == ["absence.self-report-right-lost", "absence.note-keeps-benefit"]
        assert keys(decision) == ["8/1/1", "5/1/1"]
        assert (decision.value.days_available, decision.value.days_left) == (0, 0)
        assert decision.value.note_needed_from == december(4)


def test_both_reasons_for_having_no_right_are_told() -> None:
    decision = self_report(SelfReportFacts(december(1), december(4), december(4), (), december(31)))
    assert codes(decision)[:3] == [
        "absence.not-taken-part-long-enough",
        "self-report.weeks-counted-from-start",
        "absence.self-report-right-lost",
    ]


@pytest.mark.parametrize(
    ("first", "available", "code", "key"),
    [
        pytest.param(
            date(2020, 3, 15), 0, "absence.not-taken-part-long-enough", "6/2/1", id="dagen før § 17 a"
        ),
        pytest.param(date(2020, 3, 16), 16, "absence.no-waiting-time", "17a", id="§ 17 a: første dag"),
        pytest.param(date(2020, 5, 7), 16, "absence.no-waiting-time", "17a", id="§ 17 a: siste dag"),
        pytest.param(
            date(2020, 5, 8),
            16,
            "absence.no-waiting-time",
            "pandemic.self-report-after-the-regulation",
            id="dagen etter § 17 a",
        ),
        pytest.param(
            date(2020, 5, 31),
            16,
            "absence.no-waiting-time",
            "pandemic.self-report-after-the-regulation",
            id="siste dag med den midlertidige forskriften",
        ),
        pytest.param(date(2020, 6, 1), 3, "absence.taken-part-long-enough", "6/2/1", id="etter pandemien"),
    ],
)
def test_the_pandemic_set_is_the_law_of_its_own_days(
    first: date, available: int, code: str, key: str
) -> None:
    decision = ask(first, started=date(2020, 3, 2))
    assert decision.value.days_available == available
    assert codes(decision)[0] == code
    assert place(decision) == key
    if key == "17a":
        assert keys(decision) == ["17a", "17a"]


def test_the_sixteen_days_are_cited_from_where_they_stand() -> None:
    decision = ask(december(14), december(15), [EarlierAbsence(december(1), december(2))])
    assert keys(decision) == ["6/2/1", "6/3/1", "6/3/2", "6/4/1"]
    earlier = decision.because[2].reason
    assert isinstance(earlier, EarlierDaysCount)
    assert (earlier.days, earlier.window_days, earlier.last_earlier_day) == (2, 16, december(2))


def test_the_last_earlier_day_is_told_from_an_illness_that_has_days_without_a_note() -> None:
    noted = EarlierAbsence(december(8), december(9), doctors_note=True)
    decision = ask(december(14), earlier=[noted, EarlierAbsence(december(2), december(2))])
    assert decision.because[2].reason.last_earlier_day == december(2)


def test_a_note_from_the_days_before_covers_the_whole_absence() -> None:
    noted = EarlierAbsence(december(1), december(2), doctors_note=True, note_from=date(2026, 11, 20))
    assert ask(december(14), earlier=[noted]).value.days_used_before == 0


def test_notes_that_overlap_are_counted_once() -> None:
    notes = [
        EarlierAbsence(december(1), december(6), doctors_note=True, note_from=december(2)),
        EarlierAbsence(december(1), december(4), doctors_note=True, note_from=december(3)),
        EarlierAbsence(december(4), december(8), doctors_note=True, note_from=december(8)),
    ]
    [spell] = spells(notes)
    assert (spell.first_day, spell.last_day) == (december(1), december(8))
    assert spell.days_without_note == 2  # The first day and the seventh.
    assert spell.note_from == december(2)


def test_a_note_that_begins_after_the_absence_is_none() -> None:
    late = EarlierAbsence(december(1), december(2), doctors_note=True, note_from=december(3))
    [spell] = spells([late])
    assert (spell.days_without_note, spell.note_from) == (2, None)


@pytest.mark.parametrize(
    ("day", "out_on"),
    [
        pytest.param(date(2025, 12, 1), date(2026, 12, 1), id="samme dato et år etter er ute"),
        pytest.param(date(2028, 2, 29), date(2029, 3, 1), id="29. februar er inne til 28. februar er over"),
        pytest.param(date(2027, 2, 28), date(2028, 2, 28), id="28. februar"),
    ],
)
def test_a_day_is_out_of_twelve_months_on_its_own_date(day: date, out_on: date) -> None:
    assert first_day_without(day, 12) == out_on
    assert add_months(out_on, -12) >= day > add_months(out_on - timedelta(days=1), -12)


def test_many_long_absences_are_counted_without_going_through_their_days() -> None:
    long = [EarlierAbsence(date(1900, 1, 1), date(2026, 6, 30)) for _ in range(5000)]
    assert len(spells(long)) == 1
    assert ask(december(1), earlier=long).value.days_available == 3


def around(norway: Holidays) -> Around:
    return Around(norway, USUAL)


def test_self_report_is_asked_by_name(norway: Holidays) -> None:
    question = ALL["self-report"]
    decision = question.answer(question.example, around(norway))
    told = question.value(decision.value)
    assert (told["days_available"], told["note_needed_from"]) == (3, "2026-12-07")
    facts = dict(question.example) | {
        "earlier": [
            {"from": "2026-11-30", "to": "2026-12-02", "doctors_note_from": None},
            {"from": "2026-11-10", "to": "2026-11-20", "doctors_note_from": "2026-11-10"},
        ],
        "from": "2026-12-14",
        "to": "2026-12-14",
    }
    told = question.value(question.answer(facts, around(norway)).value)
    assert (told["days_available"], told["note_needed_from"]) == (0, "2026-12-14")
    lost = dict(question.example) | {"right_lost_until": "2027-01-31"}
    assert question.answer(lost, around(norway)).value.days_available == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"programme_start": None}, "programme_start"),
        ({"programme_start": "2026-12-05"}, "from"),
        ({"to": "2026-12-03"}, "to"),
        ({"earlier": [{"from": "2026-12-01"}]}, "earlier[0].to"),
        (
            {
                "earlier": [
                    {"from": "2026-12-01", "to": "2026-12-01"},
                    {"from": "2026-12-01", "to": "2026-12-02", "doctors_note_from": "2026-12-03"},
                ]
            },
            "earlier[1].doctors_note_from",
        ),
    ],
)
def test_facts_about_self_report_that_cannot_be_are_named(
    change: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL["self-report"]
    with pytest.raises(BadFacts) as wrong:
        question.answer(dict(question.example) | change, around(norway))
    assert wrong.value.field == field


def test_the_first_day_of_the_programme_can_be_the_first_day_of_illness(norway: Holidays) -> None:
    question = ALL["self-report"]
    facts = dict(question.example) | {"programme_start": "2026-12-04"}
    assert question.answer(facts, around(norway)).value.days_available == 0


def test_a_note_may_begin_on_the_last_day(norway: Holidays) -> None:
    question = ALL["self-report"]
    earlier = [{"from": "2026-12-01", "to": "2026-12-02", "doctors_note_from": "2026-12-02"}]
    facts = dict(question.example) | {"earlier": earlier}
    assert question.answer(facts, around(norway)).value.days_available == 2
