"""Self-report: what holds whatever anybody has told (KVP-forskriften § 6 ledd 3)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.absence import (
    SelfReportDays,
    SelfReportFacts,
    self_report,
)
from portal.rules.days import days_between
from portal.rules.decision import Decision, Outcome
from portal.rules.self_report_loss import LossFacts, self_report_loss
from portal.rules.spells import EarlierAbsence, spells

START = date(2026, 10, 5)


LONG_AGO = date(2025, 1, 6)


def ask(
    first: date, last: date | None = None, earlier: Iterable[EarlierAbsence] = (), started: date = START
) -> Decision[SelfReportDays]:
    return self_report(SelfReportFacts(started, first, last or first, tuple(earlier)))


@st.composite
def absences(draw: st.DrawFn) -> EarlierAbsence:
    first = LONG_AGO + timedelta(days=draw(st.integers(60, 200)))
    last = first + timedelta(days=draw(st.integers(0, 9)))
    if not draw(st.booleans()):
        return EarlierAbsence(first, last)
    note_from = draw(st.none() | st.integers(0, 9).map(lambda n: first + timedelta(days=n)))
    return EarlierAbsence(first, last, doctors_note=True, note_from=note_from)


FIRST_DAYS = st.integers(200, 240).map(lambda n: LONG_AGO + timedelta(days=n))


@settings(max_examples=50)
@given(st.lists(absences(), max_size=5), FIRST_DAYS, st.integers(0, 6))
def test_a_calendar_marked_by_hand_gives_the_same_days(
    earlier: list[EarlierAbsence], first: date, more: int
) -> None:
    last = first + timedelta(days=more)
    ill = {d for a in earlier for d in days_between(a.first_day, a.last_day) if d < first}
    noted = {
        d for a in earlier if a.doctors_note for d in days_between(a.note_from or a.first_day, a.last_day)
    }
    onset = first
    while onset - timedelta(days=1) in ill:
        onset -= timedelta(days=1)
    # Walk back from sixteen days before the illness began through every spell that reaches that far.
    reach = onset - timedelta(days=16)
    while reach in ill and reach - timedelta(days=1) in ill:
        reach -= timedelta(days=1)
    before = len([d for d in ill - noted if d >= reach])

    decision = ask(first, last, earlier, started=LONG_AGO)
    bare = [d for d in days_between(first, last) if d not in noted]
    value = decision.value
    assert (value.days_used_before, value.days_in_this) == (before, len(bare))
    assert value.days_used == before + len(bare)
    beyond = bare[max(0, 3 - before) :]
    assert decision.outcome is (Outcome.UNDECIDED if beyond else Outcome.MET)
    assert value.note_needed_from == (beyond[0] if beyond else None)
    assert value.days_left == (0 if beyond else max(0, 3 - before) - len(bare))


@settings(max_examples=50)
@given(st.lists(absences(), max_size=5), FIRST_DAYS, st.integers(0, 20), st.integers(-60, 300))
def test_the_machine_never_answers_against_the_person(
    earlier: list[EarlierAbsence], first: date, more: int, started: int
) -> None:
    decision = ask(first, first + timedelta(days=more), earlier, LONG_AGO + timedelta(days=started))
    assert decision.outcome in {Outcome.MET, Outcome.UNDECIDED}
    assert (decision.outcome is Outcome.MET) == (decision.value.note_needed_from is None)


@settings(max_examples=50)
@given(st.lists(absences(), max_size=6))
def test_spells_never_touch_and_hold_every_day_of_illness(reports: list[EarlierAbsence]) -> None:
    found = spells(reports)
    days = [d for s in found for d in days_between(s.first_day, s.last_day)]
    assert set(days) == {d for a in reports for d in days_between(a.first_day, a.last_day)}
    assert len(days) == len(set(days))
    for one, other in pairwise(found):
        assert other.first_day - one.last_day > timedelta(days=1)


@settings(max_examples=40)
@given(st.lists(absences(), max_size=5), FIRST_DAYS, st.integers(0, 6), st.randoms(use_true_random=False))
def test_the_order_of_earlier_absences_is_irrelevant(
    earlier: list[EarlierAbsence], first: date, more: int, random: Random
) -> None:
    other = list(earlier)
    random.shuffle(other)
    last = first + timedelta(days=more)
    assert ask(first, last, earlier, LONG_AGO) == ask(first, last, other, LONG_AGO)


def cut(absence: EarlierAbsence, at: date) -> list[EarlierAbsence]:
    """The same absence told in two pieces, the second from `at`, with the note on the days it was for."""
    if not absence.first_day < at <= absence.last_day:
        return [absence]
    note = (absence.note_from or absence.first_day) if absence.doctors_note else None
    pieces = ((absence.first_day, at - timedelta(days=1)), (at, absence.last_day))
    return [
        EarlierAbsence(first, last, doctors_note=True, note_from=max(note, first))
        if note and note <= last
        else EarlierAbsence(first, last)
        for first, last in pieces
    ]


@settings(max_examples=40)
@given(st.lists(absences(), max_size=5), FIRST_DAYS, st.integers(1, 9))
def test_an_illness_told_in_pieces_changes_nothing(
    earlier: list[EarlierAbsence], first: date, at: int
) -> None:
    pieces = [piece for a in earlier for piece in cut(a, a.first_day + timedelta(days=at))]
    assert ask(first, None, earlier, LONG_AGO) == ask(first, None, pieces, LONG_AGO)
    asked = [self_report_loss(LossFacts(first, tuple(told))) for told in (earlier, pieces)]
    assert asked[0] == asked[1]


@settings(max_examples=60)
@given(st.lists(absences(), max_size=4), absences(), FIRST_DAYS)
def test_an_earlier_absence_more_never_gives_more_days(
    earlier: list[EarlierAbsence], another: EarlierAbsence, first: date
) -> None:
    """Unless it brings a doctor's note for days that were told before without one."""
    told = {d for a in earlier for d in days_between(a.first_day, a.last_day)}
    if another.doctors_note and told & set(days_between(another.first_day, another.last_day)):
        another = EarlierAbsence(another.first_day, another.last_day)
    before = ask(first, None, earlier, LONG_AGO).value.days_available
    assert ask(first, None, [*earlier, another], LONG_AGO).value.days_available <= before
