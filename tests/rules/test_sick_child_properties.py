"""A sick child: what holds whatever anybody has told, and that no kind of absence counts in another's days."""

from datetime import date, timedelta
from random import Random

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.decision import Outcome
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.sick_child import SickChildFacts, SickChildFigures, sick_child_days

ON = date(2026, 11, 23)
FREE = {year: frozenset(holidays.country_holidays("NO", years=year)) for year in range(2024, 2028)}
YEARS = st.lists(st.integers(2005, 2026), max_size=5)
PRACTICES = st.sampled_from([USUAL, Practice({"sick_child.children_counted": "within-age"})])
USED = st.lists(st.integers(-20, 420).map(lambda n: ON - timedelta(days=n)), max_size=40)


def figures(
    children: list[int],
    chronic: list[int],
    *,
    alone: bool = False,
    used: list[date] | None = None,
    practice: Practice = USUAL,
) -> SickChildFigures:
    facts = SickChildFacts(ON, tuple(children), tuple(chronic), alone, tuple(used or ()))
    return sick_child_days(facts, FREE.__getitem__, practice).value


@settings(max_examples=60)
@given(YEARS, YEARS, st.booleans(), USED, st.randoms(use_true_random=False))
def test_the_order_of_days_and_children_is_irrelevant(
    children: list[int], chronic: list[int], alone: bool, used: list[date], random: Random
) -> None:
    before = figures(children, chronic, alone=alone, used=used)
    for told in (children, chronic, used):
        random.shuffle(told)
    assert figures(children, chronic, alone=alone, used=[*used, *used]) == before


@settings(max_examples=60)
@given(YEARS, YEARS, st.booleans(), st.integers(2005, 2026), PRACTICES)
def test_more_children_more_illness_or_being_alone_never_gives_fewer_days(
    children: list[int], chronic: list[int], alone: bool, another: int, practice: Practice
) -> None:
    quota = figures(children, chronic, alone=alone, practice=practice).quota
    assert figures([*children, another], chronic, alone=alone, practice=practice).quota >= quota
    assert figures(children, [*chronic, another], alone=alone, practice=practice).quota >= quota
    assert figures(children, chronic, alone=True, practice=practice).quota >= quota


@settings(max_examples=60)
@given(YEARS, YEARS, st.booleans(), USED)
def test_used_and_left_are_never_more_than_the_calendar_and_the_quota(
    children: list[int], chronic: list[int], alone: bool, used: list[date]
) -> None:
    told = figures(children, chronic, alone=alone, used=used)
    within = {day for day in used if date(2025, 11, 23) < day <= ON and day.weekday() < 5}
    assert told.used == len([day for day in within if day not in FREE[day.year]])
    assert told.left == max(0, told.quota - told.used)


def test_a_child_above_the_age_counts_in_how_many_there_are_and_gives_no_right_alone() -> None:
    """§ 11 ledd 1 punktum 2: «omsorgen for mer enn to barn» names no age; § 9 ledd 2 does, for whose illness counts."""
    assert figures([2010, 2018, 2019], []).quota == 15
    assert figures([2010, 2018], []).quota == 10
    assert (
        sick_child_days(SickChildFacts(ON, (2010, 2011, 2012)), FREE.__getitem__).outcome is Outcome.NOT_MET
    )


ABSENCES = st.lists(
    st.tuples(st.sampled_from(["own", "child"]), st.integers(0, 90), st.integers(0, 5)), max_size=6
)


@settings(max_examples=40)
@given(ABSENCES, st.booleans())
def test_no_kind_of_absence_counts_in_the_days_of_another(
    absences: list[tuple[str, int, int]], alone: bool
) -> None:
    """The same diary with the other kind's absences taken out gives the same two answers."""
    around = Around(FREE.__getitem__, USUAL)

    def answers(diary: list[tuple[str, date, date]]) -> tuple[object, object]:
        own = [{"from": f.isoformat(), "to": t.isoformat()} for kind, f, t in diary if kind == "own"]
        days = [
            f + timedelta(days=n) for kind, f, t in diary if kind == "child" for n in range((t - f).days + 1)
        ]
        start = {"programme_start": "2026-01-05", "from": ON.isoformat(), "to": ON.isoformat()}
        ill = ALL["self-report"].answer(start | {"earlier": own}, around)
        child = {"on": ON.isoformat(), "children_born": [2018], "chronic_born": [], "alone": alone}
        off = ALL["sick-child"].answer(child | {"used": [day.isoformat() for day in days]}, around)
        return ill, off

    diary = [
        (kind, ON - timedelta(days=ago + long), ON - timedelta(days=ago)) for kind, ago, long in absences
    ]
    ill, off = answers(diary)
    assert answers([one for one in diary if one[0] == "own"])[0] == ill
    assert answers([one for one in diary if one[0] == "child"])[1] == off


@settings(max_examples=40)
@given(YEARS, YEARS, st.booleans(), USED)
def test_no_answer_is_against_somebody_with_a_child_within_age(
    children: list[int], chronic: list[int], alone: bool, used: list[date]
) -> None:
    facts = SickChildFacts(ON, tuple(children), tuple(chronic), alone, tuple(used))
    decision = sick_child_days(facts, FREE.__getitem__)
    has_child = any(year >= 2014 for year in children) or any(year >= 2008 for year in chronic)
    left = decision.value.left
    without = Outcome.NOT_MET if children or chronic else Outcome.UNDECIDED
    expected = (Outcome.MET if left else Outcome.UNDECIDED) if has_child else without
    assert decision.outcome is expected
