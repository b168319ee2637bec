"""Self-report: days that a doctor's note covers already, and what is only the office's reading of § 6."""

from datetime import date
from typing import Any

import pytest

from portal.rules.absence import LongerMayNeedNote, SelfReportDays, SelfReportFacts, self_report
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation, HouseRule
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.spells import EarlierAbsence

START = date(2026, 10, 5)
WEEKS, WINDOW = "self-report.weeks-counted-from-start", "self-report.days-counted-from-last-day"


def december(day: int) -> date:
    return date(2026, 12, day)


def ill(first: int, last: int, note_from: int | None = None) -> EarlierAbsence:
    return EarlierAbsence(
        december(first), december(last), note_from is not None, december(note_from) if note_from else None
    )


def ask(
    first: date, last: date, *earlier: EarlierAbsence, started: date = START, lost: date | None = None
) -> Decision[SelfReportDays]:
    return self_report(SelfReportFacts(started, first, last, earlier, lost))


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code for b in decision.because]


def test_a_note_that_goes_on_into_this_absence_covers_its_days(norway: Holidays) -> None:
    """§ 6 ledd 3 punktum 2: only days «uten legeerklæring» are counted."""
    decision = ALL["self-report"].answer(
        {
            "programme_start": "2026-10-05",
            "earlier": [{"from": "2026-12-01", "to": "2026-12-10", "doctors_note_from": "2026-12-04"}],
            "from": "2026-12-07",
            "to": "2026-12-08",
        },
        Around(norway, USUAL),
    )
    value = decision.value
    assert (decision.outcome, value.note_needed_from) == (Outcome.MET, None)
    assert (value.days_used_before, value.days_in_this, value.days_used, value.days_left) == (3, 0, 3, 0)
    covers = decision.because[-1]
    assert (covers.reason.code, covers.reason.days) == ("self-report.note-covers-days", 2)
    assert isinstance(covers.basis, Citation)
    assert covers.basis.key == "FOR-2011-12-21-1471/5/1/1"
    assert decision.would_change == (LongerMayNeedNote(december(11)),)


@pytest.mark.parametrize(
    ("last", "note_from", "covered", "left"),
    [
        pytest.param(10, None, 4, 0, id="siste dag med legeerklæring"),
        pytest.param(11, december(11), 4, 0, id="dagen etter legeerklæringen"),
    ],
)
def test_the_first_day_after_the_note_is_the_one_that_needs_another(
    last: int, note_from: date | None, covered: int, left: int
) -> None:
    decision = ask(december(7), december(last), ill(1, 10, 4))
    assert (decision.value.note_needed_from, decision.value.days_left) == (note_from, left)
    assert decision.because[-1].reason.days == covered


@pytest.mark.parametrize(
    ("last", "note_from", "left"),
    [
        pytest.param(6, None, 1, id="to dager uten legeerklæring"),
        pytest.param(10, None, 0, id="tre dager uten legeerklæring"),
        pytest.param(11, december(11), 0, id="den fjerde"),
    ],
)
def test_days_without_a_note_are_used_up_around_the_days_with_one(
    last: int, note_from: date | None, left: int
) -> None:
    """The note is for 6 to 9 December, so 4, 5 and 10 December are the three days."""
    decision = ask(december(4), december(last), ill(6, 9, 6))
    assert (decision.value.note_needed_from, decision.value.days_left) == (note_from, left)


@pytest.mark.parametrize(
    ("earlier", "note_from"),
    [
        pytest.param([ill(8, 9, 8)], december(7), id="legeerklæringen begynner etter at dagene er brukt"),
        pytest.param([ill(7, 9, 7)], december(10), id="legeerklæringen begynner når dagene er brukt"),
        pytest.param([ill(5, 9, 5), ill(6, 8, 6)], december(12), id="to legeerklæringer for de samme dagene"),
        pytest.param(
            [ill(1, 1), ill(5, 5, 5), ill(7, 8, 7)], december(9), id="to legeerklæringer etter hverandre"
        ),
    ],
)
def test_a_note_counts_only_for_the_days_it_covers(earlier: list[EarlierAbsence], note_from: date) -> None:
    """Of 4 to 12 December three days may be without a note; in the last case one day is used up before."""
    assert ask(december(4), december(12), *earlier).value.note_needed_from == note_from


