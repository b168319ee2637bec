"""Self-report and other absence: KVP-forskriften §§ 5-8, sosialtjenesteloven § 36."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from portal.rules.absence import (
    OtherAbsenceFacts,
    SelfReportDays,
    SelfReportFacts,
    other_absence,
    self_report,
)
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.spells import EarlierAbsence

START = date(2026, 10, 5)


LONG_AGO = date(2025, 1, 6)


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


@pytest.mark.parametrize(
    ("first", "outcome", "note_from"),
    [
        pytest.param(
            date(2026, 11, 29), Outcome.UNDECIDED, date(2026, 11, 29), id="§ 6 ledd 2 punktum 1: dag 55"
        ),
        pytest.param(date(2026, 11, 30), Outcome.MET, None, id="§ 6 ledd 2 punktum 1: åtte uker, dag 56"),
    ],
)
def test_self_report_is_a_right_after_eight_weeks(
    first: date, outcome: Outcome, note_from: date | None
) -> None:
    decision = ask(first)
    assert decision.outcome is outcome
    assert decision.value.note_needed_from == note_from
    assert decision.because[0].reason.right_from == date(2026, 11, 30)
    assert keys(decision)[0] == "6/2/1"


def test_before_eight_weeks_a_doctors_note_from_the_first_day_keeps_the_benefit() -> None:
    decision = ask(date(2026, 10, 12), date(2026, 10, 13))
    assert codes(decision) == [
        "absence.not-taken-part-long-enough",
        "self-report.weeks-counted-from-start",
        "absence.note-keeps-benefit",
    ]
    assert keys(decision) == ["6/2/1", "5/1/1"]
    assert decision.value.days_left == 0
    assert [r.note_from for r in decision.would_change] == [date(2026, 10, 12)]


@pytest.mark.parametrize(
    ("last", "outcome", "left", "note_from"),
    [
        pytest.param(4, Outcome.MET, 2, None, id="§ 6 ledd 3 punktum 1: fredag"),
        pytest.param(
            6, Outcome.MET, 0, None, id="§ 6 ledd 3 punktum 1: fredag til søndag er tre kalenderdager"
        ),
        pytest.param(7, Outcome.UNDECIDED, 0, december(7), id="§ 6 ledd 4 punktum 1: mandag er dag fire"),
    ],
)
def test_weekends_count_in_the_three_days(
    last: int, outcome: Outcome, left: int, note_from: date | None
) -> None:
    decision = ask(december(4), december(last))
    assert decision.outcome is outcome
    assert decision.value.days_left == left
    assert decision.value.note_needed_from == note_from


@pytest.mark.parametrize(
    ("first", "outcome", "used_before"),
    [
        pytest.param(14, Outcome.UNDECIDED, 3, id="§ 6 ledd 3 punktum 2: tolv dager etter"),
        pytest.param(18, Outcome.UNDECIDED, 3, id="§ 6 ledd 3 punktum 2: seksten dager etter"),
        pytest.param(19, Outcome.MET, 0, id="§ 6 ledd 3 punktum 2: sytten dager etter gir tre nye"),
    ],
)
def test_earlier_days_count_within_sixteen_calendar_days(
    first: int, outcome: Outcome, used_before: int
) -> None:
    decision = ask(december(first), earlier=[EarlierAbsence(date(2026, 11, 30), december(2))])
    assert decision.outcome is outcome
    assert decision.value.days_used_before == used_before
    assert decision.value.note_needed_from == (december(first) if used_before else None)
    assert ("6/3/2" in keys(decision)) == bool(used_before)


def test_days_with_a_doctors_note_do_not_count_in_the_three() -> None:
    """§ 6 ledd 3 punktum 2: «uten legeerklæring»."""
    noted = EarlierAbsence(december(1), december(8), doctors_note=True, note_from=december(2))
    decision = ask(december(14), december(15), [noted])
    assert decision.outcome is Outcome.MET
    assert (decision.value.days_used_before, decision.value.days_left) == (1, 0)


def test_the_sixteen_days_run_from_the_last_day_of_the_earlier_illness_note_or_not() -> None:
    noted = EarlierAbsence(december(1), december(10), doctors_note=True, note_from=december(4))
    assert ask(december(26), earlier=[noted]).value.days_used_before == 3
    assert ask(december(27), earlier=[noted]).value.days_used_before == 0


def test_a_chain_does_not_pull_in_an_illness_that_is_further_back_itself() -> None:
    """A, then B within sixteen days of A, then C within sixteen days of B: only B counts for C (our reading)."""
    a, b = EarlierAbsence(december(1), december(2)), EarlierAbsence(december(14), december(14))
    decision = ask(december(28), december(29), [a, b])
    assert decision.value.days_used_before == 1
    assert decision.outcome is Outcome.MET


def test_an_illness_told_in_pieces_is_measured_from_where_it_began() -> None:
    a, piece = EarlierAbsence(december(1), december(2)), EarlierAbsence(december(17), december(18))
    told_in_pieces = ask(december(19), earlier=[a, piece]).value
    told_at_once = ask(december(17), december(19), [a]).value
    assert told_in_pieces.days_used == told_at_once.days_used == 5
    assert told_in_pieces.self_reports == told_at_once.self_reports == 2


@pytest.mark.parametrize(
    ("fourth", "count"),
    [
        pytest.param(EarlierAbsence(date(2026, 9, 7), date(2026, 9, 7)), 4, id="§ 8 ledd 1 bokstav a: fire"),
        pytest.param(
            EarlierAbsence(
                date(2026, 9, 7), date(2026, 9, 15), doctors_note=True, note_from=date(2026, 9, 10)
            ),
            3,
            id="§ 8 ledd 2: legeerklæring fra fjerde dag regnes ikke med",
        ),
        pytest.param(
            EarlierAbsence(
                date(2026, 9, 7), date(2026, 9, 15), doctors_note=True, note_from=date(2026, 9, 11)
            ),
            4,
            id="§ 8 ledd 2: legeerklæring fra femte dag",
        ),
        pytest.param(
            EarlierAbsence(date(2026, 9, 7), date(2026, 9, 7), doctors_note=True),
            3,
            id="§ 8 ledd 1 bokstav a: legeerklæring fra første dag er ikke egenmelding",
        ),
        pytest.param(
            EarlierAbsence(date(2025, 12, 1), date(2025, 12, 1)),
            3,
            id="§ 8 ledd 1 bokstav a: eldre enn tolv måneder",
        ),
        pytest.param(
            EarlierAbsence(date(2025, 12, 2), date(2025, 12, 2)),
            4,
            id="§ 8 ledd 1 bokstav a: innen tolv måneder",
        ),
    ],
)
def test_self_reports_of_twelve_months_are_counted_and_take_nothing_away(
    fourth: EarlierAbsence, count: int
) -> None:
    others = [EarlierAbsence(day, day) for day in (date(2026, 6, 1), date(2026, 7, 1))]
    decision = ask(december(1), earlier=[*others, fourth], started=LONG_AGO)
    assert decision.value.self_reports == count
    assert decision.value.self_reports_limit == 4
    assert decision.outcome is Outcome.MET


def test_a_report_that_runs_into_this_one_is_counted_once() -> None:
    decision = ask(december(3), december(4), [EarlierAbsence(december(2), december(3))])
    assert decision.value.days_used == 3
    assert decision.outcome is Outcome.MET


def test_a_note_for_one_of_two_overlapping_reports_is_a_note_for_the_day() -> None:
    told = EarlierAbsence(december(1), december(3))
    noted = EarlierAbsence(december(2), december(4), doctors_note=True)
    assert ask(december(14), earlier=[told, noted]).value.days_used_before == 1


def test_an_absence_that_begins_later_is_not_an_earlier_one() -> None:
    assert ask(december(3), earlier=[EarlierAbsence(december(10), december(12))]).value.days_used == 1


def test_other_absence_is_for_a_caseworker() -> None:
    """§ 36 ledd 1 punktum 1 og 2."""
    decision = other_absence(OtherAbsenceFacts(december(1), december(2)))
    assert decision.outcome is Outcome.UNDECIDED
    assert [b.basis.key for b in decision.because] == [
        "LOV-2009-12-18-131/36/1/1",
        "LOV-2009-12-18-131/36/1/2",
    ]


def test_there_is_no_self_report_before_the_regulation() -> None:
    with pytest.raises(NoLawInForce):
        ask(date(2011, 12, 31), started=date(2011, 1, 3))


def test_facts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        SelfReportFacts(START, december(2), december(1))
    with pytest.raises(ValueError, match="before it begins"):
        EarlierAbsence(december(2), december(1))
    with pytest.raises(ValueError, match="no note"):
        EarlierAbsence(december(1), december(2), note_from=december(2))