def test_a_note_covers_days_also_where_self_report_is_no_right_yet() -> None:
    covered = ask(december(7), december(8), ill(1, 10, 4), started=december(1))
    assert (covered.outcome, covered.value.note_needed_from) == (Outcome.MET, None)
    assert codes(covered) == ["absence.not-taken-part-long-enough", WEEKS, "self-report.note-covers-days"]
    partly = ask(december(7), december(12), ill(1, 10, 4), lost=december(31))
    assert (partly.outcome, partly.value.note_needed_from) == (Outcome.UNDECIDED, december(11))
    assert codes(partly) == [
        "absence.self-report-right-lost",
        "absence.note-keeps-benefit",
        "self-report.note-covers-days",
    ]
    assert partly.because[1].reason.note_from == december(11)


def test_a_note_that_is_over_or_begins_later_covers_nothing_here() -> None:
    for earlier in (ill(1, 6, 4), ill(9, 12, 9), ill(1, 10), ill(1, 8, 9)):
        assert "self-report.note-covers-days" not in codes(ask(december(7), december(8), earlier))


@pytest.mark.parametrize(
    ("first", "earlier", "said"),
    [
        pytest.param(date(2026, 11, 29), [], True, id="KVP-ABS-12: dag 55, for tidlig slik kontoret teller"),
        pytest.param(date(2026, 11, 30), [], False, id="KVP-ABS-12: dag 56 uten sykedager"),
        pytest.param(
            date(2026, 12, 2), [(date(2026, 11, 2), date(2026, 11, 4))], True, id="tre sykedager, dag 58"
        ),
        pytest.param(
            date(2026, 12, 3), [(date(2026, 11, 2), date(2026, 11, 4))], False, id="tre sykedager, dag 59"
        ),
        pytest.param(
            date(2026, 12, 1), [(date(2026, 9, 1), date(2026, 10, 6))], True, id="bare dager i programmet"
        ),
        pytest.param(
            date(2026, 12, 2), [(date(2026, 9, 1), date(2026, 10, 6))], False, id="dager før programmet"
        ),
        pytest.param(
            date(2026, 11, 30), [(date(2026, 9, 1), date(2026, 10, 3))], False, id="sykdom før programmet"
        ),
    ],
)
def test_counting_weeks_from_the_start_is_told_as_a_reading(
    first: date, earlier: list[tuple[date, date]], said: bool
) -> None:
    decision = ask(first, first, *(EarlierAbsence(*days) for days in earlier))
    read = [b for b in decision.because if b.reason.code == WEEKS]
    assert bool(read) == said
    for because in read:
        assert because.reason.programme_started_on == START
        assert isinstance(because.basis, HouseRule)
        assert because.basis.code == "self_report.weeks_since_start"


@pytest.mark.parametrize(
    ("last", "earlier", "said"),
    [
        pytest.param(28, [], False, id="KVP-ABS-14: ingenting før"),
        pytest.param(28, [ill(14, 14)], False, id="en dag regnes med, og det er nok igjen"),
        pytest.param(30, [ill(14, 14)], True, id="en dag regnes med og gjør at det ikke er nok"),
        pytest.param(28, [ill(1, 2), ill(14, 14)], True, id="kjeden ville tatt den siste dagen"),
        pytest.param(27, [ill(1, 1), ill(14, 14)], False, id="kjeden ville latt nok være igjen"),
        pytest.param(28, [ill(1, 3), ill(14, 14, 14)], True, id="kjede gjennom dager med legeerklæring"),
        pytest.param(28, [ill(1, 3), ill(19, 20, 19)], True, id="kjede: seksten dager"),
        pytest.param(28, [ill(1, 3), ill(20, 20, 20)], False, id="kjede: sytten dager"),
        pytest.param(31, [ill(1, 3), ill(14, 14, 14)], True, id="kjeden ville gjort dagen tidligere"),
    ],
)
def test_counting_each_illness_from_its_last_day_is_told_as_a_reading_when_it_matters(
    last: int, earlier: list[EarlierAbsence], said: bool
) -> None:
    decision = ask(december(28 if last > 27 else 27), december(last), *earlier, started=date(2026, 1, 5))
    read = [b for b in decision.because if b.reason.code == WINDOW]
    assert bool(read) == said
    for because in read:
        assert isinstance(because.basis, HouseRule)
        assert because.basis.code == "self_report.window_from_last_day"
